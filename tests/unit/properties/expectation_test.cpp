#include "properties/expectation.h"

#include <gtest/gtest.h>

namespace proviso::properties {
namespace {

using language::Reading;

language::Agreement with_readings(std::vector<Reading> readings) {
  language::Agreement agreement;
  agreement.readings = std::move(readings);
  return agreement;
}

Reading reading(std::string name, std::vector<std::string> choices) {
  Reading made{.name = std::move(name), .title = {}, .choices = {}, .span = {}};
  for (std::string& choice : choices) made.choices.push_back({std::move(choice), ""});
  return made;
}

Verdict settled(VerdictKind kind) {
  Verdict verdict;
  verdict.kind = kind;
  return verdict;
}

Verdict holds_when(std::vector<ReadingBox> boxes) {
  Verdict verdict = settled(VerdictKind::kDepends);
  verdict.when = std::move(boxes);
  return verdict;
}

TEST(Expectation, HoldsUnderTheBoxesOfADepends) {
  const Verdict verdict = holds_when({{{true, false}, {true, true}}, {{true, true}, {false, true}}});
  EXPECT_TRUE(holds_under(verdict, {0, 0}));
  EXPECT_TRUE(holds_under(verdict, {1, 1}));
  EXPECT_FALSE(holds_under(verdict, {1, 0}));
  EXPECT_TRUE(holds_under(settled(VerdictKind::kHolds), {1, 0}));
  EXPECT_FALSE(holds_under(settled(VerdictKind::kFails), {1, 0}));
}

TEST(Expectation, AChoiceOfAnotherAgreementIsAnErrorOfOurs) {
  EXPECT_THROW(holds_under(holds_when({{{true, false}, {true, true}}}), {0}), std::logic_error);
}

TEST(Expectation, ComparesSetsOfReadings) {
  const auto agreement = with_readings({reading("r", {"x", "y"})});
  const Verdict holds = settled(VerdictKind::kHolds), fails = settled(VerdictKind::kFails);
  const Verdict under_x = holds_when({{{true, false}}}), under_y = holds_when({{{false, true}}});
  const auto change = [&](const Verdict& before, const Verdict& after) {
    return compare({agreement, before}, {agreement, after});
  };
  EXPECT_EQ(change(holds, holds), Change::kNone);
  EXPECT_EQ(change(under_x, under_x), Change::kNone);
  EXPECT_EQ(change(holds, under_x), Change::kBroken);
  EXPECT_EQ(change(under_y, fails), Change::kBroken);
  EXPECT_EQ(change(fails, under_x), Change::kFixed);
  EXPECT_EQ(change(under_x, under_y), Change::kOther);
}

TEST(Expectation, AnAddedReadingIsComparedForEachOfItsChoices) {
  const auto original = with_readings({reading("r", {"x", "y"})});
  const auto edited = with_readings({reading("limit", {"low", "high"}), reading("r", {"y", "x"})});
  const Verdict under_x = holds_when({{{true, false}}});
  const Verdict still_under_x = holds_when({{{true, true}, {false, true}}});
  const Verdict under_x_if_low = holds_when({{{true, false}, {false, true}}});
  const auto change = [&](const Verdict& before, const Verdict& after) {
    return compare({original, before}, {edited, after});
  };
  EXPECT_EQ(change(under_x, still_under_x), Change::kNone);
  EXPECT_EQ(change(under_x, under_x_if_low), Change::kBroken);
  EXPECT_EQ(change(settled(VerdictKind::kHolds), still_under_x), Change::kBroken);
  EXPECT_EQ(change(settled(VerdictKind::kFails), under_x_if_low), Change::kFixed);
}

TEST(Expectation, AReadingThatTheCopyLacksIsAnErrorOfOurs) {
  const auto original = with_readings({reading("r", {"x", "y"})});
  const Verdict holds = settled(VerdictKind::kHolds);
  EXPECT_THROW(compare({original, holds}, {with_readings({}), holds}), std::logic_error);
}

}  // namespace
}  // namespace proviso::properties
