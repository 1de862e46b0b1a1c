// The typed agreement as text, for `--print agreement`: every clause text with its interval, defines read in place.
#pragma once

#include <string>

#include "language/agreement.h"

namespace proviso::language {

// Lines that end with a line feed; the same for the same agreement, always.
std::string print_agreement(const Agreement& agreement);

}  // namespace proviso::language
