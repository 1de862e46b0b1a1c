// One goal under one scope: a proof, a history, or why there is neither. Engines run in rounds of fixed budgets, in an
// order that does not depend on the machine. Inside solver/.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "solver/induction.h"
#include "solver/limits.h"
#include "solver/search.h"

namespace proviso::solver {

// Why an attempt came to nothing.
enum class Open {
  kNoProof,     // no history of up to `closed` moments, no proof for all
  kBudget,      // a search was cut
  kIrrational,  // the only histories found have amounts that are no fractions
  kTrouble,     // a history can not be judged
};

struct Attempt {
  std::optional<Proof> proof;
  std::optional<properties::History> history;   // misses the goal; the interpreter agrees
  std::size_t closed = 0;                       // no history of up to so many moments misses it
  std::size_t clear = 0;                        // nor comes to a moment that can not be judged
  std::optional<Open> open;                     // where there is neither proof nor history
  std::optional<properties::History> troubled;  // kTrouble: its last moment can not be judged
  std::string reason;                           // of `open`, in words
};

// The engines for one agreement. What was learnt for one goal is kept for the next.
class Engines {
 public:
  // `agreement` must outlive this.
  Engines(const language::Agreement& agreement, const Limits& limits, Judge judge, std::function<bool()> interrupted);

  Attempt attempt(const properties::Goal& goal, const Scope& scope);

  // The proof stands in this scope: its lemmas, as many as are inductive there, suffice.
  bool stands(const Proof& proof, const properties::Goal& goal, const Scope& scope);
  // Some proof of this kind does, with any lemmas.
  bool provable(const properties::Goal& goal, const Scope& scope, unsigned k, Effort effort);

  Induction& induction(const properties::Setting& setting);
  const language::Agreement& agreement() const { return agreement_; }
  const Limits& limits() const { return limits_; }
  const Judge& judge() const { return judge_; }
  Watch& watch() { return watch_; }

 private:
  bool prove_round(Attempt& result, const properties::Goal& goal, const Scope& scope, unsigned k);
  bool search_round(Attempt& result, const properties::Goal& goal, const Scope& scope, std::size_t moments);
  void look_for_trouble(Attempt& result, const properties::Goal& goal, const Scope& scope, std::size_t moments);
  SearchResult searched(const properties::Goal& goal, const Scope& scope, Target target, std::size_t moments);
  bool short_ones_closed(const properties::Goal& goal, const Scope& scope, unsigned k);

  const language::Agreement& agreement_;
  Limits limits_;
  Judge judge_;
  Watch watch_;
  std::map<properties::Setting, std::unique_ptr<Induction>> inductions_;
};

}  // namespace proviso::solver
