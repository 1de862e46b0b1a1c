#include "tests/generated/closed_world.h"

#include <algorithm>
#include <functional>

namespace proviso::generated {

using language::Agreement;
using language::ExprId;
using language::Sort;
using language::Type;
using language::Value;
using properties::Arguments;
using properties::Table;

namespace {

constexpr std::size_t kMost = 200;  // of anything

using Values = std::optional<std::vector<Value>>;
using Subject = std::function<bool(const language::ExprNode&)>;

// All values of the type, where they are few.
Values few(const Agreement& agreement, const Type& type) {
  std::size_t count = 0;
  if (type.sort == Sort::kBool) return std::vector<Value>{false, true};
  if (type.sort == Sort::kParty) count = agreement.parties.size();
  if (type.sort == Sort::kKind) count = agreement[type.kind].members.size();
  if (count == 0) return std::nullopt;
  std::vector<Value> all;
  for (std::uint32_t i = 0; i < count; ++i) all.push_back(language::Member{i});
  return all;
}

Values literals(const Agreement& agreement, const language::In& in) {
  std::vector<Value> all;
  for (ExprId member : in.members) {
    const auto* literal = std::get_if<language::Literal>(&agreement[member].node);
    if (!literal) return std::nullopt;
    all.push_back(literal->value);
  }
  return all;
}

// The list to which the formula confines the subject.
Values confined(const Agreement& agreement, ExprId formula, const Subject& subject) {
  const language::ExprNode& node = agreement[formula].node;
  if (const auto* in = std::get_if<language::In>(&node); in && subject(agreement[in->value].node)) {
    return literals(agreement, *in);
  }
  const auto* both = std::get_if<language::Binary>(&node);
  if (!both || both->op != language::BinaryOp::kAnd) return std::nullopt;
  const Values left = confined(agreement, both->left, subject);
  return left ? left : confined(agreement, both->right, subject);
}

Values values(const Agreement& agreement, const Type& type, const std::optional<ExprId>& where,
              const Subject& subject) {
  const Values all = few(agreement, type);
  return all || !where ? all : confined(agreement, *where, subject);
}

// Every choice of one from each.
template <class T>
std::optional<std::vector<std::vector<T>>> product(const std::vector<std::vector<T>>& sets) {
  std::vector<std::vector<T>> all{{}};
  for (const std::vector<T>& set : sets) {
    std::vector<std::vector<T>> longer;
    for (const std::vector<T>& shorter : all) {
      for (const T& one : set) {
        longer.push_back(shorter);
        longer.back().push_back(one);
      }
    }
    if (longer.size() > kMost) return std::nullopt;
    all = std::move(longer);
  }
  return all;
}

bool add_events(const Agreement& agreement, language::ActionId id, ClosedWorld& world) {
  const language::Action& action = agreement[id];
  std::vector<std::vector<Value>> sets;
  for (std::uint32_t p = 0; p < action.parameters.size(); ++p) {
    const auto is_field = [p](const language::ExprNode& node) {
      const auto* field = std::get_if<language::EventField>(&node);
      return field && field->position == p;
    };
    const Values set = values(agreement, action.parameters[p].type, action.where, is_field);
    if (!set) return false;
    sets.push_back(*set);
  }
  const auto all = product(sets);
  for (const Arguments& arguments : all ? *all : std::vector<Arguments>{}) {
    world.events.push_back(properties::Event{id, arguments});
  }
  return all && world.events.size() <= kMost;
}

// Every function from the combinations of parameters to the values.
std::optional<std::vector<Table>> tables(const Agreement& agreement,
                                         const std::vector<language::VariableId>& parameters, const Values& set) {
  const auto arguments = combinations(agreement, parameters);
  if (!arguments || !set) return std::nullopt;
  const auto columns = product(std::vector<std::vector<Value>>(arguments->size(), *set));
  if (!columns) return std::nullopt;
  std::vector<Table> all;
  for (const std::vector<Value>& column : *columns) {
    Table table{{}, column.front()};
    for (std::size_t i = 0; i < column.size() && !parameters.empty(); ++i) table.listed[(*arguments)[i]] = column[i];
    all.push_back(std::move(table));
  }
  return all;
}

bool add_conditions(const Agreement& agreement, ClosedWorld& world) {
  std::vector<std::vector<Table>> sets;
  for (const language::Condition& condition : agreement.conditions) {
    const auto all = tables(agreement, condition.parameters, std::vector<Value>{false, true});
    if (!all) return false;
    sets.push_back(*all);
  }
  const auto all = product(sets);
  if (all) world.conditions = *all;
  return all.has_value();
}

bool add_terms(const Agreement& agreement, ClosedWorld& world) {
  std::vector<std::vector<Table>> sets;
  for (std::uint32_t t = 0; t < agreement.terms.size(); ++t) {
    const language::Term& term = agreement.terms[t];
    const auto is_term = [t](const language::ExprNode& node) {
      const auto* ref = std::get_if<language::TermRef>(&node);
      return ref && ref->term.index == t;
    };
    const auto all = tables(agreement, term.parameters, values(agreement, term.type, term.where, is_term));
    if (!all) return false;
    sets.push_back(*all);
  }
  const auto all = product(sets);
  if (all) world.terms = *all;
  return all.has_value();
}

bool add_days(const Agreement& agreement, ClosedWorld& world) {
  const auto is_today = [](const language::ExprNode& node) { return std::holds_alternative<language::Today>(node); };
  for (const language::Assumption& assumption : agreement.assumptions) {
    const Values all = confined(agreement, assumption.fact, is_today);
    if (!all) continue;
    for (const Value& day : *all) world.days.push_back(std::get<language::Day>(day));
    std::sort(world.days.begin(), world.days.end());
    return true;
  }
  return false;
}

}  // namespace

std::optional<std::vector<Arguments>> combinations(const Agreement& agreement,
                                                   const std::vector<language::VariableId>& variables) {
  std::vector<std::vector<Value>> sets;
  for (language::VariableId variable : variables) {
    const Values set = few(agreement, agreement[variable].type);
    if (!set) return std::nullopt;
    sets.push_back(*set);
  }
  return product(sets);
}

std::optional<ClosedWorld> closed_world(const Agreement& agreement) {
  const auto is_open = [](const language::Kind& kind) { return kind.open; };
  if (std::any_of(agreement.kinds.begin(), agreement.kinds.end(), is_open)) return std::nullopt;
  ClosedWorld world{.days = {}, .events = {std::nullopt}, .conditions = {}, .terms = {}};
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
    if (!add_events(agreement, language::ActionId{a}, world)) return std::nullopt;
  }
  if (!add_days(agreement, world) || !add_conditions(agreement, world) || !add_terms(agreement, world)) {
    return std::nullopt;
  }
  return world;
}

}  // namespace proviso::generated
