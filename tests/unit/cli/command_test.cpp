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

Ran run(const std::string& arguments) {
  const std::string command = std::string("'") + PROVISO_EXECUTABLE + "' " + arguments + " 2>&1 </dev/null";
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

TEST(Command, AReaderWhoLeavesIsNoError) {
  EXPECT_THAT(run("help | head -n 1").text, testing::Not(HasSubstr("can not be written")));
}

}  // namespace
}  // namespace proviso::cli
