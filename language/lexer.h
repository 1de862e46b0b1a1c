// Text → tokens.
#pragma once

#include <cstddef>
#include <vector>

#include "language/diagnostic.h"
#include "language/source.h"
#include "language/token.h"

namespace proviso::language {

inline constexpr std::size_t kMaxDigits = 40;
inline constexpr int kFirstYear = 1901;
inline constexpr int kLastYear = 2099;

// The file's tokens, comments among them, ended by one kEnd. Reports P101–P115.
std::vector<Token> lex(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

}  // namespace proviso::language
