// Histories that are found: the shortest there are, and such that the interpreter sees in them what was looked for.
#include "solver/search.h"

#include <gtest/gtest.h>

#include "replay/replay.h"
#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

using replay::Trouble;
using Kind = SearchResult::Kind;

struct Question {
  std::string name;
  std::string text;  // with a property `p`
  Target target;
  std::optional<std::size_t> shortest;  // none: none of up to four moments
  Trouble trouble = Trouble::kNone;
};

void PrintTo(const Question& question, std::ostream* out) { *out << question.name; }

const std::vector<Question> kQuestions = {
    {"three_payments", "clause cap { Driver shall not pay when amount > $50 }\nproperty p { always paid <= $120 }",
     Target::kMiss, 3},
    {"at_once", "property p { always paid <= $120 }", Target::kMiss, 1},
    {"reached", "property p { possible payments = 2 and paid = $7 }", Target::kMiss, 2},
    {"never",
     "clause cap { Driver shall not pay when paid + amount > $50 }\nproperty p { always paid <= $120 }",
     Target::kMiss,
     {}},
    {"nothing_in_trouble", "property p { always paid <= $120 }", Target::kTrouble, {}},
    {"a_second_duty", R"(
clause tolls { Driver shall pay where amount = $5 within 30 days whenever passes }
property p { always paid >= $0 })",
     Target::kTrouble, 2, Trouble::kOverflow},
    {"a_date_without_value", R"(
tally last_pass = last date of passes
clause late { Driver shall not pay when date > last_pass }
property p { always paid >= $0 })",
     Target::kTrouble, 1, Trouble::kUndefined},
    {"a_permission_without_value", R"(
tally last_pass = last date of passes
clause late { Driver shall not pay when date > last_pass + 5 days }
property p { always payments <= 5 })",
     Target::kTrouble, 1, Trouble::kUndefined},
    {"a_division_by_nothing", R"(
term parts : number
clause share { Driver shall not pay when amount / parts > $5 }
property p { always paid >= $0 })",
     Target::kTrouble, 1, Trouble::kUndefined},
    {"a_tally_that_nothing_reads", R"(
action split(amount: money where amount >= $0, parts: whole) by Driver
tally share = sum of amount / parts over split
property p { always paid <= $120 })",
     Target::kTrouble, 1, Trouble::kUndefined},
    {"an_assumption_without_value", R"(
tally last_pass = last date of passes
assume happens pay implies date >= last_pass
property p { always paid >= $0 })",
     Target::kTrouble, 1, Trouble::kUndefined},
    {"terms_that_read_each_other", R"(
kind Ware
term cost(w: Ware) : money where cost(w) > $0
term price(w: Ware) : money where price(w) > cost(w)
property p { for any w: Ware, v: Ware always price(w) > cost(v) })",
     Target::kMiss, 1},
    {"arguments_written_as_large_numbers", R"(
kind Gate = G0 | G1 | G2 | G3 | G4 | G5 | G6 | G7 | G8 | G9 | G10 | G11 | G12 | G13 | G14 | G15 | G16 | G17 | G18 | G19
tally seventeenth(g: Gate) = count of passes where g = G17
property p { always seventeenth(G18) <= 0 and seventeenth(G17) <= 0 })",
     Target::kMiss, 1},
    {"a_tally_that_nothing_reads_in_good_order", R"(
action split(amount: money where amount >= $0, parts: whole) by Driver
tally splits = count of split
tally share = sum of amount / parts over split
property p { always splits <= 1 })",
     Target::kMiss, 2},
};

class Searching : public testing::TestWithParam<Question> {
 protected:
  Written written_{kRoad + GetParam().text};
  properties::Goal goal_ = written_.goal("p");
};

TEST_P(Searching, FindsTheShortest) {
  for (std::size_t moments = 1; moments < GetParam().shortest.value_or(5); ++moments) {
    EXPECT_EQ(searched(written_, "p", GetParam().target, moments).kind, Kind::kNone) << moments << " moments";
  }
  if (!GetParam().shortest) return;
  const SearchResult found = searched(written_, "p", GetParam().target, *GetParam().shortest);
  ASSERT_EQ(found.kind, Kind::kFound);
  EXPECT_EQ(found.history->moments.size(), *GetParam().shortest);
  const replay::Trace trace = replay::replay(written_.agreement(), goal_, *found.history);
  EXPECT_EQ(trace.trouble, GetParam().trouble) << trace.why;
  if (GetParam().target == Target::kMiss) {
    EXPECT_TRUE(replay::demonstrates(written_.agreement(), goal_, *found.history));
  } else {
    EXPECT_EQ(trace.trouble_moment + 1, *GetParam().shortest);
  }
}

INSTANTIATE_TEST_SUITE_P(Questions, Searching, testing::ValuesIn(kQuestions),
                         [](const testing::TestParamInfo<Question>& tested) { return tested.param.name; });

TEST(Search, IsInItsScope) {
  const Written written(kRoad + R"(
reading r { strict "all" lax "none" }
clause cap { Driver shall not pay when paid + amount > $50 and r is strict }
property p { for any x: Road never happens pay where road = x and paid > $50 })");
  const properties::Goal goal = written.goal("p");
  const auto found = [&](const Scope& scope) {
    return search(written.agreement(), goal, scope, Target::kMiss, 1, kPlenty, patience());
  };
  Scope scope = everything(written.agreement(), goal.setting);
  scope.readings = {{0}};
  EXPECT_EQ(found(scope).kind, Kind::kNone);
  scope.present = {false};
  EXPECT_EQ(found(scope).kind, Kind::kFound);
  scope.present = {true};
  scope.readings = {{1}};
  for (const std::uint32_t road : {0U, 1U}) {
    scope.for_any = {language::Member{road}};
    const SearchResult result = found(scope);
    ASSERT_EQ(result.kind, Kind::kFound);
    EXPECT_EQ(result.history->readings, std::vector<std::uint32_t>{1});
    EXPECT_EQ(result.history->for_any, std::vector<language::Value>{language::Member{road}});
  }
}

TEST(Search, WithoutABudgetIsUndecided) {
  const Written written(kRoad + "property p { for any x: Road always payments <= 3 or happens pay where road = x }");
  const properties::Goal goal = written.goal("p");
  const Scope scope = everything(written.agreement(), goal.setting);
  EXPECT_EQ(search(written.agreement(), goal, scope, Target::kMiss, 4, 1, patience()).kind, Kind::kUndecided);
}

}  // namespace
}  // namespace proviso::solver
