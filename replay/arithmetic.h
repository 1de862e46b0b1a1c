// Operations on values: exact. Undefined (no value) are a division by zero, a day beyond what a Day can hold, and
// rounding to a multiple of what is not above zero.
#pragma once

#include <optional>

#include "language/expression.h"

namespace proviso::replay {

// The day so many days later; a fraction of a day is dropped towards the earlier day. None: beyond what a Day can hold.
std::optional<language::Day> days_later(language::Day day, const mpq_class& days);

language::Value operate(language::UnaryOp op, const language::Value& operand);

// Both operands have values: what guards what is not decided here. A number added to a date counts days.
std::optional<language::Value> operate(language::BinaryOp op, const language::Value& left,
                                       const language::Value& right);

// The multiple of `multiple` that is nearest (of two, the one further from zero), not above, or not below.
std::optional<mpq_class> rounded(language::Rounding direction, const mpq_class& value, const mpq_class& multiple);

}  // namespace proviso::replay
