// Statements that give way to others. They are numbered in the order in which they are made.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::ClauseId;
using language::Duty;
using language::ExprId;
using language::May;
using language::ShallNot;
using language::StatementId;
using properties::Moment;

struct Precedence : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ActionId order = b.action("order", Builder::kBuyer);

  ClauseId forbid(Maybe when = {}, Maybe unless = {}) {
    return b.clause({ShallNot{b.party(Builder::kBuyer), pay, when, unless}});
  }
  ClauseId allow(Maybe when = {}, Maybe unless = {}) {
    return b.clause({May{b.party(Builder::kBuyer), pay, when, unless}});
  }
  // Paying triggers it.
  Duty duty() { return b.duty(Builder::kSeller, order, 10, pay); }
  ExprId more_than(long amount) { return b.op(BinaryOp::kGt, b.field(0), b.num(amount)); }
  ExprId paid_more_than(long amount) { return b.op(BinaryOp::kGt, b.trigger(0), b.num(amount)); }

  Moment paid(long amount = 5) const { return happening(0, pay, {number(amount)}); }
  Judgement judged(const properties::Goal& goal, long amount = 5) {
    const Trace trace = replay(b.agreement, goal, history({paid(amount)}));
    EXPECT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    return trace.judgements.empty() ? Judgement{} : trace.judgements[0];
  }
  Judgement judged(long amount = 5) { return judged(b.goal(b.yes()), amount); }
};

TEST_F(Precedence, WithoutItBothApply) {
  forbid();
  allow();
  EXPECT_EQ(judged().forbidden_by, statements({0}));
  EXPECT_EQ(judged().permitted_by, statements({1}));
  EXPECT_TRUE(judged().defeated.empty());
}

TEST_F(Precedence, DefeatedShallNotDoesNotForbid) {
  forbid();
  allow();
  b.defeats(1, 0);
  const Judgement judgement = judged();
  EXPECT_TRUE(judgement.permitted);
  EXPECT_TRUE(judgement.forbidden_by.empty());
  EXPECT_EQ(judgement.permitted_by, statements({1}));
  EXPECT_EQ(judgement.defeated, statements({0}));
}

TEST_F(Precedence, DefeatedMayDoesNotCover) {
  b.agreement.actions[pay.index].reserved = true;
  allow();
  forbid(more_than(7));
  b.defeats(1, 0);
  EXPECT_TRUE(judged(7).permitted);
  const Judgement judgement = judged(8);
  EXPECT_TRUE(judgement.reserved_uncovered);
  EXPECT_TRUE(judgement.permitted_by.empty());
  EXPECT_EQ(judgement.defeated, statements({0}));
}

TEST_F(Precedence, OnlyWhereTheOtherApplies) {
  forbid();
  const ClauseId licence = allow(more_than(3), more_than(7));
  b.defeats(1, 0);
  const std::pair<long, bool> rows[] = {{3, false}, {4, true}, {7, true}, {8, false}};
  for (const auto& [amount, permitted] : rows) EXPECT_EQ(judged(amount).permitted, permitted) << amount;
  b.only_text(licence).before = {b.date(0)};
  EXPECT_FALSE(judged(4).permitted) << "out of force";
  b.only_text(licence) = {.clause = licence, .unless = b.yes(), .statements = statements({1})};
  EXPECT_FALSE(judged(4).permitted) << "by its head";
}

TEST_F(Precedence, WhatDoesNotApplyIsNotDefeated) {
  forbid(more_than(7));
  allow();
  b.defeats(1, 0);
  EXPECT_TRUE(judged(7).defeated.empty());
  EXPECT_EQ(judged(8).defeated, statements({0}));
}

TEST_F(Precedence, StruckClauseDefeatsNothing) {
  forbid();
  const ClauseId licence = allow();
  b.defeats(1, 0);
  properties::Goal goal = b.goal(b.yes());
  goal.setting.struck[licence.index] = true;
  EXPECT_FALSE(judged(goal).permitted);
  EXPECT_TRUE(judged(goal).defeated.empty());
}

TEST_F(Precedence, OtherPartysStatementDoesNotSpeakOfTheEvent) {
  const auto send = b.action("send", language::ActorField{0}, {kPartyType});
  b.clause({ShallNot{b.party(Builder::kBuyer), send, {}, {}}});
  b.clause({May{b.party(Builder::kSeller), send, {}, {}}});
  b.defeats(1, 0);
  const auto by = [&](std::uint32_t party) {
    return b.run(history({happening(0, send, {member(party)})})).judgements.at(0).permitted;
  };
  EXPECT_FALSE(by(0));
  EXPECT_TRUE(by(1));
}

TEST_F(Precedence, DefeatedDefeaterDefeatsNothing) {
  forbid();
  allow();
  forbid(more_than(7));
  b.defeats(1, 0);
  b.defeats(2, 1);
  EXPECT_TRUE(judged(7).permitted);
  EXPECT_EQ(judged(7).defeated, statements({0}));
  EXPECT_EQ(judged(8).forbidden_by, statements({0, 2}));
  EXPECT_EQ(judged(8).defeated, statements({1}));
}

// 3 over 2 over 1 over 0: every second one stands.
TEST_F(Precedence, ChainTable) {
  for (int i = 0; i < 4; ++i) forbid(b.op(BinaryOp::kLe, b.field(0), b.num(i)));
  for (std::uint32_t i = 0; i < 3; ++i) b.defeats(i + 1, i);
  const struct {
    long amount;
    std::vector<std::uint32_t> applying, defeated;
  } rows[] = {{0, {1, 3}, {0, 2}}, {1, {1, 3}, {2}}, {2, {3}, {2}}, {3, {3}, {}}, {4, {}, {}}};
  for (const auto& row : rows) {
    EXPECT_EQ(judged(row.amount).forbidden_by, statements(row.applying)) << row.amount;
    EXPECT_EQ(judged(row.amount).defeated, statements(row.defeated)) << row.amount;
  }
}

TEST_F(Precedence, AnyOfSeveralIsEnough) {
  forbid();
  allow(more_than(7));
  allow(b.negated(more_than(3)));
  b.defeats(1, 0);
  b.defeats(2, 0);
  const std::pair<long, bool> rows[] = {{3, true}, {4, false}, {7, false}, {8, true}};
  for (const auto& [amount, permitted] : rows) EXPECT_EQ(judged(amount).permitted, permitted) << amount;
}

// Sixty ranks of two, each giving way to both of the next rank: as many ways through as 2 to the 60th.
TEST_F(Precedence, EachStatementIsLookedAtOnce) {
  for (int i = 0; i < 120; ++i) forbid();
  for (std::uint32_t i = 0; i + 2 < 120; ++i) {
    b.defeats(i / 2 * 2 + 2, i);
    b.defeats(i / 2 * 2 + 3, i);
  }
  EXPECT_EQ(judged().forbidden_by.size(), 60U);
  EXPECT_EQ(judged().defeated.size(), 60U);
}

TEST_F(Precedence, DefeatedDutyIsNotCreated) {
  Duty urgent = duty();
  urgent.deadline = language::Within{b.op(BinaryOp::kDiv, b.num(1), b.num(0))};
  b.clause({urgent});
  allow(more_than(7));
  b.defeats(1, 0);
  const Judgement judgement = judged(8);  // not even its deadline is read
  EXPECT_TRUE(judgement.created.empty());
  EXPECT_TRUE(judgement.duties.empty());
  EXPECT_EQ(judgement.defeated, statements({0}));
  EXPECT_EQ(b.run(history({paid(7)})).trouble, Trouble::kUndefined);
}

TEST_F(Precedence, DefeatedDutyDoesNotOverflow) {
  b.clause({duty()});
  forbid(more_than(7));
  b.defeats(1, 0);
  EXPECT_EQ(b.run(history({paid(5), paid(8)})).trouble, Trouble::kNone);
  EXPECT_EQ(b.run(history({paid(5), paid(7)})).trouble, Trouble::kOverflow);
}

// What is owed already stays owed.
TEST_F(Precedence, DefeatIsAskedAtCreationOnly) {
  b.clause({duty()});
  const ClauseId later = forbid();
  b.only_text(later).from = {b.date(5)};
  b.defeats(1, 0);
  const Trace trace = b.run(history({paid(5), quiet(7)}));
  EXPECT_EQ(trace.judgements.at(1).duties.size(), 1U);
}

TEST_F(Precedence, DutyOverDuty) {
  b.clause({duty()});
  Duty special = duty();
  special.trigger->where = more_than(3);
  special.when = paid_more_than(5);
  special.unless = paid_more_than(7);
  b.clause({special});
  b.defeats(1, 0);
  const struct {
    long amount;
    std::vector<std::uint32_t> created, defeated;
  } rows[] = {{3, {0}, {}}, {5, {0}, {}}, {6, {1}, {0}}, {7, {1}, {0}}, {8, {0}, {}}};
  for (const auto& row : rows) {
    EXPECT_EQ(judged(row.amount).created, statements(row.created)) << row.amount;
    EXPECT_EQ(judged(row.amount).defeated, statements(row.defeated)) << row.amount;
  }
}

// A duty of whomever defeats by its trigger, whoever's act that is.
TEST_F(Precedence, DutyOverShallNot) {
  forbid();
  Duty instead = duty();
  instead.trigger->where = more_than(7);
  const ClauseId reporting = b.clause({instead});
  b.defeats(1, 0);
  EXPECT_FALSE(judged(7).permitted);
  EXPECT_TRUE(judged(8).permitted);
  EXPECT_EQ(judged(8).created, statements({1}));
  b.only_text(reporting).from = {b.date(1)};
  EXPECT_FALSE(judged(8).permitted);
}

TEST_F(Precedence, DefeatedDutyDefeatsNothing) {
  forbid();
  b.clause({duty()});
  allow(more_than(7));
  b.defeats(1, 0);
  b.defeats(2, 1);
  EXPECT_TRUE(judged(7).permitted);
  EXPECT_FALSE(judged(8).permitted);
  EXPECT_EQ(judged(8).defeated, statements({1}));
  EXPECT_TRUE(judged(8).created.empty());
}

// Permission and creation are judged on the same past: what the event discharges is still owed to both.
TEST_F(Precedence, DischargesIsReadBeforeTheEventInBoth) {
  Duty payment = b.duty(Builder::kBuyer, pay, 10, order);
  const ClauseId owing = b.clause({payment});
  b.clause({duty()});
  allow(b.make(language::Discharges{owing}));
  b.defeats(2, 1);
  const Trace trace = b.run(history({happening(0, order), paid(), paid()}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].discharged, statements({0}));
  EXPECT_EQ(trace.judgements[1].defeated, statements({1}));
  EXPECT_EQ(trace.judgements[2].created, statements({1}));
}

TEST_F(Precedence, PermittedKnowsOfIt) {
  forbid();
  allow(more_than(7));
  b.defeats(1, 0);
  auto permitted = [&](long amount) {
    return b.run(history({quiet(0)}), b.make(language::Permitted{pay, {b.num(amount)}})).formula.at(0);
  };
  EXPECT_EQ(permitted(7), false);
  EXPECT_EQ(permitted(8), true);
}

TEST_F(Precedence, UndefinedDefeaterIsTroubleOfItsClause) {
  forbid();
  allow(b.undefined());
  b.agreement.clauses[1].name = "licence";
  b.defeats(1, 0);
  const Trace trace = b.run(history({quiet(0), paid()}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 1U);
  EXPECT_NE(trace.why.find("licence"), std::string::npos) << trace.why;
}

// Of an event that is only asked about, a duty is read for what it defeats, and only if there is something to defeat.
TEST_F(Precedence, PermittedReadsDutiesThatCouldDefeat) {
  forbid(more_than(7));
  Duty unclear = duty();
  unclear.when = b.undefined();
  b.clause({unclear});
  b.defeats(1, 0);
  auto permitted = [&](long amount) {
    return b.run(history({quiet(0)}), b.make(language::Permitted{pay, {b.num(amount)}})).formula.at(0);
  };
  EXPECT_EQ(permitted(7), true);
  EXPECT_EQ(permitted(8), std::nullopt);
}

}  // namespace
}  // namespace proviso::replay
