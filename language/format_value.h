// Exact values as text. Nothing is rounded: what has no end in decimals is shown as a fraction.
#pragma once

#include <string>

#include "language/agreement.h"

namespace proviso::language {

// By the type: "true"; "12", "1.5", "1/3"; percents "20%", "33 1/3%"; money "$1,250.00", "$0.005", "-$5.00", "$333
// 1/3", in other currencies "EUR 1,250.00"; "2026-04-27"; "45 days", "1 day"; the name of a party or member, "Product
// 1" for the first individual of an open kind.
std::string format_value(const Agreement& agreement, const Value& value, const Type& type);

// The type as it is written: "whole", "percent", "money", "money EUR", "Product".
std::string format_type(const Agreement& agreement, const Type& type);

// "2026-04-27".
std::string format_day(Day day);

// The number in decimals ("1.5") if they end, nothing cut; as a fraction ("1/3", "-10/3") if not.
std::string format_number(const mpq_class& number);

}  // namespace proviso::language
