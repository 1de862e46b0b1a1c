// A report made by hand over royalty.proviso: every kind of verdict, as expected and not, with replayed histories.
#pragma once

#include <memory>

#include "cli/report/report.h"

namespace proviso::cli {

struct Example {
  std::unique_ptr<language::SourceMap> sources;
  Report report;
};

// Throws std::runtime_error where royalty.proviso does not check or a history does not replay.
Example make_example();

}  // namespace proviso::cli
