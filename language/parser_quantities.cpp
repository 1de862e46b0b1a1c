// Numbers with what stands behind them: days, months and years, and the other units and notations that contracts use.
// What was meant is plain in each case, so the reader goes on behind it and nothing that follows is reported on its
// account.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/parser_reader.h"
#include "language/parser_words.h"

namespace proviso::language {
namespace {

using syntax::ExprId;

struct UnitOfTime {
  std::string_view word;
  long months;  // 0: days
};

constexpr auto kUnitsOfTime =
    std::to_array<UnitOfTime>({{"days", 0}, {"day", 0}, {"months", 1}, {"month", 1}, {"years", 12}, {"year", 12}});

const UnitOfTime* next_unit_of_time(const Reader& reader) {
  const auto* found = std::find_if(kUnitsOfTime.begin(), kUnitsOfTime.end(),
                                   [&](const UnitOfTime& unit) { return reader.at_word(unit.word); });
  return found == kUnitsOfTime.end() ? nullptr : found;
}

// `45 days`, `3 months`; anything but a whole number is reported.
ExprId add_duration(Reader& reader, const Token& number, const UnitOfTime& unit) {
  const Span word = reader.take().span;
  const Span span = reader.span_since(number.span.begin);
  const auto& value = std::get<mpq_class>(number.value);
  const bool whole = value.get_den() == 1;
  if (!whole) {
    reader.report(Code::kBadNumber, number.span, fmt::format("a number of {} is whole", reader.source_text(word)),
                  std::nullopt);
  }
  const mpz_class count = whole ? value.get_num() : mpz_class();
  if (unit.months == 0) return reader.add(span, syntax::DaysLiteral{count});
  return reader.add(span, syntax::MonthsLiteral{mpz_class(count * unit.months)});
}

struct Unit {
  std::string_view word;
  unsigned days = 0;      // how many one of them is; 0: it is shorter than a day, or a quarter
  unsigned in_a_day = 0;  // how many a day has; 0: it is longer than a day
};

constexpr auto kUnits = std::to_array<Unit>({{"weeks", 7, 0},
                                             {"week", 7, 0},
                                             {"quarters", 0, 0},
                                             {"quarter", 0, 0},
                                             {"hours", 0, 24},
                                             {"hour", 0, 24},
                                             {"minutes", 0, 24 * 60},
                                             {"minute", 0, 24 * 60},
                                             {"seconds", 0, 24 * 60 * 60},
                                             {"second", 0, 24 * 60 * 60}});

constexpr auto kSortsOfDays = std::to_array<std::string_view>(
    {"business", "working", "work", "banking", "trading", "calendar", "consecutive", "clear", "full"});

std::string days_text(const mpz_class& days) {
  return fmt::format("{} {}", days.get_str(), days == 1 ? "day" : "days");
}

std::string advice_on(const Unit& unit, const mpq_class& number) {
  const mpq_class days = unit.in_a_day > 0 ? mpq_class(number / unit.in_a_day) : mpq_class(number * unit.days);
  const bool exact = days.get_den() == 1 && days > 0;
  if (unit.days > 0 && exact) return fmt::format("write `{}`", days_text(days.get_num()));
  if (exact)
    return fmt::format("a moment has a date and no time of day; for whole days write `{}`", days_text(days.get_num()));
  return "a moment has a date and no time of day: count days, as in `1 day`";
}

std::string quarters_advice(const mpq_class& number) {
  const mpq_class months = number * 3;
  return months.get_den() == 1 ? fmt::format("write `{} months`", months.get_str()) : "a quarter is `3 months`";
}

ExprId refuse_unit(Reader& reader, const Token& number, const Unit& unit) {
  const Token word = reader.take();
  const Span span = reader.span_since(number.span.begin);
  const bool quarters = unit.days == 0 && unit.in_a_day == 0;
  if (quarters) {
    reader.report(Code::kUnexpected, word.span, fmt::format("expected `months`, found `{}`", unit.word),
                  quarters_advice(std::get<mpq_class>(number.value)));
    return reader.add(span, syntax::MonthsLiteral{});
  }
  reader.report(Code::kUnexpected, word.span, fmt::format("expected `days`, found `{}`", unit.word),
                advice_on(unit, std::get<mpq_class>(number.value)));
  return reader.add(span, syntax::DaysLiteral{});
}

// `5 business days`.
ExprId refuse_sort_of_days(Reader& reader, const Token& number) {
  const Token sort = reader.take();
  reader.take();
  const std::string_view word = reader.text(sort);
  const Span span = reader.span_since(number.span.begin);
  const bool all_days = word == "calendar" || word == "consecutive" || word == "clear" || word == "full";
  if (all_days) {
    reader.report(Code::kUnexpected, sort.span, fmt::format("expected `days`, found `{}`", word),
                  fmt::format("all days are calendar days: write `{} days`", reader.text(number)));
  } else {
    reader.report(Code::kLaterVersion, span,
                  fmt::format("a number of {} days is not part of this version of the language", word),
                  "count calendar days, and say how many at most: `7 days` for five days of a week");
  }
  return reader.add(span, syntax::DaysLiteral{});
}

constexpr auto kMonths =
    std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july", "august",
                                     "september", "october", "november", "december"});

// 1 to 12, also for `Dec`; 0 for any other word.
unsigned month_of(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool capital = !word.empty() && word.front() != lower.front();
  if (!capital || lower.size() < 3) return 0;
  const auto found = std::find_if(kMonths.begin(), kMonths.end(),
                                  [&](std::string_view m) { return lower == m || lower == m.substr(0, 3); });
  return found == kMonths.end() ? 0 : static_cast<unsigned>(found - kMonths.begin()) + 1;
}

bool at_number_below(const Reader& reader, std::size_t ahead, int limit) {
  const Token& token = reader.peek(ahead);
  if (token.kind != TokenKind::kNumber || token.starts_line) return false;
  const auto& value = std::get<mpq_class>(token.value);
  return value.get_den() == 1 && value > 0 && value < limit;
}

ExprId refuse_written_date(Reader& reader, std::uint32_t begin, std::string_view day, unsigned month,
                           std::string_view year) {
  const Span span = reader.span_since(begin);
  const std::string advice = year.empty() ? "write the year, the month and the day, as in `2026-04-27`"
                                          : fmt::format("write `{}-{:02}-{:0>2}`", year, month, day);
  reader.report(Code::kDateNotation, span, "dates are written year-month-day, with `-` between and two digits each",
                advice);
  return reader.add(span, syntax::Invalid{});
}

// `31 December 2027`, at the month.
ExprId refuse_day_first(Reader& reader, const Token& day, unsigned month) {
  reader.take();
  std::string_view year;
  if (at_number_below(reader, 0, 10'000)) year = reader.text(reader.take());
  return refuse_written_date(reader, day.span.begin, reader.text(day), month, year);
}

// `40000 EUR`, at the code.
ExprId refuse_code_last(Reader& reader, const Token& number) {
  const Token code = reader.take();
  const Span span = reader.span_since(number.span.begin);
  reader.report(Code::kBadMoney, span, "a currency's code stands before the amount",
                fmt::format("write `{} {}`", reader.text(code), reader.text(number)));
  return reader.add(span, syntax::Invalid{});
}

}  // namespace

ExprId read_number(Reader& reader) {
  const Token number = reader.take();
  if (const UnitOfTime* unit = next_unit_of_time(reader)) return add_duration(reader, number, *unit);
  const bool word_behind = reader.at(TokenKind::kWord) && !reader.peek().starts_line;
  if (word_behind) {
    const auto* unit =
        std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) { return reader.at_word(u.word); });
    if (unit != kUnits.end()) return refuse_unit(reader, number, *unit);
    const bool days = reader.at_word("days", 1) || reader.at_word("day", 1);
    if (days && reader.at_any(kSortsOfDays)) return refuse_sort_of_days(reader, number);
    if (const unsigned month = month_of(reader.text())) return refuse_day_first(reader, number, month);
    const bool code = is_currency_code(reader.text()) && !advice_for_foreign_word(reader.text());
    if (code) return refuse_code_last(reader, number);
  }
  const bool has_point = reader.text(number).find('.') != std::string_view::npos;
  return reader.add(number.span, syntax::NumberLiteral{std::get<mpq_class>(number.value), has_point});
}

std::optional<ExprId> read_month_first(Reader& reader) {
  const Token word = reader.peek();
  const unsigned month = word.kind == TokenKind::kWord ? month_of(reader.text()) : 0;
  if (month == 0 || !at_number_below(reader, 1, 32)) return std::nullopt;
  reader.take();
  const Token day = reader.take();
  std::string_view year;
  const bool comma = reader.at(TokenKind::kComma) && at_number_below(reader, 1, 10'000);
  if (comma) reader.take();
  if (at_number_below(reader, 0, 10'000)) year = reader.text(reader.take());
  return refuse_written_date(reader, word.span.begin, reader.text(day), month, year);
}

}  // namespace proviso::language
