// Which facts of the outside world a history is about.
#pragma once

#include <functional>
#include <vector>

#include "language/agreement.h"
#include "properties/goal.h"
#include "properties/history.h"

namespace proviso::cli {

// Calls `visit` for the expression and everything under it.
void visit_all(const language::Agreement& agreement, language::ExprId expression,
               const std::function<void(const language::Expression&)>& visit);

// Indexed by ConditionId: read by the goal, by an assumption, or by a clause or tally about an action that happens in the
// history or that the goal asks the permission of.
std::vector<bool> conditions_that_matter(const language::Agreement& agreement, const properties::Goal& goal,
                                         const properties::History& history);

}  // namespace proviso::cli
