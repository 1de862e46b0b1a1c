// `shall keep F`, who is in breach, and clauses whose duties may be missed.
#include <gtest/gtest.h>

#include "tests/unit/replay/reader.h"

namespace proviso::replay {
namespace {

using language::ClauseId;
using language::ExprId;
using language::Keep;
using properties::Moment;

const language::Value kTrue{true}, kFalse{false};

// The buyer shall keep a condition true.
struct Covenants : testing::Test {
  Builder b;
  language::ActionId pay = b.action("pay", Builder::kBuyer, {kNumber});
  language::ActionId strike = b.action("strike", Builder::kSeller);
  language::ConditionId insured = b.condition();
  language::TallyId paid = b.tally({"paid", {}, language::TallyKind::kSum, pay, b.field(0), {}, {}, {}, kNumber, {}});

  Keep keep(ExprId formula, Maybe when = {}, Maybe unless = {}) {
    return {b.party(Builder::kBuyer), formula, when, unless};
  }
  Moment nothing(int on, bool is_insured = true) const { return under(quiet(on), {is_insured}); }
  Moment paying(int on, long amount, bool is_insured = true) const {
    return under(happening(on, pay, {number(amount)}), {is_insured});
  }
  Moment striking(int on, bool is_insured = true) const { return under(happening(on, strike), {is_insured}); }
};

TEST_F(Covenants, BrokenAtEveryMomentAtWhichItIsFalse) {
  b.clause({keep(b.read(insured))});
  const Trace trace = b.run(history({nothing(0, false), nothing(0, true), nothing(5, false), nothing(9, false)}));
  ASSERT_EQ(trace.trouble, Trouble::kNone) << trace.why;
  const bool kept[] = {false, true, false, false};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(trace.judgements[i].compliant, kept[i]) << i;
    EXPECT_EQ(trace.judgements[i].overdue, statements(kept[i] ? std::vector<std::uint32_t>{} : std::vector{0U}));
    EXPECT_TRUE(trace.judgements[i].duties.empty());
  }
  EXPECT_EQ(trace.judgements[0].broken.at(0).party, Builder::kBuyer);
  EXPECT_TRUE(trace.judgements[1].broken.empty());
  EXPECT_EQ(trace.judgements[1].breached, std::set{Builder::kBuyer});
}

// The event of a moment breaks a covenant at the next one.
TEST_F(Covenants, ReadsTalliesBeforeTheEvent) {
  b.clause({keep(b.op(language::BinaryOp::kLe, b.read(paid), b.num(5)))});
  const Trace trace = b.run(history({paying(0, 6), nothing(0)}));
  EXPECT_TRUE(trace.judgements[0].compliant);
  EXPECT_FALSE(trace.judgements[1].compliant);
}

TEST_F(Covenants, BoundsAndConditionsGuardEachOther) {
  const auto in_time = [&](Builder& builder, ClauseId clause) { builder.only_text(clause).from = {builder.date(3)}; };
  const struct {
    Maybe head_unless, when, unless;
    ExprId formula;
    bool from_day_three;
    Trouble trouble;
  } rows[] = {
      {{}, {}, {}, b.undefined(), false, Trouble::kUndefined},
      {{}, {}, {}, b.undefined(), true, Trouble::kNone},
      {b.yes(), b.undefined(), {}, b.undefined(), false, Trouble::kNone},
      {b.undefined(), b.no(), {}, b.yes(), false, Trouble::kUndefined},
      {{}, b.no(), b.undefined(), b.undefined(), false, Trouble::kNone},
      {{}, b.undefined(), b.yes(), b.yes(), false, Trouble::kUndefined},
      {{}, b.yes(), b.yes(), b.undefined(), false, Trouble::kNone},
      {{}, b.yes(), b.undefined(), b.yes(), false, Trouble::kUndefined},
  };
  for (const auto& row : rows) {
    const Keep rule = keep(row.formula, row.when, row.unless);
    Builder copy = b;
    const ClauseId clause = copy.clause({rule});
    copy.only_text(clause).unless = row.head_unless;
    if (row.from_day_three) in_time(copy, clause);
    EXPECT_EQ(copy.run(history({nothing(2)})).trouble, row.trouble) << &row - rows;
  }
}

TEST_F(Covenants, FirstAndLastDay) {
  const ClauseId clause = b.clause({keep(b.no())});
  b.only_text(clause).from = {b.date(2)};
  b.only_text(clause).through = {b.date(4)};
  const std::pair<int, bool> rows[] = {{1, true}, {2, false}, {4, false}, {5, true}};
  for (const auto& [on, kept] : rows) EXPECT_EQ(b.run(history({nothing(on)})).clean(), kept) << on;
}

TEST_F(Covenants, PartyIsReadOnlyIfItIsBroken) {
  const ExprId party = b.make(language::IfThenElse{b.undefined(), b.party(Builder::kBuyer), b.party(Builder::kSeller)});
  b.clause({Keep{party, b.read(insured), {}, {}}});
  EXPECT_TRUE(b.run(history({nothing(0, true)})).clean());
  EXPECT_EQ(b.run(history({nothing(0, false)})).trouble, Trouble::kUndefined);
}

TEST_F(Covenants, PartyMayDependOnTheMoment) {
  const ExprId party =
      b.make(language::IfThenElse{b.read(insured), b.party(Builder::kBuyer), b.party(Builder::kSeller)});
  b.clause({Keep{party, b.no(), {}, {}}});
  const Trace trace = b.run(history({nothing(0, true), nothing(0, false)}));
  EXPECT_EQ(trace.judgements[0].broken.at(0).party, Builder::kBuyer);
  EXPECT_EQ(trace.judgements[1].broken.at(0).party, Builder::kSeller);
}

TEST_F(Covenants, WhoNeedNotComplyAndWhatIsExcepted) {
  const ClauseId clause = b.clause({keep(b.no())});
  properties::Goal goal = b.goal(b.yes());
  goal.setting.complies[Builder::kBuyer.index] = false;
  EXPECT_TRUE(replay(b.agreement, goal, history({nothing(0)})).clean());
  goal = b.goal(b.yes());
  goal.setting.complies[Builder::kSeller.index] = false;
  EXPECT_FALSE(replay(b.agreement, goal, history({nothing(0)})).clean());
  goal = b.goal(b.yes());
  goal.setting.excepted[clause.index] = true;
  const Trace trace = replay(b.agreement, goal, history({nothing(0)}));
  EXPECT_TRUE(trace.clean());
  EXPECT_EQ(trace.judgements[0].overdue, statements({0}));
  goal = b.goal(b.yes());
  goal.setting.struck[clause.index] = true;
  EXPECT_TRUE(replay(b.agreement, goal, history({nothing(0)})).judgements[0].overdue.empty());
}

// What is forbidden stays so, whatever clause may be missed.
TEST_F(Covenants, ExceptionsAreOfDutiesAlone) {
  const ClauseId clause =
      b.clause({b.duty(Builder::kBuyer, pay, 1, strike), language::ShallNot{b.party(Builder::kBuyer), pay, {}, {}}});
  properties::Goal goal = b.goal(b.yes());
  goal.setting.excepted[clause.index] = true;
  EXPECT_TRUE(replay(b.agreement, goal, history({striking(0), nothing(2)})).clean());
  EXPECT_FALSE(replay(b.agreement, goal, history({striking(0), paying(1, 1)})).clean());
}

TEST_F(Covenants, OwedSaysNothingOfThem) {
  const ClauseId clause = b.clause({keep(b.no())});
  Reader reader(b, history({nothing(0)}));
  EXPECT_EQ(reader.after(b.owed(clause)), Values{kFalse});
  EXPECT_EQ(reader.after(b.owed_by(b.party(Builder::kBuyer))), Values{kFalse});
  EXPECT_EQ(reader.after(b.settled()), Values{kTrue});
}

// Broken at this moment, by clauses and after; in before(…) at the previous one.
TEST_F(Covenants, OverdueIsTheirBreach) {
  const ClauseId clause = b.clause({keep(b.read(insured))});
  const ExprId asked = b.overdue(clause);
  Reader reader(b, history({nothing(0, false), nothing(1, true), nothing(2, false)}));
  EXPECT_EQ(reader.by_clauses(asked), (Values{kTrue, kFalse, kTrue}));
  EXPECT_EQ(reader.after(asked), (Values{kTrue, kFalse, kTrue}));
  EXPECT_EQ(reader.after(b.before(asked)), (Values{kFalse, kTrue, kFalse}));
  EXPECT_EQ(reader.after(b.overdue(clause, b.yes())), (Values{kFalse, kFalse, kFalse}));
}

// After a moment, its breach is the one found before its event.
TEST_F(Covenants, OverdueAfterIsWhatWasFoundAtTheMoment) {
  const ClauseId clause = b.clause({keep(b.eq(b.read(paid), b.num(0)))});
  const ExprId asked = b.overdue(clause);
  Reader reader(b, history({paying(0, 5), nothing(0), nothing(0)}));
  EXPECT_EQ(reader.after(asked), (Values{kFalse, kTrue, kTrue}));
  EXPECT_EQ(reader.after(b.before(asked)), (Values{kFalse, kFalse, kTrue}));
}

// The event that would come next would find the covenant broken.
TEST_F(Covenants, PermittedAsksAboutTheNextMoment) {
  const ClauseId clause = b.clause({keep(b.eq(b.read(paid), b.num(0)))});
  b.clause({language::ShallNot{b.party(Builder::kSeller), strike, b.overdue(clause), {}}});
  Reader reader(b, history({paying(0, 5), striking(0)}));
  EXPECT_EQ(reader.after(b.permitted(strike)), (Values{kFalse, kFalse}));
  const Trace trace = b.run(history({paying(0, 5), striking(0)}));
  EXPECT_FALSE(trace.judgements[1].permitted);
}

// Without value where the covenant would be.
TEST_F(Covenants, PermittedWhereTheNextMomentWouldBeTrouble) {
  const ExprId guarded = b.op(language::BinaryOp::kOr, b.eq(b.read(paid), b.num(0)), b.undefined());
  const ClauseId clause = b.clause({keep(guarded)});
  b.clause({language::ShallNot{b.party(Builder::kSeller), strike, b.overdue(clause), {}}});
  Reader reader(b, history({paying(0, 5)}));
  EXPECT_EQ(reader.after(b.permitted(strike)), Values{std::nullopt});
  EXPECT_EQ(reader.after(b.before(b.permitted(strike))), Values{kTrue});
}

TEST_F(Covenants, OneOfSeveralTextsIsEnough) {
  const ClauseId clause = b.clause({keep(b.yes()), keep(b.no(), b.read(insured))});
  b.text(clause, {keep(b.no())}).from = {b.date(5)};
  Reader reader(b, history({nothing(0, false), nothing(0, true), nothing(5, false)}));
  EXPECT_EQ(reader.after(b.overdue(clause)), (Values{kFalse, kTrue, kTrue}));
}

TEST_F(Covenants, BreachIsRemembered) {
  b.clause({keep(b.read(insured))});
  const ExprId buyer = b.breached(b.party(Builder::kBuyer)), seller = b.breached(b.party(Builder::kSeller));
  Reader reader(b, history({nothing(0), nothing(1, false), nothing(2)}));
  EXPECT_EQ(reader.by_clauses(buyer), (Values{kFalse, kFalse, kTrue}));
  EXPECT_EQ(reader.after(buyer), (Values{kFalse, kTrue, kTrue}));
  EXPECT_EQ(reader.after(b.before(buyer)), (Values{kFalse, kFalse, kTrue}));
  EXPECT_EQ(reader.after(seller), (Values{kFalse, kFalse, kFalse}));
  EXPECT_EQ(reader.after(b.breached(b.undefined())).at(0), std::nullopt);
}

TEST_F(Covenants, BreachByOverdueDutyAndForbiddenEvent) {
  b.clause({b.duty(Builder::kBuyer, pay, 1, strike)});
  b.clause({language::ShallNot{b.party(Builder::kSeller), strike, b.negated(b.read(insured)), {}}});
  const ExprId buyer = b.breached(b.party(Builder::kBuyer)), seller = b.breached(b.party(Builder::kSeller));
  Reader reader(b, history({striking(0), paying(2, 1), striking(3, false)}));
  EXPECT_EQ(reader.after(buyer), (Values{kFalse, kTrue, kTrue}));
  EXPECT_EQ(reader.by_clauses(buyer), (Values{kFalse, kFalse, kTrue}));
  EXPECT_EQ(reader.after(seller), (Values{kFalse, kFalse, kTrue}));
}

// Who is assumed to comply does not matter to it.
TEST_F(Covenants, BreachWhoeverIsAssumedToComply) {
  b.clause({keep(b.no())});
  properties::Goal goal = b.goal(b.breached(b.party(Builder::kBuyer)));
  goal.setting.complies = {false, false};
  goal.setting.excepted = {true};
  EXPECT_EQ(replay(b.agreement, goal, history({nothing(0)})).formula.at(0), true);
}

}  // namespace
}  // namespace proviso::replay
