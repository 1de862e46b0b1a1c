#include "replay/arithmetic.h"

#include <stdexcept>

namespace proviso::replay {

using language::BinaryOp;
using language::Day;
using language::Rounding;
using language::UnaryOp;
using language::Value;

namespace {

using Result = std::optional<Value>;

const mpq_class& number(const Value& value) { return std::get<mpq_class>(value); }

Result day_or_none(std::optional<Day> day) { return day ? Result(*day) : std::nullopt; }

mpq_class days_between(Day from, Day to) { return mpq_class(static_cast<long>((to - from).count())); }

Result add(const Value& left, const Value& right) {
  if (const Day* day = std::get_if<Day>(&left)) return day_or_none(days_later(*day, number(right)));
  if (const Day* day = std::get_if<Day>(&right)) return day_or_none(days_later(*day, number(left)));
  return mpq_class(number(left) + number(right));
}

Result subtract(const Value& left, const Value& right) {
  const Day* day = std::get_if<Day>(&left);
  if (!day) return mpq_class(number(left) - number(right));
  if (const Day* earlier = std::get_if<Day>(&right)) return days_between(*earlier, *day);
  return day_or_none(days_later(*day, -number(right)));
}

Result divide(const mpq_class& left, const mpq_class& right) {
  if (right == 0) return std::nullopt;
  return mpq_class(left / right);
}

bool less(const Value& left, const Value& right) {
  if (const Day* day = std::get_if<Day>(&left)) return *day < std::get<Day>(right);
  return number(left) < number(right);
}

bool truth(const Value& value) { return std::get<bool>(value); }

mpz_class floor_of(const mpq_class& value) {
  mpz_class whole;
  mpz_fdiv_q(whole.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return whole;
}

mpz_class nearest(const mpq_class& value) {
  const mpz_class size = floor_of(abs(value) + mpq_class(1, 2));
  return value < 0 ? mpz_class(-size) : size;
}

mpz_class whole_of(Rounding direction, const mpq_class& value) {
  switch (direction) {
    case Rounding::kNearest:
      return nearest(value);
    case Rounding::kDown:
      return floor_of(value);
    case Rounding::kUp:
      return -floor_of(-value);
  }
  throw std::logic_error("replay: no such direction of rounding");
}

}  // namespace

std::optional<Day> days_later(Day day, const mpq_class& days) {
  const mpz_class count = floor_of(days) + static_cast<long>(day.time_since_epoch().count());
  const mpz_class limit = mpz_class(1) << 62;
  if (abs(count) >= limit) return std::nullopt;
  return Day(std::chrono::days(count.get_si()));
}

Value operate(UnaryOp op, const Value& operand) {
  switch (op) {
    case UnaryOp::kNot:
      return !truth(operand);
    case UnaryOp::kNegate:
      return mpq_class(-number(operand));
    case UnaryOp::kAbs:
      return mpq_class(abs(number(operand)));
  }
  throw std::logic_error("replay: no such unary operator");
}

Result operate(BinaryOp op, const Value& left, const Value& right) {
  switch (op) {
    case BinaryOp::kAnd:
      return truth(left) && truth(right);
    case BinaryOp::kOr:
      return truth(left) || truth(right);
    case BinaryOp::kImplies:
      return !truth(left) || truth(right);
    case BinaryOp::kIff:
      return truth(left) == truth(right);
    case BinaryOp::kEq:
      return left == right;
    case BinaryOp::kNe:
      return !(left == right);
    case BinaryOp::kLt:
      return less(left, right);
    case BinaryOp::kLe:
      return !less(right, left);
    case BinaryOp::kGt:
      return less(right, left);
    case BinaryOp::kGe:
      return !less(left, right);
    case BinaryOp::kAdd:
      return add(left, right);
    case BinaryOp::kSub:
      return subtract(left, right);
    case BinaryOp::kMul:
      return mpq_class(number(left) * number(right));
    case BinaryOp::kDiv:
      return divide(number(left), number(right));
    case BinaryOp::kMin:
      return less(right, left) ? right : left;
    case BinaryOp::kMax:
      return less(left, right) ? right : left;
  }
  throw std::logic_error("replay: no such binary operator");
}

std::optional<mpq_class> rounded(Rounding direction, const mpq_class& value, const mpq_class& multiple) {
  if (multiple <= 0) return std::nullopt;
  return mpq_class(multiple * whole_of(direction, value / multiple));
}

}  // namespace proviso::replay
