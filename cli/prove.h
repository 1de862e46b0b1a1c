// Properties, from their goals to their results.
#pragma once

#include <functional>
#include <string_view>

#include "cli/options.h"
#include "cli/report/report.h"
#include "solver/prover.h"

namespace proviso::cli {

solver::Limits limits_of(const CheckOptions& options);

// The interpreter as the prover's judge.
solver::Judge judge_of(const language::Agreement& agreement);

// Properties of one agreement, proved one after the other by one prover, which learns on the way.
struct Task {
  const language::Agreement* agreement;
  std::vector<language::PropertyId> properties;
  bool support;       // also look for the clauses that proofs rest on
  std::string label;  // for the progress line
  std::vector<PropertyResult> results;
};

// Fills the results of all tasks, at most `options.jobs` at a time and not more than there are processors. Which runs
// when does not matter to any result. A disagreement stands in the result of its property, and the others are proved
// all the same. Throws what the first task that failed threw: solver::Interrupted.
void prove_all(std::vector<Task>& tasks, const CheckOptions& options,
               const std::function<void(std::string_view)>& progress);

}  // namespace proviso::cli
