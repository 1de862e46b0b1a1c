// One statement of a clause: its party, its action, and its parts.
#pragma once

#include <optional>

#include "language/check_expression.h"
#include "language/check_state.h"

namespace proviso::language {

// Adds the statement to the text; nullopt after a diagnostic.
std::optional<StatementId> check_statement(Checker& checker, ClauseTextId text, const syntax::Statement& statement);

// The party of a statement, where it is read. Nullopt after a diagnostic.
std::optional<ExprId> check_party(Checker& checker, Scope scope, syntax::ExprId party);

// The action that a party may, shall or shall not do. Nullopt after a diagnostic.
std::optional<ActionId> check_act(Checker& checker, const syntax::Name& action);

// A party that is named must be able to be the one who does it; false after a diagnostic.
bool check_actor(Checker& checker, ExprId party, ActionId action);

}  // namespace proviso::language
