#include "solver/scope.h"

#include <gtest/gtest.h>

#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

const std::string kText = kRoad + R"(
reading r { strict "all" lax "none" even "half" }
tally last_pass = last date of passes
clause cap { Driver shall not pay when paid + amount > $50 }
clause late { Driver shall not pay when amount > $70 }
property kept { for any x: Road where x = South always x = North or paid <= $50 }
property reached { possible paid > $50 }
property undefined { always last_pass <= date }
property struck { always paid <= $50 without late }
)";

class InScope : public testing::Test {
 protected:
  // Whether there is a moment from anywhere of which this is true as well.
  bool possible(const z3::expr& what) {
    z3::solver solver(context_);
    for (const z3::expr& one : unrolling_.take_constraints()) constraints_.push_back(one);
    for (const z3::expr& one : constraints_) solver.add(one);
    solver.add(what);
    return solver.check() == z3::sat;
  }
  z3::expr paid(int amount) { return unrolling_.tally(written_.tally("paid"), {}, 1).value == amount; }
  z3::expr clear(const properties::Goal& goal) { return !wrong(unrolling_, goal, 0); }

  Written written_{kText};
  z3::context context_;
  encode::Unrolling unrolling_{context_, written_.agreement(), written_.setting(), encode::Start::kAnywhere};
  std::size_t moment_ = unrolling_.add_moment();
  std::vector<z3::expr> constraints_;
};

TEST_F(InScope, EverythingIsAllThatIsNotStruck) {
  const properties::Goal goal = written_.goal("struck");
  const Scope scope = everything(written_.agreement(), goal.setting);
  EXPECT_EQ(scope.present, (std::vector<bool>{true, false}));
  EXPECT_TRUE(scope.readings.empty());
  EXPECT_TRUE(scope.for_any.empty());
}

TEST_F(InScope, EveryClauseIsPresentOrAbsent) {
  const std::vector<z3::expr> literals = presence(unrolling_, without(written_, {"late"}));
  ASSERT_EQ(literals.size(), 2U);
  EXPECT_FALSE(possible(literals[0] && !unrolling_.present(written_.clause("cap"))));
  EXPECT_FALSE(possible(literals[1] && unrolling_.present(written_.clause("late"))));
  EXPECT_TRUE(possible(literals[0] && literals[1]));
}

TEST_F(InScope, ReadingsAreThoseAllowed) {
  Scope scope = without(written_, {});
  const properties::Goal goal = written_.goal("reached");
  const auto taken = [&](std::uint32_t choice) { return unrolling_.reading_is(language::ReadingId{0}, choice); };
  scope.readings = {{0}, {2}};
  const z3::expr some = choices(unrolling_, goal, scope);
  EXPECT_TRUE(possible(some && taken(0)));
  EXPECT_FALSE(possible(some && taken(1)));
  EXPECT_TRUE(possible(some && taken(2)));
  scope.readings.clear();
  EXPECT_TRUE(possible(choices(unrolling_, goal, scope) && taken(1)));
}

TEST_F(InScope, ForAnyValuesAreFixed) {
  Scope scope = without(written_, {});
  const properties::Goal goal = written_.goal("kept");
  scope.for_any = {language::Member{1}};
  const z3::expr fixed = choices(unrolling_, goal, scope);
  EXPECT_TRUE(possible(fixed && unrolling_.variable(goal.for_any[0]) == 1));
  EXPECT_FALSE(possible(fixed && unrolling_.variable(goal.for_any[0]) == 0));
}

TEST_F(InScope, AGoalToKeepIsMissedWhereItIsFalse) {
  const properties::Goal kept = written_.goal("kept");
  const z3::expr miss = missed(unrolling_, kept, 0).value;
  const z3::expr x = unrolling_.variable(kept.for_any[0]);
  EXPECT_TRUE(possible(miss && paid(51) && x == 1));
  EXPECT_FALSE(possible(miss && paid(50)));
  EXPECT_FALSE(possible(miss && x == 0)) << "North is not asked for";
}

TEST_F(InScope, AGoalToReachIsMissedWhereItIsTrue) {
  const z3::expr miss = missed(unrolling_, written_.goal("reached"), 0).value;
  EXPECT_TRUE(possible(miss && paid(51)));
  EXPECT_FALSE(possible(miss && paid(50)));
}

TEST_F(InScope, WhatCanNotBeSaidIsWrong) {
  const properties::Goal goal = written_.goal("undefined");
  const z3::expr seen = unrolling_.tally(written_.tally("last_pass"), {}, 1).seen;
  const z3::expr clear_of_it = clear(goal);
  EXPECT_FALSE(possible(clear_of_it && !seen));
  EXPECT_TRUE(possible(clear_of_it && seen));
}

}  // namespace
}  // namespace proviso::solver
