#include "language/parser_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace proviso::language {

std::optional<std::size_t> PartOrder::take_word() {
  if (!reader_.at(TokenKind::kWord)) return std::nullopt;
  const auto found = std::find(words_.begin(), words_.end(), reader_.text());
  if (found == words_.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(found - words_.begin());
  const Span span = reader_.take().span;
  check(index, span);
  seen_[index] = span;
  furthest_ = std::max(furthest_, index);
  return index;
}

void PartOrder::check(std::size_t index, Span span) {
  if (seen_[index]) {
    Diagnostic twice{
        Code::kGivenTwice, Severity::kError, span, fmt::format("`{}` is given twice", words_[index]), {}, {}};
    twice.labels.push_back({*seen_[index], "here first"});
    twice.help = "join the two, or leave one out";
    reader_.report(std::move(twice));
  } else if (index < furthest_) {
    reader_.report(Code::kWrongOrder, span, fmt::format("`{}` stands before `{}`", words_[index], words_[furthest_]),
                   fmt::format("the order is: `{}`", fmt::join(words_, "`, `")));
  }
}

}  // namespace proviso::language
