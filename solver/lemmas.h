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

// How far the lemmas have been assumed: applications of tallies, duties of state 0.
struct Assumed {
  std::size_t tallies = 0, duties = 0;
};

// Gives `take` what the lemmas say of state 0 at each application of a tally and of each duty that has come up there
// since `done`, also at those that come up on the way. Lemmas about neither are left out.
void at_applications(encode::Unrolling& unrolling, const std::vector<Candidate>& pool, const LemmaSet& lemmas,
                     Assumed& done, const std::function<void(std::size_t lemma, const z3::expr&)>& take);

// The lemma says something that more applications may come up for.
bool is_about_some(const Candidate& lemma);

}  // namespace proviso::solver
