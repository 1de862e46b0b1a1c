// The redline blocks of a file: each applied to a copy of the text, every property proved again, what changes compared
// with what is expected.
#pragma once

#include <functional>
#include <string_view>

#include "cli/pipeline.h"
#include "language/syntax.h"

namespace proviso::cli {

struct RedlineRun {
  const syntax::File& tree;
  const language::SourceMap& sources;
  const CheckOptions& options;
  const std::function<void(std::string_view)>& progress;
  Outcome& outcome;
};

// `file.properties` are proved already; fills `file.redlines`. An edit that can not be made is diagnosed.
void prove_redlines(const RedlineRun& run, FileResult& file);

}  // namespace proviso::cli
