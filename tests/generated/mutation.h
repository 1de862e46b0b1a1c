// A property and one next to it: of two that differ in a sign, one often holds and the other fails.
#pragma once

#include "tests/generated/outline.h"

namespace proviso::generated {

// With one sign or connective in the place of another; as it is where there is none.
Node mutated(Node tree, Draws& draws);

}  // namespace proviso::generated
