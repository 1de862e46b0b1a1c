// Tallies that forget: per calendar period, in the last periods, since an event.
#include <gtest/gtest.h>

#include "tests/unit/replay/reader.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::CalendarUnit;
using language::ExprId;
using language::InTheLast;
using language::PerCalendar;
using language::Since;
using language::TallyKind;
using language::Value;
using language::Window;
using properties::Moment;

struct Windows : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ActionId reset = b.action("reset", language::Nobody{}, {kNumber});

  language::Tally tally(TallyKind kind, Window window) {
    const bool valued = kind == TallyKind::kSum || kind == TallyKind::kLatest;
    return {"t", {}, kind, pay, valued ? Maybe(b.field(0)) : Maybe(), {}, window, {}, kNumber, {}};
  }
  ExprId the_only(const language::Tally& tally) {
    b.agreement.tallies.clear();
    return b.read(b.tally(tally));
  }
  Moment paid(language::Day date, long amount) const { return happening(date, pay, {number(amount)}); }
  Moment restarted(language::Day date, long x) const { return happening(date, reset, {number(x)}); }
};

// Each payment is twice the one before: a sum tells which of them it holds.
TEST_F(Windows, SumTable) {
  const std::vector<Moment> moments = {
      paid(on(2026, 1, 30), 1),  paid(on(2026, 1, 30), 2), paid(on(2026, 1, 31), 4), paid(on(2026, 2, 1), 8),
      paid(on(2026, 3, 31), 16), paid(on(2026, 4, 1), 32), quiet(on(2026, 12, 31)),  paid(on(2027, 1, 1), 64),
  };
  const struct {
    Window window;
    std::vector<long> by_clauses, after;
  } rows[] = {
      {PerCalendar{CalendarUnit::kDay}, {0, 1, 0, 0, 0, 0, 0, 0}, {1, 3, 4, 8, 16, 32, 0, 64}},
      {PerCalendar{CalendarUnit::kMonth}, {0, 1, 3, 0, 0, 0, 0, 0}, {1, 3, 7, 8, 16, 32, 0, 64}},
      {PerCalendar{CalendarUnit::kQuarter}, {0, 1, 3, 7, 15, 0, 0, 0}, {1, 3, 7, 15, 31, 32, 0, 64}},
      {PerCalendar{CalendarUnit::kYear}, {0, 1, 3, 7, 15, 31, 63, 0}, {1, 3, 7, 15, 31, 63, 63, 64}},
      {InTheLast{1, CalendarUnit::kMonth}, {0, 1, 3, 0, 0, 0, 0, 0}, {1, 3, 7, 8, 16, 32, 0, 64}},
      {InTheLast{2, CalendarUnit::kMonth}, {0, 1, 3, 7, 8, 16, 0, 0}, {1, 3, 7, 15, 24, 48, 0, 64}},
      {InTheLast{3, CalendarUnit::kMonth}, {0, 1, 3, 7, 15, 24, 0, 0}, {1, 3, 7, 15, 31, 56, 0, 64}},
      {InTheLast{12, CalendarUnit::kMonth}, {0, 1, 3, 7, 15, 31, 63, 56}, {1, 3, 7, 15, 31, 63, 63, 120}},
      {InTheLast{1, CalendarUnit::kQuarter}, {0, 1, 3, 7, 15, 0, 0, 0}, {1, 3, 7, 15, 31, 32, 0, 64}},
      {InTheLast{4, CalendarUnit::kQuarter}, {0, 1, 3, 7, 15, 31, 63, 32}, {1, 3, 7, 15, 31, 63, 63, 96}},
      {InTheLast{1, CalendarUnit::kYear}, {0, 1, 3, 7, 15, 31, 63, 0}, {1, 3, 7, 15, 31, 63, 63, 64}},
      {InTheLast{2, CalendarUnit::kYear}, {0, 1, 3, 7, 15, 31, 63, 63}, {1, 3, 7, 15, 31, 63, 63, 127}},
      {InTheLast{4000000000, CalendarUnit::kYear}, {0, 1, 3, 7, 15, 31, 63, 63}, {1, 3, 7, 15, 31, 63, 63, 127}},
  };
  for (const auto& row : rows) {
    const ExprId t = the_only(tally(TallyKind::kSum, row.window));
    Reader reader(b, history(moments));
    EXPECT_EQ(reader.by_clauses(t), numbers(row.by_clauses));
    EXPECT_EQ(reader.after(t), numbers(row.after));
    std::vector<long> before = row.after;  // of the previous moment, in its own period
    before.pop_back();
    before.insert(before.begin(), 0);
    EXPECT_EQ(reader.after(b.before(t)), numbers(before));
    EXPECT_EQ(reader.after(b.before(b.before(t))), numbers(before));
  }
}

// Three ways to forget the payments of January, and each kind of tally.
TEST_F(Windows, KindsTable) {
  const Value no = false, yes = true;
  const Value january10 = on(2026, 1, 10), january20 = on(2026, 1, 20), february5 = on(2026, 2, 5), long_ago = day(-9);
  const struct {
    TallyKind kind;
    Maybe initially;
    Values after;
  } rows[] = {
      {TallyKind::kSum, {}, numbers({5, 12, 0, 9})},
      {TallyKind::kSum, b.num(100), numbers({105, 112, 100, 109})},
      {TallyKind::kCount, {}, numbers({1, 2, 0, 1})},
      {TallyKind::kCount, b.num(10), numbers({11, 12, 10, 11})},
      {TallyKind::kEver, {}, {yes, yes, no, yes}},
      {TallyKind::kEver, b.yes(), {yes, yes, yes, yes}},
      {TallyKind::kFirstDate, {}, {january10, january10, {}, february5}},
      {TallyKind::kFirstDate, b.date(-9), {january10, january10, long_ago, february5}},
      {TallyKind::kLastDate, {}, {january10, january20, {}, february5}},
      {TallyKind::kLastDate, b.date(-9), {january10, january20, long_ago, february5}},
      {TallyKind::kLatest, {}, {number(5), number(7), {}, number(9)}},
      {TallyKind::kLatest, b.num(1), numbers({5, 7, 1, 9})},
  };
  const Window windows[] = {PerCalendar{CalendarUnit::kMonth}, InTheLast{1, CalendarUnit::kMonth}, Since{reset, {}}};
  for (const auto& row : rows) {
    for (const Window& window : windows) {
      language::Tally one = tally(row.kind, window);
      one.initially = row.initially;
      const ExprId t = the_only(one);
      Reader reader(b, history({paid(on(2026, 1, 10), 5), paid(on(2026, 1, 20), 7), restarted(on(2026, 2, 3), 1),
                                paid(on(2026, 2, 5), 9)}));
      EXPECT_EQ(reader.after(t), row.after) << static_cast<int>(row.kind) << " " << window.index();
    }
  }
}

TEST_F(Windows, WhereFiltersBeforeTheWindow) {
  for (const Window& window : {Window(PerCalendar{CalendarUnit::kYear}), Window(InTheLast{2, CalendarUnit::kYear})}) {
    language::Tally one = tally(TallyKind::kSum, window);
    one.where = b.op(BinaryOp::kGt, b.field(0), b.num(3));
    const ExprId t = the_only(one);
    Reader reader(b, history({paid(day(0), 3), paid(day(1), 4), paid(day(2), 1)}));
    EXPECT_EQ(reader.after(t), numbers({0, 4, 4}));
  }
}

// No event is needed for the year to change; a cap per year binds payments by what was paid in theirs.
TEST_F(Windows, ClausesReadThePeriodOfTheDayTheyJudge) {
  const auto paid_this_year = b.tally(tally(TallyKind::kSum, PerCalendar{CalendarUnit::kYear}));
  const ExprId sum = b.op(BinaryOp::kAdd, b.read(paid_this_year), b.field(0));
  b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, b.op(BinaryOp::kGt, sum, b.num(10)), {}}});
  const struct {
    std::vector<Moment> moments;
    bool permitted;
  } rows[] = {
      {{paid(on(2026, 12, 31), 6), paid(on(2026, 12, 31), 5)}, false},
      {{paid(on(2026, 12, 31), 6), paid(on(2027, 1, 1), 5)}, true},
      {{paid(on(2026, 12, 31), 6), quiet(on(2027, 1, 1)), paid(on(2027, 1, 1), 5)}, true},
      {{paid(on(2026, 12, 31), 6), paid(on(2027, 1, 1), 6), paid(on(2027, 1, 1), 5)}, false},
      {{paid(on(2026, 6, 1), 6), paid(on(2028, 6, 1), 6), paid(on(2030, 6, 1), 6)}, true},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(b.run(history(row.moments)).judgements.back().permitted, row.permitted);
  }
}

// `permitted` asks about an event today: in the moment's own period.
TEST_F(Windows, PermittedReadsTodaysPeriod) {
  const auto year = b.tally(tally(TallyKind::kSum, PerCalendar{CalendarUnit::kYear}));
  const auto months = b.tally(tally(TallyKind::kSum, InTheLast{2, CalendarUnit::kMonth}));
  const ExprId both = b.op(BinaryOp::kAdd, b.read(year), b.read(months));
  b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, b.op(BinaryOp::kGt, both, b.num(10)), {}}});
  const ExprId may_pay = b.make(language::Permitted{pay, {b.num(1)}});
  const auto moments = history({paid(on(2026, 11, 30), 6), quiet(on(2026, 12, 31)), quiet(on(2027, 1, 1))});
  EXPECT_EQ(b.run(moments, may_pay).formula, (std::vector<std::optional<bool>>{false, false, true}));
}

// With the past as it was before, but today: whether the moment's own event could have been this one.
TEST_F(Windows, BeforePermittedReadsTodaysPeriodToo) {
  const auto year = b.tally(tally(TallyKind::kSum, PerCalendar{CalendarUnit::kYear}));
  const ExprId sum = b.op(BinaryOp::kAdd, b.read(year), b.field(0));
  b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, b.op(BinaryOp::kGt, sum, b.num(10)), {}}});
  const ExprId could_pay = b.before(b.make(language::Permitted{pay, {b.num(6)}}));
  const auto moments = history({paid(on(2026, 12, 31), 6), quiet(on(2026, 12, 31)), paid(on(2027, 1, 1), 6)});
  EXPECT_EQ(b.run(moments, could_pay).formula, (std::vector<std::optional<bool>>{true, false, true}));
  EXPECT_TRUE(b.run(moments).clean());
}

TEST_F(Windows, JudgementsTellTheMomentsPeriod) {
  b.tally(tally(TallyKind::kSum, PerCalendar{CalendarUnit::kYear}));
  b.tally(tally(TallyKind::kSum, InTheLast{2, CalendarUnit::kYear}));
  const Trace trace = b.run(history({paid(on(2026, 12, 31), 6), quiet(on(2027, 1, 1)), quiet(on(2028, 1, 1))}));
  const std::vector<std::pair<long, long>> rows = {{6, 6}, {0, 6}, {0, 0}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(trace.judgements.at(i).tallies.at(0).value, number(rows[i].first)) << i;
    EXPECT_EQ(trace.judgements.at(i).tallies.at(1).value, number(rows[i].second)) << i;
  }
}

TEST_F(Windows, FirstAndLastDateAreThoseInTheWindow) {
  const auto moments =
      history({paid(on(2026, 1, 10), 1), paid(on(2026, 2, 5), 1), quiet(on(2026, 3, 1)), quiet(on(2026, 4, 1))});
  const InTheLast window{2, CalendarUnit::kMonth};
  const ExprId first = b.read(b.tally(tally(TallyKind::kFirstDate, window)));
  const ExprId last = b.read(b.tally(tally(TallyKind::kLastDate, window)));
  Reader reader(b, moments);
  EXPECT_EQ(reader.after(first), (Values{on(2026, 1, 10), on(2026, 1, 10), on(2026, 2, 5), {}}));
  EXPECT_EQ(reader.by_clauses(first), (Values{{}, on(2026, 1, 10), on(2026, 2, 5), {}}));
  EXPECT_EQ(reader.after(last), (Values{on(2026, 1, 10), on(2026, 2, 5), on(2026, 2, 5), {}}));
}

TEST_F(Windows, AssumptionsReadTheMomentsPeriod) {
  const auto closings = b.tally(tally(TallyKind::kCount, PerCalendar{CalendarUnit::kQuarter}));
  b.assume(b.op(BinaryOp::kLe, b.read(closings), b.num(1)));
  EXPECT_TRUE(b.run(history({paid(on(2026, 3, 31), 1), paid(on(2026, 4, 1), 1)})).clean());
  EXPECT_EQ(b.run(history({paid(on(2026, 4, 1), 1), paid(on(2026, 6, 30), 1)})).trouble, Trouble::kAssumption);
}

TEST_F(Windows, LapsesReadTheMomentsPeriod) {
  const auto year = b.tally(tally(TallyKind::kCount, PerCalendar{CalendarUnit::kYear}));
  language::Duty duty = b.duty(Builder::kBuyer, pay, 400, reset);
  b.where(duty, b.no());
  duty.lapse = language::LapsesWhen{b.eq(b.read(year), b.num(0))};
  b.clause({duty});
  const Trace trace =
      b.run(history({paid(on(2026, 12, 30), 1), restarted(on(2026, 12, 31), 0), quiet(on(2027, 1, 1))}));
  EXPECT_EQ(trace.judgements.at(1).duties.size(), 1U);
  EXPECT_EQ(trace.judgements.at(2).lapsed.size(), 1U);
}

TEST_F(Windows, DutiesAreCreatedInTheirDaysPeriod) {
  const auto year = b.tally(tally(TallyKind::kCount, PerCalendar{CalendarUnit::kYear}));
  language::Duty duty = b.duty(Builder::kBuyer, pay, 400, reset);
  duty.when = b.eq(b.read(year), b.num(0));
  b.clause({duty});
  const auto created = [&](language::Day date) {
    return b.run(history({paid(on(2026, 12, 30), 1), restarted(date, 0)})).judgements.at(1).created.size();
  };
  EXPECT_EQ(created(on(2026, 12, 31)), 0U);
  EXPECT_EQ(created(on(2027, 1, 1)), 1U);
}

TEST_F(Windows, SinceTable) {
  const ExprId large = b.op(BinaryOp::kGt, b.field(0), b.num(10));
  const ExprId never = b.no();
  const struct {
    Window window;
    std::vector<Moment> moments;
    std::vector<long> by_clauses, after;
  } rows[] = {
      // Another event; only those that its `where` lets through.
      {Since{reset, large},
       {paid(day(0), 5), restarted(day(0), 10), paid(day(1), 6), restarted(day(1), 11), paid(day(1), 7)},
       {0, 5, 5, 11, 0},
       {5, 5, 11, 0, 7}},
      // The event that counts starts again, then counts.
      {Since{pay, large}, {paid(day(0), 5), paid(day(0), 20), paid(day(0), 3)}, {0, 5, 20}, {5, 20, 23}},
      {Since{pay, {}}, {paid(day(0), 5), paid(day(0), 20), quiet(day(9))}, {0, 5, 20}, {5, 20, 20}},
      {Since{pay, never}, {paid(day(0), 5), paid(day(0), 20)}, {0, 5}, {5, 25}},
      // At the first moment nothing is lost.
      {Since{reset, {}}, {restarted(day(0), 1), paid(day(0), 2)}, {0, 0}, {0, 2}},
  };
  for (const auto& row : rows) {
    const ExprId t = the_only(tally(TallyKind::kSum, row.window));
    Reader reader(b, history(row.moments));
    EXPECT_EQ(reader.by_clauses(t), numbers(row.by_clauses));
    EXPECT_EQ(reader.after(t), numbers(row.after));
  }
}

// What is counted reads *before*, also at the event that starts the tally again.
TEST_F(Windows, SinceReadsItselfBeforeItStartsAgain) {
  language::Tally one = tally(TallyKind::kLatest, Since{pay, b.op(BinaryOp::kGt, b.field(0), b.num(10))});
  one.initially = b.num(0);
  const ExprId t = the_only(one);
  b.agreement.tallies[0].value = b.op(BinaryOp::kAdd, t, b.field(0));
  Reader reader(b, history({paid(day(0), 5), paid(day(0), 20), paid(day(0), 1)}));
  EXPECT_EQ(reader.after(t), numbers({5, 25, 26}));
}

// In a period that has just begun, it reads its initial value.
TEST_F(Windows, PerCalendarReadsItselfAfterItStartsAgain) {
  for (const Window& window : {Window(PerCalendar{CalendarUnit::kYear}), Window(InTheLast{1, CalendarUnit::kYear})}) {
    language::Tally one = tally(TallyKind::kLatest, window);
    one.initially = b.num(100);
    const ExprId t = the_only(one);
    b.agreement.tallies[0].value = b.op(BinaryOp::kAdd, t, b.field(0));
    Reader reader(b, history({paid(on(2026, 1, 1), 5), paid(on(2026, 12, 31), 20), paid(on(2027, 1, 1), 1)}));
    EXPECT_EQ(reader.after(t), numbers({105, 125, 101}));
  }
}

TEST_F(Windows, InitiallyMayDependOnParametersAndTerms) {
  const auto n = b.variable(kNumber);
  const auto opening = b.term(kNumber, {n});
  language::Tally one = tally(TallyKind::kSum, PerCalendar{CalendarUnit::kYear});
  one.parameters = {n};
  one.initially = b.op(BinaryOp::kAdd, b.read(opening, {b.of(n)}), b.of(n));
  const auto id = b.tally(one);
  properties::History h = history({paid(on(2026, 1, 1), 5), quiet(on(2027, 1, 1))});
  h.terms = {{{{{number(3)}, number(100)}}, number(0)}};
  Reader reader(b, h);
  EXPECT_EQ(reader.after(b.read(id, {b.num(3)})), numbers({108, 103}));
  EXPECT_EQ(reader.after(b.read(id, {b.num(4)})), numbers({9, 4}));
}

TEST_F(Windows, UndefinedInitiallyIsNoValue) {
  const ExprId nothing = b.op(BinaryOp::kDiv, b.num(1), b.num(0));
  const std::pair<TallyKind, Values> rows[] = {
      {TallyKind::kSum, {{}, {}}},
      {TallyKind::kCount, {{}, {}}},
      {TallyKind::kLatest, {{}, number(5)}},
  };
  for (const auto& [kind, expected] : rows) {
    language::Tally one = tally(kind, {});
    one.initially = nothing;
    const ExprId t = the_only(one);
    Reader reader(b, history({quiet(0), paid(day(0), 5)}));
    EXPECT_EQ(reader.after(t), expected);
  }
}

TEST_F(Windows, UndefinedWhereOfSinceStopsAtItsEvents) {
  b.tally(tally(TallyKind::kSum, Since{reset, b.undefined()}));
  const Trace trace = b.run(history({paid(day(0), 1), quiet(0), restarted(day(0), 1)}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 2U);
}

// What was undefined once is not forgotten with its period: the history has ended there.
TEST_F(Windows, UndefinedValueStopsUnderEveryWindow) {
  for (const Window& window : {Window(PerCalendar{CalendarUnit::kDay}), Window(InTheLast{1, CalendarUnit::kMonth})}) {
    language::Tally one = tally(TallyKind::kLatest, window);
    one.value = b.op(BinaryOp::kDiv, b.num(1), b.field(0));
    const ExprId t = the_only(one);
    EXPECT_EQ(b.run(history({paid(day(0), 0), paid(day(90), 1)}), t).trouble_moment, 0U);
    EXPECT_EQ(b.run(history({paid(day(0), 1), paid(day(90), 0)}), b.yes()).trouble, Trouble::kUndefined);
  }
}

}  // namespace
}  // namespace proviso::replay
