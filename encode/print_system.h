// The transition system of an agreement as SMT-LIB 2 text: one moment from any state, for `--print system`.
#pragma once

#include <string>

#include "language/agreement.h"

namespace proviso::encode {

// All clauses present, all parties complying.
std::string print_system(const language::Agreement& agreement);

}  // namespace proviso::encode
