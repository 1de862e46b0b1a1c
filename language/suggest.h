// "Did you mean": the known word nearest to one that was not understood.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace proviso::language {

// How many letters must be inserted, removed, changed or swapped with their neighbour to turn one word into the other
// (optimal string alignment).
std::size_t edit_distance(std::string_view from, std::string_view to);

// The candidate nearest to the word if it is near enough to be a slip (a third of its letters, case apart); the first
// of equally near ones.
std::optional<std::string_view> suggest(std::string_view word, std::span<const std::string_view> candidates);

// "did you mean `x`?", as a diagnostic's help.
std::optional<std::string> did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace proviso::language
