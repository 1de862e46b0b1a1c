// Tallies, what goes through members, and precedence among statements.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "language/format_expression.h"
#include "tests/unit/language/checked.h"

namespace proviso::language {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Checker, TalliesStandAsWrittenAndReadOneAnother) {
  const Agreement agreement = agreement_of(
      "tally third = count of pay where d > 1\n"
      "define d = second + third\n"
      "tally second = count of pay where first\n"
      "tally first = ever closes where third > 5\n");
  ASSERT_THAT(agreement.tallies, SizeIs(3));
  EXPECT_EQ(agreement.tallies[0].name, "third");
  EXPECT_EQ(agreement.tallies[1].name, "second");
  EXPECT_EQ(agreement.tallies[2].name, "first");
  EXPECT_EQ(format_expression(agreement, *agreement.tallies[0].where), "second + third > 1");
}

TEST(Checker, TypesOfTallies) {
  struct Row {
    std::string_view tally;
    Type type;
  };
  const Row rows[] = {
      {"t = latest amount of pay", {Sort::kMoney}},
      {"t = latest t - amount of pay initially cap", {Sort::kMoney}},
      {"t : money = latest if rain then $0 else t of pay", {Sort::kMoney}},
      {"t : number = latest 2 * t of closes initially 1", {Sort::kNumber}},
      {"t : number = sum of parcels over closes", {Sort::kNumber}},
      {"t = sum of t * 5% over closes initially $100", {Sort::kMoney}},
      {"t = latest rain of pay", {Sort::kBool}},
      {"t = latest payer of pay initially Ann", {Sort::kParty}},
      {"t : months = latest 3 months of pay", {Sort::kMonths}},
      {"t = latest date of becoming rain", {Sort::kDate}},
      {"t : whole = count of pay initially 3", {Sort::kWhole}},
      {"t = ever pay initially true", {Sort::kBool}},
      {"t = latest other of pay\ntally other : days = latest t of pay", {Sort::kDays}},
  };
  for (const Row& row : rows) {
    const Agreement agreement = agreement_of("tally " + std::string(row.tally) + "\n");
    ASSERT_FALSE(agreement.tallies.empty()) << row.tally;
    EXPECT_EQ(agreement.tallies.front().type, row.type) << row.tally;
  }
}

TEST(Checker, ATallysParametersAreSeenInItsWindow) {
  const Agreement agreement = agreement_of(
      "condition open(p: Product)\n"
      "tally a(p: Product) = count of pay since launch where product = p\n"
      "tally b(p: Product) = count of becoming open(p) where a(p) > 0 since becoming b(p) > 3 initially 2\n");
  const auto& since = std::get<Since>(agreement.tallies.at(0).window);
  EXPECT_EQ(format_expression(agreement, *since.where, {*action_of(since.occasion)}), "product = p");
  const Tally& second = agreement.tallies.at(1);
  EXPECT_EQ(format_expression(agreement, std::get<Becoming>(second.over).formula), "open(p)");
  EXPECT_EQ(format_expression(agreement, *second.where), "a(p) > 0");
  const auto& again = std::get<Since>(second.window);
  EXPECT_EQ(format_expression(agreement, std::get<Becoming>(again.occasion).formula), "b(p) > 3");
}

TEST(Checker, VariablesOfSomeAndEvery) {
  const Agreement agreement = agreement_of(
      "condition open(c: Cloud)\n"
      "define any_open(c: Cloud) = some d: Cloud has open(d) and d != c\n"
      "property p { for any x: Cloud  always every c: Cloud has any_open(c) or c = x }\n");
  EXPECT_EQ(formula_of(agreement), "every c: Cloud has (some d: Cloud has open(d) and d != c) or c = x");
  EXPECT_THAT(codes_of("property p { always some c: Cloud has every d: Cloud has permitted launch(product, d) }"),
              ElementsAre("P203"));
  EXPECT_THAT(codes_of("define d = c = AWS\nproperty p { always some c: Cloud has d }"), ElementsAre("P203"));
  EXPECT_THAT(codes_of("property p { always happens pay where some x: Party has payer = x }"), IsEmpty());
}

TEST(Checker, SomeAndEveryCountOncePerMember) {
  std::string members = "M0";
  for (int i = 1; i < 50; ++i) members += " | M" + std::to_string(i);
  const std::string kind = "kind Many = " + members + "\n";
  const std::string two = "every a: Many has every b: Many has ";
  EXPECT_THAT(codes_of(kind + "property p { always " + two + "a = b }"), IsEmpty());
  EXPECT_THAT(codes_of(kind + "property p { always " + two + "every c: Many has a = b or b = c }"),
              ElementsAre("P417"));
}

// "loser<winner" for every pair, by the clauses' names.
std::vector<std::string> defeats(const Agreement& agreement) {
  const auto name = [&](StatementId id) { return agreement[agreement[agreement[id].text].clause].name; };
  std::vector<std::string> pairs;
  for (std::uint32_t i = 0; i < agreement.statements.size(); ++i) {
    for (const StatementId winner : agreement.statements[i].defeated_by)
      pairs.push_back(name({i}) + "<" + name(winner));
  }
  return pairs;
}

TEST(Checker, PrecedenceListsWhatCanMeet) {
  EXPECT_THAT(defeats(agreement_of("clause a { Ann shall not launch Bob shall not pay }\n"
                                   "clause b notwithstanding a { Ann may launch Ann may pay }\n")),
              ElementsAre("a<b"));
  EXPECT_THAT(defeats(agreement_of("clause a subject to b { Ann shall not launch Ann shall not pay }\n"
                                   "clause b { Ann shall not launch }\n")),
              ElementsAre("a<b"));
  EXPECT_THAT(defeats(agreement_of("clause a { Ann shall launch within 5 days whenever pay }\n"
                                   "clause b notwithstanding a { Bob shall not pay }\n"
                                   "clause c { Bob shall pay within 1 month whenever pay notwithstanding a, b }\n")),
              ElementsAre("a<b", "a<c", "b<c"));
}

TEST(Checker, TextsThatNeverStandTogetherDoNotMeet) {
  const Agreement agreement = agreement_of(
      "clause a notwithstanding b { Ann shall not launch }\n"
      "clause b { Ann shall not launch when rain }\n"
      "amendment turn effective 2026-06-01 {\n"
      "  replace clause a { Ann shall not launch }\n"
      "  replace clause b notwithstanding a { Ann shall not launch when rain }\n"
      "}\n");
  EXPECT_THAT(defeats(agreement), ElementsAre("b<a", "a<b"));
}

TEST(Checker, AMayThatPrevailsIsNotIdle) {
  EXPECT_THAT(codes_of("clause a { Ann shall not launch }\n"
                       "clause b notwithstanding a { Ann may launch when rain }\n"),
              IsEmpty());
}

}  // namespace
}  // namespace proviso::language
