// One line of a printed tree.
#pragma once

#include <string>

#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

// The type as it was written: "money EUR".
std::string type_text(const syntax::Type& type);

// What an expression is, without its operands: "and", "call paid", "money $5". Literals are shown as they were written.
std::string label_of(const SourceMap& sources, const syntax::Expr& expr);

}  // namespace proviso::language
