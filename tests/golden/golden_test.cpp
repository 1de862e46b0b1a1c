// Reports of a hand-made example against the texts kept here. `test_golden --update` rewrites the texts; whether they
// are right is for the reader of the change to say.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "cli/report/json.h"
#include "cli/report/junit.h"
#include "cli/report/text.h"
#include "tests/golden/example.h"

namespace proviso::cli {
namespace {

bool update = false;

std::string golden_path(const std::string& name) { return PROVISO_SOURCE_DIR "/tests/golden/" + name; }

std::string kept(const std::string& name) {
  std::ifstream stream(golden_path(name), std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void compare(const std::string& name, const std::string& text) {
  if (update) std::ofstream(golden_path(name), std::ios::binary) << text;
  EXPECT_EQ(text, kept(name)) << name << " differs; test_golden --update rewrites it";
}

TEST(Golden, Text) {
  const Example example = make_example();
  compare("report.txt", render_text(example.report, {}));
}

TEST(Golden, TextWithEveryHistory) {
  const Example example = make_example();
  compare("report_verbose.txt", render_text(example.report, {.histories = true}));
}

TEST(Golden, TextOfWhatIsNotAsExpected) {
  Example example = make_example();
  std::erase_if(example.report.files[0].properties,
                [](const PropertyResult& result) { return result.trace.has_value(); });
  compare("report_quiet.txt", render_text(example.report, {.quiet = true}));
}

TEST(Golden, TextInColour) {
  Example example = make_example();
  example.report.files[0].redlines.clear();
  compare("report_colour.txt", render_text(example.report, {.colour = true}));
}

TEST(Golden, Json) {
  const Example example = make_example();
  compare("report.json", render_json(example.report, {}, "0.0.0"));
}

TEST(Golden, JsonWithTimes) {
  Example example = make_example();
  example.report.timings = true;
  const std::string text = render_json(example.report, {}, "0.0.0");
  EXPECT_NE(text.find("\"seconds\": 0.25"), std::string::npos);
  EXPECT_EQ(render_json(make_example().report, {}, "0.0.0").find("seconds"), std::string::npos);
}

TEST(Golden, Junit) {
  const Example example = make_example();
  compare("report.junit.xml", render_junit(example.report, {}));
}

TEST(Golden, SameReportSameBytes) {
  const Example first = make_example();
  const Example second = make_example();
  EXPECT_EQ(render_json(first.report, {}, "1"), render_json(second.report, {}, "1"));
  EXPECT_EQ(render_junit(first.report, {}), render_junit(second.report, {}));
}

}  // namespace

void rewrite_golden_texts() { update = true; }

}  // namespace proviso::cli

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--update") proviso::cli::rewrite_golden_texts();
  }
  return RUN_ALL_TESTS();
}
