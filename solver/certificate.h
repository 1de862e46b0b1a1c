// What has to be unsatisfiable for a proof to stand, as SMT-LIB 2 scripts of our own printing, and its re-checking by
// solvers that did not find it: a fresh Z3 and cvc5. Nothing of the search is reused, only the claim.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "solver/induction.h"

namespace proviso::solver {

// A script to which the answer must be `unsat`.
struct Obligation {
  std::string title;
  std::string script;
};

// The lemmas hold before the first moment; each moment preserves them; k moments meet the goal; no shorter history
// misses it. `pool` is what Proof::lemmas counts in.
std::vector<Obligation> obligations(const language::Agreement& agreement, const properties::Goal& goal,
                                    const Scope& scope, const Proof& proof, const std::vector<Candidate>& pool);

// Only that: the lemmas hold before the first moment, and each moment preserves them. Empty without lemmas.
std::vector<Obligation> lemma_obligations(const language::Agreement& agreement, const properties::Goal& goal,
                                          const Scope& scope, const Proof& proof, const std::vector<Candidate>& pool);

struct Confirmation {
  std::vector<std::string> confirmed_by;    // solvers that answered `unsat` to every script
  std::optional<std::string> disagreement;  // a solver that answered `sat`, and to what
  std::string note;                         // why a solver is missing from the list: absent, unknown, failed
};

// `budget`: Z3 resource units a script; cvc5 has a limit of its own.
Confirmation confirm(const std::vector<Obligation>& obligations, std::uint64_t budget, Watch& watch);

}  // namespace proviso::solver
