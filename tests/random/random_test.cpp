// The interpreter and the encoder were written apart from each other. On every random history they must agree: on which
// moments are in order, on every tally and duty, on every property.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>

#include "replay/replay.h"
#include "tests/random/coverage.h"
#include "tests/random/encoded_run.h"
#include "tests/random/generator.h"

namespace proviso::random_histories {
namespace {

constexpr std::uint64_t kSeed = 20260427;
constexpr std::size_t kHistoriesOfEach = 120;  // for each agreement
constexpr int kFurtherRounds = 4;              // of those that contain what was exercised too rarely
constexpr std::size_t kLeast = 1000, kLeastOfEachConstruct = 50, kLeastShare = 30, kLeastMedian = 5;

struct Totals {
  std::size_t histories = 0, compliant = 0, breached = 0, moments = 0;
  std::vector<std::size_t> events;
  Coverage coverage;

  // Judged as if everybody were to comply.
  void add(const Sample& sample, const Inputs& inputs) {
    properties::Goal goal = sample.idle_goal();
    goal.setting.struck = inputs.struck;
    const replay::Trace trace = replay::replay(sample.agreement, goal, inputs.history);
    ++histories;
    if (trace.clean()) ++compliant;
    const auto breaks = [](const replay::Judgement& judged) { return !judged.compliant; };
    if (std::any_of(trace.judgements.begin(), trace.judgements.end(), breaks)) ++breached;
    events.push_back(static_cast<std::size_t>(
        std::count_if(inputs.history.moments.begin(), inputs.history.moments.end(),
                      [](const properties::Moment& moment) { return moment.event.has_value(); })));
    coverage.exercise(sample, goal.setting, inputs.history, inputs.for_any);
  }

  std::size_t median_events() {
    const auto middle = events.begin() + static_cast<std::ptrdiff_t>(events.size() / 2);
    std::nth_element(events.begin(), middle, events.end());
    return *middle;
  }
};

void compare_all(const Sample& sample, Draws& draws, Totals& totals) {
  Generator generator(sample, draws);
  totals.coverage.require(sample);
  const std::vector<properties::Setting> all = settings(sample);
  for (const properties::Setting& setting : all) {
    EncodedRun run(sample, setting);
    for (std::size_t i = 0; i < kHistoriesOfEach / sample.fewer / all.size(); ++i) {
      const Inputs inputs = draw(sample, generator, draws);
      totals.add(sample, inputs);
      const auto difference = run.compare(inputs);
      ASSERT_FALSE(difference) << sample.name << ", history " << totals.histories << ": " << *difference;
    }
    totals.moments += run.compared_moments();
  }
}

TEST(RandomHistories, AreReadAlikeByInterpreterAndEncoder) {
  const auto begin = std::chrono::steady_clock::now();
  Draws draws(kSeed);
  Totals totals;
  const std::vector<Sample> all = samples();
  for (const Sample& sample : all) compare_all(sample, draws, totals);
  for (int round = 0; round < kFurtherRounds; ++round) {
    for (const Sample& sample : all) {
      if (totals.coverage.wants(sample, kLeastOfEachConstruct)) compare_all(sample, draws, totals);
    }
  }
  if (HasFatalFailure()) return;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  const std::size_t median = totals.median_events();
  const auto& counts = totals.coverage.counts();
  const auto least =
      std::min_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::cout << totals.histories << " histories, " << totals.compliant << " compliant, " << totals.breached
            << " with a breach, median " << median << " events, " << totals.moments << " moments compared, "
            << counts.size() << " constructs, the rarest " << least->second << " times (" << least->first << "), "
            << seconds.count() << " s\n";
  EXPECT_GE(totals.histories, kLeast);
  EXPECT_GE(totals.compliant * 100, totals.histories * kLeastShare);
  EXPECT_GE(totals.breached * 100, totals.histories * kLeastShare);
  EXPECT_GE(median, kLeastMedian);
  for (const auto& [construct, count] : counts) {
    EXPECT_GE(count, kLeastOfEachConstruct) << construct;
  }
}

}  // namespace
}  // namespace proviso::random_histories
