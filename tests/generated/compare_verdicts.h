// The prover against brute force, and its engines against each other.
#pragma once

#include "properties/goal.h"
#include "properties/verdict.h"
#include "tests/generated/enumeration.h"
#include "tests/generated/examination.h"

namespace proviso::generated {

// What the verdict says that brute force does not find, or the other way round. `weakness`: the verdict is undecided,
// and brute force is not; where that is no more than weakness.
std::optional<std::string> difference(const properties::Goal& goal, const properties::Verdict& verdict,
                                      const Enumeration& enumeration, std::string& weakness);

// Every property of the agreement: its verdict against brute force where the world is closed, and every proof against a
// search for what it excludes.
std::optional<Disagreement> compare_verdicts(const language::Agreement& agreement, const Effort& effort,
                                             Figures& figures);

}  // namespace proviso::generated
