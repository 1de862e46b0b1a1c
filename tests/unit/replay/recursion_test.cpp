// Tallies that read themselves and each other, in any order and over long histories.
#include <gtest/gtest.h>

#include "tests/unit/replay/reader.h"

namespace proviso::replay {
namespace {

using language::Becoming;
using language::BinaryOp;
using language::ExprId;
using language::TallyId;
using language::TallyKind;
using properties::Moment;

struct Recursion : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});

  // `latest 0 of pay initially START`; what it becomes is said later.
  TallyId latest(long start) {
    return b.tally({"t", {}, TallyKind::kLatest, pay, b.num(0), {}, {}, b.num(start), kNumber, {}});
  }
  void becomes(TallyId id, ExprId value) { b.agreement.tallies[id.index].value = value; }
  ExprId plus(ExprId left, ExprId right) { return b.op(BinaryOp::kAdd, left, right); }
  std::vector<Moment> payments(std::size_t count) const {
    return std::vector<Moment>(count, happening(0, pay, {number(1)}));
  }
};

TEST_F(Recursion, BalanceWithInterest) {
  const TallyId balance = latest(1000);
  const ExprId rest = b.op(BinaryOp::kSub, b.read(balance), b.field(0));
  const ExprId grown = b.op(BinaryOp::kMul, rest, b.ratio(101, 100));
  becomes(balance, b.round(language::Rounding::kNearest, grown, b.ratio(1, 100)));
  Reader reader(b, history({happening(0, pay, {number(100)}), happening(0, pay, {mpq_class(1, 2)}), quiet(0)}));
  // 900 · 1.01 = 909; 908.5 · 1.01 = 917.585, which is 917.59.
  const Values expected = {number(909), mpq_class(91759, 100), mpq_class(91759, 100)};
  EXPECT_EQ(reader.after(b.read(balance)), expected);
}

TEST_F(Recursion, EachReadsTheOtherBefore) {
  const TallyId one = latest(0), two = latest(1);
  becomes(one, plus(b.read(two), b.num(1)));
  becomes(two, b.op(BinaryOp::kMul, b.read(one), b.num(2)));
  Reader reader(b, history(payments(3)));
  EXPECT_EQ(reader.after(b.read(one)), numbers({2, 1, 5}));
  EXPECT_EQ(reader.after(b.read(two)), numbers({0, 4, 2}));
}

TEST_F(Recursion, FibonacciOverAThousandMoments) {
  const TallyId previous = latest(0), present = latest(1);
  becomes(previous, b.read(present));
  becomes(present, plus(b.read(previous), b.read(present)));
  mpz_class expected;
  mpz_fib_ui(expected.get_mpz_t(), 1000);
  Reader reader(b, history(payments(1000)));
  EXPECT_EQ(reader.at_the_end(b.read(previous)), language::Value(mpq_class(expected)));
}

// Three in a ring, through `where`, what a tally becomes, and `becoming`; first read at the end.
TEST_F(Recursion, RingOverAThousandMoments) {
  const TallyId one = latest(0), two = latest(0);
  auto even = [&](ExprId x) {
    const ExprId half = b.op(BinaryOp::kDiv, x, b.num(2));
    return b.eq(b.round(language::Rounding::kDown, half, b.num(1)), half);
  };
  const TallyId three = b.tally({"t", {}, TallyKind::kCount, Becoming{even(b.read(two))}, {}, {}, {}, {}, kNumber, {}});
  becomes(one, plus(b.read(one), b.num(1)));
  b.agreement.tallies[one.index].where = b.op(BinaryOp::kGe, b.read(three), b.num(0));
  becomes(two, b.read(one));
  Reader reader(b, history(payments(1000)));
  EXPECT_EQ(reader.at_the_end(b.read(three)), number(500));
  EXPECT_EQ(reader.at_the_end(b.read(two)), number(999));
}

// Each reads the next: none may be computed by descending into the one behind it.
TEST_F(Recursion, ChainOfTallies) {
  std::vector<TallyId> chain;
  for (int i = 0; i < 1000; ++i) chain.push_back(latest(i));
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) becomes(chain[i], b.read(chain[i + 1]));
  becomes(chain.back(), b.read(chain.front()));
  const properties::History past = history(payments(300));
  const properties::Goal goal = b.goal(b.yes());
  World world{.agreement = b.agreement, .setting = goal.setting, .history = past};
  world.duties.resize(301);
  EXPECT_EQ(evaluate(after_moment(world, 299), b.read(chain[7])), number(307));
  EXPECT_EQ(evaluate(after_moment(world, 299), b.read(chain[900])), number(200));
}

// The same over one tally's parameters: t(n) becomes t(n + 1) + 1.
TEST_F(Recursion, ChainOfParameters) {
  const auto n = b.variable(kNumber);
  const TallyId id = latest(0);
  b.agreement.tallies[id.index].parameters = {n};
  becomes(id, plus(b.read(id, {plus(b.of(n), b.num(1))}), b.num(1)));
  Reader reader(b, history(payments(300)));
  EXPECT_EQ(reader.at_the_end(b.read(id, {b.num(0)})), number(300));
}

TEST_F(Recursion, ReadingItselfWithoutAnInitialValueIsUndefined) {
  const TallyId id = latest(0);
  b.agreement.tallies[id.index].initially = {};
  becomes(id, plus(b.read(id), b.num(1)));
  EXPECT_TRUE(b.run(history({quiet(0)})).clean());
  EXPECT_EQ(b.run(history(payments(1))).trouble, Trouble::kUndefined);
}

TEST_F(Recursion, GuardAgainstTheFirstTime) {
  const TallyId count = b.tally({"n", {}, TallyKind::kCount, pay, {}, {}, {}, {}, kNumber, {}});
  const TallyId id = latest(0);
  b.agreement.tallies[id.index].initially = {};
  const ExprId first = b.eq(b.read(count), b.num(0));
  becomes(id, b.make(language::IfThenElse{first, b.num(10), plus(b.read(id), b.num(1))}));
  Reader reader(b, history(payments(3)));
  EXPECT_EQ(reader.after(b.read(id)), numbers({10, 11, 12}));
}

// A tally may hold any type.
TEST_F(Recursion, LatestOfOtherTypes) {
  const auto flip = b.tally({"t", {}, TallyKind::kLatest, pay, {}, {}, {}, b.no(), kBool, {}});
  becomes(flip, b.negated(b.read(flip)));
  const auto due = b.tally({"d", {}, TallyKind::kLatest, pay, {}, {}, {}, b.date(0), kDate, {}});
  becomes(due, plus(b.read(due), b.months(1)));
  Reader reader(b, history(payments(3)));
  EXPECT_EQ(reader.after(b.read(flip)), (Values{true, false, true}));
  EXPECT_EQ(reader.after(b.read(due)), (Values{on(2026, 2, 1), on(2026, 3, 1), on(2026, 4, 1)}));
}

}  // namespace
}  // namespace proviso::replay
