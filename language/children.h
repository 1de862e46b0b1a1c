// The parts of a typed expression.
#pragma once

#include <vector>

#include "language/agreement.h"

namespace proviso::language {

// Its direct operands, from left to right.
std::vector<ExprId> children(const ExprNode& node);

// The formulas that `and` joins in it, from left to right; itself where there are none.
std::vector<ExprId> conjuncts(const Agreement& agreement, ExprId formula);

}  // namespace proviso::language
