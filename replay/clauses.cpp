#include "replay/clauses.h"

#include "replay/precedence.h"

namespace proviso::replay {

using language::Agreement;
using language::Duty;
using language::ExprId;
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

Truth within_bounds(const Context& context, Bound bound, const std::vector<ExprId>& limits) {
  for (ExprId limit : limits) {
    auto day = evaluate(context, limit);
    if (!day) return std::nullopt;
    if (!within_bound(context.moment->date, bound, std::get<language::Day>(*day))) return false;
  }
  return true;
}

void note(Permission& permission, StatementId id, const May&) { permission.permitted_by.push_back(id); }
void note(Permission& permission, StatementId id, const ShallNot&) { permission.forbidden_by.push_back(id); }
void note(Permission&, StatementId, const Duty&) {}

void note(Permission& permission, const Agreement& agreement, StatementId id, Standing standing) {
  if (standing == Standing::kDefeated) permission.defeated.push_back(id);
  if (standing != Standing::kApplies) return;
  std::visit([&](const auto& rule) { note(permission, id, rule); }, agreement[id].rule);
}

Truth matches(const Context& context, const OutstandingDuty& duty) {
  const Agreement& agreement = context.world.agreement;
  const Duty& rule = duty_rule(agreement, duty.statement);
  if (rule.action != context.event->action || actor_of(agreement, *context.event) != rule.party) return false;
  Context frozen = context;
  frozen.trigger = &duty;
  return holds(frozen, rule.where, true);
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

OutstandingDuty created_by(const Context& context, StatementId statement) {
  const language::Day date = context.moment->date;
  return {.statement = statement, .created = date, .deadline = date, .trigger = context.event->arguments};
}

Truth in_force(const Context& context, language::ClauseTextId id) {
  const language::ClauseText& text = context.world.agreement[id];
  if (context.world.setting.struck.at(text.clause.index)) return false;
  Truth bounds = within_bounds(context, Bound::kFrom, text.from);
  if (bounds && *bounds) bounds = within_bounds(context, Bound::kThrough, text.through);
  if (bounds && *bounds) bounds = within_bounds(context, Bound::kBefore, text.before);
  if (!bounds || !*bounds) return bounds;
  return allowed(context, std::nullopt, text.unless);
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
    if (std::holds_alternative<Duty>(agreement[id].rule)) continue;
    auto standing = precedence.standing(id);
    if (!standing) return tl::unexpected(standing.error());
    note(permission, agreement, id, *standing);
  }
  const bool reserved = agreement[context.event->action].reserved && actor_of(agreement, *context.event);
  permission.reserved_uncovered = reserved && permission.permitted_by.empty();
  permission.permitted = permission.forbidden_by.empty() && !permission.reserved_uncovered;
  return permission;
}

tl::expected<std::optional<std::size_t>, Undefined> matching_duty(const Context& context, language::ClauseId clause) {
  const auto& duties = context.world.duties.at(context.now);
  for (std::size_t i = 0; i < duties.size(); ++i) {
    if (clause_of(context.world.agreement, duties[i].statement) != clause) continue;
    Truth match = matches(context, duties[i]);
    if (!match) return tl::unexpected(Undefined{duties[i].statement});
    if (*match) return std::optional(i);
  }
  return std::optional<std::size_t>();
}

}  // namespace proviso::replay
