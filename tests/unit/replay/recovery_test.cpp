// `always possible F`: where a history stands, and whether a continuation leads on from there. `greatest` and `least`:
// which value a history reaches.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::ExprId;
using properties::Goal;
using properties::GoalKind;
using properties::Moment;

// `pay`, with an amount, which the buyer may do while `ready`; `paid` is the sum.
struct Recovery : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::TallyId paid = b.tally({"paid", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});
  language::ConditionId ready = b.condition();
  language::ClauseId only_ready =
      b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, b.negated(b.read(ready)), {}}});

  Goal recover(std::optional<std::uint32_t> within = {}) {
    Goal goal = b.goal(b.op(BinaryOp::kGe, b.read(paid), b.num(5)), GoalKind::kRecover);
    goal.within_moments = within;
    return goal;
  }
  static Moment idle(int on, bool is_ready = true) { return under(quiet(on), {is_ready}); }
  Moment paying(int on, long amount, bool is_ready = true) const {
    return under(happening(on, pay, {number(amount)}), {is_ready});
  }
  bool leads_on(const Goal& goal, std::vector<Moment> moments, const std::vector<Moment>& continuation) const {
    return recovers(b.agreement, goal, history(std::move(moments)), continuation);
  }
};

TEST_F(Recovery, FormulaIsReadAfterEachMoment) {
  const Trace trace = replay(b.agreement, recover(), history({idle(0), paying(1, 5), idle(2, false)}));
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{false, true, true}));
  EXPECT_TRUE(trace.values.empty());
}

TEST_F(Recovery, DemonstratesWhereItIsNotYetTrue) {
  EXPECT_TRUE(demonstrates(b.agreement, recover(), history({idle(0), paying(1, 4)})));
  EXPECT_FALSE(demonstrates(b.agreement, recover(), history({idle(0), paying(1, 5)})));
  EXPECT_FALSE(demonstrates(b.agreement, recover(), history({idle(0), paying(1, 4, false)}))) << "not compliant";
  EXPECT_FALSE(demonstrates(b.agreement, recover(), history({})));
}

TEST_F(Recovery, ContinuationTable) {
  const struct {
    std::vector<Moment> moments, continuation;
    bool expected;
  } rows[] = {
      {{idle(0)}, {paying(0, 5)}, true},
      {{idle(0)}, {idle(3), paying(4, 2), paying(5, 3)}, true},
      {{idle(0)}, {paying(0, 4)}, false},      // does not reach it
      {{paying(0, 2)}, {paying(0, 3)}, true},  // the past counts
      {{paying(0, 5)}, {}, true},              // there already
      {{paying(0, 4)}, {}, false},
      {{paying(0, 5)}, {idle(1)}, true},
      {{}, {paying(0, 5)}, false},                              // no moment to lead on from
      {{idle(2)}, {paying(1, 5)}, false},                       // back in time
      {{idle(0, false)}, {paying(0, 5, false)}, false},         // forbidden
      {{idle(0, false)}, {paying(0, 5)}, false},                // waits for the world to change
      {{idle(0)}, {paying(0, 5), idle(0, false)}, false},       // the world changes afterwards
      {{idle(0, false), idle(0)}, {paying(0, 5)}, true},        // as at the last moment, not the first
      {{paying(0, 1, false), idle(0)}, {paying(0, 5)}, false},  // not compliant before
      {{idle(0)}, {paying(0, 5), paying(0, -1)}, false},        // no longer at the end
  };
  for (const auto& row : rows)
    EXPECT_EQ(leads_on(recover(), row.moments, row.continuation), row.expected) << &row - rows;
}

TEST_F(Recovery, NoMoreMomentsThanAllowed) {
  const std::vector<Moment> two{paying(0, 2), paying(0, 3)};
  EXPECT_TRUE(leads_on(recover(2), {idle(0)}, two));
  EXPECT_FALSE(leads_on(recover(1), {idle(0)}, two));
  EXPECT_TRUE(leads_on(recover(1), {paying(0, 5)}, {}));
}

TEST_F(Recovery, ContinuationKeepsWhatTheGoalAssumes) {
  Goal goal = recover();
  goal.setting.complies = {false, true};
  EXPECT_TRUE(leads_on(goal, {idle(0, false)}, {paying(0, 5, false)}));
  goal = recover();
  goal.setting.struck = {true};
  EXPECT_TRUE(leads_on(goal, {idle(0, false)}, {paying(0, 5, false)}));
}

// The day after a deadline can not be passed over, and the duty can not be missed.
TEST_F(Recovery, ContinuationMeetsDuties) {
  b.clause({b.duty(Builder::kBuyer, language::Act{pay, {}}, language::By{b.date(3)}, {})});
  EXPECT_TRUE(leads_on(recover(), {idle(0)}, {paying(3, 5)}));
  EXPECT_FALSE(leads_on(recover(), {idle(0)}, {paying(4, 5)}));
  EXPECT_FALSE(leads_on(recover(), {idle(0)}, {idle(9), paying(9, 5)}));
}

TEST_F(Recovery, AssumptionsHoldAllAlong) {
  b.assume(b.op(BinaryOp::kLe, b.read(paid), b.num(6)));
  EXPECT_TRUE(leads_on(recover(), {idle(0)}, {paying(0, 6)}));
  EXPECT_FALSE(leads_on(recover(), {idle(0)}, {paying(0, 7)}));
}

TEST_F(Recovery, FormulaWithoutValueIsNotReached) {
  Goal goal = b.goal(b.undefined(), GoalKind::kRecover);
  EXPECT_FALSE(leads_on(goal, {idle(0)}, {}));
  EXPECT_FALSE(demonstrates(b.agreement, goal, history({idle(0)})));
}

// Of one product alone, and of all others: conditions are the same where their tables are.
TEST(Recovers, ComparesConditionsByTheirArguments) {
  Builder b;
  const auto product = b.kind({});
  const auto p = b.variable(of_kind(product));
  b.condition({p});
  const Goal goal = b.goal(b.op(BinaryOp::kGe, b.today(), b.date(1)), GoalKind::kRecover);
  const auto with = [](Moment moment, bool first, bool others) {
    properties::Table table{.listed = {}, .otherwise = others};
    table.listed[{member(0)}] = first;
    moment.conditions = {table};
    return moment;
  };
  const properties::History past = history({with(quiet(0), true, false)});
  EXPECT_TRUE(recovers(b.agreement, goal, past, {with(quiet(1), true, false)}));
  EXPECT_FALSE(recovers(b.agreement, goal, past, {with(quiet(1), false, false)}));
  EXPECT_FALSE(recovers(b.agreement, goal, past, {with(quiet(1), true, true)}));
}

TEST_F(Recovery, ValuesAfterEachMoment) {
  const std::vector<std::optional<language::Value>> expected{number(0), number(5), number(5), number(3)};
  for (GoalKind kind : {GoalKind::kGreatest, GoalKind::kLeast}) {
    const Trace trace =
        replay(b.agreement, b.goal(b.read(paid), kind), history({idle(0), paying(1, 5), idle(2), paying(3, -2)}));
    EXPECT_EQ(trace.values, expected);
    EXPECT_TRUE(trace.formula.empty());
  }
}

TEST_F(Recovery, ReachedTable) {
  const ExprId inverse = b.op(BinaryOp::kDiv, b.num(6), b.read(paid));
  const struct {
    ExprId asked;
    std::vector<Moment> moments;
    std::optional<language::Value> expected;
  } rows[] = {
      {b.read(paid), {paying(0, 5), paying(1, -1)}, number(4)},
      {b.today(), {idle(0), idle(7)}, day(7)},
      {inverse, {idle(0), paying(0, 4)}, mpq_class(3, 2)},  // without value before
      {inverse, {paying(0, 4), paying(0, -4)}, std::nullopt},
      {b.read(paid), {paying(0, 5, false)}, std::nullopt},    // not compliant
      {b.read(paid), {idle(1), paying(0, 5)}, std::nullopt},  // no history
      {b.read(paid), {}, std::nullopt},
  };
  for (const auto& row : rows) {
    for (GoalKind kind : {GoalKind::kGreatest, GoalKind::kLeast}) {
      const Goal goal = b.goal(row.asked, kind);
      EXPECT_EQ(reached(b.agreement, goal, history(row.moments)), row.expected) << &row - rows;
      EXPECT_EQ(demonstrates(b.agreement, goal, history(row.moments)), row.expected.has_value()) << &row - rows;
    }
  }
}

TEST_F(Recovery, ValueIsOverForAny) {
  const auto x = b.variable(kNumber);
  Goal goal = b.goal(b.op(BinaryOp::kMul, b.of(x), b.read(paid)), GoalKind::kGreatest);
  goal.for_any = {x};
  properties::History asked = history({paying(0, 5)});
  asked.for_any = {number(3)};
  EXPECT_EQ(reached(b.agreement, goal, asked), number(15));
}

}  // namespace
}  // namespace proviso::replay
