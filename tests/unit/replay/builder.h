// Agreements and histories built by hand, without the front end. Parties: buyer and seller. Days are counted from the
// agreement's first day.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "properties/goal.h"
#include "properties/history.h"
#include "replay/replay.h"

namespace proviso::replay {

inline constexpr language::Day kStart = std::chrono::year{2026} / 1 / 1;

inline language::Day day(int number) { return kStart + std::chrono::days(number); }
inline language::Day on(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}
inline language::Value number(long value) { return mpq_class(value); }
inline language::Value member(std::uint32_t index) { return language::Member{index}; }

using Maybe = std::optional<language::ExprId>;
using Rule = std::variant<language::May, language::ShallNot, language::Duty, language::Keep>;

class Builder {
 public:
  Builder() {
    agreement.name = "sale";
    agreement.starts = kStart;
    agreement.parties = {{.name = "buyer", .title = "", .span = {}}, {.name = "seller", .title = "", .span = {}}};
  }

  language::Agreement agreement;
  static constexpr language::PartyId kBuyer{0}, kSeller{1};

  // Declarations.
  language::KindId kind(std::vector<std::string> members) {
    const bool open = members.empty();
    return added<language::KindId>(agreement.kinds, {"kind", open, std::move(members), {}});
  }
  language::VariableId variable(language::Type type) {
    return added<language::VariableId>(agreement.variables, {"x", type, {}});
  }
  language::TermId term(language::Type type, std::vector<language::VariableId> parameters = {}) {
    return added<language::TermId>(agreement.terms, {"term", std::move(parameters), type, {}, {}});
  }
  language::ReadingId reading() {
    return added<language::ReadingId>(agreement.readings, {"reading", "", {{"one", ""}, {"two", ""}}, {}});
  }
  language::ConditionId condition(std::vector<language::VariableId> parameters = {},
                                  std::optional<language::PartyId> decided_by = {}) {
    return added<language::ConditionId>(agreement.conditions, {"condition", std::move(parameters), decided_by, {}});
  }
  language::ActionId action(std::string name, language::Actor actor, std::vector<language::Type> parameters = {}) {
    language::Action action{std::move(name), {}, {}, actor, false, {}};
    for (const auto& type : parameters) action.parameters.push_back({"p", type, {}});
    return added<language::ActionId>(agreement.actions, std::move(action));
  }
  language::TallyId tally(language::Tally tally) {
    return added<language::TallyId>(agreement.tallies, std::move(tally));
  }
  language::AmendmentId amendment(language::Day effective) {
    return added<language::AmendmentId>(agreement.amendments, {"amendment", "", effective, {}});
  }
  // A clause of one text with these statements.
  language::ClauseId clause(std::vector<Rule> rules) {
    auto id = added<language::ClauseId>(agreement.clauses, {"clause", {}});
    text(id, std::move(rules));
    return id;
  }
  // A further text of the clause.
  language::ClauseText& text(language::ClauseId id, std::vector<Rule> rules) {
    language::ClauseText text;
    text.clause = id;
    auto text_id = added<language::ClauseTextId>(agreement.clause_texts, std::move(text));
    agreement.clauses[id.index].texts.push_back(text_id);
    for (auto& rule : rules) {
      agreement.clause_texts[text_id.index].statements.push_back(
          added<language::StatementId>(agreement.statements, {text_id, std::move(rule), {}, {}}));
    }
    return agreement.clause_texts[text_id.index];
  }
  language::ClauseText& only_text(language::ClauseId id) {
    return agreement.clause_texts[agreement[id].texts.at(0).index];
  }
  // The one gives way to the other where that applies. Statements are counted in the order in which they are made.
  void defeats(std::uint32_t winner, std::uint32_t loser) {
    agreement.statements[loser].defeated_by.push_back(language::StatementId{winner});
  }
  void assume(language::ExprId fact) { agreement.assumptions.push_back({fact, {}}); }

  // `party shall <action> within D days whenever <trigger>`.
  language::Duty duty(language::PartyId party, language::ActionId action, int within, language::ActionId trigger) {
    return duty(party, language::Act{action, {}}, language::Within{num(within)}, language::Trigger{trigger, {}});
  }
  // `party shall … <deadline> whenever <trigger>`.
  language::Duty duty(language::PartyId debtor, language::Performance performance, language::Deadline deadline,
                      std::optional<language::Trigger> trigger) {
    return duty(party(debtor), performance, deadline, std::move(trigger));
  }
  // The same, of the party that an expression names.
  static language::Duty duty(language::ExprId debtor, language::Performance performance, language::Deadline deadline,
                             std::optional<language::Trigger> trigger) {
    return {debtor, performance, deadline, std::move(trigger), {}, {}, {}, language::NeverLapses{}, {}};
  }
  // `shall <action> where <formula>`.
  static void where(language::Duty& duty, language::ExprId formula) {
    std::get<language::Act>(duty.performance).where = formula;
  }
  // `at trigger(<expression>)` of this duty.
  language::ExprId at_trigger(language::Duty& duty, language::ExprId expression) {
    duty.frozen.push_back(expression);
    return make(language::AtTrigger{static_cast<std::uint32_t>(duty.frozen.size() - 1)});
  }

  // Expressions.
  language::ExprId make(language::ExprNode node) {
    return added<language::ExprId>(agreement.expressions, {std::move(node), {}, {}});
  }
  language::ExprId num(long value) { return make(language::Literal{number(value)}); }
  language::ExprId ratio(long n, long d) { return make(language::Literal{mpq_class(n, d)}); }
  language::ExprId party(language::PartyId id) { return make(language::Literal{member(id.index)}); }
  language::ExprId yes() { return make(language::Literal{true}); }
  language::ExprId no() { return make(language::Literal{false}); }
  language::ExprId date(int count) { return make(language::Literal{day(count)}); }
  language::ExprId date(language::Day value) { return make(language::Literal{value}); }
  // The type of months is what tells them from days beside a date.
  language::ExprId months(long count) {
    const auto id = num(count);
    agreement.expressions[id.index].type = {language::Sort::kMonths};
    return id;
  }
  language::ExprId truth(bool value) { return value ? yes() : no(); }
  language::ExprId today() { return make(language::Today{}); }
  language::ExprId field(std::uint32_t position) { return make(language::EventField{position}); }
  language::ExprId trigger(std::uint32_t position) { return make(language::TriggerField{position}); }
  language::ExprId of(language::VariableId variable) { return make(language::VariableRef{variable}); }
  language::ExprId read(language::TallyId id, std::vector<language::ExprId> arguments = {}) {
    return make(language::TallyRef{id, std::move(arguments)});
  }
  language::ExprId read(language::TermId id, std::vector<language::ExprId> arguments = {}) {
    return make(language::TermRef{id, std::move(arguments)});
  }
  language::ExprId read(language::ConditionId id, std::vector<language::ExprId> arguments = {}) {
    return make(language::ConditionRef{id, std::move(arguments)});
  }
  language::ExprId op(language::BinaryOp operation, language::ExprId left, language::ExprId right) {
    return make(language::Binary{operation, left, right});
  }
  language::ExprId eq(language::ExprId left, language::ExprId right) {
    return op(language::BinaryOp::kEq, left, right);
  }
  language::ExprId op(language::UnaryOp operation, language::ExprId operand) {
    return make(language::Unary{operation, operand});
  }
  language::ExprId negated(language::ExprId operand) { return op(language::UnaryOp::kNot, operand); }
  language::ExprId part(language::CalendarPart part, language::ExprId date) {
    return make(language::PartOfDate{part, date});
  }
  language::ExprId end(language::CalendarUnit unit, language::ExprId date) { return make(language::EndOf{unit, date}); }
  language::ExprId round(language::Rounding direction, language::ExprId value, language::ExprId multiple) {
    return make(language::Round{direction, value, multiple});
  }
  language::ExprId cases(std::vector<language::Cases::Case> rows, Maybe otherwise = {}) {
    return make(language::Cases{std::move(rows), otherwise});
  }
  language::ExprId some(language::VariableId variable, language::ExprId body) {
    return make(language::Quantifier{false, variable, body});
  }
  language::ExprId every(language::VariableId variable, language::ExprId body) {
    return make(language::Quantifier{true, variable, body});
  }
  language::ExprId before(language::ExprId operand) { return make(language::Before{operand}); }
  language::ExprId owed(language::ClauseId clause, Maybe where = {}) {
    return make(language::Owed{clause, false, where});
  }
  language::ExprId overdue(language::ClauseId clause, Maybe where = {}) {
    return make(language::Owed{clause, true, where});
  }
  language::ExprId owed_by(language::ExprId party) { return make(language::OwedBy{party}); }
  language::ExprId breached(language::ExprId party) { return make(language::Breached{party}); }
  language::ExprId settled() { return make(language::Settled{}); }
  language::ExprId discharges(language::ClauseId clause) { return make(language::Discharges{clause}); }
  language::ExprId permitted(language::ActionId action, std::vector<language::ExprId> arguments = {}) {
    return make(language::Permitted{action, std::move(arguments)});
  }
  language::ExprId can_force(language::PartyId who, language::ExprId formula) {
    return make(language::CanForce{who, formula});
  }
  // 1 / 0 = 1.
  language::ExprId undefined() { return eq(op(language::BinaryOp::kDiv, num(1), num(0)), num(1)); }

  // All comply, nothing is struck, nothing may be missed.
  properties::Goal goal(language::ExprId formula, properties::GoalKind kind = properties::GoalKind::kKeep) const {
    return {kind,
            {std::vector<bool>(agreement.parties.size(), true), std::vector<bool>(agreement.clauses.size(), false),
             std::vector<bool>(agreement.clauses.size(), false)},
            {},
            {},
            formula};
  }
  Trace run(const properties::History& history) { return run(history, yes()); }
  Trace run(const properties::History& history, language::ExprId formula) const {
    return replay(agreement, goal(formula), history);
  }

 private:
  template <class Identifier, class T>
  static Identifier added(std::vector<T>& table, T entry) {
    table.push_back(std::move(entry));
    return Identifier{static_cast<std::uint32_t>(table.size() - 1)};
  }
};

inline properties::Moment quiet(language::Day date) { return {date, std::nullopt, {}}; }

inline properties::Moment happening(language::Day date, language::ActionId action,
                                    properties::Arguments arguments = {}) {
  return {date, properties::Event{action, std::move(arguments)}, {}};
}

inline properties::Moment quiet(int on) { return {day(on), std::nullopt, {}}; }

inline properties::Moment happening(int on, language::ActionId action, properties::Arguments arguments = {}) {
  return {day(on), properties::Event{action, std::move(arguments)}, {}};
}

// The moment under these values of the conditions without parameters, in the order in which they are made.
inline properties::Moment under(properties::Moment moment, const std::vector<bool>& conditions) {
  for (bool value : conditions) moment.conditions.push_back({{}, value});
  return moment;
}

inline std::vector<language::StatementId> statements(const std::vector<std::uint32_t>& indices) {
  std::vector<language::StatementId> result;
  for (std::uint32_t index : indices) result.push_back(language::StatementId{index});
  return result;
}

inline properties::History history(std::vector<properties::Moment> moments) {
  return {.terms = {}, .readings = {}, .for_any = {}, .moments = std::move(moments)};
}

inline const language::Type kBool{language::Sort::kBool}, kNumber{language::Sort::kNumber},
    kDays{language::Sort::kDays}, kMonths{language::Sort::kMonths}, kDate{language::Sort::kDate},
    kPartyType{language::Sort::kParty};

inline language::Type of_kind(language::KindId kind) { return {language::Sort::kKind, kind}; }

}  // namespace proviso::replay
