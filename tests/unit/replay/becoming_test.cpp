// `becoming F`: what tallies count and start again at, where no event is needed.
#include <gtest/gtest.h>

#include "tests/unit/replay/reader.h"

namespace proviso::replay {
namespace {

using language::Becoming;
using language::BinaryOp;
using language::ExprId;
using language::Since;
using language::TallyKind;
using language::Value;
using properties::Moment;

struct BecomingTest : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ConditionId ready = b.condition();

  language::Tally tally(TallyKind kind, language::Occasion over) {
    return {"t", {}, kind, over, {}, {}, {}, {}, kNumber, {}};
  }
  ExprId count_of(ExprId formula) { return b.read(b.tally(tally(TallyKind::kCount, Becoming{formula}))); }
  Moment with(Moment moment, bool is_ready) const {
    moment.conditions = {{{}, is_ready}};
    return moment;
  }
  Moment paid(int on, long amount) const { return with(happening(on, pay, {number(amount)}), false); }
  Moment nothing(int on) const { return with(quiet(on), false); }
};

TEST_F(BecomingTest, ConditionTable) {
  const ExprId t = count_of(b.read(ready));
  const std::pair<std::vector<bool>, std::vector<long>> rows[] = {
      {{true}, {1}},  // at the first moment: before it, nothing was true
      {{false}, {0}},
      {{true, true, false, true, true}, {1, 1, 1, 2, 2}},
      {{false, true, false, false, true}, {0, 1, 1, 1, 2}},
  };
  for (const auto& [truths, counts] : rows) {
    std::vector<Moment> moments;
    for (bool truth : truths) moments.push_back(with(quiet(0), truth));
    Reader reader(b, history(moments));
    EXPECT_EQ(reader.after(t), numbers(counts));
  }
}

TEST_F(BecomingTest, DateAloneMayDoIt) {
  const ExprId t = count_of(b.op(BinaryOp::kGe, b.today(), b.date(3)));
  Reader reader(b, history({nothing(0), nothing(5), nothing(6)}));
  EXPECT_EQ(reader.by_clauses(t), numbers({0, 0, 1}));
  EXPECT_EQ(reader.after(t), numbers({0, 1, 1}));
}

// What an event does to a tally is read at the next moment.
TEST_F(BecomingTest, FormulaIsReadBefore) {
  language::Tally sum = tally(TallyKind::kSum, pay);
  sum.value = b.field(0);
  const ExprId total = b.read(b.tally(sum));
  const ExprId t = count_of(b.op(BinaryOp::kGe, total, b.num(5)));
  Reader reader(b, history({paid(0, 5), nothing(0), nothing(1)}));
  EXPECT_EQ(reader.after(t), numbers({0, 1, 1}));
}

TEST_F(BecomingTest, DutiesAreReadBefore) {
  const auto owing = b.clause({b.duty(Builder::kBuyer, pay, 10, b.action("deliver", Builder::kSeller))});
  const language::ActionId deliver{1};
  const ExprId t = count_of(b.owed(owing));
  Reader reader(b, history({nothing(0), with(happening(0, deliver), false), nothing(0), paid(0, 1), nothing(0),
                            with(happening(0, deliver), false), nothing(0)}));
  EXPECT_EQ(reader.after(t), numbers({0, 0, 1, 1, 1, 1, 2}));
}

TEST_F(BecomingTest, KindsTable) {
  const ExprId formula = b.op(BinaryOp::kNe, b.read(ready), b.no());
  const std::pair<TallyKind, Values> rows[] = {
      {TallyKind::kSum, numbers({0, 7, 7, 14})},
      {TallyKind::kCount, numbers({0, 1, 1, 2})},
      {TallyKind::kEver, {false, true, true, true}},
      {TallyKind::kFirstDate, {{}, day(2), day(2), day(2)}},
      {TallyKind::kLastDate, {{}, day(2), day(2), day(6)}},
      {TallyKind::kLatest, {{}, number(7), number(7), number(7)}},
  };
  for (const auto& [kind, expected] : rows) {
    b.agreement.tallies.clear();
    language::Tally one = tally(kind, Becoming{formula});
    if (kind == TallyKind::kSum || kind == TallyKind::kLatest) one.value = b.num(7);
    const ExprId t = b.read(b.tally(one));
    Reader reader(b, history({nothing(0), with(quiet(2), true), nothing(4), with(quiet(6), true)}));
    EXPECT_EQ(reader.after(t), expected) << static_cast<int>(kind);
  }
}

// `where` is asked only of moments at which the formula becomes true.
TEST_F(BecomingTest, WhereFiltersWhatBecame) {
  language::Tally one = tally(TallyKind::kCount, Becoming{b.read(ready)});
  one.where = b.op(BinaryOp::kGt, b.op(BinaryOp::kDiv, b.num(6), b.op(BinaryOp::kSub, b.today(), b.date(3))), b.num(2));
  const ExprId t = b.read(b.tally(one));
  Reader reader(b, history({nothing(3), with(quiet(5), true), nothing(6), with(quiet(6), true)}));
  EXPECT_EQ(reader.after(t), numbers({0, 1, 1, 1}));  // 6/2 > 2, 6/3 is not
  const Trace trace = b.run(history({nothing(3), with(quiet(3), true)}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 1U);
}

TEST_F(BecomingTest, UndefinedFormulaStopsWithoutAnyEvent) {
  const ExprId gap = b.op(BinaryOp::kDiv, b.num(1), b.op(BinaryOp::kSub, b.date(3), b.today()));
  count_of(b.op(BinaryOp::kGt, gap, b.num(0)));
  EXPECT_TRUE(b.run(history({nothing(0), nothing(2)})).clean());
  const Trace trace = b.run(history({nothing(0), nothing(2), nothing(3)}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 2U);
}

TEST_F(BecomingTest, SinceBecomingStartsAgainBeforeTheEventCounts) {
  const ExprId count = b.read(b.tally(tally(TallyKind::kCount, pay)));
  language::Tally sum = tally(TallyKind::kSum, pay);
  sum.value = b.field(0);
  sum.window = Since{Becoming{b.op(BinaryOp::kGe, count, b.num(2))}, {}};
  const ExprId t = b.read(b.tally(sum));
  Reader reader(b, history({paid(0, 1), paid(0, 2), paid(0, 4), paid(0, 8)}));
  EXPECT_EQ(reader.by_clauses(t), numbers({0, 1, 3, 4}));
  EXPECT_EQ(reader.after(t), numbers({1, 3, 4, 12}));
}

TEST_F(BecomingTest, SinceBecomingNeedsNoEventAndAsksItsWhere) {
  language::Tally sum = tally(TallyKind::kSum, pay);
  sum.value = b.field(0);
  sum.window = Since{Becoming{b.read(ready)}, b.op(BinaryOp::kGt, b.today(), b.date(4))};
  const ExprId t = b.read(b.tally(sum));
  Reader reader(b, history({paid(0, 1), with(quiet(4), true), nothing(4), with(quiet(5), true), paid(5, 2)}));
  EXPECT_EQ(reader.after(t), numbers({1, 1, 1, 0, 2}));
}

// A count of changes since an event, whose `where` may read that event.
TEST_F(BecomingTest, OfBecomingSinceAnEvent) {
  language::Tally one = tally(TallyKind::kCount, Becoming{b.read(ready)});
  one.window = Since{pay, b.op(BinaryOp::kGt, b.field(0), b.num(5))};
  const ExprId t = b.read(b.tally(one));
  Reader reader(b, history({with(quiet(0), true), paid(0, 5), with(happening(0, pay, {number(6)}), true), paid(0, 6)}));
  EXPECT_EQ(reader.after(t), numbers({1, 1, 1, 0}));
}

// The formula reads windows in the period of each moment's day: the turn of the year makes it true.
TEST_F(BecomingTest, TurnOfTheYearMayDoIt) {
  language::Tally sum = tally(TallyKind::kSum, pay);
  sum.value = b.field(0);
  sum.window = language::PerCalendar{language::CalendarUnit::kYear};
  const ExprId none = b.eq(b.read(b.tally(sum)), b.num(0));
  const ExprId t = count_of(none);
  auto at = [&](language::Day date) { return with(quiet(date), false); };
  Reader reader(b, history({paid(0, 4), nothing(1), at(on(2027, 1, 1)), at(on(2028, 1, 1))}));
  EXPECT_EQ(reader.after(t), numbers({1, 1, 2, 2}));
}

TEST_F(BecomingTest, OneForEachValueOfTheParameters) {
  const auto kind = b.kind({"one", "two"});
  const auto x = b.variable(of_kind(kind));
  b.agreement.conditions[ready.index].parameters = {x};
  language::Tally one = tally(TallyKind::kCount, Becoming{b.read(ready, {b.of(x)})});
  one.parameters = {x};
  const auto id = b.tally(one);
  Moment first = quiet(0), second = quiet(0);
  first.conditions = {{{{{member(1)}, true}}, false}};
  second.conditions = {{{}, true}};
  Reader reader(b, history({first, second}));
  EXPECT_EQ(reader.after(b.read(id, {b.make(language::Literal{member(0)})})), numbers({0, 1}));
  EXPECT_EQ(reader.after(b.read(id, {b.make(language::Literal{member(1)})})), numbers({1, 1}));
}

}  // namespace
}  // namespace proviso::replay
