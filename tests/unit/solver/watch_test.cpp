#include "solver/watch.h"

#include <gtest/gtest.h>

#include "solver/session.h"

namespace proviso::solver {
namespace {

constexpr std::chrono::seconds kLong{600};
constexpr std::chrono::seconds kNoTime{0};
constexpr std::uint64_t kNoLimit = 4'000'000'000;

// Fermat's equation for cubes: nothing that a solver ends soon.
void require_cubes(Session& session, z3::context& context) {
  const z3::expr a = context.int_const("a"), b = context.int_const("b"), n = context.int_const("n");
  session.require(a > 0 && b > 0 && n > 0 && a * a * a + b * b * b == n * n * n);
}

TEST(Watch, EndsACheckWhenSomebodyAsks) {
  z3::context context;
  Watch watch{[] { return true; }, kLong};
  Session session(context, kNoLimit, watch);
  require_cubes(session, context);
  EXPECT_EQ(session.check(), Outcome::kUndecided);
  EXPECT_FALSE(watch.clock_acted());
}

TEST(Watch, EndsACheckThatLastsTooLongAndSaysSo) {
  z3::context context;
  Watch watch{{}, kNoTime};
  Session session(context, kNoLimit, watch);
  require_cubes(session, context);
  EXPECT_EQ(session.check(), Outcome::kUndecided);
  EXPECT_TRUE(watch.clock_acted());
  watch.start_over();
  EXPECT_FALSE(watch.clock_acted());
}

TEST(Watch, LeavesAShortCheckAlone) {
  z3::context context;
  Watch watch{{}, kLong};
  Session session(context, kNoLimit, watch);
  const z3::expr x = context.int_const("x");
  session.require(x > 3 && x < 5);
  EXPECT_EQ(session.check(), Outcome::kSat);
  EXPECT_FALSE(watch.clock_acted());
}

}  // namespace
}  // namespace proviso::solver
