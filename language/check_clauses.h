// Clauses and amendments: which text of which clause is in force when, and what its statements say.
#pragma once

#include "language/check_state.h"

namespace proviso::language {

// Checks all clauses of the base text and of the amendments, and folds the amendments into their intervals.
void check_clauses(Checker& checker);

}  // namespace proviso::language
