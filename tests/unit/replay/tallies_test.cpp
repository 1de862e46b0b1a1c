#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::TallyKind;
using language::Value;
using properties::Moment;

struct Tallies : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ActionId rest = b.action("rest", Builder::kBuyer);

  language::Tally tally(TallyKind kind) const { return {"t", {}, kind, pay, {}, {}, {}, {}, kNumber, {}}; }
  Moment paid(int on, long amount) const { return happening(on, pay, {number(amount)}); }
  // The only tally's value after each moment.
  std::vector<std::optional<Value>> values(const std::vector<Moment>& moments) {
    const Trace trace = b.run(history(moments));
    EXPECT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    std::vector<std::optional<Value>> result;
    for (const Judgement& judgement : trace.judgements) result.push_back(judgement.tallies.at(0).value);
    return result;
  }
};

using Values = std::vector<std::optional<Value>>;

TEST_F(Tallies, EachKindCountsWhatItsWhereLetsThrough) {
  const std::vector<Moment> moments = {quiet(0), paid(1, 4), happening(2, rest), paid(3, 1), paid(4, 6)};
  const Value none = number(0), no = false, yes = true;
  const std::pair<TallyKind, Values> rows[] = {
      {TallyKind::kSum, {none, number(4), number(4), number(4), number(10)}},
      {TallyKind::kCount, {none, number(1), number(1), number(1), number(2)}},
      {TallyKind::kEver, {no, yes, yes, yes, yes}},
      {TallyKind::kFirstDate, {{}, day(1), day(1), day(1), day(1)}},
      {TallyKind::kLastDate, {{}, day(1), day(1), day(1), day(4)}},
  };
  for (const auto& [kind, expected] : rows) {
    b.agreement.tallies.clear();
    language::Tally one = tally(kind);
    one.value = b.field(0);
    one.where = b.op(BinaryOp::kGt, b.field(0), b.num(2));
    b.tally(one);
    EXPECT_EQ(values(moments), expected);
  }
}

TEST_F(Tallies, InitiallyGivesWayToTheFirstEvent) {
  for (TallyKind kind : {TallyKind::kFirstDate, TallyKind::kLastDate}) {
    b.agreement.tallies.clear();
    language::Tally one = tally(kind);
    one.initially = b.date(-9);
    b.tally(one);
    const Value last = kind == TallyKind::kFirstDate ? day(1) : day(2);
    EXPECT_EQ(values({quiet(0), paid(1, 4), paid(2, 4)}), (Values{day(-9), day(1), last}));
  }
}

TEST_F(Tallies, AllReadWhatWasBefore) {
  auto ever = b.tally(tally(TallyKind::kEver));
  language::Tally later = tally(TallyKind::kCount);
  later.where = b.read(ever);
  b.tally(later);
  const Trace trace = b.run(history({paid(0, 1), paid(0, 1)}));
  EXPECT_EQ(trace.judgements[0].tallies[1].value, number(0));
  EXPECT_EQ(trace.judgements[1].tallies[1].value, number(1));
}

TEST_F(Tallies, SumMayReadEarlierTalliesAndDuties) {
  auto count = b.tally(tally(TallyKind::kCount));
  auto clause = b.clause({b.duty(Builder::kBuyer, pay, 10, rest)});
  language::Tally sum = tally(TallyKind::kSum);
  sum.value = b.op(BinaryOp::kAdd, b.read(count), b.num(1));
  sum.where = b.owed(clause);
  b.tally(sum);
  const Trace trace = b.run(history({paid(0, 1), happening(0, rest), paid(0, 1), paid(0, 1)}));
  EXPECT_EQ(trace.judgements[2].tallies[1].value, number(2));
  EXPECT_EQ(trace.judgements[3].tallies[1].value, number(2));
}

TEST_F(Tallies, ReadingADateWithoutValueIsUndefined) {
  auto first = b.tally(tally(TallyKind::kFirstDate));
  auto formula = b.eq(b.read(first), b.date(0));
  const Trace trace = b.run(history({quiet(0), paid(0, 1)}), formula);
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{{}, true}));
  EXPECT_TRUE(trace.clean());
}

TEST_F(Tallies, UndefinedUpdateStops) {
  language::Tally sum = tally(TallyKind::kSum);
  sum.value = b.op(BinaryOp::kDiv, b.num(1), b.field(0));
  b.tally(sum);
  EXPECT_EQ(b.run(history({paid(0, 1), happening(0, rest)})).trouble, Trouble::kNone);
  const Trace trace = b.run(history({paid(0, 1), paid(0, 0)}));
  EXPECT_EQ(trace.trouble, Trouble::kUndefined);
  EXPECT_EQ(trace.trouble_moment, 1U);
}

TEST_F(Tallies, WhereGuardsWhatIsSummed) {
  language::Tally sum = tally(TallyKind::kSum);
  sum.value = b.op(BinaryOp::kDiv, b.num(1), b.field(0));
  sum.where = b.op(BinaryOp::kNe, b.field(0), b.num(0));
  b.tally(sum);
  EXPECT_EQ(values({paid(0, 0), paid(0, 2)}), (Values{number(0), mpq_class(1, 2)}));
}

TEST_F(Tallies, OneValuePerCombinationOfParameters) {
  auto product = b.kind({});
  auto cloud = b.kind({"one", "two"});
  auto launch = b.action("launch", Builder::kSeller, {of_kind(product), of_kind(cloud)});
  auto p = b.variable(of_kind(product));
  auto c = b.variable(of_kind(cloud));
  language::Tally launched{"launched", {p, c}, TallyKind::kEver, launch, {}, {}, {}, {}, kBool, {}};
  launched.where = b.op(BinaryOp::kAnd, b.eq(b.field(0), b.of(p)), b.eq(b.field(1), b.of(c)));
  b.tally(launched);
  const Trace trace = b.run(
      history({happening(0, launch, {member(9), member(1)}), quiet(0), happening(0, launch, {member(4), member(0)})}));
  ASSERT_EQ(trace.judgements[1].tallies.size(), 4U);  // the products 4 and 9, on both clouds
  for (const TallyValue& tally : trace.judgements[1].tallies) {
    EXPECT_EQ(tally.value, Value(tally.arguments == properties::Arguments{member(9), member(1)}));
  }
  EXPECT_EQ(trace.judgements[2].tallies[0].value, Value(true));
}

TEST_F(Tallies, CombinationsThatOccurNowhereCanBeRead) {
  auto n = b.variable(kNumber);
  language::Tally larger{"larger", {n}, TallyKind::kCount, pay, {}, {}, {}, {}, kNumber, {}};
  larger.where = b.op(BinaryOp::kGt, b.field(0), b.of(n));
  auto id = b.tally(larger);
  auto formula = b.eq(b.read(id, {b.num(3)}), b.num(1));
  EXPECT_EQ(b.run(history({paid(0, 4), paid(0, 2)}), formula).formula.back(), true);
}

TEST_F(Tallies, LapsesAndAssumptionsReadAfter) {
  auto count = b.tally(tally(TallyKind::kCount));
  b.assume(b.op(BinaryOp::kLe, b.read(count), b.num(1)));
  const Trace trace = b.run(history({paid(0, 1), paid(0, 1)}));
  EXPECT_EQ(trace.trouble, Trouble::kAssumption);
  EXPECT_EQ(trace.judgements.size(), 1U);
}

}  // namespace
}  // namespace proviso::replay
