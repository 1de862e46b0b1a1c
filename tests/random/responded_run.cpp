#include "tests/random/responded_run.h"

#include <fmt/format.h>

#include "replay/replay.h"
#include "solver/scope.h"
#include "tests/random/generator.h"

namespace proviso::random_histories {

RespondedRun::RespondedRun(const Sample& sample, language::PropertyId property, unsigned budget)
    : sample_(sample),
      property_(property),
      goal_(properties::pose(sample.agreement, property)),
      with_(properties::monitored(sample.agreement, goal_)),
      unrolling_(context_, with_.agreement, with_.goal.setting, encode::Start::kNothingHappened),
      solver_(solver_with(context_, budget)) {
  for (std::size_t m = 0; m < kMostMoments; ++m) unrolling_.add_moment();
  std::vector<z3::expr> considered, missed;
  for (std::size_t m = 0; m < kMostMoments; ++m) {
    considered.push_back(unrolling_.considered(m));
    missed.push_back(solver::missed(unrolling_, with_.goal, m).value);
  }
  // Last, because what is asked for after it adds no trouble.
  for (std::size_t m = 0; m < kMostMoments; ++m) {
    const z3::expr trouble = unrolling_.trouble(m);
    asked_.push_back({considered[m] && !trouble, trouble, missed[m]});
  }
  for (const language::Property& other : sample.agreement.properties) {
    for (language::VariableId variable : other.for_any) unrolling_.variable(variable);
  }
  equations_.emplace(sample, unrolling_);
  const auto monitor = static_cast<std::uint32_t>(with_.agreement.clauses.size() - 1);
  solver_.add(unrolling_.present(language::ClauseId{monitor}));
  for (const z3::expr& constraint : unrolling_.take_constraints()) solver_.add(constraint);
}

std::string RespondedRun::difference(std::size_t moment, const std::optional<bool>& none_missed) {
  const Asked& asked = asked_[moment];
  if (!none_missed) return satisfiable(solver_, asked.trouble) ? "" : "no trouble for the encoder alone";
  if (*none_missed && satisfiable(solver_, asked.trouble)) return "trouble for the encoder alone";
  solver_.add(asked.in_order);
  if (!satisfiable(solver_)) return "not in order for the encoder alone";
  ++compared_;
  if (!*none_missed) ++missed_;
  if (satisfiable(solver_, asked.missed) != *none_missed) return "";
  return *none_missed ? "missed for the encoder alone" : "missed for the interpreter alone";
}

std::optional<std::string> RespondedRun::compare(const Inputs& inputs) {
  if (!inputs.for_any[property_.index]) return std::nullopt;
  properties::Goal goal = goal_;
  goal.setting.struck = inputs.struck;
  properties::History history = inputs.history;
  history.for_any = *inputs.for_any[property_.index];
  const replay::Trace trace = replay::replay(sample_.agreement, goal, history);
  std::string found;
  solver_.push();
  for (const z3::expr& equation : equations_->history(inputs, kMostMoments)) solver_.add(equation);
  for (std::size_t m = 0; m < trace.judgements.size() && found.empty(); ++m) {
    if (!trace.judgements[m].compliant) break;
    found = difference(m, trace.formula[m]);
    if (!found.empty()) found = fmt::format("moment {}: {}", m + 1, found);
    if (!trace.formula[m]) break;
  }
  solver_.pop();
  return found.empty() ? std::nullopt : std::optional(found);
}

}  // namespace proviso::random_histories
