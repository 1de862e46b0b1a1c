#include "language/check_operators.h"

#include <fmt/format.h>

#include "language/token.h"

namespace proviso::language {
namespace {

bool is_number(const Type& type) { return type.sort == Sort::kNumber || type.sort == Sort::kWhole; }

bool is_ordered(const Type& type) { return is_numeric(type) || type.sort == Sort::kDate; }

Type number_from(const Type& left, const Type& right) {
  if (left.sort == Sort::kWhole && right.sort == Sort::kWhole) return {Sort::kWhole};
  return {Sort::kNumber, {}, left.percent && right.percent};
}

tl::unexpected<TypeProblem> problem(Code code, std::string message, std::optional<std::string> help = std::nullopt) {
  return tl::make_unexpected(TypeProblem{code, std::move(message), std::move(help)});
}

std::string both(const Checker& checker, const Operand& left, const Operand& right) {
  return fmt::format("{} is {}, {} is {}", checker.quote(left.span), checker.describe(left.type),
                     checker.quote(right.span), checker.describe(right.type));
}

bool mixes_days_and_months(const Type& left, const Type& right) {
  return (left.sort == Sort::kDays && right.sort == Sort::kMonths) ||
         (left.sort == Sort::kMonths && right.sort == Sort::kDays);
}

bool is_duration(const Type& type) { return type.sort == Sort::kDays || type.sort == Sort::kMonths; }

// The `5k` of `$5k` and `EUR 5k`; nothing for what is no such literal.
std::optional<std::string_view> digits_of(std::string_view amount) {
  if (amount.starts_with('$')) amount.remove_prefix(1);
  const bool coded = is_currency_code(amount.substr(0, 3)) && amount.size() > 4 && amount[3] == ' ';
  if (coded) amount.remove_prefix(4);
  const bool digits = !amount.empty() && amount.find_first_not_of("0123456789.kmbn") == std::string_view::npos;
  return digits && amount.front() <= '9' ? std::optional(amount) : std::nullopt;
}

// How an amount in one currency becomes one in another.
std::string currency_advice(const Checker& checker, const Operand& given, const Type& wanted) {
  constexpr std::size_t kLongest = 40;
  const std::string unit = wanted.currency == 0 ? "$" : currency_of(checker.agreement, wanted) + " ";
  const std::string_view text = checker.sources.text(given.span);
  if (const auto digits = digits_of(text))
    return fmt::format("if the other currency is meant, write `{}{}`", unit, *digits);
  const std::string& from = currency_of(checker.agreement, given.type);
  return fmt::format("with `term rate : money{}`, what one {} costs, write `{} / {} 1 * rate`",
                     wanted.currency == 0 ? "" : " " + currency_of(checker.agreement, wanted), from,
                     text.size() > kLongest ? "…" : text, from);
}

// What to write where a bare number stands beside something with a unit.
std::optional<std::string> unit_advice(const Checker& checker, const Operand& left, const Operand& right) {
  if (mixes_days_and_months(left.type, right.type)) return "compare dates instead: `date >= start + 3 months`";
  const bool amount_last = right.type.sort == Sort::kMoney && digits_of(checker.sources.text(right.span));
  if (auto advice = advice_to_fit(checker, left, right.type); advice && !amount_last) return advice;
  return advice_to_fit(checker, right, left.type);
}

std::optional<std::string> sum_advice(const Checker& checker, BinaryOp op, const Operand& left, const Operand& right) {
  const Type& a = left.type;
  const Type& b = right.type;
  if (a.sort == Sort::kDate && is_number(b)) return fmt::format("write `{} days`", checker.sources.text(right.span));
  if (b.percent && is_numeric(a)) {
    return fmt::format("a percent of what? Write a product: `{} * (100% {} {})`", checker.sources.text(left.span),
                       op == BinaryOp::kAdd ? "+" : "-", checker.sources.text(right.span));
  }
  if (a.sort == Sort::kDate && b.sort == Sort::kDate) return "two dates can be subtracted, which gives days";
  if (a.sort == Sort::kDate || b.sort == Sort::kDate) return "to a date, days or months can be added: `date + 45 days`";
  if (mixes_days_and_months(a, b)) return "add them to a date one after the other: `date + 1 month + 5 days`";
  return unit_advice(checker, left, right);
}

}  // namespace

TypeResult type_of_sum(const Checker& checker, BinaryOp op, const Operand& left, const Operand& right) {
  const Type& a = left.type;
  const Type& b = right.type;
  if (is_number(a) && is_number(b)) return number_from(a, b);
  if (a == b && (a.sort == Sort::kMoney || is_duration(a))) return a;
  if (a.sort == Sort::kDate && is_duration(b)) return a;
  if (op == BinaryOp::kAdd && is_duration(a) && b.sort == Sort::kDate) return b;
  if (op == BinaryOp::kSub && a.sort == Sort::kDate && b.sort == Sort::kDate) return Type{Sort::kDays};
  const std::string_view verb = op == BinaryOp::kAdd ? "added" : "subtracted";
  return problem(Code::kMixedUnits, fmt::format("these can not be {}: {}", verb, both(checker, left, right)),
                 sum_advice(checker, op, left, right));
}

TypeResult type_of_product(const Checker& checker, const Operand& left, const Operand& right) {
  const Type& a = left.type;
  const Type& b = right.type;
  if (is_number(a) && is_number(b)) return number_from(a, b);
  if (a.sort == Sort::kMoney && is_number(b)) return a;
  if (is_number(a) && b.sort == Sort::kMoney) return b;
  if (is_duration(a) && b.sort == Sort::kWhole) return a;
  if (a.sort == Sort::kWhole && is_duration(b)) return b;
  if ((is_duration(a) && is_number(b)) || (is_number(a) && is_duration(b))) {
    return problem(Code::kNotWhole,
                   fmt::format("days and months are counted in whole numbers: {}", both(checker, left, right)),
                   "multiply them by a whole number; for a share of a time, divide first: `(date - due) / 365 days`");
  }
  std::optional<std::string> help;
  if (a.sort == Sort::kMoney && b.sort == Sort::kMoney) help = "money is multiplied by a number or a percent";
  return problem(Code::kMixedUnits, fmt::format("these can not be multiplied: {}", both(checker, left, right)), help);
}

TypeResult type_of_quotient(const Checker& checker, const Operand& left, const Operand& right) {
  const Type& a = left.type;
  const Type& b = right.type;
  if (is_number(a) && is_number(b)) return Type{Sort::kNumber, {}, a.percent && b.sort == Sort::kWhole};
  if (a.sort == Sort::kMoney && is_number(b)) return a;
  if (a == b && (a.sort == Sort::kMoney || a.sort == Sort::kDays)) return Type{Sort::kNumber};
  if (is_duration(a) && is_number(b)) {
    return problem(Code::kNotWhole, fmt::format("a day or month is not divided: {}", both(checker, left, right)),
                   "days divided by days give a number: `(date - due) / 365 days`");
  }
  return problem(Code::kMixedUnits, fmt::format("these can not be divided: {}", both(checker, left, right)),
                 unit_advice(checker, left, right));
}

TypeResult type_of_equality(const Checker& checker, const Operand& left, const Operand& right) {
  if (common_type(left.type, right.type)) return Type{Sort::kBool};
  return problem(Code::kNotComparable, fmt::format("these can not be compared: {}", both(checker, left, right)),
                 unit_advice(checker, left, right));
}

TypeResult type_of_order(const Checker& checker, const Operand& left, const Operand& right) {
  if (!common_type(left.type, right.type)) return type_of_equality(checker, left, right);
  if (is_ordered(left.type)) return Type{Sort::kBool};
  return problem(Code::kNotOrdered,
                 fmt::format("neither is greater: {} is {}", checker.quote(left.span), checker.describe(left.type)),
                 "they can be compared with `=` and `!=`");
}

TypeResult type_of_extremum(const Checker& checker, const Operand& left, const Operand& right) {
  TypeResult order = type_of_order(checker, left, right);
  if (!order) return order;
  return *common_type(left.type, right.type);
}

TypeResult type_of_rounding(const Checker& checker, const Operand& value, const Operand& multiple) {
  const std::optional<Type> common = common_type(value.type, multiple.type);
  if (!common) {
    return problem(Code::kMixedUnits,
                   fmt::format("a value is rounded to a multiple of its own type: {}", both(checker, value, multiple)),
                   advice_to_fit(checker, multiple, value.type));
  }
  if (is_number(*common) || common->sort == Sort::kMoney || common->sort == Sort::kDays) return *common;
  return problem(Code::kTypeMismatch, fmt::format("only numbers, money and days are rounded; {} is {}",
                                                  checker.quote(value.span), checker.describe(value.type)));
}

std::optional<Type> common_type(const Type& left, const Type& right) {
  if (is_number(left) && is_number(right)) return number_from(left, right);
  if (left == right) return left;
  return std::nullopt;
}

bool fits(const Type& from, const Type& to) {
  return from == to || (from.sort == Sort::kWhole && to.sort == Sort::kNumber);
}

std::optional<std::string> advice_to_fit(const Checker& checker, const Operand& given, const Type& wanted) {
  const std::string_view text = checker.sources.text(given.span);
  if (given.literal && wanted.sort == Sort::kMoney && !given.type.percent) {
    if (wanted.currency == 0) return fmt::format("write `${}`", text);
    return fmt::format("write `{} {}`", currency_of(checker.agreement, wanted), text);
  }
  if (given.type.sort == Sort::kMoney && wanted.sort == Sort::kMoney) return currency_advice(checker, given, wanted);
  if (given.literal && given.type.sort == Sort::kWhole) {
    if (wanted.sort == Sort::kDays) return fmt::format("write `{} days`", text);
    if (wanted.sort == Sort::kMonths) return fmt::format("write `{} months`", text);
    if (wanted.sort == Sort::kDate) return "a date is written like 2026-04-27";
  }
  if (given.type.percent && wanted.sort == Sort::kMoney) {
    return fmt::format("a percent of what? Multiply it by the amount: `{} * …`", text);
  }
  return std::nullopt;
}

}  // namespace proviso::language
