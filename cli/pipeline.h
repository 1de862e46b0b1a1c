// The way through the house: text → tokens → tree → agreement → goals → verdicts → report.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "cli/report/report.h"

namespace proviso::cli {

struct Outcome {
  Report report;
  language::Diagnostics diagnostics;
  std::vector<std::string> refusals;       // the call can not be carried out: exit code 2
  std::vector<std::string> disagreements;  // internal: exit code 4
  std::optional<std::string> printed;      // what --print shows, instead of a report
};

// Checks the files of `options.paths` in order. A file with errors is diagnosed and left out; the others are checked
// all the same. `sources` must outlive the outcome. `progress` is told what is being done.
Outcome run_pipeline(const CheckOptions& options, language::SourceMap& sources,
                     const std::function<void(std::string_view)>& progress);

}  // namespace proviso::cli
