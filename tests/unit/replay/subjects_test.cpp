// Statements whose party is an expression.
#include <gtest/gtest.h>

#include "tests/unit/replay/builder.h"

namespace proviso::replay {
namespace {

using language::BinaryOp;
using language::ClauseId;
using language::ExprId;
using language::May;
using language::NoDeadline;
using language::PartyId;
using language::ShallNot;
using properties::Moment;

// Who last bought holds the thing.
struct Subjects : testing::Test {
  Builder b;
  language::ActionId buy = b.action("buy", language::ActorField{0}, {kPartyType});
  language::ActionId use = b.action("use", language::ActorField{0}, {kPartyType, kNumber});
  language::ActionId strike = b.action("strike", language::Nobody{}, {kPartyType});
  language::TallyId holder =
      b.tally({"holder", {}, language::TallyKind::kLatest, buy, b.field(0), {}, {}, {}, kPartyType, {}});

  Moment bought(PartyId by, int on = 0) const { return happening(on, buy, {member(by.index)}); }
  Moment used(PartyId by, long amount = 0, int on = 0) const {
    return happening(on, use, {member(by.index), number(amount)});
  }
  // The last event is.
  bool permitted(std::vector<Moment> moments) {
    const Trace trace = b.run(history(std::move(moments)));
    EXPECT_EQ(trace.trouble, Trouble::kNone) << trace.why;
    return trace.judgements.back().permitted;
  }
};

TEST_F(Subjects, ShallNotSpeaksOfEventsOfThatParty) {
  b.clause({ShallNot{b.read(holder), use, {}, {}}});
  EXPECT_FALSE(permitted({bought(Builder::kBuyer), used(Builder::kBuyer)}));
  EXPECT_TRUE(permitted({bought(Builder::kBuyer), used(Builder::kSeller)}));
  EXPECT_FALSE(permitted({bought(Builder::kBuyer), bought(Builder::kSeller), used(Builder::kSeller)}));
}

TEST_F(Subjects, MayCoversEventsOfThatParty) {
  b.agreement.actions[use.index].reserved = true;
  b.clause({May{b.read(holder), use, {}, {}}});
  EXPECT_TRUE(permitted({bought(Builder::kBuyer), used(Builder::kBuyer)}));
  EXPECT_FALSE(permitted({bought(Builder::kBuyer), used(Builder::kSeller)}));
}

// The party is read before the event: buying does not make its own buyer the holder.
TEST_F(Subjects, ReadBeforeTheEvent) {
  b.only_text(b.clause({ShallNot{b.read(holder), buy, {}, {}}})).from = {b.date(1)};
  EXPECT_TRUE(permitted({bought(Builder::kBuyer, 0), bought(Builder::kSeller, 1)}));
  EXPECT_FALSE(permitted({bought(Builder::kBuyer, 0), bought(Builder::kBuyer, 1)}));
}

TEST_F(Subjects, ParametersOfTheActionAreInScope) {
  const ExprId named = b.make(language::IfThenElse{b.op(BinaryOp::kGt, b.field(1), b.num(5)), b.party(Builder::kBuyer),
                                                   b.party(Builder::kSeller)});
  b.clause({ShallNot{named, use, {}, {}}});
  EXPECT_FALSE(permitted({used(Builder::kBuyer, 6)}));
  EXPECT_TRUE(permitted({used(Builder::kBuyer, 5)}));
}

// In the order: action, in force, party, `when`, `unless`.
TEST_F(Subjects, GuardsTable) {
  const struct {
    ExprId party;
    int from;
    Maybe when, unless;
    Trouble trouble;
  } rows[] = {
      {b.read(holder), 0, {}, {}, Trouble::kUndefined},
      {b.read(holder), 1, {}, {}, Trouble::kNone},
      {b.read(holder), 0, b.no(), {}, Trouble::kUndefined},
      {b.party(Builder::kSeller), 0, b.undefined(), {}, Trouble::kNone},
      {b.party(Builder::kBuyer), 0, b.undefined(), b.yes(), Trouble::kUndefined},
      {b.party(Builder::kBuyer), 0, b.no(), b.undefined(), Trouble::kNone},
  };
  for (const auto& row : rows) {
    Builder copy = b;
    copy.only_text(copy.clause({ShallNot{row.party, use, row.when, row.unless}})).from = {copy.date(row.from)};
    EXPECT_EQ(copy.run(history({used(Builder::kBuyer)})).trouble, row.trouble) << &row - rows;
    EXPECT_EQ(copy.run(history({bought(Builder::kBuyer)})).trouble, Trouble::kNone) << &row - rows;
  }
}

// A party that was written as a name is compared before anything is read, one that is computed when in force is known.
TEST_F(Subjects, NamesAreComparedFirst) {
  const ExprId computed = b.make(language::IfThenElse{b.yes(), b.party(Builder::kSeller), b.party(Builder::kSeller)});
  const std::pair<ExprId, Trouble> rows[] = {{b.party(Builder::kSeller), Trouble::kNone},
                                             {computed, Trouble::kUndefined}};
  for (const auto& [party, trouble] : rows) {
    Builder copy = b;
    copy.only_text(copy.clause({ShallNot{party, use, {}, {}}})).unless = copy.undefined();
    EXPECT_EQ(copy.run(history({used(Builder::kBuyer)})).trouble, trouble);
  }
}

TEST_F(Subjects, GivesWayAsTheParty) {
  b.clause({ShallNot{b.party(Builder::kBuyer), use, {}, {}}});
  b.clause({May{b.read(holder), use, {}, {}}});
  b.defeats(1, 0);
  EXPECT_TRUE(permitted({bought(Builder::kBuyer), used(Builder::kBuyer)}));
  EXPECT_FALSE(permitted({bought(Builder::kSeller), used(Builder::kBuyer)}));
}

// Who owes a duty is settled as it arises.
TEST_F(Subjects, PartyOfADutyIsFrozen) {
  const ClauseId clause =
      b.clause({b.duty(b.read(holder), language::Act{use, {}}, NoDeadline{}, language::Trigger{strike, {}})});
  const Trace trace = b.run(history({bought(Builder::kBuyer), happening(0, strike, {member(1)}),
                                     bought(Builder::kSeller), used(Builder::kSeller), used(Builder::kBuyer)}),
                            b.owed(clause));
  ASSERT_TRUE(trace.clean()) << trace.why;
  EXPECT_EQ(trace.judgements[1].duties.at(0).party, Builder::kBuyer);
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{false, true, true, true, false}));
}

TEST_F(Subjects, PartyOfADutyMayBeOfItsTrigger) {
  b.clause({b.duty(b.trigger(0), language::Act{use, {}}, language::Within{b.num(3)}, language::Trigger{strike, {}})});
  properties::Goal goal = b.goal(b.owed_by(b.party(Builder::kSeller)));
  goal.setting.complies[Builder::kSeller.index] = false;
  for (std::uint32_t party : {0U, 1U}) {
    const Trace trace = replay(b.agreement, goal, history({happening(0, strike, {member(party)}), quiet(4)}));
    EXPECT_EQ(trace.clean(), party == 1);
    EXPECT_EQ(trace.formula.at(0), party == 1);
    EXPECT_EQ(trace.judgements.at(1).overdue, statements({0}));
  }
}

TEST_F(Subjects, OwedByAnExpression) {
  b.clause({b.duty(Builder::kBuyer, use, 10, strike)});
  const Trace trace =
      b.run(history({bought(Builder::kBuyer), happening(0, strike, {member(0)}), bought(Builder::kSeller)}),
            b.owed_by(b.read(holder)));
  EXPECT_EQ(trace.formula, (std::vector<std::optional<bool>>{false, true, false}));
  EXPECT_EQ(b.run(history({quiet(0)}), b.owed_by(b.read(holder))).formula.at(0), std::nullopt);
}

}  // namespace
}  // namespace proviso::replay
