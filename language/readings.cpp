#include "language/readings.h"

#include <stdexcept>

namespace proviso::language {
namespace {

[[noreturn]] void not_a_reading() { throw std::logic_error("holds_under: the condition is not over readings alone"); }

bool apply(BinaryOp op, bool left, bool right) {
  switch (op) {
    case BinaryOp::kAnd:
      return left && right;
    case BinaryOp::kOr:
      return left || right;
    case BinaryOp::kImplies:
      return !left || right;
    case BinaryOp::kIff:
    case BinaryOp::kEq:
      return left == right;
    case BinaryOp::kNe:
      return left != right;
    default:
      not_a_reading();
  }
}

bool literal_truth(const Literal& literal) {
  const bool* truth = std::get_if<bool>(&literal.value);
  if (truth == nullptr) not_a_reading();
  return *truth;
}

}  // namespace

bool holds_under(const Agreement& agreement, ExprId condition, const std::vector<std::uint32_t>& choices) {
  const auto holds = [&](ExprId id) { return holds_under(agreement, id, choices); };
  const ExprNode& node = agreement[condition].node;
  if (const auto* is = std::get_if<ReadingIs>(&node)) return choices.at(is->reading.index) == is->choice;
  if (const auto* literal = std::get_if<Literal>(&node)) return literal_truth(*literal);
  if (const auto* binary = std::get_if<Binary>(&node))
    return apply(binary->op, holds(binary->left), holds(binary->right));
  if (const auto* unary = std::get_if<Unary>(&node); unary != nullptr && unary->op == UnaryOp::kNot) {
    return !holds(unary->operand);
  }
  if (const auto* choice = std::get_if<IfThenElse>(&node)) {
    return holds(holds(choice->condition) ? choice->then_value : choice->else_value);
  }
  not_a_reading();
}

}  // namespace proviso::language
