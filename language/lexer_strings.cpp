#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/lexer_scanner.h"

namespace proviso::language {
namespace {

constexpr std::string_view kEscapeAdvice = "the escapes of a string are `\\\"` and `\\\\`";

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

// Where the string that begins at the scanner's `"` ends: at its closing `"`, or past where one is looked for.
std::size_t find_string_end(const Scanner& scanner) {
  const std::string_view rest = scanner.may_search_end() ? scanner.rest() : first_line(scanner.rest());
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') return i;
    if (rest[i] == '\\') ++i;
  }
  return rest.size();
}

// A string of several lines whose end is followed by a word has lost its own end: what ended it opens the next string.
bool has_lost_its_end(std::string_view rest, std::size_t end) {
  if (end >= rest.size() || rest[end] != '"') return true;
  const bool several_lines = rest.substr(0, end).find('\n') != std::string_view::npos;
  return several_lines && end + 1 < rest.size() && is_word_character(rest[end + 1]);
}

// Where the string on this line should have ended: before the `{` that ends the line, or at the line's end.
std::size_t guess_end(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t");
  if (last == 0 || last == std::string_view::npos || line[last] != '{') return line.size();
  return std::max<std::size_t>(1, line.find_last_not_of(" \t", last - 1) + 1);
}

// The value of what stands between the quotes at offset `at` of the file.
std::string resolve(Scanner& scanner, std::string_view written, std::size_t at) {
  std::string value;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '\r') continue;
    if (written[i] != '\\' || i + 1 == written.size()) {
      value += written[i];
      continue;
    }
    ++i;
    if (written[i] != '"' && written[i] != '\\') {
      const bool whole = is_ascii(written[i]) && written[i] != '\n' && written[i] != '\r';
      scanner.error(Code::kBadEscape, scanner.span(at + i - 1, at + i + (whole ? 1 : 0)),
                    whole ? fmt::format("`\\{}` is no escape", written[i]) : "`\\` begins no escape here",
                    std::string(kEscapeAdvice));
    }
    value += written[i];
  }
  return value;
}

struct QuotePair {
  std::string_view open;
  std::array<std::string_view, 2> close;
};

constexpr QuotePair kForeignQuotes[] = {
    {"“", {"”", "“"}}, {"”", {"”", "“"}}, {"„", {"“", "”"}}, {"«", {"»", "»"}}, {"»", {"«", "«"}},
    {"‘", {"’", "‘"}}, {"’", {"’", "‘"}}, {"'", {"'", "'"}}, {"`", {"`", "`"}},
};

// The size of the line's part from the opening mark through the closing one, or of the opening mark alone.
std::size_t foreign_string_size(std::string_view line, const QuotePair& pair, std::size_t& close_size) {
  for (std::size_t i = pair.open.size(); i < line.size(); ++i) {
    for (const std::string_view close : pair.close) {
      if (!line.substr(i).starts_with(close)) continue;
      close_size = close.size();
      return i + close.size();
    }
  }
  return pair.open.size();
}

}  // namespace

void scan_string(Scanner& scanner) {
  const std::uint32_t begin = scanner.at();
  std::size_t end = find_string_end(scanner);
  const bool lost = has_lost_its_end(scanner.rest(), end);
  if (lost) end = guess_end(first_line(scanner.rest()));
  const std::string_view written = scanner.rest().substr(1, end - 1);
  std::string value = resolve(scanner, written, begin + 1);
  scanner.skip(lost ? end : end + 1);
  if (lost) {
    scanner.missed_end();
    scanner.error(Code::kUnterminatedString, scanner.span_from(begin), "this string has no closing `\"`",
                  "close it with `\"` (a string may go on over several lines; a `\"` inside it is written `\\\"`)");
  }
  scanner.emit(TokenKind::kString, begin, std::move(value));
}

bool scan_foreign_string(Scanner& scanner) {
  for (const QuotePair& pair : kForeignQuotes) {
    if (!scanner.starts_with(pair.open)) continue;
    const std::uint32_t begin = scanner.at();
    std::size_t close_size = 0;
    const std::size_t size = foreign_string_size(first_line(scanner.rest()), pair, close_size);
    const std::string_view whole = scanner.rest().substr(0, size);
    scanner.error(Code::kTypographicQuotes, scanner.span(begin, begin + pair.open.size()),
                  fmt::format("`{}` is not the quotation mark of a string", pair.open),
                  "strings stand between straight double quotes: `\"`");
    scanner.skip(size);
    if (close_size == 0) {
      scanner.emit(TokenKind::kInvalid, begin);
    } else {
      scanner.emit(TokenKind::kString, begin,
                   std::string(whole.substr(pair.open.size(), size - pair.open.size() - close_size)));
    }
    return true;
  }
  return false;
}

}  // namespace proviso::language
