// How it works. One unrolling starts anywhere and has one moment. For each candidate lemma i there are three Booleans:
// `assume_i` (the lemma holds in state 0), `breaks_i` (it does not hold in state 1), and its value in state 1, read from
// models. A lemma about a tally with parameters is assumed at every application of that tally in state 0, also at those
// that come up later, and broken at fresh arguments, which stand for all.
//
// Why it is sound. Elimination ends with a set that every moment of the scope preserves if the moment is not in trouble;
// the goal's check counts trouble as missing the goal, so no history in trouble slips through. Which candidates are
// tried does not matter for soundness. A check that the budget cut counts as a broken lemma, or as not proved.
#include "solver/induction.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "solver/session.h"

namespace proviso::solver {

using encode::Unrolling;

namespace {

std::string text_of(const z3::expr& e) { return e.simplify().to_string(); }

struct Lemma {
  z3::expr assume, breaks, value_after;
};

}  // namespace

struct Induction::Impl {
  const language::Agreement& agreement;
  properties::Setting setting;
  std::uint64_t budget;
  z3::context context;
  Unrolling step, beginning;
  Session session, at_beginning;
  std::vector<Candidate> pool;
  std::vector<Lemma> lemmas;
  std::vector<z3::expr> false_at_beginning;
  std::size_t instances_done = 0;
  z3::expr clean;
  std::map<std::string, z3::expr> literals;                 // of goals and scopes, by what they say
  std::map<std::string, std::vector<std::size_t>> results;  // lemmas that hold, by scope

  Impl(const language::Agreement& a, const properties::Setting& s, std::uint64_t b);

  void admit(const Candidate& candidate, std::set<std::string>& seen);
  std::vector<z3::expr> fresh_arguments(const Candidate& candidate);
  void assume_about_instances();
  void flush();
  z3::expr literal_for(const z3::expr& meaning);

  std::vector<z3::expr> assumptions(const properties::Goal& goal, const Scope& scope);
  const std::vector<std::size_t>& holding(const properties::Goal& goal, const Scope& scope);
  std::vector<std::size_t> true_at_beginning(const properties::Goal& goal, const Scope& scope);
  bool drop_broken(std::vector<std::size_t>& active, const std::vector<z3::expr>& base);
  bool drop_one_by_one(std::vector<std::size_t>& active, const std::vector<z3::expr>& base);

  // Checks with the lemmas assumed; on success tells which were used, and notes the clauses.
  struct Used {
    std::vector<std::size_t> lemmas;
    std::vector<bool> clauses;
  };
  std::optional<Used> refuted(Session& on, const std::vector<z3::expr>& presence_literals,
                              const std::vector<z3::expr>& others, const std::vector<std::size_t>& active,
                              const std::vector<z3::expr>& assume);
  std::optional<Used> goal_refuted(const properties::Goal& goal, const Scope& scope, unsigned k);
  std::optional<Used> goal_refuted_once(const properties::Goal& goal, const Scope& scope);
  std::optional<Used> goal_refuted_later(const properties::Goal& goal, const Scope& scope, unsigned k);
  bool close(Proof& proof, const properties::Goal& goal, const Scope& scope);
};

Induction::Impl::Impl(const language::Agreement& a, const properties::Setting& s, std::uint64_t b)
    : agreement(a),
      setting(s),
      budget(b),
      step(context, a, s, encode::Start::kAnywhere),
      beginning(context, a, s, encode::Start::kNothingHappened),
      session(context, b),
      at_beginning(context, b),
      clean(context.bool_const("clean")) {
  step.add_moment();
  session.require(step.considered(0));
  std::set<std::string> seen;
  for (const Candidate& candidate : candidates(agreement)) admit(candidate, seen);
  session.require(encode::implication(clean, !step.trouble(0)));
  flush();
}

// Brings everything that the unrollings have made since to the solvers.
void Induction::Impl::flush() {
  assume_about_instances();
  session.require(step.take_constraints());
  at_beginning.require(beginning.take_constraints());
}

std::vector<z3::expr> Induction::Impl::fresh_arguments(const Candidate& candidate) {
  std::vector<z3::expr> arguments;
  if (!candidate.about) return arguments;
  for (language::VariableId parameter : agreement[*candidate.about].parameters) {
    const language::Variable& declared = agreement[parameter];
    arguments.push_back(context.constant(fmt::format("each:{}:{}", declared.name, parameter.index).c_str(),
                                         encode::sort_of(context, declared.type)));
  }
  return arguments;
}

void Induction::Impl::admit(const Candidate& candidate, std::set<std::string>& seen) {
  const std::vector<z3::expr> arguments = fresh_arguments(candidate);
  const z3::expr before = candidate.at(step, 0, arguments).simplify();
  const z3::expr after = candidate.at(step, 1, arguments);
  if (before.is_true() || !seen.insert(text_of(before)).second) return;
  const std::size_t index = pool.size();
  Lemma lemma{context.bool_const(fmt::format("assume:{}", index).c_str()),
              context.bool_const(fmt::format("breaks:{}", index).c_str()), after};
  if (!candidate.about) session.require(encode::implication(lemma.assume, before));
  session.require(encode::implication(lemma.breaks, !after));
  const z3::expr false_before = context.bool_const(fmt::format("false:{}", index).c_str());
  at_beginning.require(encode::implication(false_before, !candidate.at(beginning, 0, arguments)));
  false_at_beginning.push_back(false_before);
  lemmas.push_back(lemma);
  pool.push_back(candidate);
}

void Induction::Impl::assume_about_instances() {
  for (; instances_done < step.tally_instances().size(); ++instances_done) {
    const encode::TallyInstance instance = step.tally_instances()[instances_done];
    for (std::size_t i = 0; i < pool.size(); ++i) {
      if (pool[i].about != instance.tally) continue;
      session.require(encode::implication(lemmas[i].assume, pool[i].at(step, 0, instance.arguments)));
    }
  }
}

z3::expr Induction::Impl::literal_for(const z3::expr& meaning) {
  if (meaning.is_true()) return meaning;
  const std::string key = meaning.to_string();
  auto known = literals.find(key);
  if (known != literals.end()) return known->second;
  const z3::expr literal = context.bool_const(fmt::format("means:{}", literals.size()).c_str());
  session.require(encode::implication(literal, meaning));
  at_beginning.require(encode::implication(literal, meaning));
  literals.emplace(key, literal);
  return literal;
}

std::vector<z3::expr> Induction::Impl::assumptions(const properties::Goal& goal, const Scope& scope) {
  std::vector<z3::expr> base = presence(step, scope);
  const z3::expr chosen = literal_for(choices(step, goal, scope));
  if (!chosen.is_true()) base.push_back(chosen);
  return base;
}

std::vector<std::size_t> Induction::Impl::true_at_beginning(const properties::Goal& goal, const Scope& scope) {
  std::vector<std::size_t> active;
  const std::vector<z3::expr> base = assumptions(goal, scope);
  flush();
  for (std::size_t i = 0; i < pool.size(); ++i) {
    std::vector<z3::expr> query = base;
    query.push_back(false_at_beginning[i]);
    if (at_beginning.check(query) == Outcome::kUnsat) active.push_back(i);
  }
  return active;
}

// One round of elimination over all active lemmas at once: true if some were dropped.
bool Induction::Impl::drop_broken(std::vector<std::size_t>& active, const std::vector<z3::expr>& base) {
  std::vector<z3::expr> query = base, any;
  for (std::size_t i : active) {
    query.push_back(lemmas[i].assume);
    any.push_back(lemmas[i].breaks);
  }
  query.push_back(literal_for(encode::disjunction(context, any)));
  const Outcome outcome = session.check(query);
  if (outcome == Outcome::kUnsat) return false;
  if (outcome == Outcome::kUndecided) return drop_one_by_one(active, base);
  const z3::model model = session.model();
  return std::erase_if(active, [&](std::size_t i) { return !model.eval(lemmas[i].value_after, true).is_true(); }) > 0;
}

bool Induction::Impl::drop_one_by_one(std::vector<std::size_t>& active, const std::vector<z3::expr>& base) {
  std::vector<z3::expr> query = base;
  for (std::size_t i : active) query.push_back(lemmas[i].assume);
  return std::erase_if(active, [&](std::size_t i) {
           std::vector<z3::expr> one = query;
           one.push_back(lemmas[i].breaks);
           return session.check(one) != Outcome::kUnsat;
         }) > 0;
}

const std::vector<std::size_t>& Induction::Impl::holding(const properties::Goal& goal, const Scope& scope) {
  std::vector<z3::expr> base = assumptions(goal, scope);
  std::string key;
  for (const z3::expr& literal : base) key += literal.to_string() + " ";
  auto known = results.find(key);
  if (known != results.end()) return known->second;
  base.push_back(clean);
  std::vector<std::size_t> active = true_at_beginning(goal, scope);
  while (!active.empty() && drop_broken(active, base)) {
  }
  return results.emplace(key, active).first->second;
}

std::optional<Induction::Impl::Used> Induction::Impl::refuted(Session& on,
                                                              const std::vector<z3::expr>& presence_literals,
                                                              const std::vector<z3::expr>& others,
                                                              const std::vector<std::size_t>& active,
                                                              const std::vector<z3::expr>& assume) {
  std::vector<z3::expr> query = presence_literals;
  query.insert(query.end(), assume.begin(), assume.end());
  query.insert(query.end(), others.begin(), others.end());
  if (on.check(query) != Outcome::kUnsat) return std::nullopt;
  Used used;
  used.clauses.assign(presence_literals.size(), false);
  for (std::size_t position : on.core()) {
    if (position < presence_literals.size()) {
      used.clauses[position] = true;
    } else if (position < presence_literals.size() + assume.size()) {
      used.lemmas.push_back(active[position - presence_literals.size()]);
    }
  }
  return used;
}

std::optional<Induction::Impl::Used> Induction::Impl::goal_refuted_once(const properties::Goal& goal,
                                                                        const Scope& scope) {
  const std::vector<std::size_t>& active = holding(goal, scope);
  const encode::Encoded miss = missed(step, goal, 0);
  const z3::expr bad = encode::disjunction(miss.value, encode::disjunction(!miss.defined, step.trouble(0)));
  const z3::expr literal = literal_for(bad);
  const z3::expr chosen = literal_for(choices(step, goal, scope));
  flush();
  std::vector<z3::expr> assume;
  for (std::size_t i : active) assume.push_back(lemmas[i].assume);
  return refuted(session, presence(step, scope), {literal, chosen}, active, assume);
}

std::optional<Induction::Impl::Used> Induction::Impl::goal_refuted_later(const properties::Goal& goal,
                                                                         const Scope& scope, unsigned k) {
  const std::vector<std::size_t>& active = holding(goal, scope);
  z3::context fresh;
  Unrolling unrolling(fresh, agreement, setting, encode::Start::kAnywhere);
  Session on(fresh, budget);
  z3::expr bad = fresh.bool_val(false);
  for (unsigned m = 0; m < k; ++m) {
    unrolling.add_moment();
    on.require(unrolling.considered(m));
    const encode::Encoded miss = missed(unrolling, goal, m);
    const z3::expr wrong =
        encode::disjunction(miss.value, encode::disjunction(!miss.defined, unrolling.trouble(m)));
    if (m + 1 < k) on.require(!wrong);
    bad = wrong;
  }
  on.require(bad);
  on.require(choices(unrolling, goal, scope));
  std::vector<z3::expr> assume;
  for (std::size_t i : active) {
    assume.push_back(fresh.bool_const(fmt::format("assume:{}", i).c_str()));
    if (pool[i].about) continue;
    for (unsigned state = 0; state < k; ++state) {
      on.require(encode::implication(assume.back(), pool[i].at(unrolling, state, {})));
    }
  }
  for (std::size_t n = 0; n < unrolling.tally_instances().size(); ++n) {
    const encode::TallyInstance instance = unrolling.tally_instances()[n];
    for (std::size_t a = 0; a < active.size(); ++a) {
      if (pool[active[a]].about != instance.tally) continue;
      on.require(encode::implication(assume[a], pool[active[a]].at(unrolling, 0, instance.arguments)));
    }
  }
  on.require(unrolling.take_constraints());
  return refuted(on, presence(unrolling, scope), {}, active, assume);
}

std::optional<Induction::Impl::Used> Induction::Impl::goal_refuted(const properties::Goal& goal, const Scope& scope,
                                                                   unsigned k) {
  return k == 1 ? goal_refuted_once(goal, scope) : goal_refuted_later(goal, scope, k);
}

// Adds to the proof what its lemmas need to be preserved, until nothing is missing.
bool Induction::Impl::close(Proof& proof, const properties::Goal& goal, const Scope& scope) {
  const std::vector<std::size_t> active = holding(goal, scope);
  std::vector<z3::expr> assume;
  for (std::size_t i : active) assume.push_back(lemmas[i].assume);
  const z3::expr chosen = literal_for(choices(step, goal, scope));
  flush();
  for (std::size_t done = 0; done < proof.lemmas.size(); ++done) {
    const z3::expr breaks = lemmas[proof.lemmas[done]].breaks;
    const std::optional<Used> used =
        refuted(session, presence(step, scope), {clean, chosen, breaks}, active, assume);
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

Induction::Induction(const language::Agreement& agreement, const properties::Setting& setting, std::uint64_t budget)
    : impl_(std::make_unique<Impl>(agreement, setting, budget)) {}
Induction::~Induction() = default;

const std::vector<Candidate>& Induction::pool() const { return impl_->pool; }

bool Induction::proves(const properties::Goal& goal, const Scope& scope, unsigned k) {
  return impl_->goal_refuted(goal, scope, k).has_value();
}

std::optional<Proof> Induction::prove(const properties::Goal& goal, const Scope& scope, unsigned k) {
  const std::optional<Impl::Used> used = impl_->goal_refuted(goal, scope, k);
  if (!used) return std::nullopt;
  Proof proof{k, used->lemmas, used->clauses};
  if (!impl_->close(proof, goal, scope)) return std::nullopt;
  std::sort(proof.lemmas.begin(), proof.lemmas.end());
  return proof;
}

}  // namespace proviso::solver
