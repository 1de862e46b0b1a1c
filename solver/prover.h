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

  // Whether the proof of a verdict, by the same induction, needs no more than these clauses, under these readings
  // (empty: all). Proved is what the verdict says: kKeep and kRespond: met; kReach: not reachable; kGreatest and
  // kLeast: no value lies beyond the verdict's. Never of kRecover, whose proofs are no inductions over clauses.
  bool provable(const properties::Goal& goal, const properties::Verdict& verdict, const std::vector<bool>& present,
                const std::vector<properties::ReadingChoice>& readings);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace proviso::solver
