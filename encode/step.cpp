// How a moment changes the state: tallies take the event in; the event discharges duties, then creates them; duties
// lapse. A slot's frozen values matter only while its duty is outstanding.
#include <fmt/format.h>

#include "encode/unrolling_impl.h"
#include "language/children.h"

namespace proviso::encode {

using language::Duty;
using language::Sort;
using language::StatementId;
using language::TallyKind;
using language::Type;

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

bool is_dated(const language::Tally& tally) {
  return tally.kind == TallyKind::kFirstDate || tally.kind == TallyKind::kLastDate;
}

bool may_lack_value(const language::Agreement& agreement, language::ExprId id) {
  std::vector<language::ExprId> pending{id};
  while (!pending.empty()) {
    const language::ExprNode& node = agreement[pending.back()].node;
    pending.pop_back();
    if (const auto* tally = std::get_if<language::TallyRef>(&node)) {
      if (is_dated(agreement[tally->tally]) && !agreement[tally->tally].initially) return true;
    } else if (const auto* binary = std::get_if<language::Binary>(&node)) {
      const bool by_literal = std::holds_alternative<language::Literal>(agreement[binary->right].node);
      if (binary->op == language::BinaryOp::kDiv && !by_literal) return true;
    } else if (std::holds_alternative<language::Permitted>(node) ||
               std::holds_alternative<language::Discharges>(node)) {
      return true;  // clauses can read anything
    }
    const std::vector<language::ExprId> operands = language::children(node);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  return false;
}

bool may_lack_value(const language::Agreement& agreement, const language::Tally& tally) {
  return (tally.where && may_lack_value(agreement, *tally.where)) ||
         (tally.value && may_lack_value(agreement, *tally.value));
}

TallyState Unrolling::Impl::tally(language::TallyId id, const std::vector<z3::expr>& arguments, std::size_t state) {
  const Key where = key(2, id.index, state, arguments);
  auto found = tallies.find(where);
  if (found != tallies.end()) return found->second;
  const TallyState made = state == 0 ? tally_at_start(id, arguments) : tally_after(id, arguments, state - 1);
  tallies.emplace(where, made);
  return made;
}

TallyState Unrolling::Impl::tally_at_start(language::TallyId id, const std::vector<z3::expr>& arguments) {
  const language::Tally& declared = agreement[id];
  const z3::expr no = context.bool_val(false);
  if (start == Start::kAnywhere) {
    if (!arguments.empty()) tally_instances.push_back({id, arguments});
    const z3::expr value = apply(declared.name + "@0", sort_of(context, declared.type), arguments);
    return {value, is_dated(declared) ? apply(declared.name + ":seen@0", context.bool_sort(), arguments) : no};
  }
  if (declared.kind == TallyKind::kEver) return {no, no};
  if (declared.initially) return {evaluate(*declared.initially, Place{}).value, no};
  if (is_dated(declared)) return {day_literal(context, language::kFirstDay), no};
  return {sort_of(context, declared.type).is_real() ? context.real_val(0) : context.int_val(0), no};
}

TallyState Unrolling::Impl::tally_after(language::TallyId id, const std::vector<z3::expr>& arguments,
                                        std::size_t moment) {
  const language::Tally& declared = agreement[id];
  const TallyState old = tally(id, arguments, moment);
  const language::ActionId over = std::get<language::ActionId>(declared.over);
  Place place = event_place(over, moment);
  for (std::size_t i = 0; i < arguments.size(); ++i) place.variables.emplace(declared.parameters[i], arguments[i]);
  const Encoded occurs{inputs[moment].happens[over.index], context.bool_val(true)};
  const Encoded counts = and_then(occurs, evaluate_optional(declared.where, place, true));
  oblige_effect(moment, id, counts.defined);
  z3::expr value = old.value;
  if (declared.kind == TallyKind::kSum) {
    const Encoded added = evaluate(*declared.value, place);
    oblige_effect(moment, id, implication(counts.value, added.defined));
    value = choice(counts.value, old.value + (old.value.is_real() ? as_real(added.value) : added.value), old.value);
  } else if (declared.kind == TallyKind::kCount) {
    value = choice(counts.value, old.value + 1, old.value);
  } else if (declared.kind == TallyKind::kEver) {
    value = disjunction(old.value, counts.value);
  } else {
    const bool first = declared.kind == TallyKind::kFirstDate;
    value = choice(first ? conjunction(counts.value, negation(old.seen)) : counts.value, dates[moment + 1], old.value);
  }
  const std::string name = fmt::format("{}@{}", declared.name, moment + 1);
  return {named(name, value),
          is_dated(declared) ? named(name + ":seen", disjunction(old.seen, counts.value)) : old.seen};
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
    slot.fields.push_back(
        anywhere ? input(fmt::format("{}.{}@0", name, field.name), field.type)
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

// Whether the moment's event creates a duty, and what the duty then is. Read in this order: the clause is in force, the
// trigger's `where`, `when`, `unless`, `within`.
Encoded Unrolling::Impl::creates(StatementId id, std::size_t moment, Slot& fresh) {
  const Duty& duty = std::get<Duty>(agreement[id].rule);
  const Place event = event_place(duty.trigger, moment);
  fresh.created = dates[moment + 1];
  fresh.fields = event.event;
  Place circumstances = event;
  circumstances.action.reset();
  circumstances.event.clear();
  circumstances.trigger = &fresh;
  Encoded created{inputs[moment].happens[duty.trigger.index], context.bool_val(true)};
  created = and_then(created, in_force(agreement[id].text, circumstances));
  created = and_then(created, evaluate_optional(duty.trigger_where, event, true));
  created = and_then(created, evaluate_optional(duty.when, circumstances, true));
  created = and_then(created, negated(evaluate_optional(duty.unless, circumstances, false)));
  const Encoded within = evaluate(duty.within, circumstances);
  oblige_effect(moment, std::nullopt, conjunction(created.defined, implication(created.value, within.defined)));
  fresh.deadline = fresh.created + within.value;
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
