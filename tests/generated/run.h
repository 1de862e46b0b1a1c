// What `generate_agreements` does.
#pragma once

#include <cstddef>
#include <cstdint>

namespace proviso::generated {

struct RunOptions {
  std::uint64_t seed = 1;
  std::size_t first = 0, count = 1000;
  bool print_texts = false, draw_only = false;
};

// Prints progress, every disagreement and the figures. Returns how many disagreements there were.
std::size_t run(const RunOptions& options);

}  // namespace proviso::generated
