#include "solver/extremes.h"

#include "encode/decode.h"

namespace proviso::solver {

namespace {

// A number of the sort that values of this type have; none where it is not finite.
std::optional<language::Value> value_of(const z3::expr& bound, const language::Type& type) {
  if (!bound.is_numeral()) return std::nullopt;
  mpq_class number(Z3_get_numeral_string(bound.ctx(), bound));
  number.canonicalize();
  if (type.sort != language::Sort::kDate) return number;
  return language::Value{language::Day{std::chrono::days{number.get_num().get_si()}}};
}

}  // namespace

Extreme guess_extreme(const language::Agreement& agreement, const properties::Goal& goal, std::size_t moments,
                      std::uint64_t budget, Watch& watch) {
  z3::context context;
  encode::Unrolling unrolling(context, agreement, goal.setting, encode::Start::kNothingHappened);
  z3::optimize optimiser(context);
  z3::params parameters(context);
  parameters.set("rlimit", static_cast<unsigned>(budget));
  optimiser.set(parameters);
  for (const z3::expr& literal : presence(unrolling, everything(agreement, goal.setting))) optimiser.add(literal);
  const encode::Encoded where = for_any_where(unrolling, goal);
  optimiser.add(encode::conjunction(where.defined, where.value));
  for (std::size_t m = 0; m < moments; ++m) unrolling.add_moment();
  for (std::size_t m = 0; m < moments; ++m) {
    optimiser.add(unrolling.considered(m));
    optimiser.add(!unrolling.trouble(m));
  }
  const encode::Encoded last = unrolling.after(goal.formula, moments - 1);
  optimiser.add(last.defined);
  for (const z3::expr& constraint : unrolling.take_constraints()) optimiser.add(constraint);
  const bool greatest = goal.kind == properties::GoalKind::kGreatest;
  const z3::optimize::handle handle = greatest ? optimiser.maximize(last.value) : optimiser.minimize(last.value);
  try {
    const Watch::Guard guard(watch, context);
    if (optimiser.check() != z3::sat) return {};
  } catch (const z3::exception&) {
    return {};
  }
  const z3::expr bound = greatest ? optimiser.upper(handle) : optimiser.lower(handle);
  const auto value = value_of(bound, agreement[goal.formula].type);
  return {value, !value};
}

}  // namespace proviso::solver
