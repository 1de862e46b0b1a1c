// Answers goals of one agreement. Engines run in rounds of fixed budgets, in an order that does not depend on the
// machine: induction with lemmas, then for each length a search and a longer induction. The readings for which a goal
// is met are found by elimination: a proof settles all that are open at once, a counterexample is replayed under each.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "properties/goal.h"
#include "properties/verdict.h"
#include "solver/certificate.h"

namespace proviso::solver {

struct Limits {
  std::uint64_t budget = 3'000'000;  // Z3 resource units for each check
  std::size_t max_moments = 10;      // search stops there
  unsigned max_k = 4;                // induction over more moments is not tried
  std::size_t max_readings = 4096;   // combinations of readings
};

struct Wanted {
  bool rests_on = true;  // look for the clauses the proof rests on
  bool confirm = true;   // have certificates re-checked
};

// The independent interpreter, as the prover sees it: this folder may not know it.
struct Judge {
  // The history is compliant, in no trouble, and at its last moment misses a goal to keep, or reaches one to reach.
  std::function<bool(const properties::Goal&, const properties::History&)> demonstrates;
  // Why a history can not be judged, or is not what it should be.
  std::function<std::string(const properties::Goal&, const properties::History&)> complaint;
};

// The prover and the interpreter, or two solvers, disagree: a bug of ours, never a verdict.
struct Disagreement : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Somebody asked to stop.
struct Interrupted : std::exception {};

class Prover {
 public:
  // `agreement` must outlive the prover. `interrupted` is asked between checks.
  Prover(const language::Agreement& agreement, Limits limits, Judge judge, std::function<bool()> interrupted = {});
  ~Prover();

  // Throws Disagreement and Interrupted.
  properties::Verdict prove(const properties::Goal& goal, const Wanted& wanted);

  // The scripts that must be unsatisfiable for the goal's proof to stand; none where there is no proof.
  std::vector<Obligation> certificate(const properties::Goal& goal);

  // Whether the goal is proved (kKeep: met; kReach: not reachable) with exactly these clauses present, under these
  // readings (empty: all), by the induction that a verdict's `moments_of_induction` and `exact_products` name.
  bool provable(const properties::Goal& goal, const std::vector<bool>& present,
                const std::vector<properties::ReadingChoice>& readings, unsigned k, bool exact_products);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace proviso::solver
