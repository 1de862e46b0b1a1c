#include "tests/random/replayed.h"

#include "replay/clauses.h"

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
  const replay::Context context = replay::timeless(world_, {});
  const language::ClauseTextId text = sample_.agreement[statement].text;
  if (!replay::begun(context, text, language::kLastDay).value_or(false)) return std::nullopt;
  const language::Day first = replay::first_day(context, text);
  return replay::not_over(context, text, first).value_or(false) ? std::optional(first) : std::nullopt;
}

}  // namespace proviso::random_histories
