#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "language/lexer_scanner.h"

namespace proviso::language {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr year_month_day kHarmlessDate{year(2000), month(1), day(1)};
constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};

// How many digits there are from `offset` of the text on.
std::size_t count_digits(std::string_view text, std::size_t offset) {
  std::size_t count = 0;
  while (offset + count < text.size() && is_digit(text[offset + count])) ++count;
  return count;
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Three groups of digits with the same sign between them, as dates are written everywhere.
struct Triple {
  std::array<std::string_view, 3> parts;
  char separator = '\0';
  std::size_t size = 0;
};

std::optional<Triple> match_triple(std::string_view text) {
  Triple triple;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t digits = count_digits(text, triple.size);
    if (digits == 0 || digits > 4) return std::nullopt;
    triple.parts[i] = text.substr(triple.size, digits);
    triple.size += digits;
    if (i == 2) break;
    const char sign = triple.size < text.size() ? text[triple.size] : '\0';
    if (i == 0) triple.separator = sign;
    if (sign != triple.separator || (sign != '-' && sign != '/' && sign != '.')) return std::nullopt;
    ++triple.size;
  }
  return triple;
}

bool has_sizes(const Triple& triple, std::size_t first, std::size_t second, std::size_t third) {
  return triple.parts[0].size() == first && triple.parts[1].size() == second && triple.parts[2].size() == third;
}

bool is_date(const Triple& triple) { return triple.separator == '-' && has_sizes(triple, 4, 2, 2); }

bool is_foreign_date(const Triple& triple) {
  const auto& parts = triple.parts;
  const bool year_first = parts[0].size() == 4 && parts[1].size() <= 2 && parts[2].size() <= 2;
  const bool year_last = parts[0].size() <= 2 && parts[1].size() <= 2 && parts[2].size() == 4;
  if (triple.separator == '/') return has_sizes(triple, 4, 2, 2) || year_last;
  return year_first || year_last;
}

year_month_day read_date(Scanner& scanner, const Triple& triple, Span span) {
  const int y = to_int(triple.parts[0]);
  const int m = to_int(triple.parts[1]);
  const int d = to_int(triple.parts[2]);
  if (y < kFirstYear || y > kLastYear) {
    scanner.error(Code::kDateOutOfRange, span,
                  fmt::format("the year {} is outside {} to {}", y, kFirstYear, kLastYear));
    return kHarmlessDate;
  }
  if (m < 1 || m > 12) {
    scanner.error(Code::kNoSuchDate, span, fmt::format("there is no month {}", m), "dates are written year-month-day");
    return kHarmlessDate;
  }
  const auto last = std::chrono::year_month_day_last(year(y), std::chrono::month_day_last(month(m))).day();
  if (d < 1 || day(d) > last) {
    scanner.error(
        Code::kNoSuchDate, span,
        fmt::format("there is no such day: {} {} has {} days", kMonths[m - 1], y, static_cast<unsigned>(last)));
    return kHarmlessDate;
  }
  return {year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
}

void report_date_notation(Scanner& scanner, const Triple& triple, Span span) {
  const bool year_first = triple.parts[0].size() == 4;
  const std::string advice =
      year_first ? fmt::format("write `{}-{:0>2}-{:0>2}`", triple.parts[0], triple.parts[1], triple.parts[2])
                 : "write the year, the month and the day, as in `2026-04-27`";
  scanner.error(Code::kDateNotation, span, "dates are written year-month-day, with `-` between and two digits each",
                advice);
}

bool scan_date(Scanner& scanner) {
  const auto triple = match_triple(scanner.rest());
  if (!triple || !(is_date(*triple) || is_foreign_date(*triple))) return false;
  const std::uint32_t begin = scanner.at();
  scanner.skip(triple->size);
  if (is_date(*triple)) {
    const year_month_day date = read_date(scanner, *triple, scanner.span_from(begin));
    scanner.emit(TokenKind::kDate, begin, date);
  } else {
    report_date_notation(scanner, *triple, scanner.span_from(begin));
    scanner.emit(TokenKind::kDate, begin, kHarmlessDate);
  }
  return true;
}

mpq_class power_of_ten(std::size_t exponent) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, exponent);
  return mpq_class(power);
}

// Digits, perhaps a point and more digits: exact. Zero where it was reported.
mpq_class take_decimal(Scanner& scanner) {
  const std::uint32_t begin = scanner.at();
  std::string digits(scanner.take_while(is_digit));
  std::size_t decimals = 0;
  if (scanner.peek() == '.' && is_digit(scanner.peek(1))) {
    scanner.skip(1);
    const std::string_view fraction = scanner.take_while(is_digit);
    decimals = fraction.size();
    digits += fraction;
  } else if (scanner.peek() == '.') {
    scanner.skip(1);
    scanner.error(Code::kBadNumber, scanner.span_from(begin), "a digit must follow the point of a number",
                  fmt::format("write `{}`", digits));
  }
  if (digits.size() <= kMaxDigits) return mpq_class(mpz_class(digits, 10)) / power_of_ten(decimals);
  scanner.error(Code::kNumberTooLong, scanner.span_from(begin),
                fmt::format("this number has {} digits; at most {} can be written", digits.size(), kMaxDigits));
  return {};
}

std::size_t blanks_ahead(const Scanner& scanner) {
  std::size_t count = 0;
  while (scanner.peek(count) == ' ' || scanner.peek(count) == '\t') ++count;
  return count;
}

std::string_view word_at(const Scanner& scanner, std::size_t ahead) {
  const std::string_view rest = scanner.rest().substr(std::min(ahead, scanner.rest().size()));
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_word_character);
  return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

bool is_unit(std::string_view word) {
  return word == "days" || word == "day" || word == "months" || word == "month" || word == "years" || word == "year";
}

void report_glued_word(Scanner& scanner, std::uint32_t begin, std::string_view word) {
  const std::string_view number = scanner.from(begin);
  const Span span = scanner.span(begin, scanner.at() + word.size());
  std::string help = "names begin with a letter";
  if (word == "k" || word == "m" || word == "bn") {
    help = fmt::format("amounts of money begin with `$`: `${}{}`", number, word);
  } else if (is_unit(word)) {
    help = fmt::format("leave a space: `{} {}`", number, word);
  } else if (word.front() == '_') {
    help = "digits are written without separators";
  } else if (word.front() == 'e' || word.front() == 'E') {
    help = "numbers are written without exponents";
  }
  scanner.error(Code::kBadNumber, span, fmt::format("`{}` directly follows a number", word.substr(0, 20)), help);
}

// After a number's digits: what may not stand there. Units of time are left for the parser, everything else is skipped.
void check_number_end(Scanner& scanner, std::uint32_t begin) {
  const std::string_view word = word_at(scanner, 0);
  if (!word.empty()) {
    report_glued_word(scanner, begin, word);
    if (!is_unit(word)) scanner.skip(word.size());
  } else if (scanner.peek() == '.' && is_digit(scanner.peek(1))) {
    scanner.take_while([](char c) { return c == '.' || is_digit(c); });
    scanner.error(Code::kBadNumber, scanner.span_from(begin), "a number has one point at most");
  }
}

struct Suffix {
  std::string_view text;
  std::size_t exponent;
  std::string_view correct;
};

constexpr Suffix kSuffixes[] = {
    {"k", 3, "k"},  {"m", 6, "m"},  {"bn", 9, "bn"}, {"K", 3, "k"},   {"thousand", 3, "k"}, {"M", 6, "m"},
    {"mm", 6, "m"}, {"MM", 6, "m"}, {"mn", 6, "m"},  {"mio", 6, "m"}, {"million", 6, "m"},  {"millions", 6, "m"},
    {"b", 9, "bn"}, {"B", 9, "bn"}, {"Bn", 9, "bn"}, {"BN", 9, "bn"}, {"billion", 9, "bn"}, {"billions", 9, "bn"},
};

const Suffix* find_suffix(std::string_view word) {
  const auto* found =
      std::find_if(std::begin(kSuffixes), std::end(kSuffixes), [&](const Suffix& s) { return s.text == word; });
  return found == std::end(kSuffixes) ? nullptr : found;
}

// The power of ten of an amount's suffix; a suffix that is spelled otherwise or stands apart is reported.
std::size_t take_suffix(Scanner& scanner, std::uint32_t begin) {
  const std::string number(scanner.from(begin));
  const std::size_t gap = blanks_ahead(scanner);
  const std::string_view word = word_at(scanner, gap);
  if (word.empty()) return 0;
  const Suffix* suffix = find_suffix(word);
  if (suffix == nullptr && gap > 0) return 0;
  scanner.skip(gap + word.size());
  if (suffix != nullptr && gap == 0 && suffix->text == suffix->correct) return suffix->exponent;
  const Span span = scanner.span_from(begin);
  if (suffix != nullptr) {
    scanner.error(Code::kBadMoney, span,
                  "an amount of money ends in `k`, `m`, `bn` or nothing, without a space before it",
                  fmt::format("write `{}{}`", number, suffix->correct));
    return suffix->exponent;
  }
  scanner.error(Code::kBadMoney, span, fmt::format("`{}` is no suffix of an amount of money", word.substr(0, 20)),
                "the suffixes are `k` (thousand), `m` (million) and `bn` (billion)");
  return 0;
}

// `$1,000`: the rest of the digits is taken and reported.
void check_thousands(Scanner& scanner, std::uint32_t begin) {
  const auto has_group = [&] {
    return scanner.peek() == ',' && count_digits(scanner.rest(), 1) == 3 && !is_letter(scanner.peek(4));
  };
  if (!has_group()) return;
  while (has_group()) scanner.skip(4);
  std::string plain(scanner.from(begin));
  std::erase(plain, ',');
  scanner.error(Code::kBadMoney, scanner.span_from(begin), "digits are written without separators",
                fmt::format("write `{}`", plain));
}

// The rest of an amount, behind its digits.
void scan_amount_end(Scanner& scanner, std::uint32_t begin, const mpq_class& number) {
  check_thousands(scanner, begin);
  const std::size_t exponent = take_suffix(scanner, begin);
  scanner.emit(TokenKind::kMoney, begin, mpq_class(number * power_of_ten(exponent)));
}

// Words in capitals that are mistakes of another sort before a number.
bool is_other_word(std::string_view word) {
  if (word == "AND" || word == "NOT") return true;
  return std::any_of(std::begin(kMonths), std::end(kMonths), [&](std::string_view name) {
    return std::equal(word.begin(), word.end(), name.begin(), name.begin() + 3,
                      [](char a, char b) { return a == b || a == b - 'a' + 'A'; });
  });
}

}  // namespace

bool scan_coded_amount(Scanner& scanner, std::uint32_t begin) {
  const std::string code(scanner.from(begin));
  const std::size_t gap = blanks_ahead(scanner);
  if (!is_currency_code(code) || gap == 0 || !is_digit(scanner.peek(gap)) || is_other_word(code)) return false;
  const bool one_space = gap == 1 && scanner.peek() == ' ';
  scanner.skip(gap);
  const std::uint32_t digits = scanner.at();
  const mpq_class number = take_decimal(scanner);
  if (!one_space) {
    scanner.error(Code::kBadMoney, scanner.span_from(begin),
                  "one space stands between a currency's code and the amount",
                  fmt::format("write `{} {}`", code, scanner.from(digits)));
  }
  scan_amount_end(scanner, begin, number);
  return true;
}

void scan_number(Scanner& scanner) {
  if (scan_date(scanner)) return;
  const std::uint32_t begin = scanner.at();
  mpq_class value = take_decimal(scanner);
  const std::size_t gap = blanks_ahead(scanner);
  if (scanner.peek(gap) != '%') {
    check_number_end(scanner, begin);
    return scanner.emit(TokenKind::kNumber, begin, std::move(value));
  }
  const std::string number(scanner.from(begin));
  scanner.skip(gap + 1);
  if (gap > 0) {
    scanner.error(Code::kSpacedPercent, scanner.span_from(begin), "the `%` of a percentage follows its number directly",
                  fmt::format("write `{}%`", number));
  }
  scanner.emit(TokenKind::kPercent, begin, mpq_class(value / 100));
}

void scan_money(Scanner& scanner) {
  const std::uint32_t begin = scanner.at();
  scanner.skip(1);
  const std::size_t gap = blanks_ahead(scanner);
  if (!is_digit(scanner.peek(gap))) {
    scanner.error(
        Code::kBadMoney, scanner.span_from(begin), "an amount must follow `$`",
        scanner.peek() == '-' ? "the sign stands before the `$`: `-$5`" : "write it as in `$250`, `$1.5m` or `$0.01`");
    return scanner.emit(TokenKind::kMoney, begin, mpq_class());
  }
  scanner.skip(gap);
  const mpq_class number = take_decimal(scanner);
  if (gap > 0) {
    scanner.error(Code::kBadMoney, scanner.span_from(begin), "an amount follows its `$` directly",
                  fmt::format("write `${}`", scanner.from(begin + 1 + static_cast<std::uint32_t>(gap))));
  }
  scan_amount_end(scanner, begin, number);
}

}  // namespace proviso::language
