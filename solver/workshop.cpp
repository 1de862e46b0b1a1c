// How it works. For each candidate lemma there are Booleans: `assume` (it holds in state 0), `breaks` (it does not hold
// in state 1), `false at beginning`; and its value in state 1, read from models. A lemma about a tally with parameters
// is assumed at every application of that tally in state 0, also at those that come up later, and broken at fresh
// arguments, which stand for all. A lemma about duties is assumed of all that come up in state 0, and broken by any.
//
// Why it is sound. Elimination ends with a set that every moment of the scope preserves if the moment is not in
// trouble; a goal's check counts trouble as missing the goal, so no history in trouble slips through. Which candidates
// are tried does not matter for soundness. A check that the budget cut counts as a broken lemma, or as not proved.
#include "solver/workshop.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso::solver {

using encode::Unrolling;

namespace {

// Reads a core over presence literals, then the assumed lemmas.
Used used_of(const Session& session, const Scope& scope, const LemmaSet& assumed) {
  Used used;
  used.clauses.assign(scope.present.size(), false);
  for (std::size_t position : session.core()) {
    if (position < scope.present.size()) {
      used.clauses[position] = true;
    } else {
      used.lemmas.push_back(assumed[position - scope.present.size()]);
    }
  }
  return used;
}

}  // namespace

Workshop::Workshop(const language::Agreement& agreement, const properties::Setting& setting,
                   const std::vector<Candidate>& pool, encode::Products products, std::uint64_t budget, Watch& watch,
                   std::shared_ptr<const properties::History> after)
    : agreement_(agreement),
      setting_(setting),
      pool_(pool),
      products_(products),
      budget_(budget),
      watch_(watch),
      after_(std::move(after)),
      step_(context_, agreement, setting, encode::Start::kAnywhere, products),
      beginning_(context_, agreement, setting, encode::Start::kNothingHappened, products),
      session_(context_, budget, watch),
      at_beginning_(context_, budget, watch),
      clean_(context_.bool_const(":clean")) {
  step_.add_moment();
  if (after_) begin_after();
  session_.require(step_.considered(0));
  std::set<unsigned> seen;
  for (std::size_t i = 0; i < pool_.size(); ++i) admit(i, seen);
  session_.require(encode::implication(clean_, !step_.trouble(0)));
  flush();
}

// Brings everything that the unrollings have made since to the solvers.
void Workshop::flush() {
  assume_about_instances();
  if (after_) {
    pin_applications(step_, *after_, false, step_pinned_, [&](const z3::expr& e) { session_.require(e); });
    pin_applications(beginning_, *after_, true, beginning_pinned_,
                     [&](const z3::expr& e) { at_beginning_.require(e); });
  }
  session_.require(step_.take_constraints());
  at_beginning_.require(beginning_.take_constraints());
}

// The beginning is the given history's end.
void Workshop::begin_after() {
  for (std::size_t m = 0; m < after_->moments.size(); ++m) beginning_.add_moment();
  pin_inputs(step_, *after_, false, [&](const z3::expr& e) { session_.require(e); });
  pin_inputs(beginning_, *after_, true, [&](const z3::expr& e) { at_beginning_.require(e); });
}

void Workshop::admit(std::size_t index, std::set<unsigned>& seen) {
  const Candidate& candidate = pool_[index];
  const std::vector<z3::expr> arguments = any_arguments(step_, candidate);
  const z3::expr before = candidate.at(step_, 0, arguments).simplify();
  if (before.is_true() || !seen.insert(Z3_get_ast_id(context_, before)).second) return;
  const z3::expr after = candidate.at(step_, 1, arguments);
  const auto boolean = [&](const char* what) {
    return context_.bool_const(fmt::format(":{}:{}", what, index).c_str());
  };
  const Lemma lemma{boolean("assume"), boolean("breaks"), boolean("false"), after};
  if (!is_about_some(candidate)) session_.require(encode::implication(lemma.assume, before));
  session_.require(encode::implication(lemma.breaks, !after));
  const z3::expr first = candidate.at(beginning_, first_state(), arguments);
  at_beginning_.require(encode::implication(lemma.false_at_beginning, !first));
  lemmas_.emplace(index, lemma);
  kept_alive_.push_back(before);
  admitted_.push_back(index);
  (encode::multiplies(before) ? nonlinear_ : linear_).push_back(index);
}

void Workshop::assume_about_instances() {
  at_applications(step_, pool_, admitted_, assumed_, [&](std::size_t i, const z3::expr& fact) {
    session_.require(encode::implication(lemmas_.at(i).assume, fact));
  });
}

LemmaSet Workshop::true_at_beginning(const LemmaSet& lemmas, const properties::Goal& goal, const Scope& scope) {
  const z3::expr chosen = choices(beginning_, goal, scope);
  const std::vector<z3::expr> literals = presence(beginning_, scope);
  flush();
  LemmaSet kept;
  for (std::size_t i : lemmas) {
    std::vector<z3::expr> query = literals;
    query.push_back(lemmas_.at(i).false_at_beginning);
    if (at_beginning_.check(query, {chosen}) == Outcome::kUnsat) kept.push_back(i);
  }
  return kept;
}

// One round of elimination over all active lemmas at once: true if some were dropped.
bool Workshop::drop_broken(LemmaSet& active, const std::vector<z3::expr>& query, const z3::expr& chosen) {
  std::vector<z3::expr> literals = query, any;
  for (std::size_t i : active) {
    literals.push_back(lemmas_.at(i).assume);
    any.push_back(lemmas_.at(i).breaks);
  }
  watch_.pause();
  const Outcome outcome = session_.check(literals, {chosen, encode::disjunction(context_, any)});
  if (outcome == Outcome::kUnsat) return false;
  if (outcome == Outcome::kUndecided) return drop_one_by_one(active, query, chosen);
  const z3::model& model = session_.model();
  return std::erase_if(active, [&](std::size_t i) { return !model.eval(lemmas_.at(i).value_after, true).is_true(); }) >
         0;
}

bool Workshop::drop_one_by_one(LemmaSet& active, const std::vector<z3::expr>& query, const z3::expr& chosen) {
  std::vector<z3::expr> literals = query;
  for (std::size_t i : active) literals.push_back(lemmas_.at(i).assume);
  return std::erase_if(active, [&](std::size_t i) {
           std::vector<z3::expr> one = literals;
           one.push_back(lemmas_.at(i).breaks);
           watch_.pause();
           return session_.check(one, {chosen}) != Outcome::kUnsat;
         }) > 0;
}

LemmaSet Workshop::known_among(const LemmaSet& lemmas) const {
  LemmaSet known;
  std::copy_if(lemmas.begin(), lemmas.end(), std::back_inserter(known),
               [&](std::size_t i) { return lemmas_.contains(i); });
  return known;
}

LemmaSet Workshop::inductive(const properties::Goal& goal, const Scope& scope, const LemmaSet& given,
                             const LemmaSet& eligible) {
  LemmaSet active = true_at_beginning(eligible, goal, scope);
  std::vector<z3::expr> query = presence(step_, scope);
  const z3::expr chosen = choices(step_, goal, scope);
  flush();
  query.push_back(clean_);
  for (std::size_t i : given) {
    if (lemmas_.contains(i)) query.push_back(lemmas_.at(i).assume);
  }
  while (!active.empty()) {
    const bool changed = products_ == encode::Products::kExact ? drop_one_by_one(active, query, chosen)
                                                               : drop_broken(active, query, chosen);
    if (!changed) break;
  }
  active.insert(active.end(), given.begin(), given.end());
  std::sort(active.begin(), active.end());
  return active;
}

std::optional<Used> Workshop::refuted(const properties::Goal& goal, const Scope& scope,
                                      const std::vector<z3::expr>& meanwhile, const LemmaSet& lemmas) {
  std::vector<z3::expr> query = presence(step_, scope), required = meanwhile;
  required.push_back(choices(step_, goal, scope));
  const LemmaSet assumed = known_among(lemmas);
  for (std::size_t i : assumed) query.push_back(lemmas_.at(i).assume);
  flush();
  watch_.pause();
  if (session_.check(query, required) != Outcome::kUnsat) return std::nullopt;
  return used_of(session_, scope, assumed);
}

std::optional<Used> Workshop::meets(const properties::Goal& goal, const Scope& scope, const LemmaSet& lemmas) {
  return refuted(goal, scope, {wrong(step_, goal, 0)}, lemmas);
}

std::optional<Used> Workshop::preserves(std::size_t lemma, const properties::Goal& goal, const Scope& scope,
                                        const LemmaSet& lemmas) {
  return refuted(goal, scope, {clean_, lemmas_.at(lemma).breaks}, lemmas);
}

std::optional<Used> Workshop::meets_later(const properties::Goal& goal, const Scope& scope, const LemmaSet& lemmas,
                                          unsigned k) const {
  if (after_) return std::nullopt;
  z3::context fresh;
  Unrolling unrolling(fresh, agreement_, setting_, encode::Start::kAnywhere, products_);
  Session session(fresh, budget_, watch_);
  for (unsigned m = 0; m < k; ++m) unrolling.add_moment();
  for (unsigned m = 0; m < k; ++m) {
    session.require(unrolling.considered(m));
    const z3::expr bad = wrong(unrolling, goal, m);
    session.require(m + 1 < k ? !bad : bad);
  }
  session.require(choices(unrolling, goal, scope));
  std::vector<z3::expr> query = presence(unrolling, scope);
  const LemmaSet assumed = known_among(lemmas);
  const auto literal = [&](std::size_t i) { return fresh.bool_const(fmt::format(":assume:{}", i).c_str()); };
  for (std::size_t i : assumed) {
    query.push_back(literal(i));
    if (!is_about_some(pool_[i])) session.require(encode::implication(literal(i), pool_[i].at(unrolling, 0, {})));
  }
  Assumed done;
  at_applications(unrolling, pool_, assumed, done,
                  [&](std::size_t i, const z3::expr& fact) { session.require(encode::implication(literal(i), fact)); });
  session.require(unrolling.take_constraints());
  if (session.check(query) != Outcome::kUnsat) return std::nullopt;
  return used_of(session, scope, assumed);
}

}  // namespace proviso::solver
