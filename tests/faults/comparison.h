// The comparisons of tests/random one by one, so that a fault need only be looked for where its place is come by.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/random/sample.h"

namespace proviso::faults {

enum class Way {
  kBeginning,     // what there can be at all: inputs, and terms as they come
  kStep,          // each moment from an arbitrary state
  kRun,           // moment by moment from the beginning
  kAbstractStep,  // the same, products abstracted
  kSearch,        // what the search for a counterexample takes for trouble
};
inline constexpr Way kWays[] = {Way::kBeginning, Way::kStep, Way::kRun, Way::kAbstractStep, Way::kSearch};

std::string name_of(Way way);

// How much work: what a glance does not find, all is asked for.
enum class Effort { kGlance, kAll };

struct Outcome {
  std::size_t histories = 0;
  std::optional<std::string> difference;
};

// With the fault of this number planted, or none, on histories that are the same each time, up to the first difference.
// An exception is one. Ends early where the fault's place is not come by: it changes nothing then.
Outcome compare(const random_histories::Sample& sample, Way way, Effort effort, std::optional<std::size_t> fault);

}  // namespace proviso::faults
