#include "solver/support.h"

#include <functional>

namespace proviso::solver {

namespace {

// What watches is no clause that can be spared.
bool is_monitor(const language::Agreement& agreement, std::size_t clause) {
  return agreement.monitor && agreement[agreement[*agreement.monitor].text].clause.index == clause;
}

// Leaves out one clause after the other as long as the test succeeds. Presence is not monotone, so each set is tried,
// not inferred.
void leave_out(const language::Agreement& agreement, Scope& scope, const std::function<bool()>& succeeds) {
  for (bool spared = true; spared;) {
    spared = false;
    for (std::size_t c = 0; c < scope.present.size(); ++c) {
      if (!scope.present[c] || is_monitor(agreement, c)) continue;
      scope.present[c] = false;
      const bool still = succeeds();
      scope.present[c] = !still;
      spared |= still;
    }
  }
}

}  // namespace

// From the clauses that the proof used: first what its own lemmas can spare, then what any lemmas can.
std::optional<std::vector<bool>> minimal_support(Engines& engines, const properties::Goal& goal, const Proof& proof,
                                                 const Scope& proved_in) {
  Scope scope = proved_in;
  const auto stands = [&] { return engines.stands(proof, goal, scope); };
  const auto provable = [&] { return engines.provable(goal, scope, proof.k, proof.effort); };
  const language::Agreement& agreement = engines.agreement();
  for (std::size_t c = 0; c < scope.present.size(); ++c) {
    scope.present[c] = proved_in.present[c] && (proof.clauses[c] || is_monitor(agreement, c));
  }
  if (stands()) {
    leave_out(agreement, scope, stands);
  } else {
    scope.present = proved_in.present;
    if (stands()) {
      leave_out(agreement, scope, stands);
    } else if (!provable()) {
      return std::nullopt;
    }
  }
  leave_out(agreement, scope, provable);
  return scope.present;
}

}  // namespace proviso::solver
