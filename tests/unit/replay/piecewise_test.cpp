// Rounding, cases, some and every.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::ExprId;
using language::Rounding;

struct Piecewise : testing::Test {
  Builder b;

  std::optional<bool> truth(ExprId formula) { return b.run(history({quiet(0)}), formula).formula.at(0); }
  std::optional<bool> equal(ExprId left, ExprId right) { return truth(b.eq(left, right)); }
  ExprId nothing() { return b.op(BinaryOp::kDiv, b.num(1), b.num(0)); }
};

TEST_F(Piecewise, RoundingTable) {
  const struct {
    mpq_class value, multiple, nearest, below, above;
  } rows[] = {
      {{5, 2}, 1, 3, 2, 3},  // halves go away from zero
      {{-5, 2}, 1, -3, -3, -2},
      {{7, 2}, 1, 4, 3, 4},
      {{1, 2}, 1, 1, 0, 1},
      {{-1, 2}, 1, -1, -1, 0},
      {{12, 5}, 1, 2, 2, 3},
      {{-12, 5}, 1, -2, -3, -2},
      {{-13, 5}, 1, -3, -3, -2},
      {0, 1, 0, 0, 0},
      {7, 1, 7, 7, 7},
      {-7, 1, -7, -7, -7},
      {{1005, 1000}, {1, 100}, {101, 100}, {100, 100}, {101, 100}},
      {{-1005, 1000}, {1, 100}, {-101, 100}, {-101, 100}, {-100, 100}},
      {{1, 3}, {1, 100}, {33, 100}, {33, 100}, {34, 100}},
      {10, 4, 12, 8, 12},
      {9, 4, 8, 8, 12},
      {-10, 4, -12, -12, -8},
      {8, 4, 8, 8, 8},
      {{3, 4}, {1, 2}, 1, {1, 2}, 1},
  };
  auto exact = [&](mpq_class value) {
    value.canonicalize();
    return b.make(language::Literal{value});
  };
  for (const auto& row : rows) {
    const ExprId value = exact(row.value), multiple = exact(row.multiple);
    EXPECT_EQ(equal(b.round(Rounding::kNearest, value, multiple), exact(row.nearest)), true) << row.value;
    EXPECT_EQ(equal(b.round(Rounding::kDown, value, multiple), exact(row.below)), true) << row.value;
    EXPECT_EQ(equal(b.round(Rounding::kUp, value, multiple), exact(row.above)), true) << row.value;
  }
}

TEST_F(Piecewise, RoundingToNothingIsUndefined) {
  for (Rounding direction : {Rounding::kNearest, Rounding::kDown, Rounding::kUp}) {
    for (long multiple : {0, -1}) {
      EXPECT_EQ(equal(b.round(direction, b.num(0), b.num(multiple)), b.num(0)), std::nullopt);
    }
    EXPECT_EQ(equal(b.round(direction, nothing(), b.num(1)), b.num(0)), std::nullopt);
    EXPECT_EQ(equal(b.round(direction, b.num(0), nothing()), b.num(0)), std::nullopt);
  }
}

// Each case: its condition (none: undefined) and its value (none: undefined).
using Row = std::pair<std::optional<bool>, std::optional<long>>;

TEST_F(Piecewise, CasesTable) {
  const struct {
    std::vector<Row> cases;
    std::optional<long> otherwise;
    std::optional<long> result;  // none: undefined
  } rows[] = {
      {{{true, 1}}, 9, 1},
      {{{false, 1}}, 9, 9},
      {{{false, 1}, {true, 2}}, 9, 2},
      {{{true, 1}, {true, 1}}, 9, 1},   // two that agree
      {{{true, 1}, {true, 2}}, 9, {}},  // a clash
      {{{true, 1}, {false, 2}, {true, 3}}, 9, {}},
      {{{true, 1}, {false, {}}}, 9, 1},  // the value of a case that does not apply is not read
      {{{true, 1}, {true, {}}}, 9, {}},  // of one that applies it is
      {{{true, {}}}, 9, {}},
      {{{true, 1}, {{}, 1}}, 9, {}},  // all conditions are read
      {{{{}, 1}, {true, 1}}, 9, {}},
      {{{false, 1}, {{}, 1}}, 9, {}},
      {{{false, {}}, {true, 5}}, 9, 5},
  };
  for (const auto& row : rows) {
    std::vector<language::Cases::Case> cases;
    for (const auto& [when, value] : row.cases) {
      cases.push_back({when ? b.truth(*when) : b.undefined(), value ? b.num(*value) : nothing()});
    }
    const auto expected = row.result ? std::optional(true) : std::nullopt;
    EXPECT_EQ(equal(b.cases(cases, b.num(*row.otherwise)), b.num(row.result.value_or(0))), expected);
  }
}

TEST_F(Piecewise, CasesWithoutOtherwiseMayLeaveAGap) {
  EXPECT_EQ(equal(b.cases({{b.no(), b.num(1)}, {b.yes(), b.num(2)}}), b.num(2)), true);
  EXPECT_EQ(equal(b.cases({{b.no(), b.num(1)}, {b.no(), b.num(2)}}), b.num(2)), std::nullopt);
}

TEST_F(Piecewise, OtherwiseIsReadOnlyIfNoneApplies) {
  EXPECT_EQ(equal(b.cases({{b.yes(), b.num(1)}}, nothing()), b.num(1)), true);
  EXPECT_EQ(equal(b.cases({{b.no(), b.num(1)}}, nothing()), b.num(1)), std::nullopt);
}

TEST_F(Piecewise, GapInAClauseIsTrouble) {
  auto pay = b.action("pay", Builder::kBuyer, {kNumber});
  auto tier = b.cases(
      {{b.op(BinaryOp::kGt, b.field(0), b.num(10)), b.yes()}, {b.op(BinaryOp::kLt, b.field(0), b.num(10)), b.no()}});
  b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, tier, {}}});
  EXPECT_FALSE(b.run(history({happening(0, pay, {number(11)})})).clean());
  EXPECT_TRUE(b.run(history({happening(0, pay, {number(9)})})).clean());
  EXPECT_EQ(b.run(history({happening(0, pay, {number(10)})})).trouble, Trouble::kUndefined);
}

// A closed kind of three; the body has one truth for each (none: undefined).
TEST_F(Piecewise, SomeAndEveryTable) {
  const auto kind = b.kind({"one", "two", "three"});
  const auto x = b.variable(of_kind(kind));
  using Truths = std::vector<std::optional<bool>>;
  const struct {
    Truths body;
    std::optional<bool> some, every;
  } rows[] = {
      {{false, false, false}, false, false},
      {{true, true, true}, true, true},
      {{false, true, false}, true, false},
      {{false, false, true}, true, false},
      {{true, {}, {}}, true, {}},    // settled before it comes to the undefined one
      {{false, {}, {}}, {}, false},  //
      {{{}, true, true}, {}, {}},    // an earlier undefined one is in the way
      {{{}, false, false}, {}, {}},  //
      {{false, true, {}}, true, false},
      {{true, true, {}}, true, {}},
      {{false, false, {}}, {}, false},
  };
  for (const auto& row : rows) {
    ExprId body = b.undefined();
    for (std::uint32_t i = 3; i-- > 0;) {
      const ExprId here = row.body[i] ? b.truth(*row.body[i]) : b.undefined();
      const ExprId at_i = b.eq(b.of(x), b.make(language::Literal{member(i)}));
      body = b.make(language::IfThenElse{at_i, here, body});
    }
    EXPECT_EQ(truth(b.some(x, body)), row.some);
    EXPECT_EQ(truth(b.every(x, body)), row.every);
  }
}

TEST_F(Piecewise, QuantifiersNestAndSeeWhatIsAround) {
  const auto kind = b.kind({"one", "two", "three"});
  const auto x = b.variable(of_kind(kind)), y = b.variable(of_kind(kind)), z = b.variable(of_kind(kind));
  const ExprId same = b.eq(b.of(x), b.of(y));
  EXPECT_EQ(truth(b.every(x, b.some(y, same))), true);
  EXPECT_EQ(truth(b.some(x, b.every(y, same))), false);
  properties::Goal goal = b.goal(b.some(x, b.eq(b.of(x), b.of(z))));
  goal.for_any = {z};
  properties::History one = history({quiet(0)});
  one.for_any = {member(2)};
  EXPECT_EQ(replay(b.agreement, goal, one).formula.at(0), true);
}

TEST_F(Piecewise, QuantifiersOverParties) {
  const auto p = b.variable(kPartyType);
  auto is = [&](std::uint32_t index) { return b.eq(b.of(p), b.make(language::Literal{member(index)})); };
  EXPECT_EQ(truth(b.some(p, is(1))), true);
  EXPECT_EQ(truth(b.every(p, is(1))), false);
  EXPECT_EQ(truth(b.every(p, b.op(BinaryOp::kOr, is(0), is(1)))), true);
}

// Inside a tally, its parameters are around; its event too.
TEST_F(Piecewise, QuantifiersInTallies) {
  const auto kind = b.kind({"one", "two", "three"});
  const auto use = b.action("use", Builder::kBuyer, {of_kind(kind)});
  const auto c = b.variable(of_kind(kind)), x = b.variable(of_kind(kind));
  language::Tally used{"used", {c}, language::TallyKind::kEver, use, {}, {}, {}, {}, kBool, {}};
  used.where = b.some(x, b.op(BinaryOp::kAnd, b.eq(b.of(x), b.of(c)), b.eq(b.of(x), b.field(0))));
  const auto id = b.tally(used);
  const ExprId all = b.every(x, b.read(id, {b.of(x)}));
  const auto moments = history(
      {happening(0, use, {member(2)}), happening(0, use, {member(0)}), quiet(0), happening(0, use, {member(1)})});
  EXPECT_EQ(b.run(moments, all).formula, (std::vector<std::optional<bool>>{false, false, false, true}));
}

}  // namespace
}  // namespace proviso::replay
