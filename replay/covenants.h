// Which covenants, `P shall keep F`, are broken.
#pragma once

#include "replay/clauses.h"

namespace proviso::replay {

// The covenant is broken at the context's moment. Read in the order: in force, `when`, `unless`, formula; a part that
// an earlier one settles is not read. False of other statements.
Truth broken(const Context& context, language::StatementId statement);

// A covenant of the clause is broken there. All of them are read.
Truth any_broken(const Context& context, language::ClauseId clause);

}  // namespace proviso::replay
