#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using properties::GoalKind;
using properties::History;

// One of everything that a history has to fit.
struct Fit : testing::Test {
  Builder b;
  language::KindId cloud = b.kind({"one", "two"});
  language::KindId product = b.kind({});
  language::VariableId p = b.variable(of_kind(product));
  language::TermId limit = b.term(kNumber, {p});
  language::TermId notice = b.term(kDays);
  language::TermId closing = b.term(kDate);
  language::ReadingId reading = b.reading();
  language::ConditionId ready = b.condition();
  language::ActionId pay = b.action("pay", language::ActorField{1}, {kNumber, kPartyType, of_kind(cloud)});

  History good() const {
    History h = history({quiet(0), happening(1, pay, {number(5), member(1), member(1)})});
    h.terms = {{{}, number(3)}, {{}, number(2)}, {{}, day(0)}};
    h.readings = {0};
    for (auto& moment : h.moments) moment.conditions = {{{}, false}};
    return h;
  }
  properties::Arguments& arguments(History& h) const { return h.moments[1].event->arguments; }
};

TEST_F(Fit, GoodHistoryIsJudgedToItsEnd) {
  const Trace trace = b.run(good());
  EXPECT_TRUE(trace.clean()) << trace.why;
  EXPECT_EQ(trace.judgements.size(), 2U);
}

TEST_F(Fit, MalformedTable) {
  const std::pair<std::size_t, std::function<void(History&)>> rows[] = {
      {0, [](History& h) { h.terms.pop_back(); }},
      {0, [](History& h) { h.terms[0].otherwise = true; }},
      {0, [](History& h) { h.terms[0].listed[{number(1)}] = number(1); }},
      {0, [](History& h) { h.terms[0].listed[{}] = number(1); }},
      {0, [](History& h) { h.terms[1].otherwise = mpq_class(1, 2); }},
      {0, [](History& h) { h.terms[2].otherwise = language::kLastDay + std::chrono::days(1); }},
      {0, [](History& h) { h.readings = {}; }},
      {0, [](History& h) { h.readings = {2}; }},
      {0, [](History& h) { h.for_any = {number(1)}; }},
      {0, [](History& h) { h.moments[0].conditions = {}; }},
      {0, [](History& h) { h.moments[0].date = day(-1); }},
      {0, [](History& h) { h.moments[0].date = language::kLastDay + std::chrono::days(1); }},
      {1, [](History& h) { h.moments[1].date = language::kLastDay + std::chrono::days(1); }},
      {1, [](History& h) { h.moments[0].date = day(2); }},
      {1, [](History& h) { h.moments[1].conditions[0].otherwise = number(1); }},
      {1, [](History& h) { h.moments[1].event->action.index = 1; }},
      {1, [this](History& h) { arguments(h).pop_back(); }},
      {1, [this](History& h) { arguments(h)[0] = day(1); }},
      {1, [this](History& h) { arguments(h)[1] = member(2); }},
      {1, [this](History& h) { arguments(h)[2] = member(2); }},
  };
  for (const auto& [moment, spoil] : rows) {
    History h = good();
    spoil(h);
    const Trace trace = b.run(h);
    EXPECT_EQ(trace.trouble, Trouble::kMalformed);
    EXPECT_EQ(trace.trouble_moment, moment) << trace.why;
    EXPECT_EQ(trace.judgements.size(), moment);
    EXPECT_FALSE(trace.why.empty());
    EXPECT_FALSE(trace.clean());
  }
}

TEST_F(Fit, DatesMayStandStill) {
  History h = good();
  h.moments[0].date = h.moments[1].date = language::kLastDay;
  EXPECT_TRUE(b.run(h).clean());
}

TEST_F(Fit, EventsObeyTheWhereOfTheirAction) {
  b.agreement.actions[pay.index].where = b.op(BinaryOp::kGt, b.field(0), b.num(4));
  EXPECT_TRUE(b.run(good()).clean());
  b.agreement.actions[pay.index].where = b.op(BinaryOp::kGt, b.field(0), b.num(5));
  EXPECT_EQ(b.run(good()).trouble, Trouble::kMalformed);
  b.agreement.actions[pay.index].where = b.undefined();
  EXPECT_EQ(b.run(good()).trouble, Trouble::kUndefined);
}

TEST_F(Fit, TermsObeyTheirWhereForAllArguments) {
  auto positive = b.op(BinaryOp::kGt, b.read(limit, {b.of(p)}), b.num(0));
  b.agreement.terms[limit.index].where = positive;
  EXPECT_TRUE(b.run(good()).clean());
  History listed = good();
  listed.terms[0].listed[{member(3)}] = number(0);
  EXPECT_EQ(b.run(listed).trouble, Trouble::kMalformed);
  History otherwise = good();
  otherwise.terms[0].listed[{member(3)}] = number(1);
  otherwise.terms[0].otherwise = number(0);
  EXPECT_EQ(b.run(otherwise).trouble, Trouble::kMalformed) << "of products that occur nowhere";
}

TEST_F(Fit, ForAnyValuesObeyTheirWhere) {
  auto x = b.variable(kNumber);
  properties::Goal goal = b.goal(b.yes());
  goal.for_any = {x};
  goal.for_any_where = b.op(BinaryOp::kGt, b.of(x), b.num(4));
  History h = good();
  h.for_any = {number(5)};
  EXPECT_TRUE(replay(b.agreement, goal, h).clean());
  h.for_any = {number(4)};
  EXPECT_EQ(replay(b.agreement, goal, h).trouble, Trouble::kMalformed);
  h.for_any = {};
  EXPECT_EQ(replay(b.agreement, goal, h).trouble, Trouble::kMalformed);
}

TEST_F(Fit, AssumptionsSeeTheEventAndMayBeUndefined) {
  b.assume(b.negated(b.make(language::Happens{pay, b.eq(b.field(0), b.num(5))})));
  Trace trace = b.run(good());
  EXPECT_EQ(trace.trouble, Trouble::kAssumption);
  EXPECT_EQ(trace.trouble_moment, 1U);
  b.agreement.assumptions = {{b.undefined(), {}}};
  EXPECT_EQ(b.run(good()).trouble, Trouble::kUndefined);
}

TEST_F(Fit, DemonstratesTable) {
  auto late = b.op(BinaryOp::kGe, b.today(), b.date(1));
  const struct {
    GoalKind kind;
    language::ExprId formula;
    bool expected;
  } rows[] = {{GoalKind::kReach, late, true},
              {GoalKind::kKeep, late, false},
              {GoalKind::kReach, b.negated(late), false},
              {GoalKind::kKeep, b.negated(late), true},
              {GoalKind::kReach, b.undefined(), false},
              {GoalKind::kKeep, b.undefined(), false}};
  for (const auto& row : rows) {
    EXPECT_EQ(demonstrates(b.agreement, b.goal(row.formula, row.kind), good()), row.expected);
  }
  History empty = good();
  empty.moments.clear();
  EXPECT_FALSE(demonstrates(b.agreement, b.goal(b.yes(), GoalKind::kReach), empty));
}

TEST_F(Fit, DemonstratesNeedsCompliance) {
  b.clause({language::ShallNot{b.party(Builder::kSeller), pay, {}, {}}});
  properties::Goal goal = b.goal(b.no());
  EXPECT_FALSE(demonstrates(b.agreement, goal, good()));
  goal.setting.complies = {true, false};
  EXPECT_TRUE(demonstrates(b.agreement, goal, good()));
}

TEST_F(Fit, DemonstratesUnderOtherReadings) {
  auto goal = b.goal(b.make(language::ReadingIs{reading, 0}));
  EXPECT_FALSE(demonstrates(b.agreement, goal, good()));
  EXPECT_TRUE(demonstrates(b.agreement, goal, good(), {1}));
}

TEST_F(Fit, SettingOfAnotherAgreementIsOurOwnBug) {
  properties::Goal goal = b.goal(b.yes());
  goal.setting.complies.pop_back();
  EXPECT_THROW(replay(b.agreement, goal, good()), std::logic_error);
}

}  // namespace
}  // namespace proviso::replay
