// What is asked of duties: `owed`, `overdue`, `discharges`, `breached`, `settled`; and `trigger`, what created one.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_duties.h"
#include "language/check_expression_visitor.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

constexpr Type kTruth{Sort::kBool};

// A value of a member that is another one while this lives.
template <class T>
class Instead {
 public:
  Instead(T& member, T value) : member_(member), outer_(std::exchange(member, std::move(value))) {}
  ~Instead() { member_ = std::move(outer_); }
  Instead(const Instead&) = delete;
  Instead& operator=(const Instead&) = delete;

 private:
  T& member_;
  T outer_;
};

}  // namespace

// What creates the duties of the clause, each once; what is not declared is left out.
TriggerScope ExpressionVisitor::triggers_of(ClauseId clause) const {
  TriggerScope triggers;
  for (const syntax::Duty* duty : checker_.written_duties[clause.index].duties) {
    const auto* name = duty->trigger ? std::get_if<syntax::Name>(&duty->trigger->what) : nullptr;
    const std::optional<ActionId> event = name == nullptr ? std::nullopt : find_happening(checker_, *name);
    const bool unknown = name != nullptr && !event;
    if (unknown || std::find(triggers.events.begin(), triggers.events.end(), event) != triggers.events.end()) continue;
    triggers.events.push_back(event);
  }
  return triggers;
}

Checked ExpressionVisitor::on(const syntax::Owed& owed, Span span) {
  const Symbol* symbol = checker_.resolve(owed.clause, {SymbolKind::kClause}, "a clause");
  if (!allowed(Ingredient::kMoment, span, owed.overdue ? "`overdue`" : "`owed`") || symbol == nullptr) {
    return std::nullopt;
  }
  const ClauseId clause{symbol->index};
  const bool or_keep = owed.overdue && !owed.where;
  checker_.duty_mentions.push_back({clause, std::nullopt, or_keep, true, owed.clause.span});
  if (!owed.where) return add(Owed{clause, owed.overdue, std::nullopt}, kTruth, span);
  if (checker_.written_duties[clause.index].duties.empty()) {
    // No trigger whose parameters `where` could name; a clause that a redline has struck is still spoken of.
    return add(Owed{clause, owed.overdue, add(Literal{false}, kTruth, span)}, kTruth, span);
  }
  const TriggerScope triggers = triggers_of(clause);
  const Instead<const TriggerScope*> trigger(trigger_, &triggers);
  const Instead<std::vector<ExprId>*> frozen(frozen_, nullptr);
  const Instead<std::string_view> why(why_not_frozen_, "here `trigger` is that of the duties asked for");
  const Instead<std::string_view> place(place_, owed.overdue ? "the `where` of `overdue`" : "the `where` of `owed`");
  const Checked where = check_of(*owed.where, kTruth, place_);
  return where ? add(Owed{clause, owed.overdue, where}, kTruth, span) : std::nullopt;
}

Checked ExpressionVisitor::on(const syntax::OwedBy& owed, Span span) {
  const Checked party = check_of(owed.party, {Sort::kParty}, "the argument of `owed_by`");
  if (!allowed(Ingredient::kMoment, span, "`owed_by`") || !party) return std::nullopt;
  return add(OwedBy{*party}, kTruth, span);
}

Checked ExpressionVisitor::on(const syntax::Breached& breached, Span span) {
  const Checked party = check_of(breached.party, {Sort::kParty}, "the argument of `breached`");
  if (!allowed(Ingredient::kMoment, span, "`breached`") || !party) return std::nullopt;
  return add(Breached{*party}, kTruth, span);
}

Checked ExpressionVisitor::on(const syntax::Settled&, Span span) {
  if (!allowed(Ingredient::kMoment, span, "`settled`")) return std::nullopt;
  return add(Settled{}, kTruth, span);
}

Checked ExpressionVisitor::on(const syntax::Discharges& discharges, Span span) {
  const Symbol* symbol = checker_.resolve(discharges.clause, {SymbolKind::kClause}, "a clause");
  if (!allowed(Ingredient::kDischarges, span, "`discharges`") || symbol == nullptr) return std::nullopt;
  const ClauseId clause{symbol->index};
  if (!signature_only_) {
    checker_.duty_mentions.push_back({clause, scope_.event, false, true, discharges.clause.span});
  }
  return add(Discharges{clause}, kTruth, span);
}

// --------------------------------------------------------------------------------------------------------- trigger

Checked ExpressionVisitor::outside_trigger(Span span) {
  report(Code::kNotInScope, span, fmt::format("there is no trigger in {}", place_), {},
         use_ != nullptr ? "a define sees its own parameters alone: pass it as an argument"
                         : "`trigger` is what created a duty; it is known in that duty's statement, in `owed(C where "
                           "…)` of the duties of C, and in what must follow in `whenever A where F, G within D`");
  return std::nullopt;
}

// The action whose events `trigger` stands for; nullopt after a diagnostic.
std::optional<ActionId> ExpressionVisitor::triggering_event(Span span) {
  const std::vector<std::optional<ActionId>>& events = trigger_->events;
  if (events.size() == 1 && events.front()) return events.front();
  const auto described = [&](const std::optional<ActionId>& event) {
    return event ? fmt::format("`{}`", checker_.agreement[*event].name) : std::string("no event");
  };
  if (events.size() > 1) {
    report(Code::kSeveralTriggers, span,
           fmt::format("these duties have different triggers, {} and {}: their parameters have no value in common",
                       described(events[0]), described(events[1])),
           {}, "`trigger.date` is known of each; or give the duties a clause each, and ask for one of them");
    return std::nullopt;
  }
  report(Code::kUnknownTriggerParameter, span, "the trigger is no event: it has no parameters", {},
         "`trigger.date` is the day on which it came");
  return std::nullopt;
}

Checked ExpressionVisitor::on(const syntax::TriggerParameter& parameter, Span span) {
  if (trigger_ == nullptr) return outside_trigger(span);
  const auto event = triggering_event(span);
  if (!event) return std::nullopt;
  const Action& trigger = checker_.agreement[*event];
  const auto position = position_of(trigger.parameters, parameter.parameter.text);
  if (position) return add(TriggerField{*position}, trigger.parameters[*position].type, span);
  std::vector<std::string_view> known{"date"};
  for (const Field& field : trigger.parameters) known.push_back(field.name);
  report(Code::kUnknownTriggerParameter, parameter.parameter.span,
         fmt::format("the trigger `{}` has no parameter `{}`", trigger.name, parameter.parameter.text),
         {{trigger.span, "declared here"}}, did_you_mean(parameter.parameter.text, known));
  return std::nullopt;
}

Checked ExpressionVisitor::on(const syntax::TriggerDate&, Span span) {
  if (trigger_ == nullptr) return outside_trigger(span);
  return add(TriggerDate{}, {Sort::kDate}, span);
}

// ------------------------------------------------------------------------------------------------------ at trigger

Checked ExpressionVisitor::freezing_refused(Span span) {
  if (trigger_ != nullptr) {
    report(Code::kNotHere, span, fmt::format("`at trigger` can not stand in {}", place_), {},
           std::string(why_not_frozen_));
  } else if (scope_.reads == Reads::kProperty && use_ == nullptr) {
    report(Code::kNotHere, span, fmt::format("`at trigger` can not stand in {}", place_), {},
           "it belongs to what must follow in `whenever A where F, G within D`; the value of the moment before is "
           "`before(…)`");
  } else {
    outside_trigger(span);
  }
  return std::nullopt;
}

// The operand of `at trigger`, which sees the trigger and no event at hand.
Checked ExpressionVisitor::frozen_value(syntax::ExprId value) {
  const Instead<std::string_view> place(place_, "`at trigger`");
  const Instead nearby(nearby_, event_ ? event_ : nearby_);
  const Instead<std::optional<ActionId>> event(event_, std::nullopt);
  const Instead hidden(hidden_, bound_);
  const Instead bound(bound_, {});
  const Instead<std::vector<ExprId>*> inner(frozen_, nullptr);
  const Instead<std::string_view> why(why_not_frozen_, "its operand is read at the trigger: leave the inner one out");
  return check(value);
}

Checked ExpressionVisitor::on(const syntax::AtTrigger& frozen, Span span) {
  const bool now = scope_.at_occasion && trigger_ == &*scope_.trigger;
  if (frozen_ == nullptr && !now) return freezing_refused(span);
  const Checked value = frozen_value(frozen.value);
  if (!value || now) return value;
  const auto position = static_cast<std::uint32_t>(frozen_->size());
  frozen_->push_back(*value);
  return add(AtTrigger{position}, checker_.type_of(*value), span);
}

}  // namespace proviso::language
