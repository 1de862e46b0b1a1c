// Operations on values: exact, and undefined (no value) exactly for a division by zero.
#pragma once

#include <optional>

#include "language/expression.h"

namespace proviso::replay {

// The day so many days later; a fraction of a day is dropped towards the earlier day. None: beyond what a Day can hold.
std::optional<language::Day> days_later(language::Day day, const mpq_class& days);

language::Value operate(language::UnaryOp op, const language::Value& operand);

// Both operands have values: what guards what is not decided here.
std::optional<language::Value> operate(language::BinaryOp op, const language::Value& left,
                                       const language::Value& right);

}  // namespace proviso::replay
