#include "language/parser_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace proviso::language {
namespace {

// The first of the words that are joined, which is cut off.
std::string_view take_first(std::string_view& joined) {
  const std::string_view first = joined.substr(0, joined.find('|'));
  joined.remove_prefix(std::min(first.size() + 1, joined.size()));
  return first;
}

bool is_among(std::string_view word, std::string_view joined) {
  while (!joined.empty()) {
    if (take_first(joined) == word) return true;
  }
  return false;
}

// "`one`, `up` or `merging`".
std::string shown(std::string_view joined) {
  std::string text = fmt::format("`{}`", take_first(joined));
  while (!joined.empty()) {
    const std::string_view word = take_first(joined);
    text += fmt::format("{}`{}`", joined.empty() ? " or " : ", ", word);
  }
  return text;
}

}  // namespace

std::optional<std::size_t> PartOrder::take_word() {
  if (!reader_.at(TokenKind::kWord)) return std::nullopt;
  const auto found = std::find_if(words_.begin(), words_.end(),
                                  [&](std::string_view joined) { return is_among(reader_.text(), joined); });
  if (found == words_.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(found - words_.begin());
  const Span span = reader_.take().span;
  check(index, span);
  seen_[index] = span;
  furthest_ = std::max(furthest_, index);
  return index;
}

void PartOrder::check(std::size_t index, Span span) {
  if (seen_[index]) return report_twice(index, span);
  if (index >= furthest_) return;
  std::string order;
  for (const std::string_view joined : words_) order += (order.empty() ? "" : "; ") + shown(joined);
  reader_.report(Code::kWrongOrder, span,
                 fmt::format("`{}` stands before {}", reader_.source_text(span), shown(words_[furthest_])),
                 "the order is: " + order);
}

void PartOrder::report_twice(std::size_t index, Span span) {
  const std::string_view first = reader_.source_text(*seen_[index]), again = reader_.source_text(span);
  Diagnostic twice{Code::kGivenTwice, Severity::kError, span, fmt::format("`{}` is given twice", again), {}, {}};
  twice.help = "join the two, or leave one out";
  if (first != again) {
    twice.message = fmt::format("`{}` can not stand beside `{}`", again, first);
    twice.help = "leave one of them out";
  }
  twice.labels.push_back({*seen_[index], "here first"});
  reader_.report(std::move(twice));
}

}  // namespace proviso::language
