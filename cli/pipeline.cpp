#include "cli/pipeline.h"

#include <fmt/format.h>

#include <algorithm>

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
  FileRun(const CheckOptions& options, language::SourceMap& sources, Outcome& outcome)
      : options_(options), sources_(sources), outcome_(outcome) {}

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

  // agreement → what is to be proved: the text as it is, then as each redline leaves it.
  void plan(std::vector<Task>& tasks) {
    first_task_ = tasks.size();
    std::vector<PropertyId> chosen;
    if (!options_.redlines_only || !edited_.empty()) chosen = chosen_properties();
    tasks.push_back({&agreement(), chosen, true, sources_.path(result_.file), {}});
    if (options_.property) edited_.clear();
    for (std::size_t r = 0; r < edited_.size(); ++r) {
      tasks.push_back({edited_[r].get(),
                       same_properties(agreement(), chosen, *edited_[r]),
                       false,
                       fmt::format("{}: redline {}", sources_.path(result_.file), agreement().redlines[r].name),
                       {}});
    }
  }

  // verdicts → report.
  void collect(std::vector<Task>& tasks) {
    result_.properties = std::move(tasks[first_task_].results);
    for (std::size_t r = 0; r < edited_.size(); ++r) {
      result_.redlines.push_back(
          examine_redline(result_, r, edited_[r], std::move(tasks[first_task_ + 1 + r].results)));
    }
    collect_disagreements();
    if (options_.redlines_only) result_.properties.clear();
    outcome_.report.files.push_back(std::move(result_));
  }

 private:
  std::vector<PropertyId> chosen_properties() const {
    std::vector<PropertyId> chosen;
    for (std::uint32_t p = 0; p < agreement().properties.size(); ++p) {
      if (!options_.property || selects(*options_.property, agreement(), agreement().properties[p])) {
        chosen.push_back(PropertyId{p});
      }
    }
    return chosen;
  }

  void collect_disagreements() {
    const std::string& path = sources_.path(result_.file);
    const auto add = [&](std::string_view where, const PropertyResult& result, const std::string& name) {
      if (!result.disagreement) return;
      outcome_.disagreements.push_back(fmt::format("{}: {}{}: {}", path, where, name, *result.disagreement));
    };
    for (const PropertyResult& result : result_.properties) add("", result, agreement()[result.property].name);
    for (const RedlineResult& redline : result_.redlines) {
      const std::string where = fmt::format("redline {}: ", agreement().redlines[redline.redline].name);
      for (const UndecidedProperty& undecided : redline.undecided) add(where, undecided.after, undecided.property);
    }
  }

  const CheckOptions& options_;
  language::SourceMap& sources_;
  Outcome& outcome_;
  syntax::File tree_;
  Edited edited_;
  std::size_t first_task_ = 0;
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

// text → report: every file is read, then everything is proved, then told.
void check_files(const CheckOptions& options, language::SourceMap& sources,
                 const std::function<void(std::string_view)>& progress, Outcome& outcome) {
  std::vector<FileRun> runs;
  for (const std::string& path : options.paths) {
    FileRun run(options, sources, outcome);
    if (run.read(path)) runs.push_back(std::move(run));
  }
  refuse_unknown_property(options, runs, outcome);
  if (!outcome.refusals.empty()) return;
  std::vector<Task> tasks;
  for (FileRun& run : runs) run.plan(tasks);
  prove_all(tasks, options, progress);
  for (FileRun& run : runs) run.collect(tasks);
}

}  // namespace

Outcome run_pipeline(const CheckOptions& options, language::SourceMap& sources,
                     const std::function<void(std::string_view)>& progress) {
  Outcome outcome;
  outcome.report.sources = &sources;
  try {
    if (options.print) {
      outcome.printed = print_phase(options, sources, outcome);
    } else {
      check_files(options, sources, progress, outcome);
    }
  } catch (const solver::Interrupted&) {  // whoever asked to stop knows it
  } catch (const solver::Disagreement& disagreement) {
    outcome.disagreements.push_back(disagreement.what());
  }
  return outcome;
}

}  // namespace proviso::cli
