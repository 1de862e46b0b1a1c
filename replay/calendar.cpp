#include "replay/calendar.h"

#include <algorithm>
#include <stdexcept>

namespace proviso::replay {

using language::CalendarPart;
using language::CalendarUnit;
using language::Day;
using std::chrono::year_month;
using std::chrono::year_month_day;

namespace {

bool is_known(Day day) { return day >= language::kFirstDay && day <= language::kLastDay; }

int year_of(const year_month_day& date) { return static_cast<int>(date.year()); }

int month_of(const year_month_day& date) { return static_cast<int>(static_cast<unsigned>(date.month())); }

int quarter_of(const year_month_day& date) { return (month_of(date) + 2) / 3; }

Day last_day(year_month month) { return month / std::chrono::last; }

// The same day of that month, or its last.
Day clamped(year_month month, std::chrono::day day) {
  const year_month_day exact = month / day;
  return exact.ok() ? Day(exact) : last_day(month);
}

}  // namespace

std::optional<Day> months_later(Day day, const mpq_class& months) {
  if (months.get_den() != 1) throw std::logic_error("replay: a number of months that is not whole");
  constexpr int kWholeCalendar = 12 * 200;
  if (!is_known(day) || abs(months) > kWholeCalendar) return std::nullopt;
  const year_month_day date(day);
  const std::chrono::months count(months.get_num().get_si());
  const Day moved = clamped(date.year() / date.month() + count, date.day());
  return is_known(moved) ? std::optional(moved) : std::nullopt;
}

std::optional<mpq_class> part_of(CalendarPart part, Day day) {
  if (!is_known(day)) return std::nullopt;
  const year_month_day date(day);
  switch (part) {
    case CalendarPart::kYear:
      return mpq_class(year_of(date));
    case CalendarPart::kQuarter:
      return mpq_class(quarter_of(date));
    case CalendarPart::kMonth:
      return mpq_class(month_of(date));
    case CalendarPart::kWeekday:
      return mpq_class(std::chrono::weekday(day).iso_encoding());
  }
  throw std::logic_error("replay: no such part of a date");
}

std::optional<Day> end_of(CalendarUnit unit, Day day) {
  if (!is_known(day)) return std::nullopt;
  const year_month_day date(day);
  switch (unit) {
    case CalendarUnit::kDay:
      return day;
    case CalendarUnit::kMonth:
      return last_day(date.year() / date.month());
    case CalendarUnit::kQuarter:
      return last_day(date.year() / std::chrono::month(static_cast<unsigned>(3 * quarter_of(date))));
    case CalendarUnit::kYear:
      return last_day(date.year() / std::chrono::December);
  }
  throw std::logic_error("replay: no such unit of the calendar");
}

long period(CalendarUnit unit, Day day) {
  const year_month_day date(day);
  switch (unit) {
    case CalendarUnit::kDay:
      return static_cast<long>(day.time_since_epoch().count());
    case CalendarUnit::kMonth:
      return 12L * year_of(date) + month_of(date);
    case CalendarUnit::kQuarter:
      return 4L * year_of(date) + quarter_of(date);
    case CalendarUnit::kYear:
      return year_of(date);
  }
  throw std::logic_error("replay: no such unit of the calendar");
}

}  // namespace proviso::replay
