// One property, from its goal to its result.
#pragma once

#include "cli/options.h"
#include "cli/report/report.h"
#include "solver/prover.h"

namespace proviso::cli {

solver::Limits limits_of(const CheckOptions& options);

// The interpreter as the prover's judge.
solver::Judge judge_of(const language::Agreement& agreement);

// `support`: also look for the clauses that a proof rests on.
PropertyResult prove_property(const language::Agreement& agreement, language::PropertyId id, solver::Prover& prover,
                              const CheckOptions& options, bool support);

}  // namespace proviso::cli
