// A history in the encoder's symbols: what it says of everything that the encoder leaves open.
#pragma once

#include <stdexcept>
#include <vector>

#include "encode/unrolling.h"
#include "tests/random/inputs.h"

namespace proviso::random_histories {

// A check that has spent its budget.
struct Undecided : std::runtime_error {
  Undecided() : std::runtime_error("Z3 did not decide a check") {}
};

// `budget`: Z3 resource units for each check; 0: as many as it takes.
z3::solver solver_with(z3::context& context, unsigned budget);
// Throws Undecided.
bool satisfiable(z3::solver& solver);
// With this besides, which is not kept.
bool satisfiable(z3::solver& solver, const z3::expr& extra);

class Equations {
 public:
  // All that is wanted of the unrolling has been asked. Both must outlive this.
  Equations(const Sample& sample, encode::Unrolling& unrolling);

  // Clauses, who is a stranger, readings, terms, and the variables of every `for any`.
  std::vector<z3::expr> rigid(const Inputs& inputs) const;
  // The date, the event and the conditions; without a moment, time passes at that date.
  std::vector<z3::expr> moment(std::size_t index, const properties::Moment* moment, language::Day date) const;
  // Those of the whole history; after its end time stands still, up to so many moments.
  std::vector<z3::expr> history(const Inputs& inputs, std::size_t moments) const;

 private:
  // A condition at a moment, or a term, that has parameters or is read at all.
  struct Symbol {
    std::size_t moment;
    std::uint32_t index;
    z3::func_decl function;
  };

  struct Individual {
    z3::expr encoded;
    language::Value value;
  };

  std::vector<Individual> individuals(const language::Type& type) const;
  z3::expr value(const language::Type& type, const language::Value& value) const;
  void readings(const properties::History& history, std::vector<z3::expr>& all) const;
  void terms(const properties::History& history, std::vector<z3::expr>& all) const;
  void for_any(const Inputs& inputs, std::vector<z3::expr>& all) const;
  void table(const Symbol& symbol, const std::vector<language::VariableId>& parameters, const language::Type& type,
             const properties::Table& table, std::vector<z3::expr>& all) const;

  const Sample& sample_;
  const language::Agreement& agreement_;
  encode::Unrolling& unrolling_;
  std::vector<Symbol> conditions_, terms_;
};

// The arguments in the encoder's terms.
std::vector<z3::expr> arguments_of(const encode::Unrolling& unrolling,
                                   const std::vector<language::VariableId>& parameters,
                                   const properties::Arguments& arguments);

}  // namespace proviso::random_histories
