// What bounds the work of the engines, and who they answer to.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

#include "properties/goal.h"
#include "properties/history.h"

namespace proviso::solver {

struct Limits {
  std::uint64_t budget = 3'000'000;  // Z3 resource units for each check, below 2^32
  std::size_t max_moments = 10;      // search stops there
  unsigned max_k = 4;                // induction over more moments is not tried
  std::size_t max_readings = 4096;   // combinations of readings
  unsigned patience = 120;           // seconds for one check: a safety net beside the budget
};

// The independent interpreter, as the engines see it: this folder may not know it.
struct Judge {
  // The history is compliant, in no trouble, and at its last moment misses a goal to keep, or reaches one to reach.
  std::function<bool(const properties::Goal&, const properties::History&)> demonstrates;
  // Why a history can not be judged, or is not what it should be.
  std::function<std::string(const properties::Goal&, const properties::History&)> complaint;
  // The value that the expression of a goal of kind kGreatest or kLeast has at the end of the history, which is
  // compliant and in no trouble; none otherwise.
  std::function<std::optional<language::Value>(const properties::Goal&, const properties::History&)> reached{};
};

// An engine and the interpreter, or two solvers, disagree: a bug of ours, never a verdict.
struct Disagreement : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Somebody asked to stop.
struct Interrupted : std::exception {};

}  // namespace proviso::solver
