// The comparisons of tests/random one by one, so that a fault need only be looked for where its place is come by.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/random/sample.h"

namespace proviso::faults {

enum class Way {
  kRun,           // moment by moment from the beginning
  kStep,          // each moment from an arbitrary state
  kAbstractStep,  // the same, products abstracted
  kSearch,        // what the search for a counterexample takes for trouble
};
inline constexpr Way kWays[] = {Way::kRun, Way::kStep, Way::kAbstractStep, Way::kSearch};

std::string name_of(Way way);

struct Outcome {
  std::size_t histories = 0;
  std::optional<std::string> difference;
};

// On histories that are the same each time, up to the first difference. An exception is one.
Outcome compare(const random_histories::Sample& sample, Way way);

}  // namespace proviso::faults
