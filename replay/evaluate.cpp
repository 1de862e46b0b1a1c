#include "replay/evaluate.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "replay/arithmetic.h"
#include "replay/calendar.h"
#include "replay/clauses.h"
#include "replay/covenants.h"
#include "replay/deadline.h"
#include "replay/duties.h"
#include "replay/forcing.h"

namespace proviso::replay {

using language::BinaryOp;
using language::Day;
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

template <class T>
Result as_result(const std::optional<T>& found) {
  return found ? Result(*found) : std::nullopt;
}

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
    for (std::size_t i = frame.variables.size(); i-- > 0;) {
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
    return condition({node.condition, *std::move(arguments)});
  }

  Result operator()(const language::TallyRef& node) const {
    auto arguments = values(node.arguments);
    if (!arguments) return std::nullopt;
    return world_.tallies.cell(world_, node.tally, *arguments, context_.now, context_.tally_day).value;
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
    if (!right) return std::nullopt;
    if (const Day* day = std::get_if<Day>(&*left); day && in_months(node.right)) return moved(node.op, *day, *right);
    if (const Day* day = std::get_if<Day>(&*right); day && in_months(node.left)) return moved(node.op, *day, *left);
    return operate(node.op, *left, *right);
  }

  Result operator()(const language::IfThenElse& node) const {
    Truth condition = holds(context_, node.condition);
    if (!condition) return std::nullopt;
    return value(*condition ? node.then_value : node.else_value);
  }

  Result operator()(const language::Cases& node) const {
    std::vector<ExprId> applying;
    for (const language::Cases::Case& one : node.cases) {
      Truth applies = holds(context_, one.when);
      if (!applies) return std::nullopt;
      if (*applies) applying.push_back(one.value);
    }
    if (applying.empty()) return node.otherwise ? value(*node.otherwise) : std::nullopt;
    auto said = values(applying);
    if (!said) return std::nullopt;
    const bool agree = std::all_of(said->begin(), said->end(), [&](const Value& v) { return v == said->front(); });
    return agree ? Result(said->front()) : std::nullopt;
  }

  Result operator()(const language::Round& node) const {
    auto operands = values({node.value, node.multiple});
    if (!operands) return std::nullopt;
    return as_result(
        rounded(node.direction, std::get<mpq_class>(operands->at(0)), std::get<mpq_class>(operands->at(1))));
  }

  Result operator()(const language::PartOfDate& node) const {
    Result date = value(node.date);
    return date ? as_result(part_of(node.part, std::get<Day>(*date))) : std::nullopt;
  }

  Result operator()(const language::EndOf& node) const {
    Result date = value(node.date);
    return date ? as_result(end_of(node.unit, std::get<Day>(*date))) : std::nullopt;
  }

  // The first instance that settles it, or is undefined, decides.
  Result operator()(const language::Quantifier& node) const {
    Truth result = node.every;
    at_each_instance(context_, node, [&](const Context& instance) {
      const Truth one = holds(instance, node.body);
      if (one == node.every) return true;
      result = one;
      return false;
    });
    return as_result(result);
  }

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

  Result operator()(const language::Before& node) const { return evaluate(at_previous_end(context_), node.operand); }

  Result operator()(const language::Permitted& node) const {
    auto arguments = values(node.arguments);
    if (!arguments) return std::nullopt;
    const properties::Event event{node.action, *arguments};
    auto permission = judge(at_next_event(context_, event));
    return permission ? Result(permission->permitted) : std::nullopt;
  }

  Result operator()(const language::AtTrigger& node) const {
    return present(context_.trigger, "a trigger").frozen.at(node.position);
  }

  // `where` is read of every duty of the clause: no order among them guards one from another.
  Result operator()(const language::Owed& node) const {
    bool found = false;
    for (const OutstandingDuty& duty : outstanding()) {
      if (clause_of(world_.agreement, duty.statement) != node.clause) continue;
      Truth meant = holds(with_trigger(context_, duty), node.where, true);
      if (!meant) return std::nullopt;
      found = found || (*meant && (!node.overdue || is_overdue(duty)));
    }
    if (!node.overdue || node.where || !context_.reckoning.moment) return found;
    Truth broken = any_broken(at_reckoning(world_, context_.reckoning), node.clause);
    return broken ? Result(found || *broken) : std::nullopt;
  }

  Result operator()(const language::OwedBy& node) const {
    const auto party = party_at(context_, node.party);
    if (!party) return std::nullopt;
    const auto& duties = outstanding();
    return std::any_of(duties.begin(), duties.end(), [&](const auto& duty) { return duty.party == *party; });
  }

  Result operator()(const language::Breached& node) const {
    const auto party = party_at(context_, node.party);
    return party ? Result(world_.breached.at(context_.now).contains(*party)) : std::nullopt;
  }

  Result operator()(const language::Settled&) const { return outstanding().empty(); }

  Result operator()(const language::CanForce& node) const { return as_result(can_force(context_, node)); }

  Result operator()(const language::Discharges& node) const {
    auto duties = duties_at_event(context_);
    if (!duties) return std::nullopt;
    auto match = matching_duty(context_, *duties, node.clause);
    return match ? Result(match->has_value()) : std::nullopt;
  }

 private:
  Result value(ExprId id) const { return evaluate(context_, id); }

  std::optional<Arguments> values(const std::vector<ExprId>& ids) const { return evaluate(context_, ids); }

  bool in_months(ExprId id) const { return world_.agreement[id].type.sort == language::Sort::kMonths; }

  static Result moved(BinaryOp op, Day day, const Value& months) {
    const mpq_class& count = std::get<mpq_class>(months);
    return as_result(months_later(day, op == BinaryOp::kSub ? mpq_class(-count) : count));
  }

  // As the moment has it, unless it is supposed to be otherwise.
  bool condition(const Application& application) const {
    if (Supposition* supposed = context_.supposing.what) {
      (context_.supposing.by_clauses ? supposed->in_clauses : supposed->in_formula).insert(application);
      const auto found = supposed->values.find(application);
      if (found != supposed->values.end()) return found->second;
    }
    return std::get<bool>(moment().conditions.at(application.first.index).at(application.second));
  }

  bool is_overdue(const OutstandingDuty& duty) const {
    const properties::Moment* reckoned = context_.reckoning.moment;
    return reckoned && past_deadline(duty, reckoned->date);
  }

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

Result evaluate(const Context& context, ExprId expression) {
  return std::visit(Evaluator(context), context.world.agreement[expression].node);
}

std::optional<Arguments> evaluate(const Context& context, const std::vector<ExprId>& expressions) {
  Arguments result;
  for (ExprId expression : expressions) {
    Result one = evaluate(context, expression);
    if (!one) return std::nullopt;
    result.push_back(*std::move(one));
  }
  return result;
}

std::optional<language::PartyId> party_at(const Context& context, ExprId expression) {
  Result party = evaluate(context, expression);
  if (!party) return std::nullopt;
  return language::PartyId{std::get<language::Member>(*party).index};
}

Truth holds(const Context& context, ExprId formula) {
  Result result = evaluate(context, formula);
  return result ? Truth(std::get<bool>(*result)) : std::nullopt;
}

Truth holds(const Context& context, const std::optional<ExprId>& formula, bool if_absent) {
  return formula ? holds(context, *formula) : if_absent;
}

}  // namespace proviso::replay
