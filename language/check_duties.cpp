#include "language/check_duties.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_expression.h"
#include "language/check_statements.h"
#include "language/check_trigger.h"
#include "language/children.h"

namespace proviso::language {
namespace {

// ------------------------------------------------------------------------------------------------------- the trigger

std::optional<CheckedTrigger> check_trigger(Checker& checker, const std::optional<syntax::Occasion>& written,
                                            std::optional<ActionId> nearby) {
  if (!written) return CheckedTrigger{std::nullopt, {{std::nullopt}}};
  return check_trigger(checker, *written,
                       {.reads = Reads::kMoment, .place = "the `where` of a trigger", .nearby = nearby});
}

// ------------------------------------------------------------------------------------------------ number, and lapse

// The parameter's position, if it is one by which duties can be told apart.
std::optional<std::uint32_t> check_per(Checker& checker, const syntax::Name& name, const Action& trigger) {
  const auto position = position_of(trigger.parameters, name.text);
  if (!position) {
    checker.report(Code::kUnknownTriggerParameter, name.span,
                   fmt::format("the trigger `{}` has no parameter `{}`", trigger.name, name.text),
                   {{trigger.span, "declared here"}}, "`per` names parameters of the trigger, without `trigger.`");
    return std::nullopt;
  }
  const Field& field = trigger.parameters[*position];
  if (field.type.sort == Sort::kKind || field.type.sort == Sort::kParty) return position;
  checker.report(Code::kParameterType, name.span,
                 fmt::format("`{}` is {}; `per` names parameters of a kind or of type Party", name.text,
                             checker.describe(field.type)),
                 {{field.span, "declared here"}}, "give what tells the duties apart a kind: `kind Invoice`");
  return std::nullopt;
}

std::vector<std::uint32_t> check_key(Checker& checker, const std::vector<syntax::Name>& per, const Trigger& trigger) {
  std::vector<std::uint32_t> positions;
  const ActionId* event = action_of(trigger.occasion);
  if (event == nullptr && !per.empty()) {
    checker.report(Code::kUnknownTriggerParameter, per.front().span,
                   "`per` names parameters of the trigger, and `becoming` has none", {},
                   "write `up to N outstanding` or `merging`");
  }
  if (event == nullptr) return positions;
  for (const syntax::Name& name : per) {
    if (const auto position = check_per(checker, name, checker.agreement[*event])) positions.push_back(*position);
  }
  check_listed_once(checker, per, "parameter");
  return positions;
}

Capacity check_capacity(Checker& checker, const std::optional<syntax::Capacity>& written,
                        const std::optional<Trigger>& trigger) {
  if (!written) return {};
  if (!trigger) {
    checker.report(Code::kNumberWithoutTrigger, written->span,
                   "without `whenever` there is one such duty: no number of them can be given", {}, "leave it out");
    return {};
  }
  return {check_key(checker, written->per, *trigger), written->most.value_or(1), written->merging};
}

Lapse check_lapse(Checker& checker, Scope scope, const std::optional<syntax::Lapse>& lapse) {
  if (!lapse) return NeverLapses{};
  if (!lapse->when) return LapsesWithClause{};
  scope.place = "`lapses when`";
  const auto condition = check_formula(checker, scope, *lapse->when);
  return LapsesWhen{condition.value_or(ExprId{})};
}

// ---------------------------------------------------------------------------------------------------------- the duty

// What is to be done; nullopt after a diagnostic.
std::optional<Performance> check_performance(Checker& checker, Scope scope, const syntax::Performance& written) {
  if (const auto* act = std::get_if<syntax::Act>(&written)) {
    scope.place = "the `where` of a duty";
    const auto where = check_formula(checker, scope, act->where);
    return scope.event ? std::optional<Performance>(Act{*scope.event, where}) : std::nullopt;
  }
  scope.place = "what `shall ensure` asks for";
  const auto formula = check_formula(checker, scope, std::get<syntax::Ensure>(written).formula);
  return formula ? std::optional<Performance>(Ensure{*formula}) : std::nullopt;
}

// Where what is read as the duty arises stands: the action that discharges it is only near.
Scope as_it_arises(Scope scope) {
  scope.nearby = std::exchange(scope.event, std::nullopt);
  scope.frozen = nullptr;
  return scope;
}

// ------------------------------------------------------------------------------------------------ what speaks of them

void collect_from(Checker& checker, const syntax::Declaration& declaration) {
  const auto* clause = std::get_if<syntax::Clause>(&declaration);
  const Symbol* symbol = clause == nullptr ? nullptr : checker.names.symbols.find(clause->name.text);
  if (symbol == nullptr || symbol->kind != SymbolKind::kClause) return;
  WrittenDuties& written = checker.written_duties[symbol->index];
  for (const syntax::Statement& statement : clause->statements) {
    if (const auto* duty = std::get_if<syntax::Duty>(&statement.node)) written.duties.push_back(duty);
    written.keeps = written.keeps || std::holds_alternative<syntax::Keep>(statement.node);
  }
}

bool is_discharged_by(const syntax::Duty& duty, const Action& action) {
  const auto* act = std::get_if<syntax::Act>(&duty.performance);
  return act != nullptr && act->action.text == action.name;
}

bool is_apt(const Checker& checker, const DutyMention& mention) {
  const WrittenDuties& written = checker.written_duties[mention.clause.index];
  if (mention.or_keep && written.keeps) return true;
  if (!mention.action) return !written.duties.empty();
  return std::any_of(written.duties.begin(), written.duties.end(), [&](const syntax::Duty* duty) {
    return is_discharged_by(*duty, checker.agreement[*mention.action]);
  });
}

// Where a `keep` may not read whether a `keep` of the clause is broken.
std::optional<ExprId> broken_covenant(const Checker& checker, ExprId id) {
  const ExprNode& node = checker.agreement[id].node;
  if (const auto* owed = std::get_if<Owed>(&node)) {
    if (owed->overdue && !owed->where && checker.written_duties[owed->clause.index].keeps) return id;
  }
  for (const ExprId child : children(node)) {
    if (const auto found = broken_covenant(checker, child)) return found;
  }
  return std::nullopt;
}

void check_covenant(Checker& checker, const Statement& statement, ExprId read) {
  const auto found = broken_covenant(checker, read);
  if (!found) return;
  const Expression& culprit = checker.agreement[*found];
  const std::string& clause = checker.agreement[std::get<Owed>(culprit.node).clause].name;
  const bool written_here = contains(checker.agreement[statement.text].span, culprit.span);
  checker.report(
      Code::kCovenantCircle, written_here ? culprit.span : statement.span,
      fmt::format("whether a `keep` is broken can not depend on whether one of `{}` is", clause),
      {written_here ? Label{statement.span, "this `keep` reads it"} : Label{culprit.span, "it is read here"}},
      "write what the other one asks for in its place; or ask for duties alone: `overdue(C where true)`");
}

}  // namespace

std::optional<ActionId> find_happening(const Checker& checker, const syntax::Name& name) {
  const Symbol* symbol = checker.names.symbols.find(name.text);
  if (symbol == nullptr) return std::nullopt;
  if (symbol->kind != SymbolKind::kAction && symbol->kind != SymbolKind::kEvent) return std::nullopt;
  return ActionId{symbol->index};
}

void collect_duties(Checker& checker) {
  checker.written_duties.resize(checker.names.declared.clauses.size());
  for (const syntax::Declaration& declaration : checker.file.declarations) collect_from(checker, declaration);
  for (const syntax::Amendment& amendment : checker.file.amendments) {
    for (const syntax::Edit& edit : amendment.edits) {
      if (const auto* addition = std::get_if<syntax::Add>(&edit.node)) collect_from(checker, addition->declaration);
      if (const auto* replace = std::get_if<syntax::Replace>(&edit.node)) collect_from(checker, replace->declaration);
    }
  }
}

std::optional<Duty> check_duty(Checker& checker, const syntax::Duty& duty) {
  const auto* act = std::get_if<syntax::Act>(&duty.performance);
  const auto action = act == nullptr ? std::nullopt : check_act(checker, act->action);
  const auto created = check_trigger(checker, duty.trigger, action);
  if (!created || (act != nullptr && !action)) {
    check_party(checker, {.reads = Reads::kMoment}, duty.party);
    return std::nullopt;
  }
  Duty checked;
  const Scope performed{.reads = Reads::kMoment, .event = action, .trigger = created->scope, .frozen = &checked.frozen};
  Scope arising = as_it_arises(performed);
  const auto party = check_party(checker, arising, duty.party);
  const auto performance = check_performance(checker, performed, duty.performance);
  const auto deadline = check_deadline(checker, arising, duty.deadline);
  arising.place = "the `when` of a duty";
  checked.when = check_formula(checker, arising, duty.when);
  arising.place = "the `unless` of a duty";
  checked.unless = check_formula(checker, arising, duty.unless);
  checked.trigger = created->trigger;
  checked.capacity = check_capacity(checker, duty.capacity, created->trigger);
  Scope lapsing = arising;
  lapsing.frozen = &checked.frozen;
  checked.lapse = check_lapse(checker, lapsing, duty.lapses);
  if (!party || !performance || !deadline || (action && !check_actor(checker, *party, *action))) return std::nullopt;
  checked.party = *party;
  checked.performance = *performance;
  checked.deadline = *deadline;
  return checked;
}

void check_covenants(Checker& checker) {
  for (const Statement& statement : checker.agreement.statements) {
    const auto* keep = std::get_if<Keep>(&statement.rule);
    if (keep == nullptr) continue;
    check_covenant(checker, statement, keep->party);
    check_covenant(checker, statement, keep->formula);
    for (const auto& part : {keep->when, keep->unless, checker.agreement[statement.text].unless}) {
      if (part) check_covenant(checker, statement, *part);
    }
  }
}

void check_duty_mentions(Checker& checker) {
  for (const DutyMention& mention : checker.duty_mentions) {
    if (checker.agreement[mention.clause].texts.empty() || is_apt(checker, mention)) continue;
    const WrittenDuties& written = checker.written_duties[mention.clause.index];
    const std::string& clause = checker.agreement[mention.clause].name;
    const std::string_view effect = mention.asks ? "this is always false" : "nothing of it can be missed";
    std::string message = fmt::format("`{}` creates no duty: {}", clause, effect);
    if (mention.action && !written.duties.empty()) {
      message = fmt::format("no duty of `{}` is discharged by `{}`: {}", clause,
                            checker.agreement[*mention.action].name, effect);
    }
    std::optional<std::string> help;
    if (written.keeps && written.duties.empty()) {
      help = fmt::format("`shall keep` creates none; `overdue({})` asks whether it is broken", clause);
    }
    checker.warn(Code::kNoDuty, mention.span, std::move(message), {}, std::move(help));
  }
}

}  // namespace proviso::language
