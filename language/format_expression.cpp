// Every node is printed for the place it stands in: how tightly the place binds, and whether something follows it on
// the right before the next closing bracket. `happens A where F` and `if … else E` reach as far to the right as they
// can, so they need parentheses where something follows.
#include "language/format_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "language/format_value.h"

namespace proviso::language {
namespace {

// How tightly an operator binds, loosest first.
enum class Level { kIff, kImplies, kOr, kAnd, kNot, kComparison, kSum, kProduct, kMinus, kPrimary };

Level above(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

struct Slot {
  Level level = Level::kIff;
  bool last = true;  // nothing follows up to the next closing bracket
};

struct Operator {
  std::string_view sign;
  Level level;
};

Operator operator_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAnd:
      return {"and", Level::kAnd};
    case BinaryOp::kOr:
      return {"or", Level::kOr};
    case BinaryOp::kImplies:
      return {"implies", Level::kImplies};
    case BinaryOp::kIff:
      return {"iff", Level::kIff};
    case BinaryOp::kEq:
      return {"=", Level::kComparison};
    case BinaryOp::kNe:
      return {"!=", Level::kComparison};
    case BinaryOp::kLt:
      return {"<", Level::kComparison};
    case BinaryOp::kLe:
      return {"<=", Level::kComparison};
    case BinaryOp::kGt:
      return {">", Level::kComparison};
    case BinaryOp::kGe:
      return {">=", Level::kComparison};
    case BinaryOp::kAdd:
      return {"+", Level::kSum};
    case BinaryOp::kSub:
      return {"-", Level::kSum};
    case BinaryOp::kMul:
      return {"*", Level::kProduct};
    case BinaryOp::kDiv:
      return {"/", Level::kProduct};
    case BinaryOp::kMin:
      return {"min", Level::kPrimary};
    case BinaryOp::kMax:
      return {"max", Level::kPrimary};
  }
  return {"", Level::kPrimary};
}

// The levels of the operands: `implies` groups to the right, comparisons do not group, the others to the left, and with
// `and` and `or` it makes no difference.
std::pair<Level, Level> operand_levels(BinaryOp op, Level level) {
  if (op == BinaryOp::kImplies) return {above(level), level};
  if (level == Level::kComparison) return {above(level), above(level)};
  if (op == BinaryOp::kAnd || op == BinaryOp::kOr) return {level, level};
  return {level, above(level)};
}

// The action whose events trigger the clause's duties; where they differ, nothing speaks of their parameters.
std::optional<ActionId> common_trigger(const Agreement& agreement, ClauseId clause) {
  for (const ClauseTextId text : agreement[clause].texts) {
    for (const StatementId statement : agreement[text].statements) {
      const auto* duty = std::get_if<Duty>(&agreement[statement].rule);
      if (duty == nullptr) continue;
      if (const ActionId* event = triggering_action(*duty)) return *event;
    }
  }
  return std::nullopt;
}

class Formatter {
 public:
  Formatter(const Agreement& agreement, const ExpressionPlace& place) : agreement_(agreement), place_(place) {}

  std::string format(ExprId id, Slot slot) {
    const Expression& expression = agreement_[id];
    return std::visit([&](const auto& node) { return on(node, expression.type, slot); }, expression.node);
  }

 private:
  std::string on(const Literal& node, const Type& type, Slot slot) {
    std::string text = format_literal(agreement_, node.value, type);
    const bool quotient = text.find('/') != std::string::npos;
    const Level level = quotient ? Level::kProduct : text.front() == '-' ? Level::kMinus : Level::kPrimary;
    return enclosed(text, level, slot);
  }
  std::string on(const TermRef& n, const Type&, Slot) { return applied(agreement_[n.term].name, n.arguments); }
  std::string on(const VariableRef& n, const Type&, Slot) { return agreement_[n.variable].name; }
  std::string on(const EventField& n, const Type&, Slot) {
    return agreement_[place_.event.value()].parameters.at(n.position).name;
  }
  std::string on(const TriggerField& n, const Type&, Slot) {
    return "trigger." + agreement_[place_.trigger.value()].parameters.at(n.position).name;
  }
  std::string on(const TriggerDate&, const Type&, Slot) { return "trigger.date"; }
  std::string on(const Today&, const Type&, Slot) { return "date"; }
  std::string on(const ConditionRef& n, const Type&, Slot) {
    return applied(agreement_[n.condition].name, n.arguments);
  }
  std::string on(const TallyRef& n, const Type&, Slot) { return applied(agreement_[n.tally].name, n.arguments); }
  std::string on(const InEffect& n, const Type&, Slot) { return agreement_[n.amendment].name; }
  std::string on(const ReadingIs& n, const Type&, Slot slot) { return reading(n, "is", slot); }
  std::string on(const Unary& node, const Type&, Slot slot) {
    switch (node.op) {
      case UnaryOp::kNot:
        return negation(node.operand, slot);
      case UnaryOp::kNegate:
        return minus(node.operand, slot);
      case UnaryOp::kAbs:
        return applied("abs", {node.operand});
    }
    return "";
  }

  std::string on(const Binary& node, const Type&, Slot slot) {
    const Operator written = operator_of(node.op);
    if (written.level == Level::kPrimary) return applied(std::string(written.sign), {node.left, node.right});
    const auto [left, right] = operand_levels(node.op, written.level);
    const bool inside = written.level < slot.level;
    std::string text = fmt::format("{} {} {}", format(node.left, {left, false}), written.sign,
                                   format(node.right, {right, inside || slot.last}));
    return enclosed(text, written.level, slot);
  }

  std::string on(const IfThenElse& node, const Type&, Slot slot) {
    std::string text = fmt::format("if {} then {} else {}", format(node.condition, {}), format(node.then_value, {}),
                                   format(node.else_value, {}));
    return slot.last ? text : "(" + text + ")";
  }

  std::string on(const Cases& node, const Type&, Slot) {
    std::string text = "cases {";
    for (const Cases::Case& one : node.cases) {
      text += fmt::format(" when {}: {} ", format(one.when, {}), format(one.value, {}));
    }
    if (node.otherwise) text += fmt::format(" otherwise: {} ", format(*node.otherwise, {}));
    return text + "}";
  }
  std::string on(const Round& node, const Type&, Slot) {
    constexpr std::array<std::string_view, 3> kNames{"round", "floor", "ceiling"};
    return applied(std::string(kNames.at(static_cast<std::size_t>(node.direction))), {node.value, node.multiple});
  }
  std::string on(const PartOfDate& node, const Type&, Slot) {
    constexpr std::array<std::string_view, 4> kNames{"year", "quarter", "month", "weekday"};
    return applied(std::string(kNames.at(static_cast<std::size_t>(node.part))), {node.date});
  }
  std::string on(const EndOf& node, const Type&, Slot) {
    return applied(fmt::format("end_of_{}", unit_name(node.unit)), {node.date});
  }
  std::string on(const Quantifier& node, const Type&, Slot slot) {
    const Variable& variable = agreement_[node.variable];
    const std::string kind = variable.type.sort == Sort::kParty ? "Party" : agreement_[variable.type.kind].name;
    std::string text =
        fmt::format("{} {}: {} has {}", node.every ? "every" : "some", variable.name, kind, format(node.body, {}));
    return slot.last ? text : "(" + text + ")";
  }
  std::string on(const In& node, const Type&, Slot slot) { return membership(node, "in", slot); }

  std::string on(const Happens& node, const Type&, Slot slot) {
    const std::string& action = agreement_[node.action].name;
    if (!node.where) return "happens " + action;
    const std::optional<ActionId> outer = std::exchange(place_.event, node.action);
    std::string text = fmt::format("happens {} where {}", action, format(*node.where, {}));
    place_.event = outer;
    return slot.last ? text : "(" + text + ")";
  }

  std::string on(const Before& node, const Type&, Slot) { return applied("before", {node.operand}); }
  std::string on(const Permitted& node, const Type&, Slot) { return permission("permitted", node); }
  std::string on(const AtTrigger& node, const Type&, Slot) {
    const ExprId value = place_.frozen[node.position];
    const std::optional<ActionId> outer = std::exchange(place_.event, std::nullopt);
    std::string text = fmt::format("at trigger({})", format(value, {}));
    place_.event = outer;
    return text;
  }
  std::string on(const Owed& node, const Type&, Slot) {
    const std::string_view word = node.overdue ? "overdue" : "owed";
    const std::string& clause = agreement_[node.clause].name;
    if (!node.where) return fmt::format("{}({})", word, clause);
    const std::optional<ActionId> outer = std::exchange(place_.trigger, common_trigger(agreement_, node.clause));
    std::string text = fmt::format("{}({} where {})", word, clause, format(*node.where, {}));
    place_.trigger = outer;
    return text;
  }
  std::string on(const OwedBy& node, const Type&, Slot) { return applied("owed_by", {node.party}); }
  std::string on(const Breached& node, const Type&, Slot) { return applied("breached", {node.party}); }
  std::string on(const Settled&, const Type&, Slot) { return "settled"; }
  std::string on(const Discharges& node, const Type&, Slot) {
    return fmt::format("discharges({})", agreement_[node.clause].name);
  }
  std::string on(const CanForce& node, const Type&, Slot slot) {
    std::string text = fmt::format("{} can force {}", agreement_[node.party].name, format(node.formula, {}));
    return slot.last ? text : "(" + text + ")";
  }

  static std::string enclosed(const std::string& text, Level level, Slot slot) {
    return level < slot.level ? "(" + text + ")" : text;
  }

  std::string list(const std::vector<ExprId>& expressions) {
    std::string text;
    for (const ExprId id : expressions) text += (text.empty() ? "" : ", ") + format(id, {});
    return text;
  }

  std::string applied(const std::string& name, const std::vector<ExprId>& arguments) {
    return arguments.empty() ? name : fmt::format("{}({})", name, list(arguments));
  }

  std::string permission(std::string_view word, const Permitted& node) {
    return fmt::format("{} {}({})", word, agreement_[node.action].name, list(node.arguments));
  }

  std::string reading(const ReadingIs& node, std::string_view verb, Slot slot) {
    const Reading& reading = agreement_[node.reading];
    return enclosed(fmt::format("{} {} {}", reading.name, verb, reading.choices.at(node.choice).name),
                    Level::kComparison, slot);
  }

  std::string membership(const In& node, std::string_view verb, Slot slot) {
    const std::string value = format(node.value, {above(Level::kComparison), false});
    return enclosed(fmt::format("{} {} {{{}}}", value, verb, list(node.members)), Level::kComparison, slot);
  }

  std::string negation(ExprId operand, Slot slot) {
    const ExprNode& node = agreement_[operand].node;
    if (const auto* is = std::get_if<ReadingIs>(&node)) return reading(*is, "is not", slot);
    if (const auto* in = std::get_if<In>(&node)) return membership(*in, "not in", slot);
    if (const auto* permitted = std::get_if<Permitted>(&node)) return permission("forbidden", *permitted);
    const bool inside = Level::kNot < slot.level;
    return enclosed("not " + format(operand, {Level::kNot, inside || slot.last}), Level::kNot, slot);
  }

  std::string minus(ExprId operand, Slot slot) {
    const bool inside = Level::kMinus < slot.level;
    return enclosed("-" + format(operand, {Level::kPrimary, inside || slot.last}), Level::kMinus, slot);
  }

  const Agreement& agreement_;
  ExpressionPlace place_;
};

// "250bn", "1.5m", "20k", "1500", "40.40": a multiple of the largest suffix that leaves at most two decimals.
std::string amount_with_suffix(const mpq_class& amount) {
  constexpr std::pair<const char*, long> kSuffixes[] = {{"bn", 1'000'000'000}, {"m", 1'000'000}};
  for (const auto& [suffix, unit] : kSuffixes) {
    const mpq_class hundredths = amount * 100 / unit;
    if (amount >= unit && hundredths.get_den() == 1) return format_number(amount / unit) + suffix;
  }
  const mpq_class thousands = amount / 1000;
  if (amount >= 10'000 && thousands.get_den() == 1) return format_number(thousands) + "k";
  const std::string text = format_number(amount);
  return text.size() > 1 && text[text.size() - 2] == '.' ? text + "0" : text;
}

// "$250bn", "EUR 250bn"; an amount without finite decimals as a quotient, "$1 / 3".
std::string money_literal(const mpq_class& amount, const std::string& unit) {
  const std::string text = amount_with_suffix(abs(amount));
  const std::string sign = amount < 0 ? "-" : "";
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return fmt::format("{}{}{}", sign, unit, text);
  return fmt::format("{}{}{} / {}", sign, unit, text.substr(0, slash), text.substr(slash + 1));
}

std::string percent_literal(const mpq_class& number) {
  const std::string hundredfold = format_number(number * 100);
  if (hundredfold.find('/') == std::string::npos) return hundredfold + "%";
  return format_number(number);
}

}  // namespace

std::string format_literal(const Agreement& agreement, const Value& value, const Type& type) {
  const auto* number = std::get_if<mpq_class>(&value);
  if (number == nullptr) return format_value(agreement, value, type);
  if (type.sort == Sort::kMoney) {
    return money_literal(*number, type.currency == 0 ? "$" : currency_of(agreement, type) + " ");
  }
  if (type.sort == Sort::kDays || type.sort == Sort::kMonths) return format_value(agreement, value, type);
  return type.percent ? percent_literal(*number) : format_number(*number);
}

std::string format_expression(const Agreement& agreement, ExprId expression, const ExpressionPlace& place) {
  return Formatter(agreement, place).format(expression, {});
}

std::string format_trigger(const Agreement& agreement, const Trigger& trigger) {
  ExpressionPlace place;
  std::string text;
  if (const auto* becoming = std::get_if<Becoming>(&trigger.occasion)) {
    text = "becoming " + format_expression(agreement, becoming->formula);
  } else {
    place.event = std::get<ActionId>(trigger.occasion);
    text = agreement[*place.event].name;
  }
  if (trigger.where) text += " where " + format_expression(agreement, *trigger.where, place);
  return text;
}

std::string_view unit_name(CalendarUnit unit) {
  constexpr std::array<std::string_view, 4> kNames{"day", "month", "quarter", "year"};
  return kNames.at(static_cast<std::size_t>(unit));
}

}  // namespace proviso::language
