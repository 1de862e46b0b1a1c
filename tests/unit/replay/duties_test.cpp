#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::StatementId;
using properties::Moment;

// The seller delivers; the buyer shall pay the price within ten days.
struct Sale : testing::Test {
  Builder b;
  language::ActionId deliver = b.action("deliver", Builder::kSeller, {kNumber});
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ActionId end = b.action("end", language::Nobody{});
  language::TallyId ended = b.tally({"ended", {}, language::TallyKind::kEver, end, {}, {}, {}, {}, kBool, {}});

  language::Duty payment() {
    language::Duty duty = b.duty(Builder::kBuyer, pay, 10, deliver);
    b.where(duty, b.eq(b.field(0), b.trigger(0)));
    return duty;
  }
  Moment delivery(int on, long price = 5) const { return happening(on, deliver, {number(price)}); }
  Moment paid(int on, long amount = 5) const { return happening(on, pay, {number(amount)}); }
};

TEST_F(Sale, PaymentInTimeDischarges) {
  b.clause({payment()});
  const Trace trace = b.run(history({delivery(0), paid(10)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_TRUE(trace.clean());
  EXPECT_EQ(trace.judgements[0].created, std::vector{StatementId{0}});
  ASSERT_EQ(trace.judgements[0].duties.size(), 1U);
  EXPECT_EQ(trace.judgements[0].duties[0].deadline, day(10));
  EXPECT_EQ(trace.judgements[0].duties[0].trigger, properties::Arguments{number(5)});
  EXPECT_EQ(trace.judgements[1].discharged, std::vector{StatementId{0}});
  EXPECT_TRUE(trace.judgements[1].duties.empty());
}

TEST_F(Sale, DeadlineTable) {
  b.clause({payment()});
  const struct {
    std::vector<Moment> moments;
    bool clean;
    std::size_t owed;
  } rows[] = {
      {{delivery(0), quiet(10)}, true, 1},             // the deadline day is in time
      {{delivery(0), quiet(11)}, false, 1},            // the day after is overdue
      {{delivery(0), paid(11)}, false, 0},             // late: discharged, and still a breach
      {{delivery(0), paid(10, 4)}, true, 1},           // another amount discharges nothing
      {{delivery(0), paid(0)}, true, 0},               // the same day
      {{paid(0), delivery(0)}, true, 1},               // paid in advance counts for nothing
      {{delivery(0), quiet(11), paid(90)}, false, 0},  // once overdue, nothing holds the date back
  };
  for (const auto& row : rows) {
    const Trace trace = b.run(history(row.moments));
    ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    EXPECT_EQ(trace.clean(), row.clean);
    EXPECT_EQ(trace.judgements.back().duties.size(), row.owed);
  }
}

TEST_F(Sale, OverdueStaysSoUntilDischarged) {
  b.clause({payment()});
  const Trace trace = b.run(history({delivery(0), quiet(11), quiet(12), paid(13), quiet(14)}));
  EXPECT_TRUE(trace.judgements[1].duties[0].overdue);
  EXPECT_EQ(trace.judgements[2].overdue.size(), 1U);
  EXPECT_FALSE(trace.judgements[3].compliant);
  EXPECT_TRUE(trace.judgements[4].compliant);
}

TEST_F(Sale, DateNeverJumpsOverTheDayAfterTheDeadline) {
  b.clause({payment()});
  const Trace trace = b.run(history({delivery(0), quiet(12)}));
  EXPECT_EQ(trace.trouble, Trouble::kMalformed);
  EXPECT_EQ(trace.trouble_moment, 1U);
  EXPECT_EQ(trace.judgements.size(), 1U);
  EXPECT_NE(trace.why.find("clause"), std::string::npos);
}

TEST_F(Sale, SecondDutyOfOneStatementOverflows) {
  b.clause({payment()});
  EXPECT_EQ(b.run(history({delivery(0), delivery(1)})).trouble, Trouble::kOverflow);
  EXPECT_EQ(b.run(history({delivery(0), paid(1), delivery(1)})).trouble, Trouble::kNone);
}

TEST_F(Sale, TwoStatementsMayBothBeOutstanding) {
  b.clause({payment(), payment()});
  EXPECT_EQ(b.run(history({delivery(0)})).judgements[0].duties.size(), 2U);
}

TEST_F(Sale, EventDischargesOldestDutyOfEachClause) {
  b.clause({payment(), payment()});
  b.clause({payment()});
  const Trace trace = b.run(history({delivery(0), paid(1)}));
  EXPECT_EQ(trace.judgements[1].discharged, (std::vector{StatementId{0}, StatementId{2}}));
  ASSERT_EQ(trace.judgements[1].duties.size(), 1U);
  EXPECT_EQ(trace.judgements[1].duties[0].statement, StatementId{1});
}

TEST_F(Sale, EventDischargesThenCreatesButNotItsOwn) {
  language::Duty again = b.duty(Builder::kBuyer, pay, 10, pay);
  auto clause = b.clause({again});
  auto formula = b.owed(clause);
  const Trace trace = b.run(history({paid(0), paid(3)}), formula);
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_TRUE(trace.judgements[0].discharged.empty());
  EXPECT_EQ(trace.judgements[1].discharged.size(), 1U);
  EXPECT_EQ(trace.judgements[1].created.size(), 1U);
  EXPECT_EQ(trace.judgements[1].duties[0].deadline, day(13));
  EXPECT_EQ(trace.formula[1], true);
}

TEST_F(Sale, ForbiddenEventDischarges) {
  b.clause({payment()});
  b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, {}, {}}});
  const Trace trace = b.run(history({delivery(0), paid(1)}));
  EXPECT_FALSE(trace.judgements[1].permitted);
  EXPECT_EQ(trace.judgements[1].discharged.size(), 1U);
}

TEST_F(Sale, OnlyThePartyOfTheDutyDischarges) {
  auto send = b.action("send", language::ActorField{0}, {kPartyType});
  b.clause({b.duty(Builder::kBuyer, send, 10, deliver)});
  const Trace trace = b.run(history({delivery(0), happening(1, send, {member(1)}), happening(2, send, {member(0)})}));
  EXPECT_EQ(trace.judgements[1].duties.size(), 1U);
  EXPECT_EQ(trace.judgements[2].duties.size(), 0U);
}

TEST_F(Sale, TriggerWhereWhenAndUnlessAreReadAtCreation) {
  language::Duty duty = payment();
  duty.trigger->where = b.op(BinaryOp::kGt, b.field(0), b.num(1));
  duty.when = b.op(BinaryOp::kGt, b.trigger(0), b.num(2));
  duty.unless = b.op(BinaryOp::kGt, b.trigger(0), b.num(7));
  b.clause({duty});
  const std::pair<long, std::size_t> rows[] = {{1, 0}, {2, 0}, {3, 1}, {7, 1}, {8, 0}};
  for (const auto& [price, created] : rows) {
    EXPECT_EQ(b.run(history({delivery(0, price)})).judgements[0].created.size(), created) << price;
  }
}

TEST_F(Sale, CreationReadsTalliesBeforeTheEvent) {
  auto delivered = b.tally({"delivered", {}, language::TallyKind::kEver, deliver, {}, {}, {}, {}, kBool, {}});
  language::Duty duty = payment();
  duty.unless = b.read(delivered);
  b.clause({duty});
  EXPECT_EQ(b.run(history({delivery(0)})).judgements[0].created.size(), 1U);
}

TEST_F(Sale, WithinIsReadAtCreationAndRoundsDown) {
  language::Duty duty = payment();
  duty.deadline = language::Within{b.op(BinaryOp::kDiv, b.trigger(0), b.num(2))};
  b.clause({duty});
  EXPECT_EQ(b.run(history({delivery(0, 5)})).judgements[0].duties[0].deadline, day(2));
  EXPECT_EQ(b.run(history({delivery(3, -1)})).judgements[0].duties[0].deadline, day(2));
}

TEST_F(Sale, DutyBornOverdueDoesNotHoldTheDate) {
  language::Duty duty = payment();
  duty.deadline = language::Within{b.num(-1)};
  b.clause({duty});
  const Trace trace = b.run(history({delivery(5), quiet(50)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_TRUE(trace.judgements[0].compliant);
  EXPECT_FALSE(trace.judgements[1].compliant);
}

TEST_F(Sale, DutyOutlivesItsClause) {
  auto clause = b.clause({payment()});
  b.only_text(clause).before = {b.date(2)};
  EXPECT_EQ(b.run(history({delivery(0), quiet(5)})).judgements[1].duties.size(), 1U);
  EXPECT_EQ(b.run(history({delivery(2)})).judgements[0].duties.size(), 0U);
}

TEST_F(Sale, LapsesWithClauseAtTheFirstMomentOutOfForce) {
  language::Duty duty = payment();
  duty.lapse = language::LapsesWithClause{};
  auto clause = b.clause({duty});
  b.only_text(clause).through = {b.date(2)};
  const Trace trace = b.run(history({delivery(0), quiet(2), quiet(3)}));
  EXPECT_EQ(trace.judgements[1].duties.size(), 1U);
  EXPECT_EQ(trace.judgements[2].lapsed.size(), 1U);
  EXPECT_TRUE(trace.judgements[2].duties.empty());
}

TEST_F(Sale, LapsesWithClauseReadsItsHeadBefore) {
  language::Duty duty = payment();
  duty.lapse = language::LapsesWithClause{};
  auto clause = b.clause({duty});
  b.only_text(clause).unless = b.read(ended);
  const Trace trace = b.run(history({delivery(0), happening(1, end), quiet(1)}));
  EXPECT_TRUE(trace.judgements[1].lapsed.empty());
  EXPECT_EQ(trace.judgements[2].lapsed.size(), 1U);
}

TEST_F(Sale, LapsesWhenReadsAfter) {
  language::Duty duty = payment();
  duty.lapse = language::LapsesWhen{b.read(ended)};
  b.clause({duty});
  const Trace trace = b.run(history({delivery(0), happening(1, end), delivery(2)}));
  EXPECT_EQ(trace.judgements[1].lapsed.size(), 1U);
  EXPECT_EQ(trace.judgements[2].created.size(), 1U);
  EXPECT_EQ(trace.judgements[2].lapsed.size(), 1U) << "at once, where the condition is true already";
}

TEST_F(Sale, LapsesWhenReadsItsTrigger) {
  language::Duty duty = payment();
  duty.lapse = language::LapsesWhen{
      b.op(BinaryOp::kGe, b.today(), b.op(BinaryOp::kAdd, b.make(language::TriggerDate{}), b.trigger(0)))};
  b.clause({duty});
  const Trace trace = b.run(history({delivery(1, 3), quiet(3), quiet(4)}));
  EXPECT_TRUE(trace.judgements[1].lapsed.empty());
  EXPECT_EQ(trace.judgements[2].lapsed.size(), 1U);
}

TEST_F(Sale, LapsesAreSimultaneous) {
  language::Duty first = payment();
  language::Duty second = payment();
  first.lapse = language::LapsesWhen{b.read(ended)};
  const language::ClauseId first_clause{0};
  second.lapse = language::LapsesWhen{b.negated(b.owed(first_clause))};
  b.clause({first});
  b.clause({second});
  const Trace trace = b.run(history({delivery(0), happening(1, end), quiet(1)}));
  EXPECT_EQ(trace.judgements[1].lapsed, std::vector{StatementId{0}});
  EXPECT_EQ(trace.judgements[2].lapsed, std::vector{StatementId{1}});
}

TEST_F(Sale, OverdueComesBeforeLapse) {
  language::Duty duty = payment();
  duty.lapse = language::LapsesWhen{b.op(BinaryOp::kGe, b.today(), b.date(11))};
  b.clause({duty});
  const Trace trace = b.run(history({delivery(0), quiet(11), quiet(12)}));
  EXPECT_FALSE(trace.judgements[1].compliant);
  EXPECT_TRUE(trace.judgements[2].compliant);
}

TEST_F(Sale, DelaysOfThoseWhoNeedNotComplyDoNotMatter) {
  b.clause({payment()});
  properties::Goal goal = b.goal(b.yes());
  goal.setting.complies[Builder::kBuyer.index] = false;
  const Trace trace = replay(b.agreement, goal, history({delivery(0), quiet(11)}));
  EXPECT_TRUE(trace.clean());
  EXPECT_EQ(trace.judgements[1].overdue.size(), 1U);
}

TEST_F(Sale, StruckClauseOwesNothing) {
  auto clause = b.clause({payment()});
  properties::Goal goal = b.goal(b.owed(clause));
  goal.setting.struck[clause.index] = true;
  const Trace trace = replay(b.agreement, goal, history({delivery(0), quiet(50)}));
  EXPECT_TRUE(trace.clean());
  EXPECT_EQ(trace.formula[0], false);
}

TEST_F(Sale, OwedCoversEveryTextOfTheClause) {
  auto clause = b.clause({payment()});
  b.only_text(clause).before = {b.date(2)};
  b.text(clause, {payment()}).from = {b.date(2)};
  auto formula = b.owed(clause);
  const Trace trace = b.run(history({delivery(0), delivery(2), paid(3), paid(4)}), formula);
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].duties.size(), 2U);
  EXPECT_EQ(trace.judgements[2].discharged, std::vector{StatementId{0}});
  EXPECT_EQ(trace.formula[2], true);
  EXPECT_EQ(trace.formula[3], false);
}

TEST_F(Sale, OwedByNamesTheParty) {
  b.clause({payment()});
  auto buyer_owes = b.make(language::OwedBy{b.party(Builder::kBuyer)});
  auto seller_owes = b.make(language::OwedBy{b.party(Builder::kSeller)});
  EXPECT_EQ(b.run(history({delivery(0)}), buyer_owes).formula[0], true);
  EXPECT_EQ(b.run(history({delivery(0)}), seller_owes).formula[0], false);
}

TEST_F(Sale, OtherTalliesInWhereAreReadAtDischarge) {
  language::Duty duty = payment();
  b.where(duty, b.read(ended));
  b.clause({duty});
  const Trace trace = b.run(history({delivery(0), paid(1), happening(2, end), paid(3)}));
  EXPECT_TRUE(trace.judgements[1].discharged.empty());
  EXPECT_EQ(trace.judgements[3].discharged.size(), 1U);
}

}  // namespace
}  // namespace proviso::replay
