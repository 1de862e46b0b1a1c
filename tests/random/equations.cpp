#include "tests/random/equations.h"

#include <set>

#include "encode/terms.h"

namespace proviso::random_histories {

using language::ActionId;
using language::Sort;
using language::Type;
using language::Value;
using properties::Arguments;

namespace {

Value lowest(const Type& type) {
  if (type.sort == Sort::kBool) return false;
  if (type.sort == Sort::kDate) return language::kFirstDay;
  if (type.sort == Sort::kParty || type.sort == Sort::kKind) return language::Member{0};
  return mpq_class(0);
}

}  // namespace

z3::solver solver_with(z3::context& context, unsigned budget) {
  z3::solver solver(context);
  if (budget > 0) solver.set("rlimit", budget);
  return solver;
}

bool satisfiable(z3::solver& solver) {
  const z3::check_result result = solver.check();
  if (result == z3::unknown) throw Undecided();
  return result == z3::sat;
}

bool satisfiable(z3::solver& solver, const z3::expr& extra) {
  solver.push();
  solver.add(extra);
  const bool can_be = satisfiable(solver);
  solver.pop();
  return can_be;
}

Equations::Equations(const Sample& sample, encode::Unrolling& unrolling)
    : sample_(sample), agreement_(sample.agreement), unrolling_(unrolling) {
  std::set<std::pair<std::size_t, std::uint32_t>> seen;
  for (const encode::Application& use : unrolling.condition_applications()) {
    if (use.symbol >= agreement_.conditions.size()) continue;  // a monitor's, which stays open
    if (seen.emplace(use.moment, use.symbol).second) conditions_.push_back({use.moment, use.symbol, use.value.decl()});
  }
  std::set<std::uint32_t> seen_terms;
  for (const encode::Application& use : unrolling.term_applications()) {
    if (seen_terms.insert(use.symbol).second) terms_.push_back({0, use.symbol, use.value.decl()});
  }
}

z3::expr Equations::value(const Type& type, const Value& value) const {
  return encode::literal(unrolling_.context(), type, value);
}

// All values of a type that tables are compared at: those that are drawn and, of an open kind, the individuals that
// stand for all the others.
std::vector<Equations::Individual> Equations::individuals(const Type& type) const {
  std::vector<Individual> all;
  for (const Value& drawn : sample_.values(type)) all.push_back({value(type, drawn), drawn});
  const bool open = language::is_open(agreement_, type);
  for (std::size_t i = 0; open && i < unrolling_.strangers(type.kind).size(); ++i) {
    const language::Member unnamed{kIndividuals + static_cast<std::uint32_t>(i)};
    all.push_back({value(type, unnamed), unnamed});
  }
  return all;
}

void Equations::table(const Symbol& symbol, const std::vector<language::VariableId>& parameters, const Type& type,
                      const properties::Table& table, std::vector<z3::expr>& all) const {
  std::vector<std::vector<Individual>> tuples{{}};
  for (language::VariableId parameter : parameters) {
    std::vector<std::vector<Individual>> longer;
    for (const std::vector<Individual>& shorter : tuples) {
      for (const Individual& next : individuals(agreement_[parameter].type)) {
        longer.push_back(shorter);
        longer.back().push_back(next);
      }
    }
    tuples = std::move(longer);
  }
  for (const std::vector<Individual>& tuple : tuples) {
    z3::expr_vector at(unrolling_.context());
    Arguments arguments;
    for (const Individual& one : tuple) {
      at.push_back(one.encoded);
      arguments.push_back(one.value);
    }
    all.push_back(symbol.function(at) == value(type, table.at(arguments)));
  }
}

std::vector<z3::expr> Equations::rigid(const Inputs& inputs) const {
  std::vector<z3::expr> all;
  for (std::uint32_t c = 0; c < agreement_.clauses.size(); ++c) {
    all.push_back(unrolling_.present(language::ClauseId{c}) == unrolling_.context().bool_val(!inputs.struck[c]));
  }
  for (std::uint32_t k = 0; k < agreement_.kinds.size(); ++k) {
    const std::vector<z3::expr>& strangers = unrolling_.strangers(language::KindId{k});
    for (std::size_t i = 0; i < strangers.size(); ++i) {
      all.push_back(strangers[i] == static_cast<int>(kIndividuals + i));
    }
  }
  readings(inputs.history, all);
  terms(inputs.history, all);
  for_any(inputs, all);
  return all;
}

void Equations::readings(const properties::History& history, std::vector<z3::expr>& all) const {
  for (std::uint32_t r = 0; r < agreement_.readings.size(); ++r) {
    for (std::uint32_t c = 0; c < agreement_.readings[r].choices.size(); ++c) {
      const bool taken = history.readings[r] == c;
      all.push_back(unrolling_.reading_is(language::ReadingId{r}, c) == unrolling_.context().bool_val(taken));
    }
  }
}

void Equations::terms(const properties::History& history, std::vector<z3::expr>& all) const {
  for (std::uint32_t t = 0; t < agreement_.terms.size(); ++t) {
    if (!agreement_.terms[t].parameters.empty()) continue;
    all.push_back(unrolling_.term(language::TermId{t}) == value(agreement_.terms[t].type, history.terms[t].otherwise));
  }
  for (const Symbol& term : terms_) {
    const language::Term& declared = agreement_.terms[term.index];
    table(term, declared.parameters, declared.type, history.terms[term.index], all);
  }
}

void Equations::for_any(const Inputs& inputs, std::vector<z3::expr>& all) const {
  for (std::size_t p = 0; p < inputs.for_any.size(); ++p) {
    const std::vector<language::VariableId>& variables = agreement_.properties[p].for_any;
    for (std::size_t v = 0; v < variables.size(); ++v) {
      const Type& type = agreement_[variables[v]].type;
      const Value given = inputs.for_any[p] ? (*inputs.for_any[p])[v] : lowest(type);
      all.push_back(unrolling_.variable(variables[v]) == value(type, given));
    }
  }
}

std::vector<z3::expr> Equations::moment(std::size_t index, const properties::Moment* moment, language::Day date) const {
  std::vector<z3::expr> all{unrolling_.date(index + 1) == encode::day_literal(unrolling_.context(), date)};
  for (std::uint32_t a = 0; a < agreement_.actions.size(); ++a) {
    const bool happens = moment != nullptr && moment->event && moment->event->action == ActionId{a};
    all.push_back(unrolling_.happens(ActionId{a}, index) == unrolling_.context().bool_val(happens));
    const std::vector<language::Field>& fields = agreement_.actions[a].parameters;
    for (std::uint32_t f = 0; f < fields.size(); ++f) {
      const Value given = happens ? moment->event->arguments[f] : lowest(fields[f].type);
      all.push_back(unrolling_.argument(ActionId{a}, f, index) == value(fields[f].type, given));
    }
  }
  for (const Symbol& condition : conditions_) {
    if (condition.moment != index) continue;
    const properties::Table never{{}, Value{false}};
    table(condition, agreement_.conditions[condition.index].parameters, Type{Sort::kBool},
          moment != nullptr ? moment->conditions[condition.index] : never, all);
  }
  return all;
}

std::vector<z3::expr> Equations::history(const Inputs& inputs, std::size_t moments) const {
  std::vector<z3::expr> all = rigid(inputs);
  const std::vector<properties::Moment>& there = inputs.history.moments;
  for (std::size_t m = 0; m < moments; ++m) {
    const bool is = m < there.size();
    const std::vector<z3::expr> one = moment(m, is ? &there[m] : nullptr, is ? there[m].date : there.back().date);
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

std::vector<z3::expr> arguments_of(const encode::Unrolling& unrolling,
                                   const std::vector<language::VariableId>& parameters, const Arguments& arguments) {
  std::vector<z3::expr> all;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    all.push_back(encode::literal(unrolling.context(), unrolling.agreement()[parameters[i]].type, arguments[i]));
  }
  return all;
}

}  // namespace proviso::random_histories
