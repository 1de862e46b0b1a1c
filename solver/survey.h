// Under which readings a goal is met: found by elimination. A proof settles all readings that are open at once, a
// counterexample is replayed under each. Inside solver/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "properties/verdict.h"
#include "solver/attempt.h"

namespace proviso::solver {

// What is known of a goal under one combination of readings. Of a goal to reach, kMissed says that it is reached.
enum class Status { kOpen, kMet, kMissed };

struct Survey {
  std::vector<properties::ReadingChoice> combinations;
  std::vector<Status> status;  // of each combination

  struct Proved {
    Proof proof;
    Scope scope;
  };
  std::vector<Proved> proofs;                  // those that settled something
  std::vector<properties::History> histories;  // those that did

  // Where some are open: the first attempt that left them so, or the one with the smallest `closed`.
  std::optional<Attempt> unsettled;
  std::string reason;
};

// A goal to keep is asked for any values of its `for any` at once; one to reach for each way in which they can
// coincide, under the readings under which their `where` allows it.
Survey survey(Engines& engines, const properties::Goal& goal);

// The history under the first of these readings under which one of the survey's shows what it should.
std::optional<properties::History> shown_under(const Engines& engines, const properties::Goal& goal,
                                               const Survey& survey,
                                               const std::vector<properties::ReadingChoice>& readings);

}  // namespace proviso::solver
