// The untyped tree as text, for `--print syntax`.
#pragma once

#include <string>

#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

// One node on a line, children below it and further in, each with its place: "  name cap  3:6-3:9" from line:column to
// the character behind its end. Lines end with a line feed.
std::string print_syntax(const SourceMap& sources, const syntax::File& file);

}  // namespace proviso::language
