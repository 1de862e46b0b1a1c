#include "replay/universe.h"

namespace proviso::replay {

using language::Agreement;
using language::KindId;
using language::Member;
using language::Sort;
using language::Type;
using language::Value;
using language::VariableId;
using properties::Arguments;

Universe::Universe(const Agreement& agreement, const properties::Goal& goal, const properties::History& history,
                   std::size_t moments)
    : agreement_(agreement) {
  add_declared();
  for (std::size_t i = 0; i < agreement.terms.size(); ++i) {
    add_table(agreement.terms[i].parameters, agreement.terms[i].type, history.terms[i]);
  }
  add_all(goal.for_any, history.for_any);
  for (std::size_t i = 0; i < moments; ++i) add_moment(history.moments[i]);
}

std::vector<Arguments> Universe::tuples(const std::vector<VariableId>& parameters) const {
  std::vector<Arguments> result{{}};
  for (VariableId parameter : parameters) {
    auto found = values_.find(key(agreement_[parameter].type));
    if (found == values_.end()) return {};
    std::vector<Arguments> longer;
    for (const Arguments& tuple : result) {
      for (const Value& value : found->second) {
        longer.push_back(tuple);
        longer.back().push_back(value);
      }
    }
    result = std::move(longer);
  }
  return result;
}

std::vector<Arguments> Universe::tuples_with_strangers(const std::vector<VariableId>& parameters) const {
  Universe wider = *this;
  std::set<KindId> kinds;
  for (VariableId parameter : parameters) {
    const Type& type = agreement_[parameter].type;
    if (language::is_open(agreement_, type)) kinds.insert(type.kind);
  }
  for (KindId kind : kinds) wider.add_strangers(kind, parameters.size());
  return wider.tuples(parameters);
}

Universe::Key Universe::key(const Type& type) { return {type.sort, type.sort == Sort::kKind ? type.kind : KindId{}}; }

void Universe::add(const Type& type, const Value& value) { values_[key(type)].insert(value); }

void Universe::add_all(const std::vector<VariableId>& variables, const Arguments& values) {
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (!properties::any_other_number(values[i])) add(agreement_[variables[i]].type, values[i]);
  }
}

void Universe::add_table(const std::vector<VariableId>& parameters, const Type& type, const properties::Table& table) {
  for (const auto& [arguments, value] : table.listed) {
    add_all(parameters, arguments);
    add(type, value);
  }
  add(type, table.otherwise);
}

void Universe::add_declared() {
  for (bool value : {false, true}) add(Type{.sort = Sort::kBool}, value);
  for (std::uint32_t i = 0; i < agreement_.parties.size(); ++i) add(Type{.sort = Sort::kParty}, Member{i});
  for (std::uint32_t k = 0; k < agreement_.kinds.size(); ++k) {
    const Type type{.sort = Sort::kKind, .kind = KindId{k}};
    for (std::uint32_t i = 0; i < agreement_.kinds[k].members.size(); ++i) add(type, Member{i});
  }
}

void Universe::add_moment(const properties::Moment& moment) {
  for (std::size_t i = 0; i < moment.conditions.size(); ++i) {
    add_table(agreement_.conditions[i].parameters, Type{.sort = Sort::kBool}, moment.conditions[i]);
  }
  if (!moment.event) return;
  const auto& fields = agreement_[moment.event->action].parameters;
  for (std::size_t i = 0; i < fields.size(); ++i) add(fields[i].type, moment.event->arguments[i]);
}

void Universe::add_strangers(KindId kind, std::size_t count) {
  auto& members = values_[key(Type{.sort = Sort::kKind, .kind = kind})];
  for (std::uint32_t index = 0; count > 0; ++index) {
    if (members.insert(Member{index}).second) --count;
  }
}

}  // namespace proviso::replay
