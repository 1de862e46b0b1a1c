#include "replay/precedence.h"

#include "replay/duties.h"

namespace proviso::replay {

using language::Duty;
using language::StatementId;

tl::expected<Standing, Undefined> Precedence::standing(StatementId id) {
  auto known = known_.find(id);
  if (known == known_.end()) known = known_.emplace(id, found(id)).first;
  return known->second;
}

// Circles of statements that give way to each other are not made.
tl::expected<Standing, Undefined> Precedence::found(StatementId id) {
  Truth match = matches(id);
  if (!match) return tl::unexpected(Undefined{id});
  if (!*match) return Standing::kSilent;
  for (StatementId other : context_.world.agreement[id].defeated_by) {
    auto against = standing(other);
    if (!against) return against;
    if (*against == Standing::kApplies) return Standing::kDefeated;
  }
  return Standing::kApplies;
}

Truth Precedence::matches(StatementId id) const {
  return std::visit(language::Overloaded{[&](const language::May& rule) { return hits(id, rule); },
                                         [&](const language::ShallNot& rule) { return hits(id, rule); },
                                         [&](const Duty& rule) { return triggers(id, rule); },
                                         [](const language::Keep&) -> Truth { return false; }},
                    context_.world.agreement[id].rule);
}

// A party that was written as a name is compared before anything is read.
template <class Rule>
Truth Precedence::hits(StatementId id, const Rule& rule) const {
  const language::Agreement& agreement = context_.world.agreement;
  const auto actor = actor_of(agreement, *context_.event);
  if (rule.action != context_.event->action || !actor) return false;
  const auto named = language::named_party(agreement, rule.party);
  if (named && *named != *actor) return false;
  Truth stands = in_force(context_, agreement[id].text);
  if (!stands || !*stands) return stands;
  const auto party = party_at(context_, rule.party);
  if (!party || *party != *actor) return party ? Truth(false) : std::nullopt;
  return allowed(context_, rule.when, rule.unless);
}

Truth Precedence::triggers(StatementId id, const Duty& rule) const {
  const language::ActionId* trigger = language::triggering_action(rule);
  if (!trigger || *trigger != context_.event->action) return false;
  Truth stands = in_force(context_, context_.world.agreement[id].text);
  if (stands && *stands) stands = holds(context_, rule.trigger->where, true);
  if (!stands || !*stands) return stands;
  const OutstandingDuty duty = unread_duty(id, context_.moment->date, context_.event->arguments);
  return allowed(over_trigger(context_, duty), rule.when, rule.unless);
}

}  // namespace proviso::replay
