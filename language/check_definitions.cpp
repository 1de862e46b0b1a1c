#include "language/check_definitions.h"

#include "language/check_expression.h"
#include "language/check_tallies.h"

namespace proviso::language {
namespace {

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

void check_term(Checker& checker, std::uint32_t index) {
  const syntax::Term& term = *checker.names.declared.terms[index];
  const Scope scope{
      .reads = Reads::kRigid, .place = "the `where` of a term", .variables = checker.agreement.terms[index].parameters};
  checker.agreement.terms[index].where = check_formula(checker, scope, term.where);
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
  declare_tallies(checker);
}

void check_definitions(Checker& checker, const std::vector<Definition>& ordered) {
  for (const Definition& definition : ordered) {
    if (definition.kind == SymbolKind::kTerm && !definition.in_circle) check_term(checker, definition.index);
    if (definition.kind == SymbolKind::kTally && !definition.in_circle) check_tally_type(checker, definition.index);
    if (definition.kind == SymbolKind::kDefine && !definition.in_circle) {
      const syntax::Define& define = *checker.names.declared.defines[definition.index];
      checker.defines[definition.index].result = check_define(checker, define);
    }
  }
  check_tallies(checker);
  for (std::uint32_t index = 0; index < checker.agreement.actions.size(); ++index) check_action(checker, index);
}

}  // namespace proviso::language
