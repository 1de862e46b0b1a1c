#include "tests/random/generator.h"

#include <algorithm>
#include <stdexcept>

#include "replay/duties.h"
#include "replay/replay.h"
#include "replay/shape.h"

namespace proviso::random_histories {

using language::ActionId;
using language::BinaryOp;
using language::Day;
using language::ExprId;
using language::Overloaded;
using language::Value;
using properties::Event;
using properties::History;
using properties::Moment;
using std::chrono::days;

namespace {

constexpr int kBeginnings = 2000;
constexpr int kAttempts = 12;
constexpr int kRedraws = 5;
// How often, of a hundred times, what created a duty occurs again; how often a history may end because there is no room
// for a duty, if one is outstanding.
constexpr unsigned kAgain = 30, kOverflow = 10;
// How often, of a hundred times, an event stays that is none of its action, or of which that has no value.
constexpr unsigned kMisfit = 2, kUndefined = 20;

// How the clauses read the moment that is being drawn, and one duty.
replay::Context about(Replayed& past, const Moment& moment, const replay::OutstandingDuty* duty) {
  const Event* event = moment.event ? &*moment.event : nullptr;
  return {.world = past.world(),
          .now = past.moments(),
          .before = past.moments(),
          .moment = &moment,
          .happening = event,
          .event = event,
          .trigger = duty,
          .reckoning = {&moment, past.moments()}};
}

// The number or date that is so many steps larger; of other sorts, the value itself.
std::optional<Value> next_to(std::optional<Value> value, int steps) {
  if (!value) return value;
  if (auto* number = std::get_if<mpq_class>(&*value)) *number += steps;
  if (auto* day = std::get_if<Day>(&*value)) *day += days(steps);
  return value;
}

// What the moment's event can discharge.
std::vector<replay::OutstandingDuty> owed(Replayed& past, const Moment& moment) {
  return replay::duties_at_event(about(past, moment, nullptr)).value_or(past.duties());
}

}  // namespace

Generator::Generator(const Sample& sample, Draws& draws)
    : sample_(sample), agreement_(sample.agreement), draws_(draws), aims_(sample.agreement) {}

properties::Table Generator::table(const std::vector<language::VariableId>& parameters, const language::Type& type) {
  const std::vector<Value> values = sample_.values(type);
  properties::Table result{{}, draws_.of(values)};
  if (parameters.empty()) return result;
  for (const properties::Arguments& arguments : sample_.combinations(parameters)) {
    result.listed[arguments] = draws_.of(values);
  }
  return result;
}

History Generator::any_terms() {
  History history;
  for (const language::Term& term : agreement_.terms) history.terms.push_back(table(term.parameters, term.type));
  for (const language::Reading& reading : agreement_.readings) {
    history.readings.push_back(static_cast<std::uint32_t>(draws_.below(reading.choices.size())));
  }
  return history;
}

History Generator::beginning_as_it_comes() {
  History history = any_terms();
  history.moments.push_back({.date = agreement_.starts, .event = {}, .conditions = conditions(history)});
  return history;
}

History Generator::beginning() {
  for (int attempt = 0; attempt < kBeginnings; ++attempt) {
    History history = any_terms();
    if (replay::replay(agreement_, sample_.idle_goal(), history).trouble == replay::Trouble::kNone) return history;
  }
  throw NoTerms(sample_.name + ": no values of the terms were found");
}

// Of the duties without trigger that have not had the chance to arise yet.
std::vector<Day> Generator::first_days(Replayed& past, Day previous) const {
  std::vector<Day> days;
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    const auto* duty = std::get_if<language::Duty>(&agreement_.statements[s].rule);
    if (!duty || duty->trigger) continue;
    const auto first = past.first_day(language::StatementId{s});
    if (first && (past.moments() == 0 || *first > previous)) days.push_back(*first);
  }
  return days;
}

// Near what matters: the same day, soon, a landmark of the text, a deadline, the first day of a duty. Only rarely past
// the day after a deadline.
Day Generator::date(Replayed& past, Day previous) {
  Day latest = language::kLastDay;
  std::vector<Day> marks = first_days(past, previous);
  for (const replay::OutstandingDuty& duty : past.duties()) {
    if (!duty.deadline || *duty.deadline < previous) continue;
    const Day deadline = *duty.deadline;
    latest = std::min(latest, deadline + days(1));
    marks.insert(marks.end(), {deadline, deadline, deadline + days(1), deadline + days(1)});
    marks.push_back(previous + days(draws_.below(static_cast<std::size_t>((deadline - previous).count() + 1))));
  }
  auto next = std::lower_bound(sample_.days.begin(), sample_.days.end(), previous);
  for (int i = 0; i < 6 && next != sample_.days.end(); ++i, ++next) marks.push_back(*next);
  Day date = previous;
  const std::size_t way = draws_.below(10);
  if (way >= 3 && way < 5) date = previous + days(draws_.below(10));
  if (way >= 5 && way < 7) {
    date = previous +
           days(std::max(0L,
                         std::get<mpq_class>(draws_.of(sample_.numbers.at(language::Sort::kDays))).get_num().get_si()));
  }
  if (way >= 7 && !marks.empty()) date = draws_.of(marks);
  if (draws_.percent(5)) date = previous + days(draws_.below(150));
  date = std::min(date, language::kLastDay);
  if (draws_.percent(1)) return date - days(30);
  return draws_.percent(98) ? std::min(date, latest) : date;
}

std::vector<properties::Table> Generator::conditions(const History& history) {
  if (!history.moments.empty() && draws_.percent(40)) return history.moments.back().conditions;
  std::vector<properties::Table> tables;
  for (const language::Condition& condition : agreement_.conditions) {
    tables.push_back(table(condition.parameters, language::Type{language::Sort::kBool}));
  }
  return tables;
}

void Generator::set_if_fits(Event& event, std::uint32_t position, const std::optional<Value>& value) const {
  const language::Type& type = agreement_[event.action].parameters[position].type;
  if (value && replay::fits(agreement_, type, *value)) event.arguments[position] = *value;
}

void Generator::settle_actor(Event& event, language::PartyId party) const {
  if (const auto* field = std::get_if<language::ActorField>(&agreement_[event.action].actor)) {
    event.arguments[field->position] = language::Member{party.index};
  }
}

void Generator::take_aim(Replayed& past, Moment& moment) {
  Event& event = *moment.event;
  for (std::uint32_t position = 0; position < event.arguments.size(); ++position) {
    const std::vector<ExprId> values = aims_.values(event.action, position);
    if (values.empty() || draws_.percent(35)) continue;
    const auto value = replay::evaluate(about(past, moment, nullptr), draws_.of(values));
    set_if_fits(event, position, next_to(value, draws_.of(std::vector{0, 0, 0, 1, 1, -1})));
  }
}

Event Generator::event_of(ActionId action) {
  Event event{action, {}};
  for (const language::Field& field : agreement_[action].parameters) {
    event.arguments.push_back(draws_.of(sample_.values(field.type)));
  }
  return event;
}

Event Generator::random_event(Replayed& past, Moment& moment) {
  moment.event = event_of(ActionId{static_cast<std::uint32_t>(draws_.below(agreement_.actions.size()))});
  take_aim(past, moment);
  return *moment.event;
}

// What created an outstanding duty, with the same arguments where each of their values has room of its own.
std::optional<Event> Generator::triggered_again(const Replayed& past) {
  if (past.duties().empty()) return std::nullopt;
  const replay::OutstandingDuty& duty = draws_.of(past.duties());
  const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
  const ActionId* action = language::triggering_action(rule);
  if (!action) return std::nullopt;
  Event event = event_of(*action);
  for (std::uint32_t position = 0; position < event.arguments.size(); ++position) {
    const std::vector<std::uint32_t>& per = rule.capacity.per;
    const bool same = std::find(per.begin(), per.end(), position) != per.end();
    if (same || draws_.percent(50)) event.arguments[position] = duty.trigger[position];
  }
  return event;
}

// Makes the event what the duty's `where` says of its arguments, as far as that is a comparison with one side.
void Generator::match(Replayed& past, Moment& moment, const replay::OutstandingDuty& duty, ExprId where) {
  const auto* binary = std::get_if<language::Binary>(&agreement_[where].node);
  if (!binary) return;
  if (binary->op == BinaryOp::kAnd) {
    match(past, moment, duty, binary->left);
    match(past, moment, duty, binary->right);
    return;
  }
  if (binary->op == BinaryOp::kOr) return match(past, moment, duty, draws_.percent(50) ? binary->left : binary->right);
  const auto* field = std::get_if<language::EventField>(&agreement_[binary->left].node);
  if (!field || binary->op < BinaryOp::kEq || binary->op > BinaryOp::kGe || binary->op == BinaryOp::kNe) return;
  const int beside = binary->op == BinaryOp::kGt ? 1 : binary->op == BinaryOp::kLt ? -1 : 0;
  const auto value = replay::evaluate(about(past, moment, &duty), binary->right);
  set_if_fits(*moment.event, field->position, next_to(value, beside));
}

// What the duty asks for.
Event Generator::performance(Replayed& past, Moment& moment, const replay::OutstandingDuty& duty) {
  return std::visit(Overloaded{[&](const language::Act& act) { return performance(past, moment, duty, act); },
                               [&](const language::Ensure& ensure) { return contribution(past, moment, ensure); }},
                    replay::duty_rule(agreement_, duty.statement).performance);
}

Event Generator::performance(Replayed& past, Moment& moment, const replay::OutstandingDuty& duty,
                             const language::Act& act) {
  for (int redraw = 0; redraw < kRedraws; ++redraw) {
    moment.event = event_of(act.action);
    settle_actor(*moment.event, duty.party);
    if (!act.where) break;
    match(past, moment, duty, *act.where);
    if (replay::holds(about(past, moment, &duty), *act.where).value_or(false)) break;
  }
  return *moment.event;
}

// An event that a tally in the formula takes in.
Event Generator::contribution(Replayed& past, Moment& moment, const language::Ensure& ensure) {
  const std::vector<ActionId> feeding = aims_.feeding(ensure.formula);
  if (feeding.empty()) return random_event(past, moment);
  moment.event = event_of(draws_.of(feeding));
  take_aim(past, moment);
  return *moment.event;
}

Event Generator::event(Replayed& past, Moment& moment, const std::vector<replay::OutstandingDuty>& to_perform) {
  if (!to_perform.empty()) return performance(past, moment, draws_.of(to_perform));
  if (draws_.percent(kAgain)) {
    if (auto again = triggered_again(past)) return *std::move(again);
  }
  return random_event(past, moment);
}

Moment Generator::moment(Replayed& past, History& history) {
  const Day previous = history.moments.empty() ? agreement_.starts : history.moments.back().date;
  Moment moment{.date = date(past, previous), .event = {}, .conditions = conditions(history)};
  if (draws_.percent(8) || agreement_.actions.empty()) return moment;
  std::vector<replay::OutstandingDuty> to_perform;
  if (draws_.percent(diligence_)) to_perform = owed(past, moment);
  for (int redraw = 0; redraw < kRedraws; ++redraw) {
    moment.event = event(past, moment, to_perform);
    const auto& where = agreement_[moment.event->action].where;
    const replay::Truth fits = replay::holds(about(past, moment, nullptr), where, true);
    if (fits.value_or(false) || draws_.percent(fits ? kMisfit : kUndefined)) break;
  }
  return moment;
}

// `care`: 2, everybody complies if that can be found; 1, the moment can be judged; 0, as it comes.
void Generator::append(Replayed& past, History& history, unsigned care) {
  const auto outstanding = static_cast<unsigned>(past.duties().size());
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    history.moments.push_back(moment(past, history));
    Replayed trial = past;
    const auto judgement = trial.advance();
    const bool full =
        trial.trouble() == replay::Trouble::kOverflow && draws_.percent(kOverflow * outstanding * outstanding);
    const bool good = full || (judgement && (care < 2 || judgement->compliant));
    if (good || care == 0) return;
    history.moments.pop_back();
  }
  const Day same = history.moments.empty() ? agreement_.starts : history.moments.back().date;
  history.moments.push_back({.date = same, .event = {}, .conditions = conditions(history)});
}

History Generator::history(const std::vector<bool>& struck, unsigned careless) {
  History history = beginning();
  properties::Setting setting = sample_.idle_goal().setting;
  setting.struck = struck;
  const std::size_t length = draws_.percent(10) ? 3 + draws_.below(3) : 6 + draws_.below(kMostMoments - 5);
  history.moments.reserve(length + 1);
  Replayed past(sample_, setting, history);
  const std::size_t temper = draws_.below(100);
  diligence_ = draws_.of(std::vector<unsigned>{5, 30, 50, 80});
  bool judged = true;
  bool late = false;  // compliance can not be found while something is overdue
  while (history.moments.size() < length) {
    const unsigned care = temper + careless >= 100 ? 0 : late ? 1 : temper < 30 || draws_.percent(40) ? 2 : 1;
    append(past, history, judged ? care : 0);
    if (!judged) continue;
    const auto judgement = past.advance();
    judged = judgement.has_value();
    late = judged && !judgement->overdue.empty();
  }
  return history;
}

std::optional<properties::Arguments> Generator::for_any(const language::Property& property, const History& history) {
  properties::Goal goal = sample_.idle_goal();
  goal.for_any = property.for_any;
  goal.for_any_where = property.for_any_where;
  History start{history.terms, history.readings, {}, {}};
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    start.for_any.clear();
    for (language::VariableId variable : property.for_any) {
      start.for_any.push_back(draws_.of(sample_.values(agreement_[variable].type)));
    }
    if (replay::replay(agreement_, goal, start).trouble == replay::Trouble::kNone) return start.for_any;
  }
  return std::nullopt;
}

}  // namespace proviso::random_histories
