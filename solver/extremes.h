// What value an expression can have at most, or at least, in histories of a given length: a guess, by Z3's optimiser.
// It is wrong on reals under strict bounds, so what it says is only tried. Inside solver/.
#pragma once

#include <optional>

#include "solver/attempt.h"

namespace proviso::solver {

struct Extreme {
  std::optional<language::Value> value;
  bool unbounded = false;  // it says that there is none
};

// Goals of kind kGreatest and kLeast; over all terms and readings, and all values of `for any`. Nothing is said where
// the budget (Z3 resource units) or the watch cuts it.
Extreme guess_extreme(const language::Agreement& agreement, const properties::Goal& goal, std::size_t moments,
                      std::uint64_t budget, Watch& watch);

}  // namespace proviso::solver
