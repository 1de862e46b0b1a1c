// `shall ensure F`: discharged at the end of the first moment after which F is true.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::ClauseId;
using language::ExprId;
using properties::Moment;

// sign obliges the buyer to see to it within ten days that the seller has been paid.
struct Ensured : testing::Test {
  Builder b;
  language::ActionId sign = b.action("sign", Builder::kSeller, {kNumber});
  language::ActionId pay = b.action("pay", Builder::kSeller, {kNumber});
  language::ConditionId ready = b.condition();
  language::TallyId paid = b.tally({"paid", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});

  language::Duty to_ensure(ExprId formula) {
    return b.duty(Builder::kBuyer, language::Ensure{formula}, language::Within{b.num(10)}, language::Trigger{sign, {}});
  }
  ExprId paid_trigger() { return b.op(language::BinaryOp::kGe, b.read(paid), b.trigger(0)); }
  Moment signing(int on, long price, bool is_ready = false) const {
    return under(happening(on, sign, {number(price)}), {is_ready});
  }
  Moment paying(int on, long amount) const { return under(happening(on, pay, {number(amount)}), {false}); }
  Moment nothing(int on, bool is_ready = false) const { return under(quiet(on), {is_ready}); }
};

// Whoever brings it about, by several events, and after the event that does.
TEST_F(Ensured, DischargedAtTheEndOfTheMomentThatMakesItTrue) {
  const ClauseId clause = b.clause({to_ensure(paid_trigger())});
  const Trace trace = b.run(history({signing(0, 5), paying(1, 2), paying(10, 3), nothing(11)}), b.owed(clause));
  ASSERT_TRUE(trace.clean()) << trace.why;
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{true, true, false, false}));
  EXPECT_EQ(trace.judgements[2].discharged, statements({0}));
  EXPECT_EQ(trace.judgements[2].ended.at(0).deadline, day(10));
}

TEST_F(Ensured, DischargedAtTheMomentAtWhichItArises) {
  const ClauseId clause = b.clause({to_ensure(b.read(ready))});
  const Trace trace = b.run(history({signing(0, 0, true), signing(0, 0, false), nothing(1, true)}), b.owed(clause));
  ASSERT_TRUE(trace.clean()) << trace.why;
  EXPECT_EQ(trace.judgements[0].created, statements({0}));
  EXPECT_EQ(trace.judgements[0].discharged, statements({0}));
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{false, true, false}));
}

// Falling overdue comes first in a moment.
TEST_F(Ensured, TrueOnlyOnTheDayAfterTheDeadlineIsLate) {
  b.clause({to_ensure(b.read(ready))});
  const Trace trace = b.run(history({signing(0, 0), nothing(11, true), nothing(12)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].overdue, statements({0}));
  EXPECT_EQ(trace.judgements[1].discharged, statements({0}));
  EXPECT_TRUE(trace.judgements[2].overdue.empty());
}

TEST_F(Ensured, ItCountsAsDischargedIfItLapsesToo) {
  language::Duty duty = to_ensure(b.read(ready));
  duty.lapse = language::LapsesWhen{b.op(language::BinaryOp::kGe, b.today(), b.date(2))};
  b.clause({duty, to_ensure(b.no())});
  const Trace both = b.run(history({signing(0, 0), nothing(2, true)}));
  EXPECT_EQ(both.judgements[1].discharged, statements({0}));
  EXPECT_TRUE(both.judgements[1].lapsed.empty());
  EXPECT_EQ(both.judgements[1].duties.size(), 1U);
  EXPECT_EQ(b.run(history({signing(0, 0), nothing(2, false)})).judgements[1].lapsed, statements({0}));
}

TEST_F(Ensured, BothEndsAreRead) {
  language::Duty lapsing = to_ensure(b.yes());
  lapsing.lapse = language::LapsesWhen{b.undefined()};
  language::Duty ensured = to_ensure(b.undefined());
  ensured.lapse = language::LapsesWhen{b.yes()};
  for (const language::Duty& duty : {lapsing, ensured}) {
    Builder copy = b;
    copy.clause({duty});
    EXPECT_EQ(copy.run(history({nothing(0), signing(0, 0)})).trouble_moment, 1U);
    EXPECT_EQ(copy.run(history({nothing(0), signing(0, 0)})).trouble, Trouble::kUndefined);
  }
}

// No such discharge is seen by what ends another duty.
TEST_F(Ensured, AllEndAtOnce) {
  const ClauseId first{0}, second{1};
  b.clause({to_ensure(b.read(ready))});
  b.clause({to_ensure(b.negated(b.owed(first)))});
  language::Duty third = to_ensure(b.no());
  third.lapse = language::LapsesWhen{b.negated(b.owed(second))};
  b.clause({third});
  const Trace trace = b.run(history({signing(0, 0), nothing(1, true), nothing(1), nothing(1)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].discharged, statements({0}));
  EXPECT_EQ(trace.judgements[2].discharged, statements({1}));
  EXPECT_TRUE(trace.judgements[2].lapsed.empty());
  EXPECT_EQ(trace.judgements[3].lapsed, statements({2}));
}

TEST_F(Ensured, NoEventDischargesIt) {
  const ClauseId clause = b.clause({to_ensure(b.no())});
  const auto allowed = b.permitted(pay, {b.num(1)});
  b.clause({language::ShallNot{b.party(Builder::kSeller), pay, {}, b.discharges(clause)}});
  EXPECT_EQ(b.run(history({signing(0, 0)}), allowed).formula[0], false);
}

// What is frozen stays, what is not is read anew.
TEST_F(Ensured, ReadsWhatWasFrozen) {
  language::Duty duty = to_ensure(b.yes());
  const ExprId more = b.op(language::BinaryOp::kGt, b.read(paid), b.at_trigger(duty, b.read(paid)));
  duty.performance = language::Ensure{more};
  b.clause({duty});
  const Trace trace = b.run(history({paying(0, 5), signing(1, 0), nothing(2), paying(3, 1)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].duties.at(0).frozen, properties::Arguments{number(5)});
  EXPECT_TRUE(trace.judgements[2].discharged.empty());
  EXPECT_EQ(trace.judgements[3].discharged, statements({0}));
}

}  // namespace
}  // namespace proviso::replay
