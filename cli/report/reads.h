// Which terms, readings and facts of the outside world a history is about.
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

// What a reader of a history must know: indexed by ConditionId, TermId and ReadingId.
struct Matter {
  std::vector<bool> conditions, terms, readings;
};

// What is read by the goal, by an assumption, or by a clause or tally about an action that happens in the history or
// that the goal asks the permission of.
Matter what_matters(const language::Agreement& agreement, const properties::Goal& goal,
                    const properties::History& history);

}  // namespace proviso::cli
