// The redline blocks of a file: each applied to a copy of the text, every property proved again, what changes compared
// with what is expected.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "cli/pipeline.h"
#include "language/syntax.h"

namespace proviso::cli {

// The agreement as each redline leaves it, in order. Empty, with diagnostics, where an edit can not be made.
using Edited = std::vector<std::shared_ptr<const language::Agreement>>;
Edited apply_redlines(const syntax::File& tree, std::size_t redlines, const language::SourceMap& sources,
                      language::Diagnostics& diagnostics);

struct RedlineRun {
  const Edited& edited;
  const language::SourceMap& sources;
  const CheckOptions& options;
  const std::function<void(std::string_view)>& progress;
};

// `file.properties` are proved already; fills `file.redlines`.
void prove_redlines(const RedlineRun& run, FileResult& file);

}  // namespace proviso::cli
