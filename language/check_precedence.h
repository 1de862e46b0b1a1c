// Which statements give way to which: what `notwithstanding` and `subject to` say.
#pragma once

#include <vector>

#include "language/check_state.h"

namespace proviso::language {

// One place where precedence is written: beside a statement, or in the head of one text of a clause, where it is meant
// for all of that text's statements.
struct PrecedenceClaim {
  ClauseId clause;
  const syntax::Precedence* written;
  std::vector<StatementId> statements;
};

// Fills in `defeated_by` of all statements, once all clauses are checked. Reports circles (P427), and warns of a clause
// that is named without effect (P428).
void check_precedence(Checker& checker, const std::vector<PrecedenceClaim>& claims);

}  // namespace proviso::language
