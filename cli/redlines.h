// The redline blocks of a file: each applied to a copy of the text; what changes is compared with what is expected.
#pragma once

#include <memory>
#include <vector>

#include "cli/pipeline.h"
#include "language/syntax.h"

namespace proviso::cli {

// The agreement as each redline leaves it, in order. Empty, with diagnostics, where an edit can not be made.
using Edited = std::vector<std::shared_ptr<const language::Agreement>>;
Edited apply_redlines(const syntax::File& tree, std::size_t redlines, const language::SourceMap& sources,
                      language::Diagnostics& diagnostics);

// The properties of an edited copy that are also those of the original, in the original's order.
std::vector<language::PropertyId> same_properties(const language::Agreement& original,
                                                  const std::vector<language::PropertyId>& properties,
                                                  const language::Agreement& edited);

// What the redline changes: `after` are the results for the edited copy, `file.properties` those for the text as it is.
RedlineResult examine_redline(const FileResult& file, std::size_t redline,
                              const std::shared_ptr<const language::Agreement>& edited,
                              std::vector<PropertyResult> after);

}  // namespace proviso::cli
