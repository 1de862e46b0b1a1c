// Years, months and days of unknown dates, without division: a date's number is written as a sum over a year, a month
// and a day that are unknowns themselves, fixed by their ranges. From 1901 to 2099 every fourth year is a leap year, so
//
//   days since 1901-01-01  =  365 * years + leaps + days of the months before + (1 after February of a leap year) + day
//   - 1 years since 1901       =  4 * leaps + phase,  0 <= phase < 4        (phase 3: 1904, 1908, …)
//
// which has exactly one solution for every number, also outside the calendar (there the year is not that of the
// Gregorian calendar). So the equations exclude nothing; what reads them is undefined outside the calendar.
#include <fmt/format.h>

#include <array>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::CalendarPart;
using language::CalendarUnit;
using language::Day;

namespace {

constexpr int kFirstYear = 1901;
constexpr int kLastYear = 2099;
constexpr int kLeaps = 49;  // before 2099
constexpr int kMonths = 12;
// Days of a common year before each month.
constexpr std::array<int, kMonths> kBefore{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
constexpr std::array<int, kMonths> kLength{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

int day_number(Day day) { return static_cast<int>(day.time_since_epoch().count()); }

// Of a month from 1 to 12, the entry of a table.
z3::expr looked_up(const z3::expr& month, const std::array<int, kMonths>& table) {
  z3::context& context = month.ctx();
  z3::expr value = context.int_val(table.back());
  for (int m = kMonths - 1; m >= 1; --m) value = choice(month <= m, context.int_val(table[m - 1]), value);
  return value;
}

// The day that a literal of the calendar is.
std::optional<Day> day_of(const z3::expr& date) {
  std::int64_t number = 0;
  if (!date.is_numeral_i64(number)) return std::nullopt;
  const Day day{std::chrono::days{number}};
  return day >= language::kFirstDay && day <= language::kLastDay ? std::optional(day) : std::nullopt;
}

}  // namespace

z3::expr Unrolling::Impl::in_calendar(const z3::expr& date) const {
  return conjunction(date >= day_literal(context, language::kFirstDay),
                     date <= day_literal(context, language::kLastDay));
}

// The first day of a month of a year, and what year and leap year are.
Unrolling::Impl::Month Unrolling::Impl::month_of_year(const z3::expr& year, const z3::expr& month) {
  const std::string name = fmt::format("calendar!{}", names++);
  const z3::expr leaps = constant(name + ":leaps", context.int_sort());
  const z3::expr phase = constant(name + ":phase", context.int_sort());
  const z3::expr years = year - kFirstYear;
  constraints.push_back(years == 4 * leaps + phase && phase >= 0 && phase < 4);
  const z3::expr leap = phase == 3;
  const z3::expr after_february = choice(leap && month > 2, context.int_val(1), context.int_val(0));
  // Follows from the equation; said because solvers are quicker with bounds.
  constraints.push_back(z3::implies(year >= kFirstYear && year <= kLastYear, leaps >= 0 && leaps <= kLeaps));
  const z3::expr first = context.int_val(day_number(language::kFirstDay)) + 365 * years + leaps +
                         looked_up(month, kBefore) + after_february;
  const z3::expr length =
      looked_up(month, kLength) + choice(leap && month == 2, context.int_val(1), context.int_val(0));
  return {year, month, named(name + ":first", first), named(name + ":length", length)};
}

const Unrolling::Impl::Month& Unrolling::Impl::month_of(const z3::expr& date) {
  const unsigned id = id_of(date);
  const auto known = months_of.find(id);
  if (known != months_of.end()) return known->second;
  if (const auto day = day_of(date)) {
    const std::chrono::year_month_day written{*day};
    return months_of
        .emplace(id, month_of_year(context.int_val(static_cast<int>(written.year())),
                                   context.int_val(static_cast<unsigned>(written.month()))))
        .first->second;
  }
  const std::string name = fmt::format("month!{}", names++);
  const z3::expr year = constant(name + ":year", context.int_sort());
  const z3::expr month = constant(name + ":month", context.int_sort());
  constraints.push_back(month >= 1 && month <= kMonths);
  const Month result = month_of_year(year, month);
  constraints.push_back(date >= result.first && date < result.first + result.length);
  constraints.push_back(z3::implies(in_calendar(date), year >= kFirstYear && year <= kLastYear));
  return months_of.emplace(id, result).first->second;
}

// The same day so many months later, or the last day of that month.
Encoded Unrolling::Impl::months_later(const Encoded& date, const Encoded& months) {
  const Month from = month_of(date.value);
  const std::string name = fmt::format("later!{}", names++);
  const z3::expr year = constant(name + ":year", context.int_sort());
  const z3::expr month = constant(name + ":month", context.int_sort());
  constraints.push_back(month >= 1 && month <= kMonths);
  constraints.push_back(kMonths * year + month == kMonths * from.year + from.month + months.value);
  const Month to = month_of_year(year, month);
  const z3::expr day = date.value - from.first;
  const z3::expr value = named(name, to.first + choice(day < to.length, day, to.length - 1));
  const z3::expr inside = conjunction(in_calendar(date.value), in_calendar(value));
  return {value, conjunction(conjunction(date.defined, months.defined), inside)};
}

// A quarter from 1 to 4 of a month from 1 to 12.
z3::expr Unrolling::Impl::quarter_of(const z3::expr& month) const {
  return choice(month <= 3, context.int_val(1),
                choice(month <= 6, context.int_val(2), choice(month <= 9, context.int_val(3), context.int_val(4))));
}

z3::expr Unrolling::Impl::weekday(const z3::expr& date) {
  const std::string name = fmt::format("weekday!{}", names++);
  const z3::expr weeks = constant(name + ":weeks", context.int_sort());
  const z3::expr day = constant(name, context.int_sort());
  // 1970-01-01, day 0, was a Thursday: the fourth.
  constraints.push_back(date + 3 == 7 * weeks + (day - 1) && day >= 1 && day <= 7);
  return day;
}

Encoded Unrolling::Impl::part_of_date(const language::PartOfDate& node, const Place& place) {
  const Encoded date = evaluate(node.date, place);
  const z3::expr defined = conjunction(date.defined, in_calendar(date.value));
  switch (node.part) {
    case CalendarPart::kYear:
      return {month_of(date.value).year, defined};
    case CalendarPart::kQuarter:
      return {quarter_of(month_of(date.value).month), defined};
    case CalendarPart::kMonth:
      return {month_of(date.value).month, defined};
    case CalendarPart::kWeekday:
      break;
  }
  return {weekday(date.value), defined};
}

// The day before the first of the month after the period.
Encoded Unrolling::Impl::end_of(const language::EndOf& node, const Place& place) {
  const Encoded date = evaluate(node.date, place);
  const z3::expr defined = conjunction(date.defined, in_calendar(date.value));
  const Month month = month_of(date.value);
  if (node.unit == CalendarUnit::kMonth) return {named("end", month.first + month.length - 1), defined};
  const z3::expr last = node.unit == CalendarUnit::kYear ? context.int_val(kMonths) : 3 * quarter_of(month.month);
  const Month closing = month_of_year(month.year, last);
  return {named("end", closing.first + closing.length - 1), defined};
}

// A number that grows by one from each period to the next.
z3::expr Unrolling::Impl::period(CalendarUnit unit, const z3::expr& date) {
  if (unit == CalendarUnit::kDay) return date;
  const Month& month = month_of(date);
  if (unit == CalendarUnit::kYear) return month.year;
  if (unit == CalendarUnit::kQuarter) return 4 * month.year + quarter_of(month.month);
  return kMonths * month.year + month.month;
}

}  // namespace proviso::encode
