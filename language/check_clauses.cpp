#include "language/check_clauses.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "language/check_amendments.h"
#include "language/check_duties.h"
#include "language/check_expression.h"
#include "language/check_precedence.h"
#include "language/check_statements.h"

namespace proviso::language {
namespace {

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

// Reports precedence beside a statement that takes no part in it.
bool may_take_precedence(Checker& checker, StatementId id, const syntax::Statement& written) {
  const Statement& statement = checker.agreement[id];
  const auto* duty = std::get_if<Duty>(&statement.rule);
  const bool keeps = std::holds_alternative<Keep>(statement.rule);
  if (!keeps && (duty == nullptr || triggering_action(*duty) != nullptr)) return true;
  const syntax::Precedence& precedence = written.precedence;
  for (const std::vector<syntax::Name>* names : {&precedence.notwithstanding, &precedence.subject_to}) {
    if (names->empty()) continue;
    checker.report(Code::kNoPrecedence, names->front().span,
                   fmt::format("{} takes no part in precedence: clauses give way to one another at an event of which "
                               "both speak",
                               keeps ? "`shall keep`" : "a duty that no event triggers"),
                   {}, "write the exception with `unless`");
  }
  return false;
}

// The statements of one text, with what they and its head say of precedence.
void check_statements(Checker& checker, const syntax::Clause& clause, ClauseTextId text,
                      std::vector<PrecedenceClaim>& claims) {
  const ClauseId id = checker.agreement[text].clause;
  for (const syntax::Statement& statement : clause.statements) {
    const auto kept = check_statement(checker, text, statement);
    if (kept && may_take_precedence(checker, *kept, statement)) claims.push_back({id, &statement.precedence, {*kept}});
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

}  // namespace

void check_clauses(Checker& checker) {
  std::vector<PrecedenceClaim> claims;
  for (const ClauseDraft& draft : fold_amendments(checker)) check_draft(checker, draft, claims);
  check_precedence(checker, claims);
  check_covenants(checker);
  warn_of_idle_permissions(checker);
}

}  // namespace proviso::language
