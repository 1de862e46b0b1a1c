// What an unbounded proof rests on: one moment from an arbitrary state stands for every moment of every history, and a
// moment that can not be judged is in trouble also where nobody has asked the encoder for the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "tests/random/encoded_beginning.h"
#include "tests/random/encoded_step.h"
#include "tests/random/impossible_inputs.h"
#include "tests/random/searched_run.h"

namespace proviso::random_histories {
namespace {

constexpr std::uint64_t kSeed = 20261028;
constexpr std::size_t kHistoriesOfEach = 24;  // for each agreement and each form of products
constexpr std::size_t kHistoriesOfEachQuestion = 12;
constexpr std::size_t kBeginningsOfEach = 48;
constexpr unsigned kOftenCareless = 30;

const std::vector<Sample>& all_samples() {
  static const std::vector<Sample> all = samples();
  return all;
}

std::vector<std::size_t> positions() {
  std::vector<std::size_t> all(all_samples().size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

std::string name_of(const testing::TestParamInfo<std::size_t>& tested) {
  std::string name = all_samples()[tested.param].name;
  name = name.substr(name.rfind('/') + 1);
  name.resize(name.size() - std::string(".proviso").size());
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

class EveryMoment : public testing::TestWithParam<std::size_t> {
 protected:
  const Sample& sample() const { return all_samples()[GetParam()]; }

  // Whether all histories are instances of one moment laid out so.
  void is_an_instance(encode::Products products) const {
    Draws draws(kSeed);
    Generator generator(sample(), draws);
    const std::vector<properties::Setting> all = settings(sample());
    std::size_t compared = 0;
    for (const properties::Setting& setting : all) {
      EncodedStep step(sample(), setting, products);
      for (std::size_t i = 0; i < kHistoriesOfEach / all.size(); ++i) {
        const auto difference = step.compare(draw(sample(), generator, draws, kOftenCareless));
        ASSERT_FALSE(difference) << "history " << i + 1 << ": " << *difference;
      }
      compared += step.compared_moments();
    }
    EXPECT_GE(compared, kHistoriesOfEach) << "hardly a moment was compared";
  }
};

TEST_P(EveryMoment, IsExactlyTheMomentFromAnywhere) { is_an_instance(encode::Products::kExact); }

TEST_P(EveryMoment, IsAMomentFromAnywhereWithAbstractProducts) { is_an_instance(encode::Products::kAbstract); }

TEST_P(EveryMoment, IsInTroubleForASearchExactlyIfItCanNotBeJudged) {
  Draws draws(kSeed);
  Generator generator(sample(), draws);
  for (std::uint32_t p = 0; p < sample().agreement.properties.size(); ++p) {
    SearchedRun run(sample(), language::PropertyId{p});
    for (std::size_t i = 0; i < kHistoriesOfEachQuestion / sample().fewer; ++i) {
      const auto difference = run.compare(draw(sample(), generator, draws, kOftenCareless));
      ASSERT_FALSE(difference) << sample().agreement.properties[p].name << ", history " << i + 1 << ": " << *difference;
    }
    EXPECT_GT(run.judged() + run.in_trouble(), 0U);
  }
}

TEST_P(EveryMoment, HasNoInputsThatNoHistoryHas) {
  for (const encode::Start start : {encode::Start::kNothingHappened, encode::Start::kAnywhere}) {
    ImpossibleInputs inputs(sample(), start);
    const auto allowed = inputs.allowed();
    EXPECT_FALSE(allowed) << *allowed;
    EXPECT_GT(inputs.count(), 0U);
  }
}

TEST_P(EveryMoment, FollowsTermsThatTheirWhereAllows) {
  Draws draws(kSeed);
  Generator generator(sample(), draws);
  EncodedBeginning beginning(sample());
  for (std::size_t i = 0; i < kBeginningsOfEach; ++i) {
    const auto difference = beginning.compare(draw_beginning(sample(), generator));
    ASSERT_FALSE(difference) << "beginning " << i + 1 << ": " << *difference;
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, EveryMoment, testing::ValuesIn(positions()), name_of);

}  // namespace
}  // namespace proviso::random_histories
