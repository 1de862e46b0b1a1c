// The examples of docs/language.md: each is a whole agreement, and what is to be found in it is found.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/pipeline.h"
#include "properties/expectation.h"

namespace proviso::cli {
namespace {

struct Example {
  std::size_t line;  // of its first line in the page
  std::string text;
};

void PrintTo(const Example& example, std::ostream* out) { *out << "docs/language.md:" << example.line; }

std::vector<Example> examples() {
  std::ifstream page(PROVISO_SOURCE_DIR "/docs/language.md");
  std::vector<Example> found;
  bool inside = false;
  std::string line;
  for (std::size_t number = 1; std::getline(page, line); ++number) {
    if (inside && line == "```") {
      inside = false;
    } else if (inside) {
      found.back().text += line + "\n";
    } else if (line == "```proviso") {
      inside = true;
      found.push_back({number + 1, ""});
    }
  }
  return found;
}

class LanguageExample : public testing::TestWithParam<Example> {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "language_example_" + std::to_string(GetParam().line) + ".proviso";
    std::ofstream(path_, std::ios::binary) << GetParam().text;
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_;
};

TEST_P(LanguageExample, IsAsItExpects) {
  CheckOptions options;
  options.paths = {path_};
  language::SourceMap sources;
  const Outcome outcome = run_pipeline(options, sources, [](std::string_view) {});
  EXPECT_FALSE(outcome.diagnostics.has_errors());
  EXPECT_TRUE(outcome.disagreements.empty());
  ASSERT_EQ(outcome.report.files.size(), 1U);
  const FileResult& file = outcome.report.files.front();
  EXPECT_FALSE(file.properties.empty()) << "nothing is asked of it";
  for (const PropertyResult& result : file.properties) {
    const std::string& name = (*file.agreement)[result.property].name;
    EXPECT_TRUE(properties::decided(result.verdict)) << name << ' ' << result.verdict.reason;
    EXPECT_TRUE(result.as_expected) << name;
  }
  for (const RedlineResult& result : file.redlines) {
    EXPECT_TRUE(result.as_expected) << file.agreement->redlines[result.redline].name;
  }
}

INSTANTIATE_TEST_SUITE_P(Page, LanguageExample, testing::ValuesIn(examples()),
                         [](const auto& tested) { return "number_" + std::to_string(tested.index + 1); });

TEST(LanguageExamples, AreThere) { EXPECT_GE(examples().size(), 12U); }

}  // namespace
}  // namespace proviso::cli
