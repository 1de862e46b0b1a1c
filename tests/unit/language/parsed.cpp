#include "tests/unit/language/parsed.h"

#include <fmt/format.h>

namespace proviso::language {
namespace {

// One function for each kind of expression.
struct Shower {
  const Parsed& parsed;

  std::string at(syntax::ExprId id) const { return parsed.show(id); }
  std::string list(std::string text, const std::vector<syntax::ExprId>& items) const {
    for (const syntax::ExprId item : items) text += " " + at(item);
    return text + ")";
  }
  std::string occurrence(const syntax::Occurrence& o) const {
    return o.where ? fmt::format("{} where {}", o.event.text, at(*o.where)) : o.event.text;
  }

  std::string operator()(const syntax::Invalid&) const { return "invalid"; }
  std::string operator()(const syntax::BoolLiteral& e) const { return e.value ? "true" : "false"; }
  std::string operator()(const syntax::NumberLiteral& e) const { return e.value.get_str(); }
  std::string operator()(const syntax::PercentLiteral& e) const { return e.value.get_str() + "%"; }
  std::string operator()(const syntax::MoneyLiteral& e) const {
    return (e.currency ? e.currency->text + " " : "$") + e.value.get_str();
  }
  std::string operator()(const syntax::DateLiteral& e) const {
    return fmt::format("{:04}-{:02}-{:02}", int(e.value.year()), unsigned(e.value.month()), unsigned(e.value.day()));
  }
  std::string operator()(const syntax::DaysLiteral& e) const { return e.value.get_str() + "d"; }
  std::string operator()(const syntax::MonthsLiteral& e) const { return e.value.get_str() + "m"; }
  std::string operator()(const syntax::NameUse& e) const { return e.name.text; }
  std::string operator()(const syntax::Call& e) const { return list("(call " + e.name.text, e.arguments); }
  std::string operator()(const syntax::TriggerParameter& e) const { return "trigger." + e.parameter.text; }
  std::string operator()(const syntax::TriggerDate&) const { return "trigger.date"; }
  std::string operator()(const syntax::CurrentDate&) const { return "date"; }
  std::string operator()(const syntax::Unary& e) const {
    return fmt::format("({} {})", e.operation == syntax::UnaryOperator::kNot ? "not" : "-", at(e.operand));
  }
  std::string operator()(const syntax::Binary& e) const {
    constexpr const char* kNames[] = {"iff", "implies", "or", "and", "=", "!=", "<",
                                      "<=",  ">",       ">=", "+",   "-", "*",  "/"};
    return fmt::format("({} {} {})", kNames[static_cast<int>(e.operation)], at(e.left), at(e.right));
  }
  std::string operator()(const syntax::Membership& e) const {
    return list(fmt::format("({} {}", e.negated ? "not-in" : "in", at(e.value)), e.members);
  }
  std::string operator()(const syntax::ReadingTest& e) const {
    return fmt::format("({} {} {})", e.negated ? "is-not" : "is", e.reading.text, e.choice.text);
  }
  std::string operator()(const syntax::Conditional& e) const {
    return fmt::format("(if {} {} {})", at(e.condition), at(e.then), at(e.otherwise));
  }
  std::string operator()(const syntax::FunctionCall& e) const {
    constexpr const char* kNames[] = {
        "(min",     "(max",   "(abs",     "(round",        "(floor",          "(ceiling",    "(year",
        "(quarter", "(month", "(weekday", "(end_of_month", "(end_of_quarter", "(end_of_year"};
    return list(kNames[static_cast<int>(e.function)], e.arguments);
  }
  std::string operator()(const syntax::Cases& e) const {
    std::string text = "(cases";
    for (const syntax::Cases::Case& one : e.cases) text += fmt::format(" {}:{}", at(one.when), at(one.value));
    return text + (e.otherwise ? fmt::format(" :{})", at(*e.otherwise)) : ")");
  }
  std::string operator()(const syntax::Quantifier& e) const {
    return fmt::format("({} {}:{} {})", e.every ? "every" : "some", e.variable.text, e.type.name.text, at(e.body));
  }
  std::string operator()(const syntax::Before& e) const { return fmt::format("(before {})", at(e.value)); }
  std::string operator()(const syntax::Happens& e) const {
    return fmt::format("(happens {})", occurrence(e.occurrence));
  }
  std::string operator()(const syntax::PermissionTest& e) const {
    return list((e.forbidden ? "(forbidden " : "(permitted ") + e.action.text, e.arguments);
  }
  std::string operator()(const syntax::AtTrigger& e) const { return fmt::format("(at-trigger {})", at(e.value)); }
  std::string operator()(const syntax::Owed& e) const {
    const std::string where = e.where ? " where " + at(*e.where) : "";
    return fmt::format("({} {}{})", e.overdue ? "overdue" : "owed", e.clause.text, where);
  }
  std::string operator()(const syntax::OwedBy& e) const { return fmt::format("(owed_by {})", at(e.party)); }
  std::string operator()(const syntax::Breached& e) const { return fmt::format("(breached {})", at(e.party)); }
  std::string operator()(const syntax::Settled&) const { return "settled"; }
  std::string operator()(const syntax::CanForce& e) const {
    return fmt::format("(can-force {} {})", e.party.text, at(e.formula));
  }
  std::string operator()(const syntax::Discharges& e) const { return fmt::format("(discharges {})", e.clause.text); }
};

}  // namespace

Parsed::Parsed(std::string text) {
  const FileId id = sources.add("a.proviso", std::move(text));
  file = parse(sources, id, diagnostics);
}

std::string Parsed::codes() const {
  std::string all;
  for (const Diagnostic& d : diagnostics.sorted()) all += (all.empty() ? "" : " ") + code_text(d.code);
  return all;
}

std::string Parsed::show(syntax::ExprId id) const { return std::visit(Shower{*this}, file.expr(id).node); }

std::string show_expression(const std::string& expression) {
  const Parsed parsed(kHead + ("define x = " + expression));
  if (parsed.diagnostics.has_errors()) return parsed.codes();
  return parsed.show(std::get<syntax::Define>(parsed.file.declarations.at(0)).value);
}

}  // namespace proviso::language
