#include "replay/precedence.h"

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
                                         [&](const Duty& rule) { return triggers(id, rule); }},
                    context_.world.agreement[id].rule);
}

template <class Rule>
Truth Precedence::hits(StatementId id, const Rule& rule) const {
  const language::Agreement& agreement = context_.world.agreement;
  if (rule.action != context_.event->action || actor_of(agreement, *context_.event) != rule.party) return false;
  Truth stands = in_force(context_, agreement[id].text);
  if (!stands || !*stands) return stands;
  return allowed(context_, rule.when, rule.unless);
}

Truth Precedence::triggers(StatementId id, const Duty& rule) const {
  if (rule.trigger != context_.event->action) return false;
  const OutstandingDuty duty = created_by(context_, id);
  Context frozen = context_;
  frozen.trigger = &duty;
  Truth stands = in_force(frozen, context_.world.agreement[id].text);
  if (stands && *stands) stands = holds(frozen, rule.trigger_where, true);
  if (!stands || !*stands) return stands;
  return allowed(frozen, rule.when, rule.unless);
}

}  // namespace proviso::replay
