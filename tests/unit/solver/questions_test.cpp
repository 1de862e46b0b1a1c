// Questions that are not about one moment: whenever … within, always possible, greatest and least, can force.
#include <gtest/gtest.h>

#include "properties/monitor.h"
#include "replay/replay.h"
#include "solver/prover.h"
#include "tests/unit/written.h"

namespace proviso::solver {
namespace {

using properties::Verdict;
using properties::VerdictKind;

class Asked {
 public:
  explicit Asked(const std::string& text) : written_(text) {}

  Verdict verdict(const std::string& property) {
    const language::Agreement& agreement = written_.agreement();
    const Judge judge{
        [&](const auto& goal, const auto& history) { return replay::demonstrates(agreement, goal, history); },
        [&](const auto& goal, const auto& history) { return replay::replay(agreement, goal, history).why; },
        [&](const auto& goal, const auto& history) { return replay::reached(agreement, goal, history); }};
    Prover prover(agreement, {}, judge);
    return prover.prove(written_.goal(property), {});
  }
  VerdictKind kind(const std::string& property) { return verdict(property).kind; }
  const language::Agreement& agreement() const { return written_.agreement(); }

 private:
  Written written_;
};

const std::vector<std::string> kBoth{"z3", "cvc5"};

const std::string kSupply = R"(
agreement supply "Supply" { currency USD starts 2026-01-01 }
party Buyer
party Seller
condition idle
action deliver(price: money where price > $0) by Seller
action pay(amount: money where amount >= $0) by Buyer
tally paid = sum of amount over pay
tally times = count of deliver
clause payment { Buyer shall pay where amount = trigger.price within 30 days whenever deliver }
clause one_at_a_time { Seller shall not deliver when owed(payment) }
)";

// --- whenever … within

TEST(Whenever, RestsOnTheDutyAndNotOnWhatWatchesIt) {
  Asked asked(kSupply + "property p { whenever deliver, paid >= at trigger(paid) + trigger.price within 30 days }");
  const Verdict verdict = asked.verdict("p");
  EXPECT_EQ(verdict.kind, VerdictKind::kHolds);
  EXPECT_EQ(verdict.rests_on, (std::vector<language::ClauseId>{{0}, {1}}));
  EXPECT_EQ(verdict.confirmed_by, kBoth);
}

TEST(Whenever, ADayLessFailsWithAHistoryWithoutTheMonitor) {
  Asked asked(kSupply + "property p { whenever deliver, settled within 29 days }");
  const Verdict verdict = asked.verdict("p");
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  ASSERT_TRUE(verdict.history);
  EXPECT_EQ(verdict.history->moments.size(), 2U);
  EXPECT_EQ(verdict.history->moments.back().conditions.size(), asked.agreement().conditions.size());
}

// What happens after the deadline is no answer, though it comes with the moment that finds it missed.
TEST(Whenever, AnAnswerAfterTheDeadlineIsNone) {
  Asked asked(kSupply + R"(
assume happens pay or happens deliver
clause last_day { Buyer shall not pay when date < 2026-01-31 }
property p { whenever deliver where date = 2026-01-01, happens pay within 29 days })");
  EXPECT_EQ(asked.kind("p"), VerdictKind::kFails);
}

TEST(Whenever, AnsweredByTheEventItselfAndByTheDeadlineBehindTheCalendar) {
  Asked asked(kSupply + R"(
property at_once { whenever pay, happens pay within 0 days }
property never_over { whenever deliver, false within 100000 days }
property before_its_day { whenever deliver, true by 2025-12-31 })");
  EXPECT_EQ(asked.kind("at_once"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("never_over"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("before_its_day"), VerdictKind::kFails);
}

TEST(Whenever, WatchingChangesNothingThatClausesRead) {
  Asked asked(kSupply + R"(
clause quiet { Seller shall not deliver unless settled }
property p { whenever idle_again, settled within 5 days expect fails }
)" + "event idle_again\n" +
              R"(
property q { always settled or owed(payment) })");
  EXPECT_EQ(asked.kind("q"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("p"), VerdictKind::kFails);
}

// --- always possible

const std::string kVault = R"(
agreement vault "Money in and out" { currency USD starts 2026-01-01 }
party Owner
party Bank
condition open decided by Bank
action deposit(amount: money where amount > $0) by Owner
action withdraw(amount: money where amount > $0) by Owner
tally put_in = sum of amount over deposit
tally taken = sum of amount over withdraw
clause no_overdraft { Owner shall not withdraw when amount > put_in - taken }
)";

TEST(AlwaysPossible, MoneyIsNotLockedForEver) {
  Asked asked(kVault + R"(
clause locked { Owner shall not withdraw when date < 2026-07-01 }
property p { always possible put_in = taken })");
  const Verdict verdict = asked.verdict("p");
  EXPECT_EQ(verdict.kind, VerdictKind::kHolds);
  EXPECT_FALSE(verdict.ways.empty());
  EXPECT_EQ(verdict.confirmed_by, kBoth);
}

TEST(AlwaysPossible, MoneyIsLockedForEver) {
  Asked asked(kVault + R"(
clause too_late { Owner shall not withdraw when date >= 2026-07-01 }
property p { always possible put_in = taken })");
  const Verdict verdict = asked.verdict("p");
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  ASSERT_TRUE(verdict.history);
  EXPECT_GE(verdict.history->moments.back().date, language::Day(std::chrono::year{2026} / 7 / 1));
  EXPECT_EQ(verdict.confirmed_by, kBoth);
}

// The world need not change: what only another condition allows is not possible where it is not so.
TEST(AlwaysPossible, ConditionsStayAsTheyAre) {
  Asked asked(kVault + R"(
clause shut { Owner shall not withdraw unless open }
property p { always possible put_in = taken }
property q { possible put_in = taken and put_in > $0 })");
  EXPECT_EQ(asked.kind("p"), VerdictKind::kFails);
  EXPECT_EQ(asked.kind("q"), VerdictKind::kHolds);
}

TEST(AlwaysPossible, SoManyMomentsAreEnoughOrNot) {
  Asked asked(kVault + R"(
action ask by Owner
tally asked = ever ask
clause notice { Owner shall not withdraw unless asked }
property one { always possible put_in = taken within 1 moments }
property two { always possible put_in = taken within 2 moments })");
  EXPECT_EQ(asked.kind("one"), VerdictKind::kFails);
  EXPECT_EQ(asked.kind("two"), VerdictKind::kHolds);
}

// Under one reading a way leads on, under the other nothing does.
TEST(AlwaysPossible, DependsOnAReading) {
  Asked asked(kVault + R"(
reading period { open_ended "from July" closed "to July" }
clause window { Owner shall not withdraw when if period is open_ended then date < 2026-07-01 else date >= 2026-07-01 }
property p { always possible put_in = taken })");
  const Verdict verdict = asked.verdict("p");
  EXPECT_EQ(verdict.kind, VerdictKind::kDepends);
  EXPECT_EQ(verdict.when, std::vector<properties::ReadingBox>{properties::ReadingBox({{true, false}})});
}

TEST(AlwaysPossible, ADutyThatCanStillBePerformed) {
  Asked asked(kSupply + R"(
property can { always possible not owed(payment) }
property can_not { always possible paid = $0 })");
  EXPECT_EQ(asked.kind("can"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("can_not"), VerdictKind::kFails);
}

// What a way asks for must be a value of its parameter: half of three is no number of things.
TEST(AlwaysPossible, AWayAsksOnlyForWhatThereIs) {
  Asked asked(R"(
agreement halves "Halves" { starts 2026-01-01 }
party A
party B
action buy(n: whole where n >= 2) by B
action give(n: whole where n >= 0) by A
clause d { A shall give where n = trigger.n / 2 within 5 days whenever buy merging }
property p { always possible not owed(d) })");
  EXPECT_EQ(asked.kind("p"), VerdictKind::kFails);
}

// The second history of the same events has another cap.
// `drawn = $100` is reached by drawing what is lacking.
TEST(AlwaysPossible, ByWhatTheGoalLacks) {
  Asked asked(R"(
agreement line "A line of credit" { currency USD starts 2026-01-01 }
party Firm
kind Colour = Red | Blue
term cap(c: Colour) : money where cap(c) > $0
action draw(amount: money where amount > $0) by Firm
action repay(amount: money where amount > $0) by Firm
action lend(colour: Colour, amount: money where amount > $0) by Firm
action use(hours: whole where hours > 0) by Firm
tally drawn = sum of amount over draw
tally repaid = sum of amount over repay
tally lent(c: Colour) = sum of amount over lend where colour = c
tally used = sum of hours over use
clause limit { Firm shall not draw when drawn - repaid + amount > $100 }
clause no_more { Firm shall not repay when repaid + amount > drawn }
clause caps { Firm shall not lend when lent(colour) + amount > cap(colour) }
clause at_most { Firm shall not use when used + hours > 40 }
property full { always possible drawn - repaid = $100 within 1 moment }
property too_full { always possible drawn - repaid = $101 within 1 moment }
property clear { always possible drawn = repaid }
property all { for any c: Colour always possible lent(c) = cap(c) }
property worn { always possible used = 40 })");
  for (const char* property : {"full", "clear", "all", "worn"}) {
    const Verdict verdict = asked.verdict(property);
    EXPECT_EQ(verdict.kind, VerdictKind::kHolds) << property;
    EXPECT_EQ(verdict.confirmed_by, kBoth) << property;
  }
  EXPECT_EQ(asked.kind("too_full"), VerdictKind::kFails);
}

// What is compared inside a question about duties, or about some individual, is known only there.
TEST(AlwaysPossible, WhereAGoalComparesWhatIsBound) {
  Asked asked(R"(
agreement orders "Orders" { currency USD starts 2026-01-01 }
party Buyer
kind Item = Desk | Chair
action order(item: Item, price: money where price > $0) by Buyer
action pay(amount: money where amount > $0) by Buyer
tally ordered(i: Item) = sum of price over order where item = i
clause payment { Buyer shall pay where amount = trigger.price within 9 days whenever order merging }
property duty { always possible not owed(payment where trigger.price > $5) }
property some_item { always possible some i: Item has ordered(i) > $7 })");
  EXPECT_EQ(asked.kind("duty"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("some_item"), VerdictKind::kHolds);
}

TEST(AlwaysPossible, FailsForSomeTerms) {
  Asked asked(R"(
agreement capped "A cap" { currency USD starts 2026-01-01 }
party A
term cap: money where cap >= $0
action pay(amount: money where amount >= $0) by A
tally paid = sum of amount over pay
clause c { A shall not pay when paid + amount > cap }
property p { always possible paid >= $10 })");
  const Verdict verdict = asked.verdict("p");
  EXPECT_EQ(verdict.kind, VerdictKind::kFails);
  ASSERT_TRUE(verdict.history);
  EXPECT_LT(std::get<mpq_class>(verdict.history->terms[0].otherwise), 10);
}

// --- greatest and least

TEST(Greatest, IsReachedAndNeverExceeded) {
  Asked asked(kVault + R"(
clause each { Owner shall not deposit when amount > $40 }
clause total { Owner shall not deposit when put_in + amount > $100 }
property most { greatest put_in }
property least_left { least put_in - taken }
property endless { greatest put_in without total })");
  const Verdict most = asked.verdict("most");
  EXPECT_EQ(most.kind, VerdictKind::kHolds);
  EXPECT_EQ(most.value, language::Value{mpq_class(100)});
  EXPECT_EQ(most.confirmed_by, kBoth);
  ASSERT_TRUE(most.history);
  EXPECT_EQ(most.history->moments.size(), 3U);
  EXPECT_EQ(asked.verdict("least_left").value, language::Value{mpq_class(0)});
  const Verdict endless = asked.verdict("endless");
  EXPECT_EQ(endless.kind, VerdictKind::kUnknown);
  EXPECT_FALSE(endless.value);
}

// What there is none of: the limit is told, and a history from which on the value grows.
TEST(Greatest, OfWhatGrowsWithoutEndOrToALimit) {
  Asked asked(R"(
agreement sale "Sale" { currency USD starts 2026-01-01 }
party Buyer
party Seller
term cap : money where cap > $0
action pay(amount: money where amount > $0) by Buyer
action send(units: whole where units >= 1) by Seller
tally paid = sum of amount over pay
tally sent = sum of units over send
tally times = count of send
clause below { Buyer shall not pay when paid + amount >= $500 }
property to_a_limit { greatest paid }
property anything { greatest paid without below }
property least_term { least cap }
property packets { greatest sent - 3 }
property down { least -2 * sent }
property counted { greatest times })");
  const auto limit_of = [&](const std::string& property) -> std::optional<language::Value> {
    const Verdict verdict = asked.verdict(property);
    EXPECT_EQ(verdict.kind, VerdictKind::kFails) << property;
    EXPECT_EQ(verdict.confirmed_by, kBoth) << property;
    EXPECT_TRUE(verdict.history) << property;
    return verdict.value;
  };
  EXPECT_EQ(limit_of("to_a_limit"), language::Value(mpq_class(500)));
  EXPECT_EQ(limit_of("least_term"), language::Value(mpq_class(0)));
  for (const char* property : {"anything", "packets", "down"}) EXPECT_FALSE(limit_of(property)) << property;
  EXPECT_EQ(asked.kind("counted"), VerdictKind::kUnknown);  // no amount grows: no proof is known
}

// Over `for any`: of all instances together.
TEST(Greatest, OfTheInstanceThatHasMost) {
  Asked asked(R"(
agreement rooms "Rooms" { currency USD starts 2026-01-01 }
party Guest
kind Room = Small | Large
action pay(room: Room, amount: money where amount > $0) by Guest
tally paid(r: Room) = sum of amount over pay where room = r
clause small { Guest shall not pay when room = Small and paid(Small) + amount > $50 }
clause large { Guest shall not pay when room = Large and paid(Large) + amount > $70 }
property most { for any r: Room greatest paid(r) }
property most_small { for any r: Room where r = Small greatest paid(r) })");
  EXPECT_EQ(asked.verdict("most").value, language::Value(mpq_class(70)));
  EXPECT_EQ(asked.verdict("most_small").value, language::Value(mpq_class(50)));
}

// --- can force

TEST(CanForce, ChoosesFirstAndTheWorldAnswers) {
  Asked asked(R"(
agreement cloud "Who can force what" { starts 2026-01-01 }
party A
party B
condition mine decided by A
condition yours decided by B
condition open
action go by B
clause stop { B shall not go when mine and not yours }
property either  { always A can force (mine or yours) }
property both    { always A can force (mine and yours) }
property allowed { always A can force permitted go }
property barred  { always A can force forbidden go }
property none    { always not (B can force mine) })");
  EXPECT_EQ(asked.kind("either"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("both"), VerdictKind::kFails);
  EXPECT_EQ(asked.kind("allowed"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("barred"), VerdictKind::kFails);
  EXPECT_EQ(asked.kind("none"), VerdictKind::kHolds);
}

// What is assumed of the world binds its answers.
TEST(CanForce, IsWithinWhatIsAssumed) {
  Asked asked(R"(
agreement cloud "Who can force what" { starts 2026-01-01 }
party A
party B
condition mine decided by A
condition yours decided by B
assume mine implies yours
property both    { always A can force (mine and yours) }
property no_more { always A can force (mine and not yours) })");
  EXPECT_EQ(asked.kind("both"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("no_more"), VerdictKind::kFails);
}

// --- duties over open kinds

// A question that is asked first hears of what later ones bring up: the certificate stands as the proof does.
TEST(OpenKinds, EachOrderOwesItsOwn) {
  Asked asked(R"(
agreement orders "Orders" { starts 2026-01-01 }
party Seller
kind Order
event place(order: Order)
action deliver by Seller
tally placed(o: Order) = ever place where order = o
clause d { Seller shall deliver where false whenever place one outstanding per order merging }
property p { for any o: Order always placed(o) implies owed(d where trigger.order = o) })");
  const Verdict verdict = asked.verdict("p");
  EXPECT_EQ(verdict.kind, VerdictKind::kHolds);
  EXPECT_EQ(verdict.confirmed_by, kBoth);
}

// The duty that is owed for whom the watched occasion names; others may owe whatever they do.
const std::string kRepairs = R"(
agreement repairs "Repairs" { currency USD starts 2026-01-01 }
party Owner
party Workshop
kind Clock
action hand_in(clock: Clock) by Owner
action give_back(clock: Clock) by Workshop
tally handed_in(c: Clock) = ever hand_in where clock = c
tally given_back(c: Clock) = ever give_back where clock = c
clause once { Owner shall not hand_in when handed_in(clock) }
clause what_came { Workshop shall not give_back when not handed_in(clock) or given_back(clock) }
clause two_weeks {
  Workshop shall give_back where clock = trigger.clock within 14 days whenever hand_in one outstanding per clock
}
)";

TEST(OpenKinds, EachOccasionIsAnsweredByItsOwnDuty) {
  Asked asked(kRepairs + R"(
property in_time { whenever hand_in, given_back(trigger.clock) within 14 days }
property sooner { whenever hand_in, given_back(trigger.clock) within 13 days }
property again { whenever hand_in, given_back(trigger.clock) within 14 days without two_weeks })");
  const Verdict verdict = asked.verdict("in_time");
  EXPECT_EQ(verdict.kind, VerdictKind::kHolds);
  EXPECT_EQ(verdict.confirmed_by, kBoth);
  EXPECT_EQ(asked.kind("sooner"), VerdictKind::kFails);
  EXPECT_EQ(asked.kind("again"), VerdictKind::kFails);
}

TEST(OpenKinds, AWayIsNotBarredByWhatOthersOwe) {
  Asked asked(kRepairs + R"(
property back { for any c: Clock always possible handed_in(c) implies given_back(c) within 1 moment }
property gone { for any c: Clock always possible given_back(c) }
property never_back { for any c: Clock always possible not handed_in(c) })");
  EXPECT_EQ(asked.kind("back"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("gone"), VerdictKind::kHolds);
  EXPECT_EQ(asked.kind("never_back"), VerdictKind::kFails);
}

}  // namespace
}  // namespace proviso::solver
