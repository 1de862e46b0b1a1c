#include "language/children.h"

namespace proviso::language {
namespace {

using Ids = std::vector<ExprId>;

Ids optional_child(const std::optional<ExprId>& child) { return child ? Ids{*child} : Ids{}; }

Ids with_first(ExprId first, const Ids& rest) {
  Ids all{first};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

Ids of_cases(const Cases& cases) {
  Ids all;
  for (const Cases::Case& one : cases.cases) all.insert(all.end(), {one.when, one.value});
  if (cases.otherwise) all.push_back(*cases.otherwise);
  return all;
}

}  // namespace

std::vector<ExprId> children(const ExprNode& node) {
  return std::visit(Overloaded{
                        [](const Literal&) { return Ids{}; },
                        [](const TermRef& n) { return n.arguments; },
                        [](const VariableRef&) { return Ids{}; },
                        [](const EventField&) { return Ids{}; },
                        [](const TriggerField&) { return Ids{}; },
                        [](const TriggerDate&) { return Ids{}; },
                        [](const Today&) { return Ids{}; },
                        [](const ConditionRef& n) { return n.arguments; },
                        [](const TallyRef& n) { return n.arguments; },
                        [](const InEffect&) { return Ids{}; },
                        [](const ReadingIs&) { return Ids{}; },
                        [](const Unary& n) { return Ids{n.operand}; },
                        [](const Binary& n) { return Ids{n.left, n.right}; },
                        [](const IfThenElse& n) { return Ids{n.condition, n.then_value, n.else_value}; },
                        [](const Cases& n) { return of_cases(n); },
                        [](const Round& n) { return Ids{n.value, n.multiple}; },
                        [](const PartOfDate& n) { return Ids{n.date}; },
                        [](const EndOf& n) { return Ids{n.date}; },
                        [](const Quantifier& n) { return Ids{n.body}; },
                        [](const In& n) { return with_first(n.value, n.members); },
                        [](const Happens& n) { return optional_child(n.where); },
                        [](const Before& n) { return Ids{n.operand}; },
                        [](const Permitted& n) { return n.arguments; },
                        [](const AtTrigger&) { return Ids{}; },
                        [](const Owed& n) { return optional_child(n.where); },
                        [](const OwedBy& n) { return Ids{n.party}; },
                        [](const Breached& n) { return Ids{n.party}; },
                        [](const Settled&) { return Ids{}; },
                        [](const Discharges&) { return Ids{}; },
                        [](const CanForce& n) { return Ids{n.formula}; },
                    },
                    node);
}

std::vector<ExprId> conjuncts(const Agreement& agreement, ExprId formula) {
  std::vector<ExprId> pending{formula}, all;
  while (!pending.empty()) {
    const ExprId part = pending.back();
    pending.pop_back();
    const auto* binary = std::get_if<Binary>(&agreement[part].node);
    if (binary && binary->op == BinaryOp::kAnd) {
      pending.insert(pending.end(), {binary->right, binary->left});
    } else {
      all.push_back(part);
    }
  }
  return all;
}

}  // namespace proviso::language
