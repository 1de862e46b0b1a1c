#include "solver/session.h"

#include <gtest/gtest.h>

namespace proviso::solver {
namespace {

constexpr std::uint64_t kPlenty = 3'000'000;
constexpr std::chrono::seconds kLong{600};

TEST(Session, AnswersUnderAssumptionsAndTellsWhichWereUsed) {
  z3::context context;
  Watch watch{{}, kLong};
  Session session(context, kPlenty, watch);
  const z3::expr x = context.int_const("x"), a = context.bool_const("a"), b = context.bool_const("b"),
                 c = context.bool_const("c");
  session.require(z3::implies(a, x > 3));
  session.require(z3::implies(b, x < 2));
  session.require(z3::implies(c, x == 10));
  EXPECT_EQ(session.check({a, c}), Outcome::kSat);
  EXPECT_EQ(session.model().eval(x).get_numeral_int(), 10);
  EXPECT_EQ(session.check({c, a, b}), Outcome::kUnsat);
  const std::vector<std::size_t> core = session.core();
  EXPECT_GE(core.size(), 2U);
  for (std::size_t position : core) EXPECT_LT(position, 3U);
}

TEST(Session, WhatIsRequiredMeanwhileIsForgotten) {
  z3::context context;
  Watch watch{{}, kLong};
  Session session(context, kPlenty, watch);
  const z3::expr x = context.int_const("x");
  session.require(x > 0);
  EXPECT_EQ(session.check({}, {x < 0}), Outcome::kUnsat);
  EXPECT_EQ(session.check({}, {x == 5}), Outcome::kSat);
  EXPECT_EQ(session.model().eval(x).get_numeral_int(), 5);
  EXPECT_EQ(session.check({}, {x == 6}), Outcome::kSat);
}

// Z3 4.8.12 can answer a wrong `sat` after a check that was cut. A session starts anew instead: whatever small budget
// cuts its first checks, it never calls this pigeonhole satisfiable.
TEST(Session, ACutCheckIsNotAnsweredWronglyAfterwards) {
  constexpr int kHoles = 6;
  std::size_t cut = 0;
  for (std::uint64_t budget = 500; budget < 60'000; budget += 2'500) {
    z3::context context;
    Watch watch{{}, kLong};
    Session session(context, budget, watch);
    std::vector<std::vector<z3::expr>> in;
    for (int pigeon = 0; pigeon <= kHoles; ++pigeon) {
      z3::expr_vector somewhere(context);
      in.emplace_back();
      for (int hole = 0; hole < kHoles; ++hole) {
        in.back().push_back(context.bool_const(("p" + std::to_string(pigeon) + "_" + std::to_string(hole)).c_str()));
        somewhere.push_back(in.back().back());
        for (int other = 0; other < pigeon; ++other) session.require(!in[pigeon][hole] || !in[other][hole]);
      }
      session.require(z3::mk_or(somewhere));
    }
    for (int again = 0; again < 3; ++again) {
      const Outcome outcome = session.check();
      EXPECT_NE(outcome, Outcome::kSat) << "budget " << budget;
      if (outcome == Outcome::kUndecided) ++cut;
    }
  }
  EXPECT_GT(cut, 0U) << "no check was cut: the budgets of this test are too large to test anything";
}

}  // namespace
}  // namespace proviso::solver
