#include "solver/growth.h"

#include <z3++.h>

#include <map>

#include "encode/decode.h"
#include "encode/smtlib.h"
#include "properties/extreme.h"
#include "solver/search.h"

namespace proviso::solver {

namespace {

using encode::Unrolling;
using language::Agreement;
using language::Sort;
using language::Type;
using language::Value;
using properties::Goal;
using properties::GoalKind;
using properties::History;

// Where growth without end begins; how far below a limit. Any of them would do: they are shown.
constexpr int kFar = 1'000'000;
const std::vector<mpq_class> kClose{{1, 100}, 1, 10, 1000};

// A number of the sort that values of this type have.
Value value_of(const z3::expr& bound, const Type& type) {
  mpq_class number(Z3_get_numeral_string(bound.ctx(), bound));
  number.canonicalize();
  if (type.sort != Sort::kDate) return number;
  return language::Day{std::chrono::days{number.get_num().get_si()}};
}

bool is_zero(const z3::expr& e) { return std::string(Z3_get_numeral_string(e.ctx(), e)) == "0"; }

// `a` and `b` are reals and one bounds the other strictly, or would if the atom were negated: the other way.
std::optional<z3::expr> other_bound(const z3::expr& atom) {
  if (!atom.is_app() || atom.num_args() != 2 || !atom.arg(0).is_real()) return std::nullopt;
  switch (atom.decl().decl_kind()) {
    case Z3_OP_LT:
      return atom.arg(0) <= atom.arg(1);
    case Z3_OP_LE:
      return atom.arg(0) < atom.arg(1);
    case Z3_OP_GT:
      return atom.arg(0) >= atom.arg(1);
    case Z3_OP_GE:
      return atom.arg(0) > atom.arg(1);
    default:
      return std::nullopt;
  }
}

// Strict bounds that stand so that closing them makes the whole weaker are closed.
class Closing {
 public:
  z3::expr operator()(const z3::expr& e, bool positive = true) {
    const auto known = closed_.find({Z3_get_ast_id(e.ctx(), e), positive});
    if (known != closed_.end()) return known->second;
    const z3::expr result = close(e, positive);
    closed_.emplace(std::make_pair(Z3_get_ast_id(e.ctx(), e), positive), result);
    kept_alive_.push_back(e);
    return result;
  }

 private:
  z3::expr close(const z3::expr& e, bool positive) {
    if (!e.is_app() || !e.is_bool()) return e;
    const Z3_decl_kind kind = e.decl().decl_kind();
    if (kind == Z3_OP_NOT) return !(*this)(e.arg(0), !positive);
    if (kind == Z3_OP_IMPLIES) return z3::implies((*this)(e.arg(0), !positive), (*this)(e.arg(1), positive));
    if (kind == Z3_OP_ITE) return z3::ite(e.arg(0), (*this)(e.arg(1), positive), (*this)(e.arg(2), positive));
    if (kind == Z3_OP_AND || kind == Z3_OP_OR) {
      z3::expr_vector parts(e.ctx());
      for (unsigned i = 0; i < e.num_args(); ++i) parts.push_back((*this)(e.arg(i), positive));
      return kind == Z3_OP_AND ? z3::mk_and(parts) : z3::mk_or(parts);
    }
    if (positive != (kind == Z3_OP_LT || kind == Z3_OP_GT)) return e;
    return other_bound(e).value_or(e);
  }

  std::map<std::pair<unsigned, bool>, z3::expr> closed_;
  std::vector<z3::expr> kept_alive_;  // so that no other expression gets the id of one that was seen
};

// The formula's value in histories of so many moments, and what they satisfy.
struct LastValue {
  z3::expr value;
  std::vector<z3::expr> facts;
};

LastValue last_value(Unrolling& unrolling, const Goal& goal, std::size_t moments) {
  std::vector<z3::expr> facts = presence(unrolling, everything(unrolling.agreement(), goal.setting));
  const encode::Encoded where = for_any_where(unrolling, goal);
  facts.push_back(encode::conjunction(where.defined, where.value));
  for (std::size_t m = 0; m < moments; ++m) unrolling.add_moment();
  for (std::size_t m = 0; m < moments; ++m) {
    facts.push_back(unrolling.considered(m));
    facts.push_back(!unrolling.trouble(m));
  }
  const encode::Encoded last = unrolling.after(goal.formula, moments - 1);
  facts.push_back(last.defined);
  const std::vector<z3::expr> constraints = unrolling.take_constraints();
  facts.insert(facts.end(), constraints.begin(), constraints.end());
  return {last.value, facts};
}

// The value is `far` or beyond it.
z3::expr as_far_as(const Goal& goal, const z3::expr& value, const z3::expr& far) {
  return goal.kind == GoalKind::kGreatest ? value >= far : value <= far;
}

// A history in which E comes far, or close to the limit, and that value.
struct Beginning {
  History history;
  mpq_class value;
};

std::optional<Beginning> beginning(const Agreement& agreement, const Goal& goal, const std::optional<Value>& limit,
                                   std::size_t moments, std::uint64_t budget, Watch& watch) {
  const int sign = goal.kind == GoalKind::kGreatest ? 1 : -1;
  std::vector<mpq_class> values;
  if (limit) {
    for (const mpq_class& close : kClose) values.push_back(std::get<mpq_class>(*limit) - sign * close);
  } else {
    values.emplace_back(sign * kFar);
  }
  for (const mpq_class& value : values) {
    const properties::Compared question = properties::coming_to(agreement, goal, value);
    watch.pause();
    SearchResult found =
        search(question.agreement, question.goal, everything(question.agreement, question.goal.setting), Target::kMiss,
               moments, budget, watch);
    if (found.kind == SearchResult::Kind::kFound) return Beginning{*std::move(found.history), value};
  }
  return std::nullopt;
}

bool is_amount(const Type& type) { return language::is_numeric(type) && type.sort != Sort::kDate; }

// All that is no amount is as in the history.
void pin_what_is_no_amount(Unrolling& unrolling, const Goal& goal, const History& history,
                           std::vector<z3::expr>& facts) {
  const Agreement& agreement = unrolling.agreement();
  z3::context& context = unrolling.context();
  for (std::uint32_t r = 0; r < agreement.readings.size(); ++r) {
    facts.push_back(unrolling.reading_is(language::ReadingId{r}, history.readings[r]));
  }
  for (std::size_t i = 0; i < goal.for_any.size(); ++i) {
    facts.push_back(unrolling.variable(goal.for_any[i]) ==
                    encode::literal(context, agreement[goal.for_any[i]].type, history.for_any[i]));
  }
  for (std::size_t m = 0; m < history.moments.size(); ++m) {
    const properties::Moment& moment = history.moments[m];
    facts.push_back(unrolling.date(m + 1) == encode::day_literal(context, moment.date));
    for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
      const language::ActionId action{a};
      const bool occurs = moment.event && moment.event->action == action;
      facts.push_back(unrolling.happens(action, m) == context.bool_val(occurs));
      for (std::uint32_t p = 0; occurs && p < agreement[action].parameters.size(); ++p) {
        const Type& type = agreement[action].parameters[p].type;
        if (is_amount(type)) continue;
        facts.push_back(unrolling.argument(action, p, m) == encode::literal(context, type, moment.event->arguments[p]));
      }
    }
  }
}

}  // namespace

Extreme guess_extreme(const Agreement& agreement, const Goal& goal, Bounds bounds, std::size_t moments,
                      std::uint64_t budget, Watch& watch) {
  z3::context context;
  Unrolling unrolling(context, agreement, goal.setting, encode::Start::kNothingHappened);
  z3::optimize optimiser(context);
  z3::params parameters(context);
  parameters.set("rlimit", static_cast<unsigned>(budget));
  optimiser.set(parameters);
  const LastValue last = last_value(unrolling, goal, moments);
  if (encode::multiplies(last.value.simplify())) return {};
  Closing closing;
  for (const z3::expr& fact : last.facts) optimiser.add(bounds == Bounds::kClosed ? closing(fact) : fact);
  const bool greatest = goal.kind == GoalKind::kGreatest;
  const unsigned handle = greatest ? Z3_optimize_maximize(context, optimiser, last.value)
                                   : Z3_optimize_minimize(context, optimiser, last.value);
  try {
    const Watch::Guard guard(watch, context);
    if (optimiser.check() != z3::sat) return {};
  } catch (const z3::exception&) {
    return {};
  }
  // How often infinity, a number, how often an infinitesimal (which Z3 does not tell reliably).
  const z3::expr_vector bound(context, greatest ? Z3_optimize_get_upper_as_vector(context, optimiser, handle)
                                                : Z3_optimize_get_lower_as_vector(context, optimiser, handle));
  if (!is_zero(bound[0])) return {.value = {}, .unbounded = true};
  return {.value = value_of(bound[1], agreement[goal.formula].type)};
}

std::optional<Growth> growth(const Agreement& agreement, const Goal& goal, const std::optional<Value>& limit,
                             std::size_t moments, std::uint64_t budget, Watch& watch) {
  const Type& type = agreement[goal.formula].type;
  if (!is_amount(type)) return std::nullopt;
  std::optional<Beginning> from = beginning(agreement, goal, limit, moments, budget, watch);
  if (!from) return std::nullopt;
  z3::context context;
  Unrolling unrolling(context, agreement, goal.setting, encode::Start::kNothingHappened);
  LastValue last = last_value(unrolling, goal, moments);
  pin_what_is_no_amount(unrolling, goal, from->history, last.facts);
  const z3::expr far = context.constant(":far", last.value.get_sort());
  last.facts.push_back(as_far_as(goal, last.value, far));
  for (const z3::expr& constraint : unrolling.take_constraints()) last.facts.push_back(constraint);
  std::vector<z3::expr> given{as_far_as(goal, far, encode::literal(context, type, from->value))};
  if (limit) given.push_back(!as_far_as(goal, far, encode::literal(context, type, *limit)));
  const std::string title = limit ? "every value below the limit is reached or exceeded"
                                  : "every value is reached or exceeded in some history";
  auto script = encode::smtlib_script_for_none(agreement.name + ": " + title, given, far, last.facts);
  if (!script) return std::nullopt;
  return Growth{std::move(from->history), {title, *std::move(script)}};
}

}  // namespace proviso::solver
