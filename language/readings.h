// What a condition on readings says of one choice for each reading.
#pragma once

#include <cstdint>
#include <vector>

#include "language/agreement.h"

namespace proviso::language {

// `condition` is a Property's expected_when: over readings alone, as `check` has made sure. `choices` has one choice
// for each reading of the agreement, by its index.
bool holds_under(const Agreement& agreement, ExprId condition, const std::vector<std::uint32_t>& choices);

}  // namespace proviso::language
