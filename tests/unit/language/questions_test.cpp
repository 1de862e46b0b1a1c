// What properties ask besides `always`, `never` and `possible`; and amounts in several currencies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "language/format_expression.h"
#include "language/format_value.h"
#include "language/print_agreement.h"
#include "tests/unit/language/checked.h"
#include "tests/unit/language/parsed.h"

namespace proviso::language {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kPaid =
    "tally paid = sum of amount over pay\n"
    "condition open decided by Ann\n"
    "condition ready(o: Product) decided by Bob\n";

Property property_of(const std::string& body) {
  const Agreement agreement = agreement_of(kPaid + "property p { " + body + " }");
  return agreement.properties.empty() ? Property{} : agreement.properties.front();
}

// The property as it is printed after it was read and checked, without its head.
std::string printed(const std::string& body) {
  const std::string all = print_agreement(agreement_of(kPaid + "property p { " + body + " }"));
  const std::size_t begin = all.find("property p\n");
  return begin == std::string::npos ? "" : all.substr(begin + 11);
}

TEST(Questions, AreOfTheirKinds) {
  EXPECT_EQ(property_of("always rain").question, QuestionKind::kAlways);
  EXPECT_EQ(property_of("always possible rain").question, QuestionKind::kAlwaysPossible);
  EXPECT_EQ(property_of("whenever closes, rain within 3 days").question, QuestionKind::kWhenever);
  EXPECT_EQ(property_of("greatest paid").question, QuestionKind::kGreatest);
  EXPECT_EQ(property_of("least paid").question, QuestionKind::kLeast);
}

TEST(Questions, AreKeptAsTheyAreWritten) {
  struct Row {
    std::string written, shown;
  };
  const Row rows[] = {
      {"whenever closes where revenue > $5 and paid < cap, paid > at trigger(paid + trigger.revenue) within 45 days",
       "  whenever closes where revenue > $5 and paid < cap\n"
       "    follows paid > at trigger(paid + trigger.revenue)\n"
       "    within 45 days\n  assuming all comply\n  expect holds\n"},
      {"for any q: Product  whenever launch where product = q, happens pay where amount > cap "
       "by end_of_month(trigger.date) expect fails",
       "  for any q: Product\n  whenever launch where product = q\n"
       "    follows happens pay where amount > cap\n"
       "    by end_of_month(trigger.date)\n  assuming all comply\n  expect fails\n"},
      {"whenever becoming paid > cap where rain, settled within at trigger(parcels_in(2))",
       "  whenever becoming paid > cap where rain\n    follows settled\n    within 2 * 1 day\n"
       "  assuming all comply\n  expect holds\n"},
      {"always possible paid = cap within 3 moments assuming nobody complies",
       "  always possible paid = cap\n    within 3 moments\n  assuming nobody complies\n  expect holds\n"},
      {"greatest paid - $5 expect -$0.50", "  greatest paid - $5\n  assuming all comply\n  expect -$0.50\n"},
      {"least rate expect 1 / 3", "  least rate\n  assuming all comply\n  expect 1/3\n"},
  };
  const std::string define = "define parcels_in(n: whole) = n * 1 day\n";
  for (const Row& row : rows) {
    const std::string all = print_agreement(agreement_of(kPaid + define + "property p { " + row.written + " }"));
    EXPECT_THAT(all, HasSubstr("property p\n" + row.shown)) << row.written;
  }
}

TEST(Questions, ExpectedValuesAreExact) {
  EXPECT_EQ(property_of("greatest paid expect $120").expected_value, Value(mpq_class(120)));
  EXPECT_EQ(property_of("greatest paid expect ($100 / 3)").expected_value, Value(mpq_class(100, 3)));
  EXPECT_EQ(property_of("least rate expect -20%").expected_value, Value(mpq_class(-1, 5)));
  EXPECT_EQ(property_of("greatest date - 2026-01-01 expect 30 days").expected_value, Value(mpq_class(30)));
  EXPECT_EQ(property_of("greatest date expect 2026-12-31").expected_value,
            Value(Day(std::chrono::year{2026} / 12 / 31)));
  EXPECT_EQ(property_of("greatest paid").expected, Expected::kHolds);
  EXPECT_EQ(property_of("greatest paid expect $1").expected, Expected::kValue);
}

TEST(Questions, WhatIsFrozenIsOfTheWhenever) {
  const Property property =
      property_of("whenever closes, paid > at trigger(paid) and cap > at trigger(cap) by at trigger(date) + 5 days");
  ASSERT_TRUE(property.response);
  EXPECT_EQ(property.response->frozen.size(), 2u);
  EXPECT_THAT(printed("whenever closes, rain by at trigger(date) + 5 days"), HasSubstr("    by date + 5 days\n"));
}

TEST(Questions, WaysHaveAtMostSixteenMoments) {
  EXPECT_EQ(property_of("always possible rain within 16 moments").within_moments, 16u);
  EXPECT_EQ(property_of("always possible rain within 1 moment").within_moments, 1u);
  EXPECT_FALSE(property_of("always possible rain").within_moments);
}

TEST(Questions, SlipsAreTold) {
  const auto help_of = [](const std::string& body) {
    return only_diagnostic(kPaid + "property p { " + body + " }").help.value_or("");
  };
  EXPECT_THAT(help_of("whenever closes, rain"), HasSubstr("always possible F"));
  EXPECT_THAT(help_of("whenever closes rain within 3 days"), HasSubstr("whenever A where F, G within 30 days"));
  EXPECT_THAT(help_of("whenever closes, paid > revenue within 3 days"), HasSubstr("`trigger.revenue`"));
  EXPECT_THAT(help_of("always possible rain within 3 days"), HasSubstr("within 3 moments"));
  EXPECT_THAT(help_of("always Ann can pay"), HasSubstr("`permitted A(…)`"));
  EXPECT_THAT(help_of("Ann can force rain"), HasSubstr("always Ann can force"));
  EXPECT_THAT(help_of("greatest paid expect holds when sense is narrow"), HasSubstr("always … <= …"));
  EXPECT_THAT(help_of("greatest paid expect 5"), HasSubstr("`$5`"));
  EXPECT_THAT(help_of("greatest paid > $5"), HasSubstr("`possible F`"));
}

// ------------------------------------------------------------------------------------------------------- can force

TEST(CanForce, ReachesAsFarAsItCan) {
  EXPECT_EQ(show_expression("a and Ann can force b or c"), "(and a (can-force Ann (or b c)))");
  EXPECT_EQ(show_expression("(Ann can force a) implies b"), "(implies (can-force Ann a) b)");
  EXPECT_EQ(show_expression("not Ann can force\n  some x: K has a(x) iff b"),
            "(not (can-force Ann (some x:K (iff (call a x) b))))");
}

TEST(CanForce, IsPrintedWithTheParenthesesItNeeds) {
  for (const std::string text :
       {"Ann can force rain or open", "(Ann can force open) implies rain", "rain and Bob can force rain iff open",
        "not Ann can force open", "(some c: Cloud has Ann can force open) and rain"}) {
    EXPECT_EQ(formula_of(agreement_of(kPaid + "property p { always " + text + " }")), text);
  }
}

TEST(CanForce, IsOfPropertiesAlone) {
  const std::string forced = "define forced(o: Product) = Bob can force ready(o)\n";
  EXPECT_THAT(codes_of(kPaid + forced + "property p { for any q: Product  always forced(q) }"), IsEmpty());
  EXPECT_THAT(codes_of(kPaid + forced + "clause c { Ann shall not launch when forced(product) }"), ElementsAre("P401"));
  EXPECT_THAT(codes_of(kPaid + "assume Ann can force open"), ElementsAre("P401"));
  EXPECT_THAT(codes_of(kPaid + forced + "property p { for any q: Product  always Ann can force forced(q) }"),
              ElementsAre("P401"));
}

TEST(CanForce, LeavesTheNamesCanAndForceFree) {
  EXPECT_THAT(codes_of("define can = rain\ndefine force = can\nproperty p { always force implies can }"), IsEmpty());
}

// ------------------------------------------------------------------------------------------------------ currencies

TEST(Currencies, AreKeptApart) {
  const std::string head = "term fee : money EUR\nterm cost : money\n";
  EXPECT_THAT(codes_of(head + "define x = fee + EUR 5 * 2 - fee / 3\ndefine y = fee / EUR 1 * cost + $5"), IsEmpty());
  EXPECT_THAT(codes_of(head + "define x = min(fee, EUR 5) > max(EUR 1k, abs(fee))"), IsEmpty());
  EXPECT_THAT(codes_of(head + "define x = cost + USD 5"), IsEmpty());
  EXPECT_THAT(codes_of(head + "define x = fee + cost"), ElementsAre("P302"));
  EXPECT_THAT(codes_of(head + "define x = fee / cost"), ElementsAre("P302"));
  EXPECT_THAT(codes_of(head + "define x = fee > cost"), ElementsAre("P303"));
  EXPECT_THAT(codes_of(head + "define x = GBP 5 = EUR 5"), ElementsAre("P303"));
  EXPECT_THAT(codes_of(head + "define x = if rain then fee else cost"), ElementsAre("P309"));
  EXPECT_THAT(codes_of(head + "define x = round(fee, $0.01)"), ElementsAre("P302"));
  EXPECT_THAT(codes_of(head + "tally t : money EUR = latest amount of pay initially EUR 5"), ElementsAre("P301"));
}

TEST(Currencies, AMixtureSaysWhichTwo) {
  const Diagnostic sum = only_diagnostic("term fee : money EUR\ndefine x = fee + cap");
  EXPECT_EQ(sum.message, "these can not be added: `fee` is money in EUR, `cap` is money in USD");
  EXPECT_EQ(sum.help, "with `term rate : money`, what one EUR costs, write `fee / EUR 1 * rate`");
  EXPECT_EQ(only_diagnostic("term fee : money EUR\ndefine x = fee + $5").help,
            "if the other currency is meant, write `EUR 5`");
}

TEST(Currencies, AreNeededWhereTheAgreementsOwnIsMeant) {
  const std::string head = "agreement sample { starts 2026-01-01 }\nparty Ann\n";
  EXPECT_TRUE(check_text(head + "term fee : money EUR where fee > EUR 5\n").agreement);
  EXPECT_FALSE(check_text(head + "term fee : money where fee > $5\n").agreement);
}

TEST(Currencies, ArePrinted) {
  const Agreement agreement = agreement_of("term fee : money EUR where fee > EUR 1.5m\nterm far : money JPY\n");
  EXPECT_THAT(print_agreement(agreement),
              HasSubstr("term fee : money EUR where fee > EUR 1.5m\nterm far : money JPY\n"));
  const Type euros = agreement.terms.at(2).type, yen = agreement.terms.at(3).type, dollars = agreement.terms.at(0).type;
  EXPECT_EQ(format_value(agreement, mpq_class(-1600), euros), "-EUR 1,600.00");
  EXPECT_EQ(format_value(agreement, mpq_class(5), yen), "JPY 5.00");
  EXPECT_EQ(format_value(agreement, mpq_class(160), dollars), "$160.00");
  EXPECT_EQ(format_literal(agreement, mpq_class(1, 3), euros), "EUR 1 / 3");
  EXPECT_NE(euros, yen);
  EXPECT_NE(euros, dollars);
}

}  // namespace
}  // namespace proviso::language
