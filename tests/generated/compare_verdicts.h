// The prover against brute force, and its engines against each other.
#pragma once

#include "tests/generated/examination.h"

namespace proviso::generated {

// Every property of the agreement: its verdict against brute force where the world is closed, and every proof against a
// search for what it excludes.
std::optional<Disagreement> compare_verdicts(const language::Agreement& agreement, const Effort& effort,
                                             Figures& figures);

}  // namespace proviso::generated
