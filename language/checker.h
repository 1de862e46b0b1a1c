// From the untyped tree to the typed agreement: names are resolved, types and rules checked, amendments folded in.
#pragma once

#include <optional>

#include "language/agreement.h"
#include "language/diagnostic.h"
#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

// Nullopt if and only if an error was reported; reports as many as it can (P2xx to P4xx), and warnings. The file's
// parse reported no error. What a redline edits is not looked at: apply_redline and check of its result do that.
std::optional<Agreement> check(const syntax::File& file, const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace proviso::language
