// The faults that are planted in this build of the encoder, of which one at most is in effect.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace proviso::faults {

struct Planted {
  std::string_view name, construct, file;
};

// In the order of faults.txt.
const std::vector<Planted>& all();

// Asked at the place of each fault, by its number: whether it is in effect.
bool planted(std::size_t number);

// None: the encoder as it is. What is in effect at first is named by the environment variable PROVISO_FAULT.
void choose(std::optional<std::size_t> number);

// The place of the fault in effect was come by since it was chosen.
bool has_effect();

}  // namespace proviso::faults
