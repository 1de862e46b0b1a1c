// What duties there are: those that may be outstanding in an arbitrary state, and those that each moment creates. What
// a duty is (who owes it, until when, its trigger's values) is settled as it arises and never changes.
//
// Individuals of open kinds. A statement with room for one duty for each individual of an open kind may, in an
// arbitrary state, have a duty for any number of them. Laid out are those of the individuals that events and `for any`
// name, and three sorts of others, each any individual there is: one about which lemmas are shown (so for all); one
// that is read as the one owed longest, so that "some duty is outstanding" is said of the others by it alone (none
// arises for them while nobody names them); and one for each question that asks for a duty of some kind, and for each
// moment whose event may discharge a duty of theirs instead. So is that of whom a watched occasion names. Each history
// there is gives these individuals some values under which all that is read is right; so what is shown for all values
// holds for all histories. From the beginning there are no others.
#include <fmt/format.h>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::Duty;
using language::Overloaded;
using language::StatementId;
using language::Type;

namespace {

const language::ClauseText& text_of(const language::Agreement& agreement, StatementId id) {
  return agreement[agreement[id].text];
}

std::string name_of(const language::Agreement& agreement, StatementId id) {
  return fmt::format("{}#{}", agreement[text_of(agreement, id).clause].name, id.index);
}

const Duty& duty_of(const language::Agreement& agreement, StatementId id) { return std::get<Duty>(agreement[id].rule); }

// The parameters of the event that triggers the duty, if one does.
std::vector<language::Field> fields_of(const language::Agreement& agreement, const Duty& duty) {
  const language::ActionId* trigger = language::triggering_action(duty);
  return trigger ? agreement[*trigger].parameters : std::vector<language::Field>{};
}

std::vector<Type> key_types(const language::Agreement& agreement, const Duty& duty) {
  const std::vector<language::Field> fields = fields_of(agreement, duty);
  std::vector<Type> types;
  for (std::uint32_t position : duty.capacity.per) types.push_back(fields[position].type);
  return types;
}

}  // namespace

bool is_duty(const language::Agreement& agreement, StatementId id) {
  return std::holds_alternative<Duty>(agreement[id].rule);
}

language::ClauseId clause_of(const language::Agreement& agreement, StatementId id) {
  return text_of(agreement, id).clause;
}

std::vector<StatementId> all_duties(const language::Agreement& agreement) {
  std::vector<StatementId> duties;
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    const StatementId id{s};
    if (is_duty(agreement, id) && id != agreement.monitor) duties.push_back(id);
  }
  return duties;
}

std::vector<StatementId> duties_of_clause(const language::Agreement& agreement, language::ClauseId clause) {
  std::vector<StatementId> duties;
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    const StatementId id{s};
    if (is_duty(agreement, id) && clause_of(agreement, id) == clause) duties.push_back(id);
  }
  return duties;
}

// --- in an arbitrary state -------------------------------------------------------------------------------------------

bool Unrolling::Impl::has_open_key(StatementId id) const {
  return language::has_open_key(agreement, duty_of(agreement, id));
}

// Any values of the parameters that the capacity is counted by.
std::vector<z3::expr> Unrolling::Impl::any_key(StatementId id, const std::string& purpose) {
  std::vector<z3::expr> key;
  for (const Type& type : key_types(agreement, duty_of(agreement, id))) {
    key.push_back(input(fmt::format("{}:{}:{}", name_of(agreement, id), purpose, key.size()), type));
  }
  return key;
}

// Whom the occasion that the monitor watches names, if it is one that triggers this statement too.
std::vector<std::vector<z3::expr>> Unrolling::Impl::watched_keys(StatementId id) {
  const language::ActionId* trigger = language::triggering_action(duty_of(agreement, id));
  if (!agreement.monitor || *agreement.monitor == id || !trigger) return {};
  const language::ActionId* watched = language::triggering_action(duty_of(agreement, *agreement.monitor));
  if (!watched || *watched != *trigger) return {};
  std::vector<std::vector<z3::expr>> keys;
  for (CommitmentId commitment : initial(*agreement.monitor)) {
    std::vector<z3::expr>& key = keys.emplace_back();
    for (std::uint32_t position : duty_of(agreement, id).capacity.per) {
      key.push_back(commitments[commitment].fields[position]);
    }
  }
  return keys;
}

const std::vector<CommitmentId>& Unrolling::Impl::initial(StatementId id) {
  const auto known = at_start.find(id.index);
  if (known != at_start.end()) return known->second;
  std::vector<CommitmentId>& all = at_start[id.index];
  if (start == Start::kNothingHappened) return all;
  for (const std::vector<z3::expr>& key : tuples(key_types(agreement, duty_of(agreement, id)))) {
    add_initial(id, key, all);
  }
  if (has_open_key(id)) {
    add_initial(id, any_key(id, "each!"), all);
    add_initial(id, any_key(id, "longest!"), all);
    for (const std::vector<z3::expr>& key : watched_keys(id)) add_initial(id, key, all);
  }
  return all;
}

// What is said of the duty is a function of its key, so that two keys that are one individual name one duty; only the
// first of them counts as outstanding.
void Unrolling::Impl::add_initial(StatementId id, const std::vector<z3::expr>& key, std::vector<CommitmentId>& all) {
  const Duty& duty = duty_of(agreement, id);
  const std::vector<language::Field> fields = fields_of(agreement, duty);
  const bool passes = !std::holds_alternative<language::NoDeadline>(duty.deadline);
  const auto earlier = all;
  for (std::uint32_t place = 0; place < duty.capacity.most; ++place) {
    const std::string name = fmt::format("{}:{}", name_of(agreement, id), place);
    const auto value = [&](const std::string& what, const Type& type) {
      const z3::expr made = apply(fmt::format("{}{}@0", name, what), sort_of(context, type), key);
      restrict(made, type);
      return made;
    };
    const z3::expr number = apply(name + ":created@0", context.int_sort(), key);
    Commitment fresh{id,
                     {},
                     presents[clause_of(agreement, id).index],
                     context.bool_val(true),
                     context.int_val(0),
                     number,
                     passes ? apply(name + ":deadline@0", context.int_sort(), key) : never(),
                     {},
                     {},
                     apply(name + ":rank@0", context.int_sort(), key)};
    fresh.exists = conjunction(fresh.exists, apply(name + ":outstanding@0", context.bool_sort(), key));
    for (CommitmentId other : earlier) {
      std::vector<z3::expr> same;
      for (std::size_t i = 0; i < key.size(); ++i) {
        same.push_back(equality(commitments[other].fields[duty.capacity.per[i]], key[i]));
      }
      fresh.exists = conjunction(fresh.exists, negation(conjunction(context, same)));
    }
    const auto party = language::named_party(agreement, duty.party);
    fresh.party = party ? context.int_val(party->index) : value(":party", Type{language::Sort::kParty});
    for (const language::Field& field : fields) fresh.fields.push_back(value("." + field.name, field.type));
    for (std::size_t i = 0; i < key.size(); ++i) fresh.fields[duty.capacity.per[i]] = key[i];
    for (language::ExprId frozen : duty.frozen) {
      fresh.frozen.push_back(apply(fmt::format("{}:frozen{}@0", name, fresh.frozen.size()),
                                   sort_of(context, agreement[frozen].type), key));
    }
    all.push_back(commitments.size());
    commitments.push_back(std::move(fresh));
  }
}

// --- what a moment creates -------------------------------------------------------------------------------------------

// Where a duty's `when`, `unless`, party and deadline are read as it arises: its trigger is frozen, no event is at
// hand.
Place Unrolling::Impl::frozen(const Place& event, const Commitment& fresh) {
  Place place = event;
  place.action.reset();
  place.event.clear();
  place.trigger = &fresh;
  return place;
}

Commitment Unrolling::Impl::unborn(StatementId id, std::size_t moment) {
  const z3::expr none = context.int_val(0);
  return {id, moment, context.bool_val(false), context.bool_val(true), none, dates[moment + 1], none, {}, {}, none};
}

// Whether the event at the place, or the moment, triggers the statement, and what the trigger is. Read in this order:
// the clause is in force, the trigger's `becoming` and `where`, `when`, `unless`.
Encoded Unrolling::Impl::triggered(StatementId id, const Place& event, Commitment& fresh) {
  const Duty& duty = duty_of(agreement, id);
  const language::ActionId* action = language::triggering_action(duty);
  if (!duty.trigger || (action && *event.action != *action)) return {context.bool_val(false), context.bool_val(true)};
  fresh.created = date_at(event);
  fresh.fields = event.event;
  const Place circumstances = frozen(event, fresh);
  Encoded result = in_force(agreement[id].text, circumstances);
  if (const auto* becoming = std::get_if<language::Becoming>(&duty.trigger->occasion)) {
    Place occasion = event;
    if (id == agreement.monitor) occasion.state = event.moment.value();
    result = and_then(result, becomes(becoming->formula, occasion));
  }
  result = and_then(result, evaluate_optional(duty.trigger->where, event, true));
  result = and_then(result, evaluate_optional(duty.when, circumstances, true));
  return and_then(result, negated(evaluate_optional(duty.unless, circumstances, false)));
}

// The latest of the agreement's start and the bounds from which the text is in force.
Encoded Unrolling::Impl::first_day(StatementId id) {
  Encoded first{day_literal(context, agreement.starts), context.bool_val(true)};
  for (language::ExprId bound : text_of(agreement, id).from) {
    const auto* literal = std::get_if<language::Literal>(&agreement[bound].node);
    if (literal && std::get<language::Day>(literal->value) <= agreement.starts) continue;
    const Encoded from = evaluate(bound, Place{});
    first = {choice(first.value >= from.value, first.value, from.value), conjunction(first.defined, from.defined)};
  }
  return {first.value.simplify(), first.defined};
}

// The date of the state is the text's first day or later; a bound that is not reached guards those behind it.
Encoded Unrolling::Impl::begun(StatementId id, std::size_t state) {
  Encoded all{dates[state] >= day_literal(context, agreement.starts), context.bool_val(true)};
  for (language::ExprId bound : text_of(agreement, id).from) {
    const Encoded from = evaluate(bound, Place{});
    all = and_then(all, {dates[state] >= from.value, from.defined});
  }
  return all;
}

z3::expr Unrolling::Impl::arisen(StatementId id, std::size_t state) {
  const auto where = std::make_pair(id.index, state);
  const auto known = arisen_in.find(where);
  if (known != arisen_in.end()) return known->second;
  const std::string name = fmt::format("{}:arisen@{}", name_of(agreement, id), state);
  z3::expr result = context.bool_val(false);
  if (state > 0) {
    result = named(name, disjunction(arisen(id, state - 1), begun(id, state).value));
  } else if (start == Start::kAnywhere) {
    result = constant(name, context.bool_sort());
  }
  arisen_in.emplace(where, result);
  return result;
}

// A duty without trigger: its first day has come with this moment and is one of its text; then it is read as it stands
// on this moment's date.
Encoded Unrolling::Impl::arises(StatementId id, std::size_t moment, Commitment& fresh) {
  const Duty& duty = duty_of(agreement, id);
  const language::ClauseText& text = text_of(agreement, id);
  const Encoded first = first_day(id);
  fresh.created = first.value;
  Place place;
  place.state = moment;
  place.moment = moment;
  place.trigger = &fresh;
  const z3::expr waits = conjunction(presents[text.clause.index], negation(arisen(id, moment)));
  Encoded result = and_then({waits, context.bool_val(true)}, begun(id, moment + 1));
  const auto bound = [&](const std::vector<language::ExprId>& limits, auto compare) {
    for (language::ExprId limit : limits) {
      const Encoded last = evaluate(limit, place);
      result = and_then(result, {compare(first.value, last.value), last.defined});
    }
  };
  bound(text.through, [](const z3::expr& a, const z3::expr& b) { return a <= b; });
  bound(text.before, [](const z3::expr& a, const z3::expr& b) { return a < b; });
  result = and_then(result, negated(evaluate_optional(text.unless, place, false)));
  result = and_then(result, evaluate_optional(duty.when, place, true));
  return and_then(result, negated(evaluate_optional(duty.unless, place, false)));
}

// The day that stands for a deadline that no date passes.
z3::expr Unrolling::Impl::never() const { return day_literal(context, language::kLastDay + std::chrono::days(1)); }

// Who owes it, until when, and what it freezes; true where all of that has a value.
Encoded Unrolling::Impl::settle_terms(const Duty& duty, const Place& place, Commitment& fresh) {
  const Encoded party = evaluate(duty.party, place);
  fresh.party = party.value;
  z3::expr defined = party.defined;
  const Encoded deadline = std::visit(
      Overloaded{
          [&](const language::NoDeadline&) { return Encoded{never(), context.bool_val(true)}; },
          [&](const language::By& by) { return evaluate(by.date, place); },
          [&](const language::Within& within) {
            const Encoded time = evaluate(within.time, place);
            if (agreement[within.time].type.sort != language::Sort::kMonths) {
              return Encoded{fresh.created + time.value, time.defined};
            }
            const Encoded later = months_later({fresh.created, context.bool_val(true)}, {time.value, time.defined});
            const z3::expr beyond = conjunction(time.defined, time.value >= 0);
            return Encoded{choice(later.defined, later.value, never()), disjunction(later.defined, beyond)};
          },
      },
      duty.deadline);
  fresh.deadline = deadline.value;
  defined = conjunction(defined, deadline.defined);
  for (language::ExprId frozen : duty.frozen) {
    const Encoded value = evaluate(frozen, place);
    fresh.frozen.push_back(value.value);
    defined = conjunction(defined, value.defined);
  }
  return {defined, defined};
}

// Fewer duties of the statement than it has room for are outstanding after the moment's discharges, of those with the
// same values of the parameters that it counts by.
z3::expr Unrolling::Impl::room(StatementId id, std::size_t moment, const Commitment& fresh) {
  const language::Capacity& capacity = duty_of(agreement, id).capacity;
  std::vector<z3::expr> kept;
  for (CommitmentId other : present(id, moment)) {
    std::vector<z3::expr> parts{outstanding(other, moment), negation(discharged(other, moment).value)};
    for (std::uint32_t position : capacity.per) {
      parts.push_back(equality(commitments[other].fields[position], fresh.fields[position]));
    }
    kept.push_back(conjunction(context, parts));
  }
  if (capacity.most == 1) return negation(disjunction(context, kept));
  if (kept.size() < capacity.most) return context.bool_val(true);
  z3::expr number = context.int_val(0);
  for (const z3::expr& one : kept) number = number + z3::ite(one, context.int_val(1), context.int_val(0));
  return number < static_cast<int>(capacity.most);
}

// Whether the moment creates a duty: it is triggered, nothing defeats it, there is room.
Encoded Unrolling::Impl::created(StatementId id, std::size_t moment, Commitment& fresh) {
  const Duty& duty = duty_of(agreement, id);
  Place place;
  place.state = moment;
  place.moment = moment;
  Encoded created{context.bool_val(true), context.bool_val(true)};
  if (const language::ActionId* action = language::triggering_action(duty)) {
    place = event_place(*action, moment);
    created.value = inputs[moment].happens[action->index];
  }
  if (id == agreement.monitor) place.state = moment + 1;
  created = and_then(created, triggered(id, place, fresh));
  created = and_then(created, negated(defeated(id, place)));
  const z3::expr enough = room(id, moment, fresh);
  if (!duty.capacity.merging) oblige(moment, implication(created.value, enough));
  const Encoded terms = settle_terms(duty, frozen(place, fresh), fresh);
  const z3::expr born = conjunction(created.value, enough);
  fresh.certain = conjunction(created.defined, implication(born, terms.defined));
  oblige_effect(moment, std::nullopt, fresh.certain);
  return {born, created.defined};
}

CommitmentId Unrolling::Impl::birth(StatementId id, std::size_t moment) {
  const auto where = std::make_pair(id.index, moment);
  const auto known = births.find(where);
  if (known != births.end()) return known->second;
  const Duty& duty = duty_of(agreement, id);
  Commitment fresh = unborn(id, moment);
  if (duty.trigger) {
    fresh.exists = created(id, moment, fresh).value;
  } else {
    const Encoded arising = arises(id, moment, fresh);
    Place place;
    place.state = moment;
    place.moment = moment;
    place.trigger = &fresh;
    const Encoded terms = settle_terms(duty, place, fresh);
    fresh.certain = conjunction(arising.defined, implication(arising.value, terms.defined));
    oblige_effect(moment, std::nullopt, fresh.certain);
    fresh.exists = arising.value;
  }
  const std::string name = fmt::format("{}@{}", name_of(agreement, id), moment + 1);
  fresh.exists = named(name + ":arises", fresh.exists);
  fresh.party = named(name + ":party", fresh.party);
  fresh.deadline = named(name + ":deadline", fresh.deadline);
  for (z3::expr& frozen : fresh.frozen) frozen = named(name + ":frozen", frozen);
  const CommitmentId result = commitments.size();
  commitments.push_back(std::move(fresh));
  births.emplace(where, result);
  return result;
}

}  // namespace proviso::encode
