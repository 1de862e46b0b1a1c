// Proofs for histories of any length, by induction over moments: lemmas that hold before the first moment and that each
// moment preserves, and a goal that no moment after such a state can miss.
//
// Lemmas are found once per setting and scope by elimination (C. Flanagan, K. R. M. Leino, "Houdini, an annotation
// assistant for ESC/Java", 2001): assume all candidates, drop those that a moment can break, until none is. One moment
// is laid out once and its solver kept warm; k-induction (M. Sheeran, S. Singh, G. Stålmarck, 2000) lays out more.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "solver/candidates.h"
#include "solver/scope.h"
#include "solver/watch.h"

namespace proviso::solver {

// How much a proof may use. Abstract: every check is linear. Exact: products of unknowns as they are, and lemmas on
// them.
enum class Effort { kAbstract, kExact };

// That the goal is met in every history of the scope: the lemmas together are inductive, and k moments from any state
// that satisfies them meet the goal if the first k - 1 did. Histories shorter than k are closed by search.
struct Proof {
  unsigned k = 1;
  Effort effort = Effort::kAbstract;
  std::vector<std::size_t> lemmas;  // indices into Induction::pool
  std::vector<bool> clauses;        // by ClauseId: those whose presence some check used
};

class Induction {
 public:
  // `budget`: Z3 resource units for each check. `after`: as in Scope, and every scope asked for has it; then lemmas are
  // also looked for among what is so at that history's end.
  Induction(const language::Agreement& agreement, const properties::Setting& setting, std::uint64_t budget,
            Watch& watch, const std::shared_ptr<const properties::History>& after = nullptr);
  ~Induction();

  // The candidates that are not trivial, in order. Lemmas are named by their position.
  const std::vector<Candidate>& pool() const;

  // Lemmas are looked for in `lemma_scope`, which allows all that `scope` does; a wider one is often known already.
  // None: not proved with this k. Deterministic; the same call again costs little.
  std::optional<Proof> prove(const properties::Goal& goal, const Scope& scope, const Scope& lemma_scope, unsigned k,
                             Effort effort);

  // Whether `prove` succeeds with lemmas of the scope itself, without looking for what it used.
  bool proves(const properties::Goal& goal, const Scope& scope, unsigned k, Effort effort);

  // All lemmas of a scope that the effort allows; what a proof that used some of them needs besides, so that they are
  // preserved.
  std::vector<std::size_t> inductive(const properties::Goal& goal, const Scope& scope, Effort effort);
  std::optional<Proof> completed(std::vector<std::size_t> used, const properties::Goal& goal, const Scope& scope,
                                 Effort effort);

  // Whether the same proof stands in another scope: with its lemmas alone, as many of them as are inductive there.
  bool stands(const Proof& proof, const properties::Goal& goal, const Scope& scope);

  // Exact products can show more than abstract ones.
  bool exact_differs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace proviso::solver
