#include "solver/search.h"

#include "encode/decode.h"
#include "solver/pinned.h"
#include "solver/plain.h"
#include "solver/session.h"

namespace proviso::solver {

// All moments but the last are clear.
std::vector<z3::expr> searched_for(encode::Unrolling& unrolling, const properties::Goal& goal, const Scope& scope,
                                   Target target, std::size_t moments) {
  std::vector<z3::expr> all = presence(unrolling, scope);
  all.push_back(choices(unrolling, goal, scope));
  const encode::Encoded where = for_any_where(unrolling, goal);
  all.push_back(encode::implication(where.defined, where.value));
  for (std::size_t m = 0; m < moments; ++m) unrolling.add_moment();
  unrolling.complete_terms();
  for (std::size_t m = 0; m < moments; ++m) {
    all.push_back(unrolling.considered(m));
    const bool last = m + 1 == moments;
    const encode::Encoded miss = missed(unrolling, goal, m);
    const z3::expr trouble = unrolling.trouble(m);
    if (!last || target == Target::kMiss) all.push_back(!trouble);
    if (last && target == Target::kMiss) all.push_back(encode::conjunction(miss.value, miss.defined));
    if (last && target == Target::kTrouble) all.push_back(encode::disjunction(trouble, !miss.defined));
  }
  if (scope.after) {
    const auto take = [&](const z3::expr& fact) { all.push_back(fact); };
    Pinned done;
    pin_inputs(unrolling, *scope.after, true, take);
    pin_applications(unrolling, *scope.after, true, done, take);
  }
  const std::vector<z3::expr> constraints = unrolling.take_constraints();
  all.insert(all.end(), constraints.begin(), constraints.end());
  return all;
}

SearchResult found(Session& session, encode::Unrolling& unrolling, const properties::Goal& goal) {
  const Outcome outcome = session.check();
  if (outcome == Outcome::kUnsat) return {};
  if (outcome == Outcome::kUndecided) return {SearchResult::Kind::kUndecided, std::nullopt};
  const z3::model first = session.model();
  const std::optional<z3::model> plain = make_plain(session, unrolling, goal);
  std::optional<properties::History> history = encode::decode(plain ? *plain : first, unrolling, goal.for_any);
  if (!history) return {SearchResult::Kind::kIrrational, std::nullopt};
  return {SearchResult::Kind::kFound, std::move(history)};
}

SearchResult search(const language::Agreement& agreement, const properties::Goal& goal, const Scope& scope,
                    Target target, std::size_t moments, std::uint64_t budget, Watch& watch) {
  z3::context context;
  encode::Unrolling unrolling(context, agreement, goal.setting, encode::Start::kNothingHappened);
  Session session(context, budget, watch);
  session.require(searched_for(unrolling, goal, scope, target, moments));
  return found(session, unrolling, goal);
}

}  // namespace proviso::solver
