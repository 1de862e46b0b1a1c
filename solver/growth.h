// How E grows in histories of a given length: where it comes to (a guess, by Z3's optimiser, which is wrong on reals
// under strict bounds: what it says is only tried); and a proof that it comes as far as one likes. Inside solver/.
#pragma once

#include <optional>

#include "properties/history.h"
#include "solver/certificate.h"
#include "solver/limits.h"
#include "solver/watch.h"

namespace proviso::solver {

// kClosed: `<` is read as `<=` where that only adds histories: to find limits that none of them reaches.
enum class Bounds { kAsTheyAre, kClosed };

struct Extreme {
  std::optional<language::Value> value;
  bool unbounded = false;  // there is none
};

// Goals of kind kGreatest and kLeast; over all terms and readings, and all values of `for any`. Nothing is said where
// the budget (Z3 resource units) or the watch cuts it, nor where E multiplies unknowns.
Extreme guess_extreme(const language::Agreement& agreement, const properties::Goal& goal, Bounds bounds,
                      std::size_t moments, std::uint64_t budget, Watch& watch);

struct Growth {
  properties::History history;  // E has a value from which on it grows
  Obligation obligation;
};

// Some history, and the claim that for every value from the one that E has there on (up to the limit, exclusively, if
// there is one) a history of that length has a value of E that is no less (kLeast: no more). These histories have its
// events, dates, conditions and readings; their amounts, and those of terms, vary. The claim has the form "for all
// values some amounts", and is negated in the obligation. None where no history was found to begin with, or where the
// claim can not be written.
std::optional<Growth> growth(const language::Agreement& agreement, const properties::Goal& goal,
                             const std::optional<language::Value>& limit, std::size_t moments, std::uint64_t budget,
                             Watch& watch);

}  // namespace proviso::solver
