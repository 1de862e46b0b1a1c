// `whenever T where F, G within D`: which moments miss an occasion.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::By;
using language::Deadline;
using language::ExprId;
using language::Within;
using properties::Goal;
using properties::GoalKind;
using properties::Moment;

using Formula = std::vector<std::optional<bool>>;
const std::optional<bool> kNone;

// `bill`, with an amount, and `pay`, with one; `paid` is their sum. Nobody is bound to anything.
struct Responses : testing::Test {
  Builder b;
  language::ActionId bill = b.action("bill", Builder::kSeller, {kNumber});
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::TallyId paid = b.tally({"paid", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});

  ExprId at_least(ExprId left, ExprId right) { return b.op(BinaryOp::kGe, left, right); }
  ExprId paid_at_least(long amount) { return at_least(b.read(paid), b.num(amount)); }
  // Without value on that day.
  ExprId undefined_on(int on) {
    return b.op(BinaryOp::kNe, b.op(BinaryOp::kDiv, b.num(1), b.op(BinaryOp::kSub, b.today(), b.date(on))), b.num(0));
  }

  Goal whenever(language::Occasion occasion, Maybe where, ExprId formula, Deadline deadline,
                std::vector<ExprId> frozen = {}) const {
    Goal goal = b.goal(formula, GoalKind::kRespond);
    goal.response = language::Response{{occasion, where}, deadline, std::move(frozen)};
    return goal;
  }
  Goal whenever_billed(ExprId formula, Deadline deadline, std::vector<ExprId> frozen = {}) const {
    return whenever(bill, {}, formula, deadline, std::move(frozen));
  }
  Formula formula(const Goal& goal, std::vector<Moment> moments) const {
    const Trace trace = replay(b.agreement, goal, history(std::move(moments)));
    EXPECT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    return trace.formula;
  }

  static Moment billed(language::Day on, long amount = 0) {
    return happening(on, language::ActionId{0}, {number(amount)});
  }
  static Moment billed(int on, long amount = 0) { return billed(day(on), amount); }
  static Moment paying(int on, long amount) { return happening(on, language::ActionId{1}, {number(amount)}); }
};

// `whenever bill, paid >= 5 within 10 days`.
TEST_F(Responses, WithinDaysTable) {
  const Goal goal = whenever_billed(paid_at_least(5), Within{b.num(10)});
  const struct {
    std::vector<Moment> moments;
    Formula expected;
  } rows[] = {
      {{quiet(0), quiet(20)}, {true, true}},                          // no occasion
      {{billed(0), quiet(10), quiet(11)}, {true, true, false}},       // the last day is in time
      {{billed(0), quiet(300)}, {true, false}},                       // time may pass over the deadline
      {{billed(0), paying(10, 5), quiet(11)}, {true, true, true}},    // answered on the last day
      {{billed(0), paying(11, 5), quiet(12)}, {true, false, false}},  // late is too late, for ever
      {{billed(0), paying(3, 4), quiet(11)}, {true, true, false}},    // not enough
      {{paying(0, 5), billed(0), quiet(11)}, {true, true, true}},     // true after its own moment
      {{billed(0), paying(0, 5), quiet(11)}, {true, true, true}},     // on its own day
      {{billed(0), billed(5), quiet(11), quiet(16)}, {true, true, false, false}},
      {{billed(0), paying(3, 5), billed(300), quiet(311)}, {true, true, true, true}},
  };
  for (const auto& row : rows) EXPECT_EQ(formula(goal, row.moments), row.expected) << &row - rows;
}

// The first occasion is answered by what was true once; the second is not.
TEST_F(Responses, EachOccasionIsAnsweredForItself) {
  const ExprId paying_now = b.make(language::Happens{pay, {}});
  const Goal goal = whenever_billed(paying_now, Within{b.num(10)});
  EXPECT_EQ(formula(goal, {billed(0), paying(1, 1), billed(2), quiet(12), quiet(13)}),
            (Formula{true, true, true, true, false}));
  EXPECT_EQ(formula(goal, {billed(0), billed(5), paying(10, 1), quiet(16)}), (Formula{true, true, true, true}));
  EXPECT_EQ(formula(goal, {billed(0), billed(5), paying(11, 1), quiet(16)}), (Formula{true, true, false, false}));
}

// What follows reads its own moment after the event: `happens pay` at the occasion `pay` itself.
TEST_F(Responses, OccasionMayAnswerItself) {
  const Goal goal =
      whenever(pay, {}, b.make(language::Happens{pay, b.op(BinaryOp::kGt, b.field(0), b.num(1))}), Within{b.num(0)});
  EXPECT_EQ(formula(goal, {paying(0, 2), quiet(1)}), (Formula{true, true}));
  EXPECT_EQ(formula(goal, {paying(0, 1), quiet(0), quiet(1)}), (Formula{true, true, false}));
}

// Clamped to the month's end, and last day in time, as of duties: 31 January, a month, 28 February.
TEST_F(Responses, WithinMonths) {
  const Goal goal = whenever_billed(paid_at_least(5), Within{b.months(1)});
  EXPECT_EQ(formula(goal, {billed(on(2026, 1, 31)), quiet(on(2026, 2, 28)), quiet(on(2026, 3, 1))}),
            (Formula{true, true, false}));
}

// `where` reads the event's argument and the state after it.
TEST_F(Responses, WhereIsReadAfterTheEvent) {
  const ExprId where = b.op(BinaryOp::kAnd, b.op(BinaryOp::kGt, b.field(0), b.num(2)), paid_at_least(7));
  const Goal goal = whenever(pay, where, b.no(), Within{b.num(0)});
  EXPECT_EQ(formula(goal, {paying(0, 4), quiet(1), paying(1, 3), quiet(2)}), (Formula{true, true, true, false}));
  EXPECT_EQ(formula(goal, {paying(0, 7), quiet(1)}), (Formula{true, false}));
  EXPECT_EQ(formula(goal, {paying(0, 7), paying(1, 2)}), (Formula{true, false})) << "the first, not the second";
  EXPECT_EQ(formula(goal, {paying(0, 6), paying(1, 2), quiet(2)}), (Formula{true, true, true}));
}

TEST_F(Responses, ByADateTable) {
  const Goal goal = whenever_billed(paid_at_least(5), By{b.date(7)});
  EXPECT_EQ(formula(goal, {billed(0), quiet(7), quiet(8)}), (Formula{true, true, false}));
  EXPECT_EQ(formula(goal, {billed(0), paying(7, 5), quiet(8)}), (Formula{true, true, true}));
  EXPECT_EQ(formula(goal, {paying(0, 5), billed(7), quiet(8)}), (Formula{true, true, true}));
  EXPECT_EQ(formula(goal, {paying(0, 5), billed(8)}), (Formula{true, false})) << "arisen too late, whatever is true";
}

// Deadlines behind the calendar never pass.
TEST_F(Responses, BehindTheCalendar) {
  const Moment last = quiet(language::kLastDay);
  for (const Deadline& deadline : {Deadline{Within{b.num(40000)}}, Deadline{Within{b.months(12 * 300)}},
                                   Deadline{By{b.date(language::kLastDay)}}, Deadline{language::NoDeadline{}}}) {
    EXPECT_EQ(formula(whenever_billed(b.no(), deadline), {billed(0), last}), (Formula{true, true})) << deadline.index();
  }
  const Goal just_in_time = whenever_billed(b.no(), By{b.date(language::kLastDay - std::chrono::days(1))});
  EXPECT_EQ(formula(just_in_time, {billed(0), last}), (Formula{true, false}));
}

// The deadline is read once, over the trigger, after its moment: `by trigger.date + trigger.amount days`.
TEST_F(Responses, DeadlineIsOverTheTrigger) {
  const Goal goal = whenever_billed(b.no(), Within{b.trigger(0)});
  EXPECT_EQ(formula(goal, {billed(0, 3), quiet(3), quiet(4)}), (Formula{true, true, false}));
  const Goal by_paid = whenever(pay, {}, b.no(), Within{b.read(paid)});
  EXPECT_EQ(formula(by_paid, {paying(0, 2), quiet(2), quiet(3)}), (Formula{true, true, false}));
  const Goal by_today = whenever_billed(b.no(), By{b.op(BinaryOp::kAdd, b.today(), b.num(2))});
  EXPECT_EQ(formula(by_today, {billed(1), quiet(3), quiet(4)}), (Formula{true, true, false}));
}

// `paid - at trigger(paid) >= trigger.amount`: each payment answers the bills that it comes after.
TEST_F(Responses, AnswerReadsTriggerAndWhatItFroze) {
  const ExprId more = b.op(BinaryOp::kSub, b.read(paid), b.make(language::AtTrigger{0}));
  const Goal goal = whenever_billed(at_least(more, b.trigger(0)), Within{b.num(10)}, {b.read(paid)});
  EXPECT_EQ(formula(goal, {paying(0, 9), billed(0, 3), paying(1, 2), quiet(11)}), (Formula{true, true, true, false}));
  EXPECT_EQ(formula(goal, {paying(0, 9), billed(0, 3), paying(1, 2), paying(2, 1), quiet(11)}),
            (Formula{true, true, true, true, true}));
}

// After the moment of the trigger, not before: the payment itself is in.
TEST_F(Responses, FrozenAfterTheEvent) {
  const ExprId more = b.op(BinaryOp::kGt, b.read(paid), b.make(language::AtTrigger{0}));
  const Goal goal = whenever(pay, {}, more, Within{b.num(1)}, {b.read(paid)});
  EXPECT_EQ(formula(goal, {paying(0, 5), quiet(2)}), (Formula{true, false}));
}

TEST_F(Responses, TriggerDateIsTheOccasions) {
  const ExprId three_days_on = at_least(b.today(), b.op(BinaryOp::kAdd, b.make(language::TriggerDate{}), b.num(3)));
  const Goal goal = whenever_billed(three_days_on, Within{b.num(3)});
  EXPECT_EQ(formula(goal, {billed(5), quiet(8), quiet(9)}), (Formula{true, true, true}));
  EXPECT_EQ(formula(goal, {billed(5), quiet(7), quiet(9)}), (Formula{true, true, false}));
}

// `becoming F` reads F before the event, as tallies do; what is frozen is read after it.
TEST_F(Responses, Becoming) {
  const language::Becoming five{paid_at_least(5)};
  const Goal goal = whenever(five, {}, b.no(), Within{b.num(3)});
  EXPECT_EQ(formula(goal, {paying(0, 5), quiet(1), quiet(4), quiet(5)}), (Formula{true, true, true, false}));
  EXPECT_EQ(formula(goal, {paying(0, 4), quiet(1), quiet(9)}), (Formula{true, true, true}));
  const ExprId more = b.op(BinaryOp::kGt, b.read(paid), b.make(language::AtTrigger{0}));
  const Goal frozen = whenever(five, {}, more, Within{b.num(3)}, {b.read(paid)});
  EXPECT_EQ(formula(frozen, {paying(0, 5), paying(1, 1), quiet(5)}), (Formula{true, true, false}));
  EXPECT_EQ(formula(frozen, {paying(0, 5), quiet(1), paying(2, 1), quiet(5)}), (Formula{true, true, true, true}));
}

// `where` of a becoming is read after the moment.
TEST_F(Responses, BecomingWhere) {
  const language::Becoming later{at_least(b.today(), b.date(3))};
  const Goal goal = whenever(later, paid_at_least(1), b.no(), Within{b.num(0)});
  EXPECT_EQ(formula(goal, {quiet(0), paying(3, 1), quiet(4)}), (Formula{true, true, false}));
  EXPECT_EQ(formula(goal, {quiet(0), quiet(3), paying(4, 1)}), (Formula{true, true, true}));
}

TEST_F(Responses, VariablesOfForAnyAreInScopeEverywhere) {
  const auto x = b.variable(kNumber);
  Goal goal = whenever(bill, b.eq(b.field(0), b.of(x)), at_least(b.read(paid), b.of(x)), Within{b.of(x)}, {b.of(x)});
  goal.for_any = {x};
  properties::History asked = history({billed(0, 4), billed(0, 3), quiet(4), quiet(5)});
  asked.for_any = {number(4)};
  EXPECT_EQ(replay(b.agreement, goal, asked).formula, (Formula{true, true, true, false}));
  asked.for_any = {number(3)};
  EXPECT_EQ(replay(b.agreement, goal, asked).formula, (Formula{true, true, false, false}));
  asked.for_any = {number(5)};
  EXPECT_EQ(replay(b.agreement, goal, asked).formula, (Formula{true, true, true, true}));
}

// From the moment at which something without value is read there is none, unless an occasion that has its values is
// missed.
TEST_F(Responses, WithoutValueTable) {
  const ExprId inverse = b.op(BinaryOp::kDiv, b.num(1), b.trigger(0));
  const struct {
    Goal goal;
    std::vector<Moment> moments;
    Formula expected;
  } rows[] = {
      // where
      {whenever(bill, undefined_on(1), b.yes(), Within{b.num(9)}),
       {billed(0), quiet(1), billed(2)},
       {true, true, true}},
      {whenever(bill, undefined_on(1), b.yes(), Within{b.num(9)}),
       {billed(0), billed(1), quiet(2)},
       {true, kNone, kNone}},
      {whenever(language::Becoming{undefined_on(1)}, {}, b.yes(), Within{b.num(9)}),
       {quiet(0), quiet(1)},
       {true, kNone}},
      // deadline, also where the formula is true
      {whenever_billed(b.yes(), Within{inverse}), {billed(0, 1), billed(0, 0)}, {true, kNone}},
      {whenever_billed(b.yes(), Within{b.months(-12 * 300)}), {billed(0)}, {kNone}},
      // frozen
      {whenever_billed(b.yes(), Within{b.num(9)}, {inverse}), {billed(0, 1), billed(0, 0)}, {true, kNone}},
      // the formula: while it is waited for, not once it is answered or missed
      {whenever_billed(undefined_on(2), Within{b.num(9)}), {quiet(2), billed(2)}, {true, kNone}},
      {whenever_billed(undefined_on(2), Within{b.num(9)}), {billed(1), quiet(2)}, {true, true}},
      {whenever_billed(undefined_on(2), Within{b.num(9)}), {billed(2), quiet(3)}, {kNone, kNone}},
      {whenever_billed(b.op(BinaryOp::kAnd, undefined_on(2), b.no()), Within{b.num(0)}),
       {billed(1), quiet(2)},
       {true, false}},
      // one that is missed is missed, whatever another lacks; one that is not makes up for nothing
      {whenever(bill, undefined_on(5), b.no(), Within{b.num(0)}),
       {billed(1), quiet(2), billed(5)},
       {true, false, false}},
      {whenever(bill, undefined_on(5), b.no(), Within{b.num(9)}),
       {billed(5), billed(6), quiet(20)},
       {kNone, kNone, false}},
      {whenever(bill, undefined_on(5), b.yes(), Within{b.num(9)}), {billed(1), billed(5)}, {true, kNone}},
  };
  for (const auto& row : rows) EXPECT_EQ(formula(row.goal, row.moments), row.expected) << &row - rows;
}

TEST_F(Responses, DemonstratesThatTheLastMomentMisses) {
  Goal goal = whenever_billed(paid_at_least(5), Within{b.num(10)});
  EXPECT_FALSE(demonstrates(b.agreement, goal, history({billed(0), quiet(10)})));
  EXPECT_TRUE(demonstrates(b.agreement, goal, history({billed(0), quiet(11)})));
  EXPECT_FALSE(demonstrates(b.agreement, goal, history({})));
  goal.response->trigger.where = b.undefined();
  EXPECT_FALSE(demonstrates(b.agreement, goal, history({billed(0), quiet(11)})));
}

TEST_F(Responses, DemonstrationIsCompliant) {
  b.clause({language::ShallNot{b.party(Builder::kSeller), bill, {}, {}}});
  Goal goal = whenever_billed(b.no(), Within{b.num(0)});
  EXPECT_FALSE(demonstrates(b.agreement, goal, history({billed(0), quiet(1)})));
  goal.setting.complies = {true, false};
  EXPECT_TRUE(demonstrates(b.agreement, goal, history({billed(0), quiet(1)})));
}

}  // namespace
}  // namespace proviso::replay
