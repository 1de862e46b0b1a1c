// Answers goals of one agreement: surveys the readings, concludes a verdict, looks for the clauses a proof rests on,
// and has the proof confirmed.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "properties/goal.h"
#include "properties/verdict.h"
#include "solver/certificate.h"
#include "solver/limits.h"

namespace proviso::solver {

struct Wanted {
  bool rests_on = true;  // look for the clauses the proof rests on
  bool confirm = true;   // have certificates re-checked
};

class Prover {
 public:
  // `agreement` must outlive the prover. `interrupted` is asked between checks, and during them from another thread.
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
