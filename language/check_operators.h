// What operators make of the types of their operands: no names, no scopes.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "language/check_state.h"

namespace proviso::language {

// Why an operator does not accept its operands.
struct TypeProblem {
  Code code;
  std::string message;
  std::optional<std::string> help;
};

using TypeResult = tl::expected<Type, TypeProblem>;

// An operand as the rules see it; `text` is how it was written, `literal` says that it is a number as such.
struct Operand {
  Type type;
  Span span;
  bool literal = false;
};

TypeResult type_of_sum(const Checker& checker, BinaryOp op, const Operand& left, const Operand& right);
TypeResult type_of_product(const Checker& checker, const Operand& left, const Operand& right);
TypeResult type_of_quotient(const Checker& checker, const Operand& left, const Operand& right);
// `=` and `!=`: true or false, or the problem.
TypeResult type_of_equality(const Checker& checker, const Operand& left, const Operand& right);
// `<`, `<=`, `>`, `>=`.
TypeResult type_of_order(const Checker& checker, const Operand& left, const Operand& right);
// Of `min`, `max`: the type of both.
TypeResult type_of_extremum(const Checker& checker, const Operand& left, const Operand& right);
// Of `round`, `floor`, `ceiling`: the type of both.
TypeResult type_of_rounding(const Checker& checker, const Operand& value, const Operand& multiple);

// The one type of two branches or list members; nullopt if there is none.
std::optional<Type> common_type(const Type& left, const Type& right);
// A value of type `from` may stand where `to` is wanted: the same type, or a whole number for a number.
bool fits(const Type& from, const Type& to);
// How to make what was written fit, if that can be guessed.
std::optional<std::string> advice_to_fit(const Checker& checker, const Operand& given, const Type& wanted);

}  // namespace proviso::language
