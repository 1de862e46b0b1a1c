// The clauses that a proof rests on. Inside solver/.
#pragma once

#include <optional>
#include <vector>

#include "solver/attempt.h"

namespace proviso::solver {

// By ClauseId: a set with which, and exactly which, the goal is proved in the same way, and without any one of which it
// is not. None: not even the set of all clauses was found to be one.
std::optional<std::vector<bool>> minimal_support(Engines& engines, const properties::Goal& goal, const Proof& proof,
                                                 const Scope& scope);

}  // namespace proviso::solver
