#include <algorithm>

#include "tests/generated/expressions.h"

namespace proviso::generated {

namespace {

const Type kBool{Sort::kBool}, kParty{Sort::kParty};

}  // namespace

Node Expressions::formula(const Scope& scope, int depth) {
  Makers makers{{12, [&] { return comparison(scope, depth - 1); }},
                {3, [&] { return leaf(kBool, scope).value_or(comparison(scope, depth - 1)); }}};
  if (!plan_.readings.empty() && scope.terms > 0) {
    const Reading& reading = plan_.readings.front();
    makers.push_back({1, [&] { return loose(kBool, reading.name + " is " + draws_.of(reading.choices)); }});
    makers.push_back({1, [&] { return loose(kBool, reading.name + " is not " + draws_.of(reading.choices)); }});
  }
  if (depth > 0) add_connectives(scope, depth, makers);
  if (scope.moment) add_questions_of_duties(scope, depth, makers);
  if (scope.moment && !scope.past) add_questions(scope, depth, makers);
  return one_of(makers);
}

void Expressions::add_connectives(const Scope& scope, int depth, Makers& makers) {
  const auto other = [this, &scope, depth] { return formula(scope, depth - 1); };
  const auto joined = [other](const char* pattern) {
    return [other, pattern] { return loose(kBool, pattern, {other(), other()}); };
  };
  makers.insert(makers.end(), {{3, joined("@ and @")},
                               {2, joined("@ or @")},
                               {2, joined("@ implies @")},
                               {1, joined("@ iff @")},
                               {2, [other] { return loose(kBool, "not @", {other()}); }},
                               {1, [this, &scope, depth] { return either(kBool, scope, depth); }},
                               {1, [this, &scope, depth] { return quantified(scope, depth); }}});
  if (scope.at_trigger || scope.after) {
    makers.push_back({2, [this, &scope, depth] { return *frozen(kBool, scope, depth); }});
  }
}

// What can be asked of the moment itself, and of the one that precedes it.
void Expressions::add_questions(const Scope& scope, int depth, Makers& makers) {
  if (!plan_.amendment.empty()) makers.push_back({2, [this] { return expression(kBool, plan_.amendment); }});
  if (!scope.after) return;
  makers.push_back({3, [this, &scope, depth] { return happens(scope, depth); }});
  makers.push_back({1, [this, &scope] { return permitted(scope); }});
  if (!scope.forces || plan_.conditions.empty()) return;
  makers.push_back({3, [this, &scope, depth] { return forced(scope, depth); }});
}

void Expressions::add_questions_of_duties(const Scope& scope, int depth, Makers& makers) {
  const auto party = [this, &scope] { return of(kParty, scope, 0); };
  makers.push_back({1, [party] { return expression(kBool, "owed_by(~)", {party()}); }});
  makers.push_back({1, [party] { return expression(kBool, "breached(~)", {party()}); }});
  makers.push_back({1, [] { return expression(kBool, "settled"); }});
  for (const Clause& clause : plan_.clauses) {
    if (clause.is_duty()) {
      makers.push_back({3, [this, &clause, &scope, depth] { return owed(clause, "owed", scope, depth); }});
      makers.push_back({1, [this, &clause, &scope, depth] { return owed(clause, "overdue", scope, depth); }});
    } else if (clause.rule == Rule::kKeep && !scope.covenant) {
      makers.push_back({2, [&clause] { return expression(kBool, "overdue(" + clause.name + ")"); }});
    }
    const bool discharges =
        scope.discharges && clause.rule == Rule::kAct && scope.event && &plan_.actions[clause.action] == scope.event;
    if (discharges) makers.push_back({6, [&clause] { return expression(kBool, "discharges(" + clause.name + ")"); }});
  }
}

Node Expressions::owed(const Clause& clause, const char* word, const Scope& scope, int depth) {
  const std::string begin = std::string(word) + "(" + clause.name;
  if (draws_.percent(65)) return expression(kBool, begin + ")");
  Scope of_duty = scope;
  of_duty.triggered = true;
  of_duty.trigger = clause.arises == Arises::kByEvent ? &plan_.actions[clause.trigger] : nullptr;
  return expression(kBool, begin + "~)", {optional(" where ~", {comparison(of_duty, std::min(depth - 1, 0))})});
}

Node Expressions::happens(const Scope& scope, int depth) {
  const Action& action = draws_.of(plan_.actions);
  if (action.fields.empty() || draws_.percent(50)) return loose(kBool, "happens " + action.name);
  Scope of_event = scope;
  of_event.event = &action;
  of_event.after = of_event.forces = false;
  return loose(kBool, "happens " + action.name + "~",
               {optional(" where @", {formula(of_event, std::min(depth - 1, 1))})});
}

Node Expressions::permitted(const Scope& scope) {
  std::vector<const Action*> possible;
  for (const Action& action : plan_.actions) {
    const auto can_pass = [&](const Typed& field) { return can(field.type, scope); };
    const bool all = std::all_of(action.fields.begin(), action.fields.end(), can_pass);
    if (all && !action.actor.empty()) possible.push_back(&action);
  }
  if (possible.empty()) return expression(kBool, "settled");
  const Action& action = *draws_.of(possible);
  return loose(kBool, draws_.percent(70) ? "permitted ~" : "forbidden ~",
               {*call({}, action.name, action.fields, scope)});
}

// Mostly by a party that decides something, and mostly of what it decides or what depends on that.
Node Expressions::forced(const Scope& scope, int depth) {
  std::string party = draws_.of(plan_.parties);
  const Function& condition = draws_.of(plan_.conditions);
  if (!condition.decided_by.empty() && draws_.percent(80)) party = condition.decided_by;
  Scope inner = scope;
  inner.forces = false;
  std::optional<Node> formula;
  const std::size_t roll = draws_.below(100);
  if (roll < 35) formula = permitted(inner);
  if (roll >= 35 && roll < 55) formula = call(kBool, condition.name, condition.parameters, inner);
  if (!formula) formula = this->formula(inner, std::min(depth, 1));
  return loose(kBool, party + " can force ~", {*std::move(formula)});
}

Node Expressions::quantified(const Scope& scope, int depth) {
  std::vector<Type> types{kParty};
  for (const Kind& kind : plan_.kinds) {
    if (!kind.members.empty()) types.push_back({Sort::kKind, kind.name});
  }
  const Type type = draws_.of(types);
  const std::string variable = "v" + std::to_string(scope.variables.size());
  Scope inner = scope;
  inner.variables.push_back({variable, type});
  const std::string word = draws_.percent(50) ? "some " : "every ";
  const std::string over = type == kParty ? "Party" : type.kind;
  return loose(kBool, word + variable + ": " + over + " has @", {formula(inner, depth - 1)});
}

Node Expressions::comparison(const Scope& scope, int depth) {
  std::vector<Leaf> all = leaves(scope);
  if (all.empty()) return literal(kBool);
  const Leaf& leaf = draws_.of(all);
  Node made = compared(leaf, scope, depth);
  if (!leaf.guard || draws_.percent(8)) return made;
  return loose(kBool, draws_.percent(70) ? "@ and @" : "@ implies @", {*leaf.guard, std::move(made)});
}

Node Expressions::compared(const Leaf& leaf, const Scope& scope, int depth) {
  const Type& type = leaf.node.type;
  if (type == kBool) return draws_.percent(70) ? leaf.node : loose(kBool, "not @", {leaf.node});
  const auto other = [&] { return of(type, scope, std::max(depth, 0)); };
  if (!plan_.is_open(type) && draws_.percent(12)) {
    const char* pattern = draws_.percent(70) ? "@ in {@~}" : "@ not in {@~}";
    Node first = literal(type), second = other();
    const bool same = print(first) == print(second);
    return loose(kBool, pattern, {leaf.node, std::move(first), same ? part("") : part(", @", {std::move(second)})});
  }
  const std::vector<std::string> orders{"<", "<=", ">", ">=", "<=", ">=", "=", "!="};
  const std::string sign = is_ordered(type) ? draws_.of(orders) : draws_.percent(70) ? "=" : "!=";
  return loose(kBool, "@ " + sign + " @", {leaf.node, other()});
}

}  // namespace proviso::generated
