// The golden JSON report has results of every kind: it must be what docs/report.schema.json says, and what is not must
// be found out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "tests/unit/cli/json_schema.h"

namespace proviso::cli {
namespace {

using nlohmann::json;
using testing::IsEmpty;

json read(const std::string& path) { return json::parse(std::ifstream(PROVISO_SOURCE_DIR "/" + path)); }

const json& schema() {
  static const json text = read("docs/report.schema.json");
  return text;
}

TEST(ReportSchema, TheGoldenReportConforms) {
  EXPECT_THAT(schema_faults(schema(), read("tests/golden/report.json")), IsEmpty());
}

TEST(ReportSchema, TheGoldenReportHasEveryVerdict) {
  std::set<std::string> verdicts;
  const json report = read("tests/golden/report.json");
  for (const json& result : report["results"]) verdicts.insert(result["verdict"]);
  EXPECT_EQ(verdicts, (std::set<std::string>{"holds", "fails", "depends", "bounded", "unknown"}));
}

TEST(ReportSchema, WhatDoesNotConformIsFoundOut) {
  const std::vector<std::pair<std::string, json>> changes = {{"/schema", 2},
                                                             {"/proviso", nullptr},
                                                             {"/summary/unknown", -1},
                                                             {"/summary/as_expected", "3"},
                                                             {"/surprise", 1},
                                                             {"/results/0/verdict", "maybe"},
                                                             {"/results/0/kind", "finding"},
                                                             {"/results/0/span/line", 0},
                                                             {"/results/0/surprise", true},
                                                             {"/results/0/rests_on/0/line", "41"},
                                                             {"/results/1/history/moments/0/date", "26 April 2026"},
                                                             {"/results/1/history/moments/0/arguments/revenue", 800},
                                                             {"/results/1/history/readings/late_means", 1},
                                                             {"/results/1/history", "none"},
                                                             {"/results/8/changes/0/after/verdict", "worse"}};
  const json report = read("tests/golden/report.json");
  for (const auto& [place, value] : changes) {
    json changed = report;
    changed[json::json_pointer(place)] = value;
    EXPECT_FALSE(schema_faults(schema(), changed).empty()) << place;
  }
}

TEST(ReportSchema, AMissingKeyIsFoundOut) {
  const json report = read("tests/golden/report.json");
  for (const std::string key : {"verdict", "as_expected", "history", "when", "rests_on", "bound", "confirmed_by"}) {
    json changed = report;
    changed["results"][0].erase(key);
    EXPECT_FALSE(schema_faults(schema(), changed).empty()) << key;
  }
}

}  // namespace
}  // namespace proviso::cli
