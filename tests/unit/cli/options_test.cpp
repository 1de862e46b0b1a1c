#include "cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/help.h"

namespace proviso::cli {
namespace {

using testing::HasSubstr;

std::vector<std::string> words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

CheckCall understood(const std::string& line) {
  const auto call = parse_call(words(line));
  if (!call) throw std::runtime_error(line + ": " + call.error());
  return std::get<CheckCall>(*call);
}

TEST(Options, Defaults) {
  const CheckCall call = understood("check cases");
  EXPECT_EQ(call.check.paths, std::vector<std::string>{"cases"});
  EXPECT_FALSE(call.check.property);
  EXPECT_FALSE(call.check.redlines_only);
  EXPECT_TRUE(call.check.confirm);
  EXPECT_FALSE(call.check.require_second_solver);
  EXPECT_EQ(call.check.budget, 0u);
  EXPECT_FALSE(call.check.print);
  ASSERT_EQ(call.outputs.size(), 1u);
  EXPECT_EQ(call.outputs[0].format, Format::kText);
  EXPECT_FALSE(call.outputs[0].path);
  EXPECT_FALSE(call.timings || call.quiet || call.verbose);
}

TEST(Options, EverythingGiven) {
  const CheckCall call = understood(
      "check a.proviso --property cap --budget 5000 --jobs 3 b --require-second-solver --timings --verbose -- "
      "--odd-name");
  EXPECT_EQ(call.check.paths, (std::vector<std::string>{"a.proviso", "b", "--odd-name"}));
  EXPECT_EQ(call.check.property, "cap");
  EXPECT_EQ(call.check.budget, 5000u);
  EXPECT_EQ(call.check.jobs, 3u);
  EXPECT_TRUE(call.check.require_second_solver);
  EXPECT_TRUE(call.timings);
  EXPECT_TRUE(call.verbose);
  EXPECT_FALSE(understood("check a --no-confirm").check.confirm);
  EXPECT_TRUE(understood("check a --quiet").quiet);
  EXPECT_EQ(understood("check a --print system").check.print, "system");
}

TEST(Options, EveryPathIsTakenInOrder) {
  const CheckCall call = understood("check a.proviso b --quiet c [d] - e");
  EXPECT_EQ(call.check.paths, (std::vector<std::string>{"a.proviso", "b", "c", "[d]", "-", "e"}));
}

TEST(Options, Redline) {
  const CheckCall call = understood("redline a.proviso --format json");
  EXPECT_TRUE(call.check.redlines_only);
  EXPECT_EQ(call.check.paths, std::vector<std::string>{"a.proviso"});
}

TEST(Options, Fmt) {
  const auto call = parse_call(words("fmt a.proviso b"));
  ASSERT_TRUE(call);
  EXPECT_EQ(std::get<FmtCall>(*call).paths, (std::vector<std::string>{"a.proviso", "b"}));
  EXPECT_FALSE(std::get<FmtCall>(*call).check);
  EXPECT_TRUE(std::get<FmtCall>(*parse_call(words("fmt --check a"))).check);
}

struct Pairing {
  std::string line;
  std::vector<std::pair<Format, std::optional<std::string>>> outputs;
};

TEST(Options, AnOutputBelongsToTheFormatBeforeIt) {
  const std::vector<Pairing> table = {
      {"check a --format json", {{Format::kJson, std::nullopt}}},
      {"check a --format=json --output=x", {{Format::kJson, "x"}}},
      {"check a --output x", {{Format::kText, "x"}}},
      {"check --format text --format junit --output j.xml a",
       {{Format::kText, std::nullopt}, {Format::kJunit, "j.xml"}}},
      {"check --format junit --output j.xml --format text a",
       {{Format::kJunit, "j.xml"}, {Format::kText, std::nullopt}}},
      {"check a --format json --output x --format json --output y", {{Format::kJson, "x"}, {Format::kJson, "y"}}},
  };
  for (const Pairing& row : table) {
    const CheckCall call = understood(row.line);
    ASSERT_EQ(call.outputs.size(), row.outputs.size()) << row.line;
    for (std::size_t i = 0; i < row.outputs.size(); ++i) {
      EXPECT_EQ(call.outputs[i].format, row.outputs[i].first) << row.line;
      EXPECT_EQ(call.outputs[i].path, row.outputs[i].second) << row.line;
    }
  }
}

struct WrongCall {
  std::string line, message;
};

class WrongCalls : public testing::TestWithParam<WrongCall> {};

TEST_P(WrongCalls, AreRefusedWithHelp) {
  const auto call = parse_call(words(GetParam().line));
  ASSERT_FALSE(call) << GetParam().line;
  EXPECT_THAT(call.error(), HasSubstr(GetParam().message)) << GetParam().line;
}

INSTANTIATE_TEST_SUITE_P(
    Options, WrongCalls,
    testing::Values(
        WrongCall{"", "a command is missing"}, WrongCall{"", "usage: proviso COMMAND"},
        WrongCall{"chek a", "did you mean `check`?"},
        WrongCall{"frobnicate", "the commands are check, redline, fmt, help"},
        WrongCall{"coverage a", "the command `coverage` is not part of this version"},
        WrongCall{"x.proviso", "did you mean `proviso check x.proviso`?"}, WrongCall{"--quiet a", "must be a command"},
        WrongCall{"check", "check needs a file or folder"}, WrongCall{"redline", "redline needs a file"},
        WrongCall{"fmt", "fmt needs a file or folder"}, WrongCall{"fmt a --format json", "`proviso help fmt` lists"},
        WrongCall{"fmt a --chek", "did you mean `--check`?"},
        WrongCall{"check a --check", "there is no option `--check`"},
        WrongCall{"redline a b", "comparing two files (OLD NEW) is not part of this version"},
        WrongCall{"check a --formt json", "did you mean `--format`?"},
        WrongCall{"check a --zzzzzzz", "`proviso help check` lists them all"},
        WrongCall{"check a -x", "there is no option `-x`"},
        WrongCall{"check a --shard 1/4", "the option `--shard` is not part of this version"},
        WrongCall{"check a --jobs 0", "--jobs takes a whole number above 0 (below 1025), not `0`"},
        WrongCall{"check a --jobs many", "--jobs takes a whole number above 0"},
        WrongCall{"check a --shard=1/2", "the option `--shard` is not part of this version"},
        WrongCall{"check a --format jsn", "did you mean `json`?"},
        WrongCall{"check a --format sarif", "the format `sarif` is not part of this version"},
        WrongCall{"check a --format yaml", "the formats are text, json, junit"},
        WrongCall{"check a --format", "--format needs a value"},
        WrongCall{"check a --format --output x", "--format needs a value"},
        WrongCall{"check a --format json --format text", "two formats would go to standard output"},
        WrongCall{"check a --output x --format json", "belongs to the --format before it, and there is none"},
        WrongCall{"check a --format json --output x --output y", "already has `--output x`"},
        WrongCall{"check a --output x --output y", "belongs to the --format before it"},
        WrongCall{"check a --format json --output x --format text --output x", "two reports would be written to `x`"},
        WrongCall{"check a --budget", "--budget needs a value"},
        WrongCall{"check a --budget 0", "a whole number above 0"},
        WrongCall{"check a --budget -5", "a whole number above 0"},
        WrongCall{"check a --budget 1e6", "a whole number above 0"},
        WrongCall{"check a --budget 4294967296", "a whole number above 0 (below 2^32)"},
        WrongCall{"check a --property p --property q", "--property is given 2 times"},
        WrongCall{"redline a --property p", "`--property` is an option of check, not of redline"},
        WrongCall{"redline a --propertie p", "`proviso help redline` lists them all"},
        WrongCall{"check a --print sytem", "did you mean `system`?"},
        WrongCall{"check a --print x", "the phases are tokens, "},
        WrongCall{"check a --print smt2 --format json", "instead of a report"},
        WrongCall{"check a --quiet --verbose", "contradict each other"},
        WrongCall{"check a --no-confirm --require-second-solver", "contradict each other"},
        WrongCall{"help chek", "did you mean `check`?"}, WrongCall{"help check redline", "help takes one command"}));

TEST(Options, EmptyPathIsRefused) { EXPECT_FALSE(parse_call({"check", ""})); }

TEST(Options, HelpAndVersion) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"--help", "usage: proviso COMMAND"},   {"-h", "usage: proviso COMMAND"},
      {"help", "usage: proviso COMMAND"},     {"--version", "proviso "},
      {"help check", "proviso check PATH…"},  {"check --help", "proviso check PATH…"},
      {"redline -h", "proviso redline FILE"}, {"help fmt", "proviso fmt PATH…"}};
  for (const auto& [line, text] : table) {
    const auto call = parse_call(words(line));
    ASSERT_TRUE(call) << line;
    EXPECT_THAT(std::get<ShowCall>(*call).text, HasSubstr(text)) << line;
  }
}

TEST(Options, HelpNamesEveryOptionAndPhase) {
  const std::string text = *help_text("check");
  for (const char* option : {"--format", "--output", "--property", "--print", "--budget", "--jobs", "--no-confirm",
                             "--require-second-solver", "--timings", "--quiet", "--verbose", "--help"}) {
    EXPECT_THAT(text, HasSubstr(option));
  }
  for (const Phase& phase : phases()) EXPECT_THAT(text, HasSubstr(std::string(phase.name)));
  EXPECT_FALSE(help_text("coverage"));
}

}  // namespace
}  // namespace proviso::cli
