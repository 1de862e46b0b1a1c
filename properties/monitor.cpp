#include "properties/monitor.h"

#include <algorithm>

namespace proviso::properties {

using language::Agreement;
using language::ExprId;
using language::Type;

namespace {

const Type kTruth{.sort = language::Sort::kBool};

ExprId add(Agreement& agreement, language::ExprNode node, const Type& type, language::Span span) {
  agreement.expressions.push_back({std::move(node), type, span});
  return ExprId{static_cast<std::uint32_t>(agreement.expressions.size() - 1)};
}

template <class Id, class All>
Id last_of(const All& all) {
  return Id{static_cast<std::uint32_t>(all.size() - 1)};
}

// The names have a character that no name of a file has.
language::Duty watching(Agreement& agreement, const language::Response& response, ExprId formula) {
  const language::Span span = agreement[formula].span;
  language::Condition armed;
  armed.name = "monitor.armed";
  agreement.conditions.push_back(armed);
  const auto condition = last_of<language::ConditionId>(agreement.conditions);
  language::Trigger trigger = response.trigger;
  const ExprId arms = add(agreement, language::ConditionRef{condition, {}}, kTruth, span);
  trigger.where = trigger.where
                      ? add(agreement, language::Binary{language::BinaryOp::kAnd, arms, *trigger.where}, kTruth, span)
                      : arms;
  const ExprId party =
      add(agreement, language::Literal{language::Member{0}}, Type{.sort = language::Sort::kParty}, span);
  return {.party = party,
          .performance = language::Ensure{formula},
          .deadline = response.deadline,
          .trigger = trigger,
          .when = {},
          .unless = {},
          .capacity = {.per = {}, .most = 1, .merging = true},
          .lapse = language::NeverLapses{},
          .frozen = response.frozen};
}

language::ClauseId add_monitor(Agreement& agreement, language::Duty duty, language::Span span) {
  agreement.clauses.push_back({"monitor.clause", {}});
  const auto clause = last_of<language::ClauseId>(agreement.clauses);
  language::ClauseText text;
  text.clause = clause;
  text.span = span;
  agreement.clause_texts.push_back(text);
  const auto words = last_of<language::ClauseTextId>(agreement.clause_texts);
  agreement.clauses.back().texts.push_back(words);
  language::Statement statement;
  statement.text = words;
  statement.rule = std::move(duty);
  statement.span = span;
  agreement.statements.push_back(std::move(statement));
  agreement.monitor = last_of<language::StatementId>(agreement.statements);
  agreement.clause_texts.back().statements.push_back(*agreement.monitor);
  return clause;
}

}  // namespace

Monitored monitored(const Agreement& agreement, const Goal& goal) {
  Monitored result{agreement, goal};
  Agreement& wider = result.agreement;
  const language::Span span = agreement[goal.formula].span;
  const language::ClauseId clause = add_monitor(wider, watching(wider, goal.response.value(), goal.formula), span);
  const ExprId overdue = add(wider, language::Owed{clause, true}, kTruth, span);
  result.goal.kind = GoalKind::kKeep;
  result.goal.response.reset();
  result.goal.formula = add(wider, language::Unary{language::UnaryOp::kNot, overdue}, kTruth, span);
  result.goal.setting.struck.push_back(false);
  if (!result.goal.setting.excepted.empty()) result.goal.setting.excepted.push_back(false);
  return result;
}

History without_monitor(History history) {
  for (Moment& moment : history.moments) moment.conditions.pop_back();
  return history;
}

Verdict without_monitor(const Agreement& agreement, Verdict verdict) {
  std::erase_if(verdict.rests_on, [&](language::ClauseId clause) { return clause.index >= agreement.clauses.size(); });
  if (verdict.history) verdict.history = without_monitor(*std::move(verdict.history));
  return verdict;
}

}  // namespace proviso::properties
