#include "solver/search.h"

#include "encode/decode.h"
#include "solver/plain.h"
#include "solver/session.h"

namespace proviso::solver {

namespace {

// Requires a history of the scope whose last moment meets the target, all earlier moments being clear.
void require_target(Session& session, encode::Unrolling& unrolling, const properties::Goal& goal, Target target,
                    std::size_t moments) {
  const encode::Encoded where = for_any_where(unrolling, goal);
  session.require(encode::implication(where.defined, where.value));
  for (std::size_t m = 0; m < moments; ++m) unrolling.add_moment();
  unrolling.complete_terms();
  for (std::size_t m = 0; m < moments; ++m) {
    session.require(unrolling.considered(m));
    const bool last = m + 1 == moments;
    const encode::Encoded miss = missed(unrolling, goal, m);
    const z3::expr trouble = unrolling.trouble(m);
    if (!last || target == Target::kMiss) session.require(!trouble);
    if (last && target == Target::kMiss) session.require(encode::conjunction(miss.value, miss.defined));
    if (last && target == Target::kTrouble) session.require(encode::disjunction(trouble, !miss.defined));
  }
}

}  // namespace

SearchResult search(const language::Agreement& agreement, const properties::Goal& goal, const Scope& scope,
                    Target target, std::size_t moments, std::uint64_t budget, Watch& watch) {
  z3::context context;
  encode::Unrolling unrolling(context, agreement, goal.setting, encode::Start::kNothingHappened);
  Session session(context, budget, watch);
  session.require(presence(unrolling, scope));
  session.require(choices(unrolling, goal, scope));
  require_target(session, unrolling, goal, target, moments);
  session.require(unrolling.take_constraints());
  const Outcome outcome = session.check();
  if (outcome == Outcome::kUnsat) return {};
  if (outcome == Outcome::kUndecided) return {SearchResult::Kind::kUndecided, std::nullopt};
  const z3::model first = session.model();
  const std::optional<z3::model> plain = make_plain(session, unrolling, goal);
  std::optional<properties::History> history = encode::decode(plain ? *plain : first, unrolling, goal.for_any);
  if (!history) return {SearchResult::Kind::kIrrational, std::nullopt};
  return {SearchResult::Kind::kFound, std::move(history)};
}

}  // namespace proviso::solver
