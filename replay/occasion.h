// What tallies count and what creates duties, looked for in a history: events of an action, or moments at which a
// formula becomes true.
#pragma once

#include <optional>

#include "replay/evaluate.h"

namespace proviso::replay {

// How what is said of an occasion reads moment `index`: as clauses do; of a Becoming there is no event.
Context at_occasion(World& world, const language::Occasion& occasion, Frame variables, std::size_t index);

// Moment `index` is one of the occasion: its event is of the action, or the formula has become true. Undefined where
// the formula is at this moment, or, if it is true, at the one before.
Truth happens(World& world, const language::Occasion& occasion, Frame variables, std::size_t index);

// The same, and `where` holds, if it is given.
Truth happens(World& world, const language::Occasion& occasion, const std::optional<language::ExprId>& where,
              Frame variables, std::size_t index);

}  // namespace proviso::replay
