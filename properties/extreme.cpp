#include "properties/extreme.h"

namespace proviso::properties {

using language::Agreement;
using language::BinaryOp;
using language::ExprId;

namespace {

Compared compared(const Agreement& agreement, const Goal& goal, GoalKind kind, BinaryOp op,
                  const language::Value& value) {
  Compared result{agreement, goal};
  std::vector<language::Expression>& all = result.agreement.expressions;
  const language::Span span = agreement[goal.formula].span;
  all.push_back({language::Literal{value}, agreement[goal.formula].type, span});
  const ExprId literal{static_cast<std::uint32_t>(all.size() - 1)};
  all.push_back({language::Binary{op, goal.formula, literal}, language::Type{.sort = language::Sort::kBool}, span});
  result.goal.kind = kind;
  result.goal.formula = ExprId{static_cast<std::uint32_t>(all.size() - 1)};
  // Lemmas are looked for in what properties ask.
  language::Property asked;
  asked.for_any = goal.for_any;
  asked.for_any_where = goal.for_any_where;
  asked.question = language::QuestionKind::kAlways;
  asked.formula = result.goal.formula;
  asked.span = span;
  result.agreement.properties.push_back(std::move(asked));
  return result;
}

}  // namespace

Compared never_beyond(const Agreement& agreement, const Goal& goal, const language::Value& value) {
  return compared(agreement, goal, GoalKind::kKeep, goal.kind == GoalKind::kGreatest ? BinaryOp::kLe : BinaryOp::kGe,
                  value);
}

Compared never_as_far_as(const Agreement& agreement, const Goal& goal, const language::Value& value) {
  return compared(agreement, goal, GoalKind::kKeep, goal.kind == GoalKind::kGreatest ? BinaryOp::kLt : BinaryOp::kGt,
                  value);
}

Compared coming_to(const Agreement& agreement, const Goal& goal, const language::Value& value) {
  return compared(agreement, goal, GoalKind::kReach, goal.kind == GoalKind::kGreatest ? BinaryOp::kGe : BinaryOp::kLe,
                  value);
}

Compared reaching(const Agreement& agreement, const Goal& goal, const language::Value& value) {
  return compared(agreement, goal, GoalKind::kReach, BinaryOp::kEq, value);
}

bool beyond(const Goal& goal, const language::Value& first, const language::Value& second) {
  return goal.kind == GoalKind::kGreatest ? second < first : first < second;
}

}  // namespace proviso::properties
