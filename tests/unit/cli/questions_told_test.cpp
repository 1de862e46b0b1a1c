// What reports say of `whenever`, `always possible`, `greatest` and `least`, of hand-made histories.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/report/account.h"
#include "cli/report/standing.h"
#include "cli/report/timeline.h"
#include "language/checker.h"
#include "language/parser.h"
#include "properties/goal.h"

namespace proviso::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kText = R"(agreement a { currency USD  starts 2026-01-01 }
party Ann
kind Item
condition open
event  asked(item: Item, most: money)
action pay(amount: money where amount >= $0) by Ann
tally paid = sum of amount over pay
clause closed { Ann shall not pay when not open }
property answered { whenever asked where most > $1, paid > at trigger(paid) + trigger.most within 10 days }
property rising   { whenever becoming paid > $1, paid > $5 by 2026-01-20 }
property payable  { always possible paid > $3 within 2 moments }
property highest  { greatest paid + $1  expect $9 }
)";

language::Day january(unsigned day) { return std::chrono::year{2026} / 1 / std::chrono::day{day}; }

class QuestionsTold : public testing::Test {
 protected:
  void SetUp() override {
    language::Diagnostics diagnostics;
    const syntax::File tree = language::parse(sources_, sources_.add("a.proviso", std::string(kText)), diagnostics);
    agreement_ = language::check(tree, sources_, diagnostics);
    ASSERT_TRUE(agreement_) << language::render(sources_, diagnostics, false);
  }

  // The property's answer, shown by this history.
  PropertyResult result(std::uint32_t property, properties::VerdictKind kind,
                        std::vector<properties::Moment> moments) const {
    PropertyResult result;
    result.property = {property};
    result.goal = properties::pose(*agreement_, result.property);
    result.verdict.kind = kind;
    result.verdict.history = properties::History{{}, {}, {}, std::move(moments)};
    result.trace = replay::replay(*agreement_, result.goal, *result.verdict.history);
    EXPECT_TRUE(result.trace->clean()) << result.trace->why;
    return result;
  }

  static properties::Moment moment(unsigned day, std::optional<properties::Event> event = std::nullopt) {
    return {january(day), std::move(event), {properties::Table{{}, true}}};
  }
  static properties::Event asked(long most) { return {{0}, {language::Member{0}, mpq_class(most)}}; }
  static properties::Event paid(long amount) { return {{1}, {mpq_class(amount)}}; }

  Timeline told(const PropertyResult& result) const { return tell(sources_, *agreement_, result); }

  static std::vector<std::string> notes(const Step& step) {
    std::vector<std::string> texts;
    for (const Note& note : step.notes) texts.push_back(note.text);
    return texts;
  }

  language::SourceMap sources_;
  std::optional<language::Agreement> agreement_;
};

TEST_F(QuestionsTold, TheOccasionThatIsMissedAndItsLastDay) {
  const Timeline timeline = told(result(0, properties::VerdictKind::kFails,
                                        {moment(1, asked(1)), moment(2, asked(4)), moment(5, paid(4)), moment(13)}));
  ASSERT_EQ(timeline.steps.size(), 4u);
  EXPECT_THAT(notes(timeline.steps[0]), testing::Not(testing::Contains(HasSubstr("answered"))));
  EXPECT_THAT(notes(timeline.steps[1]), testing::Contains("to be answered by 2026-01-12"));
  EXPECT_THAT(notes(timeline.steps[3]), testing::Contains("moment 2 is left unanswered, its last day was 2026-01-12"));
  EXPECT_EQ(timeline.why,
            "asked(item = Item 1, most = $4.00) at moment 2, on 2026-01-02, was to be answered by 2026-01-12: "
            "`paid > at trigger(paid) + trigger.most` was not true at any moment from then up to that day.");
}

TEST_F(QuestionsTold, AnOccasionThatIsNoEvent) {
  const Timeline timeline =
      told(result(1, properties::VerdictKind::kFails, {moment(1), moment(2, paid(4)), moment(3), moment(21)}));
  EXPECT_THAT(timeline.why, HasSubstr("becoming `paid > $1` at moment "));
  EXPECT_THAT(timeline.why, HasSubstr("was to be answered by 2026-01-20"));
}

TEST_F(QuestionsTold, FromTheLastMomentNothingLeadsThere) {
  PropertyResult stuck = result(2, properties::VerdictKind::kFails, {moment(1), moment(2, paid(1)), moment(3)});
  EXPECT_EQ(told(stuck).why,
            "At moment 3, on 2026-01-03, `paid > $3` is false: paid is $1.00. From there no continuation of at most 2 "
            "moments leads to it, with the conditions as they are then.");
}

TEST_F(QuestionsTold, TheWaysOfWhatStaysPossible) {
  PropertyResult possible = result(2, properties::VerdictKind::kHolds, {moment(1)});
  possible.verdict.history.reset();
  possible.trace.reset();
  possible.verdict.ways = {{}, {"pay(amount = $4.00)"}, {"time passes", "pay(amount = $4.00)"}};
  const std::string text = account(sources_, *agreement_, possible, false);
  EXPECT_THAT(text, HasSubstr("  ways      at once\n"
                              "            pay(amount = $4.00)\n"
                              "            time passes, then pay(amount = $4.00)\n"));
}

TEST_F(QuestionsTold, TheGreatestValueAndWhatReachesIt) {
  PropertyResult greatest = result(3, properties::VerdictKind::kHolds, {moment(1, paid(2)), moment(2, paid(6))});
  greatest.verdict.value = mpq_class(9);
  EXPECT_EQ(remark(*agreement_, greatest), "greatest value $9.00");
  EXPECT_EQ(told(greatest).why, "At moment 2, on 2026-01-02, paid + $1 is $9.00 (paid is $8.00).");
}

}  // namespace
}  // namespace proviso::cli
