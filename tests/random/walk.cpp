#include "tests/random/walk.h"

#include "language/children.h"
#include "replay/clauses.h"

namespace proviso::random_histories {

using language::BinaryOp;
using language::ExprId;
using replay::Context;

bool Walk::holds(const Context& context, ExprId formula) {
  read(context, formula);
  return replay::holds(context, formula).value_or(false);
}

bool Walk::holds(const Context& context, const std::optional<ExprId>& formula, const std::string& name,
                 bool if_absent) {
  if (!formula) return if_absent;
  mark(name);
  return holds(context, *formula);
}

void Walk::read(const Context& context, ExprId id) {
  const language::ExprNode& node = agreement_[id].node;
  names_.merge(names_of(node));
  const std::string question = question_of(agreement_, node);
  const auto answer = question.empty() ? std::nullopt : replay::holds(context, id);
  if (answer) mark(answered(question, *answer));
  if (const auto* binary = std::get_if<language::Binary>(&node)) return read(context, *binary);
  if (const auto* branch = std::get_if<language::IfThenElse>(&node)) {
    return read(context, holds(context, branch->condition) ? branch->then_value : branch->else_value);
  }
  if (const auto* happens = std::get_if<language::Happens>(&node)) return read(context, *happens);
  if (const auto* owed = std::get_if<language::Owed>(&node)) return read(context, *owed);
  if (const auto* frozen = std::get_if<language::AtTrigger>(&node)) return read(context, *frozen);
  if (std::holds_alternative<language::Quantifier>(node)) return;  // its body needs a member
  Context inner = context;
  if (std::holds_alternative<language::Before>(node)) inner.now = context.before;
  for (ExprId child : language::children(node)) read(inner, child);
}

void Walk::read(const Context& context, const language::Binary& binary) {
  read(context, binary.left);
  if (binary.op <= BinaryOp::kImplies) {
    const auto left = replay::holds(context, binary.left);
    if (!left || *left == (binary.op == BinaryOp::kOr)) return;
  }
  read(context, binary.right);
}

void Walk::read(const Context& context, const language::Happens& happens) {
  if (!context.happening || context.happening->action != happens.action || !happens.where) return;
  Context inner = context;
  inner.event = context.happening;
  read(inner, *happens.where);
}

void Walk::read(const Context& context, const language::Owed& owed) {
  for (const replay::OutstandingDuty& duty : context.world.duties.at(context.now)) {
    if (!owed.where || replay::clause_of(agreement_, duty.statement) != owed.clause) continue;
    Context inner = context;
    inner.trigger = &duty;
    read(inner, *owed.where);
  }
}

void Walk::read(const Context& context, const language::AtTrigger& node) {
  const auto& duty = static_cast<const replay::OutstandingDuty&>(*context.trigger);  // of a statement: see `read`
  const auto now = replay::evaluate(context, replay::duty_rule(agreement_, duty.statement).frozen[node.position]);
  if (now && *now != duty.frozen[node.position]) mark("at trigger differs from the value now");
}

}  // namespace proviso::random_histories
