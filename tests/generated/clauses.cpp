#include "tests/generated/clauses.h"

#include <algorithm>

namespace proviso::generated {

namespace {

const Type kParty{Sort::kParty}, kDate{Sort::kDate};

}  // namespace

// What a duty reads as it arises.
Scope Clauses::over_trigger(const Clause& clause) const {
  Scope scope = at_moment_;
  scope.triggered = true;
  if (clause.arises == Arises::kByEvent) scope.trigger = &plan_.actions[clause.trigger];
  return scope;
}

Node Clauses::subject(const Clause& clause) {
  const Action& action = plan_.actions[clause.action];
  const bool of_action = clause.rule != Rule::kEnsure && clause.rule != Rule::kKeep;
  const bool permission = clause.rule == Rule::kMay || clause.rule == Rule::kShallNot;
  Scope found = clause.is_duty() ? over_trigger(clause) : at_moment_;
  if (permission) found.event = &action;
  const bool by_name = draws_.percent(75);
  if (!by_name) {
    for (const Tally& tally : plan_.tallies) {
      if (!(tally.type == kParty) || !tally.always_has_value()) continue;
      if (auto read = expressions_.call(kParty, tally.name, tally.parameters, found)) return *std::move(read);
    }
    for (const Function& term : plan_.terms) {
      if (!(term.type == kParty)) continue;
      if (auto read = expressions_.call(kParty, term.name, term.parameters, found)) return *std::move(read);
    }
    if (permission && action.actor_is_field) return part(action.actor);
    const Action* trigger = clause.arises == Arises::kByEvent ? &plan_.actions[clause.trigger] : nullptr;
    for (const Typed& field : clause.is_duty() && trigger ? trigger->fields : std::vector<Typed>{}) {
      if (field.type == kParty) return part("trigger." + field.name);
    }
  }
  if (of_action && !action.actor_is_field) return part(action.actor);
  return expressions_.literal(kParty);
}

Node Clauses::circumstances(const Scope& scope, unsigned chance) {
  std::vector<Node> parts;
  if (draws_.percent(chance)) parts.push_back(optional(" when ~", {expressions_.formula(scope, 1)}));
  if (draws_.percent(chance / 2)) parts.push_back(optional(" unless ~", {expressions_.formula(scope, 1)}));
  return sequence(std::move(parts), "");
}

Node Clauses::permission(std::size_t index) {
  const Clause& clause = plan_.clauses[index];
  const Action& action = plan_.actions[clause.action];
  Scope scope = at_moment_;
  scope.event = &action;
  scope.discharges = true;
  const std::string word = clause.rule == Rule::kMay ? " may " : " shall not ";
  return part("\n  ~" + word + action.name + "~~", {subject(clause), circumstances(scope, 75), precedence(index, 15)});
}

Node Clauses::covenant(const Clause& clause) {
  Scope scope = at_moment_;
  scope.covenant = true;
  return part("\n  ~ shall keep ~~", {subject(clause), expressions_.formula(scope, 2), circumstances(scope, 35)});
}

Node Clauses::performance(const Clause& clause) {
  Scope scope = over_trigger(clause);
  scope.at_trigger = true;
  if (clause.rule == Rule::kEnsure) return part("ensure @", {expressions_.formula(scope, 2)});
  const Action& action = plan_.actions[clause.action];
  if (action.fields.empty() || draws_.percent(40)) return part(action.name);
  scope.event = &action;
  return part(action.name + "~", {optional(" where ~", {expressions_.formula(scope, 1)})});
}

Node Clauses::deadline(const Scope& scope) { return draws_.percent(20) ? part("") : expressions_.deadline(scope); }

Node Clauses::trigger(const Clause& clause) {
  if (clause.arises == Arises::kOnce) return part("");
  if (clause.arises == Arises::kBecoming) {
    return optional(" whenever becoming @", {expressions_.formula(at_moment_, 1)});
  }
  const Action& action = plan_.actions[clause.trigger];
  if (action.fields.empty() || draws_.percent(55)) return optional(" whenever " + action.name);
  Scope scope = at_moment_;
  scope.event = &action;
  return optional(" whenever " + action.name + "~", {optional(" where ~", {expressions_.formula(scope, 1)})});
}

Node Clauses::capacity(const Clause& clause) {
  const std::size_t roll = draws_.below(100);
  if (clause.arises == Arises::kOnce || roll < 25) return part("");
  if (roll < 50) return optional(" merging");
  std::string text = roll < 75 ? " up to 2 outstanding" : " one outstanding";
  const Action& action = plan_.actions[clause.trigger];
  for (const Typed& field : clause.arises == Arises::kByEvent ? action.fields : std::vector<Typed>{}) {
    if (field.type != kParty && field.type.sort != Sort::kKind) continue;
    text += " per " + field.name;
    break;
  }
  return optional(text + (draws_.percent(60) ? " merging" : ""));
}

Node Clauses::lapse(const Clause& clause) {
  const std::size_t roll = draws_.below(100);
  if (roll < 70) return part("");
  if (roll < 82) return optional(" lapses");
  Scope scope = over_trigger(clause);
  scope.at_trigger = true;
  return optional(" lapses when ~", {expressions_.formula(scope, 1)});
}

Node Clauses::duty(std::size_t index) {
  const Clause& clause = plan_.clauses[index];
  const Scope scope = over_trigger(clause);
  Node precedence = clause.speaks_of_events() ? this->precedence(index, 10) : part("");
  return part("\n  ~ shall ~~~~~~~",
              {subject(clause), performance(clause), deadline(scope), trigger(clause), circumstances(scope, 25),
               capacity(clause), lapse(clause), std::move(precedence)});
}

// One, sometimes two of the same sort.
Node Clauses::statements(std::size_t index) {
  std::vector<Node> parts;
  if (draws_.percent(5)) parts.push_back(optional("\n  text \"What is agreed.\""));
  if (draws_.percent(5)) parts.push_back(optional("\n  source \"Section 1\""));
  parts.push_back(statement(index));
  if (draws_.percent(12)) parts.push_back(optional("~", {statement(index)}));
  return sequence(std::move(parts), "");
}

Node Clauses::statement(std::size_t index) {
  const Clause& clause = plan_.clauses[index];
  if (clause.is_duty()) return duty(index);
  return clause.rule == Rule::kKeep ? covenant(clause) : permission(index);
}

// Later clauses prevail over earlier ones, so that no circle comes about.
Node Clauses::precedence(std::size_t index, unsigned chance) {
  std::vector<Node> earlier, later;
  for (std::size_t other = 0; other < plan_.clauses.size(); ++other) {
    if (other == index || !plan_.clauses[other].speaks_of_events() || !draws_.percent(chance)) continue;
    std::vector<Node>& names = other < index ? earlier : later;
    const std::string& name = plan_.clauses[other].name;
    names.push_back(names.empty() ? part(name) : optional(", " + name));
  }
  Node over = earlier.empty() ? part("") : optional(" notwithstanding ~", {sequence(std::move(earlier), "")});
  Node under = later.empty() ? part("") : optional(" subject to ~", {sequence(std::move(later), "")});
  return draws_.percent(50) ? sequence({std::move(over), std::move(under)}, "")
                            : sequence({std::move(under), std::move(over)}, "");
}

Node Clauses::day() {
  if (!plan_.readings.empty() && draws_.percent(15)) {
    const Reading& reading = plan_.readings.front();
    return loose(kDate, "if ~ then ~ else ~",
                 {loose({Sort::kBool}, reading.name + " is " + reading.choices.front()), expressions_.literal(kDate),
                  expressions_.literal(kDate)});
  }
  return draws_.percent(20) ? expressions_.of(kDate, fixed_, 1) : expressions_.literal(kDate);
}

Node Clauses::header(std::size_t index) {
  std::vector<Node> parts;
  if (draws_.percent(10)) parts.push_back(optional(" from @", {day()}));
  if (draws_.percent(10)) parts.push_back(optional(draws_.percent(50) ? " through @" : " before @", {day()}));
  if (draws_.percent(12)) parts.push_back(optional(" unless @", {expressions_.formula(at_moment_, 1)}));
  if (plan_.clauses[index].speaks_of_events()) parts.push_back(precedence(index, 8));
  return sequence(std::move(parts), "");
}

Node Clauses::clause(std::size_t index) {
  return optional("\nclause " + plan_.clauses[index].name + "~ {~\n}", {header(index), statements(index)});
}

Node Clauses::amendment(std::vector<Node> edits) {
  const std::size_t index = draws_.below(plan_.clauses.size() - edits.size());
  const std::string& name = plan_.clauses[index].name;
  if (draws_.percent(50)) {
    edits.push_back(optional("\nstrike " + name));
  } else {
    edits.push_back(optional("\nreplace clause " + name + "~ {~\n}", {header(index), statements(index)}));
  }
  return optional("\namendment " + plan_.amendment + " effective " + draws_.of(plan_.days) + " {~\n}",
                  {sequence(std::move(edits), "")});
}

}  // namespace proviso::generated
