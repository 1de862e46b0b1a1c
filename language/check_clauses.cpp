#include "language/check_clauses.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "language/check_amendments.h"
#include "language/check_expression.h"
#include "language/check_precedence.h"

namespace proviso::language {
namespace {

struct Subject {
  PartyId party;
  ActionId action;
};

// The party of a statement must be able to be the one who acts.
bool check_actor(Checker& checker, const Subject& subject, Span span) {
  const Action& action = checker.agreement[subject.action];
  const auto* fixed = std::get_if<PartyId>(&action.actor);
  if (fixed == nullptr || *fixed == subject.party || checker.agreement.parties.empty()) return true;
  checker.report(Code::kOtherActor, span,
                 fmt::format("`{}` is done by `{}` alone: of `{}` this says nothing", action.name,
                             checker.agreement[*fixed].name, checker.agreement[subject.party].name),
                 {{action.span, "declared here"}},
                 fmt::format("write `{} …`, or declare the action with a parameter of type Party and `by` it",
                             checker.agreement[*fixed].name));
  return false;
}

// A name that has a value, or a parameter of the action, where a party is named.
bool is_expression(const Checker& checker, const syntax::Name& party, const syntax::Name& action) {
  if (const Symbol* symbol = checker.names.symbols.find(party.text)) {
    return symbol->kind == SymbolKind::kTerm || symbol->kind == SymbolKind::kDefine ||
           symbol->kind == SymbolKind::kTally;
  }
  const Symbol* what = checker.names.symbols.find(action.text);
  if (what == nullptr || what->kind != SymbolKind::kAction) return false;
  const std::vector<Field>& fields = checker.agreement.actions[what->index].parameters;
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.name == party.text; });
}

bool refuse_expression(Checker& checker, const syntax::Name& party, const syntax::Name& action) {
  if (!is_expression(checker, party, action)) return false;
  checker.report(Code::kLaterVersion, party.span,
                 "a statement whose party is an expression is not part of this version of the language", {},
                 "write one statement for each party");
  return true;
}

// Nullopt after a diagnostic.
std::optional<Subject> check_subject(Checker& checker, const syntax::Name& party, const syntax::Name& action) {
  if (refuse_expression(checker, party, action)) return std::nullopt;
  const Symbol* who = checker.resolve(party, {SymbolKind::kParty}, "a party");
  const Symbol* what = checker.names.symbols.find(action.text);
  if (what != nullptr && what->kind == SymbolKind::kEvent) {
    checker.report(Code::kEventAsSubject, action.span,
                   fmt::format("`{}` is an event: nobody's act, which nobody may, shall or shall not do", action.text),
                   {{what->span, "declared here"}}, "what a party does is declared as an `action … by` that party");
    return std::nullopt;
  }
  what = checker.resolve(action, {SymbolKind::kAction}, "an action");
  if (who == nullptr || what == nullptr) return std::nullopt;
  const Subject subject{{who->index}, {what->index}};
  return check_actor(checker, subject, party.span) ? std::optional(subject) : std::nullopt;
}

// `P may A …` and `P shall not A …` are alike.
template <class Rule>
std::optional<Rule> check_permission(Checker& checker, const syntax::Name& party, const syntax::Name& action,
                                     const std::optional<syntax::ExprId>& when,
                                     const std::optional<syntax::ExprId>& unless) {
  const auto subject = check_subject(checker, party, action);
  const Symbol* symbol = checker.names.symbols.find(action.text);
  if (symbol == nullptr || symbol->kind != SymbolKind::kAction) return std::nullopt;
  Scope scope{.reads = Reads::kStatement, .place = "the `when` of a statement", .event = ActionId{symbol->index}};
  const auto checked_when = check_formula(checker, scope, when);
  scope.place = "the `unless` of a statement";
  const auto checked_unless = check_formula(checker, scope, unless);
  if (!subject) return std::nullopt;
  return Rule{subject->party, subject->action, checked_when, checked_unless};
}

bool is_negative(const Checker& checker, ExprId id) {
  const ExprNode& node = checker.agreement[id].node;
  if (const auto* unary = std::get_if<Unary>(&node)) {
    return unary->op == UnaryOp::kNegate && std::holds_alternative<Literal>(checker.agreement[unary->operand].node);
  }
  const auto* literal = std::get_if<Literal>(&node);
  return literal != nullptr && std::get<mpq_class>(literal->value) < 0;
}

// The trigger and its `where`; the parameters of the trigger are in scope by their own names there.
std::optional<ActionId> check_trigger(Checker& checker, const syntax::Duty& duty, std::optional<ExprId>& where) {
  const Symbol* symbol =
      checker.resolve(duty.trigger.event, {SymbolKind::kAction, SymbolKind::kEvent}, "an action or an event");
  if (symbol == nullptr) return std::nullopt;
  const Symbol* action = checker.names.symbols.find(duty.action.text);
  Scope scope{.reads = Reads::kMoment, .place = "the `where` of a trigger", .event = ActionId{symbol->index}};
  if (action != nullptr && action->kind == SymbolKind::kAction) scope.nearby = ActionId{action->index};
  where = check_formula(checker, scope, duty.trigger.where);
  return ActionId{symbol->index};
}

Lapse check_lapse(Checker& checker, Scope scope, const std::optional<syntax::Lapse>& lapse) {
  if (!lapse) return NeverLapses{};
  if (!lapse->when) return LapsesWithClause{};
  scope.place = "`lapses when`";
  const auto condition = check_formula(checker, scope, *lapse->when);
  return LapsesWhen{condition.value_or(ExprId{})};
}

// Days or months.
std::optional<ExprId> check_within(Checker& checker, Scope scope, syntax::ExprId within) {
  scope.place = "`within`";
  const auto time = check_expression(checker, scope, within);
  if (time && checker.type_of(*time).sort != Sort::kDays && checker.type_of(*time).sort != Sort::kMonths) {
    return check_expression_of(checker, scope, within, {Sort::kDays}, "`within`");
  }
  if (time && is_negative(checker, *time)) {
    checker.report(
        Code::kNegativeDeadline, checker.file.expr(within).span, "a deadline can not be before its trigger", {},
        "write how many days there are from the trigger on, as in `within 30 days`; `0 days` is the day itself");
  }
  return time;
}

std::optional<Duty> check_duty(Checker& checker, const syntax::Duty& duty) {
  const auto subject = check_subject(checker, duty.party, duty.action);
  std::optional<ExprId> trigger_where;
  const auto trigger = check_trigger(checker, duty, trigger_where);
  const Symbol* action = checker.names.symbols.find(duty.action.text);
  if (!trigger || action == nullptr || action->kind != SymbolKind::kAction) return std::nullopt;
  Scope scope{
      .reads = Reads::kMoment, .place = "the `where` of a duty", .event = ActionId{action->index}, .trigger = trigger};
  const auto where = check_formula(checker, scope, duty.where);
  scope.nearby = std::exchange(scope.event, std::nullopt);
  const auto within = check_within(checker, scope, duty.within);
  scope.place = "the `when` of a duty";
  const auto when = check_formula(checker, scope, duty.when);
  scope.place = "the `unless` of a duty";
  const auto unless = check_formula(checker, scope, duty.unless);
  const Lapse lapse = check_lapse(checker, scope, duty.lapses);
  if (!subject || !within) return std::nullopt;
  return Duty{subject->party, subject->action, where, *within, *trigger, trigger_where, when, unless, lapse};
}

// Nullopt after a diagnostic.
template <class Rule>
std::optional<StatementId> keep_statement(Checker& checker, ClauseTextId text, std::optional<Rule> rule, Span span) {
  if (!rule) return std::nullopt;
  const StatementId id{static_cast<std::uint32_t>(checker.agreement.statements.size())};
  checker.agreement.statements.push_back({text, std::move(*rule), {}, span});
  checker.agreement.clause_texts[text.index].statements.push_back(id);
  return id;
}

std::optional<StatementId> check_statement(Checker& checker, ClauseTextId text, const syntax::Statement& statement) {
  return std::visit(Overloaded{
                        [&](const syntax::May& may) {
                          const auto rule = check_permission<May>(checker, may.party, may.action, may.when, may.unless);
                          return keep_statement(checker, text, rule, statement.span);
                        },
                        [&](const syntax::ShallNot& ban) {
                          const auto rule =
                              check_permission<ShallNot>(checker, ban.party, ban.action, ban.when, ban.unless);
                          return keep_statement(checker, text, rule, statement.span);
                        },
                        [&](const syntax::Duty& duty) {
                          checker.duties.insert({checker.agreement[text].clause, duty.action.text});
                          return keep_statement(checker, text, check_duty(checker, duty), statement.span);
                        },
                    },
                    statement.node);
}

std::optional<ExprId> check_date(Checker& checker, std::string_view place, syntax::ExprId date) {
  const Scope scope{.reads = Reads::kRigid, .place = place};
  return check_expression_of(checker, scope, date, {Sort::kDate}, place);
}

// The bounds that the clause's own head gives.
void check_head(Checker& checker, const syntax::Clause& clause, ClauseText& text) {
  if (clause.from) {
    if (const auto from = check_date(checker, "the `from` of a clause", *clause.from)) text.from.push_back(*from);
  }
  if (clause.end) {
    const std::string_view place = clause.end->inclusive ? "the `through` of a clause" : "the `before` of a clause";
    const auto end = check_date(checker, place, clause.end->date);
    if (end) (clause.end->inclusive ? text.through : text.before).push_back(*end);
  }
  text.unless = check_formula(checker, {.reads = Reads::kMoment, .place = "the `unless` of a clause"}, clause.unless);
}

std::optional<Day> literal_day(const Checker& checker, const std::vector<ExprId>& bounds) {
  if (bounds.empty()) return std::nullopt;
  const auto* literal = std::get_if<Literal>(&checker.agreement[bounds.back()].node);
  return literal == nullptr ? std::nullopt : std::optional(std::get<Day>(literal->value));
}

// A text that ends before it begins, by the dates of its own head and of the amendment that adds it.
void check_interval(Checker& checker, const syntax::Clause& clause, const ClauseText& text) {
  const auto through = literal_day(checker, text.through);
  const auto before = literal_day(checker, text.before);
  if (!through && !before) return;
  const Day first_after = through ? *through + std::chrono::days(1) : *before;
  for (const ExprId from : text.from) {
    const auto begin = literal_day(checker, {from});
    if (!begin || *begin < first_after) continue;
    checker.report(Code::kNeverInForce, checker.file.expr(clause.end->date).span,
                   fmt::format("`{}` is never in force: it ends before it begins", clause.name.text),
                   {{checker.agreement[from].span, "it begins here"}});
    return;
  }
}

// A text that is over before the first day of any history.
void warn_if_over_before_start(Checker& checker, const syntax::Clause& clause, const ClauseText& text) {
  const auto through = literal_day(checker, text.through);
  const auto before = literal_day(checker, text.before);
  const Day start = checker.agreement.starts;
  if (!(through && *through < start) && !(before && *before <= start)) return;
  checker.warn(Code::kOverBeforeStart, checker.file.expr(clause.end->date).span,
               fmt::format("`{}` is never in force: it ends before the agreement starts", clause.name.text),
               {{checker.file.agreement->starts->span, "no history begins before this day"}});
}

void warn_if_empty(Checker& checker, const syntax::Clause& clause) {
  if (!clause.statements.empty()) return;
  const bool told = clause.text || clause.source;
  checker.warn(Code::kEmptyClause, clause.name.span, fmt::format("the clause `{}` has no statement", clause.name.text),
               {},
               told ? "its `text` is shown and never interpreted: write what it permits, forbids or demands"
                    : "write what it permits, forbids or demands, or leave it out");
}

ExprId effective_day(Checker& checker, AmendmentId id) {
  const Span span = checker.names.declared.amendments[id.index]->effective.span;
  return checker.add(Literal{checker.agreement[id].effective}, {Sort::kDate}, span);
}

// The statements of one text, with what they and its head say of precedence.
void check_statements(Checker& checker, const syntax::Clause& clause, ClauseTextId text,
                      std::vector<PrecedenceClaim>& claims) {
  const ClauseId id = checker.agreement[text].clause;
  for (const syntax::Statement& statement : clause.statements) {
    const auto kept = check_statement(checker, text, statement);
    if (kept) claims.push_back({id, &statement.precedence, {*kept}});
  }
  claims.push_back({id, &clause.precedence, checker.agreement[text].statements});
}

void check_draft(Checker& checker, const ClauseDraft& draft, std::vector<PrecedenceClaim>& claims) {
  const syntax::Clause& clause = *draft.text;
  const ClauseTextId id{static_cast<std::uint32_t>(checker.agreement.clause_texts.size())};
  ClauseText text;
  text.clause = draft.clause;
  text.title = text_of(clause.title);
  text.text = text_of(clause.text);
  text.source = text_of(clause.source);
  text.added_by = draft.added_by;
  text.ended_by = draft.ended_by;
  text.span = clause.span;
  check_head(checker, clause, text);
  if (draft.added_by) text.from.push_back(effective_day(checker, *draft.added_by));
  check_interval(checker, clause, text);
  warn_if_over_before_start(checker, clause, text);
  warn_if_empty(checker, clause);
  if (draft.ended_by) text.before.push_back(effective_day(checker, *draft.ended_by));
  checker.agreement.clause_texts.push_back(std::move(text));
  checker.agreement.clauses[draft.clause.index].texts.push_back(id);
  check_statements(checker, clause, id, claims);
}

// What is not reserved is permitted anyway, unless a clause forbids it; and then only a `may` that prevails helps.
void warn_of_idle_permissions(Checker& checker) {
  std::set<StatementId> winners;
  for (const Statement& statement : checker.agreement.statements) {
    winners.insert(statement.defeated_by.begin(), statement.defeated_by.end());
  }
  for (std::uint32_t index = 0; index < checker.agreement.statements.size(); ++index) {
    const Statement& statement = checker.agreement.statements[index];
    const auto* may = std::get_if<May>(&statement.rule);
    if (may == nullptr || winners.contains({index}) || checker.agreement[may->action].reserved) continue;
    const Action& action = checker.agreement[may->action];
    checker.warn(Code::kIdlePermission, statement.span,
                 fmt::format("this `may` changes nothing: `{}` is not reserved", action.name),
                 {{action.span, "declared here"}},
                 fmt::format("if it is forbidden unless a clause permits it, declare `reserved action {}`; if it "
                             "overrides a prohibition, write `notwithstanding`",
                             action.name));
  }
}

bool has_duty(const Checker& checker, ClauseId clause) {
  const auto first = checker.duties.lower_bound({clause, ""});
  return first != checker.duties.end() && first->clause == clause;
}

bool has_duty(const Checker& checker, const DutyMention& mention) {
  if (!mention.action) return has_duty(checker, mention.clause);
  return checker.duties.contains({mention.clause, checker.agreement[*mention.action].name});
}

}  // namespace

void check_clauses(Checker& checker) {
  std::vector<PrecedenceClaim> claims;
  for (const ClauseDraft& draft : fold_amendments(checker)) check_draft(checker, draft, claims);
  check_precedence(checker, claims);
  warn_of_idle_permissions(checker);
}

void check_duty_mentions(Checker& checker) {
  for (const DutyMention& mention : checker.duty_mentions) {
    if (checker.agreement[mention.clause].texts.empty() || has_duty(checker, mention)) continue;
    const std::string& clause = checker.agreement[mention.clause].name;
    std::string message = fmt::format("`{}` creates no duty: this is always false", clause);
    if (mention.action && has_duty(checker, mention.clause)) {
      message = fmt::format("no duty of `{}` is discharged by `{}`: this is always false", clause,
                            checker.agreement[*mention.action].name);
    }
    checker.warn(Code::kNoDuty, mention.span, std::move(message));
  }
}

}  // namespace proviso::language
