#include "language/check_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "language/children.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

constexpr std::size_t kMaxQuoted = 40;

// Cuts after at most kMaxQuoted bytes, between two characters, at the first line end at the latest.
std::string shorten(std::string_view text) {
  std::size_t length = std::min(text.find('\n'), text.size());
  if (length > kMaxQuoted) length = kMaxQuoted;
  while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
  if (length == text.size()) return std::string(text);
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\r')) --length;
  return std::string(text.substr(0, length)) + " …";
}

std::optional<std::string> type_suggestion(const Checker& checker, const std::string& name) {
  std::vector<std::string_view> known = checker.names.symbols.names({SymbolKind::kKind});
  for (const std::string_view builtin :
       {"bool", "number", "whole", "percent", "money", "date", "days", "months", "Party"}) {
    known.push_back(builtin);
  }
  if (auto suggestion = did_you_mean(name, known)) return suggestion;
  return "a type is bool, number, whole, percent, money, date, days, months, Party or a kind; declare the kind: "
         "`kind " +
         name + "`";
}

Type builtin_type(syntax::BuiltinType type) {
  switch (type) {
    case syntax::BuiltinType::kBool:
      return {Sort::kBool};
    case syntax::BuiltinType::kNumber:
      return {Sort::kNumber};
    case syntax::BuiltinType::kWhole:
      return {Sort::kWhole};
    case syntax::BuiltinType::kPercent:
      return {Sort::kNumber, {}, true};
    case syntax::BuiltinType::kMoney:
      return {Sort::kMoney};
    case syntax::BuiltinType::kDate:
      return {Sort::kDate};
    case syntax::BuiltinType::kDays:
      return {Sort::kDays};
    case syntax::BuiltinType::kMonths:
      return {Sort::kMonths};
    case syntax::BuiltinType::kParty:
      return {Sort::kParty};
  }
  return {};
}

// How often the quantifier's body is read.
std::uint64_t members_of(const Agreement& agreement, const Quantifier& quantifier) {
  const Type& type = agreement[quantifier.variable].type;
  const std::size_t count = type.sort == Sort::kKind ? agreement[type.kind].members.size() : agreement.parties.size();
  return std::max<std::uint64_t>(count, 1);
}

}  // namespace

void Checker::report(Code code, Span span, std::string message, std::vector<Label> labels,
                     std::optional<std::string> help) {
  diagnostics.add({code, Severity::kError, span, std::move(message), std::move(labels), std::move(help)});
}

void Checker::warn(Code code, Span span, std::string message, std::vector<Label> labels,
                   std::optional<std::string> help) {
  diagnostics.add({code, Severity::kWarning, span, std::move(message), std::move(labels), std::move(help)});
}

const Symbol* Checker::resolve(const syntax::Name& name, std::initializer_list<SymbolKind> kinds,
                               std::string_view wanted) {
  const Symbol* symbol = names.symbols.find(name.text);
  if (symbol == nullptr) {
    const auto known = names.symbols.names(kinds);
    report(Code::kUnknownName, name.span, fmt::format("`{}` is not declared; {} is needed here", name.text, wanted), {},
           did_you_mean(name.text, known));
    return nullptr;
  }
  if (std::find(kinds.begin(), kinds.end(), symbol->kind) != kinds.end()) return symbol;
  report(Code::kOtherKindOfName, name.span,
         fmt::format("`{}` is {}; {} is needed here", name.text, with_article(symbol->kind), wanted),
         {{symbol->span, "declared here"}}, did_you_mean(name.text, names.symbols.names(kinds)));
  return nullptr;
}

std::optional<Type> Checker::resolve_type(const syntax::Type& type) {
  if (type.builtin) {
    if (*type.builtin == syntax::BuiltinType::kMoney) return money(type.currency, type.name.span);
    return builtin_type(*type.builtin);
  }
  const Symbol* symbol = names.symbols.find(type.name.text);
  if (symbol != nullptr && symbol->kind == SymbolKind::kKind) return Type{Sort::kKind, KindId{symbol->index}};
  if (symbol == nullptr) {
    report(Code::kUnknownType, type.name.span, fmt::format("there is no type `{}`", type.name.text), {},
           type_suggestion(*this, type.name.text));
  } else {
    report(Code::kUnknownType, type.name.span,
           fmt::format("`{}` is {}, not a type", type.name.text, with_article(symbol->kind)),
           {{symbol->span, "declared here"}}, type_suggestion(*this, type.name.text));
  }
  return std::nullopt;
}

Type Checker::money(const std::optional<syntax::Name>& currency, Span span) {
  if (!currency && !first_money) first_money = span;
  if (!currency || currency->text == agreement.currency) return {Sort::kMoney};
  std::vector<std::string>& others = agreement.other_currencies;
  auto found = std::find(others.begin(), others.end(), currency->text);
  if (found == others.end()) found = others.insert(others.end(), currency->text);
  return {Sort::kMoney, {}, false, static_cast<std::uint32_t>(found - others.begin()) + 1};
}

void Checker::check_local_name(const syntax::Name& name, std::string_view what) {
  const Symbol* symbol = names.symbols.find(name.text);
  if (symbol == nullptr) return;
  report(Code::kShadowing, name.span,
         fmt::format("the {} `{}` bears the name of {}", what, name.text, with_article(symbol->kind)),
         {{symbol->span, "declared here"}}, "one name means one thing: choose another");
}

ExprId Checker::add(ExprNode node, Type type, Span span) {
  Extent extent;
  for (const ExprId child : children(node)) {
    extent.depth = std::max(extent.depth, extents[child.index].depth + 1);
    extent.nodes += extents[child.index].nodes;
  }
  if (const auto* quantifier = std::get_if<Quantifier>(&node)) extent.nodes *= members_of(agreement, *quantifier);
  const ExprId id{static_cast<std::uint32_t>(agreement.expressions.size())};
  agreement.expressions.push_back({std::move(node), type, span});
  extents.push_back(extent);
  return id;
}

std::string Checker::describe(const Type& type) const {
  switch (type.sort) {
    case Sort::kBool:
      return "true or false";
    case Sort::kNumber:
      return type.percent ? "a percent" : "a number";
    case Sort::kWhole:
      return "a whole number";
    case Sort::kMoney:
      if (agreement.other_currencies.empty() || currency_of(agreement, type).empty()) return "money";
      return "money in " + currency_of(agreement, type);
    case Sort::kDate:
      return "a date";
    case Sort::kDays:
      return "a number of days";
    case Sort::kMonths:
      return "a number of months";
    case Sort::kParty:
      return "a party";
    case Sort::kKind:
      return fmt::format("of kind `{}`", agreement[type.kind].name);
  }
  return "";
}

std::string Checker::quote(Span span) const { return fmt::format("`{}`", shorten(sources.text(span))); }

std::string text_of(const std::optional<syntax::Text>& text) { return text ? text->value : std::string(); }

std::optional<std::uint32_t> position_of(const std::vector<Field>& parameters, std::string_view name) {
  const auto place = std::find_if(parameters.begin(), parameters.end(), [&](const Field& f) { return f.name == name; });
  if (place == parameters.end()) return std::nullopt;
  return static_cast<std::uint32_t>(place - parameters.begin());
}

void check_listed_once(Checker& checker, const std::vector<syntax::Name>& names, std::string_view what) {
  std::map<std::string_view, Span> seen;
  for (const syntax::Name& name : names) {
    const auto [first, is_new] = seen.emplace(name.text, name.span);
    if (is_new) continue;
    checker.report(Code::kListedTwice, name.span, fmt::format("the {} `{}` stands here twice", what, name.text),
                   {{first->second, "first here"}});
  }
}

std::vector<VariableId> declare_variables(Checker& checker, const std::vector<syntax::Parameter>& parameters,
                                          std::string_view what) {
  std::vector<VariableId> declared;
  std::vector<syntax::Name> names;
  for (const syntax::Parameter& parameter : parameters) {
    names.push_back(parameter.name);
    checker.check_local_name(parameter.name, what);
    const std::optional<Type> type = checker.resolve_type(parameter.type);
    if (type && type->sort != Sort::kKind && type->sort != Sort::kParty) {
      checker.report(Code::kParameterType, parameter.type.name.span,
                     fmt::format("the {} `{}` is {}; it must be of a kind, or a Party", what, parameter.name.text,
                                 checker.describe(*type)),
                     {},
                     "parameters of tallies, terms and conditions and the variables of `for any` range over kinds "
                     "and parties");
    }
    declared.push_back({static_cast<std::uint32_t>(checker.agreement.variables.size())});
    checker.agreement.variables.push_back({parameter.name.text, type.value_or(kErrorType), parameter.name.span});
  }
  check_listed_once(checker, names, what);
  return declared;
}

}  // namespace proviso::language
