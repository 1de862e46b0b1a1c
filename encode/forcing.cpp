// `P can force F`: F and every `assume`, once for all values of the conditions in question. Which those are is found by
// reading F and the `assume`s once: each application of a condition that stands in F, and of those that the party
// decides also where the clauses or an `assume` read them. Where an application depends on the values of others, so
// that others come up, nothing is said: it has no value.
#include <algorithm>

#include "encode/unrolling_impl.h"
#include "language/children.h"

namespace proviso::encode {

namespace {

constexpr std::size_t kMostApplications = 8;

void collect_named(const language::Agreement& agreement, language::ExprId id, std::set<std::uint32_t>& named) {
  const language::ExprNode& node = agreement[id].node;
  if (const auto* condition = std::get_if<language::ConditionRef>(&node)) named.insert(condition->condition.index);
  for (language::ExprId child : language::children(node)) collect_named(agreement, child, named);
}

}  // namespace

// A condition as it is supposed to be, where it is one of those in question. Two applications may turn out to be one.
Encoded Unrolling::Impl::supposed(language::ConditionId condition, const std::vector<z3::expr>& arguments,
                                  const Place& place) {
  Supposition& supposition = *place.supposition;
  z3::expr value = condition_at(condition, arguments, place.moment.value());
  const bool own = agreement[condition].decided_by == supposition.party;
  const bool in_formula = supposition.in_formula && !place.in_clauses;
  const bool asked = own || (in_formula && supposition.named.contains(condition.index));
  bool known = false;
  for (std::size_t i = 0; i < supposition.applications.size(); ++i) {
    const Supposition::Application& one = supposition.applications[i];
    if (one.condition != condition) continue;
    std::vector<z3::expr> same;
    bool identical = true;
    for (std::size_t a = 0; a < arguments.size(); ++a) {
      identical = identical && id_of(arguments[a]) == id_of(one.arguments[a]);
      same.push_back(equality(arguments[a], one.arguments[a]));
    }
    known = known || identical;
    if (i < supposition.values.size()) {
      value = choice(conjunction(context, same), context.bool_val(supposition.values[i]), value);
    }
  }
  if (known || !asked) return {value, context.bool_val(true)};
  if (supposition.values.empty()) {
    supposition.applications.push_back({condition, arguments, own});
  } else {
    supposition.others_came_up = true;
  }
  return {value, context.bool_val(true)};
}

// What two applications of one condition come to if they are one.
z3::expr Unrolling::Impl::consistent(const Supposition& supposition) {
  std::vector<z3::expr> parts;
  for (std::size_t i = 0; i < supposition.applications.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Supposition::Application &a = supposition.applications[i], &b = supposition.applications[j];
      if (a.condition != b.condition || supposition.values[i] == supposition.values[j]) continue;
      std::vector<z3::expr> same;
      for (std::size_t p = 0; p < a.arguments.size(); ++p) same.push_back(equality(a.arguments[p], b.arguments[p]));
      parts.push_back(negation(conjunction(context, same)));
    }
  }
  return conjunction(context, parts);
}

Encoded Unrolling::Impl::can_force(const language::CanForce& node, const Place& place) {
  Supposition supposition;
  supposition.party = node.party;
  collect_named(agreement, node.formula, supposition.named);
  Place supposing = place;
  supposing.supposition = &supposition;
  evaluate(node.formula, supposing);
  assumptions_supposing(supposing);
  const std::size_t count = supposition.applications.size();
  const z3::expr no = context.bool_val(false);
  if (count > kMostApplications) return {no, no};
  std::vector<z3::expr> enough, defined;
  const auto values_of = [&](std::size_t own, std::size_t others) {
    supposition.values.clear();
    for (const Supposition::Application& one : supposition.applications) {
      std::size_t& bits = one.own ? own : others;
      supposition.values.push_back((bits & 1U) != 0);
      bits >>= 1U;
    }
  };
  const std::size_t owned = static_cast<std::size_t>(std::count_if(
      supposition.applications.begin(), supposition.applications.end(), [](const auto& a) { return a.own; }));
  const std::size_t all_own = std::size_t{1} << owned, all_others = std::size_t{1} << (count - owned);
  for (std::size_t own = 0; own < all_own; ++own) {
    std::vector<z3::expr> admitted, reached;
    for (std::size_t others = 0; others < all_others; ++others) {
      values_of(own, others);
      const z3::expr possible = consistent(supposition);
      const Encoded formula = evaluate(node.formula, supposing);
      const Encoded world = assumptions_supposing(supposing);
      admitted.push_back(conjunction(possible, world.value));
      reached.push_back(implication(admitted.back(), formula.value));
      defined.push_back(implication(possible, conjunction(formula.defined, world.defined)));
    }
    enough.push_back(conjunction(disjunction(context, admitted), conjunction(context, reached)));
  }
  if (supposition.others_came_up) return {no, no};
  return {disjunction(context, enough), conjunction(context, defined)};
}

Encoded Unrolling::Impl::assumptions_supposing(const Place& supposing) {
  Place after = supposing;
  after.trigger = nullptr;
  after.variables.clear();
  after.supposition->in_formula = false;
  Encoded all{context.bool_val(true), context.bool_val(true)};
  for (const language::Assumption& assumption : agreement.assumptions) {
    const Encoded fact = evaluate(assumption.fact, after);
    all = {conjunction(all.value, fact.value), conjunction(all.defined, fact.defined)};
  }
  after.supposition->in_formula = true;
  return all;
}

}  // namespace proviso::encode
