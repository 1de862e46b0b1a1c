#include "tests/random/replayed.h"

#include <algorithm>

namespace proviso::random_histories {

Replayed::Replayed(const Sample& sample, const properties::Setting& setting, const properties::History& history)
    : sample_(sample),
      world_{.agreement = sample.agreement, .setting = setting, .history = history},
      none_{replay::TallyArguments(sample.agreement.tallies.size()),
            replay::TallyArguments(sample.agreement.tallies.size())} {}

std::optional<replay::Judgement> Replayed::advance() {
  auto judgement = replay::judge_moment(world_, none_, judged_);
  if (!judgement) return std::nullopt;
  const auto& assumptions = sample_.agreement.assumptions;
  const bool fits = std::all_of(assumptions.begin(), assumptions.end(), [&](const language::Assumption& assumption) {
    return replay::holds(replay::after_moment(world_, judged_), assumption.fact).value_or(false);
  });
  if (!fits) return std::nullopt;
  ++judged_;
  return *std::move(judgement);
}

}  // namespace proviso::random_histories
