#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::ExprId;
using language::UnaryOp;
using Formula = std::vector<std::optional<bool>>;

struct Expressions : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});

  std::optional<bool> truth(ExprId formula) { return b.run(history({quiet(3)}), formula).formula.at(0); }
  std::optional<bool> equal(ExprId left, ExprId right) { return truth(b.eq(left, right)); }
};

TEST_F(Expressions, GuardsReadFromLeftToRight) {
  const struct {
    BinaryOp op;
    std::optional<bool> left, right, expected;
  } rows[] = {
      {BinaryOp::kAnd, false, {}, false},       {BinaryOp::kAnd, true, {}, {}},
      {BinaryOp::kAnd, {}, false, {}},          {BinaryOp::kOr, true, {}, true},
      {BinaryOp::kOr, false, {}, {}},           {BinaryOp::kOr, {}, true, {}},
      {BinaryOp::kImplies, false, {}, true},    {BinaryOp::kImplies, true, {}, {}},
      {BinaryOp::kImplies, {}, true, {}},       {BinaryOp::kIff, {}, {}, {}},
      {BinaryOp::kIff, false, {}, {}},          {BinaryOp::kEq, true, {}, {}},
      {BinaryOp::kAnd, true, true, true},       {BinaryOp::kAnd, true, false, false},
      {BinaryOp::kOr, false, true, true},       {BinaryOp::kOr, false, false, false},
      {BinaryOp::kImplies, true, false, false}, {BinaryOp::kIff, false, false, true},
      {BinaryOp::kIff, true, false, false},
  };
  for (const auto& row : rows) {
    auto side = [&](std::optional<bool> value) { return !value ? b.undefined() : *value ? b.yes() : b.no(); };
    EXPECT_EQ(truth(b.op(row.op, side(row.left), side(row.right))), row.expected);
  }
}

TEST_F(Expressions, IfGuardsTheBranchNotTaken) {
  EXPECT_EQ(truth(b.make(language::IfThenElse{b.yes(), b.yes(), b.undefined()})), true);
  EXPECT_EQ(truth(b.make(language::IfThenElse{b.no(), b.yes(), b.undefined()})), std::nullopt);
  EXPECT_EQ(truth(b.make(language::IfThenElse{b.undefined(), b.yes(), b.yes()})), std::nullopt);
}

TEST_F(Expressions, NothingElseGuards) {
  EXPECT_EQ(truth(b.negated(b.undefined())), std::nullopt);
  EXPECT_EQ(truth(b.make(language::In{b.yes(), {b.yes(), b.undefined()}})), std::nullopt);
  auto nothing = b.op(BinaryOp::kDiv, b.num(1), b.num(0));
  EXPECT_EQ(equal(b.op(BinaryOp::kMin, b.num(0), nothing), b.num(0)), std::nullopt);
  EXPECT_EQ(equal(b.op(BinaryOp::kMul, b.num(0), nothing), b.num(0)), std::nullopt);
}

TEST_F(Expressions, ArithmeticIsExact) {
  const struct {
    BinaryOp op;
    ExprId left, right, result;
  } rows[] = {
      {BinaryOp::kAdd, b.ratio(1, 10), b.ratio(2, 10), b.ratio(3, 10)},
      {BinaryOp::kSub, b.num(1), b.ratio(1, 3), b.ratio(2, 3)},
      {BinaryOp::kMul, b.ratio(2, 3), b.ratio(3, 2), b.num(1)},
      {BinaryOp::kDiv, b.num(1), b.num(3), b.ratio(1, 3)},
      {BinaryOp::kMin, b.num(4), b.num(3), b.num(3)},
      {BinaryOp::kMax, b.num(4), b.num(3), b.num(4)},
      {BinaryOp::kMax, b.date(4), b.date(3), b.date(4)},
      {BinaryOp::kAdd, b.date(1), b.num(30), b.date(31)},
      {BinaryOp::kAdd, b.num(30), b.date(1), b.date(31)},
      {BinaryOp::kSub, b.date(31), b.num(30), b.date(1)},
      {BinaryOp::kSub, b.date(31), b.date(1), b.num(30)},
      {BinaryOp::kSub, b.date(1), b.date(31), b.num(-30)},
      {BinaryOp::kAdd, b.date(1), b.ratio(3, 2), b.date(2)},
      {BinaryOp::kSub, b.date(1), b.ratio(3, 2), b.date(-1)},
  };
  for (const auto& row : rows) EXPECT_EQ(equal(b.op(row.op, row.left, row.right), row.result), true);
  EXPECT_EQ(equal(b.op(UnaryOp::kAbs, b.num(-3)), b.num(3)), true);
  EXPECT_EQ(equal(b.op(UnaryOp::kNegate, b.num(-3)), b.num(3)), true);
}

TEST_F(Expressions, ComparisonTable) {
  const struct {
    BinaryOp op;
    bool less, equal, greater;
  } rows[] = {{BinaryOp::kEq, false, true, false}, {BinaryOp::kNe, true, false, true},
              {BinaryOp::kLt, true, false, false}, {BinaryOp::kLe, true, true, false},
              {BinaryOp::kGt, false, false, true}, {BinaryOp::kGe, false, true, true}};
  for (const auto& row : rows) {
    EXPECT_EQ(truth(b.op(row.op, b.num(1), b.num(2))), row.less);
    EXPECT_EQ(truth(b.op(row.op, b.date(2), b.date(2))), row.equal);
    EXPECT_EQ(truth(b.op(row.op, b.ratio(5, 2), b.num(2))), row.greater);
  }
}

TEST_F(Expressions, DayBeyondAllDatesIsUndefined) {
  auto huge = b.make(language::Literal{mpq_class(mpz_class(1) << 70)});
  EXPECT_EQ(equal(b.op(BinaryOp::kAdd, b.date(0), huge), b.date(0)), std::nullopt);
}

TEST_F(Expressions, HappensSeesTheMomentsEvent) {
  auto five = b.make(language::Happens{pay, b.eq(b.field(0), b.num(5))});
  auto any = b.make(language::Happens{pay, {}});
  auto strict = b.make(language::Happens{pay, b.undefined()});
  auto moments = history({quiet(0), happening(0, pay, {number(5)}), happening(0, pay, {number(6)})});
  EXPECT_EQ(b.run(moments, five).formula, (Formula{false, true, false}));
  EXPECT_EQ(b.run(moments, any).formula, (Formula{false, true, true}));
  EXPECT_EQ(b.run(moments, strict).formula, (Formula{false, {}, {}}));
}

TEST_F(Expressions, BeforeReadsThePreviousMomentsEndAndTheDateOfNow) {
  auto ever = b.tally({"ever", {}, language::TallyKind::kEver, pay, {}, {}, {}, {}, kBool, {}});
  auto moments = history({happening(0, pay, {number(5)}), quiet(1)});
  auto after = b.read(ever);
  auto before = b.before(after);
  auto date = b.before(b.eq(b.today(), b.date(1)));
  EXPECT_EQ(b.run(moments, after).formula, (Formula{true, true}));
  EXPECT_EQ(b.run(moments, before).formula, (Formula{false, true}));
  EXPECT_EQ(b.run(moments, b.before(before)).formula, (Formula{false, true}));
  EXPECT_EQ(b.run(moments, date).formula, (Formula{false, true}));
}

TEST_F(Expressions, AmendmentsReadingsTermsConditionsAndVariables) {
  auto kind = b.kind({});
  auto product = b.variable(of_kind(kind));
  auto weight = b.term(kNumber, {product});
  auto ready = b.condition({product});
  auto reading = b.reading();
  auto amendment = b.amendment(day(2));
  auto wanted = b.variable(of_kind(kind));
  properties::Goal goal = b.goal(b.yes());
  goal.for_any = {wanted};
  properties::History one = history({quiet(1), quiet(2)});
  one.terms = {{{{{member(7)}, number(3)}}, number(1)}};
  one.readings = {1};
  one.for_any = {member(7)};
  for (auto& moment : one.moments) moment.conditions = {{{{{member(7)}, true}}, false}};
  const std::pair<ExprId, Formula> rows[] = {
      {b.make(language::InEffect{amendment}), {false, true}},
      {b.make(language::ReadingIs{reading, 1}), {true, true}},
      {b.make(language::ReadingIs{reading, 0}), {false, false}},
      {b.eq(b.read(weight, {b.of(wanted)}), b.num(3)), {true, true}},
      {b.read(ready, {b.of(wanted)}), {true, true}},
  };
  for (const auto& [formula, expected] : rows) {
    goal.formula = formula;
    const Trace trace = replay(b.agreement, goal, one);
    ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    EXPECT_EQ(trace.formula, expected);
  }
}

}  // namespace
}  // namespace proviso::replay
