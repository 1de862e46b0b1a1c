#include "tests/generated/checked.h"

#include "language/checker.h"
#include "language/parser.h"

namespace proviso::generated {

Checked checked(const std::string& text) {
  language::SourceMap sources;
  language::Diagnostics found;
  const language::FileId file = sources.add("generated.proviso", text);
  const syntax::File tree = language::parse(sources, file, found);
  auto agreement = found.has_errors() ? std::nullopt : language::check(tree, sources, found);
  if (!agreement) return {std::nullopt, language::render(sources, found, false)};
  return {random_histories::sample_of("generated", *std::move(agreement)), ""};
}

}  // namespace proviso::generated
