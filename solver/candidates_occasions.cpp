// Candidates about a duty and the occasion it arose from: what was so then still is; beside what watches an occasion,
// what is owed for it.
#include <fmt/format.h>

#include <algorithm>

#include "language/children.h"
#include "solver/collector.h"

namespace proviso::solver {

namespace {

// A duty of the statement is outstanding that was created by what is watched or, `merged`, keeps it from being created.
z3::expr some_owed_for(Unrolling& u, StatementId id, std::size_t state, const Commitment& watched, bool merged) {
  const language::Capacity& capacity = std::get<Duty>(u.agreement()[id].rule).capacity;
  std::vector<z3::expr> any;
  for (CommitmentId d : u.commitments(id, state)) {
    const Commitment& owed = u.commitment(d);
    std::vector<z3::expr> same{u.outstanding(d, state), owed.deadline <= watched.deadline};
    if (!merged) same.push_back(owed.created == watched.created);
    for (std::size_t f = 0; f < owed.fields.size(); ++f) {
      const bool counts = std::find(capacity.per.begin(), capacity.per.end(), f) != capacity.per.end();
      if (!merged || counts) same.push_back(owed.fields[f] == watched.fields[f]);
    }
    any.push_back(encode::conjunction(u.context(), same));
  }
  return encode::disjunction(u.context(), any);
}

}  // namespace

// What let the duty arise, of what has happened so far, lets it still.
void Collector::add_still_so(StatementId id) {
  const Duty& rule = duty(id);
  const auto add_part = [&](ExprId part, bool positive) {
    const Reads what = reads(part);
    if (what.moment || what.parameter || !what.state) return;
    add_while_owed(id, fmt::format("still {}{}", positive ? "" : "not ", part.index),
                   [=](Unrolling& u, std::size_t s, CommitmentId c) {
                     const encode::Encoded now = u.in_state(part, {s, u.commitment(c).fields, c, {}});
                     return encode::implication(now.defined, positive ? now.value : encode::negation(now.value));
                   });
  };
  for (const std::optional<ExprId>& formula : {rule.trigger ? rule.trigger->where : std::nullopt, rule.when}) {
    if (!formula) continue;
    for (ExprId part : language::conjuncts(agreement_, *formula)) add_part(part, true);
  }
  if (rule.unless) add_part(*rule.unless, false);
}

// Of the monitor: a duty that the same event has created is owed, and due no later; where triggers merge, one that an
// earlier event has created.
void Collector::add_watched(StatementId id) {
  if (id != agreement_.monitor) return;
  for (std::uint32_t o = 0; o < id.index; ++o) {
    const StatementId other{o};
    const Duty* rule = std::get_if<Duty>(&agreement_[other].rule);
    if (!rule || !rule->trigger || rule->trigger->occasion != duty(id).trigger->occasion) continue;
    for (const bool merged : {false, true}) {
      if (merged && !rule->capacity.merging) continue;
      add_while_owed(id, label(other) + (merged ? " is owed instead" : " is owed for it"),
                     [other, merged](Unrolling& u, std::size_t state, CommitmentId c) {
                       return some_owed_for(u, other, state, u.commitment(c), merged);
                     });
    }
  }
}

}  // namespace proviso::solver
