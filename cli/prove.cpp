#include "cli/prove.h"

#include <fmt/format.h>

#include <chrono>

#include "properties/expectation.h"

namespace proviso::cli {

namespace {

// With --require-second-solver a proof that one solver alone confirms counts as none.
void require_second_solver(properties::Verdict& verdict) {
  const bool rests_on_proof = verdict.engine.ends_with("induction");
  if (!properties::decided(verdict) || !rests_on_proof || verdict.confirmed_by.size() >= 2) return;
  verdict.kind = properties::VerdictKind::kUnknown;
  verdict.reason = "proved, but no second solver confirmed it";
}

}  // namespace

solver::Limits limits_of(const CheckOptions& options) {
  solver::Limits limits;
  if (options.budget > 0) limits.budget = options.budget;
  return limits;
}

solver::Judge judge_of(const language::Agreement& agreement) {
  return {[&agreement](const properties::Goal& goal, const properties::History& history) {
            return replay::demonstrates(agreement, goal, history);
          },
          [&agreement](const properties::Goal& goal, const properties::History& history) {
            const std::string why = replay::replay(agreement, goal, history).why;
            return why.empty() ? "it does not show what it should" : why;
          }};
}

PropertyResult prove_property(const language::Agreement& agreement, language::PropertyId id, solver::Prover& prover,
                              const CheckOptions& options, bool support) {
  const auto begin = std::chrono::steady_clock::now();
  PropertyResult result;
  result.property = id;
  result.goal = properties::pose(agreement, id);
  result.verdict = prover.prove(result.goal, {.rests_on = support, .confirm = options.confirm});
  if (options.require_second_solver) require_second_solver(result.verdict);
  if (result.verdict.history) result.trace = replay::replay(agreement, result.goal, *result.verdict.history);
  result.as_expected = properties::as_expected(agreement, agreement[id], result.verdict);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace proviso::cli
