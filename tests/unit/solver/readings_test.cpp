#include "solver/readings.h"

#include <gtest/gtest.h>

#include <set>

#include "properties/expectation.h"

namespace proviso::solver {
namespace {

using properties::ReadingBox;
using properties::ReadingChoice;

language::Agreement agreement_with(const std::vector<std::size_t>& choices) {
  language::Agreement agreement;
  for (std::size_t count : choices) {
    language::Reading reading;
    reading.choices.resize(count);
    agreement.readings.push_back(reading);
  }
  return agreement;
}

TEST(Readings, AllCombinationsInOrder) {
  const auto all = combinations(agreement_with({2, 3}), 100);
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(all.front(), (ReadingChoice{0, 0}));
  EXPECT_EQ(all[1], (ReadingChoice{0, 1}));
  EXPECT_EQ(all.back(), (ReadingChoice{1, 2}));
  EXPECT_EQ(combinations(agreement_with({}), 100).size(), 1U);
  EXPECT_TRUE(combinations(agreement_with({10, 10, 10}), 100).empty());
}

// Every subset of a small space: the boxes cover it exactly, and none can be left out.
TEST(Readings, BoxesAreExactForEverySubset) {
  const language::Agreement agreement = agreement_with({2, 3, 2});
  const auto all = combinations(agreement, 100);
  for (std::uint32_t mask = 1; mask < (1U << all.size()); ++mask) {
    std::vector<ReadingChoice> set;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if ((mask >> i) & 1U) set.push_back(all[i]);
    }
    properties::Verdict verdict;
    verdict.kind = properties::VerdictKind::kDepends;
    verdict.when = boxes(agreement, set);
    const std::set<ReadingChoice> wanted(set.begin(), set.end());
    for (const ReadingChoice& choice : all) {
      ASSERT_EQ(properties::holds_under(verdict, choice), wanted.contains(choice)) << "subset " << mask;
    }
  }
}

TEST(Readings, OneReadingThatDecidesIsOneBox) {
  const language::Agreement agreement = agreement_with({3, 2, 2});
  std::vector<ReadingChoice> set;
  for (const ReadingChoice& choice : combinations(agreement, 100)) {
    if (choice[1] == 1) set.push_back(choice);
  }
  const std::vector<ReadingBox> found = boxes(agreement, set);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0], (ReadingBox{{true, true, true}, {false, true}, {true, true}}));
}

}  // namespace
}  // namespace proviso::solver
