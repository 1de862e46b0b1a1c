// Parts that follow a head in a fixed order, each at most once: `when F`, `unless F`, …
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "language/parser_reader.h"

namespace proviso::language {

// Watches over the parts of one construct; `words` are in their order. Words that begin one part in different ways are
// joined: "within|by".
class PartOrder {
 public:
  PartOrder(Reader& reader, std::span<const std::string_view> words)
      : reader_(reader), words_(words), seen_(words.size()) {}

  // Takes the part's word if one is next; reports one that comes twice or too late. Its index in `words`, or nothing.
  std::optional<std::size_t> take_word();
  bool seen(std::size_t index) const { return seen_[index].has_value(); }

 private:
  void check(std::size_t index, Span span);
  void report_twice(std::size_t index, Span span);

  Reader& reader_;
  std::span<const std::string_view> words_;
  std::vector<std::optional<Span>> seen_;
  std::size_t furthest_ = 0;
};

}  // namespace proviso::language
