// Bounded search (A. Biere, A. Cimatti, E. Clarke, Y. Zhu, "Symbolic model checking without BDDs", 1999): is there a
// history of exactly so many moments that misses the goal? A fresh solver for each length: shared ones degrade.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "properties/history.h"
#include "solver/scope.h"
#include "solver/session.h"
#include "solver/watch.h"

namespace proviso::solver {

enum class Target {
  kMiss,     // the goal is missed at the last moment, nothing is in trouble
  kTrouble,  // the last moment can not be judged
};

struct SearchResult {
  enum class Kind {
    kNone,  // no such history of this length
    kFound,
    kUndecided,   // the budget cut the check
    kIrrational,  // there may be one, but the one found has amounts that are no fractions
  } kind = Kind::kNone;
  // kFound: exact; made plain (few events, dates that matter, round amounts) unless that was cut.
  std::optional<properties::History> history;
};

// What a history of exactly so many moments satisfies that meets the target, over an unrolling without moments.
std::vector<z3::expr> searched_for(encode::Unrolling& unrolling, const properties::Goal& goal, const Scope& scope,
                                   Target target, std::size_t moments);

// A plain history that satisfies what the session requires of the unrolling.
SearchResult found(Session& session, encode::Unrolling& unrolling, const properties::Goal& goal);

// Histories of exactly `moments` (at least 1) moments. `budget`: Z3 resource units for each check.
SearchResult search(const language::Agreement& agreement, const properties::Goal& goal, const Scope& scope,
                    Target target, std::size_t moments, std::uint64_t budget, Watch& watch);

}  // namespace proviso::solver
