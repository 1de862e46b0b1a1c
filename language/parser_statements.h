// The statements of a clause.
#pragma once

#include <optional>
#include <string>

#include "language/parser_reader.h"

namespace proviso::language {

// A party, or what stands for one, and a verb are next.
bool begins_statement(const Reader& reader);

// Nothing if it could not be read.
std::optional<syntax::Statement> read_statement(Reader& reader);

// What statements look like, for help: in names of the file itself, as far as it has any yet.
std::string statement_forms(const Reader& reader);

}  // namespace proviso::language
