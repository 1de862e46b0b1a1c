#include "tests/faults/comparison.h"

#include <algorithm>
#include <stdexcept>

#include "tests/faults/planted.h"
#include "tests/random/encoded_beginning.h"
#include "tests/random/encoded_run.h"
#include "tests/random/encoded_step.h"
#include "tests/random/impossible_inputs.h"
#include "tests/random/searched_run.h"

namespace proviso::faults {

using random_histories::Draws;
using random_histories::EncodedBeginning;
using random_histories::EncodedRun;
using random_histories::EncodedStep;
using random_histories::Generator;
using random_histories::ImpossibleInputs;
using random_histories::Sample;
using random_histories::SearchedRun;

namespace {

constexpr std::uint64_t kSeed = 20261121;
constexpr std::size_t kHistories = 48;  // for each agreement and way
// A glance: so many with everybody's compliance assumed, and with nobody's.
constexpr std::size_t kHistoriesAtAGlance = 6, kSettingsAtAGlance = 2;
constexpr std::size_t kHistoriesOfEachQuestion = 12;
constexpr unsigned kOftenCareless = 30;

struct Request {
  const Sample& sample;
  Way way;
  Effort effort;
  std::optional<std::size_t> fault;
};

template <class Encoded>
void compare(Encoded& encoded, const Request& request, std::size_t histories, unsigned careless, Draws& draws,
             Outcome& outcome) {
  Generator generator(request.sample, draws);
  for (std::size_t i = 0; i < std::max<std::size_t>(histories, 1) && !outcome.difference; ++i) {
    ++outcome.histories;
    outcome.difference = encoded.compare(draw(request.sample, generator, draws, careless));
    if (request.fault && !has_effect()) return;
  }
}

void compare_beginnings(const Request& request, Draws& draws, Outcome& outcome) {
  for (const encode::Start start : {encode::Start::kNothingHappened, encode::Start::kAnywhere}) {
    ++outcome.histories;
    if (!outcome.difference) outcome.difference = ImpossibleInputs(request.sample, start).allowed();
  }
  if (request.sample.agreement.terms.empty()) return;
  Generator generator(request.sample, draws);
  EncodedBeginning beginning(request.sample);
  for (std::size_t i = 0; i < kHistories && !outcome.difference; ++i) {
    ++outcome.histories;
    outcome.difference = beginning.compare(draw_beginning(request.sample, generator));
  }
}

void compare_settings(const Request& request, Draws& draws, Outcome& outcome) {
  const Sample& sample = request.sample;
  std::vector<properties::Setting> all = settings(sample);
  std::size_t histories = kHistories / sample.fewer / all.size();
  if (request.effort == Effort::kGlance) {
    all.resize(kSettingsAtAGlance);
    histories = kHistoriesAtAGlance / sample.fewer;
  }
  for (const properties::Setting& setting : all) {
    if (outcome.difference) return;
    if (request.way == Way::kRun) {
      EncodedRun run(sample, setting);
      compare(run, request, histories, random_histories::kCareless, draws, outcome);
    } else {
      EncodedStep step(sample, setting,
                       request.way == Way::kStep ? encode::Products::kExact : encode::Products::kAbstract);
      compare(step, request, histories, kOftenCareless, draws, outcome);
    }
  }
}

void compare_searches(const Request& request, Draws& draws, Outcome& outcome) {
  const Sample& sample = request.sample;
  for (std::uint32_t p = 0; p < sample.agreement.properties.size() && !outcome.difference; ++p) {
    SearchedRun run(sample, language::PropertyId{p});
    compare(run, request, kHistoriesOfEachQuestion / sample.fewer, kOftenCareless, draws, outcome);
  }
}

}  // namespace

std::string name_of(Way way) {
  switch (way) {
    case Way::kBeginning:
      return "beginning";
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

Outcome compare(const Sample& sample, Way way, Effort effort, std::optional<std::size_t> fault) {
  const Request request{sample, way, effort, fault};
  Outcome outcome;
  choose(fault);
  Draws draws(kSeed);
  try {
    if (way == Way::kSearch) {
      compare_searches(request, draws, outcome);
    } else if (way == Way::kBeginning) {
      compare_beginnings(request, draws, outcome);
    } else {
      compare_settings(request, draws, outcome);
    }
  } catch (const std::exception& error) {
    outcome.difference = std::string("exception: ") + error.what();
  }
  return outcome;
}

}  // namespace proviso::faults
