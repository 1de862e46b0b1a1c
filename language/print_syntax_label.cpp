#include "language/print_syntax_label.h"

#include <fmt/format.h>

#include <array>

#include "language/expression.h"
#include "language/format_value.h"

namespace proviso::language {
namespace {

// By the enumerators of syntax::BinaryOperator and Function.
constexpr auto kBinaryWords = std::to_array<std::string_view>(
    {"iff", "implies", "or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"});
constexpr auto kFunctionWords =
    std::to_array<std::string_view>({"min", "max", "abs", "round", "floor", "ceiling", "year", "quarter", "month",
                                     "weekday", "end_of_month", "end_of_quarter", "end_of_year"});

}  // namespace

std::string type_text(const syntax::Type& type) {
  return type.currency ? fmt::format("{} {}", type.name.text, type.currency->text) : type.name.text;
}

std::string label_of(const SourceMap& sources, const syntax::Expr& expr) {
  return std::visit(
      Overloaded{
          [](const syntax::Invalid&) { return std::string("invalid"); },
          [](const syntax::BoolLiteral& node) { return fmt::format("bool {}", node.value); },
          [&](const syntax::NumberLiteral&) { return "number " + std::string(sources.text(expr.span)); },
          [&](const syntax::PercentLiteral&) { return "percent " + std::string(sources.text(expr.span)); },
          [&](const syntax::MoneyLiteral&) { return "money " + std::string(sources.text(expr.span)); },
          [](const syntax::DateLiteral& node) { return "date " + format_day(Day(node.value)); },
          [](const syntax::DaysLiteral& node) { return fmt::format("days {}", node.value.get_str()); },
          [](const syntax::MonthsLiteral& node) { return fmt::format("months {}", node.value.get_str()); },
          [](const syntax::NameUse& node) { return "name " + node.name.text; },
          [](const syntax::Call& node) { return "call " + node.name.text; },
          [](const syntax::TriggerParameter& node) { return "trigger." + node.parameter.text; },
          [](const syntax::TriggerDate&) { return std::string("trigger.date"); },
          [](const syntax::CurrentDate&) { return std::string("date"); },
          [](const syntax::Unary& node) {
            return std::string(node.operation == syntax::UnaryOperator::kNot ? "not" : "minus");
          },
          [](const syntax::Binary& node) {
            return std::string(kBinaryWords.at(static_cast<std::size_t>(node.operation)));
          },
          [](const syntax::Membership& node) { return std::string(node.negated ? "not in" : "in"); },
          [](const syntax::ReadingTest& node) {
            return fmt::format("{} is {}{}", node.reading.text, node.negated ? "not " : "", node.choice.text);
          },
          [](const syntax::Conditional&) { return std::string("if"); },
          [](const syntax::Cases&) { return std::string("cases"); },
          [](const syntax::Quantifier& node) {
            return fmt::format("{} {}: {}", node.every ? "every" : "some", node.variable.text, type_text(node.type));
          },
          [](const syntax::FunctionCall& node) {
            return std::string(kFunctionWords.at(static_cast<std::size_t>(node.function)));
          },
          [](const syntax::Before&) { return std::string("before"); },
          [](const syntax::Happens& node) { return "happens " + node.occurrence.event.text; },
          [](const syntax::PermissionTest& node) {
            return fmt::format("{} {}", node.forbidden ? "forbidden" : "permitted", node.action.text);
          },
          [](const syntax::AtTrigger&) { return std::string("at trigger"); },
          [](const syntax::Owed& node) {
            return fmt::format("{} {}", node.overdue ? "overdue" : "owed", node.clause.text);
          },
          [](const syntax::OwedBy&) { return std::string("owed_by"); },
          [](const syntax::Breached&) { return std::string("breached"); },
          [](const syntax::Settled&) { return std::string("settled"); },
          [](const syntax::Discharges& node) { return "discharges " + node.clause.text; },
          [](const syntax::CanForce& node) { return node.party.text + " can force"; },
      },
      expr.node);
}

}  // namespace proviso::language
