// A whole agreement with its properties, drawn at random. Most of what comes out passes the checker.
#pragma once

#include "tests/generated/outline.h"
#include "tests/generated/tree.h"

namespace proviso::generated {

Node draft(Draws& draws, Profile profile);

}  // namespace proviso::generated
