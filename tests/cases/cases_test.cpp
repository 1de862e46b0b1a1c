// Every file below cases/ says what is to be found in it; a run of `proviso check` finds exactly that. Every proof
// stands on the clauses it names and on no fewer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cli/pipeline.h"
#include "cli/prove.h"
#include "properties/expectation.h"
#include "solver/prover.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using properties::GoalKind;
using properties::Verdict;
using properties::VerdictKind;

const std::string kFolder = PROVISO_SOURCE_DIR "/cases";

std::string name_of(const std::string& path) {
  std::string name = path.substr(kFolder.size() + 1);
  name.resize(name.size() - std::string(".proviso").size());
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

std::string in_words(const Verdict& verdict) {
  constexpr const char* kWords[] = {"holds", "fails", "depends", "is bounded", "is unknown"};
  const std::string word = kWords[static_cast<int>(verdict.kind)];
  return verdict.reason.empty() ? word : word + ": " + verdict.reason;
}

// A clause set that proves a goal, as the verdict has it.
struct Support {
  solver::Prover& prover;
  const PropertyResult& result;
  std::vector<properties::ReadingChoice> readings;

  bool proves(const std::vector<bool>& present) const {
    return prover.provable(result.goal, result.verdict, present, readings);
  }
};

// The readings that the proof speaks of. Empty: all.
std::vector<properties::ReadingChoice> readings_proved(const Agreement& agreement, const PropertyResult& result) {
  if (result.verdict.kind != VerdictKind::kDepends) return {};
  const bool keep = result.goal.kind != GoalKind::kReach;
  std::vector<properties::ReadingChoice> proved;
  for (const properties::ReadingChoice& choice : properties::all_readings(agreement)) {
    if (properties::holds_under(result.verdict, choice) == keep) proved.push_back(choice);
  }
  return proved;
}

// What fails of a question over `for any` is one instance of it: there is no proof of the whole.
bool has_proof(const PropertyResult& result) {
  const bool one_instance = result.goal.kind == GoalKind::kReach && !result.goal.for_any.empty();
  return properties::decided(result.verdict) && result.verdict.moments_of_induction > 0 && !one_instance;
}

void check_support(const Agreement& agreement, const PropertyResult& result, solver::Prover& prover) {
  const std::string& name = agreement[result.property].name;
  const Support support{prover, result, readings_proved(agreement, result)};
  std::vector<bool> present(agreement.clauses.size(), false);
  for (language::ClauseId clause : result.verdict.rests_on) present[clause.index] = true;
  EXPECT_TRUE(support.proves(present)) << name << " does not follow from the clauses that its proof names";
  for (language::ClauseId clause : result.verdict.rests_on) {
    present[clause.index] = false;
    EXPECT_FALSE(support.proves(present)) << name << " can spare " << agreement[clause].name;
    present[clause.index] = true;
  }
}

void check_property(const Agreement& agreement, const PropertyResult& result, solver::Prover& prover) {
  const std::string& name = agreement[result.property].name;
  EXPECT_TRUE(properties::decided(result.verdict)) << name << ' ' << in_words(result.verdict);
  EXPECT_TRUE(result.as_expected) << name << ' ' << in_words(result.verdict);
  if (!has_proof(result)) return;
  EXPECT_FALSE(result.verdict.confirmed_by.empty()) << name << " is proved, but nobody confirmed it";
  check_support(agreement, result, prover);
}

void check_redline(const Agreement& agreement, const RedlineResult& result) {
  const std::string& name = agreement.redlines[result.redline].name;
  EXPECT_TRUE(result.as_expected) << name;
  for (const std::string& difference : result.differences) ADD_FAILURE() << name << ": " << difference;
  for (const UndecidedProperty& undecided : result.undecided) {
    ADD_FAILURE() << name << " leaves " << undecided.property << " undecided";
  }
}

class Case : public testing::TestWithParam<std::string> {};

TEST_P(Case, IsAsItExpects) {
  CheckOptions options;
  options.paths = {GetParam()};
  language::SourceMap sources;
  const Outcome outcome = run_pipeline(options, sources, [](std::string_view) {});
  EXPECT_FALSE(outcome.diagnostics.has_errors());
  for (const std::string& disagreement : outcome.disagreements) ADD_FAILURE() << disagreement;
  ASSERT_EQ(outcome.report.files.size(), 1U);
  const FileResult& file = outcome.report.files.front();
  const Agreement& agreement = *file.agreement;
  EXPECT_EQ(file.properties.size(), agreement.properties.size());
  EXPECT_EQ(file.redlines.size(), agreement.redlines.size());
  solver::Prover prover(agreement, limits_of(options), judge_of(agreement));
  for (const PropertyResult& result : file.properties) check_property(agreement, result, prover);
  for (const RedlineResult& result : file.redlines) check_redline(agreement, result);
}

INSTANTIATE_TEST_SUITE_P(Cases, Case, testing::ValuesIn(find_files({kFolder}).files),
                         [](const testing::TestParamInfo<std::string>& tested) { return name_of(tested.param); });

}  // namespace
}  // namespace proviso::cli
