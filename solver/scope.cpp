#include "solver/scope.h"

namespace proviso::solver {

using encode::Encoded;
using encode::Unrolling;

Scope everything(const language::Agreement& agreement, const properties::Setting& setting) {
  Scope scope;
  for (std::uint32_t c = 0; c < agreement.clauses.size(); ++c) scope.present.push_back(!setting.struck[c]);
  return scope;
}

std::vector<z3::expr> presence(const Unrolling& unrolling, const Scope& scope) {
  std::vector<z3::expr> literals;
  for (std::uint32_t c = 0; c < scope.present.size(); ++c) {
    const z3::expr literal = unrolling.present(language::ClauseId{c});
    literals.push_back(scope.present[c] ? literal : !literal);
  }
  return literals;
}

z3::expr choices(Unrolling& unrolling, const properties::Goal& goal, const Scope& scope) {
  z3::context& context = unrolling.context();
  std::vector<z3::expr> allowed;
  for (const properties::ReadingChoice& choice : scope.readings) {
    z3::expr one = context.bool_val(true);
    for (std::uint32_t r = 0; r < choice.size(); ++r) {
      one = encode::conjunction(one, unrolling.reading_is(language::ReadingId{r}, choice[r]));
    }
    allowed.push_back(one);
  }
  z3::expr result = allowed.empty() ? context.bool_val(true) : encode::disjunction(context, allowed);
  for (std::size_t i = 0; i < scope.for_any.size(); ++i) {
    const language::VariableId variable = goal.for_any[i];
    const z3::expr value = encode::literal(context, unrolling.agreement()[variable].type, scope.for_any[i]);
    result = encode::conjunction(result, unrolling.variable(variable) == value);
  }
  return result;
}

Encoded for_any_where(Unrolling& unrolling, const properties::Goal& goal) {
  for (language::VariableId variable : goal.for_any) unrolling.variable(variable);
  if (goal.for_any_where) return unrolling.in_state(*goal.for_any_where, {});
  return {unrolling.context().bool_val(true), unrolling.context().bool_val(true)};
}

Encoded missed(Unrolling& unrolling, const properties::Goal& goal, std::size_t moment) {
  const Encoded where = for_any_where(unrolling, goal);
  const Encoded formula = unrolling.after(goal.formula, moment);
  const bool reach = goal.kind == properties::GoalKind::kReach;
  const z3::expr wrong = reach ? formula.value : encode::negation(formula.value);
  return {encode::conjunction(where.value, wrong),
          encode::conjunction(where.defined, encode::implication(where.value, formula.defined))};
}

z3::expr wrong(Unrolling& unrolling, const properties::Goal& goal, std::size_t moment) {
  const Encoded miss = missed(unrolling, goal, moment);
  return encode::disjunction(miss.value, encode::disjunction(!miss.defined, unrolling.trouble(moment)));
}

}  // namespace proviso::solver
