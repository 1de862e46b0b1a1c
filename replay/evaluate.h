// Expressions over exact values, read at one place of one history.
#pragma once

#include <optional>
#include <vector>

#include "replay/context.h"

namespace proviso::replay {

// None: undefined (a division by zero, a tally without value, a day beyond all dates, rounding to a multiple of
// nothing, a gap or a clash of cases, that nothing on its left guards). An agreement that `check` would not have made
// is a std::logic_error or one of std::variant's and std::vector's own.
std::optional<language::Value> evaluate(const Context& context, language::ExprId expression);

// From left to right; none: one of them is undefined.
std::optional<properties::Arguments> evaluate(const Context& context, const std::vector<language::ExprId>& expressions);

// The party that a party-valued expression names; none: undefined.
std::optional<language::PartyId> party_at(const Context& context, language::ExprId expression);

// A truth that may be undefined.
using Truth = std::optional<bool>;

Truth holds(const Context& context, language::ExprId formula);

// A condition that may be left out, and what it then says.
Truth holds(const Context& context, const std::optional<language::ExprId>& formula, bool if_absent);

}  // namespace proviso::replay
