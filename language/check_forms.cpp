// The forms that begin with a word of the language: cases, functions, `some` and `every`.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_expression_visitor.h"

namespace proviso::language {
namespace {

constexpr Type kTruth{Sort::kBool};

std::string_view word_of(syntax::Function function) {
  switch (function) {
    case syntax::Function::kMin:
      return "min";
    case syntax::Function::kMax:
      return "max";
    case syntax::Function::kAbs:
      return "abs";
    case syntax::Function::kRound:
      return "round";
    case syntax::Function::kFloor:
      return "floor";
    case syntax::Function::kCeiling:
      return "ceiling";
    case syntax::Function::kYear:
      return "year";
    case syntax::Function::kQuarter:
      return "quarter";
    case syntax::Function::kMonth:
      return "month";
    case syntax::Function::kWeekday:
      return "weekday";
    case syntax::Function::kEndOfMonth:
      return "end_of_month";
    case syntax::Function::kEndOfQuarter:
      return "end_of_quarter";
    case syntax::Function::kEndOfYear:
      return "end_of_year";
  }
  return "";
}

// The literal's value, also behind a minus.
std::optional<mpq_class> literal_number(const Agreement& agreement, ExprId id) {
  const ExprNode& node = agreement[id].node;
  if (const auto* unary = std::get_if<Unary>(&node)) {
    if (unary->op != UnaryOp::kNegate) return std::nullopt;
    const auto operand = literal_number(agreement, unary->operand);
    return operand ? std::optional<mpq_class>(-*operand) : std::nullopt;
  }
  const auto* literal = std::get_if<Literal>(&node);
  const auto* number = literal == nullptr ? nullptr : std::get_if<mpq_class>(&literal->value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------- cases

Checked ExpressionVisitor::on(const syntax::Cases& written, Span span) {
  Cases cases;
  for (const syntax::Cases::Case& one : written.cases) {
    const Checked when = check_of(one.when, kTruth, "what follows `when`");
    const Checked value = check(one.value);
    if (when && value) cases.cases.push_back({*when, *value});
  }
  if (written.otherwise) cases.otherwise = check(*written.otherwise);
  const bool complete = cases.cases.size() == written.cases.size();
  if (!complete || cases.otherwise.has_value() != written.otherwise.has_value()) return std::nullopt;
  const std::optional<Type> type = type_of_cases(written, cases);
  return type ? add(std::move(cases), *type, span) : std::nullopt;
}

// The type of all values; reports those that do not agree with the ones before them.
std::optional<Type> ExpressionVisitor::type_of_cases(const syntax::Cases& written, const Cases& cases) {
  std::vector<Operand> values;
  for (std::size_t i = 0; i < cases.cases.size(); ++i) {
    values.push_back(operand(cases.cases[i].value, written.cases[i].value));
  }
  if (cases.otherwise) values.push_back(operand(*cases.otherwise, *written.otherwise));
  Type all = values.front().type;
  bool agree = true;
  for (const Operand& value : values) {
    const std::optional<Type> common = common_type(all, value.type);
    if (common) {
      all = *common;
      continue;
    }
    agree = false;
    report(Code::kBranchTypes, value.span,
           fmt::format("this case gives {}, the first gives {}", checker_.describe(value.type),
                       checker_.describe(values.front().type)),
           {{values.front().span, "this is the first"}}, advice_to_fit(checker_, value, all));
  }
  return agree ? std::optional(all) : std::nullopt;
}

// ------------------------------------------------------------------------------------------------------ functions

Checked ExpressionVisitor::on(const syntax::FunctionCall& call, Span span) {
  switch (call.function) {
    case syntax::Function::kMin:
      return extremum(BinaryOp::kMin, call, span);
    case syntax::Function::kMax:
      return extremum(BinaryOp::kMax, call, span);
    case syntax::Function::kAbs:
      return absolute(call, span);
    case syntax::Function::kRound:
      return rounding(Rounding::kNearest, call, span);
    case syntax::Function::kFloor:
      return rounding(Rounding::kDown, call, span);
    case syntax::Function::kCeiling:
      return rounding(Rounding::kUp, call, span);
    case syntax::Function::kYear:
      return part_of_date(CalendarPart::kYear, call, span);
    case syntax::Function::kQuarter:
      return part_of_date(CalendarPart::kQuarter, call, span);
    case syntax::Function::kMonth:
      return part_of_date(CalendarPart::kMonth, call, span);
    case syntax::Function::kWeekday:
      return part_of_date(CalendarPart::kWeekday, call, span);
    case syntax::Function::kEndOfMonth:
      return end_of(CalendarUnit::kMonth, call, span);
    case syntax::Function::kEndOfQuarter:
      return end_of(CalendarUnit::kQuarter, call, span);
    case syntax::Function::kEndOfYear:
      return end_of(CalendarUnit::kYear, call, span);
  }
  return std::nullopt;
}

bool ExpressionVisitor::takes(const syntax::FunctionCall& call, std::size_t count, Span span) {
  if (call.arguments.size() == count) return true;
  report(Code::kArgumentCount, span,
         fmt::format("`{}` takes {} value{}, not {}", word_of(call.function), count == 1 ? "one" : "two",
                     count == 1 ? "" : "s", call.arguments.size()));
  return false;
}

Checked ExpressionVisitor::extremum(BinaryOp op, const syntax::FunctionCall& call, Span span) {
  if (call.arguments.size() < 2) {
    report(Code::kArgumentCount, span, fmt::format("`{}` compares at least two values", word_of(call.function)));
    return std::nullopt;
  }
  Checked best = check(call.arguments[0]);
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const Checked next = check(call.arguments[i]);
    if (!best || !next) {
      best = std::nullopt;
      continue;
    }
    const TypeResult type =
        type_of_extremum(checker_, operand(*best, call.arguments[0]), operand(*next, call.arguments[i]));
    if (!type) report(type.error(), checker_.file.expr(call.arguments[i]).span);
    best = type ? add(Binary{op, *best, *next}, *type, span) : std::nullopt;
  }
  return best;
}

Checked ExpressionVisitor::absolute(const syntax::FunctionCall& call, Span span) {
  if (!takes(call, 1, span)) return std::nullopt;
  const Checked operand = check(call.arguments[0]);
  if (!operand) return std::nullopt;
  const Type type = checker_.type_of(*operand);
  if (is_numeric(type)) return add(Unary{UnaryOp::kAbs, *operand}, type, span);
  report(Code::kTypeMismatch, checker_.file.expr(call.arguments[0]).span,
         fmt::format("`abs` is of numbers, money, days and months; this is {}", checker_.describe(type)));
  return std::nullopt;
}

// False, with a diagnostic, for a literal that is not.
bool ExpressionVisitor::is_above_zero(ExprId multiple, Span span) {
  const auto number = literal_number(checker_.agreement, multiple);
  if (!number || *number > 0) return true;
  report(Code::kDivisionByZero, span,
         fmt::format("nothing is rounded to a multiple of {}", checker_.sources.text(span)), {},
         "a value is rounded to a multiple of something above zero: `round(x, $0.01)`");
  return false;
}

Checked ExpressionVisitor::rounding(Rounding direction, const syntax::FunctionCall& call, Span span) {
  if (call.arguments.empty() || call.arguments.size() > 2) {
    report(Code::kArgumentCount, span,
           fmt::format("`{0}` takes a value and what it is a multiple of: `{0}(x, $0.01)`", word_of(call.function)));
    return std::nullopt;
  }
  const Checked value = check(call.arguments[0]);
  if (call.arguments.size() == 1) {
    return value ? round_to_whole(direction, *value, call.arguments[0], span) : std::nullopt;
  }
  const Checked multiple = check(call.arguments[1]);
  if (!value || !multiple) return std::nullopt;
  const TypeResult type =
      type_of_rounding(checker_, operand(*value, call.arguments[0]), operand(*multiple, call.arguments[1]));
  if (!type) {
    report(type.error(), span);
    return std::nullopt;
  }
  if (!is_above_zero(*multiple, checker_.file.expr(call.arguments[1]).span)) return std::nullopt;
  return add(Round{direction, *value, *multiple}, *type, span);
}

// `round(x)`: a multiple of one.
Checked ExpressionVisitor::round_to_whole(Rounding direction, ExprId value, syntax::ExprId written, Span span) {
  const Type type = checker_.type_of(value);
  const bool plain = (type.sort == Sort::kNumber && !type.percent) || type.sort == Sort::kWhole;
  if (!plain) {
    const Span argument = checker_.file.expr(written).span;
    report(Code::kArgumentCount, span,
           fmt::format("{} is {}: it must be said to a multiple of what it is rounded", checker_.quote(argument),
                       checker_.describe(type)),
           {}, "as in `round(x, $0.01)` or `round(x, 1%)`; numbers alone are rounded to whole ones without it");
    return std::nullopt;
  }
  const Checked one = add(Literal{mpq_class(1)}, type, span);
  return one ? add(Round{direction, value, *one}, type, span) : std::nullopt;
}

Checked ExpressionVisitor::date_argument(const syntax::FunctionCall& call, Span span) {
  if (!takes(call, 1, span)) return std::nullopt;
  return check_of(call.arguments[0], {Sort::kDate}, fmt::format("the argument of `{}`", word_of(call.function)));
}

Checked ExpressionVisitor::part_of_date(CalendarPart part, const syntax::FunctionCall& call, Span span) {
  const Checked date = date_argument(call, span);
  return date ? add(PartOfDate{part, *date}, {Sort::kWhole}, span) : std::nullopt;
}

Checked ExpressionVisitor::end_of(CalendarUnit unit, const syntax::FunctionCall& call, Span span) {
  const Checked date = date_argument(call, span);
  return date ? add(EndOf{unit, *date}, {Sort::kDate}, span) : std::nullopt;
}

// ------------------------------------------------------------------------------------------------- some and every

// A closed kind or Party; nullopt after a diagnostic.
std::optional<Type> ExpressionVisitor::type_of_members(const syntax::Quantifier& quantifier) {
  const std::optional<Type> type = checker_.resolve_type(quantifier.type);
  if (!type || type->sort == Sort::kParty) return type;
  const Span span = quantifier.type.name.span;
  const std::string_view word = quantifier.every ? "every" : "some";
  if (type->sort != Sort::kKind) {
    checker_.report(Code::kParameterType, span,
                    fmt::format("`{}` goes through the members of a kind or all parties; `{}` is {}", word,
                                quantifier.variable.text, checker_.describe(*type)));
    return std::nullopt;
  }
  const Kind& kind = checker_.agreement[type->kind];
  if (!kind.open) return type;
  checker_.report(Code::kOpenKind, span,
                  fmt::format("`{}` goes through all members, and of `{}` there are any number", word, kind.name),
                  {{kind.span, "declared here, without members"}},
                  "in a property, `for any` ranges over an open kind; a tally sums up what happened to all of them");
  return std::nullopt;
}

// A variable may not bear the name of anything that is in scope where it is bound.
void ExpressionVisitor::check_new_variable(const syntax::Name& name) {
  checker_.check_local_name(name, "variable");
  const auto has_name = [&](VariableId id) { return checker_.agreement[id].name == name.text; };
  bool taken = std::any_of(bound_.begin(), bound_.end(), has_name);
  if (use_ == nullptr) taken = taken || std::any_of(scope_.variables.begin(), scope_.variables.end(), has_name);
  if (event_) {
    const std::vector<Field>& fields = checker_.agreement[*event_].parameters;
    taken = taken || std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name.text; });
  }
  if (!taken && !define_parameter(name)) return;
  checker_.report(Code::kShadowing, name.span,
                  fmt::format("the variable `{}` bears the name of a parameter or variable beside it", name.text), {},
                  "one name means one thing: choose another");
}

Checked ExpressionVisitor::on(const syntax::Quantifier& quantifier, Span span) {
  const std::optional<Type> type = type_of_members(quantifier);
  check_new_variable(quantifier.variable);
  const VariableId variable{static_cast<std::uint32_t>(checker_.agreement.variables.size())};
  checker_.agreement.variables.push_back(
      {quantifier.variable.text, type.value_or(kErrorType), quantifier.variable.span});
  bound_.push_back(variable);
  const std::string_view what = quantifier.every ? "what `every` says" : "what `some` says";
  const Checked body = check_of(quantifier.body, kTruth, what);
  bound_.pop_back();
  if (!type || !body) return std::nullopt;
  return add(Quantifier{quantifier.every, variable, *body}, kTruth, span);
}

}  // namespace proviso::language
