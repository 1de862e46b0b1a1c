// One moment laid out from anywhere, with a warm solver: where lemmas are eliminated and goals refuted. Inside solver/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "solver/lemmas.h"
#include "solver/pinned.h"
#include "solver/scope.h"
#include "solver/session.h"

namespace proviso::solver {

// What a refutation used.
struct Used {
  std::vector<std::size_t> lemmas;  // indices into the pool
  std::vector<bool> clauses;        // by ClauseId
};

class Workshop {
 public:
  // `after`: as in Scope, and every scope asked for has it.
  Workshop(const language::Agreement& agreement, const properties::Setting& setting, const std::vector<Candidate>& pool,
           encode::Products products, std::uint64_t budget, Watch& watch,
           std::shared_ptr<const properties::History> after = nullptr);

  // The lemmas of `eligible` that, together with `given` (known to be inductive), hold at the beginning and are
  // preserved by every moment of the scope that is not in trouble; `given` among them.
  LemmaSet inductive(const properties::Goal& goal, const Scope& scope, const LemmaSet& given, const LemmaSet& eligible);

  // One moment from a state with these lemmas can not miss the goal, nor be in trouble.
  std::optional<Used> meets(const properties::Goal& goal, const Scope& scope, const LemmaSet& lemmas);
  // k moments, of which only the last could miss it.
  std::optional<Used> meets_later(const properties::Goal& goal, const Scope& scope, const LemmaSet& lemmas,
                                  unsigned k) const;

  // A moment from a state with these lemmas preserves this one.
  std::optional<Used> preserves(std::size_t lemma, const properties::Goal& goal, const Scope& scope,
                                const LemmaSet& lemmas);

  // Candidates that say something here, split by whether they multiply unknowns.
  const LemmaSet& linear() const { return linear_; }
  const LemmaSet& nonlinear() const { return nonlinear_; }
  // Those of the lemmas that say something here.
  LemmaSet known_among(const LemmaSet& lemmas) const;
  bool abstracted() const { return step_.abstracted(); }

 private:
  struct Lemma {
    z3::expr assume, breaks, false_at_beginning, value_after;
  };

  void admit(std::size_t index, std::set<unsigned>& seen);
  void assume_about_instances();
  void flush();
  void begin_after();
  std::size_t first_state() const { return after_ ? after_->moments.size() : 0; }
  LemmaSet true_at_beginning(const LemmaSet& lemmas, const properties::Goal& goal, const Scope& scope);
  bool drop_broken(LemmaSet& active, const std::vector<z3::expr>& query, const z3::expr& chosen);
  bool drop_one_by_one(LemmaSet& active, const std::vector<z3::expr>& query, const z3::expr& chosen);
  std::optional<Used> refuted(const properties::Goal& goal, const Scope& scope, const std::vector<z3::expr>& others,
                              const LemmaSet& lemmas);

  const language::Agreement& agreement_;
  properties::Setting setting_;
  const std::vector<Candidate>& pool_;
  encode::Products products_;
  std::uint64_t budget_;
  Watch& watch_;
  std::shared_ptr<const properties::History> after_;
  z3::context context_;
  encode::Unrolling step_, beginning_;
  Session session_, at_beginning_;
  std::map<std::size_t, Lemma> lemmas_;
  std::vector<z3::expr> kept_alive_;  // so that no other expression gets the id of one that was seen
  LemmaSet linear_, nonlinear_, admitted_;
  Assumed assumed_;
  Pinned step_pinned_, beginning_pinned_;
  z3::expr clean_;  // a literal: the moment is not in trouble
};

}  // namespace proviso::solver
