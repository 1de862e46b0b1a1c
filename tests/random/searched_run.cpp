#include "tests/random/searched_run.h"

#include <fmt/format.h>

#include "replay/replay.h"
#include "solver/scope.h"

namespace proviso::random_histories {

using replay::Trouble;

SearchedRun::SearchedRun(const Sample& sample, language::PropertyId property, unsigned budget)
    : sample_(sample),
      property_(property),
      goal_(properties::pose(sample.agreement, property)),
      unrolling_(context_, sample.agreement, goal_.setting, encode::Start::kNothingHappened),
      solver_(solver_with(context_, budget)) {
  for (std::size_t m = 0; m < kMostMoments; ++m) unrolling_.add_moment();
  for (std::size_t m = 0; m < kMostMoments; ++m) {
    unrolling_.considered(m);
    solver::missed(unrolling_, goal_, m);
    trouble_.push_back(unrolling_.trouble(m));
  }
  for (const language::Property& other : sample.agreement.properties) {
    for (language::VariableId variable : other.for_any) unrolling_.variable(variable);
  }
  equations_.emplace(sample, unrolling_);
  for (const z3::expr& constraint : unrolling_.take_constraints()) solver_.add(constraint);
}

std::optional<std::string> SearchedRun::compare(const Inputs& inputs) {
  if (!inputs.for_any[property_.index]) return std::nullopt;
  properties::Goal goal = goal_;
  goal.setting.struck = inputs.struck;
  properties::History history = inputs.history;
  history.for_any = *inputs.for_any[property_.index];
  const replay::Trace trace = replay::replay(sample_.agreement, goal, history);
  const bool troubled = trace.trouble == Trouble::kOverflow || trace.trouble == Trouble::kUndefined;
  std::optional<std::string> found;
  solver_.push();
  for (const z3::expr& equation : equations_->history(inputs, kMostMoments)) solver_.add(equation);
  if (!satisfiable(solver_)) found = "the encoder has no such history";
  for (std::size_t m = 0; m < trace.judgements.size() && !found; ++m) {
    if (!satisfiable(solver_, !trouble_[m]))
      found = fmt::format("moment {} is in trouble for the encoder alone", m + 1);
    solver_.add(!trouble_[m]);
    ++judged_;
  }
  if (troubled && !found) {
    if (!satisfiable(solver_, trouble_[trace.trouble_moment])) found = "no trouble for the encoder: " + trace.why;
    ++in_trouble_;
  }
  solver_.pop();
  return found;
}

}  // namespace proviso::random_histories
