#include "tests/random/constructs.h"

#include <algorithm>
#include <array>

#include "language/children.h"

namespace proviso::random_histories {

using language::Agreement;
using language::ExprId;
using language::Overloaded;

namespace {

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
                            "at trigger",
                            "owed",
                            "owed_by",
                            "breached",
                            "settled",
                            "discharges",
                            "can force"};
static_assert(kNodes.size() == std::variant_size_v<language::ExprNode>);
constexpr std::array kUnary{"not", "unary -", "abs"};
constexpr std::array kBinary{
    "and", "or", "implies", "iff", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "min", "max"};
constexpr std::array kTallies{"sum", "count", "ever", "first date", "last date", "latest"};
constexpr std::array kQuestions{"always", "possible", "always possible", "whenever", "greatest", "least"};

bool has_covenant(const Agreement& agreement, language::ClauseId clause) {
  return std::any_of(agreement.statements.begin(), agreement.statements.end(), [&](const auto& statement) {
    return agreement[statement.text].clause == clause && std::holds_alternative<language::Keep>(statement.rule);
  });
}

bool asks_for_overdue(const Agreement& agreement, ExprId formula) {
  const language::ExprNode& node = agreement[formula].node;
  const auto* owed = std::get_if<language::Owed>(&node);
  const std::vector<ExprId> parts = language::children(node);
  return (owed && owed->overdue && !has_covenant(agreement, owed->clause)) ||
         std::any_of(parts.begin(), parts.end(), [&](ExprId part) { return asks_for_overdue(agreement, part); });
}

Names names_of_performance(const language::Duty& duty) {
  const bool ends = !std::holds_alternative<language::NoDeadline>(duty.deadline);
  Names names;
  if (const auto* act = std::get_if<language::Act>(&duty.performance)) {
    names.insert("discharge");
    if (act->where) names.insert("where of a duty");
    if (ends) names.insert("late discharge");
    if (!duty.trigger) names.insert("standing duty discharged as it arises");
  } else {
    names.insert({"ensure discharged as it arises", "ensure discharged later"});
    if (ends) names.insert({"ensure discharged on its last day", "ensure discharged late"});
  }
  return names;
}

Names names_of_arising(const language::ClauseText& text, const language::Duty& duty) {
  if (duty.trigger) return {name_of_creation(duty)};
  Names names{name_of_creation(duty)};
  const bool may_fail = duty.when || duty.unless || text.unless || !text.through.empty() || !text.before.empty();
  if (may_fail) names.insert("standing duty never arises");
  names.insert(text.from.empty() ? "standing duty arises at the first moment" : "standing duty arises later");
  return names;
}

Names names_of_capacity(const language::Duty& duty) {
  if (!duty.trigger) return {};
  Names names{duty.capacity.merging ? "merging drops a trigger" : name_of_overflow(duty.capacity)};
  if (!duty.capacity.per.empty()) names.insert("room for each key");
  if (duty.capacity.most > 1) names.insert("several outstanding");
  return names;
}

Names names_of(const Agreement& agreement, const language::ClauseText& text, const language::Duty& duty) {
  Names names{"duty created", name_of(duty.deadline)};
  names.merge(names_of_performance(duty));
  names.merge(names_of_arising(text, duty));
  names.merge(names_of_capacity(duty));
  if (!std::holds_alternative<language::NoDeadline>(duty.deadline)) names.insert("overdue");
  if (!std::holds_alternative<language::NeverLapses>(duty.lapse)) names.insert(name_of(duty.lapse));
  if (duty.trigger && duty.trigger->where) names.insert("where of a trigger");
  if (duty.when) names.insert("when of a duty");
  if (duty.unless) names.insert("unless of a duty");
  if (is_found(agreement, duty.party)) names.insert({"duty of a party that is found", "another party by now"});
  if (is_remedy(agreement, duty)) names.insert("remedy on the day after the deadline");
  if (!duty.frozen.empty()) names.insert("at trigger differs from the value now");
  return names;
}

Names names_of(const Agreement& agreement, const language::Keep& keep) {
  Names names{"covenant kept", "covenant broken"};
  if (keep.when) names.insert("when of a covenant");
  if (keep.unless) names.insert("unless of a covenant");
  if (is_found(agreement, keep.party)) names.insert("covenant of a party that is found");
  return names;
}

template <class Permission>
Names names_of(const Agreement& agreement, const Permission& rule, const char* name) {
  Names names{name};
  if (rule.when) names.insert("when");
  if (rule.unless) names.insert("unless");
  if (is_found(agreement, rule.party)) names.insert("permission of a party that is found");
  return names;
}

Names names_of(const Agreement& agreement, const language::Statement& statement) {
  const language::ClauseText& text = agreement[statement.text];
  Names names = std::visit(
      Overloaded{[&](const language::May& rule) { return names_of(agreement, rule, "may permits"); },
                 [&](const language::ShallNot& rule) { return names_of(agreement, rule, "shall not forbids"); },
                 [&](const language::Duty& duty) { return names_of(agreement, text, duty); },
                 [&](const language::Keep& keep) { return names_of(agreement, keep); }},
      statement.rule);
  if (!text.from.empty()) names.insert("from");
  if (!text.through.empty()) names.insert("through");
  if (!text.before.empty()) names.insert("before");
  if (text.unless) names.insert("unless of a clause");
  if (text.ended_by) names.insert("struck or replaced text");
  if (text.added_by) names.insert("amended text");
  return names;
}

}  // namespace

Names names_of(const language::ExprNode& node) {
  Names names{kNodes[node.index()]};
  if (const auto* unary = std::get_if<language::Unary>(&node)) names.insert(kUnary[static_cast<int>(unary->op)]);
  if (const auto* binary = std::get_if<language::Binary>(&node)) names.insert(kBinary[static_cast<int>(binary->op)]);
  return names;
}

std::string question_of(const Agreement& agreement, const language::ExprNode& node) {
  if (std::holds_alternative<language::OwedBy>(node)) return "owed_by";
  if (std::holds_alternative<language::Breached>(node)) return "breached";
  if (std::holds_alternative<language::Settled>(node)) return "settled";
  const auto* owed = std::get_if<language::Owed>(&node);
  if (!owed) return "";
  const std::string question = owed->overdue ? "overdue" : "owed";
  if (owed->where) return question + " where";
  return owed->overdue && has_covenant(agreement, owed->clause) ? "overdue of a covenant" : question;
}

std::string answered(const std::string& question, bool answer) { return question + (answer ? ": yes" : ": no"); }

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

std::string name_of(language::TallyKind kind) { return kTallies[static_cast<int>(kind)]; }

std::string name_of(language::QuestionKind question) { return kQuestions[static_cast<int>(question)]; }

std::string name_of(const language::Deadline& deadline) {
  return std::visit(
      Overloaded{[](const language::NoDeadline&) { return "no deadline"; },
                 [](const language::Within&) { return "within"; }, [](const language::By&) { return "by a date"; }},
      deadline);
}

std::string name_of_creation(const language::Duty& duty) {
  if (!duty.trigger) return "standing duty";
  return language::triggering_action(duty) ? "duty from an event" : "duty from what comes true";
}

std::string name_of_overflow(const language::Capacity& capacity) {
  if (!capacity.per.empty()) return "overflow of a key";
  return capacity.most > 1 ? "overflow of several" : "overflow of one";
}

bool is_remedy(const Agreement& agreement, const language::Duty& duty) {
  const auto* becoming = duty.trigger ? std::get_if<language::Becoming>(&duty.trigger->occasion) : nullptr;
  return becoming && asks_for_overdue(agreement, becoming->formula);
}

bool is_found(const Agreement& agreement, ExprId party) { return !language::named_party(agreement, party); }

Names names_of(const Agreement& agreement) {
  Names names{"event", "time passing", "absent clause"};
  for (const language::Expression& expression : agreement.expressions) {
    names.merge(names_of(expression.node));
    const std::string question = question_of(agreement, expression.node);
    if (!question.empty()) names.insert({answered(question, true), answered(question, false)});
  }
  for (const language::Statement& statement : agreement.statements) names.merge(names_of(agreement, statement));
  for (const language::Tally& tally : agreement.tallies) {
    names.insert(name_of(tally.kind));
    if (tally.where) names.insert("where of a tally");
  }
  for (const language::Action& action : agreement.actions) {
    names.insert(name_of(action.actor));
    if (action.where) names.insert("where of an event");
    if (action.reserved) names.insert("reserved");
  }
  for (const language::Property& property : agreement.properties) {
    names.insert(name_of(property.question));
    if (!property.for_any.empty()) names.insert("for any");
    if (property.for_any_where) names.insert("where of for any");
  }
  if (!agreement.assumptions.empty()) names.insert("assume");
  return names;
}

}  // namespace proviso::random_histories
