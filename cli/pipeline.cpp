#include "cli/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "cli/interrupt.h"
#include "cli/print.h"
#include "cli/prove.h"
#include "cli/redlines.h"
#include "cli/selection.h"
#include "language/checker.h"
#include "language/parser.h"
#include "properties/expectation.h"
#include "solver/prover.h"

namespace proviso::cli {

using language::Agreement;
using language::PropertyId;

namespace {

// One file on its way through the house.
class FileRun {
 public:
  FileRun(const CheckOptions& options, language::SourceMap& sources, Outcome& outcome,
          const std::function<void(std::string_view)>& progress)
      : options_(options), sources_(sources), outcome_(outcome), progress_(progress) {}

  // text → tree → agreement. False: the diagnostics say why not.
  bool read(const std::string& path) {
    const auto file = language::load_file(sources_, path);
    if (!file) {
      outcome_.diagnostics.add(file.error());
      return false;
    }
    language::Diagnostics found;
    tree_ = language::parse(sources_, *file, found);
    std::optional<Agreement> agreement;
    if (!found.has_errors()) agreement = language::check(tree_, sources_, found);
    if (agreement) edited_ = apply_redlines(tree_, agreement->redlines.size(), sources_, found);
    outcome_.diagnostics.add(found);
    if (!agreement || found.has_errors()) return false;
    result_.file = *file;
    result_.agreement = std::make_shared<const Agreement>(std::move(*agreement));
    return true;
  }

  const Agreement& agreement() const { return *result_.agreement; }
  language::FileId file() const { return result_.file; }

  // agreement → goals → verdicts → report.
  void prove() {
    const solver::Limits limits = limits_of(options_);
    solver::Prover prover(agreement(), limits, judge_of(agreement()), interrupted);
    for (std::uint32_t p = 0; p < agreement().properties.size(); ++p) {
      const language::Property& property = agreement().properties[p];
      if (options_.property && !selects(*options_.property, agreement(), property)) continue;
      if (options_.redlines_only && agreement().redlines.empty()) continue;
      progress_(fmt::format("{}: {}", sources_.path(result_.file), property.name));
      result_.properties.push_back(prove_property(agreement(), PropertyId{p}, prover, options_, true));
    }
    if (!options_.property) prove_redlines(RedlineRun{edited_, sources_, options_, progress_}, result_);
    if (options_.redlines_only) result_.properties.clear();
    outcome_.report.files.push_back(std::move(result_));
  }

 private:
  const CheckOptions& options_;
  language::SourceMap& sources_;
  Outcome& outcome_;
  const std::function<void(std::string_view)>& progress_;
  syntax::File tree_;
  Edited edited_;
  FileResult result_;
};

// An id that selects no property in any file is a wrong call.
void refuse_unknown_property(const CheckOptions& options, const std::vector<FileRun>& runs, Outcome& outcome) {
  if (!options.property || runs.empty()) return;
  std::vector<const Agreement*> agreements;
  for (const FileRun& run : runs) {
    agreements.push_back(&run.agreement());
    for (const language::Property& property : run.agreement().properties) {
      if (selects(*options.property, run.agreement(), property)) return;
    }
  }
  outcome.refusals.push_back(no_such_property(*options.property, agreements));
}

}  // namespace

Outcome run_pipeline(const CheckOptions& options, language::SourceMap& sources,
                     const std::function<void(std::string_view)>& progress) {
  Outcome outcome;
  outcome.report.sources = &sources;
  if (options.print) {
    outcome.printed = print_phase(options, sources, outcome);
    return outcome;
  }
  std::vector<FileRun> runs;
  for (const std::string& path : options.paths) {
    FileRun run(options, sources, outcome, progress);
    if (run.read(path)) runs.push_back(std::move(run));
  }
  refuse_unknown_property(options, runs, outcome);
  if (!outcome.refusals.empty()) return outcome;
  try {
    for (FileRun& run : runs) run.prove();
  } catch (const solver::Interrupted&) {
  } catch (const solver::Disagreement& disagreement) {
    outcome.disagreements.push_back(disagreement.what());
  }
  return outcome;
}

}  // namespace proviso::cli
