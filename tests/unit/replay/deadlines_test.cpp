// The last day in time: `by` a date, none at all, one behind the calendar.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::By;
using language::Day;
using language::Deadline;
using language::ExprId;
using language::NoDeadline;
using language::Within;

// deliver, with a date and a number, obliges the buyer to pay.
struct Deadlines : testing::Test {
  Builder b;
  language::ActionId deliver = b.action("deliver", Builder::kSeller, {kDate, kNumber});
  language::ActionId pay = b.action("pay", Builder::kBuyer);

  language::ClauseId due(Deadline deadline) {
    return b.clause({b.duty(Builder::kBuyer, language::Act{pay, {}}, deadline, language::Trigger{deliver, {}})});
  }
  properties::Moment delivery(int at, int date = 0, long count = 0) const {
    return happening(at, deliver, {day(date), number(count)});
  }
  ExprId plus(ExprId date, ExprId days) { return b.op(language::BinaryOp::kAdd, date, days); }
  std::optional<Day> deadline_of(const properties::Moment& moment) {
    const Trace trace = b.run(history({moment}));
    EXPECT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    return trace.judgements.at(0).duties.at(0).deadline;
  }
};

TEST_F(Deadlines, ByDateTable) {
  due(By{b.trigger(0)});
  const struct {
    int delivered, due, next;
    bool clean;
  } rows[] = {
      {1, 5, 5, true},   // the deadline day is in time
      {1, 5, 6, false},  // the day after is overdue
      {5, 5, 5, true},   // due on the day of creation
      {5, 5, 6, false},
      {5, 4, 5, false},   // due the day before creation: overdue at the next moment, be it of the same day
      {5, 4, 90, false},  // or of any other
  };
  for (const auto& row : rows) {
    const Trace trace = b.run(history({delivery(row.delivered, row.due), quiet(row.next)}));
    ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    EXPECT_TRUE(trace.judgements[0].compliant);
    EXPECT_EQ(trace.clean(), row.clean) << row.delivered << ' ' << row.due << ' ' << row.next;
  }
  EXPECT_EQ(b.run(history({delivery(1, 5), quiet(7)})).trouble, Trouble::kMalformed);
}

TEST_F(Deadlines, ByIsReadAtCreation) {
  const auto late = b.condition();
  due(By{b.make(language::IfThenElse{b.read(late), b.date(9), b.date(3)})});
  const Trace trace = b.run(history({under(delivery(0), {false}), under(quiet(3), {true}), under(quiet(4), {true})}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].duties.at(0).deadline, day(3));
  EXPECT_FALSE(trace.judgements[2].compliant);
}

TEST_F(Deadlines, WithoutDeadlineItIsNeverOverdue) {
  const auto clause = due(NoDeadline{});
  const Trace trace = b.run(history({delivery(0), quiet(language::kLastDay)}), b.overdue(clause));
  EXPECT_TRUE(trace.clean());
  EXPECT_EQ(trace.judgements[1].duties.at(0).deadline, std::nullopt);
  EXPECT_EQ(trace.formula[1], false);
}

TEST_F(Deadlines, BehindTheCalendarThereIsNone) {
  due(Within{b.trigger(1)});
  const long left = (language::kLastDay - day(0)).count();
  EXPECT_EQ(deadline_of(delivery(0, 0, left)), language::kLastDay);
  EXPECT_EQ(deadline_of(delivery(0, 0, left + 1)), std::nullopt);
  EXPECT_EQ(deadline_of(happening(0, deliver, {day(0), mpq_class("1" + std::string(40, '0'))})), std::nullopt);
}

TEST_F(Deadlines, ByADateBehindTheCalendarThereIsNone) {
  due(By{plus(b.date(language::kLastDay), b.trigger(1))});
  EXPECT_EQ(deadline_of(delivery(0, 0, 0)), language::kLastDay);
  EXPECT_EQ(deadline_of(delivery(0, 0, 1)), std::nullopt);
}

TEST_F(Deadlines, ByWithoutValueIsTrouble) {
  const ExprId beyond = plus(b.date(language::kLastDay), b.months(1));
  due(By{beyond});
  const Trace trace = b.run(history({quiet(0), delivery(1)}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 1U);
  EXPECT_NE(trace.why.find("the deadline of clause"), std::string::npos);
}

TEST_F(Deadlines, OfADutyThatDoesNotAriseNothingIsRead) {
  language::Duty duty =
      b.duty(b.undefined(), language::Act{pay, {}}, By{b.undefined()}, language::Trigger{deliver, {}});
  duty.frozen = {b.undefined()};
  duty.when = b.no();
  b.clause({duty});
  EXPECT_TRUE(b.run(history({delivery(0)})).clean());
}

// What must have a value if the duty arises, and how the trouble names it.
TEST_F(Deadlines, UndefinedTable) {
  const language::Trigger trigger{deliver, {}};
  const ExprId nobody = b.make(language::IfThenElse{b.undefined(), b.party(Builder::kBuyer), b.party(Builder::kBuyer)});
  language::Duty freezing = b.duty(Builder::kBuyer, pay, 5, deliver);
  b.at_trigger(freezing, b.undefined());
  const std::pair<language::Duty, std::string> rows[] = {
      {b.duty(nobody, language::Act{pay, {}}, NoDeadline{}, trigger), "the party of clause"},
      {b.duty(Builder::kBuyer, language::Act{pay, {}}, Within{b.op(language::BinaryOp::kDiv, b.num(1), b.num(0))},
              trigger),
       "the deadline of clause"},
      {freezing, "what `at trigger` freezes of clause"},
  };
  for (const auto& [duty, words] : rows) {
    Builder copy = b;
    copy.clause({duty});
    const Trace trace = copy.run(history({delivery(0)}));
    EXPECT_EQ(trace.trouble, Trouble::kUndefined);
    EXPECT_NE(trace.why.find(words), std::string::npos) << trace.why;
    EXPECT_EQ(trace.trouble_statement, language::StatementId{0});
  }
}

}  // namespace
}  // namespace proviso::replay
