// `always possible F`: from the last moment of every history, F is true there or some continuation reaches it, with the
// conditions as they are at that moment.
//
// Shown by ways (see ways.h): histories from which none of those known goes through are searched for, shortest first;
// each is continued, and its continuation generalised to a further way. Between the lengths: from every state with the
// lemmas, some way goes through. Refuted by a history from which nothing leads on: shown by induction from its end, or,
// where only so many moments count, by searching them all. Inside solver/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "solver/attempt.h"
#include "solver/certificate.h"
#include "solver/ways.h"

namespace proviso::solver {

struct Recovery {
  // One of these, or `attempt.open` says why neither.
  std::optional<std::vector<Way>> ways;  // from every moment one of them goes through
  std::optional<properties::History> stuck;
  std::vector<Obligation> obligations;  // what has to be unsatisfiable for that
  Attempt attempt;                      // how far it got
};

// Goals of kind kRecover.
Recovery recover(Engines& engines, const properties::Goal& goal, const Scope& scope);

}  // namespace proviso::solver
