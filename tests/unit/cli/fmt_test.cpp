// Files rewritten or compared, on disk.
#include "cli/fmt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exit_code.h"
#include "tests/unit/cli/folder.h"

namespace proviso::cli {
namespace {

using testing::HasSubstr;

constexpr const char* kUntidy = "agreement a { starts 2026-01-01 }\nparty   A\n";
constexpr const char* kTidy = "agreement a { starts 2026-01-01 }\nparty A\n";
constexpr const char* kBroken = "agreement a { starts 2026-01-01 }\nparty   A\nprty   B\n";

// The exit code; what was written to standard output and error goes to `said`.
int formatted(const FmtCall& call, std::string& said) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = run(call);
  said = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
  return code;
}

TEST(Fmt, RewritesWhatDiffersAndSaysSo) {
  const Folder folder;
  folder.write("a.proviso", kUntidy);
  folder.write("sub/b.proviso", kTidy);
  const auto untouched = std::filesystem::last_write_time(folder.at("sub/b.proviso"));
  std::string said;
  EXPECT_EQ(formatted({{folder.path()}, false}, said), kExitFine);
  EXPECT_EQ(said, "rewritten: " + folder.at("a.proviso") + "\n2 files, 1 rewritten\n");
  EXPECT_EQ(folder.read("a.proviso"), kTidy);
  EXPECT_EQ(std::filesystem::last_write_time(folder.at("sub/b.proviso")), untouched);
  EXPECT_EQ(formatted({{folder.path()}, false}, said), kExitFine);
  EXPECT_EQ(said, "2 files, 0 rewritten\n");
}

TEST(Fmt, CheckWritesNothing) {
  const Folder folder;
  folder.write("a.proviso", kUntidy);
  std::string said;
  EXPECT_EQ(formatted({{folder.at("a.proviso")}, true}, said), kExitUnexpected);
  EXPECT_EQ(said, folder.at("a.proviso") +
                      ":2: not as `proviso fmt` lays it out\n  - party   A\n  + party A\n1 file, 1 to be rewritten\n");
  EXPECT_EQ(folder.read("a.proviso"), kUntidy);
  folder.write("a.proviso", kTidy);
  EXPECT_EQ(formatted({{folder.at("a.proviso")}, true}, said), kExitFine);
  EXPECT_EQ(said, "1 file, 0 to be rewritten\n");
}

TEST(Fmt, AFileWithErrorsIsLeftAlone) {
  const Folder folder;
  folder.write("a.proviso", kBroken);
  folder.write("b.proviso", kUntidy);
  std::string said;
  EXPECT_EQ(formatted({{folder.path()}, false}, said), kExitWrong);
  EXPECT_EQ(folder.read("a.proviso"), kBroken);
  EXPECT_EQ(folder.read("b.proviso"), kTidy);
  EXPECT_THAT(said, HasSubstr("error[P121]"));
  EXPECT_THAT(said, HasSubstr("2 files, 1 rewritten, 1 with errors left alone"));
  folder.write("b.proviso", kUntidy);
  EXPECT_EQ(formatted({{folder.path()}, true}, said), kExitWrong);
}

TEST(Fmt, WhatIsNotThereIsRefused) {
  const Folder folder;
  std::string said;
  EXPECT_EQ(formatted({{folder.at("no.proviso")}, false}, said), kExitWrong);
  EXPECT_THAT(said, HasSubstr("there is no file or folder"));
}

// A file of which nothing but the meaning of its names is wrong can be laid out.
TEST(Fmt, NamesNeedNotBeKnown) {
  const Folder folder;
  folder.write("a.proviso", std::string(kTidy) + "assume  x");
  std::string said;
  EXPECT_EQ(formatted({{folder.path()}, false}, said), kExitFine);
  EXPECT_EQ(folder.read("a.proviso"), std::string(kTidy) + "assume x\n");
}

struct Difference {
  std::string is, should_be, shown;
};

TEST(Fmt, TheFirstDifferenceIsShown) {
  const std::vector<Difference> table = {
      {"a\nb\nc\n", "a\nB\nc\n", "2: - b + B"},
      {"a\nb b\nc\n", "a\nb\n  b\nc\n", "2: - b b + b +   b"},
      {"a\n\n\nb\n", "a\n\nb\n", "3: - "},
      {"a\nb\n", "a\n", "2: - b"},
      {"a\nb\nc\nd\ne\nf\ng\nh\n", "a\n1\n2\n3\n4\n5\n6\n7\n", "2: - b + 1"},
  };
  for (const auto& [is, should_be, shown] : table) {
    std::string text = first_difference("f", is, should_be);
    const std::string head = " not as `proviso fmt` lays it out";
    ASSERT_THAT(text, HasSubstr(head));
    text.erase(text.find(head), head.size());
    for (std::size_t at = 0; (at = text.find("\n  ", at)) != std::string::npos;) text.replace(at, 3, " ");
    EXPECT_EQ(text, "f:" + shown + "\n") << is;
  }
  EXPECT_EQ(first_difference("f", "a\nb", "a\nb\n"), "f:2: the last line has no line end\n");
}

}  // namespace
}  // namespace proviso::cli
