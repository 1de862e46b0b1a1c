#include "replay/clauses.h"

#include <algorithm>

#include "replay/precedence.h"

namespace proviso::replay {

using language::Agreement;
using language::Duty;
using language::ExprId;
using language::Keep;
using language::May;
using language::ShallNot;
using language::StatementId;
using properties::Event;

namespace {

enum class Bound { kFrom, kThrough, kBefore };

bool within_bound(language::Day date, Bound bound, language::Day limit) {
  if (bound == Bound::kFrom) return date >= limit;
  return bound == Bound::kThrough ? date <= limit : date < limit;
}

Truth within_bounds(const Context& context, Bound bound, const std::vector<ExprId>& limits, language::Day date) {
  for (ExprId limit : limits) {
    auto day = evaluate(context, limit);
    if (!day) return std::nullopt;
    if (!within_bound(date, bound, std::get<language::Day>(*day))) return false;
  }
  return true;
}

void note(Permission& permission, StatementId id, const May&) { permission.permitted_by.push_back(id); }
void note(Permission& permission, StatementId id, const ShallNot&) { permission.forbidden_by.push_back(id); }
void note(Permission&, StatementId, const Duty&) {}
void note(Permission&, StatementId, const Keep&) {}

void note(Permission& permission, const Agreement& agreement, StatementId id, Standing standing) {
  if (standing == Standing::kDefeated) permission.defeated.push_back(id);
  if (standing != Standing::kApplies) return;
  std::visit([&](const auto& rule) { note(permission, id, rule); }, agreement[id].rule);
}

}  // namespace

language::ClauseId clause_of(const Agreement& agreement, StatementId statement) {
  return agreement[agreement[statement].text].clause;
}

const Duty& duty_rule(const Agreement& agreement, StatementId statement) {
  return std::get<Duty>(agreement[statement].rule);
}

std::optional<language::PartyId> actor_of(const Agreement& agreement, const Event& event) {
  using Actor = std::optional<language::PartyId>;
  auto named = [&](const language::ActorField& field) -> Actor {
    return language::PartyId{std::get<language::Member>(event.arguments.at(field.position)).index};
  };
  return std::visit(language::Overloaded{[](const language::Nobody&) -> Actor { return std::nullopt; },
                                         [](const language::PartyId& party) -> Actor { return party; }, named},
                    agreement[event.action].actor);
}

Truth in_force(const Context& context, language::ClauseTextId id) {
  const language::ClauseText& text = context.world.agreement[id];
  if (context.world.setting.struck.at(text.clause.index)) return false;
  Truth bounds = begun(context, id, context.moment->date);
  if (bounds && *bounds) bounds = not_over(context, id, context.moment->date);
  if (!bounds || !*bounds) return bounds;
  return allowed(context, std::nullopt, text.unless);
}

Truth begun(const Context& context, language::ClauseTextId id, language::Day date) {
  return within_bounds(context, Bound::kFrom, context.world.agreement[id].from, date);
}

language::Day first_day(const Context& context, language::ClauseTextId id) {
  language::Day latest = context.world.agreement.starts;
  for (ExprId bound : context.world.agreement[id].from) {
    latest = std::max(latest, std::get<language::Day>(evaluate(context, bound).value()));
  }
  return latest;
}

Truth not_over(const Context& context, language::ClauseTextId id, language::Day date) {
  const language::ClauseText& text = context.world.agreement[id];
  Truth bounds = within_bounds(context, Bound::kThrough, text.through, date);
  if (bounds && *bounds) bounds = within_bounds(context, Bound::kBefore, text.before, date);
  return bounds;
}

Truth allowed(const Context& context, const std::optional<ExprId>& when, const std::optional<ExprId>& unless) {
  Truth wanted = holds(context, when, true);
  if (!wanted || !*wanted) return wanted;
  Truth excepted = holds(context, unless, false);
  return excepted ? Truth(!*excepted) : std::nullopt;
}

tl::expected<Permission, Undefined> judge(const Context& context) {
  const Agreement& agreement = context.world.agreement;
  Permission permission;
  Precedence precedence(context);
  for (std::uint32_t i = 0; i < agreement.statements.size(); ++i) {
    const StatementId id{i};
    const auto& rule = agreement[id].rule;
    if (!std::holds_alternative<May>(rule) && !std::holds_alternative<ShallNot>(rule)) continue;
    auto standing = precedence.standing(id);
    if (!standing) return tl::unexpected(standing.error());
    note(permission, agreement, id, *standing);
  }
  const bool reserved = agreement[context.event->action].reserved && actor_of(agreement, *context.event);
  permission.reserved_uncovered = reserved && permission.permitted_by.empty();
  permission.permitted = permission.forbidden_by.empty() && !permission.reserved_uncovered;
  return permission;
}

}  // namespace proviso::replay
