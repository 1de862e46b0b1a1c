// What terms, actions, defines and tallies say: their `where`s, bodies and values.
#pragma once

#include <vector>

#include "language/check_order.h"
#include "language/check_state.h"

namespace proviso::language {

// The parameters of defines and tallies.
void declare_definitions(Checker& checker);

// The expressions in all terms, defines, tallies (defines, and the types of tallies, after those they read) and actions.
void check_definitions(Checker& checker, const std::vector<Definition>& ordered);

}  // namespace proviso::language
