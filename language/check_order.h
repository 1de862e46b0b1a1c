// Terms, defines and tallies read one another: the order in which they can be checked.
#pragma once

#include <cstdint>
#include <vector>

#include "language/check_state.h"

namespace proviso::language {

// A term, define or tally, by the index in its table.
struct Definition {
  SymbolKind kind{};
  std::uint32_t index = 0;
  bool in_circle = false;
};

// Brings `declared` terms and defines into an order in which each reads only earlier ones, renumbers their symbols, and
// returns them with the tallies in an order in which each comes after those it reads; of a tally only what says of which
// type it is counts, so that tallies may read themselves and one another. Circles are reported (P209, and P419 where a
// tally is in one); who is in one is marked.
std::vector<Definition> order_definitions(Checker& checker);

}  // namespace proviso::language
