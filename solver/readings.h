// Combinations of readings, and sets of them as few boxes.
#pragma once

#include <vector>

#include "language/agreement.h"
#include "properties/verdict.h"

namespace proviso::solver {

// All combinations, the last reading varying fastest; one empty combination if there are no readings. None if there are
// more than `most`.
std::vector<properties::ReadingChoice> combinations(const language::Agreement& agreement, std::size_t most);

// Boxes whose union is exactly the set; each as large as possible, none needless. Greedy: short, not always shortest.
std::vector<properties::ReadingBox> boxes(const language::Agreement& agreement,
                                          const std::vector<properties::ReadingChoice>& set);

}  // namespace proviso::solver
