#include "tests/faults/comparison.h"

#include <algorithm>
#include <stdexcept>

#include "tests/random/encoded_run.h"
#include "tests/random/encoded_step.h"
#include "tests/random/searched_run.h"

namespace proviso::faults {

using random_histories::Draws;
using random_histories::EncodedRun;
using random_histories::EncodedStep;
using random_histories::Generator;
using random_histories::Sample;
using random_histories::SearchedRun;

namespace {

constexpr std::uint64_t kSeed = 20261121;
constexpr std::size_t kHistories = 48;  // for each agreement and way
constexpr std::size_t kHistoriesOfEachQuestion = 12;
constexpr unsigned kOftenCareless = 30;

template <class Encoded>
void compare(Encoded& encoded, const Sample& sample, std::size_t histories, unsigned careless, Draws& draws,
             Outcome& outcome) {
  Generator generator(sample, draws);
  for (std::size_t i = 0; i < std::max<std::size_t>(histories, 1) && !outcome.difference; ++i) {
    ++outcome.histories;
    outcome.difference = encoded.compare(draw(sample, generator, draws, careless));
  }
}

void compare_settings(const Sample& sample, Way way, Draws& draws, Outcome& outcome) {
  const std::vector<properties::Setting> all = settings(sample);
  const std::size_t histories = kHistories / sample.fewer / all.size();
  for (const properties::Setting& setting : all) {
    if (outcome.difference) return;
    if (way == Way::kRun) {
      EncodedRun run(sample, setting);
      compare(run, sample, histories, random_histories::kCareless, draws, outcome);
    } else {
      EncodedStep step(sample, setting,
                       way == Way::kStep ? encode::Products::kExact : encode::Products::kAbstract);
      compare(step, sample, histories, kOftenCareless, draws, outcome);
    }
  }
}

void compare_searches(const Sample& sample, Draws& draws, Outcome& outcome) {
  for (std::uint32_t p = 0; p < sample.agreement.properties.size() && !outcome.difference; ++p) {
    SearchedRun run(sample, language::PropertyId{p});
    compare(run, sample, kHistoriesOfEachQuestion / sample.fewer, kOftenCareless, draws, outcome);
  }
}

}  // namespace

std::string name_of(Way way) {
  switch (way) {
    case Way::kRun:
      return "run";
    case Way::kStep:
      return "step";
    case Way::kAbstractStep:
      return "abstract step";
    case Way::kSearch:
      break;
  }
  return "search";
}

Outcome compare(const Sample& sample, Way way) {
  Outcome outcome;
  Draws draws(kSeed);
  try {
    if (way == Way::kSearch) {
      compare_searches(sample, draws, outcome);
    } else {
      compare_settings(sample, way, draws, outcome);
    }
  } catch (const std::exception& error) {
    outcome.difference = std::string("exception: ") + error.what();
  }
  return outcome;
}

}  // namespace proviso::faults
