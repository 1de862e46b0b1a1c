// Histories that continue a given one: its moments, terms and conditions as values of an unrolling's symbols. Inside
// solver/.
#pragma once

#include <cstddef>
#include <functional>

#include "encode/unrolling.h"
#include "properties/history.h"

namespace proviso::solver {

// How far an unrolling has been pinned.
struct Pinned {
  std::size_t conditions = 0, terms = 0;  // applications
};

// Every value of its tables can be told for any arguments: no row of several parameters is for what no row names.
bool can_be_pinned(const properties::History& history);

// Gives `take` what the history says of terms without parameters, readings, dates and events. `from_beginning`: the
// unrolling's first moments are the history's; otherwise only what is fixed for good.
void pin_inputs(encode::Unrolling& unrolling, const properties::History& history, bool from_beginning,
                const std::function<void(const z3::expr&)>& take);

// The same of conditions and of terms with parameters, at the applications that have come up since `done`. Later
// moments than the history's, and all where the unrolling is from anywhere, have the conditions of its last moment.
void pin_applications(encode::Unrolling& unrolling, const properties::History& history, bool from_beginning,
                      Pinned& done, const std::function<void(const z3::expr&)>& take);

}  // namespace proviso::solver
