// What follows the action of a statement, or what is to be ensured or kept.
#pragma once

#include <optional>

#include "language/parser_reader.h"

namespace proviso::language {

// What a statement says: its verb, with the word behind `shall`.
enum class Rule { kMay, kShallNot, kAct, kEnsure, kKeep };

// All parts that a statement of any kind can have.
struct Parts {
  std::optional<syntax::ExprId> where, when, unless;
  std::optional<syntax::Deadline> deadline;
  std::optional<syntax::Occasion> trigger;
  std::optional<syntax::Capacity> capacity;
  std::optional<syntax::Lapse> lapses;
  syntax::Precedence precedence;
};

// Reads them; reports those that come twice, too late, or beside another rule than theirs.
Parts read_parts(Reader& reader, Rule rule);

// Reports what can not follow the parts.
void check_statement_end(Reader& reader, Rule rule, const Parts& parts);

// `within E` or `by E`, if one is next.
std::optional<syntax::Deadline> read_optional_deadline(Reader& reader);

// `notwithstanding C, D` or `subject to C, D`; false, and nothing is taken, if neither is next.
bool read_precedence(Reader& reader, syntax::Precedence& precedence);

}  // namespace proviso::language
