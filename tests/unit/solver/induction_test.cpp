// What induction proves, and what it must not.
#include "solver/induction.h"

#include <gtest/gtest.h>

#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

struct Question {
  std::string name;
  std::string text;               // with a property `p`
  std::optional<unsigned> least;  // so many moments are needed, and more will do; none: never
  Effort effort = Effort::kAbstract;
};

void PrintTo(const Question& question, std::ostream* out) { *out << question.name; }

const std::string kOrder = R"(
agreement order "Orders" { currency USD starts 2026-01-01 }
party Seller
)";

const std::vector<Question> kQuestions = {
    {"a_cap", kRoad + R"(
clause cap { Driver shall not pay when paid + amount > $50 }
property p { always paid <= $50 })",
     1},
    {"a_cap_that_is_too_wide",
     kRoad + R"(
clause cap { Driver shall not pay when paid + amount > $51 }
property p { always paid <= $50 })",
     {}},
    {"what_the_moment_before_shows", kRoad + R"(
clause three { Driver shall not pay when payments in {3} }
property p { always payments in {0, 1, 2, 3} and before(payments) in {0, 1, 2, 3} })",
     2},
    {"a_tally_with_parameters", kRoad + R"(
tally paid_on(r: Road) = sum of amount over pay where road = r
clause cap { Driver shall not pay when paid_on(road) + amount > $50 }
property p { for any x: Road always paid_on(x) <= $50 })",
     1},
    {"a_duty_in_time", kRoad + R"(
tally passed = ever passes
tally last_pass = last date of passes
assume happens passes implies not before(passed)
clause tolls { Driver shall pay where amount = $5 within 30 days whenever passes }
property p { always owed(tolls) implies date <= last_pass + 30 days })",
     1},
    {"a_second_duty_is_trouble",
     kRoad + R"(
clause tolls { Driver shall pay where amount = $5 within 30 days whenever passes }
property p { always paid >= $0 })",
     {}},
    {"a_date_without_value_is_trouble",
     kRoad + R"(
tally last_pass = last date of passes
clause late { Driver shall not pay when date > last_pass }
property p { always paid >= $0 })",
     {}},
    {"not_reachable", kRoad + R"(
clause cap { Driver shall not pay when paid + amount > $50 }
property p { possible paid > $50 expect fails })",
     1},
    {"reachable", kRoad + "property p { possible paid > $50 }", {}},
    {"products_as_they_are", kRoad + R"(
term rate : percent where 0% < rate and rate <= 100%
clause cap { Driver shall not pay when paid + amount > rate * payments * $10 }
property p { always paid <= rate * payments * $10 })",
     1, Effort::kExact},
    {"products_in_the_abstract",
     kRoad + R"(
term rate : percent where 0% < rate and rate <= 100%
clause cap { Driver shall not pay when paid + amount > rate * payments * $10 }
property p { always paid <= rate * payments * $10 })",
     {}},
    // Names that mean something elsewhere.
    {"a_parameter_called_deadline",
     kOrder + R"(
event ordered(deadline: date)
action deliver(due: date) by Seller
tally orders = count of ordered
assume orders <= 1
clause delivery { Seller shall deliver where due = trigger.deadline within 30 days whenever ordered }
clause only { Seller shall not deliver unless discharges(delivery) }
property p { never deliver when due < date })",
     {}},
    {"a_parameter_called_created",
     kOrder + R"(
event ordered(created: whole where created >= 0)
action deliver(count_of: whole) by Seller
tally orders = count of ordered
assume orders <= 1
clause delivery { Seller shall deliver where count_of = trigger.created within 30 days whenever ordered }
clause only { Seller shall not deliver unless discharges(delivery) }
property p { never deliver when count_of < 1 })",
     {}},
    {"a_parameter_called_rank",
     kOrder + R"(
event ordered(rank: bool)
action deliver(good: bool) by Seller
tally orders = count of ordered
assume orders <= 1
clause delivery { Seller shall deliver where good = trigger.rank within 30 days whenever ordered }
clause only { Seller shall not deliver unless discharges(delivery) }
property p { never deliver when not good })",
     {}},
    {"a_term_called_clean",
     kRoad + R"(
term clean : bool
clause cap unless not clean { Driver shall not pay when paid + amount > $100 }
property p { always before(paid) <= $100 })",
     {}},
    {"a_date_beyond_the_calendar",
     kRoad + R"(
tally last_pass = last date of passes initially 2099-12-31 + 1 day
property p { always last_pass <= 2099-12-31 })",
     {}},
    {"a_date_before_the_calendar",
     kRoad + R"(
tally first_pass = first date of passes initially 1901-01-01 - 1 day
property p { always first_pass >= 1901-01-01 })",
     {}},
    // The first moment misses the goal, and is the only one that a history can have.
    {"arguments_written_as_large_numbers",
     kRoad + R"(
kind Gate = G0 | G1 | G2 | G3 | G4 | G5 | G6 | G7 | G8 | G9 | G10 | G11 | G12 | G13 | G14 | G15 | G16 | G17 | G18 | G19
tally seventeenth(g: Gate) = count of pay where g = G17
assume happens pay
clause once { Driver shall not pay when payments >= 1 }
property p { always seventeenth(G18) <= 0 and seventeenth(G17) <= 0 })",
     {}},
    // Every payment of no parts is trouble, though nobody asks for the shares.
    {"a_tally_that_nothing_reads",
     kRoad + R"(
action split(amount: money where amount >= $0, parts: whole) by Driver
tally splits = count of split
tally share = sum of amount / parts over split
assume happens split
clause stop { Driver shall not split when splits in {2} }
property p { always not splits in {4} })",
     {}},
};

class InductionOver : public testing::TestWithParam<Question> {
 protected:
  // There is a proof, and it stands together with the histories that are too short for it.
  bool proved(unsigned k) {
    const auto proof = induction_.prove(goal_, all_, all_, k, GetParam().effort);
    EXPECT_EQ(induction_.proves(goal_, all_, k, GetParam().effort), proof.has_value());
    if (!proof) return false;
    for (const Obligation& script : obligations(written_.agreement(), goal_, all_, *proof, induction_.pool())) {
      if (answer_to(script) != SecondAnswer::kUnsat) return false;
    }
    return true;
  }

  Written written_{GetParam().text};
  Induction induction_ = induction_of(written_);
  properties::Goal goal_ = written_.goal("p");
  Scope all_ = everything(written_.agreement(), goal_.setting);
};

TEST_P(InductionOver, ProvesWhatItCanAndNothingElse) {
  for (unsigned k = 1; k <= 3; ++k) {
    EXPECT_EQ(proved(k), GetParam().least && *GetParam().least <= k) << k << " moments";
  }
}

INSTANTIATE_TEST_SUITE_P(Questions, InductionOver, testing::ValuesIn(kQuestions),
                         [](const testing::TestParamInfo<Question>& tested) { return tested.param.name; });

const std::string kTwoReadings = kRoad + R"(
reading r { strict "all" lax "none" }
clause cap { Driver shall not pay when paid + amount > $50 and r is strict }
clause idle { Driver shall not pay when amount > $70 }
property p { always paid <= $50 }
)";

TEST(Induction, IsUnderTheReadingsOfItsScope) {
  const Written written(kTwoReadings);
  Induction induction = induction_of(written);
  const properties::Goal goal = written.goal("p");
  Scope scope = everything(written.agreement(), goal.setting);
  EXPECT_FALSE(induction.proves(goal, scope, 1, Effort::kAbstract));
  scope.readings = {{1}};
  EXPECT_FALSE(induction.proves(goal, scope, 1, Effort::kAbstract));
  scope.readings = {{0}};
  EXPECT_TRUE(induction.proves(goal, scope, 1, Effort::kAbstract));
}

TEST(Induction, AProofStandsWithoutWhatItDoesNotNeed) {
  const Written written(kTwoReadings);
  Induction induction = induction_of(written);
  const properties::Goal goal = written.goal("p");
  Scope scope = everything(written.agreement(), goal.setting);
  scope.readings = {{0}};
  const auto proof = induction.prove(goal, scope, scope, 1, Effort::kAbstract);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->clauses[written.clause("cap").index]);
  const auto stands_without = [&](const std::string& clause) {
    Scope less = scope;
    less.present[written.clause(clause).index] = false;
    return induction.stands(*proof, goal, less);
  };
  EXPECT_TRUE(stands_without("idle"));
  EXPECT_FALSE(stands_without("cap"));
  scope.readings = {{1}};
  EXPECT_FALSE(induction.stands(*proof, goal, scope));
}

TEST(Induction, IsOfTheForAnyValuesOfItsScope) {
  const Written written(kRoad + R"(
tally paid_on(r: Road) = sum of amount over pay where road = r
clause cap { Driver shall not pay when road = North and paid_on(North) + amount > $50 }
property p { for any x: Road always paid_on(x) <= $50 }
)");
  Induction induction = induction_of(written);
  const properties::Goal goal = written.goal("p");
  Scope scope = everything(written.agreement(), goal.setting);
  for (const std::uint32_t road : {0U, 1U}) {
    scope.for_any = {language::Member{road}};
    EXPECT_EQ(induction.proves(goal, scope, 1, Effort::kAbstract), road == 0);
  }
}

TEST(Induction, ExactProductsDifferOnlyWhereThereAreProducts) {
  EXPECT_FALSE(induction_of(Written(kTwoReadings)).exact_differs());
  EXPECT_TRUE(induction_of(Written(kRoad + R"(
term rate : percent where 0% < rate and rate <= 100%
clause cap { Driver shall not pay when amount > rate * paid }
)"))
                  .exact_differs());
}

TEST(Induction, StopsBeforeItsNextCheckIfAskedTo) {
  const Written written(kTwoReadings);
  Watch asked_to_stop([] { return true; }, std::chrono::hours{1});
  Induction induction(written.agreement(), written.setting(), kPlenty, asked_to_stop);
  const properties::Goal goal = written.goal("p");
  EXPECT_THROW(induction.proves(goal, everything(written.agreement(), goal.setting), 1, Effort::kAbstract),
               Interrupted);
}

}  // namespace
}  // namespace proviso::solver
