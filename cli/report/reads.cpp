#include "cli/report/reads.h"

#include "language/children.h"

namespace proviso::cli {
namespace {

using namespace language;  // NOLINT: nearly every name here is one of the language

// Collects what expressions read.
class Reads {
 public:
  explicit Reads(const Agreement& agreement)
      : agreement_(agreement),
        read_{std::vector<bool>(agreement.conditions.size()), std::vector<bool>(agreement.terms.size()),
              std::vector<bool>(agreement.readings.size())},
        acts_(agreement.actions.size()) {}

  void expression(ExprId id) {
    visit_all(agreement_, id, [this](const Expression& found) {
      if (const auto* condition = std::get_if<ConditionRef>(&found.node))
        read_.conditions[condition->condition.index] = true;
      if (const auto* term = std::get_if<TermRef>(&found.node)) read_.terms[term->term.index] = true;
      if (const auto* reading = std::get_if<ReadingIs>(&found.node)) read_.readings[reading->reading.index] = true;
      if (const auto* permitted = std::get_if<Permitted>(&found.node)) acts_[permitted->action.index] = true;
    });
  }
  void expression(const std::optional<ExprId>& id) {
    if (id) expression(*id);
  }

  void act(ActionId action) { acts_[action.index] = true; }

  void statement(const Statement& statement) {
    const bool about =
        std::visit(Overloaded{[this](const May& may) { return permission(may.action, may.when, may.unless); },
                              [this](const ShallNot& ban) { return permission(ban.action, ban.when, ban.unless); },
                              [this](const Duty& rule) { return duty(rule); }},
                   statement.rule);
    if (about) interval(agreement_[statement.text]);
  }

  void tally(const Tally& tally) {
    if (const language::ActionId* over = language::action_of(tally.over); over && !acts_[over->index]) return;
    expression(tally.value);
    expression(tally.where);
  }

  Matter take() { return std::move(read_); }

 private:
  // These say whether the statement is about something that happens.
  bool permission(ActionId action, const std::optional<ExprId>& when, const std::optional<ExprId>& unless) {
    if (!acts_[action.index]) return false;
    expression(when);
    expression(unless);
    return true;
  }

  bool duty(const Duty& rule) {
    const bool created = acts_[rule.trigger.index];
    if (acts_[rule.action.index] || created) expression(rule.where);
    if (!created) return acts_[rule.action.index];
    for (const auto& part : {rule.trigger_where, rule.when, rule.unless}) expression(part);
    expression(rule.within);
    if (const auto* lapse = std::get_if<LapsesWhen>(&rule.lapse)) expression(lapse->condition);
    return true;
  }

  void interval(const ClauseText& text) {
    for (const auto& bounds : {text.from, text.through, text.before}) {
      for (const ExprId bound : bounds) expression(bound);
    }
    expression(text.unless);
  }

  const Agreement& agreement_;
  Matter read_;
  std::vector<bool> acts_;
};

}  // namespace

void visit_all(const Agreement& agreement, ExprId id, const std::function<void(const Expression&)>& visit) {
  visit(agreement[id]);
  for (const ExprId child : children(agreement[id].node)) visit_all(agreement, child, visit);
}

Matter what_matters(const Agreement& agreement, const properties::Goal& goal, const properties::History& history) {
  Reads reads(agreement);
  for (const properties::Moment& moment : history.moments) {
    if (moment.event) reads.act(moment.event->action);
  }
  reads.expression(goal.formula);
  for (const Assumption& assumption : agreement.assumptions) reads.expression(assumption.fact);
  for (const Statement& statement : agreement.statements) reads.statement(statement);
  for (const Tally& tally : agreement.tallies) reads.tally(tally);
  return reads.take();
}

}  // namespace proviso::cli
