#include "tests/generated/questions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/generated/declarations.h"

namespace proviso::generated {

namespace {

const Type kBool{Sort::kBool}, kParty{Sort::kParty};

constexpr unsigned kOfValue = 12, kAnswered = 15, kStaysPossible = 10;  // of a hundred questions

// What stands behind the word somewhere in the tree, the first time.
const Node* behind(const Node& node, const std::string& word) {
  if (node.words.front() == " " + word + " " && node.parts.size() == 1) return &node.parts.front();
  for (const Node& one : node.parts) {
    if (const Node* found = behind(one, word)) return found;
  }
  return nullptr;
}

// What follows an occasion, and in what time: it reads what has happened there.
Scope following(const Scope& scope, const Action* trigger) {
  Scope after = scope;
  after.trigger = trigger;
  after.triggered = after.at_trigger = true;
  return after;
}

}  // namespace

// What a clause forbids does not happen.
Node Questions::never_happens(const Scope& scope, const std::vector<Node>& clauses) {
  const std::size_t index = draws_.below(clauses.size());
  const Clause& clause = plan_.clauses[index];
  const Action& action = plan_.actions[clause.action];
  const Node* when = clause.rule == Rule::kShallNot ? behind(clauses[index], "when") : nullptr;
  if (when && print(*when).find("discharges") == std::string::npos) {
    return part("never " + action.name + "~", {optional(" when ~", {*when})});
  }
  Scope of_event = scope;
  of_event.event = &action;
  return part("never " + action.name + "~", {optional(" when ~", {expressions_.formula(of_event, 1)})});
}

Node Questions::of_a_tally(const Scope& scope) {
  const Tally& tally = draws_.of(plan_.tallies);
  const auto read = expressions_.call(tally.type, tally.name, tally.parameters, scope);
  if (!read || !is_ordered(tally.type) || !tally.always_has_value()) {
    return part("always ~", {expressions_.formula(scope, 2)});
  }
  const std::string sign = draws_.percent(50) ? " >= " : " <= ";
  if (draws_.percent(30)) {
    return part("always ~", {loose(kBool, "@" + sign + "@", {*read, expression(tally.type, "before(~)", {*read})})});
  }
  return part("always ~", {loose(kBool, "@" + sign + "@", {*read, expressions_.of(tally.type, scope, 0)})});
}

// What a duty asks for is done in the time that it gives, or in another.
Node Questions::answered_by_duty(const Clause& clause, const Node& written, const Scope& scope) {
  const Scope after = following(scope, &plan_.actions[clause.trigger]);
  const Node* within = behind(written, "within");
  Node deadline = within && draws_.percent(75) ? part(" within @", {*within}) : expressions_.deadline(after);
  Node done = clause.rule == Rule::kAct && draws_.percent(50)
                  ? loose(kBool, "happens " + plan_.actions[clause.action].name)
                  : loose(kBool, "not owed(" + clause.name + ")");
  return part("whenever " + after.trigger->name + ", ~~", {std::move(done), std::move(deadline)});
}

Node Questions::answered(const Scope& scope, const std::vector<Node>& clauses) {
  const std::size_t index = draws_.below(clauses.size());
  const Clause& clause = plan_.clauses[index];
  const bool triggered = clause.is_duty() && clause.arises == Arises::kByEvent;
  if (triggered && draws_.percent(75)) return answered_by_duty(clause, clauses[index], scope);
  const Action* action = draws_.percent(80) ? &draws_.of(plan_.actions) : nullptr;
  Node occasion = action ? part(action->name) : part("becoming @", {expressions_.formula(at_moment_, 1)});
  Scope of_event = scope;
  of_event.event = action;
  Node where = draws_.percent(50) ? optional(" where ~", {expressions_.formula(of_event, 1)}) : part("");
  const Scope after = following(scope, action);
  return part("whenever ~~, ~~",
              {std::move(occasion), std::move(where), expressions_.formula(after, 1), expressions_.deadline(after)});
}

Node Questions::stays_possible(const Scope& scope) {
  Node formula = draws_.percent(25) ? expression(kBool, "settled") : expressions_.formula(scope, 1);
  Node within = draws_.percent(50) ? optional(draws_.percent(50) ? " within 1 moment" : " within 2 moments") : part("");
  return part("always possible ~~", {std::move(formula), std::move(within)});
}

// Often of a tally, and often bounded by a literal.
Node Questions::extreme(const Type& type, const Scope& scope) {
  const bool greatest = draws_.percent(60);
  Node value = expressions_.of(type, scope, 1 + static_cast<int>(draws_.below(2)));
  for (const Tally& tally : plan_.tallies) {
    if (!(tally.type == type) || !tally.always_has_value() || !draws_.percent(60)) continue;
    value = expressions_.call(type, tally.name, tally.parameters, scope).value_or(value);
  }
  if (draws_.percent(45)) {
    value = expression(type, greatest ? "min(~, ~)" : "max(~, ~)", {std::move(value), expressions_.literal(type)});
  }
  return part(greatest ? "greatest ~" : "least ~", {std::move(value)});
}

Node Questions::of_value(const Scope& scope, Node any) {
  std::vector<Type> types{{Sort::kMoney},
                          {Sort::kWhole},
                          {Sort::kNumber},
                          {Sort::kPercent},
                          {Sort::kDate},
                          {Sort::kDays},
                          {Sort::kMoney, plan_.currency}};
  for (const Tally& tally : plan_.tallies) {
    if (is_ordered(tally.type) && tally.type.sort != Sort::kMonths) types.insert(types.end(), 4, tally.type);
  }
  const Type type = draws_.of(types);
  return part("{ ~~~~ }", {std::move(any), extreme(type, scope), setting(), expected_value(type)});
}

Node Questions::expected_value(const Type& type) {
  if (draws_.percent(70)) return part("");
  if (draws_.percent(40)) return optional(draws_.percent(50) ? " expect holds" : " expect fails");
  return optional(" expect ~", {expressions_.literal(type)});
}

Node Questions::question(const Scope& scope, const std::vector<Node>& clauses) {
  if (draws_.percent(kAnswered)) return answered(scope, clauses);
  if (draws_.percent(kStaysPossible)) return stays_possible(scope);
  const std::size_t roll = draws_.below(100);
  if (roll < 20) return never_happens(scope, clauses);
  if (roll < 40) return of_a_tally(scope);
  if (roll < 50) {
    return part("always ~",
                {loose(kBool, "@ implies @", {expressions_.formula(scope, 1), expressions_.formula(scope, 1)})});
  }
  if (roll < 65) return part("always ~", {expressions_.formula(scope, 2)});
  if (roll < 80) {
    return part("never @", {loose(kBool, "@ and @", {expressions_.formula(scope, 1), expressions_.formula(scope, 1)})});
  }
  return part("possible ~",
              {loose(kBool, "@ and @", {expressions_.formula(scope, 1), expressions_.formula(scope, 1)})});
}

Node Questions::for_any(Scope& scope) {
  if (!draws_.percent(15)) return part("");
  Type type = kParty;
  if (!plan_.kinds.empty() && draws_.percent(80)) type = {Sort::kKind, draws_.of(plan_.kinds).name};
  scope.variables.push_back({"p", type});
  if (draws_.percent(60)) return part("for any p: " + name_of(type) + " ");
  scope.variables.push_back({"q", type});
  return part("for any p: " + name_of(type) + ", q: " + name_of(type) + "~ ",
              {optional(" where ~", {loose(kBool, draws_.percent(80) ? "p != q" : "p = q")})});
}

Node Questions::setting() {
  std::vector<Node> parts;
  const std::string& clause = draws_.of(plan_.clauses).name;
  if (draws_.percent(12)) parts.push_back(optional(" without " + clause));
  const std::size_t roll = draws_.below(100);
  const std::string& party = draws_.of(plan_.parties);
  if (roll < 10) parts.push_back(optional(" assuming nobody complies"));
  if (roll >= 10 && roll < 20) parts.push_back(optional(" assuming " + party + " complies"));
  if (roll >= 20 && roll < 30) parts.push_back(optional(" assuming all comply except " + clause));
  if (roll >= 34 && roll < 37 && plan_.parties.size() > 1) {
    parts.push_back(optional(fmt::format(" assuming {} comply", fmt::join(plan_.parties, ", "))));
  }
  if (roll >= 30 && roll < 34) parts.push_back(optional(" assuming all comply"));
  return sequence(std::move(parts), "");
}

Node Questions::expectation() {
  if (draws_.percent(80)) return part("");
  if (plan_.readings.empty() || draws_.percent(50))
    return optional(draws_.percent(50) ? " expect holds" : " expect fails");
  const Reading& reading = plan_.readings.front();
  return optional(" expect holds when " + reading.name + " is " + reading.choices.front());
}

Node Questions::property(const std::vector<Node>& clauses) {
  Scope scope = at_moment_;
  scope.after = scope.forces = true;
  Node any = for_any(scope);
  if (draws_.percent(kOfValue)) return of_value(scope, std::move(any));
  return part("{ ~~~~ }", {std::move(any), question(scope, clauses), setting(), expectation()});
}

}  // namespace proviso::generated
