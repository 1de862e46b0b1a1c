// Lemmas laid out over an unrolling: where each is shown, and where it may be assumed. Inside solver/.
#pragma once

#include <functional>
#include <vector>

#include "solver/candidates.h"

namespace proviso::solver {

// Indices into a pool of candidates, ascending.
using LemmaSet = std::vector<std::size_t>;

// Constants that stand for any arguments of the tally that the lemma is about: shown for them, it is shown for all.
// Empty for a lemma about the state as a whole.
std::vector<z3::expr> any_arguments(const encode::Unrolling& unrolling, const Candidate& lemma);

// Gives `take` what the lemmas about tallies say at each application of their tally in state 0, also at applications
// that come up on the way. Begins with the application `first`; returns how many there are now.
std::size_t at_applications(encode::Unrolling& unrolling, const std::vector<Candidate>& pool, const LemmaSet& lemmas,
                            std::size_t first, const std::function<void(std::size_t lemma, const z3::expr&)>& take);

}  // namespace proviso::solver
