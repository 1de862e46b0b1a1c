#include "tests/generated/declarations.h"

namespace proviso::generated {

namespace {

const Type kBool{Sort::kBool};

}  // namespace

Node Declarations::where(const Tally& tally) {
  if (!tally.action) return part("");
  const Action& action = plan_.actions[*tally.action];
  Scope scope = at_moment();
  scope.event = &action;
  scope.variables = tally.parameters;
  for (const Typed& parameter : tally.parameters) {
    for (const Typed& field : action.fields) {
      if (!(field.type == parameter.type)) continue;
      Node same = loose(kBool, "~ = ~", {expression(field.type, field.name), expression(field.type, parameter.name)});
      if (draws_.percent(70)) return optional(" where ~", {std::move(same)});
      return optional(" where ~", {loose(kBool, "@ and @", {std::move(same), expressions_.formula(scope, 0)})});
    }
  }
  if (!draws_.percent(40)) return part("");
  return optional(" where ~", {expressions_.formula(scope, 1)});
}

Node Declarations::window(const Tally& tally) {
  const std::size_t roll = draws_.below(100);
  if (roll < 74) return part("");
  if (roll < 80) {
    return optional(" per calendar " + draws_.of(std::vector<std::string>{"day", "month", "quarter", "year"}));
  }
  if (roll < 88) {
    return optional(
        draws_.of(std::vector<std::string>{" in the last 2 calendar months", " in the last calendar month",
                                           " in the last 2 calendar quarters", " in the last 2 calendar years"}));
  }
  Scope scope = at_moment();
  scope.variables = tally.parameters;
  if (roll < 91) return optional(" since becoming @", {expressions_.formula(scope, 1)});
  const Action& action = draws_.of(plan_.actions);
  scope.event = &action;
  if (draws_.percent(50)) return optional(" since " + action.name);
  return optional(" since " + action.name + "~", {optional(" where ~", {expressions_.formula(scope, 1)})});
}

Node Declarations::occasion(const Tally& tally) {
  if (tally.action) return part(plan_.actions[*tally.action].name);
  Scope scope = at_moment();
  scope.variables = tally.parameters;
  return part("becoming @", {expressions_.formula(scope, 1)});
}

Node Declarations::tally(const Tally& tally) {
  Scope scope = at_moment();
  scope.variables = tally.parameters;
  if (tally.action) scope.event = &plan_.actions[*tally.action];
  const auto value = [&] { return expressions_.of(tally.type, scope, draws_.percent(40) ? 2 : 0); };
  std::vector<Node> parts;
  std::string pattern;
  switch (tally.operation) {
    case Operation::kSum:
      pattern = "sum of @ over ~", parts = {value()};
      break;
    case Operation::kCount:
      pattern = "count of ~";
      break;
    case Operation::kEver:
      pattern = "ever ~";
      break;
    case Operation::kFirst:
      pattern = "first date of ~";
      break;
    case Operation::kLast:
      pattern = "last date of ~";
      break;
    case Operation::kLatest:
      pattern = "latest @ of ~", parts = {value()};
      break;
  }
  if (guarded_.empty()) guarded_ = {occasion(tally), where(tally), window(tally)};
  parts.insert(parts.end(), guarded_.begin(), guarded_.end());
  if (tally.guard.empty()) guarded_.clear();
  Node initially = part("");
  if (tally.initially) {
    Scope at_first = fixed();
    at_first.variables = tally.parameters;
    initially = optional(" initially @", {expressions_.of(tally.type, at_first, 0)});
  }
  parts.push_back(std::move(initially));
  const bool said = tally.operation == Operation::kSum || tally.operation == Operation::kLatest || draws_.percent(60);
  const std::string type = said ? " : " + name_of(tally.type) : "";
  return optional("\ntally " + tally.name + declared(tally.parameters) + type + " = " + pattern + "~~~",
                  std::move(parts));
}

}  // namespace proviso::generated
