// Two workshops, in this order: one where products of unknowns are abstracted, so that every check is linear and quick;
// one with exact products, for lemmas and goals that need them. What the first proves holds for the second.
#include "solver/induction.h"

#include <algorithm>
#include <map>

#include "solver/workshop.h"

namespace proviso::solver {

struct Induction::Impl {
  const language::Agreement& agreement;
  const properties::Setting setting;
  const std::uint64_t budget;
  Watch& watch;
  const std::shared_ptr<const properties::History> after;
  const std::vector<Candidate> pool;
  Workshop abstract;
  std::unique_ptr<Workshop> exact;  // made when it is first needed

  // What is inductive in a scope: in the abstract, and all with the exact ones.
  struct Lemmas {
    LemmaSet abstract;
    std::optional<LemmaSet> all;
  };
  std::map<std::string, Lemmas> known;

  Impl(const language::Agreement& a, properties::Setting s, std::uint64_t b, Watch& w,
       std::shared_ptr<const properties::History> h)
      : agreement(a),
        setting(std::move(s)),
        budget(b),
        watch(w),
        after(std::move(h)),
        pool(after ? candidates_after(agreement, setting, *after) : candidates(agreement)),
        abstract(agreement, setting, pool, encode::Products::kAbstract, budget, watch, after) {}

  // Of use only where products were abstracted.
  Workshop& exactly() {
    if (!exact) {
      exact = std::make_unique<Workshop>(agreement, setting, pool, encode::Products::kExact, budget, watch, after);
    }
    return *exact;
  }

  Lemmas& lemmas(const properties::Goal& goal, const Scope& scope);
  const LemmaSet& all_lemmas(Lemmas& lemmas, const properties::Goal& goal, const Scope& scope);
  std::optional<Used> meets(Workshop& workshop, const properties::Goal& goal, const Scope& scope,
                            const LemmaSet& lemmas, unsigned k) {
    return k == 1 ? workshop.meets(goal, scope, lemmas) : workshop.meets_later(goal, scope, lemmas, k);
  }
  std::optional<Used> proved(const properties::Goal& goal, const Scope& scope, const Scope& lemma_scope, unsigned k,
                             Effort effort);
  bool close(Proof& proof, const properties::Goal& goal, const Scope& lemma_scope);
};

namespace {

// Scopes with the same text have the same lemmas. Fixed `for any` values count, with the goal's variables.
std::string key_of(const properties::Goal& goal, const Scope& scope) {
  std::string key;
  for (bool present : scope.present) key += present ? '1' : '0';
  for (const properties::ReadingChoice& choice : scope.readings) {
    key += '/';
    for (std::uint32_t c : choice) key += std::to_string(c) + ",";
  }
  for (std::size_t i = 0; i < scope.for_any.size(); ++i) {
    key += "|" + std::to_string(goal.for_any[i].index) + "=" +
           std::to_string(std::get<language::Member>(scope.for_any[i]).index);
  }
  return key;
}

}  // namespace

Induction::Impl::Lemmas& Induction::Impl::lemmas(const properties::Goal& goal, const Scope& scope) {
  const auto [entry, fresh] = known.try_emplace(key_of(goal, scope));
  if (fresh) {
    LemmaSet eligible = abstract.linear();
    eligible.insert(eligible.end(), abstract.nonlinear().begin(), abstract.nonlinear().end());
    std::sort(eligible.begin(), eligible.end());
    entry->second.abstract = abstract.inductive(goal, scope, {}, eligible);
  }
  return entry->second;
}

const LemmaSet& Induction::Impl::all_lemmas(Lemmas& lemmas, const properties::Goal& goal, const Scope& scope) {
  if (!lemmas.all) {
    LemmaSet open;
    const LemmaSet& nonlinear = exactly().nonlinear();
    std::set_difference(nonlinear.begin(), nonlinear.end(), lemmas.abstract.begin(), lemmas.abstract.end(),
                        std::back_inserter(open));
    lemmas.all = exactly().inductive(goal, scope, lemmas.abstract, open);
  }
  return *lemmas.all;
}

std::optional<Used> Induction::Impl::proved(const properties::Goal& goal, const Scope& scope, const Scope& lemma_scope,
                                            unsigned k, Effort effort) {
  Lemmas& known_here = lemmas(goal, lemma_scope);
  if (effort == Effort::kAbstract) return meets(abstract, goal, scope, known_here.abstract, k);
  if (!abstract.abstracted()) return std::nullopt;
  return meets(exactly(), goal, scope, all_lemmas(known_here, goal, lemma_scope), k);
}

// Adds to the proof what its lemmas need to be preserved, until nothing is missing.
bool Induction::Impl::close(Proof& proof, const properties::Goal& goal, const Scope& scope) {
  Lemmas& here = lemmas(goal, scope);
  for (std::size_t done = 0; done < proof.lemmas.size(); ++done) {
    const std::size_t lemma = proof.lemmas[done];
    const bool abstractly = std::binary_search(here.abstract.begin(), here.abstract.end(), lemma);
    const std::optional<Used> used = abstractly
                                         ? abstract.preserves(lemma, goal, scope, here.abstract)
                                         : exactly().preserves(lemma, goal, scope, all_lemmas(here, goal, scope));
    if (!used) return false;
    for (std::size_t i : used->lemmas) {
      if (std::find(proof.lemmas.begin(), proof.lemmas.end(), i) == proof.lemmas.end()) proof.lemmas.push_back(i);
    }
    for (std::size_t c = 0; c < used->clauses.size(); ++c) {
      if (used->clauses[c]) proof.clauses[c] = true;
    }
  }
  return true;
}

Induction::Induction(const language::Agreement& agreement, const properties::Setting& setting, std::uint64_t budget,
                     Watch& watch, const std::shared_ptr<const properties::History>& after)
    : impl_(std::make_unique<Impl>(agreement, setting, budget, watch, after)) {}
Induction::~Induction() = default;

const std::vector<Candidate>& Induction::pool() const { return impl_->pool; }

bool Induction::proves(const properties::Goal& goal, const Scope& scope, unsigned k, Effort effort) {
  return impl_->proved(goal, scope, scope, k, effort).has_value();
}

bool Induction::stands(const Proof& proof, const properties::Goal& goal, const Scope& scope) {
  LemmaSet kept = impl_->abstract.inductive(goal, scope, {}, impl_->abstract.known_among(proof.lemmas));
  if (proof.effort == Effort::kAbstract) return impl_->meets(impl_->abstract, goal, scope, kept, proof.k).has_value();
  LemmaSet open;
  const LemmaSet known = impl_->exactly().known_among(proof.lemmas);
  std::set_difference(known.begin(), known.end(), kept.begin(), kept.end(), std::back_inserter(open));
  kept = impl_->exactly().inductive(goal, scope, kept, open);
  return impl_->meets(impl_->exactly(), goal, scope, kept, proof.k).has_value();
}

std::vector<std::size_t> Induction::inductive(const properties::Goal& goal, const Scope& scope, Effort effort) {
  Impl::Lemmas& here = impl_->lemmas(goal, scope);
  if (effort == Effort::kAbstract || !exact_differs()) return here.abstract;
  return impl_->all_lemmas(here, goal, scope);
}

std::optional<Proof> Induction::completed(std::vector<std::size_t> used, const properties::Goal& goal,
                                          const Scope& scope, Effort effort) {
  Proof proof{1, effort, std::move(used), std::vector<bool>(scope.present.size(), false)};
  if (!impl_->close(proof, goal, scope)) return std::nullopt;
  std::sort(proof.lemmas.begin(), proof.lemmas.end());
  return proof;
}

bool Induction::exact_differs() const { return impl_->abstract.abstracted(); }

std::optional<Proof> Induction::prove(const properties::Goal& goal, const Scope& scope, const Scope& lemma_scope,
                                      unsigned k, Effort effort) {
  const std::optional<Used> used = impl_->proved(goal, scope, lemma_scope, k, effort);
  if (!used) return std::nullopt;
  Proof proof{k, effort, used->lemmas, used->clauses};
  if (!impl_->close(proof, goal, lemma_scope)) return std::nullopt;
  std::sort(proof.lemmas.begin(), proof.lemmas.end());
  return proof;
}

}  // namespace proviso::solver
