// What an input of a moment may be, said of the state before it: the expressions that a way is made of. Inside solver/.
#pragma once

#include <vector>

#include "properties/goal.h"
#include "solver/ways.h"

namespace proviso::solver {

// For the date of a moment; the first is the date as it stands. None is earlier than that.
std::vector<Template> dates_of(const language::Agreement& agreement);

// For an argument of the action, the likeliest first: what a duty that the action discharges asks for, what the goal
// lacks, what a trigger was, `for any` variables, tallies and terms and their differences, and last this value itself.
std::vector<Template> arguments_of(const language::Agreement& agreement, const properties::Goal& goal,
                                   language::ActionId action, std::uint32_t position, const language::Value& value);

}  // namespace proviso::solver
