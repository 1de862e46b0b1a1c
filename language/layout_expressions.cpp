// Lines are broken before operators, at the loosest first. Operators of one level in a row are one group.

#include <optional>
#include <stdexcept>

#include "language/expression.h"
#include "language/layout_writer.h"

namespace proviso::language::layout {
namespace {

using syntax::BinaryOperator;
using syntax::ExprId;

// How tightly an operator binds; those of one level stand in one chain.
int level(BinaryOperator operation) {
  switch (operation) {
    case BinaryOperator::kIff:
      return 0;
    case BinaryOperator::kImplies:
      return 1;
    case BinaryOperator::kOr:
      return 2;
    case BinaryOperator::kAnd:
      return 3;
    case BinaryOperator::kEqual:
    case BinaryOperator::kNotEqual:
    case BinaryOperator::kLess:
    case BinaryOperator::kLessEqual:
    case BinaryOperator::kGreater:
    case BinaryOperator::kGreaterEqual:
      return 4;
    case BinaryOperator::kAdd:
    case BinaryOperator::kSubtract:
      return 5;
    case BinaryOperator::kMultiply:
    case BinaryOperator::kDivide:
      return 6;
  }
  return 0;
}

// One expression; `parentheses` is how many were written around it.
class ExpressionWriter {
 public:
  ExpressionWriter(Writer& writer, const syntax::Expr& expr, Operands operands, std::size_t& parentheses)
      : writer_(writer), expr_(expr), operands_(operands), parentheses_(parentheses) {}

  void operator()(const syntax::Invalid&) const { throw std::logic_error("format: the text was not parsed"); }
  void operator()(const syntax::BoolLiteral&) const { writer_.word(); }
  void operator()(const syntax::NumberLiteral&) const { writer_.word(); }
  void operator()(const syntax::PercentLiteral&) const { writer_.word(); }
  void operator()(const syntax::MoneyLiteral&) const { writer_.word(); }
  void operator()(const syntax::DateLiteral&) const { writer_.word(); }
  void operator()(const syntax::NameUse&) const { writer_.word(); }
  void operator()(const syntax::CurrentDate&) const { writer_.word("date"); }

  void operator()(const syntax::DaysLiteral&) const { duration(); }
  void operator()(const syntax::MonthsLiteral&) const { duration(); }

  void operator()(const syntax::Call& call) const {
    writer_.word();
    arguments(call.arguments);
  }

  void operator()(const syntax::TriggerParameter&) const { trigger(); }
  void operator()(const syntax::TriggerDate&) const { trigger(); }

  void operator()(const syntax::Unary& unary) const {
    writer_.word();
    if (unary.operation == syntax::UnaryOperator::kMinus && !writer_.at(TokenKind::kMinus)) writer_.tight();
    write_expression(writer_, unary.operand);
  }

  void operator()(const syntax::Binary& binary) const {
    const Group group(writer_);
    const bool level = operands_ == Operands::kLevel || is_cases(writer_, binary.right);
    const Indented operands(writer_, level ? 0 : kIndent);
    if (binary.operation == BinaryOperator::kImplies) return to_the_right(binary);
    to_the_left(binary);
  }

  void operator()(const syntax::Membership& membership) const {
    write_expression(writer_, membership.value);
    if (membership.negated) writer_.word("not");
    writer_.words({"in", "{"});
    writer_.tight();
    {
      const Aligned members(writer_);
      const Group group(writer_);
      for (std::size_t i = 0; i < membership.members.size(); ++i) {
        if (i > 0) writer_.tight();
        if (i > 0) writer_.word(",");
        if (i > 0) writer_.fill();
        write_expression(writer_, membership.members[i]);
      }
    }
    writer_.tight();
    writer_.word("}");
  }

  // The name may be in parentheses, which are then no part of the expression's span to the left.
  void operator()(const syntax::ReadingTest& test) const {
    writer_.word();
    for (; writer_.at(TokenKind::kRightParen); --parentheses_) {
      writer_.tight();
      writer_.word(")");
    }
    writer_.word("is");
    if (test.negated) writer_.word("not");
    writer_.word();
  }

  void operator()(const syntax::Conditional& first) const {
    const Aligned branches(writer_);
    const Group group(writer_);
    for (const syntax::Conditional* branch = &first; branch != nullptr;) {
      write_branch(*branch);
      writer_.soft();
      writer_.word("else");
      const ExprId otherwise = branch->otherwise;
      branch = writer_.next_is(otherwise) ? std::get_if<syntax::Conditional>(&writer_.expr(otherwise).node) : nullptr;
      if (branch == nullptr) write_expression(writer_, otherwise);
    }
  }

  void operator()(const syntax::Cases& cases) const {
    writer_.word("cases");
    std::vector<Item> items;
    for (const syntax::Cases::Case& one : cases.cases) {
      items.push_back({writer_.expr(one.when).span.begin, RowKind::kCase, [this, &one] { write_case(one); }});
    }
    if (cases.otherwise) {
      const ExprId value = *cases.otherwise;
      items.push_back({writer_.expr(value).span.begin, RowKind::kCase, [this, value] {
                         writer_.word("otherwise");
                         write_case_value(value);
                       }});
    }
    write_block(writer_, std::move(items));
  }

  void operator()(const syntax::FunctionCall& call) const {
    writer_.word();
    arguments(call.arguments);
  }

  void operator()(const syntax::Quantifier& quantifier) const {
    writer_.word(quantifier.every ? "every" : "some");
    writer_.word();
    writer_.tight();
    writer_.word(":");
    write_type(writer_, quantifier.type);
    write_part(writer_, "has", quantifier.body);
  }

  void operator()(const syntax::Before& before) const {
    writer_.word("before");
    arguments({before.value});
  }

  void operator()(const syntax::Happens& happens) const {
    writer_.word("happens");
    write_occurrence(writer_, happens.occurrence);
  }

  void operator()(const syntax::PermissionTest& test) const {
    writer_.word(test.forbidden ? "forbidden" : "permitted");
    writer_.word();
    arguments(test.arguments);
  }

  void operator()(const syntax::AtTrigger& frozen) const {
    writer_.words({"at", "trigger"});
    arguments({frozen.value});
  }

  void operator()(const syntax::Owed& owed) const {
    writer_.word(owed.overdue ? "overdue" : "owed");
    write_list(writer_, 1, [&](std::size_t) {
      writer_.word();
      if (owed.where) write_part(writer_, "where", *owed.where);
    });
  }

  void operator()(const syntax::Breached& breached) const {
    writer_.word("breached");
    arguments({breached.party});
  }

  void operator()(const syntax::Settled&) const { writer_.word("settled"); }

  void operator()(const syntax::Discharges&) const {
    writer_.word("discharges");
    write_list(writer_, 1, [&](std::size_t) { writer_.word(); });
  }

  void operator()(const syntax::CanForce& can) const {
    writer_.word();
    writer_.word("can");
    write_part(writer_, "force", can.formula);
  }

  void operator()(const syntax::OwedBy& owed) const {
    writer_.word("owed_by");
    arguments({owed.party});
  }

 private:
  void duration() const {
    writer_.word();
    writer_.word();
  }

  void write_case(const syntax::Cases::Case& one) const {
    write_part(writer_, "when", one.when);
    write_case_value(one.value);
  }

  void write_case_value(ExprId value) const {
    writer_.tight();
    writer_.word(":");
    writer_.column(0);
    write_expression(writer_, value);
  }

  void arguments(const std::vector<ExprId>& arguments) const {
    write_list(writer_, arguments.size(), [&](std::size_t i) { write_expression(writer_, arguments[i]); });
  }

  void trigger() const {
    writer_.word("trigger");
    writer_.tight();
    writer_.word(".");
    writer_.tight();
    writer_.word();
  }

  void write_branch(const syntax::Conditional& branch) const {
    const Group group(writer_);
    const Indented rest(writer_);
    write_part(writer_, "if", branch.condition);
    writer_.soft();
    write_part(writer_, "then", branch.then);
  }

  // `a + b - c`: the operands from left to right, as long as nothing stands in parentheses.
  void to_the_left(const syntax::Binary& last) const {
    std::vector<const syntax::Binary*> chain = {&last};
    while (true) {
      const syntax::Expr& left = writer_.expr(chain.back()->left);
      const auto* before = std::get_if<syntax::Binary>(&left.node);
      const bool same = before != nullptr && level(before->operation) == level(last.operation);
      if (!same || left.span.begin != expr_.span.begin) break;
      chain.push_back(before);
    }
    write_expression(writer_, chain.back()->left);
    for (auto binary = chain.rbegin(); binary != chain.rend(); ++binary) {
      if (!is_cases(writer_, (*binary)->right)) writer_.soft();
      writer_.word();
      write_expression(writer_, (*binary)->right);
    }
  }

  // `a implies b implies c`.
  void to_the_right(const syntax::Binary& first) const {
    for (const syntax::Binary* binary = &first; binary != nullptr;) {
      write_expression(writer_, binary->left);
      writer_.soft();
      writer_.word("implies");
      const ExprId right = binary->right;
      binary = writer_.next_is(right) ? std::get_if<syntax::Binary>(&writer_.expr(right).node) : nullptr;
      if (binary != nullptr && binary->operation != BinaryOperator::kImplies) binary = nullptr;
      if (binary == nullptr) write_expression(writer_, right);
    }
  }

  Writer& writer_;
  const syntax::Expr& expr_;
  Operands operands_;
  std::size_t& parentheses_;
};

}  // namespace

bool is_cases(const Writer& writer, ExprId id) { return std::holds_alternative<syntax::Cases>(writer.expr(id).node); }

void write_expression(Writer& writer, ExprId id, Operands operands) {
  const syntax::Expr& expr = writer.expr(id);
  std::size_t parentheses = 0;
  for (; writer.at(TokenKind::kLeftParen) && writer.begin() < expr.span.begin; ++parentheses) {
    writer.word("(");
    writer.tight();
  }
  {
    std::optional<Aligned> inside;
    if (parentheses > 0) inside.emplace(writer);
    const Operands further = parentheses > 0 ? Operands::kLevel : operands;
    std::visit(ExpressionWriter(writer, expr, further, parentheses), expr.node);
  }
  for (; parentheses > 0; --parentheses) {
    writer.tight();
    writer.word(")");
  }
}

}  // namespace proviso::language::layout
