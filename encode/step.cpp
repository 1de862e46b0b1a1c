// How a moment changes what is owed: its event discharges duties, then creates them; duties lapse. A slot's frozen
// values matter only while its duty is outstanding.
#include <fmt/format.h>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::Duty;
using language::StatementId;

std::vector<StatementId> duties_of_clause(const language::Agreement& agreement, language::ClauseId clause) {
  std::vector<StatementId> duties;
  for (language::ClauseTextId text : agreement[clause].texts) {
    for (StatementId statement : agreement[text].statements) {
      if (std::holds_alternative<Duty>(agreement[statement].rule)) duties.push_back(statement);
    }
  }
  return duties;
}

std::vector<StatementId> duties_of_party(const language::Agreement& agreement, language::PartyId party) {
  std::vector<StatementId> duties;
  for (std::uint32_t i = 0; i < agreement.statements.size(); ++i) {
    const Duty* duty = std::get_if<Duty>(&agreement.statements[i].rule);
    if (duty && duty->party == party) duties.push_back(StatementId{i});
  }
  return duties;
}

const Unrolling::Impl::SlotStep& Unrolling::Impl::slot(StatementId id, std::size_t state) {
  const auto where = std::make_pair(id.index, state);
  auto found = slots.find(where);
  if (found != slots.end()) return found->second;
  if (state == 0) {
    const Slot first = slot_at_start(id);
    return slots.emplace(where, SlotStep{first, first, context.bool_val(false)}).first->second;
  }
  auto entry = slots.emplace(where, slot_before_lapses(id, state - 1)).first;
  lapse(id, state - 1, entry->second);
  return entry->second;
}

Slot Unrolling::Impl::slot_at_start(StatementId id) {
  const Duty& duty = std::get<Duty>(agreement[id].rule);
  const language::Action& trigger = agreement[duty.trigger];
  const std::string name = fmt::format("{}#{}", agreement[agreement[agreement[id].text].clause].name, id.index);
  Slot slot{context.bool_val(false),
            day_literal(context, language::kFirstDay),
            day_literal(context, language::kFirstDay),
            {}};
  const bool anywhere = start == Start::kAnywhere;
  if (anywhere) {
    const z3::expr present = presents[agreement[agreement[id].text].clause.index];
    slot.outstanding = conjunction(present, constant(name + ":outstanding@0", context.bool_sort()));
    slot.created = constant(name + ":created@0", context.int_sort());
    slot.deadline = constant(name + ":deadline@0", context.int_sort());
  }
  for (const language::Field& field : trigger.parameters) {
    slot.fields.push_back(anywhere
                              ? input(fmt::format("{}.{}@0", name, field.name), field.type)
                              : constant(fmt::format("{}.{}@none", name, field.name), sort_of(context, field.type)));
  }
  return slot;
}

// The event at hand is an act of the duty's party that the duty's `where` accepts, while it is outstanding.
Encoded Unrolling::Impl::discharges(StatementId id, const Slot& slot, const Place& event) {
  const Duty& duty = std::get<Duty>(agreement[id].rule);
  const z3::expr yes = context.bool_val(true);
  if (!event.action || *event.action != duty.action) return {context.bool_val(false), yes};
  Place place = event;
  place.trigger = &slot;
  const Encoded matches{conjunction(slot.outstanding, actor_is(event, duty.party)), yes};
  return and_then(matches, evaluate_optional(duty.where, place, true));
}

// Of two duties of a clause that are both owed, the first was created before the second; at one moment, in the order of
// the text.
z3::expr Unrolling::Impl::older(StatementId first, StatementId second, std::size_t state) {
  const auto key = std::make_tuple(first.index, second.index, state);
  const auto found = ages.find(key);
  if (found != ages.end()) return found->second;
  const std::string name = fmt::format("older#{}#{}@{}", first.index, second.index, state);
  z3::expr result = context.bool_val(true);
  if (state > 0) {
    const z3::expr born = slot(first, state).born, rival_born = slot(second, state).born;
    const z3::expr before = older(first, second, state - 1);
    result = named(name, disjunction(rival_born, conjunction(negation(born), before)));
  } else if (start == Start::kAnywhere) {
    result = constant(name, context.bool_sort());
  }
  ages.emplace(key, result);
  return result;
}

z3::expr Unrolling::Impl::goes_first(StatementId other, StatementId id, std::size_t state) {
  return other.index < id.index ? older(other, id, state) : negation(older(id, other, state));
}

// The moment's event discharges this duty: it matches it, and no older duty of the same clause, at which the search for
// a match would have ended.
Encoded Unrolling::Impl::discharged(StatementId id, std::size_t moment) {
  const Duty& duty = std::get<Duty>(agreement[id].rule);
  const Place event = event_place(duty.action, moment);
  const z3::expr occurs = inputs[moment].happens[duty.action.index];
  const Encoded match = discharges(id, slot(id, moment).after, event);
  z3::expr taken = context.bool_val(false);
  for (StatementId other : duties_of_clause(agreement, agreement[agreement[id].text].clause)) {
    if (other == id) continue;
    const z3::expr rival = discharges(other, slot(other, moment).after, event).value;
    if (!rival.is_false()) taken = disjunction(taken, conjunction(rival, goes_first(other, id, moment)));
  }
  return {conjunction(occurs, conjunction(match.value, negation(taken))),
          disjunction(negation(occurs), disjunction(taken, match.defined))};
}

// Where a duty's `when`, `unless` and deadline are read as it arises: its trigger is frozen, no event is at hand.
Place Unrolling::Impl::frozen(const Place& event, const Slot& fresh) {
  Place place = event;
  place.action.reset();
  place.event.clear();
  place.trigger = &fresh;
  return place;
}

// Whether the event at the place triggers the statement, and what the duty then is. Read in this order: the clause is
// in force, the trigger's `where`, `when`, `unless`, what defeats it.
Encoded Unrolling::Impl::triggered(StatementId id, const Place& event, Slot& fresh) {
  const Duty& duty = std::get<Duty>(agreement[id].rule);
  if (*event.action != duty.trigger) return {context.bool_val(false), context.bool_val(true)};
  fresh.created = date_at(event);
  fresh.fields = event.event;
  const Place circumstances = frozen(event, fresh);
  Encoded result = in_force(agreement[id].text, circumstances);
  result = and_then(result, evaluate_optional(duty.trigger_where, event, true));
  result = and_then(result, evaluate_optional(duty.when, circumstances, true));
  return and_then(result, negated(evaluate_optional(duty.unless, circumstances, false)));
}

// Whether the moment's event creates a duty: it triggers the statement, which nothing defeats; its deadline has a
// value.
Encoded Unrolling::Impl::creates(StatementId id, std::size_t moment, Slot& fresh) {
  const Duty& duty = std::get<Duty>(agreement[id].rule);
  const Place event = event_place(duty.trigger, moment);
  const Encoded happens{inputs[moment].happens[duty.trigger.index], context.bool_val(true)};
  Encoded created = and_then(happens, triggered(id, event, fresh));
  created = and_then(created, negated(defeated(id, event)));
  const Encoded within = evaluate(duty.within, frozen(event, fresh));
  Encoded deadline{fresh.created + within.value, within.defined};
  if (agreement[duty.within].type.sort == language::Sort::kMonths) {
    deadline = months_later({fresh.created, context.bool_val(true)}, within);
  }
  oblige_effect(moment, std::nullopt, conjunction(created.defined, implication(created.value, deadline.defined)));
  fresh.deadline = deadline.value;
  return created;
}

Unrolling::Impl::SlotStep Unrolling::Impl::slot_before_lapses(StatementId id, std::size_t moment) {
  const Slot old = slot(id, moment).after;
  const Encoded gone = discharged(id, moment);
  oblige_effect(moment, std::nullopt, gone.defined);
  Slot fresh = old;
  const Encoded created = creates(id, moment, fresh);
  const z3::expr kept = conjunction(old.outstanding, negation(gone.value));
  oblige(moment, negation(conjunction(kept, created.value)));
  const std::string name =
      fmt::format("{}#{}@{}", agreement[agreement[agreement[id].text].clause].name, id.index, moment + 1);
  const z3::expr born = named(name + ":born", created.value);
  Slot next{named(name + ":owed", disjunction(kept, born)),
            named(name + ":created", choice(born, fresh.created, old.created)),
            named(name + ":deadline", choice(born, fresh.deadline, old.deadline)),
            {}};
  for (std::size_t i = 0; i < old.fields.size(); ++i) {
    next.fields.push_back(named(fmt::format("{}.{}", name, i), choice(born, fresh.fields[i], old.fields[i])));
  }
  return {next, next, born};
}

// Ends the duty where its `lapses` is true after the moment; the condition sees the duties as if no lapse had happened.
// `lapses` alone follows the clause: in force or not at this moment, which is read before its event.
void Unrolling::Impl::lapse(StatementId id, std::size_t moment, SlotStep& step) {
  const Duty& duty = std::get<Duty>(agreement[id].rule);
  if (std::holds_alternative<language::NeverLapses>(duty.lapse)) return;
  const Slot kept = step.before_lapses;
  const auto* when = std::get_if<language::LapsesWhen>(&duty.lapse);
  Place place;
  place.state = when ? moment + 1 : moment;
  place.moment = moment;
  place.before_lapses = when != nullptr;
  place.trigger = &kept;
  const Encoded ends = when ? evaluate(when->condition, place) : negated(in_force(agreement[id].text, place));
  oblige_effect(moment, std::nullopt, implication(kept.outstanding, ends.defined));
  step.after.outstanding =
      named(fmt::format("lapse#{}@{}", id.index, moment + 1), conjunction(kept.outstanding, negation(ends.value)));
}

z3::expr Unrolling::Impl::owed(const std::vector<StatementId>& duties, const Place& place) {
  std::vector<z3::expr> any;
  for (StatementId duty : duties) {
    const SlotStep& step = slot(duty, place.state);
    any.push_back(place.before_lapses ? step.before_lapses.outstanding : step.after.outstanding);
  }
  return disjunction(context, any);
}

}  // namespace proviso::encode
