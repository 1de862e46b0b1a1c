// Whether a history has the shape the agreement gives it: every table there, every value of its type.
#pragma once

#include <optional>
#include <string>

#include "properties/goal.h"
#include "properties/history.h"

namespace proviso::replay {

// The value is one of the type's: whole and days are integers, dates are days the language knows, parties and members
// of closed kinds are declared ones.
bool fits(const language::Agreement& agreement, const language::Type& type, const language::Value& value);

// What is wrong with the terms, the readings or the values of `for any`, in words; none: nothing.
std::optional<std::string> misshapen_start(const language::Agreement& agreement, const properties::Goal& goal,
                                           const properties::History& history);

// What is wrong with the moment's conditions or its event's arguments, in words; none: nothing.
std::optional<std::string> misshapen_moment(const language::Agreement& agreement, const properties::Moment& moment);

}  // namespace proviso::replay
