// From a text to what histories are drawn from, by the parser and the checker as they are.
#pragma once

#include <optional>
#include <string>

#include "tests/random/sample.h"

namespace proviso::generated {

// Why there is no sample: what is wrong with the text.
struct Checked {
  std::optional<random_histories::Sample> sample;
  std::string complaints;
};

Checked checked(const std::string& text);

}  // namespace proviso::generated
