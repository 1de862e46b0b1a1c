// Declarations: parties, kinds, terms, readings, conditions, actions, defines, tallies.
#pragma once

#include "language/check_state.h"

namespace proviso::language {

// The agreement's head and everything that names can be resolved to, with types and parameters, without expressions
// (these come with check_definitions). After it, `names` is final.
void declare_all(Checker& checker);

}  // namespace proviso::language
