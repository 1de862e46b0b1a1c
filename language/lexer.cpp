#include "language/lexer.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <optional>

#include "language/lexer_scanner.h"

namespace proviso::language {
namespace {

struct Character {
  utf8proc_int32_t code = -1;
  std::size_t size = 1;
};

Character decode(std::string_view text) {
  Character character;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto available = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4));
  const utf8proc_ssize_t size = utf8proc_iterate(bytes, available, &character.code);
  if (size > 0) character.size = static_cast<std::size_t>(size);
  if (size <= 0) character.code = -1;
  return character;
}

bool is_foreign_letter(const Character& character) {
  if (character.code < 0x80) return false;
  const auto category = utf8proc_category(character.code);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC;
}

bool is_space(const Character& character) { return utf8proc_category(character.code) == UTF8PROC_CATEGORY_ZS; }

// White space of ASCII; notes new lines.
bool scan_space(Scanner& scanner) {
  const char c = scanner.peek();
  if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return false;
  if (c == '\n') scanner.new_line();
  scanner.skip(1);
  return true;
}

void skip_line(Scanner& scanner) {
  scanner.take_while([](char c) { return c != '\n' && c != '\r'; });
}

bool scan_comment(Scanner& scanner) {
  if (scanner.peek() != '#') return false;
  const std::uint32_t begin = scanner.at();
  skip_line(scanner);
  scanner.emit(TokenKind::kComment, begin);
  return true;
}

bool scan_foreign_comment(Scanner& scanner) {
  if (!scanner.starts_with("//") && !scanner.starts_with("/*")) return false;
  const std::uint32_t begin = scanner.at();
  scanner.error(Code::kForeignComment, scanner.span(begin, begin + 2),
                fmt::format("`{}` does not begin a comment", scanner.rest().substr(0, 2)),
                "a comment goes from `#` to the end of its line");
  const bool is_block = scanner.starts_with("/*") && scanner.may_search_end();
  const std::size_t end = is_block ? scanner.rest().find("*/") : std::string_view::npos;
  if (end == std::string_view::npos) {
    if (is_block) scanner.missed_end();
    skip_line(scanner);
  } else {
    scanner.skip(end + 2);
  }
  return true;
}

TokenKind word_kind(std::string_view word) {
  if (word == "not") return TokenKind::kNot;
  if (word == "and") return TokenKind::kAnd;
  if (word == "or") return TokenKind::kOr;
  if (word == "implies") return TokenKind::kImplies;
  if (word == "iff") return TokenKind::kIff;
  return TokenKind::kWord;
}

// The size of the word character at the scanner, 0 if there is none.
std::size_t word_character_size(const Scanner& scanner) {
  if (is_word_character(scanner.peek())) return 1;
  if (scanner.at_end() || is_ascii(scanner.peek())) return 0;
  const Character character = decode(scanner.rest());
  return is_foreign_letter(character) ? character.size : 0;
}

bool scan_word(Scanner& scanner) {
  const std::uint32_t begin = scanner.at();
  std::optional<Span> foreign;
  while (const std::size_t size = word_character_size(scanner)) {
    if (size > 1 && !foreign) foreign = scanner.span(scanner.at(), scanner.at() + size);
    scanner.skip(size);
  }
  if (scanner.at() == begin) return false;
  if (foreign) {
    const std::string_view letter = scanner.from(begin).substr(foreign->begin - begin, foreign->end - foreign->begin);
    scanner.error(Code::kBadName, *foreign, fmt::format("`{}` can not be part of a name", letter),
                  "names are made of the letters A to Z and a to z, digits and `_`");
  }
  if (!foreign && scan_coded_amount(scanner, begin)) return true;
  scanner.emit(word_kind(scanner.from(begin)), begin);
  return true;
}

bool scan_semicolon(Scanner& scanner) {
  if (scanner.peek() != ';') return false;
  const std::uint32_t begin = scanner.at();
  scanner.skip(1);
  scanner.error(Code::kSemicolon, scanner.span_from(begin), "nothing ends in `;` here", "leave it out");
  return true;
}

std::string_view advice_for(char c) {
  switch (c) {
    case '[':
    case ']':
      return "lists stand between `{` and `}`, arguments between `(` and `)`";
    case '%':
      return "a `%` follows a number directly: `20%`";
    case '^':
      return "powers are written as products: `x * x`";
    case '\\':
      return "`\\` is used in strings alone";
    default:
      return "";
  }
}

std::string describe(std::string_view written, const Character& character) {
  if (character.code < 0) return "a byte that is not UTF-8 can not be read";
  if (is_space(character)) return fmt::format("a space of another kind (U+{:04X})", character.code);
  const auto category = utf8proc_category(character.code);
  const bool visible = category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF;
  if (visible) return fmt::format("`{}` means nothing here", written.substr(0, character.size));
  return fmt::format("an invisible character (U+{:04X})", character.code);
}

// Money signs of other currencies are common enough for their own words.
bool scan_foreign_money(Scanner& scanner) {
  const Character character = decode(scanner.rest());
  if (character.code < 0x80 || utf8proc_category(character.code) != UTF8PROC_CATEGORY_SC) return false;
  const std::uint32_t begin = scanner.at();
  const std::string_view sign = scanner.rest().substr(0, character.size);
  scanner.error(Code::kBadMoney, scanner.span(begin, begin + character.size),
                fmt::format("amounts of money begin with `$`, not with `{}`", sign),
                "`$` stands for the agreement's currency, whichever it is: `currency EUR`; an amount in another one is "
                "written `EUR 250`");
  scanner.skip(character.size);
  return true;
}

// One report for a run of the same character; an odd space is then passed over as if it were one.
void scan_stray(Scanner& scanner) {
  const std::uint32_t begin = scanner.at();
  const std::string_view rest = scanner.rest();
  const Character character = decode(rest);
  const std::string_view written = rest.substr(0, character.size);
  while (!scanner.at_end() && scanner.starts_with(written)) scanner.skip(character.size);
  const std::string_view advice = is_space(character) ? "write an ordinary space" : advice_for(rest.front());
  scanner.error(Code::kStrayCharacter, scanner.span_from(begin), describe(written, character),
                advice.empty() ? std::nullopt : std::optional<std::string>(advice));
  if (!is_space(character)) scanner.emit(TokenKind::kInvalid, begin);
}

void scan_point_number(Scanner& scanner) {
  const std::uint32_t begin = scanner.at();
  scanner.skip(1);
  const std::string_view digits = scanner.take_while(is_digit);
  scanner.error(Code::kBadNumber, scanner.span_from(begin), "a digit must stand before the point of a number",
                fmt::format("write `0.{}`", digits.substr(0, kMaxDigits)));
  scanner.emit(TokenKind::kNumber, begin, mpq_class());
}

void scan_token(Scanner& scanner) {
  if (scan_space(scanner) || scan_comment(scanner) || scan_foreign_comment(scanner)) return;
  const char c = scanner.peek();
  if (is_digit(c)) return scan_number(scanner);
  if (c == '$') return scan_money(scanner);
  if (c == '"') return scan_string(scanner);
  const bool follows_operand = is_word_character(scanner.previous()) || scanner.previous() == ')';
  if (c == '.' && is_digit(scanner.peek(1)) && !follows_operand) return scan_point_number(scanner);
  if (scan_word(scanner) || scan_semicolon(scanner) || scan_operator(scanner)) return;
  if (scan_foreign_string(scanner) || scan_foreign_money(scanner)) return;
  scan_stray(scanner);
}

}  // namespace

std::vector<Token> lex(const SourceMap& sources, FileId file, Diagnostics& diagnostics) {
  Scanner scanner(sources.text(file), file, diagnostics);
  while (!scanner.at_end()) scan_token(scanner);
  scanner.emit(TokenKind::kEnd, scanner.at());
  return scanner.take_tokens();
}

}  // namespace proviso::language
