// Duties: what may stand where in them, and what may be asked of them elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "language/format_expression.h"
#include "language/print_agreement.h"
#include "tests/unit/language/checked.h"

namespace proviso::language {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string clause(const std::string& statement) { return "clause c {\n  " + statement + "\n}\n"; }

// The statement after it was read, checked and printed, without its indentation.
std::string printed(const std::string& statement, const std::string& before = "") {
  const Agreement agreement = agreement_of(before + clause(statement));
  const std::string all = print_agreement(agreement);
  const std::size_t begin = all.find("clause c\n");
  if (begin == std::string::npos) return "";
  std::string text = all.substr(all.find("\n    ", begin) + 1);
  for (std::size_t at = text.find("    "); at != std::string::npos; at = text.find("    ", at)) text.erase(at, 4);
  return text;
}

const std::string kHolder = "tally holder : Party = latest payer of pay initially Ann\n";

TEST(CheckDuties, AreKeptAsTheyAreWritten) {
  struct Row {
    std::string written, shown;
  };
  const Row rows[] = {
      {"Ann shall launch", "Ann shall launch\n"},
      {"Ann shall launch by 2026-05-01 + 3 months lapses", "Ann shall launch\n  by 2026-05-01 + 3 months\n  lapses\n"},
      {"Bob shall ensure not rain within 5 days whenever becoming rain where cap > $5",
       "Bob shall ensure not rain\n  within 5 days\n  whenever becoming rain where cap > $5\n"},
      {"Bob shall keep cap > $5 when rain unless date > 2026-05-01",
       "Bob shall keep cap > $5 when rain unless date > 2026-05-01\n"},
      {"Ann shall launch where cloud = trigger.cloud whenever launch one outstanding per product, cloud merging",
       "Ann shall launch where cloud = trigger.cloud\n  whenever launch\n"
       "  one outstanding per product, cloud merging\n"},
      {"Ann shall launch whenever closes up to 3 outstanding",
       "Ann shall launch\n  whenever closes\n  up to 3 outstanding\n"},
      {"Ann shall launch whenever closes merging", "Ann shall launch\n  whenever closes\n  one outstanding merging\n"},
      {"Ann shall launch whenever closes one outstanding", "Ann shall launch\n  whenever closes\n"},
      {"trigger.payer shall pay where amount = trigger.amount whenever pay",
       "trigger.payer shall pay where amount = trigger.amount\n  whenever pay\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(printed(row.written), row.shown) << row.written;
}

TEST(CheckDuties, PartiesMayBeRead) {
  EXPECT_EQ(printed("holder shall pay within 5 days whenever closes", kHolder),
            "holder shall pay\n  within 5 days\n  whenever closes\n");
  EXPECT_EQ(printed("holder may launch when rain", "reserved action use_ip by Ann\n" + kHolder),
            "holder may launch when rain\n");
  EXPECT_EQ(printed("payer shall not pay when amount > cap"), "payer shall not pay when amount > cap\n");
  EXPECT_EQ(printed("owner(AWS) shall keep rain", "term owner(on: Cloud) : Party\n"), "owner(AWS) shall keep rain\n");
  const Agreement agreement = agreement_of(kHolder + "define seller = Bob\n" +
                                           "clause a { Ann shall launch  seller shall keep rain  holder shall pay }");
  const auto party = [&](std::size_t i) {
    return std::visit([&](const auto& rule) { return named_party(agreement, rule.party); },
                      agreement.statements.at(i).rule);
  };
  EXPECT_EQ(party(0), PartyId{0});
  EXPECT_EQ(party(1), PartyId{1});
  EXPECT_EQ(party(2), std::nullopt);
}

TEST(CheckDuties, ActionsOfADuty) {
  const Agreement agreement = agreement_of(clause(
      "Ann shall launch whenever closes\n Ann shall ensure rain\n Ann shall ensure rain whenever becoming rain"));
  const auto duty = [&](std::size_t i) { return std::get<Duty>(agreement.statements.at(i).rule); };
  const Duty act = duty(0), ensure = duty(1), becoming = duty(2);
  ASSERT_NE(discharging_action(act), nullptr);
  EXPECT_EQ(*discharging_action(act), ActionId{1});
  ASSERT_NE(triggering_action(act), nullptr);
  EXPECT_EQ(*triggering_action(act), ActionId{2});
  EXPECT_EQ(discharging_action(ensure), nullptr);
  EXPECT_EQ(triggering_action(ensure), nullptr);
  EXPECT_EQ(triggering_action(becoming), nullptr);
}

TEST(CheckDuties, AtTriggerFreezesExpressions) {
  const std::string tally = "tally paid = sum of amount over pay\n";
  EXPECT_EQ(printed("Ann shall pay where amount = at trigger(paid * trigger.parcels) - paid within 5 days\n"
                    "whenever closes lapses when paid > at trigger(paid)",
                    tally),
            "Ann shall pay where amount = at trigger(paid * trigger.parcels) - paid\n  within 5 days\n"
            "  whenever closes\n  lapses when paid > at trigger(paid)\n");
  EXPECT_EQ(printed("Ann shall ensure paid >= at trigger(paid) + $5", tally),
            "Ann shall ensure paid >= at trigger(paid) + $5\n");
  const Agreement agreement = agreement_of(
      tally + clause("Ann shall pay where amount = at trigger(paid) lapses when paid > at trigger(paid + cap)"));
  const auto& duty = std::get<Duty>(agreement.statements.at(0).rule);
  ASSERT_EQ(duty.frozen.size(), 2U);
  EXPECT_EQ(format_expression(agreement, duty.frozen[0]), "paid");
  EXPECT_EQ(format_expression(agreement, duty.frozen[1]), "paid + cap");
}

TEST(CheckDuties, AtTriggerStandsWhereSomethingIsReadLater) {
  const std::string later = "tally n = count of pay\n";
  EXPECT_THAT(codes_of(later + clause("Ann shall launch within at trigger(n) * 1 day whenever closes")),
              ElementsAre("P401"));
  EXPECT_THAT(codes_of(later + clause("Ann shall launch when at trigger(n) > 1")), ElementsAre("P401"));
  EXPECT_THAT(codes_of(later + clause("Ann shall ensure n > at trigger(at trigger(n))")), ElementsAre("P401"));
  EXPECT_THAT(codes_of(later + clause("Ann shall ensure owed(c where at trigger(n) > 1)")), ElementsAre("P401"));
  EXPECT_THAT(codes_of(later + clause("Ann shall not launch when at trigger(n) > 1")), ElementsAre("P210"));
  EXPECT_THAT(codes_of(later + clause("Ann shall keep n > at trigger(n)")), ElementsAre("P210"));
  EXPECT_THAT(codes_of("define d = at trigger(1) > 0\n"), ElementsAre("P210"));
  EXPECT_THAT(codes_of(later + "property p { always n >= at trigger(n) }"), ElementsAre("P401"));
}

TEST(CheckDuties, AtTriggerSeesNoEventAndNoVariable) {
  const Diagnostic event = only_diagnostic(clause("Ann shall pay where amount = at trigger(amount)"));
  EXPECT_EQ(code_text(event.code), "P210");
  EXPECT_THAT(event.message, HasSubstr("which is not in scope in `at trigger`"));
  const Diagnostic variable =
      only_diagnostic("tally used(on: Cloud) = ever launch where cloud = on\n" +
                      clause("Ann shall ensure every x: Cloud has at trigger(used(x)) implies used(x)"));
  EXPECT_EQ(code_text(variable.code), "P210");
  EXPECT_THAT(variable.message, HasSubstr("freezes one value for all of them"));
  EXPECT_THAT(codes_of("tally used(on: Cloud) = ever launch where cloud = on\n" +
                       clause("Ann shall ensure at trigger(every x: Cloud has used(x))")),
              IsEmpty());
}

TEST(CheckDuties, WhatCreatesNoEventHasADateAlone) {
  EXPECT_THAT(codes_of(clause("Ann shall launch by trigger.date + 3 months")), IsEmpty());
  EXPECT_THAT(codes_of(clause("Ann shall launch within 5 days whenever becoming rain when trigger.date > 2026-05-01")),
              IsEmpty());
  EXPECT_THAT(codes_of(clause("Ann shall launch where cloud = trigger.cloud")), ElementsAre("P206"));
  EXPECT_THAT(codes_of(clause("Ann shall ensure rain whenever becoming rain when trigger.revenue > $5")),
              ElementsAre("P206"));
}

TEST(CheckDuties, AskedForByTheirTrigger) {
  const std::string duty = "clause d { Ann shall pay within 5 days whenever closes }\n";
  EXPECT_THAT(codes_of(duty + "property p { always owed(d where trigger.revenue > $5) implies not settled }"),
              IsEmpty());
  EXPECT_THAT(codes_of(duty + "tally t = count of closes where overdue(d where trigger.revenue = revenue)"), IsEmpty());
  EXPECT_THAT(codes_of(duty + "define late(r: money) = overdue(d where trigger.revenue = r)\n" +
                       "property p { never late($5) and before(owed(d where trigger.date > 2026-05-01)) }"),
              IsEmpty());
  EXPECT_THAT(codes_of(duty + "property p { never owed(d where trigger.reveneu > $5) }"), ElementsAre("P206"));
  EXPECT_THAT(codes_of(duty + "property p { never owed(d where revenue > $5) }"), ElementsAre("P210"));
  EXPECT_THAT(codes_of(duty + "property p { never before(owed(d where trigger.date < date)) }"), ElementsAre("P402"));
  EXPECT_THAT(codes_of(duty + "property p { never owed(d where cap) }"), ElementsAre("P301"));
}

TEST(CheckDuties, AskedForTheyMustHaveOneTrigger) {
  const std::string texts =
      "clause d { Ann shall pay within 5 days whenever closes }\n"
      "amendment a effective 2026-05-01 {\n"
      "  replace clause d { Ann shall pay within 5 days whenever launch }\n}\n";
  const Diagnostic several = only_diagnostic(texts + "property p { never owed(d where trigger.revenue > $5) }");
  EXPECT_EQ(code_text(several.code), "P212");
  EXPECT_THAT(several.message, HasSubstr("`closes` and `launch`"));
  EXPECT_THAT(codes_of(texts + "property p { never owed(d where trigger.date < date) }"), IsEmpty());
  EXPECT_THAT(codes_of("clause d { Ann shall pay  Ann shall pay whenever closes }\n"
                       "property p { never owed(d where trigger.revenue > $5) }"),
              ElementsAre("P212"));
}

TEST(CheckDuties, MentionsOfWhatNothingCreates) {
  const std::string covenant = "clause k { Ann shall keep rain }\n";
  EXPECT_THAT(codes_of(covenant + "property p { never overdue(k) }"), IsEmpty());
  EXPECT_THAT(codes_of(covenant + "property p { never owed(k) }"), ElementsAre("P414"));
  EXPECT_THAT(codes_of(covenant + "property p { never overdue(k where trigger.x) }"), ElementsAre("P414"));
  EXPECT_THAT(codes_of(covenant + "property p { always rain assuming all comply except k }"), IsEmpty());
  EXPECT_THAT(codes_of("clause b { Ann shall not launch }\nproperty p { always rain assuming all comply except b }"),
              ElementsAre("P414"));
  EXPECT_THAT(codes_of("clause e { Ann shall ensure rain }\nclause c { Ann shall not launch unless discharges(e) }"),
              ElementsAre("P414"));
}

TEST(CheckDuties, ACovenantDependsOnNoCovenant) {
  const std::string other = "clause k { Ann shall keep rain }\n";
  EXPECT_THAT(codes_of(other + clause("Bob shall keep not overdue(k)")), ElementsAre("P430"));
  EXPECT_THAT(codes_of(other + clause("Bob shall keep rain unless overdue(k)")), ElementsAre("P430"));
  EXPECT_THAT(codes_of(other + "define late = overdue(k)\n" + clause("Bob shall keep rain when late")),
              ElementsAre("P430"));
  EXPECT_THAT(codes_of(other + "clause h unless overdue(k) { Bob shall keep rain }"), ElementsAre("P430"));
  EXPECT_THAT(codes_of("clause k { Ann shall keep not overdue(k) }"), ElementsAre("P430"));
  EXPECT_THAT(codes_of("clause d { Ann shall pay }\n" + clause("Bob shall keep not overdue(d)")), IsEmpty());
  EXPECT_THAT(codes_of(other + "clause h unless overdue(k) { Bob shall pay whenever becoming overdue(k) }"), IsEmpty());
}

TEST(CheckDuties, NumbersNeedATriggerWithParametersOfAKind) {
  EXPECT_THAT(codes_of(clause("Ann shall launch merging")), ElementsAre("P431"));
  EXPECT_THAT(codes_of(clause("Ann shall launch whenever closes one outstanding per revenue")), ElementsAre("P311"));
  EXPECT_THAT(codes_of(clause("Ann shall launch whenever closes one outstanding per cloud")), ElementsAre("P206"));
  EXPECT_THAT(codes_of(clause("Ann shall launch whenever launch one outstanding per cloud, cloud")),
              ElementsAre("P208"));
  EXPECT_THAT(codes_of(clause("Ann shall launch whenever becoming rain one outstanding per cloud")),
              ElementsAre("P206"));
  EXPECT_THAT(codes_of(clause("Ann shall launch whenever pay one outstanding per payer")), IsEmpty());
}

TEST(CheckDuties, PrecedenceIsOfWhatAnEventCallsUp) {
  const std::string ban = "clause b { Ann shall not launch }\n";
  EXPECT_THAT(codes_of(ban + clause("Ann shall keep rain notwithstanding b")), ElementsAre("P429"));
  EXPECT_THAT(codes_of(ban + clause("Ann shall launch subject to b")), ElementsAre("P429"));
  EXPECT_THAT(codes_of(ban + clause("Ann shall launch whenever becoming rain subject to b")), ElementsAre("P429"));
  EXPECT_THAT(codes_of(ban + clause("Ann shall pay whenever launch notwithstanding b")), IsEmpty());
  const Agreement agreement = agreement_of(
      ban + "clause h notwithstanding b { Ann shall keep rain  Ann shall pay whenever launch  Bob shall pay }");
  EXPECT_THAT(agreement.statements.at(0).defeated_by, ElementsAre(StatementId{2}));
}

TEST(CheckDuties, APartyThatIsReadMayMeetAnyOther) {
  const Agreement agreement = agreement_of(kHolder +
                                           "clause b { holder shall not pay when rain }\n"
                                           "clause h notwithstanding b { Bob shall not pay }");
  EXPECT_THAT(agreement.statements.at(0).defeated_by, ElementsAre(StatementId{1}));
}

TEST(CheckDuties, WrongTypes) {
  EXPECT_THAT(codes_of(clause("cap shall launch")), ElementsAre("P301"));
  EXPECT_THAT(codes_of(clause("trigger.revenue shall launch whenever closes")), ElementsAre("P301"));
  EXPECT_THAT(codes_of(clause("trigger.payer may launch")), ElementsAre("P210"));
  EXPECT_THAT(codes_of(clause("revenue shall launch whenever closes")), ElementsAre("P210"));
  EXPECT_THAT(codes_of(clause("rain may launch")), ElementsAre("P204"));
  EXPECT_THAT(codes_of(clause("Carol shall keep rain")), ElementsAre("P203"));
  EXPECT_THAT(codes_of(clause("Bob shall launch")), ElementsAre("P404"));
  EXPECT_THAT(codes_of(clause("Ann shall ensure cap")), ElementsAre("P301"));
  EXPECT_THAT(codes_of(clause("Ann shall keep happens launch")), ElementsAre("P401"));
  EXPECT_THAT(codes_of("property p { always breached(cap) }"), ElementsAre("P301"));
  EXPECT_EQ(only_diagnostic(clause("Ann shall launch by 30 days whenever closes")).help,
            "how long there is from then on is written `within …`");
  EXPECT_EQ(only_diagnostic(clause("Ann shall launch within 2026-05-01")).help,
            "write `by` before the last day itself");
}

}  // namespace
}  // namespace proviso::language
