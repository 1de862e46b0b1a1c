#include "tests/generated/questions.h"

#include "tests/generated/declarations.h"

namespace proviso::generated {

namespace {

const Type kBool{Sort::kBool}, kParty{Sort::kParty};

// What stands behind the word somewhere in the tree, the first time.
const Node* behind(const Node& node, const std::string& word) {
  if (node.words.front() == " " + word + " " && node.parts.size() == 1) return &node.parts.front();
  for (const Node& one : node.parts) {
    if (const Node* found = behind(one, word)) return found;
  }
  return nullptr;
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

Node Questions::question(const Scope& scope, const std::vector<Node>& clauses) {
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
  scope.after = true;
  Node any = for_any(scope);
  return part("{ ~~~~ }", {std::move(any), question(scope, clauses), setting(), expectation()});
}

}  // namespace proviso::generated
