#include "solver/attempt.h"

#include <fmt/format.h>

namespace proviso::solver {

using language::Agreement;
using properties::Goal;

namespace {

// Searches of so many lengths come before proofs that cost more.
constexpr std::size_t kSearchBeforeExact = 2;
// Where a history can not be judged, so many more lengths are searched for one that can be and misses the goal.
constexpr std::size_t kSearchPastTrouble = 2;

std::string histories_of(std::size_t moments) {
  return fmt::format("histories of {} moment{}", moments, moments == 1 ? "" : "s");
}

void give_up(Attempt& result, Open open, std::string reason) {
  result.open = open;
  result.reason = std::move(reason);
}

}  // namespace

Engines::Engines(const Agreement& agreement, const Limits& limits, Judge judge, std::function<bool()> interrupted)
    : agreement_(agreement),
      limits_(limits),
      judge_(std::move(judge)),
      watch_(std::move(interrupted), std::chrono::seconds{limits.patience}) {}

Induction& Engines::induction(const properties::Setting& setting) {
  std::unique_ptr<Induction>& known = inductions_[setting];
  if (!known) known = std::make_unique<Induction>(agreement_, setting, limits_.budget, watch_);
  return *known;
}

SearchResult Engines::searched(const Goal& goal, const Scope& scope, Target target, std::size_t moments) {
  watch_.pause();
  SearchResult result = search(agreement_, goal, scope, target, moments, limits_.budget, watch_);
  watch_.pause();  // what an interrupt has cut says nothing
  return result;
}

// Whether a history of this length can not be judged. If that is not found out, nothing may build on this length.
void Engines::look_for_trouble(Attempt& result, const Goal& goal, const Scope& scope, std::size_t moments) {
  SearchResult found = searched(goal, scope, Target::kTrouble, moments);
  if (found.kind == SearchResult::Kind::kNone && result.clear + 1 == moments) result.clear = moments;
  if (found.kind != SearchResult::Kind::kFound) return;
  give_up(result, Open::kTrouble, "a history can not be judged: " + judge_.complaint(goal, *found.history));
  result.troubled = std::move(found.history);
}

// True when the attempt is over.
bool Engines::search_round(Attempt& result, const Goal& goal, const Scope& scope, std::size_t moments) {
  SearchResult found = searched(goal, scope, Target::kMiss, moments);
  switch (found.kind) {
    case SearchResult::Kind::kFound:
      if (!judge_.demonstrates(goal, *found.history)) {
        throw Disagreement(fmt::format("the solver's history is rejected by the interpreter: {}",
                                       judge_.complaint(goal, *found.history)));
      }
      result.history = std::move(found.history);
      result.open.reset();
      return true;
    case SearchResult::Kind::kUndecided:
      if (!result.troubled) give_up(result, Open::kBudget, "the budget ran out at " + histories_of(moments));
      return true;
    case SearchResult::Kind::kIrrational:
      if (!result.troubled) {
        give_up(result, Open::kIrrational,
                "what was found has amounts that are no fractions, at " + histories_of(moments));
      }
      return true;
    case SearchResult::Kind::kNone:
      break;
  }
  result.closed = moments;
  if (result.troubled) return moments >= result.troubled->moments.size() + kSearchPastTrouble;
  look_for_trouble(result, goal, scope, moments);
  return false;
}

// The next proof to try, cheapest first: with the lemmas that hold under all readings, then with those of the scope;
// linear, then with exact products. Longer inductions only once searches of their lengths have found nothing.
bool Engines::prove_round(Attempt& result, const Goal& goal, const Scope& scope, unsigned k) {
  watch_.pause();
  Induction& by_induction = induction(goal.setting);
  const Scope all = everything(agreement_, goal.setting);
  const bool narrower = !scope.readings.empty() || !scope.for_any.empty();
  for (Effort effort : {Effort::kAbstract, Effort::kExact}) {
    if (effort == Effort::kExact && (k == 1 && result.closed < kSearchBeforeExact)) return false;
    if (effort == Effort::kExact && !by_induction.exact_differs()) return false;
    result.proof = by_induction.prove(goal, scope, all, k, effort);
    if (!result.proof && narrower && result.closed >= kSearchBeforeExact) {
      result.proof = by_induction.prove(goal, scope, scope, k, effort);
    }
    if (result.proof) return true;
  }
  return false;
}

Attempt Engines::attempt(const Goal& goal, const Scope& scope) {
  Attempt result;
  if (prove_round(result, goal, scope, 1)) return result;
  for (unsigned moments = 1; moments <= limits_.max_moments; ++moments) {
    if (search_round(result, goal, scope, moments)) return result;
    if (result.troubled) continue;
    if (moments == kSearchBeforeExact && prove_round(result, goal, scope, 1)) return result;
    const unsigned k = moments;
    const bool base_closed = result.clear + 1 >= k;
    if (k >= kSearchBeforeExact && k <= limits_.max_k && base_closed && prove_round(result, goal, scope, k)) {
      return result;
    }
  }
  if (!result.troubled) give_up(result, Open::kNoProof, "no proof for all lengths was found");
  return result;
}

// The histories that an induction over k moments leaves to search.
bool Engines::short_ones_closed(const Goal& goal, const Scope& scope, unsigned k) {
  for (unsigned moments = 1; moments < k; ++moments) {
    for (Target target : {Target::kMiss, Target::kTrouble}) {
      if (searched(goal, scope, target, moments).kind != SearchResult::Kind::kNone) return false;
    }
  }
  return true;
}

bool Engines::stands(const Proof& proof, const Goal& goal, const Scope& scope) {
  watch_.pause();
  return induction(goal.setting).stands(proof, goal, scope) && short_ones_closed(goal, scope, proof.k);
}

bool Engines::provable(const Goal& goal, const Scope& scope, unsigned k, Effort effort) {
  watch_.pause();
  return induction(goal.setting).proves(goal, scope, k, effort) && short_ones_closed(goal, scope, k);
}

}  // namespace proviso::solver
