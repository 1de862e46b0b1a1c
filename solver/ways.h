// Ways to reach a formula from a state: what happens at each further moment, its arguments and date as expressions of
// the state it finds. Generalised from one continuation, a way goes through from many states: where it does is said by
// an expression without quantifiers. Inside solver/.
//
// After counterexample-guided inductive synthesis (A. Solar-Lezama, L. Tancau, R. Bodík, S. Seshia, V. Saraswat,
// "Combinatorial sketching for finite programs", 2006).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "encode/unrolling.h"
#include "properties/history.h"
#include "solver/scope.h"

namespace proviso::solver {

// An input of a moment, read in the state before it.
struct Template {
  std::string words;
  std::function<encode::Encoded(encode::Unrolling&, std::size_t state)> at;
};

struct Step {
  std::optional<language::ActionId> action;  // none: time passes
  Template date;
  std::vector<Template> arguments;
  std::string words;
};

using Way = std::vector<Step>;

// The ways that do the same in one history: for each input the templates that have its value there, likeliest first.
struct Family {
  struct Inputs {
    std::optional<language::ActionId> action;
    std::vector<std::vector<Template>> templates;  // of the date, then of the arguments; none is empty
  };
  std::vector<Inputs> steps;
};

// What the moments of the history from `first` on do, said of the state that each of them finds. The history reaches
// the goal at its last moment. None where its state can not be laid out again.
std::optional<Family> generalised(const language::Agreement& agreement, const properties::Goal& goal,
                                  const Scope& scope, const properties::History& history, std::size_t first);

// The ways of a family, the likeliest first, at most so many.
std::vector<Way> ways_of(const language::Agreement& agreement, const Family& family, std::size_t most);

struct Passage {
  std::vector<z3::expr> inputs;  // what the way's moments are; can be had in every state
  z3::expr goes_through;         // with those inputs
};

// Adds the way's moments to an unrolling whose own moments they are (see Branch), with the conditions as they are at
// the moment before them. It goes through where each input has a value, all moments are considered and can be judged,
// and the goal is reached after the last. Call once for an unrolling.
Passage passage(encode::Unrolling& unrolling, const Way& way, const properties::Goal& goal);

}  // namespace proviso::solver
