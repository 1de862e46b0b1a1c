#include "cli/report/standing.h"

#include <gtest/gtest.h>

namespace proviso::cli {
namespace {

using properties::VerdictKind;

PropertyResult answered(VerdictKind kind, bool as_expected) {
  PropertyResult result;
  result.verdict.kind = kind;
  result.as_expected = as_expected;
  return result;
}

PropertyResult disagreed() {
  PropertyResult result = answered(VerdictKind::kUnknown, false);
  result.disagreement = "the solver's history is rejected";
  return result;
}

RedlineResult redline(bool as_expected, const std::vector<std::string>& undecided,
                      std::vector<std::string> differences) {
  RedlineResult result{};
  result.as_expected = as_expected;
  for (const std::string& name : undecided) {
    result.undecided.push_back({name, answered(VerdictKind::kHolds, true), answered(VerdictKind::kUnknown, false)});
  }
  result.differences = std::move(differences);
  return result;
}

TEST(Standing, OfProperties) {
  EXPECT_EQ(standing(answered(VerdictKind::kHolds, true)), Standing::kAsExpected);
  EXPECT_EQ(standing(answered(VerdictKind::kFails, true)), Standing::kAsExpected);
  EXPECT_EQ(standing(answered(VerdictKind::kHolds, false)), Standing::kUnexpected);
  EXPECT_EQ(standing(answered(VerdictKind::kDepends, false)), Standing::kUnexpected);
  EXPECT_EQ(standing(answered(VerdictKind::kBounded, false)), Standing::kBounded);
  EXPECT_EQ(standing(answered(VerdictKind::kUnknown, false)), Standing::kUnknown);
}

TEST(Standing, TheUndecidedIsNeverGreen) {
  EXPECT_EQ(standing(answered(VerdictKind::kUnknown, true)), Standing::kUnknown);
  EXPECT_EQ(standing(redline(true, {"p"}, {})), Standing::kUnknown);
}

// The one property of the agreement is of this kind, and was looked at in histories of so many moments.
struct Bounded {
  Bounded(language::QuestionKind question, std::uint32_t bound) : result(answered(VerdictKind::kBounded, false)) {
    agreement.properties.emplace_back().question = question;
    result.verdict.bound = bound;
    result.verdict.reason = "the budget ran out";
  }
  language::Agreement agreement;
  PropertyResult result;
};

TEST(Standing, ABoundedAnswerSaysWhatWasSearchedAndNotThatAWitnessHolds) {
  const Bounded always(language::QuestionKind::kAlways, 4), possible(language::QuestionKind::kPossible, 1);
  EXPECT_EQ(answer_text(always.agreement, always.result), "holds in histories of up to 4 moments: the budget ran out");
  EXPECT_EQ(answer_text(possible.agreement, possible.result),
            "not found in histories of up to 1 moment: the budget ran out");
}

TEST(Standing, ABoundedAnswerOfTheOtherQuestions) {
  using language::QuestionKind;
  const std::string end = " in histories of up to 3 moments: the budget ran out";
  const Bounded whenever(QuestionKind::kWhenever, 3), recover(QuestionKind::kAlwaysPossible, 3);
  EXPECT_EQ(answer_text(whenever.agreement, whenever.result), "holds" + end);
  EXPECT_EQ(answer_text(recover.agreement, recover.result), "holds" + end);
  Bounded greatest(QuestionKind::kGreatest, 3), least(QuestionKind::kLeast, 3);
  EXPECT_EQ(answer_text(least.agreement, least.result), "no least value found" + end);
  greatest.agreement.expressions.push_back({language::Today{}, {language::Sort::kDays}, {}});
  greatest.result.verdict.value = mpq_class(30);
  EXPECT_EQ(answer_text(greatest.agreement, greatest.result), "no value above 30 days" + end);
}

TEST(Standing, WhatAQuestionsAnswerSaysBesides) {
  using language::QuestionKind;
  language::Agreement agreement;
  agreement.expressions.push_back({language::Today{}, {language::Sort::kWhole}, {}});
  agreement.properties.emplace_back().question = QuestionKind::kGreatest;
  PropertyResult result = answered(VerdictKind::kHolds, true);
  result.verdict.value = mpq_class(12);
  EXPECT_EQ(answer_text(agreement, result), "holds: greatest value 12");
  EXPECT_TRUE(is_proof(agreement.properties[0], result.verdict));
  result.verdict = answered(VerdictKind::kFails, false).verdict;
  EXPECT_EQ(answer_text(agreement, result), "fails: no greatest value: it grows without end");
  result.verdict.value = mpq_class(500);
  EXPECT_EQ(answer_text(agreement, result),
            "fails: no greatest value: it comes ever closer to 500, which it never reaches");
  agreement.properties[0].question = QuestionKind::kLeast;
  result.verdict.value.reset();
  EXPECT_EQ(answer_text(agreement, result), "fails: no least value: it falls without end");
  agreement.properties[0].question = QuestionKind::kAlwaysPossible;
  EXPECT_EQ(answer_text(agreement, result), "fails: nothing leads there from the last moment of a history");
  EXPECT_FALSE(is_proof(agreement.properties[0], result.verdict));
}

TEST(Standing, OfRedlines) {
  EXPECT_EQ(standing(redline(true, {}, {})), Standing::kAsExpected);
  EXPECT_EQ(standing(redline(false, {}, {"p is not broken"})), Standing::kUnexpected);
  EXPECT_EQ(standing(redline(false, {"p"}, {})), Standing::kUnknown);
  EXPECT_EQ(standing(redline(false, {"q"}, {"p is not broken"})), Standing::kUnexpected);
}

TEST(Standing, ADisagreementIsNoVerdict) {
  EXPECT_EQ(standing(disagreed()), Standing::kDisagreement);
  RedlineResult result = redline(false, {"p"}, {"breaks q, which is not expected"});
  result.undecided[0].after = disagreed();
  EXPECT_EQ(standing(result), Standing::kDisagreement);
}

TEST(Standing, SummaryCountsEachResultOnce) {
  Report report;
  report.files.resize(2);
  report.files[0].properties = {answered(VerdictKind::kHolds, true), answered(VerdictKind::kFails, false),
                                answered(VerdictKind::kBounded, false)};
  report.files[1].properties = {answered(VerdictKind::kUnknown, false), answered(VerdictKind::kHolds, true)};
  report.files[1].redlines = {redline(true, {}, {}), redline(false, {}, {"x"})};
  report.files[0].properties.push_back(disagreed());
  const Summary summary = summarise(report);
  EXPECT_EQ(summary.as_expected, 3u);
  EXPECT_EQ(summary.unexpected, 2u);
  EXPECT_EQ(summary.bounded, 1u);
  EXPECT_EQ(summary.unknown, 1u);
  EXPECT_EQ(summary.errors, 0u);
  EXPECT_EQ(summary.disagreements, 1u);
}

TEST(Standing, ExitCodeIsTheFirstOfFourTwoOneThreeNought) {
  const std::vector<std::pair<Summary, int>> table = {
      {{.as_expected = 3}, 0},
      {{}, 0},
      {{.as_expected = 3, .unknown = 1}, 3},
      {{.bounded = 1}, 3},
      {{.unexpected = 1, .bounded = 1, .unknown = 1}, 1},
      {{.unexpected = 1, .unknown = 1, .errors = 1}, 2},
      {{.unexpected = 1, .errors = 1, .disagreements = 1}, 4},
  };
  for (const auto& [summary, code] : table) EXPECT_EQ(exit_code(summary), code);
}

}  // namespace
}  // namespace proviso::cli
