// The built command, called as people and scripts call it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "tests/unit/cli/folder.h"

namespace proviso::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Ran {
  int code = 0;
  std::string text;  // standard output and error
};

// `environment`: settings before the command, as in "PATH=/bin".
Ran run(const std::string& arguments, const std::string& environment = "") {
  const std::string command = environment + " '" + PROVISO_EXECUTABLE + "' " + arguments + " 2>&1 </dev/null";
  Ran ran;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen");
  std::array<char, 4096> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe)) ran.text.append(buffer.data(), size);
  const int status = pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

TEST(Command, HelpAndVersionSucceed) {
  EXPECT_EQ(run("--version").code, 0);
  EXPECT_THAT(run("--version").text, StartsWith("proviso "));
  EXPECT_EQ(run("help").code, 0);
  EXPECT_EQ(run("check --help").code, 0);
}

TEST(Command, WrongCallsAreTwo) {
  for (const char* arguments : {"", "chek a", "check", "check --formt x a", "check /no/such/path", "redline"}) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 2) << arguments;
    EXPECT_THAT(ran.text, StartsWith("proviso: ")) << arguments;
  }
}

TEST(Command, AnUnwritableOutputIsRefusedBeforeAnythingIsProved) {
  const Folder folder;
  folder.write("broken.proviso", "this is no agreement");
  const Ran ran = run("check '" + folder.at("broken.proviso") + "' --output '" + folder.at("no/report") + "'");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.text, HasSubstr("can not be written: the folder"));
  EXPECT_THAT(ran.text, testing::Not(HasSubstr("error[")));
}

TEST(Command, AFileWithErrorsIsDiagnosedAndReported) {
  const Folder folder;
  folder.write("broken.proviso", "this is no agreement");
  const Ran ran = run("check '" + folder.path() + "' --format json --output '" + folder.at("report") + "'");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.text, HasSubstr("error[P"));
  EXPECT_THAT(folder.read("report"), HasSubstr("\"diagnostics\": [\n    {\n      \"code\": \"P"));
}

constexpr std::string_view kCapped = R"(agreement capped { currency USD  starts 2026-01-01 }
party Ann
action pay(amount: money where amount >= $0) by Ann
tally paid = sum of amount over pay
clause cap { Ann shall not pay when paid + amount > $100 }
property kept { always paid <= $100 }
property broken { always paid <= $50  expect fails }
redline no_cap { strike cap  expect breaks kept }
)";

// A folder with kCapped and a program `cvc5` of this text.
class WithOtherCvc5 : public testing::Test {
 protected:
  void SetUp() override { folder_.write("capped.proviso", std::string(kCapped)); }

  Ran check(const std::string& cvc5, const std::string& options) {
    folder_.write("bin/cvc5", "#!/bin/sh\n" + cvc5 + "\n");
    std::filesystem::permissions(folder_.at("bin/cvc5"), std::filesystem::perms::owner_all);
    return run("check '" + folder_.at("capped.proviso") + "' " + options, "PATH='" + folder_.at("bin") + "':\"$PATH\"");
  }

 private:
  Folder folder_;
};

TEST_F(WithOtherCvc5, ADisagreementStandsWithItsPropertyAndTheRestIsReported) {
  const Ran ran = check("sed -n 's/^(check-sat)$/sat/p'", "");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.text, HasSubstr("proviso: internal disagreement: "));
  EXPECT_THAT(ran.text, HasSubstr("capped.proviso: kept: cvc5 answers sat to"));
  EXPECT_THAT(ran.text, HasSubstr("! unknown  kept"));
  EXPECT_THAT(ran.text, HasSubstr("  fails    broken"));
  EXPECT_THAT(ran.text, HasSubstr("1 as expected, 0 unexpected, 1 unknown, 1 internal disagreement"));
}

TEST_F(WithOtherCvc5, ADisagreementIsInTheJsonReport) {
  const Ran ran = check("sed -n 's/^(check-sat)$/sat/p'", "--format json");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.text, HasSubstr("\"disagreement\": \"cvc5 answers sat to"));
  EXPECT_THAT(ran.text, HasSubstr("\"disagreements\": 1"));
}

TEST_F(WithOtherCvc5, OnlyExactlyOneAnswerForEachScriptAndExitCode0Confirm) {
  const std::string answers = "sed -n 's/^(check-sat)$/unsat/p'";
  EXPECT_THAT(check(answers, "").text, HasSubstr("rests on cap (z3, cvc5)"));
  for (const std::string& cvc5 : {answers + "; exit 7", answers + "; echo unsat", answers + "; echo warning",
                                  answers + " | tail -n +2", std::string("cat >/dev/null; kill -9 $$")}) {
    const Ran ran = check(cvc5, "");
    EXPECT_THAT(ran.text, HasSubstr("rests on cap (z3")) << cvc5;
    EXPECT_THAT(ran.text, testing::Not(HasSubstr("(z3, cvc5)"))) << cvc5;
    EXPECT_EQ(ran.code, 0) << cvc5;
    EXPECT_EQ(check(cvc5, "--require-second-solver").code, 3) << cvc5;
  }
}

TEST(Command, AnUndecidedRedlineIsThreeAndIsNotSaidToBreakNothing) {
  const Folder folder;
  folder.write("late.proviso", R"(agreement late { currency USD  starts 2026-01-01 }
party Ann
action pay by Ann
tally first_pay = first date of pay
tally n = count of pay
clause c { Ann shall not pay when n >= 1 and date > first_pay + 5 days }
property p { always n >= 0 }
redline unguarded { replace clause c { Ann shall not pay when date > first_pay + 5 days }  expect breaks p }
)");
  const Ran ran = run("check '" + folder.at("late.proviso") + "'");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.text, HasSubstr("whether p changes is not known; not proved"));
  EXPECT_THAT(ran.text, testing::Not(HasSubstr("does not break")));
}

TEST(Command, MoreJobsThanProcessorsAreNoMatterOfComplaint) {
  const Folder folder;
  folder.write("capped.proviso", std::string(kCapped));
  const std::string check = "check '" + folder.at("capped.proviso") + "' --no-confirm";
  EXPECT_EQ(run(check + " --jobs 1024").text, run(check).text);
}

TEST(Command, AReaderWhoLeavesIsNoError) {
  EXPECT_THAT(run("help | head -n 1").text, testing::Not(HasSubstr("can not be written")));
}

}  // namespace
}  // namespace proviso::cli
