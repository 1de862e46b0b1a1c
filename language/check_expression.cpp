#include "language/check_expression.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "language/check_expression_visitor.h"

namespace proviso::language {
namespace {

constexpr Type kTruth{Sort::kBool};

BinaryOp typed_operator(syntax::BinaryOperator operation) {
  switch (operation) {
    case syntax::BinaryOperator::kIff:
      return BinaryOp::kIff;
    case syntax::BinaryOperator::kImplies:
      return BinaryOp::kImplies;
    case syntax::BinaryOperator::kOr:
      return BinaryOp::kOr;
    case syntax::BinaryOperator::kAnd:
      return BinaryOp::kAnd;
    case syntax::BinaryOperator::kEqual:
      return BinaryOp::kEq;
    case syntax::BinaryOperator::kNotEqual:
      return BinaryOp::kNe;
    case syntax::BinaryOperator::kLess:
      return BinaryOp::kLt;
    case syntax::BinaryOperator::kLessEqual:
      return BinaryOp::kLe;
    case syntax::BinaryOperator::kGreater:
      return BinaryOp::kGt;
    case syntax::BinaryOperator::kGreaterEqual:
      return BinaryOp::kGe;
    case syntax::BinaryOperator::kAdd:
      return BinaryOp::kAdd;
    case syntax::BinaryOperator::kSubtract:
      return BinaryOp::kSub;
    case syntax::BinaryOperator::kMultiply:
      return BinaryOp::kMul;
    case syntax::BinaryOperator::kDivide:
      return BinaryOp::kDiv;
  }
  return BinaryOp::kAnd;
}

bool is_logical(BinaryOp op) {
  return op == BinaryOp::kIff || op == BinaryOp::kImplies || op == BinaryOp::kOr || op == BinaryOp::kAnd;
}

TypeResult type_of(const Checker& checker, BinaryOp op, const Operand& left, const Operand& right) {
  switch (op) {
    case BinaryOp::kAdd:
    case BinaryOp::kSub:
      return type_of_sum(checker, op, left, right);
    case BinaryOp::kMul:
      return type_of_product(checker, left, right);
    case BinaryOp::kDiv:
      return type_of_quotient(checker, left, right);
    case BinaryOp::kEq:
    case BinaryOp::kNe:
      return type_of_equality(checker, left, right);
    default:
      return type_of_order(checker, left, right);
  }
}

bool is_number_literal(const syntax::File& file, syntax::ExprId id) {
  const auto& node = file.expr(id).node;
  if (const auto* unary = std::get_if<syntax::Unary>(&node)) return is_number_literal(file, unary->operand);
  return std::holds_alternative<syntax::NumberLiteral>(node) || std::holds_alternative<syntax::PercentLiteral>(node);
}

bool is_zero(const Expression& expression) {
  const auto* literal = std::get_if<Literal>(&expression.node);
  const auto* number = literal == nullptr ? nullptr : std::get_if<mpq_class>(&literal->value);
  return number != nullptr && *number == 0;
}

}  // namespace

Checked ExpressionVisitor::check(syntax::ExprId id) {
  if (too_large_) return std::nullopt;
  const syntax::Expr& expression = checker_.file.expr(id);
  if (depth_ == kMaxTypedDepth) return too_large(expression.span);
  ++depth_;
  const Checked checked = std::visit([&](const auto& node) { return on(node, expression.span); }, expression.node);
  --depth_;
  return checked;
}

Checked ExpressionVisitor::check_of(syntax::ExprId id, Type wanted, std::string_view what) {
  const Checked typed = check(id);
  if (!typed || fits(checker_.type_of(*typed), wanted)) return typed;
  const Span span = checker_.file.expr(id).span;
  const Operand given = operand(*typed, id);
  const bool whole = wanted.sort == Sort::kWhole && given.type.sort == Sort::kNumber;
  report(whole ? Code::kNotWhole : Code::kTypeMismatch, span,
         fmt::format("{} is {}; {} must be {}", checker_.quote(span), checker_.describe(given.type), what,
                     checker_.describe(wanted)),
         {}, advice_to_fit(checker_, given, wanted));
  return std::nullopt;
}

Checked ExpressionVisitor::add(ExprNode node, Type type, Span span) {
  if (type == kErrorType) return std::nullopt;
  const ExprId id = checker_.add(std::move(node), type, span);
  const Extent& extent = checker_.extents[id.index];
  const bool fine = extent.nodes <= kMaxNodes && extent.depth <= kMaxTypedDepth && id.index < kMaxAllNodes;
  return fine ? Checked(id) : too_large(span);
}

Checked ExpressionVisitor::too_large(Span span) {
  if (!too_large_) {
    report(Code::kTooLarge, span,
           fmt::format("this is too large with its defines read in place, and `some` and `every` written out: it has "
                       "more than {} parts or {} levels, or the agreement more than {} parts",
                       kMaxNodes, kMaxTypedDepth, kMaxAllNodes),
           {}, "use fewer or smaller defines, or fewer `some` and `every` inside one another");
  }
  too_large_ = true;
  return std::nullopt;
}

void ExpressionVisitor::report(Code code, Span span, std::string message, std::vector<Label> labels,
                               std::optional<std::string> help) {
  if (use_ != nullptr && !signature_only_) {
    labels.insert(labels.begin(), {span, fmt::format("in `{}`, which is read here", use_->define->name.text)});
    span = use_->use;
  }
  checker_.report(code, span, std::move(message), std::move(labels), std::move(help));
}

void ExpressionVisitor::report(const TypeProblem& problem, Span span) {
  report(problem.code, span, problem.message, {}, problem.help);
}

Checked ExpressionVisitor::on(const syntax::Invalid&, Span) { return std::nullopt; }

Checked ExpressionVisitor::on(const syntax::BoolLiteral& literal, Span span) {
  return add(Literal{literal.value}, kTruth, span);
}

Checked ExpressionVisitor::on(const syntax::NumberLiteral& literal, Span span) {
  const bool whole = !literal.has_point && literal.value.get_den() == 1;
  return add(Literal{literal.value}, {whole ? Sort::kWhole : Sort::kNumber}, span);
}

Checked ExpressionVisitor::on(const syntax::PercentLiteral& literal, Span span) {
  return add(Literal{literal.value}, {Sort::kNumber, {}, true}, span);
}

Checked ExpressionVisitor::on(const syntax::MoneyLiteral& literal, Span span) {
  return add(Literal{literal.value}, checker_.money(literal.currency, span), span);
}

Checked ExpressionVisitor::on(const syntax::DateLiteral& literal, Span span) {
  return add(Literal{Day(literal.value)}, {Sort::kDate}, span);
}

Checked ExpressionVisitor::on(const syntax::DaysLiteral& literal, Span span) {
  return add(Literal{mpq_class(literal.value)}, {Sort::kDays}, span);
}

Checked ExpressionVisitor::on(const syntax::MonthsLiteral& literal, Span span) {
  return add(Literal{mpq_class(literal.value)}, {Sort::kMonths}, span);
}

Checked ExpressionVisitor::negation(Checked operand, Span span) {
  if (!operand) return std::nullopt;
  return add(Unary{UnaryOp::kNot, *operand}, kTruth, span);
}

Operand ExpressionVisitor::operand(ExprId typed, syntax::ExprId written) const {
  return {checker_.type_of(typed), checker_.file.expr(written).span, is_number_literal(checker_.file, written)};
}

Checked ExpressionVisitor::on(const syntax::Unary& unary, Span span) {
  if (unary.operation == syntax::UnaryOperator::kNot) {
    return negation(check_of(unary.operand, kTruth, "what follows `not`"), span);
  }
  const Checked operand = check(unary.operand);
  if (!operand) return std::nullopt;
  const Type type = checker_.type_of(*operand);
  if (is_numeric(type)) return add(Unary{UnaryOp::kNegate, *operand}, type, span);
  report(Code::kTypeMismatch, span,
         fmt::format("{} is {}; only numbers, money, days and months have a negative",
                     checker_.quote(checker_.file.expr(unary.operand).span), checker_.describe(type)));
  return std::nullopt;
}

Checked ExpressionVisitor::on(const syntax::Binary& binary, Span span) {
  const BinaryOp op = typed_operator(binary.operation);
  return is_logical(op) ? logical(op, binary, span) : arithmetic(op, binary, span);
}

Checked ExpressionVisitor::logical(BinaryOp op, const syntax::Binary& binary, Span span) {
  const std::string what = fmt::format("each side of {}", checker_.quote(binary.operator_span));
  const Checked left = check_of(binary.left, kTruth, what);
  const Checked right = check_of(binary.right, kTruth, what);
  if (!left || !right) return std::nullopt;
  return add(Binary{op, *left, *right}, kTruth, span);
}

Checked ExpressionVisitor::arithmetic(BinaryOp op, const syntax::Binary& binary, Span span) {
  Checked left = check(binary.left);
  Checked right = check(binary.right);
  if (!left || !right) return std::nullopt;
  const TypeResult type = type_of(checker_, op, operand(*left, binary.left), operand(*right, binary.right));
  if (!type) {
    report(type.error(), span);
    return std::nullopt;
  }
  if (op == BinaryOp::kDiv && is_zero(checker_.agreement[*right])) {
    report(Code::kDivisionByZero, checker_.file.expr(binary.right).span, "nothing can be divided by zero");
    return std::nullopt;
  }
  const bool date_last = op == BinaryOp::kAdd && checker_.type_of(*right).sort == Sort::kDate;
  if (date_last) std::swap(left, right);
  return add(Binary{op, *left, *right}, *type, span);
}

Checked ExpressionVisitor::on(const syntax::Membership& membership, Span span) {
  const Checked value = check(membership.value);
  std::vector<ExprId> members;
  for (const syntax::ExprId member : membership.members) {
    if (const Checked typed = check(member)) members.push_back(*typed);
  }
  if (!value || members.size() != membership.members.size()) return std::nullopt;
  if (!members_agree(membership, *value, members)) return std::nullopt;
  const Checked in = add(In{*value, std::move(members)}, kTruth, span);
  return membership.negated ? negation(in, span) : in;
}

bool ExpressionVisitor::members_agree(const syntax::Membership& membership, ExprId value,
                                      const std::vector<ExprId>& members) {
  bool agree = true;
  std::set<Value> seen;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Span span = checker_.file.expr(membership.members[i]).span;
    const TypeResult type =
        type_of_equality(checker_, operand(value, membership.value), operand(members[i], membership.members[i]));
    if (!type) report(type.error(), span);
    agree = agree && type.has_value();
    const auto* literal = std::get_if<Literal>(&checker_.agreement[members[i]].node);
    if (literal == nullptr || !type) continue;
    if (!seen.insert(literal->value).second) {
      report(Code::kListedTwice, span, fmt::format("{} stands in this list twice", checker_.quote(span)));
      agree = false;
    }
  }
  return agree;
}

Checked ExpressionVisitor::on(const syntax::Conditional& conditional, Span span) {
  const Checked condition = check_of(conditional.condition, kTruth, "what follows `if`");
  const Checked then_value = check(conditional.then);
  const Checked else_value = check(conditional.otherwise);
  if (!then_value || !else_value) return std::nullopt;
  const std::optional<Type> type = common_type(checker_.type_of(*then_value), checker_.type_of(*else_value));
  if (!type) {
    report(Code::kBranchTypes, checker_.file.expr(conditional.otherwise).span,
           fmt::format("`then` gives {}, `else` gives {}", checker_.describe(checker_.type_of(*then_value)),
                       checker_.describe(checker_.type_of(*else_value))),
           {{checker_.file.expr(conditional.then).span, "this is the other branch"}},
           advice_to_fit(checker_, operand(*else_value, conditional.otherwise), checker_.type_of(*then_value)));
  }
  if (!condition || !type) return std::nullopt;
  return add(IfThenElse{*condition, *then_value, *else_value}, *type, span);
}

Checked check_expression(Checker& checker, const Scope& scope, syntax::ExprId expression) {
  return ExpressionVisitor(checker, scope).check(expression);
}

Checked check_expression_of(Checker& checker, const Scope& scope, syntax::ExprId expression, Type wanted,
                            std::string_view what) {
  return ExpressionVisitor(checker, scope).check_of(expression, wanted, what);
}

Checked check_formula(Checker& checker, const Scope& scope, syntax::ExprId expression) {
  return check_expression_of(checker, scope, expression, kTruth, scope.place);
}

Checked check_formula(Checker& checker, const Scope& scope, const std::optional<syntax::ExprId>& expression) {
  return expression ? check_formula(checker, scope, *expression) : std::nullopt;
}

std::optional<Type> check_define(Checker& checker, const syntax::Define& define) {
  const std::size_t kept = checker.agreement.expressions.size();
  const std::size_t variables = checker.agreement.variables.size();
  const Scope scope{.reads = Reads::kDefine, .place = "a define"};
  const Checked body = ExpressionVisitor(checker, scope).check_body(define);
  const std::optional<Type> type = body ? std::optional(checker.type_of(*body)) : std::nullopt;
  checker.agreement.expressions.resize(kept);
  checker.extents.resize(kept);
  checker.agreement.variables.resize(variables);
  return type;
}

}  // namespace proviso::language
