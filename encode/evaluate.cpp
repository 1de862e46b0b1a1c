// Typed expressions to Z3, read at a place. Each result says where it is defined: `and`, `or`, `implies` and `if` are
// read from left to right, so what a guard excludes does not count.
#include <fmt/format.h>

#include <algorithm>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::BinaryOp;
using language::ExprId;
using language::Overloaded;
using language::Sort;
using language::UnaryOp;

Encoded and_then(const Encoded& a, const Encoded& b) {
  return {conjunction(a.value, b.value), conjunction(a.defined, implication(a.value, b.defined))};
}

Encoded negated(const Encoded& a) { return {negation(a.value), a.defined}; }

namespace {

// Brings both sides to one sort: an integer beside a real is read as that real.
void unify(z3::expr& a, z3::expr& b) {
  if (a.is_int() && b.is_real()) a = as_real(a);
  if (b.is_int() && a.is_real()) b = as_real(b);
}

z3::expr compare(BinaryOp op, z3::expr a, z3::expr b) {
  unify(a, b);
  switch (op) {
    case BinaryOp::kEq:
      return equality(a, b);
    case BinaryOp::kNe:
      return negation(equality(a, b));
    case BinaryOp::kLt:
      return a < b;
    case BinaryOp::kLe:
      return a <= b;
    case BinaryOp::kGt:
      return a > b;
    default:
      return a >= b;
  }
}

bool is_comparison(BinaryOp op) { return op >= BinaryOp::kEq && op <= BinaryOp::kGe; }

Encoded logical(BinaryOp op, const Encoded& a, const Encoded& b) {
  switch (op) {
    case BinaryOp::kAnd:
      return and_then(a, b);
    case BinaryOp::kOr:
      return negated(and_then(negated(a), negated(b)));
    case BinaryOp::kImplies:
      return negated(and_then(a, negated(b)));
    default:
      return {equality(a.value, b.value), conjunction(a.defined, b.defined)};
  }
}

}  // namespace

// A product of two unknowns of which only this is known: its sign, and that a factor in [0, 1] does not enlarge. Names
// are kept by the factors, so equal factors give equal products.
z3::expr Unrolling::Impl::abstract_product(const z3::expr& a, const z3::expr& b) {
  const unsigned first = id_of(a), second = id_of(b);
  const std::pair<unsigned, unsigned> factors = std::minmax(first, second);
  auto known = abstract_products.find(factors);
  if (known != abstract_products.end()) return known->second;
  const z3::expr value = constant(fmt::format("product!{}", names++), a.get_sort());
  abstract_products.emplace(factors, value);
  const z3::expr same_sign = (a >= 0 && b >= 0) || (a <= 0 && b <= 0);
  constraints.push_back(z3::implies(same_sign, value >= 0));
  constraints.push_back(z3::implies((a >= 0 && b <= 0) || (a <= 0 && b >= 0), value <= 0));
  constraints.push_back(z3::implies(a > 0 && b > 0, value > 0));
  constraints.push_back(z3::implies(a >= 0 && a <= 1 && b >= 0, value <= b));
  constraints.push_back(z3::implies(b >= 0 && b <= 1 && a >= 0, value <= a));
  return value;
}

z3::expr Unrolling::Impl::product(const z3::expr& a, const z3::expr& b) {
  const bool linear = a.is_numeral() || b.is_numeral();
  return linear || products == Products::kExact ? a * b : abstract_product(a, b);
}

z3::expr Unrolling::Impl::calculate(BinaryOp op, z3::expr a, z3::expr b) {
  unify(a, b);
  switch (op) {
    case BinaryOp::kAdd:
      return a + b;
    case BinaryOp::kSub:
      return a - b;
    case BinaryOp::kMul:
      return product(a, b);
    case BinaryOp::kMin:
      return choice(a <= b, a, b);
    default:
      return choice(a >= b, a, b);
  }
}

// A quotient by an unknown is a value whose product with the divisor is the dividend; anything where that is zero.
Encoded Unrolling::Impl::quotient(const Encoded& a, const Encoded& b) {
  const z3::expr dividend = as_real(a.value), divisor = as_real(b.value);
  const z3::expr some = negation(equality(divisor, context.real_val(0)));
  const z3::expr defined = conjunction(conjunction(a.defined, b.defined), some);
  if (divisor.is_numeral()) return {dividend / divisor, defined};
  const z3::expr value = constant(fmt::format("quotient!{}", names++), context.real_sort());
  constraints.push_back(implication(some, product(value, divisor) == dividend));
  return {value, defined};
}

Encoded Unrolling::Impl::unary(const language::Unary& node, const Place& place) {
  const Encoded operand = evaluate(node.operand, place);
  switch (node.op) {
    case UnaryOp::kNot:
      return negated(operand);
    case UnaryOp::kNegate:
      return {-operand.value, operand.defined};
    case UnaryOp::kAbs:
      break;
  }
  return {choice(operand.value >= 0, operand.value, -operand.value), operand.defined};
}

Encoded Unrolling::Impl::binary(const language::Binary& node, const language::Type& type, const Place& place) {
  const Encoded a = evaluate(node.left, place);
  const Encoded b = evaluate(node.right, place);
  if (node.op <= BinaryOp::kIff) return logical(node.op, a, b);
  const z3::expr both = conjunction(a.defined, b.defined);
  if (is_comparison(node.op)) return {compare(node.op, a.value, b.value), both};
  if (node.op == BinaryOp::kDiv) return quotient(a, b);
  const auto sort = [&](ExprId e) { return agreement[e].type.sort; };
  if (type.sort == Sort::kDate && sort(node.right) == Sort::kMonths) {
    return months_later(a, node.op == BinaryOp::kSub ? Encoded{-b.value, b.defined} : b);
  }
  if (type.sort == Sort::kDate && sort(node.left) == Sort::kMonths) return months_later(b, a);
  const z3::expr value = calculate(node.op, a.value, b.value);
  return {sort_of(context, type).is_real() ? as_real(value) : value, both};
}

Encoded Unrolling::Impl::if_then_else(const language::IfThenElse& node, const Place& place) {
  const Encoded test = evaluate(node.condition, place);
  Encoded yes = evaluate(node.then_value, place);
  Encoded no = evaluate(node.else_value, place);
  unify(yes.value, no.value);
  return {choice(test.value, yes.value, no.value),
          conjunction(test.defined, choice(test.value, yes.defined, no.defined))};
}

Encoded Unrolling::Impl::membership(const language::In& node, const Place& place) {
  const Encoded value = evaluate(node.value, place);
  std::vector<z3::expr> same;
  z3::expr defined = value.defined;
  for (ExprId member : node.members) {
    const Encoded other = evaluate(member, place);
    same.push_back(compare(BinaryOp::kEq, value.value, other.value));
    defined = conjunction(defined, other.defined);
  }
  return {disjunction(context, same), defined};
}

Encoded Unrolling::Impl::evaluate_all(const std::vector<ExprId>& ids, const Place& place,
                                      std::vector<z3::expr>& values) {
  z3::expr defined = context.bool_val(true);
  for (ExprId id : ids) {
    const Encoded one = evaluate(id, place);
    values.push_back(one.value);
    defined = conjunction(defined, one.defined);
  }
  return {defined, defined};
}

Encoded Unrolling::Impl::evaluate_optional(const std::optional<ExprId>& id, const Place& place, bool otherwise) {
  if (id) return evaluate(*id, place);
  return {context.bool_val(otherwise), context.bool_val(true)};
}

Encoded Unrolling::Impl::condition(const language::ConditionRef& node, const Place& place) {
  std::vector<z3::expr> arguments;
  const z3::expr defined = evaluate_all(node.arguments, place, arguments).defined;
  if (place.supposition == nullptr) return {condition_at(node.condition, arguments, place.moment.value()), defined};
  const Encoded value = supposed(node.condition, arguments, place);
  return {value.value, conjunction(defined, value.defined)};
}

z3::expr Unrolling::Impl::condition_at(language::ConditionId id, const std::vector<z3::expr>& arguments,
                                       std::size_t moment) {
  const z3::expr value = apply(of_moment(agreement[id].name, moment), context.bool_sort(), arguments);
  if (applications_seen.emplace(key(0, id.index, moment, arguments), 0).second) {
    condition_applications.push_back({moment, id.index, arguments, value});
  }
  return value;
}

z3::expr Unrolling::Impl::term_at(language::TermId id, const std::vector<z3::expr>& arguments) {
  const language::Term& declared = agreement[id];
  const z3::expr value = apply(declared.name, sort_of(context, declared.type), arguments);
  if (!applications_seen.emplace(key(1, id.index, 0, arguments), 0).second) return value;
  restrict(value, declared.type);
  term_applications.push_back({0, id.index, arguments, value});
  Place of_term;
  for (std::size_t i = 0; i < arguments.size(); ++i) of_term.variables.emplace(declared.parameters[i], arguments[i]);
  if (declared.where) require_where(*declared.where, of_term);
  return value;
}

Encoded Unrolling::Impl::term(const language::TermRef& node, const Place& place) {
  if (node.arguments.empty()) return {plain_terms[node.term.index], context.bool_val(true)};
  std::vector<z3::expr> arguments;
  const z3::expr defined = evaluate_all(node.arguments, place, arguments).defined;
  return {term_at(node.term, arguments), defined};
}

Encoded Unrolling::Impl::tally_value(const language::TallyRef& node, const Place& place) {
  std::vector<z3::expr> arguments;
  const z3::expr defined = evaluate_all(node.arguments, place, arguments).defined;
  const TallyState state = is_before_event(place) ? tally_today(node.tally, arguments, place.state)
                                                  : tally(node.tally, arguments, place.state);
  const language::Tally& declared = agreement[node.tally];
  return {state.value, conjunction(defined, has_value(declared, state, arguments))};
}

Encoded Unrolling::Impl::happens_where(const language::Happens& node, const Place& place) {
  const std::size_t moment = place.moment.value();
  Place event = place;
  event.action = node.action;
  event.event = inputs[moment].arguments[node.action.index];
  const Encoded occurs{inputs[moment].happens[node.action.index], context.bool_val(true)};
  return and_then(occurs, evaluate_optional(node.where, event, true));
}

Encoded Unrolling::Impl::hypothetical(const language::Permitted& node, const Place& place) {
  Place event = place;
  event.at_previous = false;  // the event would come today
  event.hypothetical = true;
  event.in_clauses = true;
  event.action = node.action;
  event.event.clear();
  const z3::expr defined = evaluate_all(node.arguments, place, event.event).defined;
  const Encoded status = permitted(event);
  return {status.value, conjunction(defined, status.defined)};
}

Encoded Unrolling::Impl::evaluate(ExprId id, const Place& place) {
  const language::Expression& expression = agreement[id];
  const auto total = [&](const z3::expr& value) { return Encoded{value, context.bool_val(true)}; };
  return std::visit(Overloaded{
                        [&](const language::Literal& n) { return total(literal(context, expression.type, n.value)); },
                        [&](const language::TermRef& n) { return term(n, place); },
                        [&](const language::VariableRef& n) {
                          auto bound = place.variables.find(n.variable);
                          return total(bound != place.variables.end() ? bound->second : variable(n.variable));
                        },
                        [&](const language::EventField& n) { return total(place.event.at(n.position)); },
                        [&](const language::TriggerField& n) { return total(place.trigger->fields.at(n.position)); },
                        [&](const language::TriggerDate&) { return total(place.trigger->created); },
                        [&](const language::Today&) { return total(date_at(place)); },
                        [&](const language::ConditionRef& n) { return condition(n, place); },
                        [&](const language::TallyRef& n) { return tally_value(n, place); },
                        [&](const language::InEffect& n) {
                          return total(date_at(place) >= day_literal(context, agreement[n.amendment].effective));
                        },
                        [&](const language::ReadingIs& n) { return total(readings[n.reading.index][n.choice]); },
                        [&](const language::Unary& n) { return unary(n, place); },
                        [&](const language::Binary& n) { return binary(n, expression.type, place); },
                        [&](const language::IfThenElse& n) { return if_then_else(n, place); },
                        [&](const language::Cases& n) { return cases(n, expression.type, place); },
                        [&](const language::Round& n) { return rounded(n, expression.type, place); },
                        [&](const language::PartOfDate& n) { return part_of_date(n, place); },
                        [&](const language::EndOf& n) { return end_of(n, place); },
                        [&](const language::Quantifier& n) { return quantified(n, place); },
                        [&](const language::In& n) { return membership(n, place); },
                        [&](const language::Happens& n) { return happens_where(n, place); },
                        [&](const language::Before& n) {
                          Place earlier = place;
                          earlier.state = place.moment.value();
                          earlier.at_previous = true;
                          return evaluate(n.operand, earlier);
                        },
                        [&](const language::Permitted& n) { return hypothetical(n, place); },
                        [&](const language::AtTrigger& n) { return total(place.trigger->frozen.at(n.position)); },
                        [&](const language::Owed& n) { return owed(n, id, place); },
                        [&](const language::OwedBy& n) { return owed_by(n, id, place); },
                        [&](const language::Breached& n) { return breached(n, place); },
                        [&](const language::Settled&) {
                          return negated(some_owed(all_duties(agreement), place, kQuestions + id.index, {}, {}));
                        },
                        [&](const language::Discharges& n) { return discharges_some(n.clause, place); },
                        [&](const language::CanForce& n) { return can_force(n, place); },
                    },
                    expression.node);
}

}  // namespace proviso::encode
