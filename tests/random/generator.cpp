#include "tests/random/generator.h"

#include <algorithm>
#include <stdexcept>

#include "language/children.h"
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

bool compares(BinaryOp op) { return op >= BinaryOp::kEq && op <= BinaryOp::kGe; }

}  // namespace

Generator::Generator(const Sample& sample, Draws& draws)
    : sample_(sample), agreement_(sample.agreement), draws_(draws) {
  collect_aims();
}

void Generator::collect_aims() {
  for (const language::Statement& statement : agreement_.statements) {
    std::visit(Overloaded{[&](const language::Duty& duty) { collect_aims(duty.trigger, duty.trigger_where); },
                          [&](const auto& rule) {
                            collect_aims(rule.action, rule.when);
                            collect_aims(rule.action, rule.unless);
                          }},
               statement.rule);
  }
  for (const language::Expression& expression : agreement_.expressions) {
    if (const auto* happens = std::get_if<language::Happens>(&expression.node)) {
      collect_aims(happens->action, happens->where);
    }
  }
  for (const language::Tally& tally : agreement_.tallies) collect_aims(std::get<language::ActionId>(tally.over), tally.where);
}

void Generator::collect_aims(ActionId action, const std::optional<ExprId>& formula) {
  if (!formula) return;
  collect_equalities(action, *formula);
  for (ExprId child : language::children(agreement_[*formula].node)) collect_aims(action, child);
}

void Generator::collect_equalities(ActionId action, ExprId formula) {
  const auto* binary = std::get_if<language::Binary>(&agreement_[formula].node);
  if (!binary || !compares(binary->op)) return;
  const auto add = [&](ExprId field, ExprId value) {
    const auto* named = std::get_if<language::EventField>(&agreement_[field].node);
    if (named && needs_only_the_event(value)) aims_.push_back({action, named->position, value});
  };
  add(binary->left, binary->right);
  add(binary->right, binary->left);
}

bool Generator::needs_only_the_event(ExprId expression) const {
  const language::ExprNode& node = agreement_[expression].node;
  const bool more = std::holds_alternative<language::VariableRef>(node) ||
                    std::holds_alternative<language::TriggerField>(node) ||
                    std::holds_alternative<language::TriggerDate>(node);
  const std::vector<ExprId> parts = language::children(node);
  return !more && std::all_of(parts.begin(), parts.end(), [&](ExprId part) { return needs_only_the_event(part); });
}

properties::Table Generator::table(const std::vector<language::VariableId>& parameters, const language::Type& type) {
  const std::vector<Value> values = sample_.values(type);
  properties::Table result{{}, draws_.of(values)};
  if (parameters.empty()) return result;
  for (const properties::Arguments& arguments : sample_.combinations(parameters)) {
    result.listed[arguments] = draws_.of(values);
  }
  return result;
}

History Generator::beginning() {
  for (int attempt = 0; attempt < kBeginnings; ++attempt) {
    History history;
    for (const language::Term& term : agreement_.terms) history.terms.push_back(table(term.parameters, term.type));
    for (const language::Reading& reading : agreement_.readings) {
      history.readings.push_back(static_cast<std::uint32_t>(draws_.below(reading.choices.size())));
    }
    if (replay::replay(agreement_, sample_.idle_goal(), history).trouble == replay::Trouble::kNone) return history;
  }
  throw std::runtime_error(sample_.name + ": no values of the terms were found");
}

// Near what matters: the same day, soon, a landmark of the text, a deadline. Only rarely past the day after a deadline.
Day Generator::date(const Replayed& past, Day previous) {
  Day latest = language::kLastDay;
  std::vector<Day> marks;
  for (const replay::OutstandingDuty& duty : past.duties()) {
    if (duty.deadline < previous) continue;
    latest = std::min(latest, duty.deadline + days(1));
    marks.insert(marks.end(), {duty.deadline, duty.deadline, duty.deadline + days(1)});
    marks.push_back(previous + days(draws_.below(static_cast<std::size_t>((duty.deadline - previous).count() + 1))));
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
    std::vector<ExprId> values;
    for (const Aim& aim : aims_) {
      if (aim.action == event.action && aim.position == position) values.push_back(aim.value);
    }
    if (values.empty() || draws_.percent(35)) continue;
    replay::Context context{.world = past.world(), .now = past.moments(), .before = past.moments()};
    context.moment = &moment;
    context.event = context.happening = &event;
    set_if_fits(event, position, replay::evaluate(context, draws_.of(values)));
  }
}

Event Generator::random_event(Replayed& past, Moment& moment) {
  const ActionId action{static_cast<std::uint32_t>(draws_.below(agreement_.actions.size()))};
  moment.event = Event{action, {}};
  for (const language::Field& field : agreement_[action].parameters) {
    moment.event->arguments.push_back(draws_.of(sample_.values(field.type)));
  }
  take_aim(past, moment);
  return *moment.event;
}

// Makes the event what the duty's `where` says of its arguments, as far as that is an equality or a list.
void Generator::match(Replayed& past, Moment& moment, const replay::OutstandingDuty& duty, ExprId where) {
  replay::Context context{.world = past.world(), .now = past.moments(), .before = past.moments()};
  context.moment = &moment;
  context.event = context.happening = &*moment.event;
  context.trigger = &duty;
  const auto* binary = std::get_if<language::Binary>(&agreement_[where].node);
  if (!binary) return;
  if (binary->op == BinaryOp::kAnd) {
    match(past, moment, duty, binary->left);
    match(past, moment, duty, binary->right);
    return;
  }
  const auto* field = std::get_if<language::EventField>(&agreement_[binary->left].node);
  if (!field || binary->op != BinaryOp::kEq) return;
  set_if_fits(*moment.event, field->position, replay::evaluate(context, binary->right));
}

// What one of the outstanding duties asks for.
Event Generator::performance(Replayed& past, Moment& moment) {
  const replay::OutstandingDuty duty = draws_.of(past.duties());
  const auto& rule = std::get<language::Duty>(agreement_[duty.statement].rule);
  for (int redraw = 0; redraw < kRedraws; ++redraw) {
    moment.event = Event{rule.action, {}};
    for (const language::Field& field : agreement_[rule.action].parameters) {
      moment.event->arguments.push_back(draws_.of(sample_.values(field.type)));
    }
    settle_actor(*moment.event, rule.party);
    if (!rule.where) break;
    match(past, moment, duty, *rule.where);
    replay::Context context{.world = past.world(), .now = past.moments(), .before = past.moments()};
    context.moment = &moment;
    context.event = context.happening = &*moment.event;
    context.trigger = &duty;
    if (replay::holds(context, *rule.where).value_or(false)) break;
  }
  return *moment.event;
}

Moment Generator::moment(Replayed& past, History& history) {
  const Day previous = history.moments.empty() ? agreement_.starts : history.moments.back().date;
  Moment moment{.date = date(past, previous), .event = {}, .conditions = conditions(history)};
  if (draws_.percent(8)) return moment;
  const bool perform = !past.duties().empty() && draws_.percent(diligence_);
  for (int redraw = 0; redraw < kRedraws; ++redraw) {
    moment.event = perform ? performance(past, moment) : random_event(past, moment);
    const auto& where = agreement_[moment.event->action].where;
    replay::Context context{.world = past.world(), .moment = &moment};
    context.event = context.happening = &*moment.event;
    if (replay::holds(context, where, true).value_or(false) || draws_.percent(2)) break;
  }
  return moment;
}

// `care`: 2, everybody complies if that can be found; 1, the moment can be judged; 0, as it comes.
void Generator::append(Replayed& past, History& history, unsigned care) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    history.moments.push_back(moment(past, history));
    Replayed trial = past;
    const auto judgement = trial.advance();
    const bool good = judgement && (care < 2 || judgement->compliant);
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
  while (history.moments.size() < length) {
    const unsigned care = temper + careless >= 100 ? 0 : temper < 30 ? 2 : (draws_.percent(40) ? 2 : 1);
    append(past, history, judged ? care : 0);
    if (judged) judged = past.advance().has_value();
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
