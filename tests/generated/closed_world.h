// A world small enough to go through: what a moment can be, and what is fixed.
#pragma once

#include <optional>
#include <vector>

#include "language/agreement.h"
#include "properties/history.h"

namespace proviso::generated {

struct ClosedWorld {
  std::vector<language::Day> days;                         // in order
  std::vector<std::optional<properties::Event>> events;    // none: time passing
  std::vector<std::vector<properties::Table>> conditions;  // every way in which they can be, together
  std::vector<std::vector<properties::Table>> terms;

  std::size_t moments() const { return days.size() * events.size() * conditions.size(); }
};

// Whatever is no event's `where`, no term's and no assumption's is not in it: those that are confined to a list by
// `x in {…}` have the values of the list. None: something is not confined, or there is too much.
std::optional<ClosedWorld> closed_world(const language::Agreement& agreement);

// Every combination of values of the variables, where their types have finitely many.
std::optional<std::vector<properties::Arguments>> combinations(const language::Agreement& agreement,
                                                               const std::vector<language::VariableId>& variables);

}  // namespace proviso::generated
