#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::CalendarPart;
using language::CalendarUnit;
using language::Day;
using language::ExprId;
using language::kFirstDay;
using language::kLastDay;

struct Calendar : testing::Test {
  Builder b;

  std::optional<bool> truth(ExprId formula) { return b.run(history({quiet(3)}), formula).formula.at(0); }
  std::optional<bool> equal(ExprId left, ExprId right) { return truth(b.eq(left, right)); }
};

TEST_F(Calendar, MonthsLaterTable) {
  const struct {
    Day from;
    long months;
    std::optional<Day> to;
  } rows[] = {
      {on(2026, 1, 31), 1, on(2026, 2, 28)},   // no such day: the month's last
      {on(2028, 1, 31), 1, on(2028, 2, 29)},   // a leap year
      {on(2028, 2, 29), 12, on(2029, 2, 28)},  // and one that is none
      {on(2028, 2, 29), 48, on(2032, 2, 29)},
      {on(2026, 1, 30), 1, on(2026, 2, 28)},
      {on(2026, 1, 28), 1, on(2026, 2, 28)},
      {on(2026, 2, 28), 1, on(2026, 3, 28)},  // a month's last day stays no last day
      {on(2026, 3, 31), 1, on(2026, 4, 30)},
      {on(2026, 10, 31), 3, on(2027, 1, 31)},
      {on(2026, 12, 15), 1, on(2027, 1, 15)},
      {on(2026, 7, 4), 0, on(2026, 7, 4)},
      {on(2026, 3, 31), -1, on(2026, 2, 28)},
      {on(2026, 1, 31), -2, on(2025, 11, 30)},
      {on(2026, 1, 1), -1, on(2025, 12, 1)},
      {on(2000, 2, 29), -1188, on(1901, 2, 28)},
      {on(2099, 11, 30), 1, on(2099, 12, 30)},
      {kLastDay, 0, kLastDay},
      {kLastDay, 1, {}},
      {on(2099, 12, 1), 1, {}},
      {kFirstDay, 0, kFirstDay},
      {kFirstDay, -1, {}},
      {kFirstDay, 12 * 199 - 1, on(2099, 12, 1)},
      {kFirstDay, 12 * 199, {}},
      {kLastDay, -(12 * 199 - 1), on(1901, 1, 31)},
      {on(2026, 1, 1), 1000000000000, {}},
      {on(2026, 1, 1), -1000000000000, {}},
      {kLastDay + std::chrono::days(1), 0, {}},   // the date itself is none the calendar knows
      {kLastDay + std::chrono::days(1), -1, {}},  // even where the result would be
      {kFirstDay - std::chrono::days(1), 1, {}},
  };
  for (const auto& row : rows) {
    const auto expected = row.to ? std::optional(true) : std::nullopt;
    const ExprId from = b.date(row.from), to = b.date(row.to.value_or(row.from));
    const ExprId later = b.op(BinaryOp::kAdd, from, b.months(row.months));
    const ExprId turned = b.op(BinaryOp::kAdd, b.months(row.months), from);
    const ExprId earlier = b.op(BinaryOp::kSub, from, b.months(-row.months));
    for (ExprId sum : {later, turned, earlier}) EXPECT_EQ(equal(sum, to), expected) << row.months;
  }
}

TEST_F(Calendar, MonthsBeyondAllNumbersAreUndefined) {
  const ExprId huge = b.make(language::Literal{mpq_class(mpz_class(1) << 70)});
  b.agreement.expressions[huge.index].type = kMonths;
  EXPECT_EQ(equal(b.op(BinaryOp::kAdd, b.date(0), huge), b.date(0)), std::nullopt);
}

// Days may lead beyond the calendar, and back.
TEST_F(Calendar, OnlyMonthsAndPartsMindTheLimits) {
  const ExprId beyond = b.op(BinaryOp::kAdd, b.date(kLastDay), b.num(1));
  EXPECT_EQ(equal(b.op(BinaryOp::kSub, beyond, b.num(1)), b.date(kLastDay)), true);
  EXPECT_EQ(equal(b.op(BinaryOp::kSub, beyond, b.months(1)), b.date(on(2099, 12, 1))), std::nullopt);
  EXPECT_EQ(equal(b.part(CalendarPart::kYear, beyond), b.num(2100)), std::nullopt);
  EXPECT_EQ(equal(b.end(CalendarUnit::kYear, beyond), beyond), std::nullopt);
  const ExprId sooner = b.op(BinaryOp::kSub, b.date(kFirstDay), b.num(1));
  EXPECT_EQ(equal(b.part(CalendarPart::kMonth, sooner), b.num(12)), std::nullopt);
  EXPECT_EQ(equal(b.end(CalendarUnit::kMonth, sooner), sooner), std::nullopt);
}

TEST_F(Calendar, MonthsAreNumbersAmongThemselves) {
  const ExprId year = b.months(12), quarter = b.months(3);
  const std::pair<ExprId, ExprId> rows[] = {
      {b.op(BinaryOp::kAdd, year, quarter), b.months(15)},  {b.op(BinaryOp::kSub, quarter, year), b.months(-9)},
      {b.op(BinaryOp::kMul, b.num(2), year), b.months(24)}, {b.op(BinaryOp::kMul, year, b.num(2)), b.months(24)},
      {b.op(BinaryOp::kMin, year, quarter), quarter},       {b.op(BinaryOp::kMax, year, quarter), year}};
  for (const auto& [left, right] : rows) EXPECT_EQ(equal(left, right), true);
  EXPECT_EQ(truth(b.op(BinaryOp::kLt, quarter, year)), true);
}

// Two steps of a month are not one of two months.
TEST_F(Calendar, ClampingIsForgetful) {
  auto plus = [&](ExprId date, long months) { return b.op(BinaryOp::kAdd, date, b.months(months)); };
  const ExprId january = b.date(on(2026, 1, 31));
  EXPECT_EQ(equal(plus(plus(january, 1), 1), b.date(on(2026, 3, 28))), true);
  EXPECT_EQ(equal(plus(january, 2), b.date(on(2026, 3, 31))), true);
}

TEST_F(Calendar, PartsTable) {
  const struct {
    Day date;
    long year, quarter, month, weekday;
  } rows[] = {
      {on(2026, 1, 1), 2026, 1, 1, 4},     // a Thursday
      {on(2000, 1, 1), 2000, 1, 1, 6},     // a Saturday
      {on(2000, 2, 29), 2000, 1, 2, 2},    // a Tuesday
      {on(1969, 7, 20), 1969, 3, 7, 7},    // a Sunday: the moon
      {on(2024, 3, 31), 2024, 1, 3, 7},    // Easter Sunday
      {on(2024, 4, 1), 2024, 2, 4, 1},     // Easter Monday
      {on(2025, 6, 30), 2025, 2, 6, 1},    //
      {on(2025, 7, 1), 2025, 3, 7, 2},     //
      {on(2025, 9, 30), 2025, 3, 9, 2},    //
      {on(2025, 10, 28), 2025, 4, 10, 2},  // a Tuesday
      {kFirstDay, 1901, 1, 1, 2},          // a Tuesday
      {kLastDay, 2099, 4, 12, 4},          // a Thursday
  };
  for (const auto& row : rows) {
    const ExprId date = b.date(row.date);
    EXPECT_EQ(equal(b.part(CalendarPart::kYear, date), b.num(row.year)), true) << row.year;
    EXPECT_EQ(equal(b.part(CalendarPart::kQuarter, date), b.num(row.quarter)), true) << row.year;
    EXPECT_EQ(equal(b.part(CalendarPart::kMonth, date), b.num(row.month)), true) << row.year;
    EXPECT_EQ(equal(b.part(CalendarPart::kWeekday, date), b.num(row.weekday)), true) << row.year;
  }
}

TEST_F(Calendar, EndsTable) {
  const struct {
    Day date, month, quarter, year;
  } rows[] = {
      {on(2026, 1, 1), on(2026, 1, 31), on(2026, 3, 31), on(2026, 12, 31)},
      {on(2026, 2, 28), on(2026, 2, 28), on(2026, 3, 31), on(2026, 12, 31)},
      {on(2028, 2, 28), on(2028, 2, 29), on(2028, 3, 31), on(2028, 12, 31)},
      {on(2000, 2, 1), on(2000, 2, 29), on(2000, 3, 31), on(2000, 12, 31)},
      {on(2026, 3, 31), on(2026, 3, 31), on(2026, 3, 31), on(2026, 12, 31)},
      {on(2026, 4, 1), on(2026, 4, 30), on(2026, 6, 30), on(2026, 12, 31)},
      {on(2026, 8, 31), on(2026, 8, 31), on(2026, 9, 30), on(2026, 12, 31)},
      {on(2026, 11, 2), on(2026, 11, 30), on(2026, 12, 31), on(2026, 12, 31)},
      {kLastDay, kLastDay, kLastDay, kLastDay},
      {kFirstDay, on(1901, 1, 31), on(1901, 3, 31), on(1901, 12, 31)},
  };
  for (const auto& row : rows) {
    const ExprId date = b.date(row.date);
    EXPECT_EQ(equal(b.end(CalendarUnit::kMonth, date), b.date(row.month)), true);
    EXPECT_EQ(equal(b.end(CalendarUnit::kQuarter, date), b.date(row.quarter)), true);
    EXPECT_EQ(equal(b.end(CalendarUnit::kYear, date), b.date(row.year)), true);
  }
}

// deliver obliges the buyer to pay within so many months.
struct DutyInMonths : testing::Test {
  Builder b;
  language::ActionId deliver = b.action("deliver", Builder::kSeller);
  language::ActionId pay = b.action("pay", Builder::kBuyer);

  void due_within(ExprId span) {
    language::Duty duty = b.duty(Builder::kBuyer, pay, 0, deliver);
    duty.deadline = language::Within{span};
    b.clause({duty});
  }
};

TEST_F(DutyInMonths, DeadlineTable) {
  due_within(b.months(1));
  const std::pair<Day, Day> rows[] = {
      {on(2026, 1, 31), on(2026, 2, 28)}, {on(2028, 1, 31), on(2028, 2, 29)}, {on(2026, 2, 28), on(2026, 3, 28)},
      {on(2026, 5, 5), on(2026, 6, 5)},   {on(2026, 12, 1), on(2027, 1, 1)},
  };
  for (const auto& [from, deadline] : rows) {
    const Trace trace = b.run(history({happening(from, deliver), quiet(deadline)}));
    ASSERT_TRUE(trace.clean()) << trace.why;
    EXPECT_EQ(trace.judgements[0].duties.at(0).deadline, deadline);
    const auto next_day = deadline + std::chrono::days(1);
    EXPECT_FALSE(b.run(history({happening(from, deliver), quiet(next_day)})).judgements[1].compliant);
    const Trace jump = b.run(history({happening(from, deliver), quiet(next_day + std::chrono::days(1))}));
    EXPECT_EQ(jump.trouble, Trouble::kMalformed);
  }
}

TEST_F(DutyInMonths, DeadlineBehindTheCalendarNeverPasses) {
  due_within(b.months(12));
  const std::pair<Day, std::optional<Day>> rows[] = {
      {on(2098, 12, 31), language::kLastDay}, {on(2099, 1, 1), std::nullopt}, {language::kLastDay, std::nullopt}};
  for (const auto& [from, deadline] : rows) {
    const Trace trace = b.run(history({happening(from, deliver), quiet(language::kLastDay)}));
    ASSERT_TRUE(trace.clean()) << trace.why;
    EXPECT_EQ(trace.judgements[0].duties.at(0).deadline, deadline);
  }
}

TEST_F(DutyInMonths, DeadlineBeforeTheCalendarIsUndefined) {
  b.agreement.starts = language::kFirstDay;
  due_within(b.months(-12));
  EXPECT_EQ(b.run(history({happening(on(1902, 1, 1), deliver)})).trouble, Trouble::kNone);
  EXPECT_EQ(b.run(history({happening(on(1901, 12, 31), deliver)})).trouble, Trouble::kUndefined);
}

TEST_F(DutyInMonths, DeadlineIsReadAtCreation) {
  const auto count = b.tally({"t", {}, language::TallyKind::kCount, deliver, {}, {}, {}, {}, kNumber, {}});
  const ExprId span = b.op(BinaryOp::kMul, b.read(count), b.months(3));
  b.agreement.expressions[span.index].type = kMonths;
  due_within(span);
  const Trace trace = b.run(history({happening(0, deliver), happening(0, pay), happening(on(2026, 1, 2), deliver)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[0].duties.at(0).deadline, day(0));
  EXPECT_EQ(trace.judgements[2].duties.at(0).deadline, on(2026, 4, 2));
}

}  // namespace
}  // namespace proviso::replay
