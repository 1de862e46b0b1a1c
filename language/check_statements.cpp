#include "language/check_statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_duties.h"

namespace proviso::language {
namespace {

bool is_parameter_of(const Checker& checker, std::string_view name, std::optional<ActionId> action) {
  return action && position_of(checker.agreement[*action].parameters, name);
}

// A name that has a value where a party is named, or a parameter of an action near: the others are meant as a party's.
bool is_value(const Checker& checker, const Scope& scope, const syntax::Name& name) {
  if (const Symbol* symbol = checker.names.symbols.find(name.text)) {
    return symbol->kind == SymbolKind::kTerm || symbol->kind == SymbolKind::kDefine ||
           symbol->kind == SymbolKind::kTally;
  }
  if (is_parameter_of(checker, name.text, scope.event) || is_parameter_of(checker, name.text, scope.nearby))
    return true;
  if (!scope.trigger) return false;
  return std::any_of(scope.trigger->events.begin(), scope.trigger->events.end(),
                     [&](std::optional<ActionId> event) { return is_parameter_of(checker, name.text, event); });
}

// `P may A …` and `P shall not A …` are alike.
template <class Rule, class Written>
std::optional<Rule> check_permission(Checker& checker, const Written& written) {
  const auto action = check_act(checker, written.action);
  Scope scope{.reads = Reads::kStatement, .place = "the party of a statement", .event = action};
  const auto party = check_party(checker, scope, written.party);
  if (!action) return std::nullopt;
  const bool acts = party && check_actor(checker, *party, *action);
  scope.place = "the `when` of a statement";
  const auto when = check_formula(checker, scope, written.when);
  scope.place = "the `unless` of a statement";
  const auto unless = check_formula(checker, scope, written.unless);
  return acts ? std::optional(Rule{*party, *action, when, unless}) : std::nullopt;
}

std::optional<Keep> check_keep(Checker& checker, const syntax::Keep& keep) {
  Scope scope{.reads = Reads::kMoment, .place = "the party of a statement"};
  const auto party = check_party(checker, scope, keep.party);
  scope.place = "what `shall keep` asks for";
  const auto formula = check_formula(checker, scope, keep.formula);
  scope.place = "the `when` of `shall keep`";
  const auto when = check_formula(checker, scope, keep.when);
  scope.place = "the `unless` of `shall keep`";
  const auto unless = check_formula(checker, scope, keep.unless);
  if (!party || !formula) return std::nullopt;
  return Keep{*party, *formula, when, unless};
}

// Nullopt after a diagnostic.
template <class Rule>
std::optional<StatementId> add_statement(Checker& checker, ClauseTextId text, std::optional<Rule> rule, Span span) {
  if (!rule) return std::nullopt;
  const StatementId id{static_cast<std::uint32_t>(checker.agreement.statements.size())};
  checker.agreement.statements.push_back({text, std::move(*rule), {}, span});
  checker.agreement.clause_texts[text.index].statements.push_back(id);
  return id;
}

}  // namespace

std::optional<ExprId> check_party(Checker& checker, Scope scope, syntax::ExprId party) {
  scope.place = "the party of a statement";
  const auto* use = std::get_if<syntax::NameUse>(&checker.file.expr(party).node);
  if (use == nullptr || is_value(checker, scope, use->name)) {
    return check_expression_of(checker, scope, party, {Sort::kParty}, scope.place);
  }
  const Symbol* symbol = checker.resolve(use->name, {SymbolKind::kParty}, "a party");
  if (symbol == nullptr) return std::nullopt;
  return checker.add(Literal{Member{symbol->index}}, {Sort::kParty}, use->name.span);
}

std::optional<ActionId> check_act(Checker& checker, const syntax::Name& action) {
  const Symbol* symbol = checker.names.symbols.find(action.text);
  if (symbol != nullptr && symbol->kind == SymbolKind::kEvent) {
    checker.report(Code::kEventAsSubject, action.span,
                   fmt::format("`{}` is an event: nobody's act, which nobody may, shall or shall not do", action.text),
                   {{symbol->span, "declared here"}}, "what a party does is declared as an `action … by` that party");
    return std::nullopt;
  }
  symbol = checker.resolve(action, {SymbolKind::kAction}, "an action");
  return symbol == nullptr ? std::nullopt : std::optional(ActionId{symbol->index});
}

bool check_actor(Checker& checker, ExprId party, ActionId action) {
  const Action& done = checker.agreement[action];
  const auto named = named_party(checker.agreement, party);
  const auto* fixed = std::get_if<PartyId>(&done.actor);
  if (!named || fixed == nullptr || *fixed == *named || checker.agreement.parties.empty()) return true;
  checker.report(Code::kOtherActor, checker.agreement[party].span,
                 fmt::format("`{}` is done by `{}` alone: of `{}` this says nothing", done.name,
                             checker.agreement[*fixed].name, checker.agreement[*named].name),
                 {{done.span, "declared here"}},
                 fmt::format("write `{} …`, or declare the action with a parameter of type Party and `by` it",
                             checker.agreement[*fixed].name));
  return false;
}

std::optional<StatementId> check_statement(Checker& checker, ClauseTextId text, const syntax::Statement& statement) {
  const Span span = statement.span;
  return std::visit(
      Overloaded{
          [&](const syntax::May& may) {
            return add_statement(checker, text, check_permission<May>(checker, may), span);
          },
          [&](const syntax::ShallNot& ban) {
            return add_statement(checker, text, check_permission<ShallNot>(checker, ban), span);
          },
          [&](const syntax::Duty& duty) { return add_statement(checker, text, check_duty(checker, duty), span); },
          [&](const syntax::Keep& keep) { return add_statement(checker, text, check_keep(checker, keep), span); },
      },
      statement.node);
}

}  // namespace proviso::language
