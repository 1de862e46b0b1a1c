// Typed expressions back in the spelling of the language, with as few parentheses as they need. Defines are gone: they
// are shown as what they stand for.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "language/agreement.h"

namespace proviso::language {

// Whose parameters EventField and TriggerField are, and the Duty::frozen that AtTrigger is of; needed where the
// expression has such nodes.
struct ExpressionPlace {
  std::optional<ActionId> event{};
  std::optional<ActionId> trigger{};
  std::span<const ExprId> frozen{};
};

std::string format_expression(const Agreement& agreement, ExprId expression, const ExpressionPlace& place = {});

// "delivered where amount > $5", "becoming paid > $5".
std::string format_trigger(const Agreement& agreement, const Trigger& trigger);

// A literal as it is written in a file: "$250bn", "20%", "45 days", "1/3".
std::string format_literal(const Agreement& agreement, const Value& value, const Type& type);

// "month", "quarter", …
std::string_view unit_name(CalendarUnit unit);

}  // namespace proviso::language
