// Piecewise values, rounding, and members gone through one by one.
#include <fmt/format.h>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::Rounding;

// Every condition is read; a value only where its case applies. Two cases that apply must agree.
Encoded Unrolling::Impl::cases(const language::Cases& node, const language::Type& type, const Place& place) {
  const bool real = sort_of(context, type).is_real();
  const auto value_of = [&](language::ExprId id) {
    Encoded e = evaluate(id, place);
    if (real) e.value = as_real(e.value);
    return e;
  };
  std::vector<Encoded> whens, values;
  std::vector<z3::expr> any, needs;
  for (const language::Cases::Case& one : node.cases) {
    whens.push_back(evaluate(one.when, place));
    values.push_back(value_of(one.value));
    any.push_back(whens.back().value);
    needs.push_back(whens.back().defined);
    needs.push_back(implication(whens.back().value, values.back().defined));
    for (std::size_t i = 0; i + 1 < whens.size(); ++i) {
      const z3::expr both = conjunction(whens[i].value, whens.back().value);
      needs.push_back(implication(both, equality(values[i].value, values.back().value)));
    }
  }
  const z3::expr covered = disjunction(context, any);
  z3::expr value = values.back().value;
  if (node.otherwise) {
    const Encoded otherwise = value_of(*node.otherwise);
    value = otherwise.value;
    needs.push_back(disjunction(covered, otherwise.defined));
  } else {
    needs.push_back(covered);
  }
  for (std::size_t i = values.size(); i-- > 0;) value = choice(whens[i].value, values[i].value, value);
  return {value, conjunction(context, needs)};
}

// The multiple is `count` times the unit: a product like any other. What the unknown count is follows from the bounds.
Encoded Unrolling::Impl::rounded(const language::Round& node, const language::Type& type, const Place& place) {
  const Encoded value = evaluate(node.value, place), unit = evaluate(node.multiple, place);
  const bool real = sort_of(context, type).is_real();
  const z3::expr x = real ? as_real(value.value) : value.value;
  const z3::expr m = real ? as_real(unit.value) : unit.value;
  const z3::expr count = constant(fmt::format("multiple!{}", names++), context.int_sort());
  const z3::expr result = product(real ? as_real(count) : count, m);
  const z3::expr below = result <= x, above = result >= x;
  z3::expr bounds = below && x < result + m;
  if (node.direction == Rounding::kUp) bounds = above && x > result - m;
  if (node.direction == Rounding::kNearest) {
    const z3::expr twice = 2 * (x - result);
    bounds = z3::ite(x >= 0, -m <= twice && twice < m, -m < twice && twice <= m);
  }
  const z3::expr positive = m > 0;
  constraints.push_back(implication(positive, bounds));
  return {result, conjunction(conjunction(value.defined, unit.defined), positive)};
}

// Read from the first member on, as a chain of `and` or `or`.
Encoded Unrolling::Impl::quantified(const language::Quantifier& node, const Place& place) {
  const auto sense = [&](const Encoded& e) { return node.every ? e : negated(e); };
  Encoded all{context.bool_val(true), context.bool_val(true)};
  for (const z3::expr& member : individuals(agreement[node.variable].type)) {
    Place inner = place;
    inner.variables.insert_or_assign(node.variable, member);
    all = and_then(all, sense(evaluate(node.body, inner)));
  }
  return sense(all);
}

}  // namespace proviso::encode
