#include "cli/report/words.h"

#include <gtest/gtest.h>

namespace proviso::cli {
namespace {

TEST(Words, OneLine) {
  const std::vector<std::pair<std::string, std::string>> table = {{"", ""},
                                                                  {"plain", "plain"},
                                                                  {"  over\n     two lines \t", "over two lines"},
                                                                  {"déjà vu – 日本", "déjà vu – 日本"},
                                                                  {"a\x1b[31mred", "a\uFFFD[31mred"},
                                                                  {"bell\a", "bell\uFFFD"},
                                                                  {"not \xff utf-8", "not \uFFFD utf-8"},
                                                                  {"cut \xe2\x80", "cut \uFFFD\uFFFD"},
                                                                  {"turn \u202Eback", "turn \uFFFDback"},
                                                                  {"\u2066isolate", "\uFFFDisolate"},
                                                                  {"\u0085", "\uFFFD"}};
  for (const auto& [text, line] : table) EXPECT_EQ(one_line(text), line);
}

TEST(Words, HarmlessKeepsBlanksAndLineEnds) {
  EXPECT_EQ(harmless("  a   b\n  c\n"), "  a   b\n  c\n");
  EXPECT_EQ(harmless("a\x1b\r\tb"), "a\uFFFD\uFFFD\uFFFDb");
}

TEST(Words, Wrapped) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrapped("", 5), Lines{""});
  EXPECT_EQ(wrapped("aa bb cc", 5), (Lines{"aa bb", "cc"}));
  EXPECT_EQ(wrapped("aa bbbbbbbb c", 5), (Lines{"aa", "bbbbbbbb", "c"}));
  EXPECT_EQ(wrapped("ää öö", 5), Lines{"ää öö"});
}

TEST(Words, Shortened) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "ab…");
  EXPECT_EQ(shortened("éééé", 3), "éé…");
  EXPECT_EQ(shortened("", 3), "");
}

TEST(Words, ListedAndCounted) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(counted(0, "event", "events"), "0 events");
  EXPECT_EQ(counted(1, "event", "events"), "1 event");
}

}  // namespace
}  // namespace proviso::cli
