// A formula is explained by the parts that make it what it is: of a false `and` the first false side, of a false
// `implies` both sides, and so on down to comparisons and single facts, each stated with its value.

#include "cli/report/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/report/in_force.h"
#include "cli/report/words.h"
#include "language/children.h"
#include "language/format_expression.h"
#include "language/format_value.h"
#include "replay/clauses.h"
#include "replay/deadline.h"
#include "replay/duties.h"

namespace proviso::cli {
namespace {

using namespace language;  // NOLINT: the visitors below name every node of the language

constexpr std::size_t kLongFormula = 90;

template <class... Nodes>
bool is_any_of(const ExprNode& node) {
  return (std::holds_alternative<Nodes>(node) || ...);
}

class Explainer {
 public:
  Explainer(const SourceMap& sources, Scene& scene, std::size_t moment)
      : sources_(sources),
        agreement_(scene.agreement()),
        context_(scene.after(moment)),
        judgement_(scene.trace().judgements[moment]) {}

  // The facts that make the formula true or false.
  std::vector<std::string> facts(ExprId formula) {
    explain(formula);
    return std::move(facts_);
  }

  // "paid is $160.00", with the values of its parts.
  std::string stated(ExprId id) const {
    std::vector<std::string> parts;
    collect_parts(id, parts);
    std::string fact = fmt::format("{} is {}", text(id), value_text(id));
    return parts.empty() ? fact : fmt::format("{} ({})", fact, listed(parts));
  }

  replay::Truth truth(ExprId formula) const { return replay::holds(context_, formula); }

 private:
  void say(std::string fact) {
    if (std::find(facts_.begin(), facts_.end(), fact) == facts_.end()) facts_.push_back(std::move(fact));
  }

  std::string text(ExprId id) const { return format_expression(agreement_, id); }

  std::string value_text(ExprId id) const {
    const auto value = replay::evaluate(context_, id);
    return value ? format_value(agreement_, *value, agreement_[id].type) : "without value";
  }

  void explain(ExprId id) {
    std::visit(Overloaded{[](const Literal&) {},
                          [&](const TermRef&) { state(id); },
                          [&](const VariableRef&) { state(id); },
                          [&](const EventField&) { state(id); },
                          [&](const TriggerField&) { state(id); },
                          [&](const TriggerDate&) { state(id); },
                          [&](const AtTrigger&) { state(id); },
                          [&](const Today&) { state(id); },
                          [&](const ConditionRef&) { state(id); },
                          [&](const TallyRef&) { state(id); },
                          [&](const InEffect& node) { in_effect(node); },
                          [&](const ReadingIs& node) { reading(node); },
                          [&](const Unary& node) { explain(node.operand); },
                          [&](const Binary& node) { binary(id, node); },
                          [&](const IfThenElse& node) { conditional(node); },
                          [&](const Cases&) { state(id); },
                          [&](const Round&) { state(id); },
                          [&](const PartOfDate&) { state(id); },
                          [&](const EndOf&) { state(id); },
                          [&](const Quantifier&) { state(id); },
                          [&](const In& node) { membership(node); },
                          [&](const Happens&) { happens(); },
                          [&](const Before&) { state(id); },
                          [&](const Permitted& node) { permitted(node); },
                          [&](const Owed& node) { owed(id, node); },
                          [&](const OwedBy& node) { owed_by(id, node); },
                          [&](const Breached& node) { breached(id, node); },
                          [&](const Settled&) { owing("nobody owes anything", [](const auto&) { return true; }); },
                          [&](const Discharges&) { state(id); },
                          [&](const CanForce&) { state(id); }},
               agreement_[id].node);
  }

  void state(ExprId id) { say(stated(id)); }

  // The values of the leaves of a composite expression.
  void collect_parts(ExprId id, std::vector<std::string>& parts) const {
    const ExprNode& node = agreement_[id].node;
    if (const auto* unary = std::get_if<Unary>(&node)) return collect_part(unary->operand, parts);
    if (const auto* pair = std::get_if<Binary>(&node)) {
      collect_part(pair->left, parts);
      collect_part(pair->right, parts);
    }
    if (const auto* choice = std::get_if<IfThenElse>(&node)) {
      collect_part(choice->condition, parts);
      collect_part(taken(*choice), parts);
    }
    for (const ExprId operand : missing_operands(id)) collect_part(operand, parts);
  }

  // The operands whose want of a value leaves this, which reads all of them here and now, without one.
  std::vector<ExprId> missing_operands(ExprId id) const {
    const ExprNode& node = agreement_[id].node;
    const bool reads_all = is_any_of<TermRef, ConditionRef, TallyRef, Cases, Round, PartOfDate, EndOf>(node);
    if (!reads_all || replay::evaluate(context_, id)) return {};
    std::vector<ExprId> operands = children(node);
    std::erase_if(operands, [&](ExprId operand) { return replay::evaluate(context_, operand).has_value(); });
    return operands;
  }

  void collect_part(ExprId id, std::vector<std::string>& parts) const {
    const ExprNode& node = agreement_[id].node;
    if (std::holds_alternative<Literal>(node)) return;
    const bool composite = is_any_of<Unary, Binary, IfThenElse>(node);
    if (composite || !missing_operands(id).empty()) return collect_parts(id, parts);
    std::string part = fmt::format("{} is {}", text(id), value_text(id));
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(std::move(part));
  }

  ExprId taken(const IfThenElse& choice) const {
    return truth(choice.condition).value_or(true) ? choice.then_value : choice.else_value;
  }

  void conditional(const IfThenElse& choice) {
    explain(choice.condition);
    if (truth(choice.condition)) explain(taken(choice));
  }

  void binary(ExprId id, const Binary& node) {
    switch (node.op) {
      case BinaryOp::kAnd:
        return settled(node, false);
      case BinaryOp::kOr:
        return settled(node, true);
      case BinaryOp::kImplies:
        return implication(node);
      case BinaryOp::kIff:
        explain(node.left);
        return explain(node.right);
      case BinaryOp::kEq:
      case BinaryOp::kNe:
      case BinaryOp::kLt:
      case BinaryOp::kLe:
      case BinaryOp::kGt:
      case BinaryOp::kGe:
        return comparison(node);
      case BinaryOp::kAdd:
      case BinaryOp::kSub:
      case BinaryOp::kMul:
      case BinaryOp::kDiv:
      case BinaryOp::kMin:
      case BinaryOp::kMax:
        return state(id);
    }
  }

  // One side with the truth that settles an `and` or `or` is explanation enough; else both are. What has no value on
  // the left leaves the whole without one.
  void settled(const Binary& node, bool settling) {
    if (truth(node.left) == settling || !truth(node.left)) return explain(node.left);
    if (truth(node.right) != settling) explain(node.left);
    explain(node.right);
  }

  void implication(const Binary& node) {
    if (truth(node.left) == false || !truth(node.left)) return explain(node.left);
    if (truth(node.right) != true) explain(node.left);
    explain(node.right);
  }

  // Where a side has no value, the other is no explanation.
  void comparison(const Binary& node) {
    std::vector<std::string> sides, missing;
    for (const ExprId side : {node.left, node.right}) {
      if (std::holds_alternative<Literal>(agreement_[side].node)) continue;
      (replay::evaluate(context_, side) ? sides : missing).push_back(stated(side));
    }
    if (!missing.empty()) return say(listed(missing));
    if (!sides.empty()) say(listed(sides));
  }

  void membership(const In& node) {
    state(node.value);
    for (const ExprId member : node.members) {
      if (!replay::evaluate(context_, member)) state(member);
    }
  }

  void in_effect(const InEffect& node) {
    const Amendment& amendment = agreement_[node.amendment];
    const bool effective = context_.moment->date >= amendment.effective;
    say(fmt::format("{} {} in effect", amendment.name, effective ? "is" : "is not yet"));
  }

  void reading(const ReadingIs& node) {
    const Reading& reading = agreement_[node.reading];
    say(fmt::format("{} is {}", reading.name,
                    reading.choices[context_.world.history.readings[node.reading.index]].name));
  }

  void happens() {
    if (context_.happening == nullptr) return say("no event happens");
    say(fmt::format("the event is {}", event_text(agreement_, *context_.happening)));
  }

  // "payment (overdue, was due by 2026-01-31)".
  std::string duty_text(const replay::OutstandingDuty& duty) const {
    const bool overdue = replay::past_deadline(duty, context_.moment->date);
    return fmt::format("{} ({}{})", duty_name(agreement_, duty), overdue ? "overdue, was " : "", due_text(duty));
  }

  // Says who owes which of the outstanding duties that belong; something else where there are none.
  template <class Belongs>
  void owing(const std::string& none, Belongs belongs) {
    std::map<PartyId, std::vector<std::string>> owed;
    for (const replay::OutstandingDuty& duty : context_.world.duties[context_.now]) {
      if (belongs(duty)) owed[duty.party].push_back(duty_text(duty));
    }
    if (owed.empty()) return say(none);
    for (const auto& [party, duties] : owed) say(fmt::format("{} owes {}", agreement_[party].name, listed(duties)));
  }

  void owed(ExprId id, const Owed& node) {
    if (!truth(id)) return state(id);
    const auto belongs = [&](const replay::OutstandingDuty& duty) {
      if (replay::clause_of(agreement_, duty.statement) != node.clause) return false;
      replay::Context inner = context_;
      inner.trigger = &duty;
      const bool meant = replay::holds(inner, node.where, true).value_or(false);
      return meant && (!node.overdue || replay::past_deadline(duty, context_.moment->date));
    };
    if (node.overdue && !node.where && breaks(node.clause)) return;
    const std::string why = why_not_in_force(context_, node.clause);
    owing(fmt::format("{} is false{}", text(id), why.empty() ? "" : fmt::format(" ({})", why)), belongs);
  }

  // Says who breaks covenants of the clause at this moment; false if nobody does.
  bool breaks(ClauseId clause) {
    bool any = false;
    for (const replay::BrokenCovenant& covenant : judgement_.broken) {
      if (replay::clause_of(agreement_, covenant.statement) != clause) continue;
      say(fmt::format("{} breaks {}", agreement_[covenant.party].name, clause_name(agreement_, covenant.statement)));
      any = true;
    }
    return any;
  }

  void owed_by(ExprId id, const OwedBy& node) {
    const auto party = replay::party_at(context_, node.party);
    if (!party) return state(id);
    name_party(node.party);
    owing(fmt::format("{} owes nothing", agreement_[*party].name),
          [&](const replay::OutstandingDuty& duty) { return duty.party == *party; });
  }

  void breached(ExprId id, const Breached& node) {
    const auto party = replay::party_at(context_, node.party);
    if (!party) return state(id);
    name_party(node.party);
    const auto& breached = context_.world.breached;
    const auto first =
        std::find_if(breached.begin(), breached.end(), [&](const auto& by) { return by.contains(*party); });
    const auto index = static_cast<std::size_t>(first - breached.begin());
    const std::string& name = agreement_[*party].name;
    if (index > context_.now) return say(fmt::format("{} has not been in breach", name));
    say(fmt::format("{} was first in breach on {}", name, format_day(context_.world.history.moments[index - 1].date)));
  }

  // Which party is meant, where that is computed.
  void name_party(ExprId party) {
    if (!named_party(agreement_, party)) state(party);
  }

  // "launch(…) would be forbidden by azure_first (file:line)".
  void permitted(const Permitted& node) {
    properties::Event event{node.action, {}};
    for (const ExprId argument : node.arguments) {
      const auto value = replay::evaluate(context_, argument);
      if (!value) return state(argument);
      event.arguments.push_back(*value);
    }
    const auto permission = replay::judge(replay::at_next_event(context_, event));
    if (!permission) return say(fmt::format("whether {} is permitted has no value", event_text(agreement_, event)));
    say(fmt::format("{} would be {}", event_text(agreement_, event), permission_text(*permission, node.action)));
  }

  std::string permission_text(const replay::Permission& permission, ActionId action) const {
    if (permission.reserved_uncovered) {
      return fmt::format("forbidden: {} is reserved and no clause permits it", agreement_[action].name);
    }
    const auto& by = permission.permitted ? permission.permitted_by : permission.forbidden_by;
    std::vector<std::string> clauses;
    for (const StatementId statement : by) {
      clauses.push_back(
          fmt::format("{} ({})", clause_name(agreement_, statement), place(sources_, agreement_[statement].span)));
    }
    const std::string_view word = permission.permitted ? "permitted" : "forbidden";
    return clauses.empty() ? fmt::format("{}: no clause forbids it", word)
                           : fmt::format("{} by {}", word, listed(clauses));
  }

  const SourceMap& sources_;
  const Agreement& agreement_;
  replay::Context context_;
  const replay::Judgement& judgement_;  // of the same moment
  std::vector<std::string> facts_;
};

// "moment 2, on 2026-06-11".
std::string moment_text(const Scene& scene, std::size_t moment) {
  return fmt::format("moment {}, on {}", moment + 1, format_day(scene.history().moments[moment].date));
}

std::string truth_word(replay::Truth truth) { return !truth ? "without value" : *truth ? "true" : "false"; }

}  // namespace

std::string formula_sentence(const SourceMap& sources, Scene& scene, ExprId formula) {
  const std::size_t moment = scene.decisive_moment();
  Explainer explainer(sources, scene, moment);
  const std::string written = written_text(sources, scene.agreement()[formula].span);
  const std::string subject = written.size() > kLongFormula ? "the formula" : fmt::format("`{}`", written);
  const std::string truth = truth_word(explainer.truth(formula));
  const std::vector<std::string> facts = explainer.facts(formula);
  return fmt::format("At {}, {} is {}{}{}.", moment_text(scene, moment), subject, truth, facts.empty() ? "" : ": ",
                     fmt::join(facts, "; "));
}

std::string value_sentence(const SourceMap& sources, Scene& scene, ExprId value) {
  const std::size_t moment = scene.decisive_moment();
  return fmt::format("At {}, {}.", moment_text(scene, moment), Explainer(sources, scene, moment).stated(value));
}

}  // namespace proviso::cli
