#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_expression_visitor.h"
#include "language/children.h"

namespace proviso::language {
namespace {

// Why the node itself may not stand in `before`; nullptr if it may.
const char* not_in_before(const ExprNode& node) {
  if (std::holds_alternative<Today>(node)) return "`date` is the day of the present moment";
  if (std::holds_alternative<ConditionRef>(node)) return "conditions are those of the present moment";
  if (std::holds_alternative<InEffect>(node)) return "whether an amendment is in effect depends on the present date";
  if (std::holds_alternative<Happens>(node)) return "the event is that of the present moment";
  if (std::holds_alternative<Permitted>(node)) return "permission is asked for at the present moment";
  if (std::holds_alternative<CanForce>(node)) return "what somebody can force is asked at the present moment";
  if (std::holds_alternative<Before>(node)) return "`before` goes back one moment only";
  return nullptr;
}

std::optional<ExprId> first_not_in_before(const Agreement& agreement, ExprId id) {
  const ExprNode& node = agreement[id].node;
  if (not_in_before(node) != nullptr) return id;
  for (const ExprId child : children(node)) {
    if (const auto found = first_not_in_before(agreement, child)) return found;
  }
  return std::nullopt;
}

}  // namespace

bool ExpressionVisitor::check_before_content(ExprId operand, Span span) {
  const auto found = first_not_in_before(checker_.agreement, operand);
  if (!found) return true;
  const Expression& culprit = checker_.agreement[*found];
  const bool written_here = contains(span, culprit.span);
  report(Code::kBeforeContent, written_here ? culprit.span : span,
         fmt::format("this can not stand in `before`: {}", not_in_before(culprit.node)),
         written_here ? std::vector<Label>{} : std::vector<Label>{{culprit.span, "it is read here"}},
         "`before` is of tallies and duties: keep the rest outside, as in `date >= before(due) + 30 days`");
  return false;
}

Checked ExpressionVisitor::on(const syntax::Before& before, Span span) {
  const Checked operand = check(before.value);
  if (!allowed(Ingredient::kEvent, span, "`before`") || !operand) return std::nullopt;
  if (!check_before_content(*operand, checker_.file.expr(before.value).span)) return std::nullopt;
  return add(Before{*operand}, checker_.type_of(*operand), span);
}

Checked ExpressionVisitor::on(const syntax::Happens& happens, Span span) {
  const syntax::Occurrence& occurrence = happens.occurrence;
  const Symbol* symbol =
      checker_.resolve(occurrence.event, {SymbolKind::kAction, SymbolKind::kEvent}, "an action or an event");
  if (!allowed(Ingredient::kEvent, span, "`happens`") || symbol == nullptr) return std::nullopt;
  if (in_happens_) {
    report(Code::kNotHere, span, "`happens` can not stand in the `where` of another `happens`", {},
           "a moment has one event at most: join them with `or`");
    return std::nullopt;
  }
  const ActionId action{symbol->index};
  if (!occurrence.where) return add(Happens{action, std::nullopt}, {Sort::kBool}, span);
  const std::optional<ActionId> outer = std::exchange(event_, action);
  in_happens_ = true;
  const Checked where = check_of(*occurrence.where, {Sort::kBool}, "the `where` of `happens`");
  in_happens_ = false;
  event_ = outer;
  warn_of_greedy_where(occurrence);
  if (!where) return std::nullopt;
  return add(Happens{action, where}, {Sort::kBool}, span);
}

// `happens A where F implies G` reads the implication as part of the `where`, which is seldom meant. Its own span tells
// whether it stands in parentheses.
void ExpressionVisitor::warn_of_greedy_where(const syntax::Occurrence& occurrence) {
  const syntax::Expr& where = checker_.file.expr(*occurrence.where);
  const auto* binary = std::get_if<syntax::Binary>(&where.node);
  if (binary == nullptr || where.span.end != occurrence.span.end) return;
  const bool implies = binary->operation == syntax::BinaryOperator::kImplies;
  if (!implies && binary->operation != syntax::BinaryOperator::kIff) return;
  checker_.diagnostics.add({Code::kGreedyWhere,
                            Severity::kWarning,
                            binary->operator_span,
                            fmt::format("this `{}` is part of the `where`", implies ? "implies" : "iff"),
                            {{checker_.file.expr(binary->left).span, "the `where` begins here"}},
                            fmt::format("write `(happens {} where …) {} …`; or put the whole `where` in parentheses",
                                        occurrence.event.text, implies ? "implies" : "iff")});
}

Checked ExpressionVisitor::on(const syntax::PermissionTest& test, Span span) {
  const std::string_view word = test.forbidden ? "forbidden" : "permitted";
  const Symbol* symbol = checker_.names.symbols.find(test.action.text);
  if (symbol != nullptr && symbol->kind == SymbolKind::kEvent) {
    report(Code::kEventAsSubject, test.action.span,
           fmt::format("`{}` is an event: nobody's act, and never forbidden", test.action.text),
           {{symbol->span, "declared here"}});
    return std::nullopt;
  }
  symbol = checker_.resolve(test.action, {SymbolKind::kAction}, "an action");
  const bool fine = allowed(Ingredient::kEvent, span, fmt::format("`{}`", word));
  if (symbol == nullptr) return std::nullopt;
  const ActionId action{symbol->index};
  const auto values = arguments(test.action, types_of(checker_.agreement[action].parameters), test.arguments, span);
  if (!values || !fine) return std::nullopt;
  const Checked permitted = add(Permitted{action, *values}, {Sort::kBool}, span);
  return test.forbidden ? negation(permitted, span) : permitted;
}

// A party that decides no condition at all was seldom meant.
void ExpressionVisitor::warn_of_powerless(const syntax::Name& name, PartyId party) {
  const std::vector<Condition>& all = checker_.agreement.conditions;
  if (std::any_of(all.begin(), all.end(), [&](const Condition& one) { return one.decided_by == party; })) return;
  checker_.warn(
      Code::kDecidesNothing, name.span, fmt::format("`{}` decides no condition, and so forces nothing", name.text), {},
      fmt::format("write who decides where the condition is declared: `condition c decided by {}`", name.text));
}

Checked ExpressionVisitor::on(const syntax::CanForce& can, Span span) {
  const Symbol* symbol = checker_.resolve(can.party, {SymbolKind::kParty}, "a party");
  const bool fine = allowed(Ingredient::kForce, span, "`can force`");
  if (in_can_force_) {
    report(Code::kNotHere, span, "`can force` can not stand in what follows another `can force`", {},
           "ask for each by itself, and join the two: `(P can force F) and Q can force G`");
    return std::nullopt;
  }
  in_can_force_ = true;
  const Checked formula = check_of(can.formula, {Sort::kBool}, "what follows `can force`");
  in_can_force_ = false;
  if (symbol == nullptr || !fine || !formula) return std::nullopt;
  warn_of_powerless(can.party, {symbol->index});
  return add(CanForce{{symbol->index}, *formula}, {Sort::kBool}, span);
}

}  // namespace proviso::language
