#include "solver/second_opinion.h"

#include <gtest/gtest.h>

namespace proviso::solver {
namespace {

const std::vector<std::string> kScripts = {
    "(set-logic ALL)\n(declare-fun x () Int)\n(assert (> x x))\n(check-sat)\n",
    "(set-logic ALL)\n(declare-fun x () Real)\n(assert (= (* 3.0 x) 1.0))\n(check-sat)\n",
    "(set-logic ALL)\n(declare-fun x () Int)\n(assert (and (> x 0) (< x 1)))\n(check-sat)\n",
};
const std::vector<SecondAnswer> kAnswers = {SecondAnswer::kUnsat, SecondAnswer::kSat, SecondAnswer::kUnsat};

TEST(SecondOpinion, AFreshZ3AnswersEachScript) { EXPECT_EQ(ask_fresh_z3(kScripts, 3'000'000), kAnswers); }

TEST(SecondOpinion, Cvc5AnswersEachScriptInOneRun) {
  ASSERT_NE(cvc5_version(), "") << "cvc5 is among the packages that the build needs";
  std::string trouble;
  EXPECT_EQ(ask_cvc5(kScripts, trouble), kAnswers) << trouble;
}

TEST(SecondOpinion, AScriptThatIsNoneIsNoAnswer) {
  EXPECT_EQ(ask_fresh_z3({"(assert nonsense)"}, 3'000'000), std::vector<SecondAnswer>{SecondAnswer::kUnknown});
  std::string trouble;
  EXPECT_TRUE(ask_cvc5({"(assert nonsense)"}, trouble).empty());
  EXPECT_NE(trouble, "");
}

}  // namespace
}  // namespace proviso::solver
