// A text, parsed, and expressions written out with all their parentheses, for the parser's tests.
#pragma once

#include <string>

#include "language/diagnostic.h"
#include "language/parser.h"
#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

struct Parsed {
  SourceMap sources;
  Diagnostics diagnostics;
  syntax::File file;

  explicit Parsed(std::string text);
  // "P120 P122"
  std::string codes() const;
  // The expression in prefix form: `(+ a (* b c))`.
  std::string show(syntax::ExprId id) const;
};

// The head every whole file needs.
inline constexpr const char* kHead = "agreement sample { starts 2026-01-01 }\n";

// The value of `define x = …`, written out; the codes where there are errors.
std::string show_expression(const std::string& expression);

}  // namespace proviso::language
