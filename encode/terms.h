// Small constructors of Z3 expressions that fold constants, and the mapping of types and values to Z3.
#pragma once

#include <z3++.h>

#include <string>
#include <vector>

#include "language/value.h"

namespace proviso::encode {

// An expression's value, and when it has one: `value` is arbitrary where `defined` is false.
struct Encoded {
  z3::expr value;
  z3::expr defined;
};

z3::expr conjunction(const z3::expr& a, const z3::expr& b);
z3::expr disjunction(const z3::expr& a, const z3::expr& b);
z3::expr negation(const z3::expr& a);
z3::expr implication(const z3::expr& a, const z3::expr& b);
z3::expr choice(const z3::expr& condition, const z3::expr& then_value, const z3::expr& else_value);
z3::expr equality(const z3::expr& a, const z3::expr& b);
z3::expr conjunction(z3::context& context, const std::vector<z3::expr>& parts);
z3::expr disjunction(z3::context& context, const std::vector<z3::expr>& parts);

// Bool for kBool; Real for kNumber and kMoney; Int for kWhole, kDays, kDate (days since 1970-01-01), kParty, kKind
// (the member's index).
z3::sort sort_of(z3::context& context, const language::Type& type);
z3::expr literal(z3::context& context, const language::Type& type, const language::Value& value);
z3::expr day_literal(z3::context& context, language::Day day);

// An Int expression as Real; others unchanged.
z3::expr as_real(const z3::expr& e);

// Somewhere two unknowns are multiplied, or their product is abstracted. Of a simplified expression.
bool multiplies(const z3::expr& root);

}  // namespace proviso::encode
