#include "replay/duties.h"

#include <algorithm>
#include <iterator>

#include "replay/deadline.h"
#include "replay/occasion.h"

namespace proviso::replay {

using language::Day;
using language::Duty;
using language::ExprId;
using language::StatementId;

namespace {

// The bounds let a duty without trigger arise at this moment, and not at an earlier one.
Truth arises_today(const Context& context, language::ClauseTextId text) {
  const World& world = context.world;
  if (world.setting.struck.at(world.agreement[text].clause.index)) return false;
  Truth there = begun(context, text, context.moment->date);
  if (!there || !*there) return there;
  if (context.now > 0 && begun(context, text, world.history.moments.at(context.now - 1).date).value()) return false;
  return not_over(context, text, first_day(context, text));
}

Truth let_arise(const Context& context, const Duty& rule, const OutstandingDuty& unread) {
  const language::Agreement& agreement = context.world.agreement;
  Truth head = allowed(context, std::nullopt, agreement[agreement[unread.statement].text].unless);
  if (!head || !*head) return head;
  return allowed(over_trigger(context, unread), rule.when, rule.unless);
}

Truth matches(const Context& context, const OutstandingDuty& duty) {
  const language::Agreement& agreement = context.world.agreement;
  const auto* act = std::get_if<language::Act>(&duty_rule(agreement, duty.statement).performance);
  if (!act || act->action != context.event->action || actor_of(agreement, *context.event) != duty.party) return false;
  return holds(with_trigger(context, duty), act->where, true);
}

}  // namespace

OutstandingDuty unread_duty(StatementId statement, Day created, properties::Arguments trigger) {
  OutstandingDuty duty;
  duty.statement = statement;
  duty.created = created;
  duty.trigger = std::move(trigger);
  return duty;
}

tl::expected<OutstandingDuty, Undefined> read_duty(const Context& context, OutstandingDuty unread) {
  const StatementId id = unread.statement;
  const Duty& rule = duty_rule(context.world.agreement, id);
  const Context over = over_trigger(context, unread);
  const auto party = party_at(over, rule.party);
  if (!party) return tl::unexpected(Undefined{id, "the party"});
  const auto deadline = due(over, rule.deadline, unread.created);
  if (!deadline) return tl::unexpected(Undefined{id, "the deadline"});
  auto frozen = evaluate(over, rule.frozen);
  if (!frozen) return tl::unexpected(Undefined{id, "what `at trigger` freezes"});
  unread.party = *party;
  unread.deadline = deadline->day;
  unread.frozen = *std::move(frozen);
  return unread;
}

tl::expected<std::optional<OutstandingDuty>, Undefined> arising(const Context& context, StatementId id) {
  const language::Statement& statement = context.world.agreement[id];
  const auto* rule = std::get_if<Duty>(&statement.rule);
  if (!rule || rule->trigger) return std::nullopt;
  Truth arises = arises_today(context, statement.text);
  if (!arises) return tl::unexpected(Undefined{id});
  if (!*arises) return std::nullopt;
  const OutstandingDuty unread = unread_duty(id, first_day(context, statement.text), {});
  arises = let_arise(context, *rule, unread);
  if (!arises) return tl::unexpected(Undefined{id});
  if (!*arises) return std::nullopt;
  return read_duty(context, unread).map([](OutstandingDuty duty) { return std::optional(std::move(duty)); });
}

Truth becoming(const Context& context, StatementId id) {
  World& world = context.world;
  const auto& trigger = duty_rule(world.agreement, id).trigger;
  if (!trigger || language::action_of(trigger->occasion)) return false;
  Truth stands = in_force(context, world.agreement[id].text);
  if (stands && *stands) stands = happens(world, trigger->occasion, trigger->where, {}, context.now);
  if (!stands || !*stands) return stands;
  const Duty& rule = duty_rule(world.agreement, id);
  return allowed(over_trigger(context, unread_duty(id, context.moment->date, {})), rule.when, rule.unless);
}

std::vector<OutstandingDuty> competing(const Duty& rule, const OutstandingDuty& fresh,
                                       const std::vector<OutstandingDuty>& outstanding) {
  const auto& per = rule.capacity.per;
  auto competes = [&](const OutstandingDuty& duty) {
    return duty.statement == fresh.statement && std::all_of(per.begin(), per.end(), [&](std::uint32_t position) {
             return duty.trigger.at(position) == fresh.trigger.at(position);
           });
  };
  std::vector<OutstandingDuty> result;
  std::copy_if(outstanding.begin(), outstanding.end(), std::back_inserter(result), competes);
  return result;
}

tl::expected<std::vector<OutstandingDuty>, Undefined> duties_at_event(const Context& context) {
  std::vector<OutstandingDuty> duties = context.world.duties.at(context.now);
  for (std::uint32_t i = 0; i < context.world.agreement.statements.size(); ++i) {
    auto duty = arising(context, StatementId{i});
    if (!duty) return tl::unexpected(duty.error());
    if (*duty) duties.push_back(**std::move(duty));
  }
  return duties;
}

Truth ensured(const Context& after, const OutstandingDuty& duty) {
  const auto* ensure = std::get_if<language::Ensure>(&duty_rule(after.world.agreement, duty.statement).performance);
  return ensure ? holds(over_trigger(after, duty), ensure->formula) : Truth(false);
}

// Whether a clause is in force is one fact of the moment, so `lapses` alone reads its head *before*, as permission
// does.
Truth lapses(const Context& before, const Context& after, const OutstandingDuty& duty) {
  const language::Agreement& agreement = after.world.agreement;
  auto with_clause = [&](const language::LapsesWithClause&) -> Truth {
    Truth stands = in_force(before, agreement[duty.statement].text);
    return stands ? Truth(!*stands) : std::nullopt;
  };
  auto when = [&](const language::LapsesWhen& lapse) { return holds(over_trigger(after, duty), lapse.condition); };
  return std::visit(
      language::Overloaded{[](const language::NeverLapses&) -> Truth { return false; }, with_clause, when},
      duty_rule(agreement, duty.statement).lapse);
}

tl::expected<std::optional<std::size_t>, Undefined> matching_duty(const Context& context,
                                                                  const std::vector<OutstandingDuty>& duties,
                                                                  language::ClauseId clause) {
  for (std::size_t i = 0; i < duties.size(); ++i) {
    if (clause_of(context.world.agreement, duties[i].statement) != clause) continue;
    Truth match = matches(context, duties[i]);
    if (!match) return tl::unexpected(Undefined{duties[i].statement});
    if (*match) return std::optional(i);
  }
  return std::optional<std::size_t>();
}

}  // namespace proviso::replay
