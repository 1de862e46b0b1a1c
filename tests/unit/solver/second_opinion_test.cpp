#include "solver/second_opinion.h"

#include <gtest/gtest.h>

namespace proviso::solver {
namespace {

constexpr std::uint64_t kPlenty = 3'000'000;
constexpr std::chrono::seconds kLong{60};

const std::vector<std::string> kScripts = {
    "(set-logic ALL)\n(declare-fun x () Int)\n(assert (> x x))\n(check-sat)\n",
    "(set-logic ALL)\n(declare-fun x () Real)\n(assert (= (* 3.0 x) 1.0))\n(check-sat)\n",
    "(set-logic ALL)\n(declare-fun x () Int)\n(assert (and (> x 0) (< x 1)))\n(check-sat)\n",
};
const std::vector<SecondAnswer> kAnswers = {SecondAnswer::kUnsat, SecondAnswer::kSat, SecondAnswer::kUnsat};

TEST(SecondOpinion, AFreshZ3AnswersEachScript) {
  Watch watch{{}, kLong};
  EXPECT_EQ(ask_fresh_z3(kScripts, kPlenty, watch), kAnswers);
}

TEST(SecondOpinion, Cvc5AnswersEachScriptInOneRun) {
  ASSERT_NE(cvc5_version(), "") << "cvc5 is among the packages that the build needs";
  std::string trouble;
  EXPECT_EQ(ask_cvc5(kScripts, trouble), kAnswers) << trouble;
}

TEST(SecondOpinion, AScriptThatIsNoneIsNoAnswer) {
  Watch watch{{}, kLong};
  EXPECT_EQ(ask_fresh_z3({"(assert nonsense)"}, kPlenty, watch), std::vector<SecondAnswer>{SecondAnswer::kUnknown});
  std::string trouble;
  EXPECT_TRUE(ask_cvc5({"(assert nonsense)"}, trouble).empty());
  EXPECT_NE(trouble, "");
}

}  // namespace
}  // namespace proviso::solver
