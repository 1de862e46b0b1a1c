// Brute force: every history of a closed world, by its length, judged by the interpreter alone. Knows neither the
// encoder nor the solver.
#pragma once

#include <optional>
#include <vector>

#include "properties/expectation.h"
#include "properties/goal.h"
#include "tests/generated/closed_world.h"

namespace proviso::generated {

// What there is under one combination of readings and, of a goal to reach, for one combination of its `for any` values.
struct Shortest {
  properties::ReadingChoice readings;
  std::vector<language::Value> for_any;  // empty of a goal to keep
  bool asked = false;                    // some values of the terms allow it
  // The shortest history that misses the goal to keep or to respond to, or reaches the goal to reach.
  std::optional<properties::History> demonstration{};
  // The shortest one that those who comply could bring about, and whose last moment can not be judged.
  std::optional<properties::History> trouble{};
  // The largest value (of kLeast, the smallest).
  std::optional<language::Value> extreme{};
};

struct Enumeration {
  std::vector<Shortest> found;
  std::vector<properties::History> unmet;  // of a kRecover goal: where it is not true at the end, shortest first
  std::size_t depth = 0;                   // all histories of up to so many moments were looked at
  std::size_t histories = 0;               // as many were judged
};

// Up to `depth` moments, as long as there are no more than `most` histories to judge.
Enumeration enumerate(const language::Agreement& agreement, const ClosedWorld& world, const properties::Goal& goal,
                      std::size_t depth, std::size_t most);

}  // namespace proviso::generated
