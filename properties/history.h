// A history: one way the world could go, with exact values. What engines find, replay judges and reports show.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "language/agreement.h"

namespace proviso::properties {

using Arguments = std::vector<language::Value>;

// Among the listed arguments of a Table: an individual of an open kind that no row names in that place. Those of one
// row with the same number are one individual, those with different numbers several.
language::Member any_other(language::KindId kind, std::size_t number);
// The number, if the argument is one of those.
std::optional<std::size_t> any_other_number(const language::Value& argument);

// A function with finitely many listed values and one for all other arguments.
struct Table {
  std::map<Arguments, language::Value> listed;
  language::Value otherwise;

  const language::Value& at(const Arguments& arguments) const;
  friend bool operator==(const Table&, const Table&) = default;
};

struct Event {
  language::ActionId action;
  Arguments arguments;  // one per parameter of the action

  friend bool operator==(const Event&, const Event&) = default;
};

struct Moment {
  language::Day date;
  std::optional<Event> event;     // none: time passing
  std::vector<Table> conditions;  // indexed by ConditionId; values are bool

  friend bool operator==(const Moment&, const Moment&) = default;
};

struct History {
  std::vector<Table> terms;             // indexed by TermId
  std::vector<std::uint32_t> readings;  // indexed by ReadingId: the choice taken
  // The values of the property's `for any` variables, in the order of Property::for_any.
  std::vector<language::Value> for_any;
  std::vector<Moment> moments;  // dates never go backwards

  friend bool operator==(const History&, const History&) = default;
};

}  // namespace proviso::properties
