// Tokens → the untyped tree.
#pragma once

#include "language/diagnostic.h"
#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

// Reads one file. Reports P101–P139, as many as there are in one pass; a tree may be checked further only if there were
// none.
syntax::File parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

}  // namespace proviso::language
