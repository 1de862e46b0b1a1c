// The part of the untyped tree that both expressions and declarations use: names, texts, dates, and the expressions
// themselves, which live in the arena of a syntax::File and refer to each other by ExprId.
#pragma once

#include <gmpxx.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "language/source.h"

namespace proviso::syntax {

using language::Span;

// A name as written, at its declaration or where it is used.
struct Name {
  std::string text;
  Span span;
};

// A string literal: its value with the escapes resolved; the span includes the quotes.
struct Text {
  std::string value;
  Span span;
};

// A date literal that stands where only a literal may (`starts`, `effective`).
struct Date {
  std::chrono::year_month_day value;
  Span span;
};

// An expression of the File it was parsed into.
enum class ExprId : std::uint32_t {};

// `A`, `A where F`: events of one declared action or event, in `happens`.
struct Occurrence {
  Name event;
  std::optional<ExprId> where;
  Span span;
};

// ---------------------------------------------------------------------------------------------------- expressions
// Stands where an expression could not be read; a diagnostic was reported.
struct Invalid {};

struct BoolLiteral {
  bool value = false;
};

// `12`, `1.5`.
struct NumberLiteral {
  mpq_class value;
  bool has_point = false;
};

// `20%`: the value is 1/5.
struct PercentLiteral {
  mpq_class value;
};

// `$250bn`, in units of the agreement's currency; `EUR 40k` in those of another, or of the agreement's by its code.
struct MoneyLiteral {
  mpq_class value;
  std::optional<Name> currency;
};

// `2026-04-27`, a day of the calendar from 1901-01-01 to 2099-12-31.
struct DateLiteral {
  std::chrono::year_month_day value;
};

// `45 days`, `1 day`; never negative.
struct DaysLiteral {
  mpz_class value;
};

// `3 months`, `1 year`: the number of months; never negative.
struct MonthsLiteral {
  mpz_class value;
};

// A name alone: a term, a parameter, a member of a kind, a party, a condition, an amendment, …
struct NameUse {
  Name name;
};

// `name(arguments)`; at least the parentheses are written.
struct Call {
  Name name;
  std::vector<ExprId> arguments;
};

// `trigger.x`.
struct TriggerParameter {
  Name parameter;
};

// `trigger.date`.
struct TriggerDate {};

// `date`: the moment's date.
struct CurrentDate {};

enum class UnaryOperator { kNot, kMinus };

struct Unary {
  UnaryOperator operation{};
  ExprId operand{};
};

enum class BinaryOperator {
  kIff,
  kImplies,
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide
};

struct Binary {
  BinaryOperator operation{};
  ExprId left{};
  ExprId right{};
  Span operator_span;
};

// `x in {A, B}`, `x not in {A, B}`; at least one member.
struct Membership {
  ExprId value{};
  bool negated = false;
  std::vector<ExprId> members;
};

// `r is choice`, `r is not choice`.
struct ReadingTest {
  Name reading;
  bool negated = false;
  Name choice;
};

// `if F then E else E`.
struct Conditional {
  ExprId condition{};
  ExprId then{};
  ExprId otherwise{};
};

// `cases { when F: E  when F: E  otherwise: E }`; at least one `when`.
struct Cases {
  struct Case {
    ExprId when{};
    ExprId value{};
  };
  std::vector<Case> cases;
  std::optional<ExprId> otherwise;
};

enum class CalendarUnit { kDay, kMonth, kQuarter, kYear };

enum class Function {
  kMin,
  kMax,
  kAbs,
  kRound,
  kFloor,
  kCeiling,
  kYear,
  kQuarter,
  kMonth,
  kWeekday,
  kEndOfMonth,
  kEndOfQuarter,
  kEndOfYear
};

// `min(…)`, `round(…)`, `year(…)` and their like; how many arguments are right is not checked by the parser.
struct FunctionCall {
  Function function{};
  std::vector<ExprId> arguments;
};

enum class BuiltinType { kBool, kNumber, kWhole, kPercent, kMoney, kDate, kDays, kMonths, kParty };

// A type as written; `builtin` is absent where the name is a kind's. `money EUR` has a currency.
struct Type {
  Name name;
  std::optional<BuiltinType> builtin;
  std::optional<Name> currency{};
};

// `some x: K has F`, `every x: K has F`.
struct Quantifier {
  bool every = false;
  Name variable;
  Type type;
  ExprId body{};
};

// `before(E)`.
struct Before {
  ExprId value{};
};

// `happens A where F`.
struct Happens {
  Occurrence occurrence;
};

// `permitted A(arguments)`, `forbidden A(arguments)`.
struct PermissionTest {
  bool forbidden = false;
  Name action;
  std::vector<ExprId> arguments;
};

// `at trigger(E)`.
struct AtTrigger {
  ExprId value{};
};

// `owed(C)`, `owed(C where F)`, `overdue(C)`, `overdue(C where F)`.
struct Owed {
  bool overdue = false;
  Name clause;
  std::optional<ExprId> where;
};

// `owed_by(P)`.
struct OwedBy {
  ExprId party{};
};

// `breached(P)`.
struct Breached {
  ExprId party{};
};

// `settled`.
struct Settled {};

// `discharges(C)`.
struct Discharges {
  Name clause;
};

// `P can force F`.
struct CanForce {
  Name party;
  ExprId formula{};
};

struct Expr {
  Span span;  // without enclosing parentheses
  std::variant<Invalid, BoolLiteral, NumberLiteral, PercentLiteral, MoneyLiteral, DateLiteral, DaysLiteral,
               MonthsLiteral, NameUse, Call, TriggerParameter, TriggerDate, CurrentDate, Unary, Binary, Membership,
               ReadingTest, Conditional, Cases, FunctionCall, Quantifier, Before, Happens, PermissionTest, AtTrigger,
               Owed, OwedBy, Breached, Settled, Discharges, CanForce>
      node;
};

inline constexpr std::size_t kMaxNesting = 200;
// No expression tree is deeper than this, so that walking one by recursion is safe.
inline constexpr std::size_t kMaxExprDepth = 1000;

}  // namespace proviso::syntax
