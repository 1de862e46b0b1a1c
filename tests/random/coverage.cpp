#include "tests/random/coverage.h"

#include <algorithm>
#include <array>

#include "language/children.h"
#include "replay/clauses.h"

namespace proviso::random_histories {

using language::Agreement;
using language::BinaryOp;
using language::ExprId;
using language::Overloaded;
using language::StatementId;
using replay::Context;

namespace {

using Names = std::set<std::string>;

constexpr std::array kNodes{"literal",
                            "term",
                            "variable",
                            "event's argument",
                            "trigger's argument",
                            "trigger.date",
                            "date",
                            "condition",
                            "tally",
                            "in effect",
                            "reading",
                            "unary",
                            "binary",
                            "if",
                            "cases",
                            "rounding",
                            "part of a date",
                            "end of a period",
                            "some or every",
                            "in",
                            "happens",
                            "before()",
                            "permitted",
                            "owed",
                            "owed_by",
                            "discharges"};
static_assert(kNodes.size() == std::variant_size_v<language::ExprNode>);
constexpr std::array kUnary{"not", "unary -", "abs"};
constexpr std::array kBinary{
    "and", "or", "implies", "iff", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "min", "max"};
constexpr std::array kTallies{"sum", "count", "ever", "first date", "last date", "latest"};
constexpr std::array kQuestions{"always", "possible"};

// The names of one expression, its operands aside.
Names names_of(const language::ExprNode& node) {
  Names names{kNodes[node.index()]};
  if (const auto* unary = std::get_if<language::Unary>(&node)) names.insert(kUnary[static_cast<int>(unary->op)]);
  if (const auto* binary = std::get_if<language::Binary>(&node)) names.insert(kBinary[static_cast<int>(binary->op)]);
  return names;
}

std::string name_of(const language::Lapse& lapse) {
  return std::visit(Overloaded{[](const language::NeverLapses&) { return "does not lapse"; },
                               [](const language::LapsesWithClause&) { return "lapses"; },
                               [](const language::LapsesWhen&) { return "lapses when"; }},
                    lapse);
}

std::string name_of(const language::Actor& actor) {
  return std::visit(Overloaded{[](const language::Nobody&) { return "by nobody"; },
                               [](const language::PartyId&) { return "by a party"; },
                               [](const language::ActorField&) { return "by an argument"; }},
                    actor);
}

// Marks what is read at one moment, in the order and with the guards of the interpreter.
class Walk {
 public:
  explicit Walk(Names& names) : names_(names) {}

  void mark(const std::string& name) { names_.insert(name); }

  // The formula's truth; undefined is false.
  bool holds(const Context& context, ExprId formula) {
    read(context, formula);
    return replay::holds(context, formula).value_or(false);
  }

  bool holds(const Context& context, const std::optional<ExprId>& formula, const std::string& name, bool otherwise) {
    if (!formula) return otherwise;
    mark(name);
    return holds(context, *formula);
  }

  void read(const Context& context, ExprId id) {
    const language::ExprNode& node = context.world.agreement[id].node;
    names_.merge(names_of(node));
    if (const auto* binary = std::get_if<language::Binary>(&node)) return read(context, *binary);
    if (const auto* branch = std::get_if<language::IfThenElse>(&node)) {
      return read(context, holds(context, branch->condition) ? branch->then_value : branch->else_value);
    }
    if (const auto* happens = std::get_if<language::Happens>(&node)) return read(context, *happens);
    if (std::holds_alternative<language::Quantifier>(node)) return;  // its body needs a member
    Context inner = context;
    if (std::holds_alternative<language::Before>(node)) inner.now = context.before;
    for (ExprId child : language::children(node)) read(inner, child);
  }

 private:
  void read(const Context& context, const language::Binary& binary) {
    read(context, binary.left);
    if (binary.op <= BinaryOp::kImplies) {
      const auto left = replay::holds(context, binary.left);
      if (!left || *left == (binary.op == BinaryOp::kOr)) return;
    }
    read(context, binary.right);
  }

  void read(const Context& context, const language::Happens& happens) {
    if (!context.happening || context.happening->action != happens.action || !happens.where) return;
    Context inner = context;
    inner.event = context.happening;
    read(inner, *happens.where);
  }

  Names& names_;
};

// Marks what one moment exercises.
class MomentWalk {
 public:
  MomentWalk(const Sample& sample, replay::World& world, std::size_t index, Names& names)
      : sample_(sample), agreement_(sample.agreement), world_(world), index_(index), walk_(names) {}

  // Before the moment is judged.
  void enter() {
    const Context context = replay::at_moment(world_, index_);
    walk_.mark(context.event ? "event" : "time passing");
    if (context.event) walk_.mark(name_of(agreement_[context.event->action].actor));
    if (context.event) walk_.holds(context, agreement_[context.event->action].where, "where of an event", true);
    for (std::uint32_t s = 0; s < agreement_.statements.size() && context.event; ++s)
      statement(context, StatementId{s});
    for (const replay::OutstandingDuty& duty : world_.duties.back()) outstanding(context, duty);
    for (std::uint32_t t = 0; t < agreement_.tallies.size() && context.event; ++t)
      tally(context, agreement_.tallies[t]);
  }

  // After it.
  void leave(const replay::Judgement& judged, const std::vector<std::optional<properties::Arguments>>& for_any) {
    if (!judged.forbidden_by.empty()) walk_.mark("shall not forbids");
    if (!judged.permitted_by.empty()) walk_.mark("may permits");
    if (judged.reserved_uncovered) walk_.mark("reserved");
    if (!judged.created.empty()) walk_.mark("duty created");
    if (!judged.overdue.empty()) walk_.mark("overdue");
    for (StatementId id : judged.discharged) discharge(judged, id);
    for (StatementId id : judged.lapsed) walk_.mark(name_of(replay::duty_rule(agreement_, id).lapse));
    const Context after = replay::after_moment(world_, index_);
    for (const language::Assumption& assumption : agreement_.assumptions) {
      walk_.mark("assume");
      walk_.holds(after, assumption.fact);
    }
    for (std::size_t p = 0; p < for_any.size(); ++p) property(after, agreement_.properties[p], for_any[p]);
  }

  void lapses(const replay::OutstandingDuty& duty) {
    const auto* when = std::get_if<language::LapsesWhen>(&replay::duty_rule(agreement_, duty.statement).lapse);
    if (!when) return;
    Context after = replay::after_moment(world_, index_);
    after.trigger = &duty;
    walk_.holds(after, when->condition);
  }

 private:
  void discharge(const replay::Judgement& judged, StatementId id) {
    const bool late = std::find(judged.overdue.begin(), judged.overdue.end(), id) != judged.overdue.end();
    walk_.mark(late ? "late discharge" : "discharge");
  }

  bool in_force(const Context& context, language::ClauseTextId id) {
    const language::ClauseText& text = agreement_[id];
    if (world_.setting.struck[text.clause.index]) return walk_.mark("absent clause"), false;
    for (const auto& [bounds, name] :
         {std::pair(&text.from, "from"), std::pair(&text.through, "through"), std::pair(&text.before, "before")}) {
      for (ExprId bound : *bounds) {
        walk_.mark(name);
        walk_.read(context, bound);
      }
    }
    const bool stands = replay::in_force(context, id).value_or(false);
    const bool ended = text.ended_by && context.moment->date >= agreement_[*text.ended_by].effective;
    if (ended) walk_.mark("struck or replaced text");
    if (text.added_by && stands) walk_.mark("amended text");
    if (!ended) walk_.holds(context, text.unless, "unless of a clause", false);
    return stands;
  }

  template <class Rule>
  void permission(const Context& context, language::ClauseTextId text, const Rule& rule) {
    if (rule.action != context.event->action || replay::actor_of(agreement_, *context.event) != rule.party) return;
    if (!in_force(context, text) || !walk_.holds(context, rule.when, "when", true)) return;
    walk_.holds(context, rule.unless, "unless", false);
  }

  void creation(const Context& context, language::ClauseTextId text, const language::Duty& rule) {
    if (rule.trigger != context.event->action || !in_force(context, text)) return;
    replay::OutstandingDuty fresh{
        .statement = {}, .created = context.moment->date, .deadline = {}, .trigger = context.event->arguments};
    Context frozen = context;
    frozen.trigger = &fresh;
    if (!walk_.holds(frozen, rule.trigger_where, "where of a trigger", true)) return;
    if (!walk_.holds(frozen, rule.when, "when of a duty", true)) return;
    if (walk_.holds(frozen, rule.unless, "unless of a duty", false)) return;
    walk_.mark("within");
    walk_.read(frozen, rule.within);
  }

  void statement(const Context& context, StatementId id) {
    const language::ClauseTextId text = agreement_[id].text;
    std::visit(Overloaded{[&](const language::Duty& rule) { creation(context, text, rule); },
                          [&](const auto& rule) { permission(context, text, rule); }},
               agreement_[id].rule);
  }

  void outstanding(const Context& context, const replay::OutstandingDuty& duty) {
    const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
    if (!context.event || rule.action != context.event->action) return;
    if (replay::actor_of(agreement_, *context.event) != rule.party) return;
    Context frozen = context;
    frozen.trigger = &duty;
    walk_.holds(frozen, rule.where, "where of a duty", true);
  }

  void tally(const Context& context, const language::Tally& tally) {
    if (tally.over != language::Occasion{context.event->action}) return;
    for (const properties::Arguments& arguments : sample_.combinations(tally.parameters)) {
      Context bound = context;
      bound.variables = {tally.parameters, arguments};
      if (!walk_.holds(bound, tally.where, "where of a tally", true)) continue;
      walk_.mark(kTallies[static_cast<int>(tally.kind)]);
      if (tally.value) walk_.read(bound, *tally.value);
    }
  }

  void property(const Context& after, const language::Property& property,
                const std::optional<properties::Arguments>& for_any) {
    if (!for_any) return;
    walk_.mark(kQuestions[static_cast<int>(property.question)]);
    Context bound = after;
    bound.variables = {property.for_any, *for_any};
    if (!for_any->empty()) walk_.mark("for any");
    walk_.holds(bound, property.for_any_where, "where of for any", true);
    walk_.holds(bound, property.formula);
  }

  const Sample& sample_;
  const Agreement& agreement_;
  replay::World& world_;
  std::size_t index_;
  Walk walk_;
};

Names names_of(const Agreement& agreement, const language::Statement& statement) {
  Names names;
  const auto of_permission = [&](const auto& rule, const char* name) {
    names.insert(name);
    if (rule.when) names.insert("when");
    if (rule.unless) names.insert("unless");
  };
  const auto of_duty = [&](const language::Duty& rule) {
    names.insert({"duty created", "discharge", "late discharge", "overdue", "within"});
    if (!std::holds_alternative<language::NeverLapses>(rule.lapse)) names.insert(name_of(rule.lapse));
    if (rule.where) names.insert("where of a duty");
    if (rule.trigger_where) names.insert("where of a trigger");
    if (rule.when) names.insert("when of a duty");
    if (rule.unless) names.insert("unless of a duty");
  };
  std::visit(Overloaded{[&](const language::May& rule) { of_permission(rule, "may permits"); },
                        [&](const language::ShallNot& rule) { of_permission(rule, "shall not forbids"); }, of_duty},
             statement.rule);
  const language::ClauseText& text = agreement[statement.text];
  if (!text.from.empty()) names.insert("from");
  if (!text.through.empty()) names.insert("through");
  if (!text.before.empty()) names.insert("before");
  if (text.unless) names.insert("unless of a clause");
  if (text.ended_by) names.insert("struck or replaced text");
  if (text.added_by) names.insert("amended text");
  return names;
}

Names names_of(const Agreement& agreement) {
  Names names{"event", "time passing", "absent clause"};
  for (const language::Expression& expression : agreement.expressions) names.merge(names_of(expression.node));
  for (const language::Statement& statement : agreement.statements) names.merge(names_of(agreement, statement));
  for (const language::Tally& tally : agreement.tallies) {
    names.insert(kTallies[static_cast<int>(tally.kind)]);
    if (tally.where) names.insert("where of a tally");
  }
  for (const language::Action& action : agreement.actions) {
    names.insert(name_of(action.actor));
    if (action.where) names.insert("where of an event");
    if (action.reserved) names.insert("reserved");
  }
  for (const language::Property& property : agreement.properties) {
    names.insert(kQuestions[static_cast<int>(property.question)]);
    if (!property.for_any.empty()) names.insert("for any");
    if (property.for_any_where) names.insert("where of for any");
  }
  if (!agreement.assumptions.empty()) names.insert("assume");
  return names;
}

}  // namespace

void Coverage::require(const Sample& sample) {
  for (const std::string& name : names_of(sample.agreement)) counts_.try_emplace(name, 0);
}

bool Coverage::wants(const Sample& sample, std::size_t times) const {
  const Names names = names_of(sample.agreement);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto found = counts_.find(name);
    return found == counts_.end() || found->second < times;
  });
}

void Coverage::exercise(const Sample& sample, const properties::Setting& setting, const properties::History& history,
                        const std::vector<std::optional<properties::Arguments>>& for_any) {
  Replayed replayed(sample, setting, history);
  for (std::size_t m = 0; m < history.moments.size(); ++m) {
    Names names;
    MomentWalk walk(sample, replayed.world(), m, names);
    walk.enter();
    const std::vector<replay::OutstandingDuty> earlier = replayed.duties();
    const auto judged = replayed.advance();
    if (!judged) return;
    walk.leave(*judged, for_any);
    for (const replay::OutstandingDuty& duty : earlier) walk.lapses(duty);
    for (const std::string& name : names) ++counts_[name];
  }
}

}  // namespace proviso::random_histories
