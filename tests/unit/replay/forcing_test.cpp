// `P can force F`: over what the party decides, whatever the rest is.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/replay/reader.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::ExprId;
using language::Value;
using properties::Moment;

const Value kTrue{true}, kFalse{false};

// `mine` is the buyer's to decide, `yours` the seller's, `nature` nobody's.
struct Forcing : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ConditionId mine = b.condition({}, Builder::kBuyer);
  language::ConditionId yours = b.condition({}, Builder::kSeller);
  language::ConditionId nature = b.condition();

  ExprId is(language::ConditionId id) { return b.read(id); }
  ExprId both(ExprId left, ExprId right) { return b.op(BinaryOp::kAnd, left, right); }
  ExprId either(ExprId left, ExprId right) { return b.op(BinaryOp::kOr, left, right); }
  ExprId implies(ExprId left, ExprId right) { return b.op(BinaryOp::kImplies, left, right); }
  ExprId any(ExprId formula) { return either(formula, b.negated(formula)); }
  ExprId buyer(ExprId formula) { return b.can_force(Builder::kBuyer, formula); }
  ExprId seller(ExprId formula) { return b.can_force(Builder::kSeller, formula); }
  ExprId payable() { return b.permitted(pay, {b.num(1)}); }
  void forbid_payment(ExprId when) { b.clause({language::ShallNot{b.party(Builder::kBuyer), pay, when, {}}}); }

  // After one moment, under these values of mine, yours and nature.
  std::optional<Value> now(ExprId asked, const std::vector<bool>& conditions = {false, false, false}) {
    return Reader(b, history({under(quiet(0), conditions)})).at_the_end(asked);
  }
  // Whatever the conditions are at the moment.
  void always(ExprId asked, const std::optional<Value>& expected, const std::string& what) {
    for (unsigned bits = 0; bits < 8; ++bits) {
      EXPECT_EQ(now(asked, {(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0}), expected) << what << " " << bits;
    }
  }
};

TEST_F(Forcing, WithoutAssumptionsTable) {
  const struct {
    const char* what;
    ExprId asked;
    Value expected;
  } rows[] = {
      {"mine", buyer(is(mine)), kTrue},
      {"not mine", buyer(b.negated(is(mine))), kTrue},
      {"mine and not mine", buyer(both(is(mine), b.negated(is(mine)))), kFalse},
      {"yours", buyer(is(yours)), kFalse},
      {"yours, by the seller", seller(is(yours)), kTrue},
      {"mine, by the seller", seller(is(mine)), kFalse},
      {"nobody's", buyer(is(nature)), kFalse},
      {"one of two", buyer(either(is(yours), is(mine))), kTrue},
      {"both", buyer(both(is(yours), is(mine))), kFalse},
      {"the same as yours", buyer(b.op(BinaryOp::kIff, is(mine), is(yours))), kFalse},
      {"yours or not", buyer(any(is(yours))), kTrue},
      {"yes", buyer(b.yes()), kTrue},
      {"no", buyer(b.no()), kFalse},
      {"not: can force", b.negated(buyer(is(yours))), kTrue},
      {"present conditions in before", buyer(b.before(is(mine))), kTrue},
  };
  for (const auto& row : rows) always(row.asked, row.expected, row.what);
}

// Mine must be chosen before yours is known: there is one value of mine for both of yours.
TEST_F(Forcing, OneChoiceForAllThatOthersDo) {
  always(buyer(either(both(is(mine), is(yours)), both(b.negated(is(mine)), b.negated(is(yours))))), kFalse, "matching");
  always(buyer(either(both(is(mine), any(is(yours))), is(yours))), kTrue, "either way");
}

// What stands neither in the formula nor is read by clauses stays as it is.
TEST_F(Forcing, AssumptionBindsWhatOthersDo) {
  b.assume(implies(is(mine), is(yours)));
  EXPECT_EQ(now(buyer(is(yours)), {true, true, false}), kTrue) << "mine is true and stays so";
  EXPECT_EQ(now(buyer(is(yours)), {false, true, false}), kTrue) << "the assumption reads mine: it is chosen too";
  always(buyer(both(any(is(mine)), is(yours))), kTrue, "mine is read");
  always(buyer(either(is(yours), both(b.no(), is(mine)))), kTrue, "mine stands there, if unread");
  always(buyer(both(is(mine), b.negated(is(yours)))), kFalse, "against the assumption");
  always(buyer(b.negated(is(mine))), kTrue, "not to do it");
}

TEST_F(Forcing, NothingIsForcedAgainstAnAssumption) {
  b.assume(b.negated(is(mine)));
  always(buyer(is(mine)), kFalse, "mine");
  always(buyer(b.negated(is(mine))), kTrue, "not mine");
  b.assume(is(nature));
  EXPECT_EQ(now(buyer(b.yes()), {false, false, false}), kFalse) << "no values are admitted at all";
  EXPECT_EQ(now(buyer(b.yes()), {false, false, true}), kTrue);
}

// Some value of yours must go with the choice: mine true leaves none here.
TEST_F(Forcing, ChoiceMustLeaveOthersSomething) {
  b.assume(implies(is(mine), both(is(yours), b.negated(is(yours)))));
  always(buyer(either(is(mine), both(is(yours), b.negated(is(yours))))), kFalse, "mine");
}

TEST_F(Forcing, WithoutValueTable) {
  const struct {
    const char* what;
    ExprId asked;
    std::optional<Value> expected;
  } rows[] = {
      {"for one choice", buyer(b.make(language::IfThenElse{is(mine), b.undefined(), b.yes()})), std::nullopt},
      {"guarded by mine alone", buyer(either(is(mine), b.undefined())), std::nullopt},
      {"for what others do", buyer(either(is(mine), both(is(yours), b.undefined()))), std::nullopt},
      {"never read", buyer(either(either(is(mine), b.negated(is(mine))), b.undefined())), kTrue},
      {"everywhere", buyer(b.undefined()), std::nullopt},
  };
  for (const auto& row : rows) always(row.asked, row.expected, row.what);
}

TEST_F(Forcing, AssumptionWithoutValue) {
  b.assume(implies(is(yours), b.undefined()));
  EXPECT_EQ(now(buyer(is(mine)), {false, false, false}), kTrue) << "yours is false and stays so";
  EXPECT_EQ(now(buyer(either(is(mine), is(yours)))), std::nullopt);
  b.agreement.assumptions = {{b.no(), {}}, {b.op(BinaryOp::kOr, is(mine), b.undefined()), {}}};
  EXPECT_EQ(now(buyer(is(mine))), std::nullopt) << "whatever another assumption says";
}

// A false assumption does not guard the formula.
TEST_F(Forcing, FormulaNeedsAValueAlsoWhereNothingIsAdmitted) {
  b.assume(b.negated(is(yours)));
  EXPECT_EQ(now(buyer(either(both(is(yours), b.undefined()), is(mine)))), std::nullopt);
}

TEST_F(Forcing, PermissionThatTheClausesMakeDependOnMine) {
  forbid_payment(b.negated(is(mine)));
  always(buyer(payable()), kTrue, "payable");
  always(buyer(b.negated(payable())), kTrue, "forbidden");
  EXPECT_EQ(now(seller(payable()), {false, false, false}), kFalse);
  EXPECT_EQ(now(seller(payable()), {true, false, false}), kTrue)
      << "mine is as it is, the seller's formula does not name it";
}

// Conditions of others are left to chance only where the formula itself names them.
TEST_F(Forcing, PermissionThatDependsOnYours) {
  forbid_payment(b.negated(is(yours)));
  EXPECT_EQ(now(buyer(payable()), {false, true, false}), kTrue);
  EXPECT_EQ(now(buyer(payable()), {true, false, false}), kFalse);
  always(buyer(both(payable(), any(is(yours)))), kFalse, "named");
}

// A second condition is read only if the first is as it is not now.
TEST_F(Forcing, ConditionsAreFoundBehindOthers) {
  const auto second = b.condition({}, Builder::kBuyer);
  forbid_payment(either(b.negated(is(mine)), b.negated(is(second))));
  const auto asked = buyer(payable());
  EXPECT_EQ(now(asked, {false, false, false, false}), kTrue);
  EXPECT_EQ(now(asked, {true, false, false, false}), kTrue);
}

TEST_F(Forcing, StruckClausesAreNotAsked) {
  forbid_payment(b.yes());
  properties::Goal goal = b.goal(buyer(payable()));
  const properties::History one = history({under(quiet(0), {false, false, false})});
  EXPECT_EQ(replay(b.agreement, goal, one).formula.at(0), false);
  goal.setting.struck = {true};
  EXPECT_EQ(replay(b.agreement, goal, one).formula.at(0), true);
}

struct Instances : Forcing {
  language::KindId cloud = b.kind({"one", "two"});
  language::VariableId x = b.variable(of_kind(cloud));
  language::ConditionId my_own = b.condition({x}, Builder::kBuyer);
  language::ConditionId your_own = b.condition({x}, Builder::kSeller);
  ExprId my(ExprId of) { return b.read(my_own, {of}); }
  ExprId your(ExprId of) { return b.read(your_own, {of}); }
  ExprId member_of(std::uint32_t index) { return b.make(language::Literal{member(index)}); }
  std::optional<Value> idly(ExprId asked) { return now(asked, {false, false, false, false, false}); }
};

TEST_F(Instances, QuantifierTable) {
  const struct {
    ExprId asked;
    Value expected;
  } rows[] = {
      {buyer(b.every(x, my(b.of(x)))), kTrue},
      {buyer(b.some(x, my(b.of(x)))), kTrue},
      {buyer(b.some(x, your(b.of(x)))), kFalse},
      {buyer(b.every(x, either(your(b.of(x)), my(b.of(x))))), kTrue},
      {buyer(b.some(x, both(your(b.of(x)), my(b.of(x))))), kFalse},
      {b.every(x, buyer(my(b.of(x)))), kTrue},
      {b.some(x, buyer(your(b.of(x)))), kFalse},
      {buyer(both(my(member_of(0)), b.negated(my(member_of(1))))), kTrue},
      {buyer(both(my(member_of(0)), b.negated(my(member_of(0))))), kFalse},
  };
  for (const auto& row : rows) EXPECT_EQ(idly(row.asked), row.expected) << &row - rows;
}

// The argument is another condition's doing.
TEST_F(Instances, ArgumentsThatDependOnConditions) {
  const auto chosen = [&](language::ConditionId by) {
    return b.make(language::IfThenElse{is(by), member_of(0), member_of(1)});
  };
  EXPECT_EQ(idly(buyer(my(chosen(yours)))), kTrue) << "mine of both";
  EXPECT_EQ(idly(buyer(your(chosen(mine)))), kFalse) << "yours of both";
  b.assume(your(member_of(0)));
  EXPECT_EQ(idly(buyer(your(chosen(mine)))), kTrue) << "the first is yours for certain";
  EXPECT_EQ(idly(buyer(your(chosen(nature)))), kFalse);
}

TEST_F(Instances, VariableOfForAny) {
  properties::Goal goal = b.goal(buyer(either(my(b.of(x)), your(member_of(1)))));
  goal.for_any = {x};
  b.assume(b.negated(my(member_of(1))));
  properties::History asked = history({under(quiet(0), {false, false, false, false, false})});
  asked.for_any = {member(0)};
  EXPECT_EQ(replay(b.agreement, goal, asked).formula.at(0), true);
  asked.for_any = {member(1)};
  EXPECT_EQ(replay(b.agreement, goal, asked).formula.at(0), false);
}

// A row of the table for all that it does not name goes on to speak of them.
TEST_F(Forcing, RowsForAllOthersAreNotDisturbed) {
  const auto product = b.kind({});
  const auto p = b.variable(of_kind(product)), q = b.variable(of_kind(product));
  const auto linked = b.condition({p, q}, Builder::kSeller);
  const auto of = [&](std::uint32_t first, std::uint32_t second) {
    return b.read(linked, {b.make(language::Literal{member(first)}), b.make(language::Literal{member(second)})});
  };
  forbid_payment(b.negated(of(0, 2)));
  Moment moment = under(quiet(0), {false, false, false});
  properties::Table table{.listed = {}, .otherwise = false};
  table.listed[{properties::any_other(product, 0), properties::any_other(product, 1)}] = true;
  moment.conditions.push_back(table);
  EXPECT_EQ(Reader(b, history({moment})).at_the_end(buyer(either(payable(), of(0, 1)))), kTrue);
}

// Tallies, duties and what is overdue are what the moment made them.
TEST_F(Forcing, PastStaysAsItIs) {
  const auto count =
      b.tally({"t", {}, language::TallyKind::kCount, language::Becoming{is(mine)}, {}, {}, {}, {}, kNumber, {}});
  const auto covenant = b.clause({language::Keep{b.party(Builder::kBuyer), is(mine), {}, {}}});
  EXPECT_EQ(now(buyer(b.eq(b.read(count), b.num(1)))), kFalse);
  EXPECT_EQ(now(buyer(b.negated(b.overdue(covenant)))), kFalse);
  EXPECT_EQ(now(buyer(b.negated(b.overdue(covenant))), {true, false, false}), kTrue);
}

// A covenant that a clause asks about is read as if the event came next.
TEST_F(Forcing, CovenantThatPermissionDependsOn) {
  const auto covenant = b.clause({language::Keep{b.party(Builder::kBuyer), is(mine), {}, {}}});
  forbid_payment(b.overdue(covenant));
  always(buyer(payable()), kTrue, "payable");
  always(buyer(b.negated(payable())), kTrue, "forbidden");
}

TEST_F(Forcing, ConditionsInWhatIsAskedOfDutiesAndEvents) {
  const auto owing = b.clause({b.duty(Builder::kBuyer, pay, 10, pay)});
  const ExprId owed_and_mine = b.owed(owing, both(is(mine), b.eq(b.trigger(0), b.num(4))));
  const ExprId paid_and_mine = b.make(language::Happens{pay, both(is(mine), b.eq(b.field(0), b.num(4)))});
  const auto paying = [&](long amount) {
    return history({under(happening(0, pay, {number(amount)}), {false, false, false})});
  };
  for (ExprId formula : {owed_and_mine, paid_and_mine}) {
    EXPECT_EQ(Reader(b, paying(4)).at_the_end(buyer(formula)), kTrue);
    EXPECT_EQ(Reader(b, paying(5)).at_the_end(buyer(formula)), kFalse);
    EXPECT_EQ(Reader(b, paying(4)).at_the_end(seller(formula)), kFalse);
  }
}

// Read at each moment, with that moment's past: `paid = 0 and mine`, of which the first is nobody's choice.
TEST_F(Forcing, FormulaOfAGoal) {
  const auto paid = b.tally({"paid", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});
  const ExprId asked = buyer(both(b.eq(b.read(paid), b.num(0)), is(mine)));
  const Trace trace =
      b.run(history({under(quiet(0), {false, false, false}), under(happening(0, pay, {number(2)}), {true, true, true}),
                     under(happening(0, pay, {number(-2)}), {false, true, false})}),
            asked);
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{true, false, true}));
}

TEST_F(Forcing, InWhatFollowsAnOccasion) {
  properties::Goal goal =
      b.goal(b.op(BinaryOp::kIff, buyer(is(nature)), b.make(language::AtTrigger{0})), properties::GoalKind::kRespond);
  goal.response = language::Response{{pay, {}}, language::Within{b.num(0)}, {buyer(is(mine))}};
  const properties::History one =
      history({under(happening(0, pay, {number(2)}), {false, true, true}), under(quiet(1), {false, true, true})});
  EXPECT_TRUE(demonstrates(b.agreement, goal, one)) << "true was frozen, false it remains";
  goal.response->frozen = {buyer(is(yours))};
  EXPECT_FALSE(demonstrates(b.agreement, goal, one));
}

TEST(ForcingLimit, ThirteenConditionsAreTooMany) {
  Builder b;
  ExprId all = b.yes();
  for (std::size_t i = 0; i < kMostConditions; ++i) {
    all = b.op(BinaryOp::kAnd, all, b.read(b.condition({}, Builder::kBuyer)));
  }
  const auto judged = [&](ExprId formula) {
    const std::vector<bool> none(b.agreement.conditions.size(), false);
    return b.run(history({under(quiet(0), none)}), b.can_force(Builder::kBuyer, formula)).formula.at(0);
  };
  EXPECT_EQ(judged(all), true);
  EXPECT_EQ(judged(b.op(BinaryOp::kAnd, all, b.negated(b.read(language::ConditionId{0})))), false);
  const ExprId one_more = b.op(BinaryOp::kAnd, all, b.read(b.condition({}, Builder::kSeller)));
  EXPECT_THROW(judged(one_more), TooManyConditions);
}

}  // namespace
}  // namespace proviso::replay
