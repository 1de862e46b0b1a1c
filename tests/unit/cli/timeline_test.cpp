#include "cli/report/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/report/question.h"
#include "cli/report/standing.h"
#include "cli/report/words.h"
#include "language/checker.h"
#include "language/parser.h"
#include "properties/goal.h"

namespace proviso::cli {
namespace {

using properties::Table;
using testing::ElementsAre;

constexpr std::string_view kText = R"(agreement a { currency USD  starts 2026-01-01 }
party Ann
party Bob
kind Item
kind Size = Small | Large
term price(s: Size) : money
term weight(i: Item) : number
reading end { early "in March"  late "in June" }
reading other { one "one"  two "two" }
reading grace { short "five days"  long "ten days" }
condition ready(i: Item)
condition asked
action pay(amount: money) by Ann
action give by Bob
tally paid = sum of amount over pay
clause over from if end is early then 2026-03-01 else 2026-06-01 { Ann shall not pay }
clause small { Ann shall not pay when amount > $5 + price(Small) and other is one }
clause returned { Bob shall give within if grace is short then 5 days else 10 days whenever pay }
clause giving { Bob shall not give unless asked }
property kept {
  for any i: Item
  always paid <= $2   # with a remark
    or ready(i) and weight(i) > 0
}
)";

// One payment in April: permitted only if the clause begins late.
class TimelineTest : public testing::Test {
 protected:
  void SetUp() override {
    language::Diagnostics diagnostics;
    const syntax::File tree = language::parse(sources_, sources_.add("a.proviso", std::string(kText)), diagnostics);
    agreement_ = language::check(tree, sources_, diagnostics);
    ASSERT_TRUE(agreement_) << language::render(sources_, diagnostics, false);
    result_.goal = properties::pose(*agreement_, result_.property);
    result_.verdict.kind = properties::VerdictKind::kFails;
    const Table no{{}, false};
    const properties::Event payment{{0}, {mpq_class(3)}};
    const language::Day april = std::chrono::year{2026} / 4 / 1;
    const Table prices{{{{language::Member{0}}, mpq_class(1)}, {{language::Member{1}}, mpq_class(2)}}, mpq_class(0)};
    const Table weights{{{{language::Member{0}}, mpq_class(7)}}, mpq_class(8)};
    result_.verdict.history =
        properties::History{{prices, weights}, {1, 0, 1}, {language::Member{0}}, {{april, payment, {no, no}}}};
    result_.trace = replay::replay(*agreement_, result_.goal, *result_.verdict.history);
    ASSERT_TRUE(result_.trace->clean()) << result_.trace->why;
  }

  language::SourceMap sources_;
  std::optional<language::Agreement> agreement_;
  PropertyResult result_;
};

TEST_F(TimelineTest, OnlyReadingsWithoutWhichItWouldBeAnotherHistory) {
  EXPECT_THAT(tell(sources_, *agreement_, result_).readings,
              ElementsAre("end is late (in June)", "grace is long (ten days)"));
}

TEST_F(TimelineTest, TermsHaveAnyOtherArgumentWhereThereIsOne) {
  EXPECT_THAT(tell(sources_, *agreement_, result_).terms,
              ElementsAre("price(s = Small) = $1.00", "price(s = Large) = $2.00", "weight(i = Item 1) = 7",
                          "weight(any other) = 8"));
  result_.verdict.history->terms[1].listed[{properties::any_other(language::KindId{0}, 0)}] = mpq_class(9);
  EXPECT_THAT(tell(sources_, *agreement_, result_).terms,
              ElementsAre("price(s = Small) = $1.00", "price(s = Large) = $2.00", "weight(i = Item 1) = 7",
                          "weight(i = any other) = 9"));
}

TEST_F(TimelineTest, OnlyConditionsOfWhatHappensAndOfTheQuestion) {
  const Timeline timeline = tell(sources_, *agreement_, result_);
  ASSERT_EQ(timeline.steps.size(), 1u);
  std::vector<std::string> notes;
  for (const Note& note : timeline.steps[0].notes) notes.push_back(note.text);
  EXPECT_THAT(notes, ElementsAre("ready(any) is false", "permitted: no clause forbids it",
                                 "Bob owes returned: give by 2026-04-11", "paid: $0.00 → $3.00"));
}

TEST_F(TimelineTest, TheQuestionIsAsWritten) {
  const language::Property& property = agreement_->properties[0];
  EXPECT_EQ(brief_question_text(sources_, *agreement_, property),
            "for any i: Item, always paid <= $2 or ready(i) and weight(i) > 0");
  EXPECT_EQ(question_text(sources_, *agreement_, property),
            "for any i: Item, always paid <= $2 or ready(i) and weight(i) > 0, assuming all comply");
}

TEST_F(TimelineTest, OfAPossibleThatFailsForWhichValues) {
  result_.verdict = {};
  result_.verdict.kind = properties::VerdictKind::kFails;
  result_.verdict.unreached_for = {language::Member{1}};
  EXPECT_EQ(answer_text(*agreement_, result_), "fails: no history for i = Item 2");
  result_.verdict.unreached_for.clear();
  EXPECT_EQ(answer_text(*agreement_, result_), "fails");
}

TEST_F(TimelineTest, AnArgumentThatStandsForAllOthersSaysSo) {
  const std::vector<language::VariableId>& parameters = agreement_->conditions[0].parameters;
  EXPECT_EQ(application_text(*agreement_, "ready", parameters, {properties::any_other(language::KindId{0}, 0)}),
            "ready(i = any other)");
}

}  // namespace
}  // namespace proviso::cli
