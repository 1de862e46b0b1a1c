// `{ item item … }`, and what to say where it does not end.
#pragma once

#include <string>

#include "language/parser_reader.h"

namespace proviso::language {

// What a block belongs to: its declaration's first token, and its name in messages ("clause `x`").
struct Block {
  Token first;
  std::string what;
  bool holds_declarations = false;
};

// Takes the `{`, also after an error in what stands before it. False if there is none.
bool open_block(Reader& reader, const Block& block, Span& open);
// True at the end: the `}` is taken, or its absence is reported. A declaration that may not stand here is skipped.
bool ends_block(Reader& reader, const Block& block, Span open);

// Reads items to the block's end. After an error in an item the next begins where `stops` holds.
template <typename Item, typename Stops>
void read_block(Reader& reader, const Block& block, Item read_item, Stops stops) {
  Span open;
  if (!open_block(reader, block, open)) return;
  while (!ends_block(reader, block, open)) {
    const std::size_t before = reader.taken();
    read_item();
    reader.recover(before, stops);
    if (reader.taken() == before) reader.skip_one();
  }
}

}  // namespace proviso::language
