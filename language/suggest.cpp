#include "language/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace proviso::language {
namespace {

constexpr std::size_t kMaxWord = 64;

std::string lower(std::string_view word) {
  std::string lowered(word);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

}  // namespace

std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> two_ago(to.size() + 1);
  std::vector<std::size_t> one_ago(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) one_ago[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t change = from[i - 1] == to[j - 1] ? 0 : 1;
      row[j] = std::min({one_ago[j] + 1, row[j - 1] + 1, one_ago[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], two_ago[j - 2] + 1);
    }
    two_ago.swap(one_ago);
    one_ago.swap(row);
  }
  return one_ago[to.size()];
}

std::optional<std::string_view> suggest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > kMaxWord) return std::nullopt;
  const std::string lowered = lower(word);
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::optional<std::string_view> nearest;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kMaxWord || candidate == word) continue;
    const std::size_t distance = edit_distance(lowered, lower(candidate));
    if (distance >= least || distance >= candidate.size()) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

std::optional<std::string> did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const auto nearest = suggest(word, candidates);
  if (!nearest) return std::nullopt;
  return fmt::format("did you mean `{}`?", *nearest);
}

}  // namespace proviso::language
