#include "language/check_definitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_expression.h"

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
  }
  return TallyKind::kCount;
}

DefineSignature signature_of(Checker& checker, const syntax::Define& define) {
  DefineSignature signature;
  std::vector<syntax::Name> names;
  for (const syntax::Parameter& parameter : define.parameters) {
    checker.check_local_name(parameter.name, "parameter");
    names.push_back(parameter.name);
    signature.parameters.push_back(checker.resolve_type(parameter.type));
  }
  check_listed_once(checker, names, "parameter");
  return signature;
}

// A tally's parameter must differ from the parameters of the action it watches: both are in scope in its `where`.
void check_against_fields(Checker& checker, const syntax::Tally& tally, const Action& over) {
  for (const syntax::Parameter& parameter : tally.parameters) {
    for (const Field& field : over.parameters) {
      if (field.name != parameter.name.text) continue;
      checker.report(Code::kAmbiguousName, parameter.name.span,
                     fmt::format("`{}` is a parameter of `{}` too", field.name, over.name),
                     {{field.span, "declared here"}}, "give the tally's parameter another name");
    }
  }
}

// The tally's parameters but those that were reported by check_against_fields.
std::vector<VariableId> without_fields(const Checker& checker, const Tally& tally) {
  const std::vector<Field>& fields = checker.agreement[std::get<ActionId>(tally.over)].parameters;
  std::vector<VariableId> variables = tally.parameters;
  std::erase_if(variables, [&](VariableId id) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const Field& field) { return field.name == checker.agreement[id].name; });
  });
  return variables;
}

Tally declared_tally(Checker& checker, const syntax::Tally& tally) {
  Tally declared;
  declared.name = tally.name.text;
  declared.parameters = declare_variables(checker, tally.parameters, "parameter");
  declared.kind = tally_kind(tally.operation);
  declared.span = tally.span;
  const Symbol* over =
      checker.resolve(tally.over.event, {SymbolKind::kAction, SymbolKind::kEvent}, "an action or an event");
  if (over == nullptr) return declared;
  declared.over = ActionId{over->index};
  check_against_fields(checker, tally, checker.agreement[ActionId{over->index}]);
  return declared;
}

void check_term(Checker& checker, std::uint32_t index) {
  const syntax::Term& term = *checker.names.declared.terms[index];
  const Scope scope{
      .reads = Reads::kRigid, .place = "the `where` of a term", .variables = checker.agreement.terms[index].parameters};
  checker.agreement.terms[index].where = check_formula(checker, scope, term.where);
}

// The type of what a sum adds, which is the type of the tally.
std::optional<Type> check_summand(Checker& checker, const Scope& scope, const syntax::Tally& tally,
                                  std::uint32_t index) {
  if (!tally.summand) return std::nullopt;
  const auto value = check_expression(checker, scope, *tally.summand);
  if (!value) return std::nullopt;
  checker.agreement.tallies[index].value = value;
  const Type type = checker.type_of(*value);
  if (is_numeric(type)) return type;
  const Span span = checker.file.expr(*tally.summand).span;
  checker.report(
      Code::kTypeMismatch, span,
      fmt::format("{} is {}; only numbers, money and days can be summed", checker.quote(span), checker.describe(type)),
      {}, type.sort == Sort::kBool ? std::optional<std::string>("`count of A where F` counts") : std::nullopt);
  return std::nullopt;
}

std::optional<Type> check_tally_type(Checker& checker, const Scope& scope, const syntax::Tally& tally,
                                     std::uint32_t index) {
  switch (tally.operation) {
    case syntax::TallyOperation::kSum:
      return check_summand(checker, scope, tally, index);
    case syntax::TallyOperation::kCount:
      return Type{Sort::kWhole};
    case syntax::TallyOperation::kEver:
      return Type{Sort::kBool};
    case syntax::TallyOperation::kFirstDate:
    case syntax::TallyOperation::kLastDate:
      return Type{Sort::kDate};
  }
  return std::nullopt;
}

void check_initially(Checker& checker, const syntax::Tally& tally, std::uint32_t index) {
  if (!tally.initially) return;
  const bool dated =
      tally.operation == syntax::TallyOperation::kFirstDate || tally.operation == syntax::TallyOperation::kLastDate;
  if (!dated) {
    checker.report(Code::kInitially, checker.file.expr(*tally.initially).span,
                   fmt::format("`initially` belongs to `first date` and `last date`; `{}` begins with {}",
                               tally.name.text, tally.operation == syntax::TallyOperation::kEver ? "false" : "zero"),
                   {}, "for what was before the first day, add a term: `term paid_before : money`");
    return;
  }
  const Scope scope{.reads = Reads::kRigid, .place = "the `initially` of a tally"};
  checker.agreement.tallies[index].initially =
      check_expression_of(checker, scope, *tally.initially, {Sort::kDate}, "the `initially` of a date tally");
}

void check_tally(Checker& checker, const Definition& definition) {
  const std::uint32_t index = definition.index;
  const syntax::Tally& tally = *checker.names.declared.tallies[index];
  const Symbol* over = checker.names.symbols.find(tally.over.event.text);
  const bool known = over != nullptr && (over->kind == SymbolKind::kAction || over->kind == SymbolKind::kEvent);
  if (!known || definition.in_circle) return;
  Scope scope{.reads = Reads::kMoment,
              .place = "the sum of a tally",
              .event = std::get<ActionId>(checker.agreement.tallies[index].over),
              .variables = without_fields(checker, checker.agreement.tallies[index])};
  const std::optional<Type> type = check_tally_type(checker, scope, tally, index);
  scope.place = "the `where` of a tally";
  checker.agreement.tallies[index].where = check_formula(checker, scope, tally.over.where);
  check_initially(checker, tally, index);
  checker.tally_types[index] = type;
  checker.agreement.tallies[index].type = type.value_or(Type{});
}

void check_action(Checker& checker, std::uint32_t index) {
  const Scope scope{.reads = Reads::kRigid, .place = "the `where` of a parameter", .event = ActionId{index}};
  std::optional<ExprId> all;
  for (const syntax::Parameter& parameter : checker.names.declared.actions[index].parameters()) {
    const auto where = check_formula(checker, scope, parameter.where);
    if (!where) continue;
    const Span span = checker.agreement[*where].span;
    all = all ? checker.add(Binary{BinaryOp::kAnd, *all, *where}, {Sort::kBool}, span) : *where;
  }
  checker.agreement.actions[index].where = all;
}

}  // namespace

void declare_definitions(Checker& checker) {
  for (const syntax::Define* define : checker.names.declared.defines) {
    checker.defines.push_back(signature_of(checker, *define));
  }
  for (const syntax::Tally* tally : checker.names.declared.tallies) {
    Tally declared = declared_tally(checker, *tally);
    checker.agreement.tallies.push_back(std::move(declared));
  }
  checker.tally_types.resize(checker.agreement.tallies.size());
}

void check_definitions(Checker& checker, const std::vector<Definition>& ordered) {
  for (const Definition& definition : ordered) {
    if (definition.kind == SymbolKind::kTerm && !definition.in_circle) check_term(checker, definition.index);
    if (definition.kind == SymbolKind::kTally) check_tally(checker, definition);
    if (definition.kind == SymbolKind::kDefine && !definition.in_circle) {
      const syntax::Define& define = *checker.names.declared.defines[definition.index];
      checker.defines[definition.index].result = check_define(checker, define);
    }
  }
  for (std::uint32_t index = 0; index < checker.agreement.actions.size(); ++index) check_action(checker, index);
}

}  // namespace proviso::language
