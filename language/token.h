// The words, literals and signs of a file.
#pragma once

#include <gmpxx.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <variant>

#include "language/source.h"

namespace proviso::language {

enum class TokenKind {
  kEnd,      // after the last character, always there
  kComment,  // from `#` to the end of the line
  kInvalid,  // characters that mean nothing; already reported
  kWord,     // a name or a word of the language, except those below
  kString,
  kNumber,
  kPercent,
  kMoney,
  kDate,
  kLeftBrace,
  kRightBrace,
  kLeftParen,
  kRightParen,
  kComma,
  kColon,
  kDot,
  kBar,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kNot,
  kAnd,
  kOr,
  kImplies,
  kIff,
};

// One token. A literal that was reported has a harmless value of its kind, so that nothing else need be reported.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  bool starts_line = false;  // nothing but space stands before it in its line
  // Of an amount that does not begin with `$` the first three letters are the currency's code: `EUR 40k`.
  // Strings: the text with escapes resolved. Numbers: the value, percents and suffixes resolved (`20%` is 1/5). Dates.
  std::variant<std::monostate, std::string, mpq_class, std::chrono::year_month_day> value;
};

// `EUR`: three capital letters.
inline bool is_currency_code(std::string_view word) {
  return word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace proviso::language
