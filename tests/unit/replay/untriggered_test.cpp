// Duties that no event triggers: there is one for each text of the clause, from its first day.
#include <gtest/gtest.h>

#include "tests/unit/replay/reader.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::By;
using language::ClauseId;
using language::Day;
using language::ExprId;
using language::NoDeadline;
using language::Within;
using properties::Moment;

const language::Value kTrue{true}, kFalse{false};

// The buyer shall pay; nobody needs to do anything for that.
struct Untriggered : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer);
  language::ActionId end = b.action("end", language::Nobody{});
  language::TallyId ended = b.tally({"ended", {}, language::TallyKind::kEver, end, {}, {}, {}, {}, kBool, {}});

  language::Duty payment(language::Deadline deadline = NoDeadline{}) {
    return b.duty(Builder::kBuyer, language::Act{pay, {}}, deadline, std::nullopt);
  }
  // From that day on.
  ClauseId from(int first, language::Duty duty) {
    const ClauseId clause = b.clause({std::move(duty)});
    b.only_text(clause).from = {b.date(first)};
    return clause;
  }
  ExprId divided_by(ExprId number) { return b.eq(b.op(BinaryOp::kDiv, b.num(1), number), b.num(1)); }
};

TEST_F(Untriggered, ArisesAtTheFirstMomentOnOrAfterTheFirstDay) {
  from(5, payment(Within{b.num(10)}));
  const struct {
    std::vector<Moment> moments;
    std::vector<std::size_t> created;
  } rows[] = {
      {{quiet(5)}, {1}},
      {{quiet(4), quiet(5)}, {0, 1}},
      {{quiet(4), quiet(7), quiet(7), quiet(9)}, {0, 1, 0, 0}},
      {{quiet(5), quiet(5)}, {1, 0}},
      {{quiet(16)}, {1}},
  };
  for (const auto& row : rows) {
    const Trace trace = b.run(history(row.moments));
    ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    for (std::size_t i = 0; i < row.created.size(); ++i) {
      EXPECT_EQ(trace.judgements[i].created.size(), row.created[i]);
    }
    const OutstandingDuty& duty = trace.judgements.back().duties.at(0);
    EXPECT_EQ(duty.created, day(5));
    EXPECT_EQ(duty.deadline, day(15));
    EXPECT_TRUE(duty.trigger.empty());
  }
}

// The agreement's start is a bound too.
TEST_F(Untriggered, FirstDayIsTheLatestBound) {
  const ClauseId clause = from(-3, payment(Within{b.num(1)}));
  EXPECT_EQ(b.run(history({quiet(1)})).judgements[0].duties.at(0).created, day(0));
  b.only_text(clause).from = {b.date(2), b.date(6), b.date(4)};
  const Trace trace = b.run(history({quiet(2), quiet(4), quiet(6)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_TRUE(trace.judgements[1].duties.empty());
  EXPECT_EQ(trace.judgements[2].duties.at(0).created, day(6));
}

TEST_F(Untriggered, FirstDayOutsideTheOtherBoundsMeansNone) {
  const struct {
    std::optional<int> through, before;
    bool arises;
  } rows[] = {{5, {}, true}, {4, {}, false}, {{}, 6, true}, {{}, 5, false}, {9, 5, false}};
  for (const auto& row : rows) {
    const language::Duty duty = payment();
    Builder copy = b;
    const ClauseId clause = copy.clause({duty});
    language::ClauseText& text = copy.only_text(clause);
    text.from = {copy.date(5)};
    if (row.through) text.through = {copy.date(*row.through)};
    if (row.before) text.before = {copy.date(*row.before)};
    // The first moment is dated after all bounds: what counts is the first day.
    EXPECT_EQ(copy.run(history({quiet(3), quiet(20)})).judgements.at(1).created.size(), row.arises ? 1U : 0U);
  }
}

TEST_F(Untriggered, FirstMomentIsOnTimeOrTooLateForItsEvent) {
  from(5, payment(Within{b.num(0)}));
  const struct {
    std::vector<Moment> moments;
    bool clean;
    std::size_t owed;
  } rows[] = {
      {{happening(5, pay)}, true, 0},            // the event of the moment discharges it
      {{happening(4, pay), quiet(5)}, true, 1},  // not one before
      {{quiet(5), happening(5, pay)}, true, 0},  // the second moment of the day
      {{quiet(5), quiet(6)}, false, 1},          // the day after the deadline
      {{happening(6, pay)}, false, 0},           // arises overdue, and is discharged late
      {{quiet(4), happening(6, pay)}, false, 0},
  };
  for (const auto& row : rows) {
    const Trace trace = b.run(history(row.moments));
    ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    EXPECT_EQ(trace.clean(), row.clean);
    EXPECT_EQ(trace.judgements.back().duties.size(), row.owed);
  }
}

// The day after the deadline of a duty that has yet to arise is not jumped over either.
TEST_F(Untriggered, TimeLockTable) {
  const struct {
    int first, due;
    std::vector<Moment> moments;
    Trouble trouble;
  } rows[] = {
      {5, 10, {quiet(0), quiet(10)}, Trouble::kNone},
      {5, 10, {quiet(0), quiet(11)}, Trouble::kNone},
      {5, 10, {quiet(0), quiet(12)}, Trouble::kMalformed},
      {5, 10, {quiet(11)}, Trouble::kNone},
      {5, 10, {quiet(12)}, Trouble::kMalformed},
      {0, 0, {quiet(2)}, Trouble::kMalformed},            // due on the day on which the agreement starts
      {0, -1, {quiet(2)}, Trouble::kNone},                // due before that day
      {5, 3, {quiet(3), quiet(9)}, Trouble::kMalformed},  // due on the day of the previous moment
      {5, 3, {quiet(4), quiet(9)}, Trouble::kNone},       // due before that day
  };
  for (const auto& row : rows) {
    const language::Duty duty = payment(By{b.date(row.due)});
    Builder copy = b;
    const ClauseId clause = copy.clause({duty});
    copy.only_text(clause).from = {copy.date(row.first)};
    EXPECT_EQ(copy.run(history(row.moments)).trouble, row.trouble) << &row - rows;
  }
}

TEST_F(Untriggered, NothingIsLockedIfItDoesNotArise) {
  language::Duty duty = payment(By{b.date(10)});
  duty.unless = b.read(ended);
  from(5, duty);
  EXPECT_EQ(b.run(history({quiet(0), quiet(30)})).trouble, Trouble::kMalformed);
  EXPECT_EQ(b.run(history({happening(0, end), quiet(30)})).trouble, Trouble::kNone);
}

TEST_F(Untriggered, FallsOverdueAtTheMomentAtWhichItArises) {
  const ClauseId clause = from(5, payment(By{b.date(3)}));
  Reader reader(b, history({quiet(4), quiet(9), quiet(9)}));
  EXPECT_EQ(reader.by_clauses(b.overdue(clause)), (Values{kFalse, kFalse, kTrue}));
  EXPECT_EQ(reader.after(b.overdue(clause)), (Values{kFalse, kTrue, kTrue}));
  EXPECT_EQ(b.run(history({quiet(4), quiet(9)})).judgements[1].overdue, statements({0}));
}

// Once, at that moment: what is not let arise then never arises.
TEST_F(Untriggered, ConditionsAreReadThere) {
  const auto open = b.condition();
  language::Duty duty = payment();
  duty.when = b.read(open);
  from(5, duty);
  const auto created = [&](bool first, bool second) {
    return b.run(history({under(quiet(4), {true}), under(quiet(6), {first}), under(quiet(7), {second})}))
        .judgements.back()
        .duties.size();
  };
  EXPECT_EQ(created(true, false), 1U);
  EXPECT_EQ(created(false, true), 0U);
}

TEST_F(Untriggered, ReadsTalliesBeforeTheEventOfTheMoment) {
  language::Duty duty = payment();
  duty.unless = b.read(ended);
  from(5, duty);
  EXPECT_EQ(b.run(history({happening(5, end)})).judgements[0].created.size(), 1U);
  EXPECT_EQ(b.run(history({happening(4, end), quiet(5)})).judgements[1].created.size(), 0U);
}

// In the order: bounds, the head's `unless`, `when`, `unless`, then party and deadline.
TEST_F(Untriggered, GuardsTable) {
  const ExprId oops = b.undefined();
  const struct {
    Maybe through, head_unless, when, unless;
    ExprId due;
    Trouble trouble;
  } rows[] = {
      {{}, {}, {}, {}, oops, Trouble::kUndefined},     {b.date(4), oops, oops, oops, oops, Trouble::kNone},
      {{}, b.yes(), oops, oops, oops, Trouble::kNone}, {{}, oops, b.no(), {}, oops, Trouble::kUndefined},
      {{}, {}, b.no(), oops, oops, Trouble::kNone},    {{}, {}, oops, b.yes(), oops, Trouble::kUndefined},
      {{}, {}, {}, b.yes(), oops, Trouble::kNone},     {{}, {}, {}, oops, b.date(9), Trouble::kUndefined},
  };
  for (const auto& row : rows) {
    language::Duty duty = payment(By{row.due});
    duty.when = row.when;
    duty.unless = row.unless;
    Builder copy = b;
    language::ClauseText& text = copy.only_text(copy.clause({duty}));
    text.from = {copy.date(5)};
    if (row.through) text.through = {*row.through};
    text.unless = row.head_unless;
    const Trace trace = copy.run(history({quiet(4), quiet(5)}));
    EXPECT_EQ(trace.trouble, row.trouble) << &row - rows;
    EXPECT_EQ(trace.judgements.size(), row.trouble == Trouble::kNone ? 2U : 1U) << &row - rows;
  }
}

// A bound that is yet to come guards the ones behind it.
TEST_F(Untriggered, BoundWithoutValueIsTroubleOnceItIsRead) {
  const ExprId beyond = b.op(BinaryOp::kAdd, b.date(language::kLastDay), b.months(1));
  const ClauseId clause = b.clause({payment()});
  b.only_text(clause).from = {b.date(5), beyond};
  const Trace trace = b.run(history({quiet(4), quiet(5)}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 1U);
}

TEST_F(Untriggered, JumpOverADeadlineIsNoHistoryWhateverIsUndefined) {
  language::Duty duty = payment();
  duty.when = b.undefined();
  b.clause({duty});
  b.clause({payment(By{b.date(10)})});
  EXPECT_EQ(b.run(history({quiet(12)})).trouble, Trouble::kMalformed);
  EXPECT_EQ(b.run(history({quiet(11)})).trouble, Trouble::kUndefined);
}

// None that arises at a moment is seen by another that does; clauses see it from the next moment on.
TEST_F(Untriggered, AllAriseAtOnceAndAreSeenLater) {
  const ClauseId first = b.clause({payment()});
  language::Duty second = payment();
  second.when = b.owed(first);
  b.clause({second});
  language::Duty third = payment();
  third.unless = b.owed(first);
  b.clause({third});
  EXPECT_EQ(b.run(history({quiet(0), quiet(1)})).judgements[1].duties.size(), 2U);
  Reader reader(b, history({quiet(0), quiet(1)}));
  EXPECT_EQ(reader.by_clauses(b.owed(first)), (Values{kFalse, kTrue}));
  EXPECT_EQ(reader.after(b.owed(first)), (Values{kTrue, kTrue}));
}

// But the event of the moment at which it arises would discharge it, and clauses know.
TEST_F(Untriggered, DischargesSeesItAtOnce) {
  const ClauseId clause = from(5, payment());
  b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, {}, b.discharges(clause)}});
  const auto permitted = [&](std::vector<Moment> moments) {
    return b.run(history(std::move(moments))).judgements.back().permitted;
  };
  EXPECT_FALSE(permitted({happening(4, pay)}));
  EXPECT_TRUE(permitted({happening(5, pay)}));
  EXPECT_TRUE(permitted({quiet(4), happening(5, pay)}));
  EXPECT_FALSE(permitted({happening(5, pay), happening(5, pay)}));
  Reader reader(b, history({quiet(4), happening(5, pay), quiet(5)}));
  EXPECT_EQ(reader.after(b.permitted(pay)), (Values{kFalse, kFalse, kFalse}));
  EXPECT_EQ(reader.after(b.before(b.permitted(pay))), (Values{kFalse, kTrue, kFalse}));
}

TEST_F(Untriggered, OlderThanWhatTheMomentsEventCreatesYoungerThanWhatWasThere) {
  const auto bill = b.action("bill", Builder::kSeller);
  const ClauseId clause = b.clause({b.duty(Builder::kBuyer, pay, 10, bill), payment()});
  b.only_text(clause).from = {b.date(5)};
  const auto first_paid = [&](int billed) {
    return b.run(history({happening(billed, bill), happening(9, pay)})).judgements[1].discharged;
  };
  EXPECT_EQ(first_paid(5), statements({1}));
  b.only_text(clause).from = {};
  b.text(clause, {payment()}).from = {b.date(5)};
  const Trace trace = b.run(history({happening(4, bill), quiet(5), happening(6, pay), happening(6, pay)}));
  EXPECT_EQ(trace.judgements[0].created, statements({1, 0}));
  EXPECT_EQ(trace.judgements[1].created, statements({2}));
  EXPECT_EQ(trace.judgements[2].discharged, statements({1}));
  EXPECT_EQ(trace.judgements[3].discharged, statements({0}));
}

TEST_F(Untriggered, EveryTextHasItsOwn) {
  const ClauseId clause = b.clause({payment()});
  b.only_text(clause).before = {b.date(5)};
  b.text(clause, {payment()}).from = {b.date(5)};
  const Trace trace = b.run(history({quiet(0), happening(3, pay), quiet(5)}), b.owed(clause));
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{true, false, true}));
  EXPECT_EQ(trace.judgements[2].created, statements({1}));
}

TEST_F(Untriggered, TriggerDateIsTheFirstDay) {
  language::Duty duty = payment();
  const ExprId ten_days = b.op(BinaryOp::kAdd, b.make(language::TriggerDate{}), b.num(10));
  duty.deadline = By{ten_days};
  duty.when = b.eq(b.make(language::TriggerDate{}), b.date(5));
  from(5, duty);
  const Trace trace = b.run(history({quiet(7)}));
  ASSERT_TRUE(trace.clean()) << trace.why;
  EXPECT_EQ(trace.judgements[0].duties.at(0).deadline, day(15));
}

TEST_F(Untriggered, OfAStruckClauseThereIsNone) {
  const ClauseId clause = b.clause({payment(Within{b.num(1)})});
  properties::Goal goal = b.goal(b.yes());
  goal.setting.struck[clause.index] = true;
  EXPECT_TRUE(replay(b.agreement, goal, history({quiet(9)})).clean());
}

TEST_F(Untriggered, LapsesAtOnceIfItsClauseIsOverByThen) {
  language::Duty duty = payment();
  duty.lapse = language::LapsesWithClause{};
  const ClauseId clause = from(5, duty);
  b.only_text(clause).through = {b.date(6)};
  EXPECT_EQ(b.run(history({quiet(6), quiet(7)})).judgements[0].duties.size(), 1U);
  EXPECT_EQ(b.run(history({quiet(6), quiet(7)})).judgements[1].lapsed, statements({0}));
  const Trace late = b.run(history({quiet(7)}));
  EXPECT_EQ(late.judgements[0].created, statements({0}));
  EXPECT_EQ(late.judgements[0].lapsed, statements({0}));
}

TEST_F(Untriggered, EnsuredAtTheMomentAtWhichItArises) {
  const auto ready = b.condition();
  const ClauseId clause =
      b.clause({b.duty(Builder::kBuyer, language::Ensure{b.read(ready)}, Within{b.num(0)}, std::nullopt)});
  const Trace trace = b.run(history({under(quiet(0), {true})}), b.owed(clause));
  EXPECT_TRUE(trace.clean());
  EXPECT_EQ(trace.judgements[0].discharged, statements({0}));
  const Trace late = b.run(history({under(quiet(1), {true})}), b.owed(clause));
  EXPECT_FALSE(late.clean());
  EXPECT_EQ(late.formula.at(0), false);
}

}  // namespace
}  // namespace proviso::replay
