// The calendar: dates moved by months, parts and ends of dates, and the periods that dates lie in. Undefined (no value)
// for a date before 1901-01-01 or after 2099-12-31.
#pragma once

#include <optional>

#include "language/expression.h"

namespace proviso::replay {

// The same day of the month so many months later (earlier, if negative), or that month's last day where it has no such
// day. None: the date, or the result, is none the calendar knows. The number of months is whole.
std::optional<language::Day> months_later(language::Day day, const mpq_class& months);

// The year, the quarter from 1 to 4, the month from 1 to 12, or the day of the week from 1 (Monday) to 7 (Sunday).
std::optional<mpq_class> part_of(language::CalendarPart part, language::Day day);

// The last day of the period in which the day lies.
std::optional<language::Day> end_of(language::CalendarUnit unit, language::Day day);

// Periods are numbered: two days lie in the same one exactly when their numbers are equal, and the next one's number is
// one more.
long period(language::CalendarUnit unit, language::Day day);

}  // namespace proviso::replay
