#include "language/check_trigger.h"

#include <fmt/format.h>

namespace proviso::language {
namespace {

std::optional<ActionId> resolve_trigger(Checker& checker, const syntax::Name& name) {
  const Symbol* symbol = checker.resolve(name, {SymbolKind::kAction, SymbolKind::kEvent}, "an action or an event");
  return symbol == nullptr ? std::nullopt : std::optional(ActionId{symbol->index});
}

bool is_negative(const Checker& checker, ExprId id) {
  const ExprNode& node = checker.agreement[id].node;
  if (const auto* unary = std::get_if<Unary>(&node)) {
    return unary->op == UnaryOp::kNegate && std::holds_alternative<Literal>(checker.agreement[unary->operand].node);
  }
  const auto* literal = std::get_if<Literal>(&node);
  return literal != nullptr && std::get<mpq_class>(literal->value) < 0;
}

// Days or months.
std::optional<ExprId> check_within(Checker& checker, Scope scope, syntax::ExprId within) {
  scope.place = "`within`";
  const auto time = check_expression(checker, scope, within);
  if (time && checker.type_of(*time).sort == Sort::kDate) {
    checker.report(Code::kTypeMismatch, checker.file.expr(within).span, "`within` must be a number of days or months",
                   {}, "write `by` before the last day itself");
    return std::nullopt;
  }
  if (time && checker.type_of(*time).sort != Sort::kDays && checker.type_of(*time).sort != Sort::kMonths) {
    return check_expression_of(checker, scope, within, {Sort::kDays}, "`within`");
  }
  if (time && is_negative(checker, *time)) {
    checker.report(
        Code::kNegativeDeadline, checker.file.expr(within).span, "a deadline can not be before its trigger", {},
        "write how many days there are from the trigger on, as in `within 30 days`; `0 days` is the day itself");
  }
  return time;
}

// The last day itself.
std::optional<ExprId> check_by(Checker& checker, Scope scope, syntax::ExprId by) {
  scope.place = "`by`";
  const auto date = check_expression(checker, scope, by);
  if (!date || checker.type_of(*date).sort == Sort::kDate) return date;
  const Type type = checker.type_of(*date);
  const bool time = type.sort == Sort::kDays || type.sort == Sort::kMonths;
  checker.report(
      Code::kTypeMismatch, checker.file.expr(by).span,
      fmt::format("{} is {}; `by` must be a date", checker.quote(checker.file.expr(by).span), checker.describe(type)),
      {}, time ? std::optional<std::string>("how long there is from then on is written `within …`") : std::nullopt);
  return std::nullopt;
}

}  // namespace

std::optional<CheckedTrigger> check_trigger(Checker& checker, const syntax::Occasion& written, Scope scope) {
  if (const auto* name = std::get_if<syntax::Name>(&written.what)) {
    scope.event = resolve_trigger(checker, *name);
    if (!scope.event) return std::nullopt;
    const auto where = check_formula(checker, scope, written.where);
    return CheckedTrigger{Trigger{*scope.event, where}, {{scope.event}}};
  }
  scope.eventless = true;
  const auto where = check_formula(checker, scope, written.where);
  scope.place = "`becoming`";
  scope.reads = Reads::kMoment;
  const auto formula = check_formula(checker, scope, std::get<syntax::Becoming>(written.what).formula);
  return CheckedTrigger{Trigger{Becoming{formula.value_or(ExprId{})}, where}, {{std::nullopt}}};
}

std::optional<Deadline> check_deadline(Checker& checker, const Scope& scope,
                                       const std::optional<syntax::Deadline>& written) {
  if (!written) return NoDeadline{};
  if (const auto* within = std::get_if<syntax::Within>(&*written)) {
    const auto time = check_within(checker, scope, within->time);
    return time ? std::optional<Deadline>(Within{*time}) : std::nullopt;
  }
  const auto date = check_by(checker, scope, std::get<syntax::By>(*written).date);
  return date ? std::optional<Deadline>(By{*date}) : std::nullopt;
}

}  // namespace proviso::language
