#include "replay/shape.h"

#include <fmt/format.h>

namespace proviso::replay {

using language::Agreement;
using language::Day;
using language::Member;
using language::Sort;
using language::Type;
using language::Value;
using language::VariableId;
using properties::Arguments;
using properties::Table;
using Wrong = std::optional<std::string>;

namespace {

bool is_whole(const Value& value) {
  const auto* number = std::get_if<mpq_class>(&value);
  return number && number->get_den() == 1;
}

bool is_known_day(const Value& value) {
  const Day* day = std::get_if<Day>(&value);
  return day && *day >= language::kFirstDay && *day <= language::kLastDay;
}

bool is_member(const Value& value, std::size_t count) {
  const Member* member = std::get_if<Member>(&value);
  return member && member->index < count;
}

bool fits_kind(const language::Kind& kind, const Value& value) {
  return kind.open ? std::holds_alternative<Member>(value) : is_member(value, kind.members.size());
}

bool fit(const Agreement& agreement, const std::vector<VariableId>& variables, const Arguments& values) {
  if (variables.size() != values.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!fits(agreement, agreement[variables[i]].type, values[i])) return false;
  }
  return true;
}

bool fits_table(const Agreement& agreement, const std::vector<VariableId>& parameters, const Type& type,
                const Table& table) {
  for (const auto& [arguments, value] : table.listed) {
    if (!fit(agreement, parameters, arguments) || !fits(agreement, type, value)) return false;
  }
  return fits(agreement, type, table.otherwise);
}

Wrong misshapen_terms(const Agreement& agreement, const std::vector<Table>& tables) {
  if (tables.size() != agreement.terms.size()) return "not every term has a value";
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const language::Term& term = agreement.terms[i];
    if (!fits_table(agreement, term.parameters, term.type, tables[i])) {
      return fmt::format("the term {} has a value or an argument of the wrong type", term.name);
    }
  }
  return std::nullopt;
}

Wrong misshapen_readings(const Agreement& agreement, const std::vector<std::uint32_t>& readings) {
  if (readings.size() != agreement.readings.size()) return "not every reading has a choice";
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const language::Reading& reading = agreement.readings[i];
    if (readings[i] >= reading.choices.size()) return fmt::format("the reading {} has no such choice", reading.name);
  }
  return std::nullopt;
}

Wrong misshapen_conditions(const Agreement& agreement, const std::vector<Table>& tables) {
  if (tables.size() != agreement.conditions.size()) return "not every condition has a value";
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const language::Condition& condition = agreement.conditions[i];
    if (!fits_table(agreement, condition.parameters, Type{.sort = Sort::kBool}, tables[i])) {
      return fmt::format("the condition {} has a value or an argument of the wrong type", condition.name);
    }
  }
  return std::nullopt;
}

Wrong misshapen_event(const Agreement& agreement, const properties::Event& event) {
  if (event.action.index >= agreement.actions.size()) return "there is no such action";
  const language::Action& action = agreement[event.action];
  if (event.arguments.size() != action.parameters.size()) {
    return fmt::format("{} takes {} arguments, not {}", action.name, action.parameters.size(), event.arguments.size());
  }
  for (std::size_t i = 0; i < event.arguments.size(); ++i) {
    const language::Field& field = action.parameters[i];
    if (!fits(agreement, field.type, event.arguments[i])) {
      return fmt::format("{} of {} has a value of the wrong type", field.name, action.name);
    }
  }
  return std::nullopt;
}

}  // namespace

bool fits(const Agreement& agreement, const Type& type, const Value& value) {
  switch (type.sort) {
    case Sort::kBool:
      return std::holds_alternative<bool>(value);
    case Sort::kNumber:
    case Sort::kMoney:
      return std::holds_alternative<mpq_class>(value);
    case Sort::kWhole:
    case Sort::kDays:
    case Sort::kMonths:
      return is_whole(value);
    case Sort::kDate:
      return is_known_day(value);
    case Sort::kParty:
      return is_member(value, agreement.parties.size());
    case Sort::kKind:
      return fits_kind(agreement[type.kind], value);
  }
  return false;
}

Wrong misshapen_start(const Agreement& agreement, const properties::Goal& goal, const properties::History& history) {
  if (auto wrong = misshapen_terms(agreement, history.terms)) return wrong;
  if (auto wrong = misshapen_readings(agreement, history.readings)) return wrong;
  if (!fit(agreement, goal.for_any, history.for_any)) return "the values of `for any` do not fit its variables";
  return std::nullopt;
}

Wrong misshapen_moment(const Agreement& agreement, const properties::Moment& moment) {
  if (auto wrong = misshapen_conditions(agreement, moment.conditions)) return wrong;
  return moment.event ? misshapen_event(agreement, *moment.event) : std::nullopt;
}

}  // namespace proviso::replay
