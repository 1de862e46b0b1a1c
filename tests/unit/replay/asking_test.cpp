// What can be asked about duties: owed and overdue with `where`, settled, `at trigger`.
#include <gtest/gtest.h>

#include "tests/unit/replay/reader.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::ClauseId;
using language::Duty;
using language::ExprId;
using properties::Moment;

const language::Value kTrue{true}, kFalse{false};

// bill, with a number and an amount, obliges the buyer to pay within ten days.
struct Asking : testing::Test {
  Builder b;
  language::ActionId bill = b.action("bill", Builder::kSeller, {kNumber, kNumber});
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::TallyId paid = b.tally({"paid", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});

  Duty payment() {
    Duty duty = b.duty(Builder::kBuyer, pay, 10, bill);
    b.where(duty, b.eq(b.field(0), b.trigger(0)));
    duty.capacity.most = 3;
    return duty;
  }
  Moment billed(int on, long id, long amount = 0) const { return happening(on, bill, {number(id), number(amount)}); }
  Moment paying(int on, long id) const { return happening(on, pay, {number(id)}); }
};

TEST_F(Asking, OwedWhereIsOverTheDutysTrigger) {
  const ClauseId clause = b.clause({payment()});
  const ExprId second = b.owed(clause, b.eq(b.trigger(0), b.num(2)));
  const ExprId early = b.owed(clause, b.op(BinaryOp::kLt, b.make(language::TriggerDate{}), b.date(2)));
  Reader reader(b, history({billed(0, 1), billed(3, 2), paying(4, 1), paying(5, 2)}));
  EXPECT_EQ(reader.after(second), (Values{kFalse, kTrue, kTrue, kFalse}));
  EXPECT_EQ(reader.by_clauses(second), (Values{kFalse, kFalse, kTrue, kTrue}));
  EXPECT_EQ(reader.after(b.before(second)), (Values{kFalse, kFalse, kTrue, kTrue}));
  EXPECT_EQ(reader.after(early), (Values{kTrue, kTrue, kFalse, kFalse}));
}

// `where` is read of every duty of the clause, and only of those.
TEST_F(Asking, WhereWithoutValue) {
  const ClauseId clause = b.clause({payment()});
  const ClauseId other = b.clause({b.duty(Builder::kSeller, pay, 10, bill)});
  const ExprId inverse = b.op(BinaryOp::kGt, b.op(BinaryOp::kDiv, b.num(1), b.trigger(1)), b.num(0));
  const struct {
    std::vector<Moment> moments;
    std::optional<language::Value> owed;
  } rows[] = {
      {{quiet(0)}, kFalse},
      {{billed(0, 1, 1)}, kTrue},
      {{billed(0, 1, 0)}, std::nullopt},
      {{billed(0, 1, 1), billed(0, 2, 0)}, std::nullopt},  // whichever comes first
      {{billed(0, 1, 0), billed(0, 2, 1)}, std::nullopt},
      {{billed(0, 1, 0), paying(0, 1)}, kFalse},
  };
  b.agreement.statements[1].rule = [&] {
    Duty duty = std::get<Duty>(b.agreement.statements[1].rule);
    duty.capacity.most = 5;
    return duty;
  }();
  for (const auto& row : rows) {
    EXPECT_EQ(Reader(b, history(row.moments)).at_the_end(b.owed(clause, inverse)), row.owed) << &row - rows;
  }
  EXPECT_EQ(Reader(b, history({billed(0, 1, 0)})).at_the_end(b.owed(other, inverse)), std::nullopt);
}

// The variables and the event around `where` stay in scope; `trigger` is the asked-for duty's.
TEST_F(Asking, WhereSeesWhatIsAroundIt) {
  const ClauseId clause = b.clause({payment()});
  const ExprId same = b.owed(clause, b.eq(b.trigger(0), b.field(0)));
  b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, {}, same}});
  const Trace trace = b.run(history({billed(0, 1), paying(1, 2), paying(1, 1)}));
  EXPECT_FALSE(trace.judgements[1].permitted);
  EXPECT_TRUE(trace.judgements[2].permitted);
}

TEST_F(Asking, WhereInADutyIsNotOverItsOwnTrigger) {
  const ClauseId price = b.clause({payment()});
  Duty late = b.duty(Builder::kBuyer, pay, 10, pay);
  late.when = b.owed(price, b.eq(b.trigger(0), b.num(1)));
  b.clause({late});
  const Trace trace = b.run(history({billed(0, 1), paying(0, 2)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].created, statements({1}));
}

TEST_F(Asking, OverdueTable) {
  const ClauseId clause = b.clause({payment()});
  const ExprId asked = b.overdue(clause);
  Reader reader(b, history({billed(0, 1), quiet(10), quiet(11), quiet(11), paying(11, 1), quiet(12)}));
  EXPECT_EQ(reader.by_clauses(asked), (Values{kFalse, kFalse, kTrue, kTrue, kTrue, kFalse}));
  EXPECT_EQ(reader.after(asked), (Values{kFalse, kFalse, kTrue, kTrue, kFalse, kFalse}));
  EXPECT_EQ(reader.after(b.before(asked)), (Values{kFalse, kFalse, kFalse, kTrue, kTrue, kFalse}));
}

TEST_F(Asking, OverdueWhere) {
  const ClauseId clause = b.clause({payment()});
  const ExprId second = b.overdue(clause, b.eq(b.trigger(0), b.num(2)));
  Reader reader(b, history({billed(0, 1), billed(3, 2), quiet(11), quiet(14)}));
  EXPECT_EQ(reader.after(second), (Values{kFalse, kFalse, kFalse, kTrue}));
}

// One that arises past its deadline falls overdue at the next moment, but is already past it.
TEST_F(Asking, OverdueAfterIsADateBehindTheDeadline) {
  Duty duty = payment();
  duty.deadline = language::Within{b.num(-1)};
  const ClauseId clause = b.clause({duty});
  EXPECT_EQ(Reader(b, history({billed(0, 1)})).after(b.overdue(clause)), Values{kTrue});
  EXPECT_TRUE(b.run(history({billed(0, 1)})).judgements[0].overdue.empty());
}

TEST_F(Asking, OverdueIsAskedToday) {
  const ClauseId clause = b.clause({payment()});
  b.clause({language::ShallNot{b.party(Builder::kSeller), bill, b.overdue(clause), {}}});
  const ExprId next = b.permitted(bill, {b.num(1), b.num(1)});
  Reader reader(b, history({billed(0, 1), quiet(10), quiet(11), paying(11, 1)}));
  EXPECT_EQ(reader.after(next), (Values{kTrue, kTrue, kFalse, kTrue}));
  EXPECT_EQ(reader.after(b.before(next)), (Values{kTrue, kTrue, kFalse, kFalse}));
}

TEST_F(Asking, SettledMeansNothingIsOwedByAnybody) {
  b.clause({payment()});
  b.clause({b.duty(Builder::kSeller, bill, 10, pay)});
  Reader reader(b, history({quiet(0), billed(0, 1), paying(1, 1), billed(2, 3), paying(3, 3)}));
  EXPECT_EQ(reader.after(b.settled()), (Values{kTrue, kFalse, kFalse, kFalse, kFalse}));
  EXPECT_EQ(reader.by_clauses(b.settled()), (Values{kTrue, kTrue, kFalse, kFalse, kFalse}));
}

TEST_F(Asking, AtTriggerFreezesBeforeTheEvent) {
  Duty duty = b.duty(Builder::kBuyer, pay, 10, bill);
  const ExprId paid_before = b.at_trigger(duty, b.read(paid)), price = b.at_trigger(duty, b.trigger(1));
  b.where(duty, b.eq(b.field(0), b.op(BinaryOp::kAdd, paid_before, price)));
  b.clause({duty});
  const Trace trace = b.run(history({paying(0, 5), billed(1, 0, 2), paying(2, 5), paying(3, 12), paying(4, 7)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[1].duties.at(0).frozen, (properties::Arguments{number(5), number(2)}));
  EXPECT_TRUE(trace.judgements[3].discharged.empty());
  EXPECT_EQ(trace.judgements[4].discharged, statements({0}));
}

TEST_F(Asking, LapsesWhenReadsWhatWasFrozen) {
  Duty duty = b.duty(Builder::kBuyer, pay, 10, bill);
  b.where(duty, b.no());
  duty.lapse = language::LapsesWhen{b.op(BinaryOp::kGt, b.read(paid), b.at_trigger(duty, b.read(paid)))};
  b.clause({duty});
  const Trace trace = b.run(history({paying(0, 5), billed(1, 0), quiet(1), paying(2, 1)}));
  EXPECT_TRUE(trace.judgements[2].lapsed.empty());
  EXPECT_EQ(trace.judgements[3].lapsed, statements({0}));
  EXPECT_EQ(trace.judgements[3].ended.at(0).trigger, (properties::Arguments{number(0), number(0)}));
}

}  // namespace
}  // namespace proviso::replay
