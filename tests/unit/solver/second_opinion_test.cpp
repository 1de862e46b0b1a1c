#include "solver/second_opinion.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <optional>

#include "solver/certificate.h"
#include "tests/unit/cli/folder.h"
#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

const std::vector<std::string> kScripts = {
    "(set-logic ALL)\n(declare-fun x () Int)\n(assert (> x x))\n(check-sat)\n",
    "(set-logic ALL)\n(declare-fun x () Real)\n(assert (= (* 3.0 x) 1.0))\n(check-sat)\n",
    "(set-logic ALL)\n(declare-fun x () Int)\n(assert (and (> x 0) (< x 1)))\n(check-sat)\n",
};
const std::vector<SecondAnswer> kAnswers = {SecondAnswer::kUnsat, SecondAnswer::kSat, SecondAnswer::kUnsat};

TEST(SecondOpinion, AFreshZ3AnswersEachScript) { EXPECT_EQ(ask_fresh_z3(kScripts, kPlenty, patience()), kAnswers); }

TEST(SecondOpinion, Cvc5AnswersEachScriptInOneRun) {
  ASSERT_NE(cvc5_version(), "") << "cvc5 is among the packages that the build needs";
  std::string trouble;
  EXPECT_EQ(ask_cvc5(kScripts, trouble), kAnswers) << trouble;
}

TEST(SecondOpinion, AScriptThatIsNoneIsNoAnswer) {
  EXPECT_EQ(ask_fresh_z3({"(assert nonsense)"}, kPlenty, patience()),
            std::vector<SecondAnswer>{SecondAnswer::kUnknown});
  std::string trouble;
  EXPECT_TRUE(ask_cvc5({"(assert nonsense)"}, trouble).empty());
  EXPECT_NE(trouble, "");
}

// The path while it lives: one folder, with a program called cvc5 in it or without.
class OnlyOnPath {
 public:
  // `program`: what the shell is to do; none: there is no such program.
  explicit OnlyOnPath(const std::optional<std::string>& program) : before_(getenv("PATH")) {
    folder_.write("readme");
    if (program) {
      folder_.write("cvc5", "#!/bin/sh\n" + *program + "\n");
      std::filesystem::permissions(folder_.at("cvc5"), std::filesystem::perms::owner_all);
    }
    setenv("PATH", folder_.path().c_str(), 1);
  }
  ~OnlyOnPath() { setenv("PATH", before_.c_str(), 1); }
  OnlyOnPath(const OnlyOnPath&) = delete;
  OnlyOnPath& operator=(const OnlyOnPath&) = delete;

 private:
  cli::Folder folder_;
  std::string before_;
};

// Reads all that it is given, in the shell's own words, and counts the scripts.
const std::string kReads = R"(n=0
while read -r line; do
  case "$line" in *check-sat*) n=$((n+1));; esac
done
)";
const std::string kUnsatEach = kReads + "while [ $n -gt 0 ]; do echo unsat; n=$((n-1)); done\n";

struct Stub {
  std::string name;
  std::optional<std::string> program;
};

void PrintTo(const Stub& stub, std::ostream* out) { *out << stub.name; }

const std::vector<Stub> kFailing = {
    {"absent", std::nullopt},
    {"answers_all_and_fails", kUnsatEach + "exit 7"},
    {"answers_all_and_is_killed", kUnsatEach + "kill -9 $$"},
    {"answers_all_and_complains", kUnsatEach + "echo '(error \"everything went wrong\")'\nexit 1"},
    {"prints_nonsense", kReads + "echo unsatisfiable; echo 'unsat?'; echo perhaps"},
    {"prints_nothing", kReads},
    {"answers_one", kReads + "echo unsat"},
    {"answers_one_too_many", kUnsatEach + "echo unsat"},
    {"answers_none_of_the_first", kReads + "echo '(error \"the first\")'; echo unsat; echo unsat; exit 1"},
    {"does_not_read", "exit 1"},
    {"can_not_be_run", "exec /nowhere/at/all"},
};

class AFailingCvc5 : public testing::TestWithParam<Stub> {
 protected:
  void SetUp() override { signal(SIGPIPE, SIG_IGN); }  // as the program has it
  void TearDown() override { signal(SIGPIPE, SIG_DFL); }
};

TEST_P(AFailingCvc5, AnswersNothingAndSaysWhy) {
  const OnlyOnPath path(GetParam().program);
  std::string trouble;
  EXPECT_EQ(ask_cvc5(kScripts, trouble), std::vector<SecondAnswer>{});
  EXPECT_NE(trouble, "");
}

// Far more than a pipe holds.
TEST_P(AFailingCvc5, AnswersNothingToALongScript) {
  const OnlyOnPath path(GetParam().program);
  const std::string comment = "; " + std::string(1 << 17, 'x') + "\n";
  std::string trouble;
  EXPECT_EQ(ask_cvc5({comment + kScripts[0], kScripts[1], kScripts[2]}, trouble), std::vector<SecondAnswer>{});
  EXPECT_NE(trouble, "");
}

TEST_P(AFailingCvc5, ConfirmsNothing) {
  const OnlyOnPath path(GetParam().program);
  const Confirmation confirmation = confirmation_of({{"the first", kScripts[0]}, {"the third", kScripts[2]}});
  EXPECT_EQ(confirmation.confirmed_by, std::vector<std::string>{"z3"});
  EXPECT_FALSE(confirmation.disagreement);
  EXPECT_NE(confirmation.note.find("cvc5"), std::string::npos) << "who is missing: " << confirmation.note;
}

TEST_P(AFailingCvc5, HasNoVersion) {
  const OnlyOnPath path(GetParam().program);
  EXPECT_EQ(cvc5_version(), "");
}

INSTANTIATE_TEST_SUITE_P(Stubs, AFailingCvc5, testing::ValuesIn(kFailing),
                         [](const testing::TestParamInfo<Stub>& tested) { return tested.param.name; });

TEST(SecondOpinion, ACvc5ThatEndsWellIsBelieved) {
  const OnlyOnPath path(kReads + "echo unsat; echo unknown; echo sat");
  std::string trouble;
  EXPECT_EQ(ask_cvc5(kScripts, trouble),
            (std::vector<SecondAnswer>{SecondAnswer::kUnsat, SecondAnswer::kUnknown, SecondAnswer::kSat}));
}

TEST(SecondOpinion, WhatCvc5LeavesUndecidedIsNotConfirmed) {
  const OnlyOnPath path(kReads + "echo unsat; echo unknown");
  const Confirmation confirmation = confirmation_of({{"the first", kScripts[0]}, {"the third", kScripts[2]}});
  EXPECT_EQ(confirmation.confirmed_by, std::vector<std::string>{"z3"});
  EXPECT_FALSE(confirmation.disagreement);
}

TEST(SecondOpinion, ACvc5ThatSaysSatDisagrees) {
  const OnlyOnPath path(kReads + "echo unsat; echo sat");
  const Confirmation confirmation = confirmation_of({{"the first", kScripts[0]}, {"the third", kScripts[2]}});
  ASSERT_TRUE(confirmation.disagreement);
  EXPECT_NE(confirmation.disagreement->find("the third"), std::string::npos);
}

}  // namespace
}  // namespace proviso::solver
