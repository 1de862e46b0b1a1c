#include "tests/generated/compare_histories.h"

#include "properties/extreme.h"
#include "tests/random/encoded_run.h"
#include "tests/random/encoded_step.h"
#include "tests/random/generator.h"
#include "tests/random/responded_run.h"
#include "tests/random/searched_run.h"

namespace proviso::generated {

using random_histories::Draws;
using random_histories::Sample;

namespace {

constexpr unsigned kOftenCareless = 30;

// What `run` says of so many random histories.
template <class Run>
std::optional<Disagreement> compare(Run& run, const char* between, const Sample& sample, Draws& draws,
                                    std::size_t count, Figures& figures) {
  random_histories::Generator generator(sample, draws);
  for (std::size_t i = 0; i < count; ++i) {
    ++figures.histories;
    if (auto words = run.compare(random_histories::draw(sample, generator, draws, kOftenCareless))) {
      return Disagreement{between, *std::move(words)};
    }
  }
  return std::nullopt;
}

// Properties that ask about one formula: of those that ask for a value, whether it is within some value.
Sample with_formulas(const Sample& sample, Draws& draws) {
  Sample asked = sample;
  for (std::uint32_t p = 0; p < sample.agreement.properties.size(); ++p) {
    const properties::Goal goal = properties::pose(sample.agreement, language::PropertyId{p});
    if (goal.kind != properties::GoalKind::kGreatest && goal.kind != properties::GoalKind::kLeast) continue;
    const std::vector<language::Value> values = sample.values(sample.agreement[goal.formula].type);
    asked.agreement = properties::never_beyond(asked.agreement, goal, draws.of(values)).agreement;
  }
  random_histories::keep_formulas(asked.agreement);
  return asked;
}

std::optional<Disagreement> compare_responses(const Sample& sample, Draws& draws, const Effort& effort,
                                              Figures& figures) {
  for (std::uint32_t p = 0; p < sample.agreement.properties.size(); ++p) {
    if (sample.agreement.properties[p].question != language::QuestionKind::kWhenever) continue;
    random_histories::RespondedRun run(sample, language::PropertyId{p}, effort.checked);
    const std::size_t count = sample.fewer > 1 ? 1 : effort.histories;
    if (auto found = compare(run, "answers in time", sample, draws, count, figures)) return found;
    figures.moments += run.compared_moments();
    figures.missed += run.missed();
  }
  return std::nullopt;
}

std::optional<Disagreement> compare_all(const Sample& sample, Draws& draws, const Effort& effort, Figures& figures) {
  const std::size_t count = sample.fewer > 1 ? 1 : effort.histories;
  const std::vector<properties::Setting> settings = random_histories::settings(sample);
  random_histories::EncodedRun run(sample, draws.of(settings), effort.checked);
  if (auto found = compare(run, "run", sample, draws, count, figures)) return found;
  figures.moments += run.compared_moments();
  const encode::Products products = draws.percent(50) ? encode::Products::kExact : encode::Products::kAbstract;
  random_histories::EncodedStep step(sample, draws.of(settings), products, effort.checked);
  if (auto found = compare(step, "step", sample, draws, count, figures)) return found;
  figures.moments += step.compared_moments();
  const auto properties = static_cast<std::uint32_t>(sample.agreement.properties.size());
  if (properties == 0) return std::nullopt;
  random_histories::SearchedRun searched(
      sample, language::PropertyId{static_cast<std::uint32_t>(draws.below(properties))}, effort.checked);
  return compare(searched, "searched run", sample, draws, count, figures);
}

}  // namespace

std::optional<Disagreement> compare_histories(const Sample& sample, std::uint64_t seed, const Effort& effort,
                                              Figures& figures) {
  try {
    Draws draws(seed);
    if (auto found = compare_all(with_formulas(sample, draws), draws, effort, figures)) return found;
    return compare_responses(sample, draws, effort, figures);
  } catch (const random_histories::NoTerms&) {
    return std::nullopt;  // there are no histories, or they are hard to find
  } catch (const random_histories::Undecided&) {
    ++figures.undecided;
    return std::nullopt;
  }
}

}  // namespace proviso::generated
