#include "language/format_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace proviso::language {
namespace {

constexpr std::size_t kCents = 2;
constexpr std::size_t kMaxDecimals = 30;

// The decimals of a number that is not negative; absent where they do not end, or have more than kMaxDecimals places.
struct Decimal {
  std::string whole;
  std::string places;  // without zeros at the end
};

std::optional<Decimal> decimal_of(const mpq_class& number) {
  mpq_class rest = number;
  for (std::size_t count = 0; count <= kMaxDecimals; ++count) {
    if (rest.get_den() == 1) {
      std::string digits = rest.get_num().get_str();
      if (digits.size() <= count) digits.insert(0, count + 1 - digits.size(), '0');
      return Decimal{digits.substr(0, digits.size() - count), digits.substr(digits.size() - count)};
    }
    rest *= 10;
  }
  return std::nullopt;
}

// "1250000" → "1,250,000".
std::string grouped(std::string digits) {
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, 1, ',');
  return digits;
}

// "333 1/3", "1/3" of a number that is not negative and not whole.
std::string mixed(const mpq_class& number, bool group) {
  const mpz_class whole = number.get_num() / number.get_den();
  const mpq_class rest = number - whole;
  if (whole == 0) return rest.get_str();
  return fmt::format("{} {}", group ? grouped(whole.get_str()) : whole.get_str(), rest.get_str());
}

std::string money_amount(const mpq_class& amount) {
  const auto decimal = decimal_of(amount);
  if (!decimal) return mixed(amount, true);
  std::string places = decimal->places;
  if (places.size() < kCents) places.append(kCents - places.size(), '0');
  return fmt::format("{}.{}", grouped(decimal->whole), places);
}

std::string format_money(const Agreement& agreement, const mpq_class& amount, const Type& type) {
  const std::string sign = amount < 0 ? "-" : "";
  const std::string& currency = currency_of(agreement, type);
  const bool dollars = type.currency == 0 && (currency == "USD" || currency.empty());
  return fmt::format("{}{}{}", sign, dollars ? std::string("$") : currency + " ", money_amount(abs(amount)));
}

std::string format_percent(const mpq_class& number) {
  const mpq_class hundredfold = abs(number) * 100;
  const auto decimal = decimal_of(hundredfold);
  const std::string text = decimal ? format_number(hundredfold) : mixed(hundredfold, false);
  return fmt::format("{}{}%", number < 0 ? "-" : "", text);
}

std::string format_days(const mpq_class& number) {
  return fmt::format("{} {}", format_number(number), abs(number) == 1 ? "day" : "days");
}

// Whole years where it can be.
std::string format_months(const mpq_class& number) {
  const mpq_class in_years = number / 12;
  const bool years = number != 0 && in_years.get_den() == 1;
  const mpq_class count = years ? in_years : number;
  return fmt::format("{} {}{}", format_number(count), years ? "year" : "month", abs(count) == 1 ? "" : "s");
}

std::string format_member(const Agreement& agreement, Member member, const Type& type) {
  if (type.sort == Sort::kParty) return agreement.parties.at(member.index).name;
  const Kind& kind = agreement[type.kind];
  if (kind.open && member == Member{0xFFFFFFFF}) return "any other " + kind.name;
  if (kind.open) return fmt::format("{} {}", kind.name, member.index + 1);
  return kind.members.at(member.index);
}

std::string format_numeric(const Agreement& agreement, const mpq_class& number, const Type& type) {
  if (type.sort == Sort::kMoney) return format_money(agreement, number, type);
  if (type.sort == Sort::kDays) return format_days(number);
  if (type.sort == Sort::kMonths) return format_months(number);
  return type.percent ? format_percent(number) : format_number(number);
}

}  // namespace

std::string format_number(const mpq_class& number) {
  const auto decimal = decimal_of(abs(number));
  if (!decimal) return number.get_str();
  const std::string point = decimal->places.empty() ? "" : ".";
  return fmt::format("{}{}{}{}", number < 0 ? "-" : "", decimal->whole, point, decimal->places);
}

std::string format_type(const Agreement& agreement, const Type& type) {
  constexpr auto kNames =
      std::to_array<std::string_view>({"bool", "number", "whole", "money", "date", "days", "months", "Party"});
  if (type.sort == Sort::kKind) return agreement[type.kind].name;
  if (type.currency > 0) return "money " + currency_of(agreement, type);
  return std::string(type.percent ? "percent" : kNames.at(static_cast<std::size_t>(type.sort)));
}

std::string format_day(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string format_value(const Agreement& agreement, const Value& value, const Type& type) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const Day* day = std::get_if<Day>(&value)) return format_day(*day);
  if (const Member* member = std::get_if<Member>(&value)) return format_member(agreement, *member, type);
  return format_numeric(agreement, std::get<mpq_class>(value), type);
}

}  // namespace proviso::language
