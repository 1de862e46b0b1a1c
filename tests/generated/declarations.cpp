#include "tests/generated/declarations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace proviso::generated {

namespace {

const Type kBool{Sort::kBool};

bool is_number(const Type& type) { return type.sort >= Sort::kNumber && type.sort <= Sort::kMonths; }

}  // namespace

std::string name_of(const Type& type) {
  constexpr std::array kNames{"", "bool", "number", "whole", "percent", "money", "date", "days", "months", "Party"};
  if (type.sort == Sort::kMoney && !type.kind.empty()) return "money " + type.kind;
  return type.sort == Sort::kKind ? type.kind : kNames[static_cast<std::size_t>(type.sort)];
}

std::string declared(const std::vector<Typed>& parameters) {
  std::string text;
  for (const Typed& one : parameters) text += (text.empty() ? "(" : ", ") + one.name + ": " + name_of(one.type);
  return text.empty() ? text : text + ")";
}

Scope Declarations::fixed() const { return {.terms = plan_.terms.size()}; }

Scope Declarations::at_moment() const {
  return {.moment = true, .terms = plan_.terms.size(), .defines = plan_.defines.size()};
}

std::vector<Node> Declarations::all() {
  std::vector<Node> made;
  for (const std::string& party : plan_.parties) {
    Node title = draws_.percent(10) ? optional(" \"" + party + " & Co.\"") : part("");
    const std::string begin = "\nparty " + party + "~";
    made.push_back(made.empty() ? part(begin, {std::move(title)}) : optional(begin, {std::move(title)}));
  }
  for (const Kind& kind : plan_.kinds) made.push_back(this->kind(kind));
  for (std::size_t i = 0; i < plan_.terms.size(); ++i) made.push_back(term(i));
  for (const Reading& reading : plan_.readings) made.push_back(this->reading(reading));
  for (const Function& condition : plan_.conditions) made.push_back(this->condition(condition));
  for (const Action& action : plan_.actions) made.push_back(this->action(action));
  for (std::size_t i = 0; i < plan_.defines.size(); ++i) made.push_back(define(i));
  for (const Tally& tally : plan_.tallies) made.push_back(this->tally(tally));
  if (plan_.profile == Profile::kClosed) made.push_back(days());
  if (draws_.percent(8)) made.push_back(assumption());
  return made;
}

Node Declarations::kind(const Kind& kind) {
  if (kind.members.empty()) return optional("\nkind " + kind.name);
  return optional(fmt::format("\nkind {} = {}", kind.name, fmt::join(kind.members, " | ")));
}

// In a closed world every number is one of a few.
std::vector<Node> Declarations::few_literals(const Type& type) {
  std::vector<Node> some;
  for (std::size_t i = 0; i < 4 && some.size() < 2; ++i) {
    Node one = expressions_.literal(type);
    const bool fresh = some.empty() || print(some.front()) != print(one);
    if (fresh) some.push_back(std::move(one));
  }
  return some;
}

Node Declarations::term_domain(const Function& term, const Scope& scope, const Node& self) {
  if (!is_number(term.type)) return part("");
  if (plan_.profile == Profile::kClosed) {
    return optional(" where ~ in {~}", {self, sequence(few_literals(term.type), ", ")});
  }
  if (draws_.percent(30)) return part("");
  const std::string sign = draws_.of(std::vector<std::string>{">", ">=", "<="});
  return optional(" where ~", {loose(kBool, "~ " + sign + " @", {self, expressions_.of(term.type, scope, 0)})});
}

Node Declarations::term(std::size_t index) {
  const Function& term = plan_.terms[index];
  Scope scope{.variables = term.parameters, .terms = index};
  Node self = *expressions_.call(term.type, term.name, term.parameters, scope);
  return optional("\nterm " + term.name + declared(term.parameters) + " : " + name_of(term.type) + "~",
                  {term_domain(term, scope, self)});
}

Node Declarations::reading(const Reading& reading) {
  std::string text = "\nreading " + reading.name + " {";
  for (const std::string& choice : reading.choices) text += fmt::format(" {} \"{}\"", choice, choice);
  return optional(text + " }");
}

Node Declarations::condition(const Function& condition) {
  Node decided = condition.decided_by.empty() ? part("") : optional(" decided by " + condition.decided_by);
  return optional("\ncondition " + condition.name + declared(condition.parameters) + "~", {std::move(decided)});
}

Node Declarations::field(const Typed& field) {
  const std::string begin = field.name + ": " + name_of(field.type);
  if (!is_number(field.type)) return part(begin);
  Node self = expression(field.type, field.name);
  if (plan_.profile == Profile::kClosed) {
    return part(begin + "~",
                {optional(" where ~ in {~}", {std::move(self), sequence(few_literals(field.type), ", ")})});
  }
  if (draws_.percent(40)) return part(begin);
  const std::string sign = draws_.of(std::vector<std::string>{">", ">=", "<="});
  Node compared = loose(kBool, "~ " + sign + " ~", {std::move(self), expressions_.of(field.type, fixed(), 0)});
  return part(begin + "~", {optional(" where ~", {std::move(compared)})});
}

Node Declarations::action(const Action& action) {
  std::vector<Node> fields;
  for (const Typed& one : action.fields) {
    fields.push_back(fields.empty() ? field(one) : optional(", ~", {field(one)}));
  }
  Node reserved = action.reserved ? optional("reserved ") : part("");
  Node list = fields.empty() ? part("") : optional("(~)", {sequence(std::move(fields), "")});
  const std::string word = action.actor.empty() ? "event " : "action ";
  const std::string by = action.actor.empty() ? "" : " by " + action.actor;
  return optional("\n~" + word + action.name + "~" + by, {std::move(reserved), std::move(list)});
}

Node Declarations::define(std::size_t index) {
  const Function& define = plan_.defines[index];
  Scope scope = at_moment();
  scope.variables = define.parameters;
  scope.defines = index;
  return optional("\ndefine " + define.name + declared(define.parameters) + " = ~",
                  {expressions_.of(define.type, scope, 2)});
}

// The dates that there are, so that time is one of a few.
Node Declarations::days() {
  std::vector<Node> some;
  for (const std::string& day : plan_.days) some.push_back(expression({Sort::kDate}, day));
  return optional("\nassume date in {~}", {sequence(std::move(some), ", ")});
}

Node Declarations::assumption() {
  Scope scope = at_moment();
  scope.after = true;
  return optional("\nassume ~",
                  {loose(kBool, "@ implies @", {expressions_.formula(scope, 1), expressions_.formula(scope, 1)})});
}

}  // namespace proviso::generated
