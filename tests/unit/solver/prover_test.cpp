// The prover as its callers see it: what it must never say.
#include "solver/prover.h"

#include <gtest/gtest.h>

#include "language/checker.h"
#include "language/parser.h"
#include "replay/replay.h"

namespace proviso::solver {
namespace {

using properties::VerdictKind;

const std::string kHead = R"(
agreement toll "Tolls" { currency USD starts 2026-01-01 }
party Driver
kind Road = North | South
action pay(road: Road, amount: money where amount >= $0) by Driver
event passes(road: Road)
tally paid = sum of amount over pay
reading r { strict "all" lax "none" }
)";

struct Asked {
  language::SourceMap sources;
  std::optional<language::Agreement> agreement;

  explicit Asked(const std::string& text) {
    language::Diagnostics diagnostics;
    const language::FileId file = sources.add("t.proviso", kHead + text);
    const syntax::File tree = language::parse(sources, file, diagnostics);
    if (!diagnostics.has_errors()) agreement = language::check(tree, sources, diagnostics);
    EXPECT_TRUE(agreement) << language::render(sources, diagnostics, false);
  }

  properties::Verdict verdict(Judge judge) {
    Prover prover(*agreement, {}, std::move(judge));
    return prover.prove(properties::pose(*agreement, language::PropertyId{0}), {});
  }
  Judge interpreter() {
    return {[this](const auto& goal, const auto& history) { return replay::demonstrates(*agreement, goal, history); },
            [this](const auto& goal, const auto& history) { return replay::replay(*agreement, goal, history).why; }};
  }
  properties::Verdict verdict() { return verdict(interpreter()); }
};

TEST(Prover, HoldsRestsOnTheClauseThatMakesItSo) {
  Asked asked(R"(
clause cap { Driver shall not pay when paid + amount > $50 }
clause idle { Driver shall not pay when amount > $70 }
property p { always paid <= $50 })");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kHolds);
  EXPECT_EQ(verdict.rests_on, std::vector<language::ClauseId>{language::ClauseId{0}});
  EXPECT_EQ(verdict.confirmed_by, (std::vector<std::string>{"z3", "cvc5"}));
}

TEST(Prover, FailsWithAHistoryOfTheFewestMoments) {
  Asked asked("clause cap { Driver shall not pay when amount > $50 }\nproperty p { always paid <= $120 }");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  ASSERT_TRUE(verdict.history);
  EXPECT_EQ(verdict.history->moments.size(), 3U);
}

// A history that the interpreter rejects is never shown: the two of them disagree, and that is an error of ours.
TEST(Prover, AJudgeThatRejectsEverythingIsADisagreement) {
  Asked asked("property p { always paid <= $120 }");
  EXPECT_THROW(asked.verdict({[](const auto&, const auto&) { return false; },
                              [](const auto&, const auto&) { return std::string("no"); }}),
               Disagreement);
}

// Two duties at a time can not be judged, so nothing that rests on such histories holds.
TEST(Prover, NothingHoldsWhereAHistoryCanNotBeJudged) {
  Asked asked(R"(
clause tolls { Driver shall pay where amount = $5 within 30 days whenever passes }
property p { always paid >= $0 })");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kUnknown);
  EXPECT_NE(verdict.reason.find("can not be judged"), std::string::npos) << verdict.reason;
}

// Of two instances one can not be reached under any reading, the other under one of them only: both proofs count.
TEST(Prover, EveryInstanceOfAPossibleCounts) {
  Asked asked(R"(
clause no_north { Driver shall not pay when road = North }
clause no_south { Driver shall not pay when road = South and r is strict }
property p { for any x: Road possible happens pay where road = x expect fails })");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  EXPECT_FALSE(verdict.history);
  EXPECT_EQ(verdict.rests_on.front(), language::ClauseId{0});
}

TEST(Prover, APossibleOfNothingIsNotProved) {
  Asked asked("property p { for any x: Road where x != North and x != South possible paid > $0 }");
  EXPECT_EQ(asked.verdict().kind, VerdictKind::kUnknown);
}

// Which instances are asked about is itself a matter of readings: South counts under one of them only, and can not be
// reached.
TEST(Prover, InstancesMayCountUnderSomeReadingsOnly) {
  Asked asked(R"(
clause no_south { Driver shall not pay when road = South }
property p { for any x: Road where x = North or r is strict  possible happens pay where road = x })");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kDepends);
  EXPECT_EQ(verdict.when, std::vector<properties::ReadingBox>{properties::ReadingBox({{false, true}})});
}

// Of an open kind there are more individuals than a proof lays out: how many owe something is not known.
TEST(Prover, NothingCountsTheIndividualsOfAnOpenKind) {
  Asked asked(R"(
kind Item
action open(it: Item) by Driver
action close by Driver
tally n = count of open
tally m = count of close
tally times(x: Item) = count of open where it = x
clause once { Driver shall not open when times(it) >= 1 }
clause c { Driver shall close whenever open one outstanding per it }
property p { always n <= m + 4 })");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  ASSERT_TRUE(verdict.history);
  EXPECT_EQ(verdict.history->moments.size(), 5U);
}

// Two individuals that nothing names may be one or two: a value that lacks only for two is looked for there too.
TEST(Prover, WhatHasNoValueOfTwoIndividualsThatNothingNames) {
  const std::string head = "kind Item\nevent tick\n";
  const std::string never = "property p { always paid >= $0 }";
  for (const std::string same : {"a = b", "a != b"}) {
    const std::string share = "1 / (if " + same + " then 1 else 0)";
    Asked sum(head + "tally odd(a: Item, b: Item) = sum of " + share + " over tick\n" + never);
    EXPECT_EQ(sum.verdict().kind, VerdictKind::kUnknown) << same;
    Asked term(head + "term odd(a: Item, b: Item): number where odd(a, b) > " + share + "\n" + never);
    EXPECT_EQ(term.verdict().kind, VerdictKind::kUnknown) << same;
  }
}

// A term of two individuals, read where nothing names them: the history lists what the interpreter needs.
TEST(Prover, ATermOfTwoIndividualsIsListedForThoseThatNothingNames) {
  Asked asked(R"(
kind Item
term apart(a: Item, b: Item): number where if a = b then apart(a, b) = 0 else apart(a, b) = 1
event compare(one: Item, other: Item)
property p { never happens compare where apart(one, other) = 1 })");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  ASSERT_TRUE(verdict.history);
  const std::uint32_t nobody = 70, none = 71;
  EXPECT_EQ(verdict.history->terms[0].at({language::Member{nobody}, language::Member{nobody}}),
            language::Value{mpq_class(0)});
  EXPECT_EQ(verdict.history->terms[0].at({language::Member{nobody}, language::Member{none}}),
            language::Value{mpq_class(1)});
}

// For whom there is no history is said.
TEST(Prover, APossibleThatFailsNamesItsInstance) {
  Asked asked(R"(
clause no_south { Driver shall not pay when road = South }
property p { for any x: Road  possible happens pay where road = x })");
  const properties::Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  EXPECT_EQ(verdict.unreached_for, std::vector<language::Value>{language::Member{1}});
}

// Whether a party is late is a question of its own for each party: each may have an item of its own to be late with.
TEST(Prover, EachPartyMayBeLateWithAnotherIndividual) {
  Asked asked(R"(
kind Item
party A
party B
party C
party D
event bill(who: Party, it: Item)
condition done
tally billed(x: Item) = count of bill where it = x
assume not (happens bill where billed(it) >= 2)
assume breached(A) iff breached(B)
assume breached(B) iff breached(C)
assume breached(C) iff breached(D)
assume breached(D) iff breached(Driver)
clause c { trigger.who shall ensure done by 2026-06-30 whenever bill one outstanding per it }
property p { never breached(A) assuming nobody complies })");
  EXPECT_EQ(asked.verdict().kind, VerdictKind::kFails);
}

// What has no value binds nobody: the history stays, and can not be judged.
TEST(Prover, ADutyWithoutPartyOrDeadlineIsNotKept) {
  const std::string head = R"(
condition fine
action appoint(who: Party) by Driver
tally holder = latest who of appoint
tally called = last date of appoint
)";
  for (const std::string clause :
       {"holder shall keep fine", "holder shall pay by 2025-12-01", "Driver shall pay by called + 30 days"}) {
    Asked asked(head + "clause c { " + clause + " }\nproperty p { always fine }");
    const properties::Verdict verdict = asked.verdict();
    EXPECT_EQ(verdict.kind, VerdictKind::kUnknown) << clause;
    EXPECT_NE(verdict.reason.find("can not be judged"), std::string::npos) << clause << ": " << verdict.reason;
  }
}

// A duty whose end asks for duties of its own clause asks only so far.
TEST(Prover, DutiesThatEndWithOneAnotherAreLaidOut) {
  Asked asked(R"(
kind Item
action open(it: Item) by Driver
clause c {
  Driver shall ensure false within 10 days whenever open one outstanding per it merging lapses when overdue(c)
}
property p { always not owed(c) })");
  EXPECT_EQ(asked.verdict().kind, VerdictKind::kFails);
}

// What is known of one setting is not used for another: here the same formula, with the clause's duties kept or missed.
TEST(Prover, ExceptedClausesAreASettingOfTheirOwn) {
  Asked asked(R"(
clause tolls { Driver shall pay where amount = $5 within 30 days whenever passes merging }
property kept { never overdue(tolls) }
property missed { never overdue(tolls) assuming all comply except tolls })");
  Prover prover(*asked.agreement, {}, asked.interpreter());
  const auto verdict = [&](std::uint32_t property) {
    return prover.prove(properties::pose(*asked.agreement, language::PropertyId{property}), {}).kind;
  };
  EXPECT_EQ(verdict(0), VerdictKind::kHolds);
  EXPECT_EQ(verdict(1), VerdictKind::kFails);
}

TEST(Prover, WhatADutyIsForIsSoOnceItIsPerformed) {
  Asked asked(R"(
clause due { Driver shall pay where amount = $5 by 2026-03-31 }
clause once { Driver shall not pay when paid > $0 }
property p { always date > 2026-03-31 implies paid = $5 })");
  EXPECT_EQ(asked.verdict().kind, VerdictKind::kHolds);
}

TEST(Prover, OneMoreIsToComeWhileItIsOwed) {
  Asked asked(R"(
tally payments = count of pay
tally passages = count of passes
clause tolls { Driver shall pay within 30 days whenever passes merging }
clause only { Driver shall not pay unless discharges(tolls) }
property p { always payments <= passages })");
  EXPECT_EQ(asked.verdict().kind, VerdictKind::kHolds);
}

TEST(Prover, ABoundThatIsNeverReached) {
  Asked asked(R"(
clause cap { Driver shall not pay when paid + amount >= $100 }
property p { whenever pay where amount > $60, paid < $100 within 0 days })");
  EXPECT_EQ(asked.verdict().kind, VerdictKind::kHolds);
}

TEST(Prover, AStopIsHeeded) {
  Asked asked("property p { always paid <= $120 }");
  Prover prover(*asked.agreement, {}, asked.interpreter(), [] { return true; });
  EXPECT_THROW(prover.prove(properties::pose(*asked.agreement, language::PropertyId{0}), {}), Interrupted);
}

}  // namespace
}  // namespace proviso::solver
