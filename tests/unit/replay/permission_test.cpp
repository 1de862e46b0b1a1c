#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::May;
using language::ShallNot;
using language::StatementId;
using properties::Moment;

struct Shop : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ActionId order = b.action("order", Builder::kBuyer);
  language::ActionId strike = b.action("strike", language::Nobody{});

  Moment paid(int on, long amount = 5) const { return happening(on, pay, {number(amount)}); }
  language::ExprId may_pay_next(long amount) { return b.make(language::Permitted{pay, {b.num(amount)}}); }
  bool permitted(const Moment& moment) { return b.run(history({moment})).judgements.at(0).permitted; }
  language::ExprId more_than(long amount) { return b.op(BinaryOp::kGt, b.field(0), b.num(amount)); }
};

TEST_F(Shop, WhatNoClauseForbidsIsPermitted) { EXPECT_TRUE(permitted(paid(0))); }

TEST_F(Shop, ShallNotHitsWhenAndUnless) {
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, more_than(3), more_than(7)}});
  const std::pair<long, bool> rows[] = {{3, true}, {4, false}, {7, false}, {8, true}};
  for (const auto& [amount, expected] : rows) EXPECT_EQ(permitted(paid(0, amount)), expected) << amount;
  const Trace trace = b.run(history({paid(0, 4)}));
  EXPECT_EQ(trace.judgements[0].forbidden_by, std::vector{StatementId{0}});
  EXPECT_FALSE(trace.clean());
}

TEST_F(Shop, ShallNotSpeaksOfItsPartyAndActionAlone) {
  auto send = b.action("send", language::ActorField{0}, {kPartyType});
  b.clause({ShallNot{b.party(Builder::kSeller), send, {}, {}}});
  EXPECT_TRUE(permitted(happening(0, send, {member(0)})));
  EXPECT_FALSE(permitted(happening(0, send, {member(1)})));
  EXPECT_TRUE(permitted(paid(0)));
}

TEST_F(Shop, ReservedNeedsAMay) {
  b.agreement.actions[order.index].reserved = true;
  Trace trace = b.run(history({happening(0, order)}));
  EXPECT_TRUE(trace.judgements[0].reserved_uncovered);
  EXPECT_FALSE(trace.judgements[0].permitted);
  auto licence = b.clause({May{b.party(Builder::kBuyer), order, {}, {}}});
  b.only_text(licence).through = {b.date(3)};
  trace = b.run(history({happening(3, order)}));
  EXPECT_TRUE(trace.clean());
  EXPECT_EQ(trace.judgements[0].permitted_by, std::vector{StatementId{0}});
  EXPECT_FALSE(permitted(happening(4, order)));
}

TEST_F(Shop, MayDoesNotDefeatShallNot) {
  b.clause({May{b.party(Builder::kBuyer), pay, {}, {}}});
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, {}, {}}});
  EXPECT_FALSE(permitted(paid(0)));
}

TEST_F(Shop, NobodysEventsAreNeverForbidden) {
  b.agreement.actions[strike.index].reserved = true;
  b.clause({ShallNot{b.party(Builder::kBuyer), strike, {}, {}}});
  EXPECT_TRUE(permitted(happening(0, strike)));
}

TEST_F(Shop, BoundsTable) {
  auto clause = b.clause({ShallNot{b.party(Builder::kBuyer), pay, {}, {}}});
  b.only_text(clause).from = {b.date(2), b.date(1)};
  b.only_text(clause).through = {b.date(8)};
  b.only_text(clause).before = {b.date(6), b.date(7)};
  const std::pair<int, bool> rows[] = {{1, true}, {2, false}, {5, false}, {6, true}, {9, true}};
  for (const auto& [on, expected] : rows) EXPECT_EQ(permitted(paid(on)), expected) << on;
}

TEST_F(Shop, HeadUnlessIsReadBefore) {
  auto paid_ever = b.tally({"ever", {}, language::TallyKind::kEver, pay, {}, {}, {}, {}, kBool, {}});
  auto clause = b.clause({ShallNot{b.party(Builder::kBuyer), pay, {}, {}}});
  b.only_text(clause).unless = b.read(paid_ever);
  const Trace trace = b.run(history({paid(0), paid(0)}));
  EXPECT_FALSE(trace.judgements[0].permitted);
  EXPECT_TRUE(trace.judgements[1].permitted);
}

TEST_F(Shop, ClausesReadTalliesBeforeAndConditionsNow) {
  auto total = b.tally({"total", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});
  auto consent = b.condition();
  auto sum = b.op(BinaryOp::kAdd, b.read(total), b.field(0));
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, b.op(BinaryOp::kGt, sum, b.num(9)), b.read(consent)}});
  auto second = [&](bool consented) {
    properties::History two = history({paid(0, 5), paid(0, 5)});
    two.moments[0].conditions = {{{}, false}};
    two.moments[1].conditions = {{{}, consented}};
    return b.run(two).judgements.at(1).permitted;
  };
  EXPECT_FALSE(second(false));
  EXPECT_TRUE(second(true));
}

TEST_F(Shop, StruckClausesNeitherForbidNorPermit) {
  b.agreement.actions[order.index].reserved = true;
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, {}, {}}});
  b.clause({May{b.party(Builder::kBuyer), order, {}, {}}});
  properties::Goal goal = b.goal(b.yes());
  goal.setting.struck = {true, true};
  const Trace trace = replay(b.agreement, goal, history({paid(0), happening(0, order)}));
  EXPECT_TRUE(trace.judgements[0].permitted);
  EXPECT_FALSE(trace.judgements[1].permitted);
}

TEST_F(Shop, ActsOfThoseWhoNeedNotComplyDoNotMatter) {
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, {}, {}}});
  properties::Goal goal = b.goal(b.yes());
  goal.setting.complies[Builder::kBuyer.index] = false;
  const Trace trace = replay(b.agreement, goal, history({paid(0)}));
  EXPECT_FALSE(trace.judgements[0].permitted);
  EXPECT_TRUE(trace.clean());
}

TEST_F(Shop, PermittedAsksAboutTheNextEventToday) {
  auto total = b.tally({"total", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});
  auto sum = b.op(BinaryOp::kAdd, b.read(total), b.field(0));
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, b.op(BinaryOp::kGt, sum, b.num(9)), {}}});
  const auto five = may_pay_next(5);
  const auto five_before = b.before(five);
  EXPECT_EQ(b.run(history({quiet(0), paid(0, 5)}), five).formula, (std::vector<std::optional<bool>>{true, false}));
  EXPECT_EQ(b.run(history({quiet(0), paid(0, 5)}), five_before).formula,
            (std::vector<std::optional<bool>>{true, true}));
}

TEST_F(Shop, DischargesAsksAboutOutstandingDuties) {
  language::Duty duty = b.duty(Builder::kBuyer, pay, 10, order);
  b.where(duty, b.eq(b.field(0), b.num(5)));
  auto owing = b.clause({duty});
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, {}, b.make(language::Discharges{owing})}});
  const auto may_pay_five = may_pay_next(5);
  const Trace trace = b.run(history({happening(0, order), paid(1, 4), paid(1, 5), paid(1, 5)}), may_pay_five);
  EXPECT_FALSE(trace.judgements[1].permitted);
  EXPECT_TRUE(trace.judgements[2].permitted);
  EXPECT_FALSE(trace.judgements[3].permitted);
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{true, true, false, false}));
}

TEST_F(Shop, DischargesOfAStruckClauseIsFalse) {
  auto owing = b.clause({b.duty(Builder::kBuyer, pay, 10, order)});
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, {}, b.make(language::Discharges{owing})}});
  properties::Goal goal = b.goal(b.yes());
  goal.setting.struck[owing.index] = true;
  const Trace trace = replay(b.agreement, goal, history({happening(0, order), paid(1)}));
  EXPECT_FALSE(trace.judgements[1].permitted);
}

TEST_F(Shop, UndefinedConditionStops) {
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, b.undefined(), {}}});
  const Trace trace = b.run(history({happening(0, order), paid(0)}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 1U);
}

TEST_F(Shop, WhenGuardsUnlessAndBoundsGuardBoth) {
  b.clause({ShallNot{b.party(Builder::kBuyer), pay, b.no(), b.undefined()}});
  auto later = b.clause({ShallNot{b.party(Builder::kBuyer), pay, b.undefined(), {}}});
  b.only_text(later).from = {b.date(9)};
  EXPECT_TRUE(b.run(history({paid(0)})).clean());
  EXPECT_EQ(b.run(history({paid(9)})).trouble, Trouble::kUndefined);
}

}  // namespace
}  // namespace proviso::replay
