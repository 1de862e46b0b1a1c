#include "tests/generated/expressions.h"

#include <algorithm>
#include <numeric>

namespace proviso::generated {

namespace {

const Type kBool{Sort::kBool}, kWhole{Sort::kWhole}, kDate{Sort::kDate}, kDays{Sort::kDays};
constexpr unsigned kReckless = 6;  // of a hundred times, what may have no value is read without a guard

// Every value of the first can stand where the second is wanted.
bool fits(const Type& type, const Type& wanted) {
  const bool number = type.sort == Sort::kWhole || type.sort == Sort::kPercent;
  return type == wanted || (wanted.sort == Sort::kNumber && number);
}

// An amount of money.
Node amount(const Type& type, const std::string& number) {
  return expression(type, type.kind.empty() ? "$" + number : type.kind + " " + number);
}

}  // namespace

bool is_ordered(const Type& type) { return type.sort >= Sort::kNumber && type.sort <= Sort::kMonths; }

Node Expressions::one_of(const Makers& makers) {
  const auto add = [](unsigned sum, const auto& maker) { return sum + maker.first; };
  std::size_t left = draws_.below(std::accumulate(makers.begin(), makers.end(), 0U, add));
  for (const auto& [weight, make] : makers) {
    if (left < weight) return make();
    left -= weight;
  }
  return makers.back().second();
}

Node Expressions::literal(const Type& type) {
  const auto some = [&](const std::vector<std::string>& words) { return expression(type, draws_.of(words)); };
  const bool closed = plan_.profile == Profile::kClosed;
  switch (type.sort) {
    case Sort::kBool:
      return some({"true", "false"});
    case Sort::kNumber:
      return closed ? some({"0", "1", "2"}) : some({"0", "1", "2", "0.5", "1.5"});
    case Sort::kWhole:
      return some({"0", "1", "2", "3"});
    case Sort::kPercent:
      return closed ? some({"50%", "100%"}) : some({"5%", "50%", "100%", "7.5%"});
    case Sort::kMoney:
      if (!closed && type.kind.empty() && draws_.percent(5)) return expression(type, "USD 20");
      return amount(type, draws_.of(closed ? std::vector<std::string>{"0", "1", "2", "3"}
                                           : std::vector<std::string>{"0", "1", "10", "50", "0.5", "0.03k"}));
    case Sort::kDate:
      return some(plan_.days);
    case Sort::kDays:
      return some({"0 days", "1 day", "2 days"});
    case Sort::kMonths:
      return some({"1 month", "2 months", "1 year"});
    case Sort::kParty:
      return some(plan_.parties);
    default:
      return some(plan_.members(type.kind));
  }
}

std::optional<Node> Expressions::call(const Type& type, const std::string& name, const std::vector<Typed>& parameters,
                                      const Scope& scope) {
  if (parameters.empty()) return expression(type, name);
  std::vector<Node> arguments;
  for (const Typed& parameter : parameters) {
    if (!can(parameter.type, scope)) return std::nullopt;
    arguments.push_back(of(parameter.type, scope, 0));
  }
  std::string pattern = name + "(";
  for (std::size_t i = 0; i < arguments.size(); ++i) pattern += i == 0 ? "~" : ", ~";
  return expression(type, pattern + ")", std::move(arguments));
}

void Expressions::add_functions(const std::vector<Function>& functions, std::size_t count, const Scope& scope,
                                std::vector<Leaf>& all) {
  for (std::size_t i = 0; i < std::min(count, functions.size()); ++i) {
    const Function& one = functions[i];
    if (auto node = call(one.type, one.name, one.parameters, scope)) all.push_back({*std::move(node)});
  }
}

void Expressions::add_tallies(const Scope& scope, std::vector<Leaf>& all) {
  for (const Tally& tally : plan_.tallies) {
    auto node = call(tally.type, tally.name, tally.parameters, scope);
    if (!node) continue;
    all.push_back({*std::move(node)});
    if (tally.always_has_value()) continue;
    if (tally.guard.empty()) {
      all.back().guard = expression(kBool, "false");
      continue;
    }
    // The same arguments: what differs is the name.
    Node guard = all.back().node;
    guard.type = kBool;
    guard.words.front().replace(0, tally.name.size(), tally.guard);
    all.back().guard = std::move(guard);
  }
}

std::vector<Expressions::Leaf> Expressions::leaves(const Scope& scope) {
  std::vector<Leaf> all;
  for (const Typed& variable : scope.variables) all.push_back({expression(variable.type, variable.name)});
  for (const Typed& field : scope.event ? scope.event->fields : std::vector<Typed>{}) {
    all.insert(all.end(), 3, {expression(field.type, field.name)});
  }
  for (const Typed& field : scope.trigger ? scope.trigger->fields : std::vector<Typed>{}) {
    all.insert(all.end(), 2, {expression(field.type, "trigger." + field.name)});
  }
  if (scope.triggered) all.push_back({expression(kDate, "trigger.date")});
  Scope inner = scope;
  inner.terms = inner.defines = 0;
  inner.moment = false;
  add_functions(plan_.terms, scope.terms, inner, all);
  if (!scope.moment) return all;
  add_tallies(inner, all);
  if (scope.past) return all;
  add_functions(plan_.conditions, plan_.conditions.size(), inner, all);
  add_functions(plan_.defines, scope.defines, inner, all);
  all.push_back({expression(kDate, "date")});
  return all;
}

std::optional<Node> Expressions::leaf(const Type& type, const Scope& scope) {
  std::vector<Leaf> all = leaves(scope);
  const bool reckless = draws_.percent(kReckless);
  std::erase_if(all, [&](const Leaf& leaf) { return !fits(leaf.node.type, type) || (leaf.guard && !reckless); });
  if (all.empty()) return std::nullopt;
  return draws_.of(all).node;
}

bool Expressions::can(const Type& type, const Scope& scope) {
  if (!plan_.is_open(type)) return true;
  const auto has = [&](const std::vector<Typed>& some) {
    return std::any_of(some.begin(), some.end(), [&](const Typed& one) { return one.type == type; });
  };
  return has(scope.variables) || (scope.event && has(scope.event->fields)) ||
         (scope.trigger && has(scope.trigger->fields));
}

Node Expressions::of(const Type& type, const Scope& scope, int depth) {
  if (type == kBool && depth > 0) return formula(scope, depth);
  if (depth > 0 && draws_.percent(12)) {
    if (auto earlier = frozen(type, scope, depth)) return *std::move(earlier);
  }
  if (depth > 0 && draws_.percent(45)) {
    if (draws_.percent(15)) return either(type, scope, depth);
    if (type == kWhole && draws_.percent(8) && scope.moment) return whole(scope, depth);
    if (type == kDate) return date(scope, depth);
    if (is_ordered(type)) return number(type, scope, depth);
  }
  // Of an open kind there is at least one leaf without guard.
  for (bool once = plan_.is_open(type) || draws_.percent(65); once;) {
    if (auto found = leaf(type, scope)) return *std::move(found);
    once = plan_.is_open(type);
  }
  return literal(type);
}

// As it was at the trigger, or at the end of the previous moment.
std::optional<Node> Expressions::frozen(const Type& type, const Scope& scope, int depth) {
  if ((!scope.at_trigger && !scope.after) || plan_.is_open(type)) return std::nullopt;
  const bool before = scope.after && !(scope.at_trigger && draws_.percent(50));
  Scope then = scope;
  then.event = nullptr;
  then.past = before;
  then.at_trigger = then.after = then.forces = false;
  return expression(type, before ? "before(~)" : "at trigger(~)", {of(type, then, depth - 1)});
}

Node Expressions::either(const Type& type, const Scope& scope, int depth) {
  if (draws_.percent(35)) return cases(type, scope, depth);
  return loose(type, "if ~ then @ else @",
               {formula(scope, depth - 1), of(type, scope, depth - 1), of(type, scope, depth - 1)});
}

Node Expressions::cases(const Type& type, const Scope& scope, int depth) {
  const auto value = [&] { return of(type, scope, depth - 1); };
  std::vector<Node> parts{comparison(scope, 0), value(), optional(" when ~: ~", {comparison(scope, 0), value()})};
  if (draws_.percent(85))
    return expression(type, "cases { when ~: ~~ otherwise: ~ }", [&] {
      parts.push_back(value());
      return parts;
    }());
  return expression(type, "cases { when ~: ~~ }", std::move(parts));
}

Node Expressions::deadline(const Scope& scope) {
  const std::size_t roll = draws_.below(100);
  if (roll < 50) return optional(" within ~", {literal(kDays)});
  if (roll < 54) return optional(" within ~", {literal({Sort::kMonths})});
  if (roll < 73) return optional(" within @", {of(kDays, scope, 1)});
  return optional(" by @", {of(kDate, scope, 1)});
}

// Only by factors that are known, or products of unknowns would be everywhere.
Node Expressions::factor() {
  return literal(draws_.percent(50) ? kWhole : Type{draws_.percent(50) ? Sort::kNumber : Sort::kPercent});
}

Node Expressions::number(const Type& type, const Scope& scope, int depth) {
  const auto other = [&] { return of(type, scope, depth - 1); };
  const bool exact = type.sort == Sort::kMoney || type.sort == Sort::kNumber;
  Makers makers{{4, [&] { return loose(type, "@ + @", {other(), other()}); }},
                {3, [&] { return loose(type, "@ - @", {other(), other()}); }},
                {1, [&] { return loose(type, "-@", {other()}); }},
                {1, [&] { return expression(type, "abs(~)", {other()}); }},
                {2, [&] { return expression(type, "min(~, ~)", {other(), other()}); }},
                {2, [&] { return expression(type, "max(~, ~)", {other(), other()}); }}};
  if (exact) {
    makers.push_back({2, [&] { return loose(type, "@ * @", {factor(), other()}); }});
    makers.push_back({1, [&] { return loose(type, "@ / ~", {other(), expression(kWhole, "2")}); }});
    makers.push_back({1, [&] { return rounded(type, scope, depth); }});
    const Type unknown{draws_.percent(50) ? Sort::kPercent : Sort::kWhole};
    const auto by = [&, unknown] { return of(unknown, scope, 0); };
    if (draws_.percent(10)) makers.push_back({2, [&, by] { return loose(type, "@ * @", {by(), other()}); }});
    if (draws_.percent(5)) makers.push_back({2, [&, by] { return loose(type, "@ / @", {other(), by()}); }});
  }
  if (type.sort == Sort::kNumber && scope.moment) {
    const Type money{Sort::kMoney, draws_.percent(50) ? plan_.currency : ""};
    makers.push_back({1, [&, money] { return loose(type, "@ / ~", {of(money, scope, 0), amount(money, "2")}); }});
  }
  if (type.sort == Sort::kMoney && !plan_.currency.empty()) {
    const Type foreign{Sort::kMoney, type.kind.empty() ? plan_.currency : ""};
    makers.push_back({2, [&, foreign] {
                        return loose(type, "@ / ~ * ~", {of(foreign, scope, 0), amount(foreign, "1"), literal(type)});
                      }});
  }
  if (type == kDays && scope.moment) {
    makers.push_back({2, [&] { return loose(type, "@ - @", {of(kDate, scope, 0), of(kDate, scope, 0)}); }});
    makers.push_back({1, [&] { return loose(type, "@ * @", {literal(kWhole), other()}); }});
  }
  return one_of(makers);
}

Node Expressions::rounded(const Type& type, const Scope& scope, int depth) {
  const std::string word = draws_.of(std::vector<std::string>{"round", "floor", "ceiling"});
  Node value = of(type, scope, depth - 1);
  if (type.sort == Sort::kNumber && draws_.percent(50)) return expression(type, word + "(~)", {std::move(value)});
  Node multiple = type.sort == Sort::kMoney ? amount(type, "2") : expression(type, "1.5");
  return expression(type, word + "(~, ~)", {std::move(value), std::move(multiple)});
}

Node Expressions::whole(const Scope& scope, int depth) {
  const std::string word = draws_.of(std::vector<std::string>{"year", "quarter", "month", "weekday"});
  return expression(kWhole, word + "(~)", {of(kDate, scope, depth - 1)});
}

Node Expressions::date(const Scope& scope, int depth) {
  const auto other = [&] { return of(kDate, scope, depth - 1); };
  const std::string end = draws_.of(std::vector<std::string>{"end_of_month", "end_of_quarter", "end_of_year"});
  const unsigned months = draws_.percent(25) ? 2 : 0;  // the calendar makes checks slow
  return one_of({{4, [&] { return loose(kDate, "@ + @", {other(), of(kDays, scope, 0)}); }},
                 {2, [&] { return loose(kDate, "@ - @", {other(), literal(kDays)}); }},
                 {months, [&] { return loose(kDate, "@ + @", {other(), literal({Sort::kMonths})}); }},
                 {months, [&] { return loose(kDate, "@ - @", {other(), literal({Sort::kMonths})}); }},
                 {1, [&] { return expression(kDate, "max(~, ~)", {other(), other()}); }},
                 {months, [&, end] { return expression(kDate, end + "(~)", {other()}); }}});
}

}  // namespace proviso::generated
