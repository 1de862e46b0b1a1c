// Which terms, readings and facts of the outside world a history is about.
#pragma once

#include <vector>

#include "cli/report/report.h"

namespace proviso::cli {

// What a reader of a history must know: indexed by ConditionId, TermId and ReadingId.
struct Matter {
  std::vector<bool> conditions, terms, readings;
};

// What is read by the goal, by an assumption about an event that happens (or about none), or by a clause or tally about
// an act that happens or whose permission the goal asks. Of readings only those without which the history would not
// show what it does, at some moment or in the end. The result has a history and a trace.
Matter what_matters(const language::Agreement& agreement, const PropertyResult& result);

}  // namespace proviso::cli
