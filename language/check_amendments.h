// The amendments of a file, applied to its clauses one after the other: each text of each clause with what began and
// ended it.
#pragma once

#include <optional>
#include <vector>

#include "language/check_state.h"

namespace proviso::language {

// One text of a clause; without amendment it was there from the start or is there to the end.
struct ClauseDraft {
  ClauseId clause;
  const syntax::Clause* text;
  std::optional<AmendmentId> added_by, ended_by;
};

// In the order written. Reports edits that do not fit (P407 to P409).
std::vector<ClauseDraft> fold_amendments(Checker& checker);

}  // namespace proviso::language
