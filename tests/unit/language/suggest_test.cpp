#include "language/suggest.h"

#include <gtest/gtest.h>

#include <array>

namespace proviso::language {
namespace {

TEST(EditDistance, CountsInsertionsRemovalsChangesAndSwaps) {
  struct Case {
    std::string_view from, to;
    std::size_t distance;
  };
  constexpr Case kCases[] = {
      {"", "", 0},       {"", "abc", 3},          {"abc", "", 3},         {"cap", "cap", 0},
      {"cap", "map", 1}, {"clause", "cluase", 1}, {"azure", "azzure", 1}, {"kitten", "sitting", 3},
      {"ca", "abc", 3}};
  for (const Case& c : kCases) EXPECT_EQ(edit_distance(c.from, c.to), c.distance) << c.from << " " << c.to;
}

TEST(Suggest, FindsSlipsAndNothingElse) {
  constexpr auto kWords = std::to_array<std::string_view>({"clause", "property", "party", "cap", "Azure"});
  struct Case {
    std::string_view word;
    std::optional<std::string_view> nearest;
  };
  const Case cases[] = {{"cluase", "clause"}, {"propery", "property"}, {"Clause", "clause"},
                        {"AZURE", "Azure"},   {"partly", "party"},     {"xyz", std::nullopt},
                        {"c", std::nullopt},  {"", std::nullopt},      {"agreement", std::nullopt}};
  for (const Case& c : cases) EXPECT_EQ(suggest(c.word, kWords), c.nearest) << c.word;
}

TEST(Suggest, TakesTheFirstOfEquallyNearOnes) {
  constexpr auto kWords = std::to_array<std::string_view>({"cat", "car"});
  EXPECT_EQ(suggest("caz", kWords), "cat");
}

TEST(Suggest, PassesOverWordsTooLongToBeSlips) {
  const std::string word(1000, 'a');
  const auto words = std::to_array<std::string_view>({word, "a"});
  EXPECT_EQ(suggest(word + "b", words), std::nullopt);
}

TEST(DidYouMean, IsAQuestion) {
  constexpr auto kWords = std::to_array<std::string_view>({"clause"});
  EXPECT_EQ(did_you_mean("cluase", kWords), "did you mean `clause`?");
  EXPECT_EQ(did_you_mean("zzz", kWords), std::nullopt);
}

}  // namespace
}  // namespace proviso::language
