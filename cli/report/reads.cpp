#include "cli/report/reads.h"

#include "language/children.h"

namespace proviso::cli {
namespace {

using namespace language;  // NOLINT: nearly every name here is one of the language

// Collects the conditions that expressions read.
class Reads {
 public:
  explicit Reads(const Agreement& agreement)
      : agreement_(agreement), read_(agreement.conditions.size()), acts_(agreement.actions.size()) {}

  void expression(ExprId id) {
    visit_all(agreement_, id, [this](const Expression& found) {
      if (const auto* condition = std::get_if<ConditionRef>(&found.node)) read_[condition->condition.index] = true;
      if (const auto* permitted = std::get_if<Permitted>(&found.node)) acts_[permitted->action.index] = true;
    });
  }
  void expression(const std::optional<ExprId>& id) {
    if (id) expression(*id);
  }

  void act(ActionId action) { acts_[action.index] = true; }

  void statement(const Statement& statement) {
    std::visit(Overloaded{[this](const May& may) { permission(may.action, may.when, may.unless); },
                          [this](const ShallNot& ban) { permission(ban.action, ban.when, ban.unless); },
                          [this](const Duty& rule) { duty(rule); }},
               statement.rule);
  }

  void tally(const Tally& tally) {
    if (!acts_[tally.over.index]) return;
    expression(tally.value);
    expression(tally.where);
  }

  std::vector<bool> take() { return std::move(read_); }

 private:
  void permission(ActionId action, const std::optional<ExprId>& when, const std::optional<ExprId>& unless) {
    if (!acts_[action.index]) return;
    expression(when);
    expression(unless);
  }

  void duty(const Duty& rule) {
    if (acts_[rule.action.index]) expression(rule.where);
    if (!acts_[rule.trigger.index]) return;
    for (const auto& part : {rule.trigger_where, rule.when, rule.unless}) expression(part);
    expression(rule.within);
    if (const auto* lapse = std::get_if<LapsesWhen>(&rule.lapse)) expression(lapse->condition);
  }

  const Agreement& agreement_;
  std::vector<bool> read_, acts_;
};

}  // namespace

void visit_all(const Agreement& agreement, ExprId id, const std::function<void(const Expression&)>& visit) {
  visit(agreement[id]);
  for (const ExprId child : children(agreement[id].node)) visit_all(agreement, child, visit);
}

std::vector<bool> conditions_that_matter(const Agreement& agreement, const properties::Goal& goal,
                                         const properties::History& history) {
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
