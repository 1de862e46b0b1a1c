// Assumptions, properties, and what redlines expect of properties.
#pragma once

#include "language/check_state.h"

namespace proviso::language {

void check_assumptions(Checker& checker);
void check_properties(Checker& checker);
// What a redline edits is checked where it is applied (language/edits.h); here its expectations are.
void check_redlines(Checker& checker);

}  // namespace proviso::language
