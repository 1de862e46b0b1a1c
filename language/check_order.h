// Terms, defines and tallies read one another: the order in which each comes after what it reads.
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

// Brings `declared` terms, defines and tallies into an order in which each reads only earlier ones, renumbers their
// symbols, and returns all three kinds in one such order. Circles are reported (P209); who is in one is marked.
std::vector<Definition> order_definitions(Checker& checker);

}  // namespace proviso::language
