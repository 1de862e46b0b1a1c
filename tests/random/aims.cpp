#include "tests/random/aims.h"

#include <algorithm>

#include "language/children.h"

namespace proviso::random_histories {

using language::ActionId;
using language::BinaryOp;
using language::ExprId;

namespace {

bool compares(BinaryOp op) { return op >= BinaryOp::kEq && op <= BinaryOp::kGe; }

}  // namespace

Aims::Aims(const language::Agreement& agreement) : agreement_(agreement) {
  for (const language::Statement& statement : agreement_.statements) collect(statement);
  for (const language::Expression& expression : agreement_.expressions) {
    if (const auto* happens = std::get_if<language::Happens>(&expression.node))
      collect(happens->action, happens->where);
  }
  for (const language::Tally& tally : agreement_.tallies) {
    if (const ActionId* action = language::action_of(tally.over)) collect(*action, tally.where);
  }
}

void Aims::collect(const language::Statement& statement) {
  const auto permission = [&](const auto& rule) {
    collect(rule.action, rule.when);
    collect(rule.action, rule.unless);
  };
  std::visit(language::Overloaded{permission, [&](const language::Duty& duty) { collect(duty); },
                                  [](const language::Keep&) {}},
             statement.rule);
}

void Aims::collect(const language::Duty& duty) {
  if (const ActionId* action = language::triggering_action(duty)) collect(*action, duty.trigger->where);
}

void Aims::collect(ActionId action, const std::optional<ExprId>& formula) {
  if (!formula) return;
  collect_comparison(action, *formula);
  for (ExprId child : language::children(agreement_[*formula].node)) collect(action, child);
}

void Aims::collect_comparison(ActionId action, ExprId formula) {
  const auto* binary = std::get_if<language::Binary>(&agreement_[formula].node);
  if (!binary || !compares(binary->op)) return;
  const auto add = [&](ExprId field, ExprId value) {
    const auto* named = std::get_if<language::EventField>(&agreement_[field].node);
    if (named && needs_only_the_event(value)) aims_.push_back({action, named->position, value});
  };
  add(binary->left, binary->right);
  add(binary->right, binary->left);
}

bool Aims::needs_only_the_event(ExprId expression) const {
  const language::ExprNode& node = agreement_[expression].node;
  const bool more =
      std::holds_alternative<language::VariableRef>(node) || std::holds_alternative<language::TriggerField>(node) ||
      std::holds_alternative<language::TriggerDate>(node) || std::holds_alternative<language::AtTrigger>(node);
  const std::vector<ExprId> parts = language::children(node);
  return !more && std::all_of(parts.begin(), parts.end(), [&](ExprId part) { return needs_only_the_event(part); });
}

std::vector<ExprId> Aims::values(ActionId action, std::uint32_t position) const {
  std::vector<ExprId> found;
  for (const Aim& aim : aims_) {
    if (aim.action == action && aim.position == position) found.push_back(aim.value);
  }
  return found;
}

std::vector<ActionId> Aims::feeding(ExprId formula) const {
  std::vector<ActionId> found;
  const language::ExprNode& node = agreement_[formula].node;
  if (const auto* tally = std::get_if<language::TallyRef>(&node)) {
    if (const ActionId* action = language::action_of(agreement_[tally->tally].over)) found.push_back(*action);
  }
  for (ExprId child : language::children(node)) {
    const std::vector<ActionId> below = feeding(child);
    found.insert(found.end(), below.begin(), below.end());
  }
  return found;
}

}  // namespace proviso::random_histories
