// The direct operands of a typed expression.
#pragma once

#include <vector>

#include "language/expression.h"

namespace proviso::language {

// From left to right.
std::vector<ExprId> children(const ExprNode& node);

}  // namespace proviso::language
