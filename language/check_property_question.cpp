#include "language/check_property_question.h"

#include <fmt/format.h>

#include <utility>

#include "language/check_expression.h"
#include "language/check_trigger.h"
#include "language/children.h"

namespace proviso::language {
namespace {

constexpr Type kTruth{Sort::kBool};

// ------------------------------------------------------------------------------------------------------- questions

// Stands for a formula that was not right; the agreement is not used then.
constexpr ExprId kUnchecked{0xFFFFFFFF};

struct Asked {
  QuestionKind kind = QuestionKind::kAlways;
  std::optional<ExprId> formula;
};

// `never A` and `never A when F`: the action or event, if the formula names one.
std::optional<ActionId> never_action(const Checker& checker, const syntax::Never& never) {
  const auto* use = std::get_if<syntax::NameUse>(&checker.file.expr(never.formula).node);
  const Symbol* symbol = use == nullptr ? nullptr : checker.names.symbols.find(use->name.text);
  if (symbol == nullptr) return std::nullopt;
  if (symbol->kind != SymbolKind::kAction && symbol->kind != SymbolKind::kEvent) return std::nullopt;
  return ActionId{symbol->index};
}

std::optional<ExprId> negated(Checker& checker, std::optional<ExprId> formula, Span span) {
  if (!formula) return std::nullopt;
  return checker.add(Unary{UnaryOp::kNot, *formula}, kTruth, span);
}

// `never A when F` as the negation of `happens A where F`.
std::optional<ExprId> check_never_action(Checker& checker, Scope scope, const syntax::Never& never, ActionId action,
                                         Span span) {
  scope.event = action;
  scope.place = "the `when` of `never`";
  const auto when = check_formula(checker, scope, never.when);
  if (never.when && !when) return std::nullopt;
  return negated(checker, checker.add(Happens{action, when}, kTruth, span), span);
}

std::optional<ExprId> check_never(Checker& checker, const Scope& scope, const syntax::Never& never, Span span) {
  if (const auto action = never_action(checker, never)) {
    return check_never_action(checker, scope, never, *action, span);
  }
  if (never.when) {
    const auto& use = std::get<syntax::NameUse>(checker.file.expr(never.formula).node);
    checker.resolve(use.name, {SymbolKind::kAction, SymbolKind::kEvent}, "an action or an event");
    return std::nullopt;
  }
  return negated(checker, check_formula(checker, scope, never.formula), span);
}

// `G within D`, over the trigger.
std::optional<ExprId> check_answer(Checker& checker, Scope scope, const syntax::Whenever& whenever,
                                   CheckedTrigger occasion, Response& response) {
  scope.trigger = std::move(occasion.scope);
  scope.at_occasion = true;
  const auto deadline = check_deadline(checker, scope, whenever.deadline);
  scope.at_occasion = false;
  scope.place = "what follows `whenever`";
  scope.frozen = &response.frozen;
  const auto formula = check_formula(checker, scope, whenever.formula);
  if (!deadline) return std::nullopt;
  response.trigger = *occasion.trigger;
  response.deadline = *deadline;
  return formula;
}

Asked check_whenever(Checker& checker, Scope scope, const syntax::Whenever& whenever, Property& checked) {
  scope.place = "the `where` of `whenever`";
  const auto occasion = check_trigger(checker, whenever.trigger, scope);
  if (!occasion) return {QuestionKind::kWhenever, std::nullopt};
  checked.response.emplace();
  return {QuestionKind::kWhenever, check_answer(checker, scope, whenever, *occasion, *checked.response)};
}

// A number, money, days or a date.
std::optional<ExprId> check_extreme(Checker& checker, const Scope& scope, syntax::ExprId value) {
  const auto checked = check_expression(checker, scope, value);
  if (!checked) return std::nullopt;
  const Type& type = checker.type_of(*checked);
  if ((is_numeric(type) && type.sort != Sort::kMonths) || type.sort == Sort::kDate) return checked;
  const Span span = checker.file.expr(value).span;
  checker.report(Code::kTypeMismatch, span,
                 fmt::format("{} is {}; {} must be a number, money, days or a date", checker.quote(span),
                             checker.describe(type), scope.place),
                 {},
                 type.sort == Sort::kBool
                     ? std::optional<std::string>("whether something can be is asked with `possible F`")
                     : std::nullopt);
  return std::nullopt;
}

Asked check_asked(Checker& checker, Scope scope, const syntax::Property& property, Property& checked) {
  return std::visit(
      Overloaded{
          [&](const syntax::Always& always) {
            scope.place = "what follows `always`";
            return Asked{QuestionKind::kAlways, check_formula(checker, scope, always.formula)};
          },
          [&](const syntax::Never& never) {
            scope.place = "what follows `never`";
            return Asked{QuestionKind::kAlways, check_never(checker, scope, never, property.question_span)};
          },
          [&](const syntax::Possible& possible) {
            scope.place = "what follows `possible`";
            return Asked{QuestionKind::kPossible, check_formula(checker, scope, possible.formula)};
          },
          [&](const syntax::AlwaysPossible& possible) {
            scope.place = "what follows `always possible`";
            checked.within_moments = possible.within_moments;
            return Asked{QuestionKind::kAlwaysPossible, check_formula(checker, scope, possible.formula)};
          },
          [&](const syntax::Whenever& whenever) { return check_whenever(checker, scope, whenever, checked); },
          [&](const syntax::Extreme& extreme) {
            scope.place = extreme.greatest ? "what follows `greatest`" : "what follows `least`";
            return Asked{extreme.greatest ? QuestionKind::kGreatest : QuestionKind::kLeast,
                         check_extreme(checker, scope, extreme.value)};
          },
      },
      property.question);
}

// ---------------------------------------------------------------------------------------------------- expectations

bool is_over_readings(const ExprNode& node) {
  if (const auto* binary = std::get_if<Binary>(&node)) {
    return binary->op <= BinaryOp::kNe;  // and, or, implies, iff, =, !=
  }
  if (const auto* unary = std::get_if<Unary>(&node)) return unary->op == UnaryOp::kNot;
  return std::holds_alternative<Literal>(node) || std::holds_alternative<ReadingIs>(node) ||
         std::holds_alternative<IfThenElse>(node);
}

// Only readings, `true`, `false` and what joins them; reports the first part that is something else.
bool check_over_readings(Checker& checker, ExprId id) {
  const Expression& expression = checker.agreement[id];
  if (!is_over_readings(expression.node) || expression.type.sort != Sort::kBool) {
    checker.report(Code::kNotOnlyReadings, expression.span,
                   fmt::format("{} is not about readings", checker.quote(expression.span)), {},
                   "`expect holds when` says for which readings the property holds, as in `r is choice`");
    return false;
  }
  for (const ExprId child : children(expression.node)) {
    if (!check_over_readings(checker, child)) return false;
  }
  return true;
}

std::optional<ExprId> check_expected_when(Checker& checker, syntax::ExprId readings) {
  const Scope scope{.reads = Reads::kReadings, .place = "`expect holds when`"};
  const auto condition = check_formula(checker, scope, readings);
  if (!condition || !check_over_readings(checker, *condition)) return std::nullopt;
  return condition;
}

bool asks_for_value(const Property& property) {
  return property.question == QuestionKind::kGreatest || property.question == QuestionKind::kLeast;
}

// The value of a literal, of its negative, or of a quotient of two.
std::optional<Value> constant_value(const Agreement& agreement, ExprId id) {
  const ExprNode& node = agreement[id].node;
  if (const auto* literal = std::get_if<Literal>(&node)) return literal->value;
  const auto number = [&](ExprId part) {
    const auto value = constant_value(agreement, part);
    const auto* is = value ? std::get_if<mpq_class>(&*value) : nullptr;
    return is == nullptr ? std::nullopt : std::optional(*is);
  };
  if (const auto* unary = std::get_if<Unary>(&node); unary != nullptr && unary->op == UnaryOp::kNegate) {
    const auto value = number(unary->operand);
    return value ? std::optional<Value>(mpq_class(-*value)) : std::nullopt;
  }
  const auto* binary = std::get_if<Binary>(&node);
  if (binary == nullptr || binary->op != BinaryOp::kDiv) return std::nullopt;
  const auto left = number(binary->left), right = number(binary->right);
  return left && right && *right != 0 ? std::optional<Value>(mpq_class(*left / *right)) : std::nullopt;
}

void check_expected_value(Checker& checker, const syntax::ExpectValue& expected, Property& checked) {
  const Span span = checker.file.expr(expected.value).span;
  if (!asks_for_value(checked)) {
    return checker.report(Code::kOtherExpectation, span, "only of `greatest` and `least` a value can be expected",
                          {{checked.question_span, "this is asked"}},
                          "write `expect holds`, `expect fails` or `expect holds when R`");
  }
  checked.expected = Expected::kValue;
  if (checked.formula == kUnchecked) return;
  const Scope scope{.reads = Reads::kReadings, .place = "what is expected"};
  const auto value =
      check_expression_of(checker, scope, expected.value, checker.type_of(checked.formula), "what is expected");
  if (!value) return;
  checked.expected_value = constant_value(checker.agreement, *value);
  if (checked.expected_value) return;
  checker.report(Code::kOtherExpectation, span, "the value that is expected is written out", {},
                 "write it as in `expect $120`, `expect -3`, `expect 20%`, `expect 30 days` or `expect 2026-12-31`");
}

void check_expected_readings(Checker& checker, const syntax::ExpectHoldsWhen& expected, Span span, Property& checked) {
  if (asks_for_value(checked)) {
    return checker.report(Code::kOtherExpectation, span, "a greatest or least value is not expected for some readings",
                          {{checked.question_span, "this is asked"}},
                          "write the value; for which readings a bound is kept is asked with `always … <= …`");
  }
  checked.expected = Expected::kHoldsWhen;
  checked.expected_when = check_expected_when(checker, expected.readings);
}

}  // namespace

void check_question(Checker& checker, const syntax::Property& property, Property& checked) {
  const Scope scope{.reads = Reads::kProperty, .place = "a property", .variables = checked.for_any};
  const Asked asked = check_asked(checker, scope, property, checked);
  checked.question = asked.kind;
  checked.formula = asked.formula.value_or(kUnchecked);
}

void check_expectation(Checker& checker, const syntax::Property& property, Property& checked) {
  if (!property.expectation) return;
  std::visit(Overloaded{
                 [&](const syntax::ExpectHolds&) { checked.expected = Expected::kHolds; },
                 [&](const syntax::ExpectFails&) { checked.expected = Expected::kFails; },
                 [&](const syntax::ExpectHoldsWhen& expected) {
                   check_expected_readings(checker, expected, property.expectation->span, checked);
                 },
                 [&](const syntax::ExpectValue& expected) { check_expected_value(checker, expected, checked); },
             },
             property.expectation->node);
}

}  // namespace proviso::language
