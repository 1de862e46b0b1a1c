#include "language/lexer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace proviso::language {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

// What one text lexes to.
struct Lexed {
  SourceMap sources;
  Diagnostics diagnostics;
  std::vector<Token> tokens;

  explicit Lexed(std::string text) {
    const FileId file = sources.add("a.proviso", std::move(text));
    tokens = lex(sources, file, diagnostics);
  }
  // "P101 P102"
  std::string codes() const {
    std::string all;
    for (const Diagnostic& d : diagnostics.sorted()) all += (all.empty() ? "" : " ") + code_text(d.code);
    return all;
  }
  std::string text(std::size_t token) const { return std::string(sources.text(tokens.at(token).span)); }
};

std::vector<TokenKind> kinds(const Lexed& lexed) {
  std::vector<TokenKind> all;
  for (const Token& token : lexed.tokens) all.push_back(token.kind);
  return all;
}

TEST(Lex, EndsEveryText) {
  for (const char* text : {"", "  ", "\n\n", "\t\r\n"}) {
    EXPECT_EQ(kinds(Lexed(text)), std::vector{TokenKind::kEnd}) << text;
  }
}

TEST(Lex, TellsTheKindsApart) {
  using enum TokenKind;
  const Lexed lexed(
      "cap_2 \"s\" 12 20% $5 2026-04-27 { } ( ) , : . | = != < <= > >= + - * / not and or implies iff # c");
  EXPECT_EQ(kinds(lexed),
            (std::vector{kWord,      kString,     kNumber,  kPercent,      kMoney, kDate,    kLeftBrace, kRightBrace,
                         kLeftParen, kRightParen, kComma,   kColon,        kDot,   kBar,     kEqual,     kNotEqual,
                         kLess,      kLessEqual,  kGreater, kGreaterEqual, kPlus,  kMinus,   kStar,      kSlash,
                         kNot,       kAnd,        kOr,      kImplies,      kIff,   kComment, kEnd}));
  EXPECT_TRUE(lexed.diagnostics.empty());
}

TEST(Lex, NumbersAreExact) {
  struct Case {
    const char* text;
    const char* value;
  };
  const Case cases[] = {{"12", "12"},
                        {"1.5", "3/2"},
                        {"007", "7"},
                        {"0.1", "1/10"},
                        {"20%", "1/5"},
                        {"0.5%", "1/200"},
                        {"$0.01", "1/100"},
                        {"$250bn", "250000000000"},
                        {"$1.5m", "1500000"},
                        {"$20k", "20000"},
                        {"$1.23456k", "30864/25"},
                        {"1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"}};
  for (const Case& c : cases) {
    const Lexed lexed(c.text);
    EXPECT_EQ(std::get<mpq_class>(lexed.tokens.at(0).value), mpq_class(c.value)) << c.text;
    EXPECT_EQ(lexed.codes(), "") << c.text;
    EXPECT_EQ(lexed.tokens.size(), 2U) << c.text;
  }
}

TEST(Lex, StringsResolveEscapesAndGoOverLines) {
  const Lexed lexed("\"a \\\"b\\\" \\\\ c\" \"two\r\nlines – ü\" \"\"");
  EXPECT_EQ(std::get<std::string>(lexed.tokens.at(0).value), "a \"b\" \\ c");
  EXPECT_EQ(std::get<std::string>(lexed.tokens.at(1).value), "two\nlines – ü");
  EXPECT_EQ(std::get<std::string>(lexed.tokens.at(2).value), "");
  EXPECT_EQ(lexed.codes(), "");
}

TEST(Lex, DatesAreCalendarDays) {
  const Lexed lexed("2024-02-29 1901-01-01 2099-12-31");
  EXPECT_EQ(std::get<std::chrono::year_month_day>(lexed.tokens.at(0).value), year(2024) / month(2) / day(29));
  EXPECT_EQ(lexed.codes(), "");
}

TEST(Lex, KeepsComments) {
  const Lexed lexed("a # one ü\r\n# two\nb");
  EXPECT_EQ(kinds(lexed), (std::vector{TokenKind::kWord, TokenKind::kComment, TokenKind::kComment, TokenKind::kWord,
                                       TokenKind::kEnd}));
  EXPECT_EQ(lexed.text(1), "# one ü");
  EXPECT_FALSE(lexed.tokens[1].starts_line);
  EXPECT_TRUE(lexed.tokens[2].starts_line);
}

TEST(Lex, ReportsWhatIsWrittenOtherwise) {
  struct Case {
    const char* text;
    const char* codes;
    std::size_t tokens;  // with the end
  };
  const Case cases[] = {{"a @ b", "P101", 4},
                        {"@@@", "P101", 2},
                        {"a\u00A0b", "P101", 3},
                        {"a\u200Bb", "P101", 4},
                        {"[1]", "P101 P101", 4},
                        {"\x01", "P101", 2},
                        {"\"abc", "P102", 2},
                        {"\"a\\n\"", "P103", 2},
                        {"1.", "P104", 2},
                        {".5", "P104", 2},
                        {"1.2.3", "P104", 2},
                        {"12abc", "P104", 2},
                        {"45days", "P104", 3},
                        {"250bn", "P104", 2},
                        {"1e6", "P104", 2},
                        {"1_000", "P104", 2},
                        {"12345678901234567890123456789012345678901", "P105", 2},
                        {"2026-02-30", "P106", 2},
                        {"2026-13-01", "P106", 2},
                        {"2026-00-01", "P106", 2},
                        {"2026-01-00", "P106", 2},
                        {"1900-12-31", "P107", 2},
                        {"2100-01-01", "P107", 2},
                        {"2026/04/27", "P108", 2},
                        {"27.04.2026", "P108", 2},
                        {"4/27/2026", "P108", 2},
                        {"2026-4-27", "P108", 2},
                        {"$250 bn", "P109", 2},
                        {"$ 250", "P109", 2},
                        {"$", "P109", 2},
                        {"$1,000,000", "P109", 2},
                        {"$5B", "P109", 2},
                        {"$5 million", "P109", 2},
                        {"$5x", "P109", 2},
                        {"€5", "P109", 2},
                        {"20 %", "P110", 2},
                        {"a == b", "P111", 4},
                        {"a && b", "P111", 4},
                        {"!a", "P111", 3},
                        {"a => b", "P111", 4},
                        {"a -> b", "P111", 4},
                        {"a ≤ b", "P111", 4},
                        {"a <=> b", "P111", 4},
                        {"a // b", "P112", 2},
                        {"a /* b */ c", "P112", 3},
                        {"a /* b", "P112", 2},
                        {"“a” b", "P113", 3},
                        {"'a'", "P113", 2},
                        {"“a", "P113", 3},
                        {"a;", "P114", 2},
                        {"zinssätze", "P115", 2},
                        {"\u0391", "P115", 2}};
  for (const Case& c : cases) {
    const Lexed lexed(c.text);
    EXPECT_EQ(lexed.codes(), c.codes) << c.text;
    EXPECT_EQ(lexed.tokens.size(), c.tokens) << c.text;
  }
}

TEST(Lex, SaysHowManyDaysAMonthHas) {
  EXPECT_EQ(Lexed("2026-02-30").diagnostics.sorted().at(0).message, "there is no such day: February 2026 has 28 days");
  EXPECT_EQ(Lexed("2024-02-30").diagnostics.sorted().at(0).message, "there is no such day: February 2024 has 29 days");
}

TEST(Lex, AdvisesWhatToWrite) {
  struct Case {
    const char* text;
    const char* help;
  };
  const Case cases[] = {{"$250 bn", "write `$250bn`"},
                        {"$1,000,000", "write `$1000000`"},
                        {"20 %", "write `20%`"},
                        {"2026/04/27", "write `2026-04-27`"},
                        {"2026-4-7", "write `2026-04-07`"},
                        {"a == b", "write `=`"},
                        {"a && b", "write `and`"},
                        {"45days", "leave a space: `45 days`"},
                        {"250bn", "amounts of money begin with `$`: `$250bn`"}};
  for (const Case& c : cases) EXPECT_EQ(Lexed(c.text).diagnostics.sorted().at(0).help, c.help) << c.text;
}

TEST(Lex, AStringThatSwallowsTheNextOneEndsInItsLine) {
  const Lexed lexed("clause a \"title {\n  text \"words\"\n}\nclause b \"other\" { }");
  EXPECT_EQ(lexed.codes(), "P102");
  EXPECT_EQ(std::get<std::string>(lexed.tokens.at(2).value), "title");
  EXPECT_EQ(lexed.tokens.at(3).kind, TokenKind::kLeftBrace);
  EXPECT_EQ(std::get<std::string>(lexed.tokens.at(5).value), "words");
}

TEST(Lex, ManyOpenStringsTakeNoLongerThanFew) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "\"\\\n";
  EXPECT_TRUE(Lexed(text).diagnostics.has_errors());
  text.clear();
  for (int i = 0; i < 200000; ++i) text += "/*\n";
  EXPECT_TRUE(Lexed(text).diagnostics.has_errors());
}

}  // namespace
}  // namespace proviso::language
