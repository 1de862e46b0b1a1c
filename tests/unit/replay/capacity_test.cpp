// How many duties of a statement may be outstanding; duties that arise as a formula becomes true.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::Becoming;
using language::BinaryOp;
using language::Capacity;
using language::ClauseId;
using language::Duty;
using language::ExprId;
using language::NoDeadline;
using language::Trigger;
using properties::Moment;

// bill, with a customer and an amount, obliges the buyer to pay that amount for that customer.
struct Outstanding : testing::Test {
  Builder b;
  language::KindId customer = b.kind({});
  language::ActionId bill = b.action("bill", Builder::kSeller, {of_kind(customer), kNumber});
  language::ActionId pay = b.action("pay", Builder::kBuyer, {of_kind(customer), kNumber});

  Duty payment(Capacity capacity) {
    Duty duty = b.duty(Builder::kBuyer, pay, 100, bill);
    b.where(duty, b.op(BinaryOp::kAnd, b.eq(b.field(0), b.trigger(0)), b.eq(b.field(1), b.trigger(1))));
    duty.capacity = std::move(capacity);
    return duty;
  }
  Moment billed(std::uint32_t who, long amount, int on = 0) const {
    return happening(on, bill, {member(who), number(amount)});
  }
  Moment paid(std::uint32_t who, long amount, int on = 0) const {
    return happening(on, pay, {member(who), number(amount)});
  }
  // How many are outstanding at the end; none: they overflow.
  std::optional<std::size_t> left(const Capacity& capacity, std::vector<Moment> moments) {
    const Duty duty = payment(capacity);
    Builder copy = b;
    copy.clause({duty});
    const Trace trace = copy.run(history(std::move(moments)));
    if (trace.trouble == Trouble::kOverflow) return std::nullopt;
    EXPECT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    return trace.judgements.back().duties.size();
  }
};

TEST_F(Outstanding, CapacityTable) {
  const Capacity one{}, three{.per = {}, .most = 3}, per_customer{.per = {0}, .most = 1},
      two_each{.per = {0}, .most = 2}, per_both{.per = {0, 1}, .most = 1},
      merging{.per = {}, .most = 1, .merging = true}, merging_each{.per = {0}, .most = 1, .merging = true};
  const auto overflow = std::nullopt;
  const struct {
    Capacity capacity;
    std::vector<Moment> moments;
    std::optional<std::size_t> left;
  } rows[] = {
      {one, {billed(0, 1), paid(0, 1), billed(0, 1)}, 1},
      {one, {billed(0, 1), billed(1, 1)}, overflow},
      {three, {billed(0, 1), billed(0, 1), billed(0, 1)}, 3},
      {three, {billed(0, 1), billed(0, 1), billed(0, 1), billed(1, 1)}, overflow},
      {three, {billed(0, 1), billed(0, 2), billed(0, 3), paid(0, 2), billed(0, 4)}, 3},
      {per_customer, {billed(0, 1), billed(1, 1), billed(7, 1)}, 3},
      {per_customer, {billed(0, 1), billed(1, 1), billed(0, 2)}, overflow},
      {per_customer, {billed(0, 1), billed(1, 1), paid(0, 1), billed(0, 2)}, 2},
      {two_each, {billed(0, 1), billed(1, 1), billed(0, 1), billed(1, 1)}, 4},
      {two_each, {billed(0, 1), billed(1, 1), billed(0, 1), billed(0, 1)}, overflow},
      {per_both, {billed(0, 1), billed(0, 2), billed(1, 1)}, 3},
      {per_both, {billed(0, 1), billed(0, 2), billed(0, 1)}, overflow},
      {merging, {billed(0, 1), billed(0, 1), billed(1, 5)}, 1},
      {merging, {billed(0, 1), billed(0, 1), paid(0, 1)}, 0},
      {merging_each, {billed(0, 1), billed(0, 2), billed(1, 1)}, 2},
  };
  for (const auto& row : rows) EXPECT_EQ(left(row.capacity, row.moments), row.left) << &row - rows;
}

TEST_F(Outstanding, OverflowNamesWhatLeavesNoRoom) {
  b.clause({payment({.per = {}, .most = 9})});
  b.clause({payment({.per = {0}, .most = 2})});
  const Trace trace = b.run(history({billed(3, 1, 0), billed(4, 1, 0), billed(3, 2, 1), billed(3, 3, 2)}));
  ASSERT_EQ(trace.trouble, Trouble::kOverflow);
  EXPECT_EQ(trace.trouble_statement, language::StatementId{1});
  ASSERT_EQ(trace.no_room.size(), 2U);
  EXPECT_EQ(trace.no_room[0].created, day(0));
  EXPECT_EQ(trace.no_room[1].created, day(1));
  EXPECT_NE(trace.why.find("while 2 are outstanding"), std::string::npos) << trace.why;
}

TEST_F(Outstanding, DischargeComesBeforeTheCount) {
  Duty again = b.duty(Builder::kBuyer, pay, 10, pay);
  b.clause({again});
  EXPECT_EQ(b.run(history({paid(0, 1), paid(0, 1)})).trouble, Trouble::kNone);
}

TEST_F(Outstanding, EachStatementHasItsOwnRoom) {
  b.clause({payment({}), payment({})});
  EXPECT_EQ(b.run(history({billed(0, 1)})).judgements[0].duties.size(), 2U);
}

TEST_F(Outstanding, OldestThatMatchesIsDischarged) {
  b.clause({payment({.per = {}, .most = 3})});
  const Trace trace = b.run(history({billed(0, 1, 0), billed(0, 2, 1), billed(0, 1, 2), paid(0, 2, 3), paid(0, 1, 3)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[3].ended.at(0).created, day(1));
  EXPECT_EQ(trace.judgements[4].ended.at(0).created, day(0));
  EXPECT_EQ(trace.judgements[4].duties.at(0).created, day(2));
}

TEST_F(Outstanding, EachHasItsOwnDeadline) {
  b.clause({payment({.per = {0}, .most = 1})});
  const Trace trace = b.run(history({billed(0, 1, 0), billed(1, 1, 5), quiet(101), quiet(106)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_EQ(trace.judgements[2].overdue, statements({0}));
  EXPECT_EQ(trace.judgements[3].overdue, statements({0, 0}));
  ASSERT_EQ(trace.judgements[3].late.size(), 2U);
  EXPECT_EQ(trace.judgements[3].late[1].created, day(5));
}

TEST_F(Outstanding, WhatMergesIsNotRead) {
  Duty duty = payment({.per = {}, .most = 1, .merging = true});
  const ExprId divided = b.op(BinaryOp::kDiv, b.num(1), b.trigger(1));
  duty.deadline = language::Within{divided};
  b.clause({duty});
  EXPECT_EQ(b.run(history({billed(0, 1), billed(0, 0)})).trouble, Trouble::kNone);
  EXPECT_EQ(b.run(history({billed(0, 0)})).trouble, Trouble::kUndefined);
}

TEST_F(Outstanding, ConditionsOfWhatMergesAreRead) {
  Duty duty = payment({.per = {}, .most = 1, .merging = true});
  duty.when = b.eq(b.op(BinaryOp::kDiv, b.num(1), b.trigger(1)), b.num(1));
  b.clause({duty});
  EXPECT_EQ(b.run(history({billed(0, 1), billed(0, 0)})).trouble, Trouble::kUndefined);
}

TEST_F(Outstanding, OverflowComesBeforeWhatTheDutyWouldRead) {
  Duty duty = payment({});
  const ExprId divided = b.op(BinaryOp::kDiv, b.num(1), b.trigger(1));
  duty.deadline = language::Within{divided};
  b.clause({duty});
  const Trace trace = b.run(history({billed(0, 1), billed(0, 0)}));
  EXPECT_EQ(trace.trouble, Trouble::kOverflow);
  EXPECT_EQ(trace.trouble_moment, 1U);
}

// Conditions: something is true, something else is.
struct BecomingDuty : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ActionId bill = b.action("bill", Builder::kSeller);
  language::ConditionId late = b.condition();

  Duty payment(ExprId formula, Maybe where = {}) {
    return b.duty(Builder::kBuyer, language::Act{pay, {}}, language::Within{b.num(10)},
                  Trigger{Becoming{formula}, where});
  }
  Moment at(Moment moment, bool is_late) const { return under(std::move(moment), {is_late}); }
  std::vector<std::size_t> created(std::vector<Moment> moments) {
    const Trace trace = b.run(history(std::move(moments)));
    EXPECT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    std::vector<std::size_t> result;
    for (const Judgement& judgement : trace.judgements) result.push_back(judgement.created.size());
    return result;
  }
};

TEST_F(BecomingDuty, ArisesAtEachMomentAtWhichItBecomesTrue) {
  Duty duty = payment(b.read(late));
  duty.capacity.most = 5;
  b.clause({duty});
  using Counts = std::vector<std::size_t>;
  EXPECT_EQ(created({at(quiet(0), true)}), Counts({1}));
  EXPECT_EQ(created({at(quiet(0), false), at(quiet(0), true), at(quiet(1), true)}), Counts({0, 1, 0}));
  EXPECT_EQ(created({at(quiet(0), true), at(quiet(0), false), at(quiet(0), true)}), Counts({1, 0, 1}));
}

// It arises behind the discharge, with an event or without, and never discharged by that event.
TEST_F(BecomingDuty, EventOfTheMomentDoesNotDischargeIt) {
  b.clause({payment(b.read(late))});
  const Trace trace =
      b.run(history({at(happening(3, pay, {number(1)}), true), at(happening(3, pay, {number(1)}), true)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_TRUE(trace.judgements[0].discharged.empty());
  const OutstandingDuty& duty = trace.judgements[0].duties.at(0);
  EXPECT_TRUE(duty.trigger.empty());
  EXPECT_EQ(duty.created, day(3));
  EXPECT_EQ(duty.deadline, day(13));
  EXPECT_EQ(trace.judgements[1].discharged, statements({0}));
}

// In the order: in force, the formula at this moment, the formula at the one before, `where`, `when`, `unless`.
TEST_F(BecomingDuty, GuardsTable) {
  const ExprId oops = b.undefined();
  // Without value on the first day.
  const ExprId later = b.eq(b.op(BinaryOp::kDiv, b.num(1), b.op(BinaryOp::kSub, b.today(), b.date(0))), b.num(1));
  const struct {
    int from;
    ExprId formula;
    Maybe where, when, unless;
    int last;
    Trouble trouble;
  } rows[] = {
      {5, oops, {}, {}, {}, 1, Trouble::kNone},
      {5, oops, {}, {}, {}, 5, Trouble::kUndefined},
      {1, later, {}, {}, {}, 1, Trouble::kUndefined},  // true on the day after the first, without value on that
      {1, later, {}, {}, {}, 2, Trouble::kNone},       // false there: what was before is not read
      {0, b.no(), oops, oops, oops, 1, Trouble::kNone},
      {0, b.yes(), b.no(), oops, oops, 1, Trouble::kNone},
      {0, b.yes(), oops, b.no(), oops, 1, Trouble::kUndefined},
      {0, b.yes(), {}, b.no(), oops, 1, Trouble::kNone},
      {0, b.yes(), {}, oops, b.yes(), 1, Trouble::kUndefined},
      {0, b.yes(), {}, {}, oops, 1, Trouble::kUndefined},
  };
  for (const auto& row : rows) {
    Duty duty = payment(row.formula, row.where);
    duty.when = row.when;
    duty.unless = row.unless;
    Builder copy = b;
    copy.only_text(copy.clause({duty})).from = {copy.date(row.from)};
    const Trace trace = copy.run(history({at(quiet(0), false), at(quiet(row.last), false)}));
    EXPECT_EQ(trace.trouble, row.trouble) << &row - rows;
  }
}

// What became true while the clause was not in force is no occasion later.
TEST_F(BecomingDuty, OnlyWhileInForce) {
  b.only_text(b.clause({payment(b.read(late))})).from = {b.date(2)};
  EXPECT_EQ(created({at(quiet(1), true), at(quiet(2), true)}), (std::vector<std::size_t>{0, 0}));
  EXPECT_EQ(created({at(quiet(1), false), at(quiet(2), true)}), (std::vector<std::size_t>{0, 1}));
}

TEST_F(BecomingDuty, NeverDefeatedNorDefeating) {
  b.clause({payment(b.read(late))});
  b.clause({b.duty(Builder::kBuyer, pay, 10, bill)});
  const Trace trace = b.run(history({at(happening(0, bill), true)}));
  EXPECT_EQ(trace.judgements[0].created, statements({0, 1}));
}

// The remedy arises at the moment at which the duty falls overdue.
TEST_F(BecomingDuty, RemedyForWhatIsOverdue) {
  const ClauseId price = b.clause({b.duty(Builder::kBuyer, pay, 3, bill)});
  Duty remedy = payment(b.overdue(price));
  b.clause({remedy});
  const Trace trace =
      b.run(history({at(happening(0, bill), false), at(quiet(3), false), at(quiet(4), false), at(quiet(5), false)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  EXPECT_TRUE(trace.judgements[1].created.empty());
  EXPECT_EQ(trace.judgements[2].overdue, statements({0}));
  EXPECT_EQ(trace.judgements[2].created, statements({1}));
  EXPECT_TRUE(trace.judgements[3].created.empty());
}

// Also where it is discharged, late, at that very moment.
TEST_F(BecomingDuty, RemedyForWhatIsPaidLateAtOnce) {
  const ClauseId price = b.clause({b.duty(Builder::kBuyer, pay, 3, bill)});
  b.clause({payment(b.overdue(price))});
  const Trace trace = b.run(history({at(happening(0, bill), false), at(happening(4, pay, {number(1)}), false)}));
  EXPECT_EQ(trace.judgements[1].discharged, statements({0}));
  EXPECT_EQ(trace.judgements[1].created, statements({1}));
}

}  // namespace
}  // namespace proviso::replay
