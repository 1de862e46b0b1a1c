#include "replay/evaluate.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "replay/arithmetic.h"
#include "replay/clauses.h"

namespace proviso::replay {

using language::BinaryOp;
using language::ExprId;
using language::Value;
using properties::Arguments;

namespace {

using Result = std::optional<Value>;

template <class T>
const T& present(const T* thing, const char* what) {
  if (!thing) throw std::logic_error(std::string("replay: an expression reads ") + what + " where there is none");
  return *thing;
}

Result as_result(Truth truth) { return truth ? Result(*truth) : std::nullopt; }

// One overload per alternative of ExprNode.
class Evaluator {
 public:
  explicit Evaluator(const Context& context) : context_(context), world_(context.world) {}

  Result operator()(const language::Literal& node) const { return node.value; }

  Result operator()(const language::TermRef& node) const {
    auto arguments = values(node.arguments);
    if (!arguments) return std::nullopt;
    return world_.history.terms.at(node.term.index).at(*arguments);
  }

  Result operator()(const language::VariableRef& node) const {
    const Frame& frame = context_.variables;
    for (std::size_t i = 0; i < frame.variables.size(); ++i) {
      if (frame.variables[i] == node.variable) return frame.values[i];
    }
    throw std::logic_error("replay: an expression reads a variable that is not in scope");
  }

  Result operator()(const language::EventField& node) const {
    return present(context_.event, "an event").arguments.at(node.position);
  }

  Result operator()(const language::TriggerField& node) const {
    return present(context_.trigger, "a trigger").trigger.at(node.position);
  }

  Result operator()(const language::TriggerDate&) const { return present(context_.trigger, "a trigger").created; }

  Result operator()(const language::Today&) const { return moment().date; }

  Result operator()(const language::ConditionRef& node) const {
    auto arguments = values(node.arguments);
    if (!arguments) return std::nullopt;
    return moment().conditions.at(node.condition.index).at(*arguments);
  }

  Result operator()(const language::TallyRef& node) const {
    auto arguments = values(node.arguments);
    if (!arguments) return std::nullopt;
    return world_.tallies.cell(world_, node.tally, *arguments, context_.now).value;
  }

  Result operator()(const language::InEffect& node) const {
    return moment().date >= world_.agreement[node.amendment].effective;
  }

  Result operator()(const language::ReadingIs& node) const {
    return world_.history.readings.at(node.reading.index) == node.choice;
  }

  Result operator()(const language::Unary& node) const {
    Result operand = value(node.operand);
    return operand ? Result(operate(node.op, *operand)) : std::nullopt;
  }

  Result operator()(const language::Binary& node) const {
    Result left = value(node.left);
    if (!left || settles(node.op, *left)) return settled(node.op, left);
    Result right = value(node.right);
    return right ? operate(node.op, *left, *right) : std::nullopt;
  }

  Result operator()(const language::IfThenElse& node) const {
    Truth condition = holds(context_, node.condition);
    if (!condition) return std::nullopt;
    return value(*condition ? node.then_value : node.else_value);
  }

  Result operator()(const language::Cases&) const { return not_yet(); }
  Result operator()(const language::Round&) const { return not_yet(); }
  Result operator()(const language::PartOfDate&) const { return not_yet(); }
  Result operator()(const language::EndOf&) const { return not_yet(); }
  Result operator()(const language::Quantifier&) const { return not_yet(); }

  Result operator()(const language::In& node) const {
    Result sought = value(node.value);
    auto members = values(node.members);
    if (!sought || !members) return std::nullopt;
    return std::find(members->begin(), members->end(), *sought) != members->end();
  }

  Result operator()(const language::Happens& node) const {
    if (!context_.happening || context_.happening->action != node.action) return false;
    Context inner = context_;
    inner.event = context_.happening;
    return as_result(holds(inner, node.where, true));
  }

  Result operator()(const language::Before& node) const {
    Context earlier = context_;
    earlier.now = context_.before;
    return evaluate(earlier, node.operand);
  }

  Result operator()(const language::Permitted& node) const {
    auto arguments = values(node.arguments);
    if (!arguments) return std::nullopt;
    const properties::Event event{node.action, *arguments};
    Context next = context_;
    next.before = next.now;
    next.happening = next.event = &event;
    next.trigger = nullptr;
    next.variables = {};
    auto permission = judge(next);
    return permission ? Result(permission->permitted) : std::nullopt;
  }

  Result operator()(const language::Owed& node) const {
    for (const OutstandingDuty& duty : outstanding()) {
      if (clause_of(world_.agreement, duty.statement) == node.clause) return true;
    }
    return false;
  }

  Result operator()(const language::OwedBy& node) const {
    for (const OutstandingDuty& duty : outstanding()) {
      if (duty_rule(world_.agreement, duty.statement).party == node.party) return true;
    }
    return false;
  }

  Result operator()(const language::Discharges& node) const {
    auto match = matching_duty(context_, node.clause);
    return match ? Result(match->has_value()) : std::nullopt;
  }

 private:
  Result value(ExprId id) const { return evaluate(context_, id); }

  std::optional<Arguments> values(const std::vector<ExprId>& ids) const {
    Arguments result;
    for (ExprId id : ids) {
      Result one = value(id);
      if (!one) return std::nullopt;
      result.push_back(*std::move(one));
    }
    return result;
  }

  static Result not_yet() { throw std::logic_error("replay: `check` makes no such node yet"); }

  static bool settles(BinaryOp op, const Value& left) {
    if (op == BinaryOp::kAnd || op == BinaryOp::kImplies) return !std::get<bool>(left);
    return op == BinaryOp::kOr && std::get<bool>(left);
  }

  static Result settled(BinaryOp op, const Result& left) { return left ? Result(op != BinaryOp::kAnd) : std::nullopt; }

  const properties::Moment& moment() const { return present(context_.moment, "a moment"); }
  const std::vector<OutstandingDuty>& outstanding() const { return world_.duties.at(context_.now); }

  const Context& context_;
  World& world_;
};

}  // namespace

Context timeless(World& world, Frame variables) { return {.world = world, .variables = variables}; }

Context at_moment(World& world, std::size_t index) {
  const properties::Moment& moment = world.history.moments.at(index);
  const properties::Event* event = moment.event ? &*moment.event : nullptr;
  return {.world = world, .now = index, .before = index, .moment = &moment, .happening = event, .event = event};
}

Context after_moment(World& world, std::size_t index) {
  Context context = at_moment(world, index);
  context.now = index + 1;
  context.event = nullptr;
  return context;
}

Result evaluate(const Context& context, ExprId expression) {
  return std::visit(Evaluator(context), context.world.agreement[expression].node);
}

Truth holds(const Context& context, ExprId formula) {
  Result result = evaluate(context, formula);
  return result ? Truth(std::get<bool>(*result)) : std::nullopt;
}

Truth holds(const Context& context, const std::optional<ExprId>& formula, bool if_absent) {
  return formula ? holds(context, *formula) : if_absent;
}

}  // namespace proviso::replay
