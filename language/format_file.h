// A file in the customary layout.
#pragma once

#include <string>

#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

// The text of the file, laid out anew: docs/language.md says how. Only space and line ends change: the words are those
// of the text, in their order, with their comments. `file` is what `parse` made of the text, without errors. Formatting
// what was formatted changes nothing.
std::string format(const syntax::File& file, const SourceMap& sources);

// Both texts have the same words and the same comments in the same order.
bool same_words(const SourceMap& sources, FileId one, FileId other);

}  // namespace proviso::language
