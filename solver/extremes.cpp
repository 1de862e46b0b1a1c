#include "solver/extremes.h"

#include <fmt/format.h>

#include "language/format_value.h"
#include "properties/expectation.h"
#include "solver/search.h"
#include "solver/second_opinion.h"

namespace proviso::solver {

using language::Agreement;
using language::Value;
using properties::Goal;
using properties::History;
using properties::Verdict;
using properties::VerdictKind;

namespace {

// Values are guessed from histories of at most so many moments.
constexpr std::size_t kMoments = 6;

}  // namespace

Comparison Extremes::compared(properties::Compared question) const {
  auto agreement = std::make_unique<const Agreement>(std::move(question.agreement));
  const Judge& judge = engines_.judge();
  const auto& comparison = std::get<language::Binary>((*agreement)[question.goal.formula].node);
  const Value bound = std::get<language::Literal>((*agreement)[comparison.right].node).value;
  const bool strict = comparison.op == language::BinaryOp::kLt || comparison.op == language::BinaryOp::kGt;
  Judge seen{[goal = goal_, &judge, bound, strict](const Goal&, const History& history) {
               const auto value = judge.reached(goal, history);
               return value && (properties::beyond(goal, *value, bound) || (strict && *value == bound));
             },
             [goal = goal_, &judge](const Goal&, const History& history) { return judge.complaint(goal, history); }};
  auto prover = std::make_unique<Prover>(*agreement, engines_.limits(), std::move(seen), interrupted_);
  return {std::move(agreement), std::move(question.goal), std::move(prover)};
}

Comparison Extremes::bound(const Verdict& verdict) const {
  const Value& value = verdict.value.value();
  return compared(verdict.kind == VerdictKind::kFails ? properties::never_as_far_as(agreement_, goal_, value)
                                                      : properties::never_beyond(agreement_, goal_, value));
}

std::vector<Obligation> Extremes::certificate(const Answer& answer) const {
  std::vector<Obligation> all = answer.growth;
  if (!properties::decided(answer.verdict) || !answer.verdict.value) return all;
  const Comparison keeping = bound(answer.verdict);
  const std::vector<Obligation> kept = keeping.prover->certificate(keeping.goal);
  all.insert(all.end(), kept.begin(), kept.end());
  return all;
}

// The value is never exceeded, and some history has it.
bool Extremes::reaches(Answer& answer, const Value& value, const Wanted& wanted) const {
  const Comparison keeping = compared(properties::never_beyond(agreement_, goal_, value));
  Verdict kept = keeping.prover->prove(keeping.goal, wanted);
  if (kept.kind == VerdictKind::kUnknown) {
    answer.verdict.reason = kept.reason;
    answer.verdict.history = std::move(kept.history);
  }
  if (kept.kind != VerdictKind::kHolds) return false;
  std::optional<History> history = reaching(value);
  if (!history) return false;
  answer.verdict = std::move(kept);
  answer.verdict.value = value;
  answer.verdict.history = std::move(history);
  return true;
}

// A shortest history with this value, of one instance of `for any`.
std::optional<History> Extremes::reaching(const Value& value) const {
  const properties::Compared question = properties::reaching(agreement_, goal_, value);
  const Scope scope = everything(question.agreement, question.goal.setting);
  for (std::size_t moments = 1; moments <= kMoments; ++moments) {
    engines_.watch().pause();
    SearchResult found = search(question.agreement, question.goal, scope, Target::kMiss, moments,
                                engines_.limits().budget, engines_.watch());
    engines_.watch().pause();  // what an interrupt has cut says nothing
    if (found.kind == SearchResult::Kind::kNone) continue;
    if (found.kind != SearchResult::Kind::kFound) return std::nullopt;
    if (engines_.judge().reached(goal_, *found.history) == value) return found.history;
    throw Disagreement("the solver's history is rejected by the interpreter: " +
                       engines_.judge().complaint(goal_, *found.history));
  }
  return std::nullopt;
}

// Every value, or every value up to a limit that is never reached, is come to or exceeded: none is the greatest.
bool Extremes::grows(Answer& answer, const std::optional<Value>& limit, std::size_t moments,
                     const Wanted& wanted) const {
  auto grown = growth(agreement_, goal_, limit, moments, engines_.limits().budget, engines_.watch());
  if (!grown) return false;
  if (!engines_.judge().reached(goal_, grown->history)) {
    throw Disagreement("the solver's history is rejected by the interpreter: " +
                       engines_.judge().complaint(goal_, grown->history));
  }
  engines_.watch().pause();
  const SecondAnswer none =
      ask_fresh_z3({grown->obligation.script}, engines_.limits().budget, engines_.watch()).front();
  engines_.watch().pause();  // what an interrupt has cut says nothing
  if (none != SecondAnswer::kUnsat) return false;
  Verdict verdict;
  if (limit) {
    const Comparison keeping = compared(properties::never_as_far_as(agreement_, goal_, *limit));
    verdict = keeping.prover->prove(keeping.goal, wanted);
    if (verdict.kind != VerdictKind::kHolds) return false;
  }
  verdict.kind = VerdictKind::kFails;
  verdict.engine = "quantifier elimination";
  verdict.value = limit;
  verdict.history = std::move(grown->history);
  answer.verdict = std::move(verdict);
  answer.growth = {std::move(grown->obligation)};
  return true;
}

Extreme Extremes::guessed(Bounds bounds, std::size_t moments) const {
  engines_.watch().pause();
  const Extreme guess = guess_extreme(agreement_, goal_, bounds, moments, engines_.limits().budget, engines_.watch());
  engines_.watch().pause();  // what an interrupt has cut says nothing
  return guess;
}

// Lengths are tried as long as the guess grows; one that stays is proved to be never exceeded, and shown to be reached.
Extremes::Answer Extremes::run(const Wanted& wanted) {
  Answer answer;
  std::optional<Value> last;
  bool unbounded = false;
  for (std::size_t moments = 1; moments <= kMoments; ++moments) {
    const Extreme guess = guessed(Bounds::kAsTheyAre, moments);
    unbounded = unbounded || guess.unbounded;
    if (guess.unbounded && grows(answer, std::nullopt, moments, wanted)) return answer;
    if (!guess.value) continue;
    const bool same = last == guess.value;
    last = guess.value;
    if (moments > 1 && !same) continue;
    if (reaches(answer, *last, wanted)) return answer;
    const Extreme limit = guessed(Bounds::kClosed, moments);
    if (!limit.value || limit.value == last) continue;
    if (reaches(answer, *limit.value, wanted) || grows(answer, limit.value, moments, wanted)) return answer;
  }
  if (!answer.verdict.reason.empty()) return answer;
  const language::Type& type = agreement_[goal_.formula].type;
  answer.verdict.reason = unbounded ? "no bound is known, and no proof that there is none"
                          : last    ? "no bound was proved; in histories of a few moments it comes at least to " +
                                       language::format_value(agreement_, *last, type)
                                 : "no value of it was found; none is looked for where it multiplies unknowns";
  return answer;
}

}  // namespace proviso::solver
