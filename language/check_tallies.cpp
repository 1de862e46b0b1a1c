#include "language/check_tallies.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_expression.h"
#include "language/check_operators.h"

namespace proviso::language {
namespace {

TallyKind tally_kind(syntax::TallyOperation operation) {
  switch (operation) {
    case syntax::TallyOperation::kSum:
      return TallyKind::kSum;
    case syntax::TallyOperation::kCount:
      return TallyKind::kCount;
    case syntax::TallyOperation::kEver:
      return TallyKind::kEver;
    case syntax::TallyOperation::kFirstDate:
      return TallyKind::kFirstDate;
    case syntax::TallyOperation::kLastDate:
      return TallyKind::kLastDate;
    case syntax::TallyOperation::kLatest:
      return TallyKind::kLatest;
  }
  return TallyKind::kCount;
}

// The type that the operation alone gives.
std::optional<Type> operation_type(syntax::TallyOperation operation) {
  switch (operation) {
    case syntax::TallyOperation::kCount:
      return Type{Sort::kWhole};
    case syntax::TallyOperation::kEver:
      return Type{Sort::kBool};
    case syntax::TallyOperation::kFirstDate:
    case syntax::TallyOperation::kLastDate:
      return Type{Sort::kDate};
    case syntax::TallyOperation::kSum:
    case syntax::TallyOperation::kLatest:
      return std::nullopt;
  }
  return std::nullopt;
}

CalendarUnit calendar_unit(syntax::CalendarUnit unit) {
  switch (unit) {
    case syntax::CalendarUnit::kDay:
      return CalendarUnit::kDay;
    case syntax::CalendarUnit::kMonth:
      return CalendarUnit::kMonth;
    case syntax::CalendarUnit::kQuarter:
      return CalendarUnit::kQuarter;
    case syntax::CalendarUnit::kYear:
      return CalendarUnit::kYear;
  }
  return CalendarUnit::kDay;
}

// -------------------------------------------------------------------------------------------------------- occasions

// The action or event, if the occasion is one and it is declared.
std::optional<ActionId> declared_action(const Checker& checker, const syntax::Occasion& occasion) {
  const auto* name = std::get_if<syntax::Name>(&occasion.what);
  const Symbol* symbol = name == nullptr ? nullptr : checker.names.symbols.find(name->text);
  if (symbol == nullptr) return std::nullopt;
  if (symbol->kind != SymbolKind::kAction && symbol->kind != SymbolKind::kEvent) return std::nullopt;
  return ActionId{symbol->index};
}

// A tally's parameter must differ from those of an action it watches: both are in scope in the `where` beside it.
void check_against_fields(Checker& checker, const syntax::Tally& tally, const Action& watched) {
  for (const syntax::Parameter& parameter : tally.parameters) {
    for (const Field& field : watched.parameters) {
      if (field.name != parameter.name.text) continue;
      checker.report(Code::kAmbiguousName, parameter.name.span,
                     fmt::format("`{}` is a parameter of `{}` too", field.name, watched.name),
                     {{field.span, "declared here"}}, "give the tally's parameter another name");
    }
  }
}

// Reports a name that is no action, and parameters of the tally that bear the name of one of the action's.
void check_watched(Checker& checker, const syntax::Tally& tally, const syntax::Occasion& occasion) {
  const auto* name = std::get_if<syntax::Name>(&occasion.what);
  if (name == nullptr) return;
  checker.resolve(*name, {SymbolKind::kAction, SymbolKind::kEvent}, "an action or an event");
  const auto action = declared_action(checker, occasion);
  if (action) check_against_fields(checker, tally, checker.agreement[*action]);
}

// The tally's parameters but those that were reported by check_against_fields.
std::vector<VariableId> without_fields(const Checker& checker, const Tally& tally, std::optional<ActionId> action) {
  std::vector<VariableId> variables = tally.parameters;
  if (!action) return variables;
  const std::vector<Field>& fields = checker.agreement[*action].parameters;
  std::erase_if(variables, [&](VariableId id) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const Field& field) { return field.name == checker.agreement[id].name; });
  });
  return variables;
}

// Where an expression beside an occasion of the tally stands: the event's parameters are in scope, if there is one.
Scope scope_beside(const Checker& checker, const Tally& tally, const syntax::Occasion& occasion,
                   std::string_view place) {
  const std::optional<ActionId> action = declared_action(checker, occasion);
  return {.reads = Reads::kMoment,
          .place = place,
          .event = action,
          .variables = without_fields(checker, tally, action),
          .eventless = std::holds_alternative<syntax::Becoming>(occasion.what)};
}

// What was written, as it is typed; an unknown action was reported.
std::optional<Occasion> check_occasion(Checker& checker, const Tally& tally, const syntax::Occasion& occasion) {
  const auto* becoming = std::get_if<syntax::Becoming>(&occasion.what);
  if (becoming == nullptr) {
    const auto action = declared_action(checker, occasion);
    return action ? std::optional<Occasion>(*action) : std::nullopt;
  }
  const Scope scope = scope_beside(checker, tally, occasion, "`becoming`");
  const auto formula = check_formula(checker, scope, becoming->formula);
  return formula ? std::optional<Occasion>(Becoming{*formula}) : std::nullopt;
}

// -------------------------------------------------------------------------------------------------------- the type

bool is_known(const Checker& checker, const syntax::Occasion& occasion) {
  return std::holds_alternative<syntax::Becoming>(occasion.what) || declared_action(checker, occasion);
}

Scope scope_of_value(const Checker& checker, const Tally& tally, const syntax::Tally& written) {
  const bool sum = written.operation == syntax::TallyOperation::kSum;
  return scope_beside(checker, tally, written.over, sum ? "the sum of a tally" : "the value of a tally");
}

Scope scope_of_initially(const Tally& tally) {
  return {.reads = Reads::kRigid, .place = "the `initially` of a tally", .variables = tally.parameters};
}

// Sums are of what can be added; `span` is what gives the type.
bool check_summable(Checker& checker, const syntax::Tally& written, const Type& type, Span span) {
  if (written.operation != syntax::TallyOperation::kSum || is_numeric(type)) return true;
  checker.report(Code::kTypeMismatch, span,
                 fmt::format("{} is {}; only numbers, money, days and months can be summed", checker.quote(span),
                             checker.describe(type)),
                 {},
                 type.sort == Sort::kBool ? std::optional<std::string>("`count of A where F` counts") : std::nullopt);
  return false;
}

// The type of a sum's or latest's value or `initially`.
std::optional<Type> type_of_expression(Checker& checker, const syntax::Tally& written, const Scope& scope,
                                       std::optional<syntax::ExprId> expression, std::optional<ExprId>& kept) {
  if (!expression) return std::nullopt;
  kept = check_expression(checker, scope, *expression);
  if (!kept) return std::nullopt;
  const Type type = checker.type_of(*kept);
  return check_summable(checker, written, type, checker.file.expr(*expression).span) ? std::optional(type)
                                                                                     : std::nullopt;
}

// What is written behind the tally's name; it must be what the operation gives.
std::optional<Type> declared_type(Checker& checker, const syntax::Tally& written) {
  if (!written.type) return std::nullopt;
  const std::optional<Type> type = checker.resolve_type(*written.type);
  if (!type) return std::nullopt;
  const Span span = written.type->name.span;
  const std::optional<Type> given = operation_type(written.operation);
  if (!given) return check_summable(checker, written, *type, span) ? type : std::nullopt;
  if (*given == *type) return type;
  checker.report(Code::kTypeMismatch, span,
                 fmt::format("`{}` is declared as {}, but what it tallies is {}", written.name.text,
                             checker.describe(*type), checker.describe(*given)),
                 {}, "leave the type out");
  return std::nullopt;
}

// ---------------------------------------------------------------------------------------------------- expressions

// How to give a tally of whole numbers room for others.
std::optional<std::string> advice_to_widen(const Checker& checker, const syntax::Tally& written, const Type& type,
                                           ExprId given) {
  const bool widens = type.sort == Sort::kWhole && checker.type_of(given).sort == Sort::kNumber && !written.type;
  if (!widens || operation_type(written.operation)) return std::nullopt;
  return fmt::format("say that it is a number: `tally {} : number = …`", written.name.text);
}

// The expression, which must be of the tally's type where that is known.
std::optional<ExprId> check_of_type(Checker& checker, const Scope& scope, const syntax::Tally& written,
                                    const std::optional<Type>& type, syntax::ExprId expression, std::string_view what) {
  const std::optional<ExprId> checked = check_expression(checker, scope, expression);
  if (!checked || !type || fits(checker.type_of(*checked), *type)) return checked;
  const auto advice = advice_to_widen(checker, written, *type, *checked);
  if (!advice) return check_expression_of(checker, scope, expression, *type, what);
  const Span span = checker.file.expr(expression).span;
  checker.report(Code::kNotWhole, span,
                 fmt::format("{} is {}; {} must be a whole number", checker.quote(span),
                             checker.describe(checker.type_of(*checked)), what),
                 {}, advice);
  return std::nullopt;
}

void check_value(Checker& checker, const syntax::Tally& written, std::uint32_t index) {
  if (!written.value || type_source(written) == TypeSource::kValue) return;
  const Scope scope = scope_of_value(checker, checker.agreement.tallies[index], written);
  checker.agreement.tallies[index].value =
      check_of_type(checker, scope, written, checker.tally_types[index], *written.value, "the value of this tally");
}

void check_initially(Checker& checker, const syntax::Tally& written, std::uint32_t index) {
  if (!written.initially || type_source(written) == TypeSource::kInitially) return;
  const Scope scope = scope_of_initially(checker.agreement.tallies[index]);
  checker.agreement.tallies[index].initially = check_of_type(checker, scope, written, checker.tally_types[index],
                                                             *written.initially, "the `initially` of this tally");
}

Window check_since(Checker& checker, const syntax::Since& since, const syntax::Tally& written, const Tally& tally) {
  check_watched(checker, written, since.occasion);
  const auto occasion = check_occasion(checker, tally, since.occasion);
  if (!is_known(checker, since.occasion)) return {};
  Scope scope = scope_beside(checker, tally, since.occasion, "the `where` of `since`");
  scope.nearby = declared_action(checker, written.over);
  const auto where = check_formula(checker, scope, since.occasion.where);
  return occasion ? Window(Since{*occasion, where}) : Window();
}

Window check_window(Checker& checker, const syntax::Tally& written, const Tally& tally) {
  return std::visit(
      Overloaded{
          [](const syntax::WholePast&) { return Window(WholePast{}); },
          [](const syntax::PerCalendar& per) { return Window(PerCalendar{calendar_unit(per.unit)}); },
          [&](const syntax::Since& since) { return check_since(checker, since, written, tally); },
          [](const syntax::InTheLast& last) { return Window(InTheLast{last.count, calendar_unit(last.unit)}); },
      },
      written.window);
}

void check_tally(Checker& checker, std::uint32_t index) {
  const syntax::Tally& written = *checker.names.declared.tallies[index];
  const Tally declared = checker.agreement.tallies[index];
  const Window window = check_window(checker, written, declared);
  checker.agreement.tallies[index].window = window;
  check_initially(checker, written, index);
  if (!is_known(checker, written.over)) return;
  const auto over = check_occasion(checker, declared, written.over);
  if (over) checker.agreement.tallies[index].over = *over;
  check_value(checker, written, index);
  const Scope scope = scope_beside(checker, declared, written.over, "the `where` of a tally");
  const auto where = check_formula(checker, scope, written.over.where);
  checker.agreement.tallies[index].where = where;
}

Tally declared_tally(Checker& checker, const syntax::Tally& written) {
  Tally declared{};
  declared.name = written.name.text;
  declared.parameters = declare_variables(checker, written.parameters, "parameter");
  declared.kind = tally_kind(written.operation);
  declared.span = written.span;
  check_watched(checker, written, written.over);
  if (const auto action = declared_action(checker, written.over)) declared.over = *action;
  return declared;
}

}  // namespace

TypeSource type_source(const syntax::Tally& tally) {
  if (operation_type(tally.operation)) return TypeSource::kOperation;
  if (tally.type) return TypeSource::kDeclared;
  return tally.initially ? TypeSource::kInitially : TypeSource::kValue;
}

void declare_tallies(Checker& checker) {
  for (const syntax::Tally* tally : checker.names.declared.tallies) {
    Tally declared = declared_tally(checker, *tally);
    checker.agreement.tallies.push_back(std::move(declared));
  }
  checker.tally_types.resize(checker.agreement.tallies.size());
}

void check_tally_type(Checker& checker, std::uint32_t index) {
  const syntax::Tally& written = *checker.names.declared.tallies[index];
  Tally& tally = checker.agreement.tallies[index];
  std::optional<Type> type = declared_type(checker, written);
  switch (type_source(written)) {
    case TypeSource::kOperation:
      type = operation_type(written.operation);
      break;
    case TypeSource::kDeclared:
      break;
    case TypeSource::kInitially:
      type = type_of_expression(checker, written, scope_of_initially(tally), written.initially, tally.initially);
      break;
    case TypeSource::kValue:
      if (!is_known(checker, written.over)) return;
      type = type_of_expression(checker, written, scope_of_value(checker, tally, written), written.value, tally.value);
      break;
  }
  checker.tally_types[index] = type;
  tally.type = type.value_or(Type{});
}

void check_tallies(Checker& checker) {
  for (std::uint32_t index = 0; index < checker.agreement.tallies.size(); ++index) check_tally(checker, index);
}

}  // namespace proviso::language
