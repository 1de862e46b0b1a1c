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
  trouble_ = judgement ? judge_assumptions() : judgement.error().trouble;
  if (trouble_ != replay::Trouble::kNone) return std::nullopt;
  ++judged_;
  return *std::move(judgement);
}

replay::Trouble Replayed::judge_assumptions() {
  for (const language::Assumption& assumption : sample_.agreement.assumptions) {
    const replay::Truth fact = replay::holds(replay::after_moment(world_, judged_), assumption.fact);
    if (!fact) return replay::Trouble::kUndefined;
    if (!*fact) return replay::Trouble::kAssumption;
  }
  return replay::Trouble::kNone;
}

std::optional<language::Day> Replayed::first_day(language::StatementId statement) {
  const language::ClauseText& text = sample_.agreement[sample_.agreement[statement].text];
  const auto day = [&](language::ExprId bound) -> std::optional<language::Day> {
    const auto value = replay::evaluate(replay::timeless(world_, {}), bound);
    return value ? std::optional(std::get<language::Day>(*value)) : std::nullopt;
  };
  language::Day first = sample_.agreement.starts;
  for (language::ExprId bound : text.from) {
    const auto from = day(bound);
    if (!from) return std::nullopt;
    first = std::max(first, *from);
  }
  const auto in_time = [&](language::ExprId bound) { return first <= day(bound).value_or(first - std::chrono::days(1)); };
  const auto earlier = [&](language::ExprId bound) { return first < day(bound).value_or(first); };
  const bool stands = std::all_of(text.through.begin(), text.through.end(), in_time) &&
                      std::all_of(text.before.begin(), text.before.end(), earlier);
  return stands ? std::optional(first) : std::nullopt;
}

}  // namespace proviso::random_histories
