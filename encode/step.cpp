// What becomes of duties: a moment's event discharges them; at its end they lapse, or what they ensure holds.
#include <fmt/format.h>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::Duty;
using language::StatementId;

namespace {

// At most one duty of the statement can be outstanding.
bool is_single(const Duty& duty) { return duty.capacity.most == 1 && duty.capacity.per.empty(); }

}  // namespace

std::vector<CommitmentId> Unrolling::Impl::present(StatementId id, std::size_t state) {
  std::vector<CommitmentId> all = initial(id);
  for (std::size_t moment = 0; moment < state; ++moment) all.push_back(birth(id, moment));
  return all;
}

z3::expr Unrolling::Impl::outstanding(CommitmentId id, std::size_t state) { return standing(id, state).after; }

// What a duty's end reads, it reads as if no duty ended.
const Unrolling::Impl::Standing& Unrolling::Impl::standing(CommitmentId id, std::size_t state) {
  const auto where = std::make_pair(id, state);
  const auto known = standings.find(where);
  if (known != standings.end()) return known->second;
  const Commitment& commitment = commitments[id];
  if (state == 0) return standings.emplace(where, Standing{commitment.exists, commitment.exists}).first->second;
  const std::size_t moment = state - 1;
  const Duty& duty = std::get<Duty>(agreement[commitment.duty].rule);
  const bool is_new = commitment.moment == moment;
  z3::expr owed = is_new ? commitment.exists : outstanding(id, moment);
  if (!is_new || !duty.trigger) {
    const Encoded gone = discharged(id, moment);
    oblige_effect(moment, std::nullopt, gone.defined);
    owed = conjunction(owed, negation(gone.value));
  }
  const std::string name = fmt::format("owed#{}:{}@{}", commitment.duty.index, id, state);
  owed = named(name, owed);
  auto entry = standings.emplace(where, Standing{owed, owed}).first;
  Encoded ends = lapses(id, moment);
  const Encoded met = ensured(id, moment);
  ends = {disjunction(ends.value, met.value), conjunction(ends.defined, met.defined)};
  oblige_effect(moment, std::nullopt, implication(owed, ends.defined));
  entry->second.after = named(name + ":kept", conjunction(owed, negation(ends.value)));
  return entry->second;
}

// `lapses` alone follows the clause: in force or not at this moment, which is read before its event.
Encoded Unrolling::Impl::lapses(CommitmentId id, std::size_t moment) {
  const Commitment& commitment = commitments[id];
  const Duty& duty = std::get<Duty>(agreement[commitment.duty].rule);
  if (std::holds_alternative<language::NeverLapses>(duty.lapse)) {
    return {context.bool_val(false), context.bool_val(true)};
  }
  const auto* when = std::get_if<language::LapsesWhen>(&duty.lapse);
  Place place;
  place.state = when ? moment + 1 : moment;
  place.moment = moment;
  place.before_lapses = when != nullptr;
  place.for_witness = for_witnesses.contains(id);
  place.trigger = &commitment;
  return when ? evaluate(when->condition, place) : negated(in_force(agreement[commitment.duty].text, place));
}

Encoded Unrolling::Impl::ensured(CommitmentId id, std::size_t moment) {
  const Commitment& commitment = commitments[id];
  const auto* ensure = std::get_if<language::Ensure>(&std::get<Duty>(agreement[commitment.duty].rule).performance);
  if (!ensure) return {context.bool_val(false), context.bool_val(true)};
  Place place;
  place.state = moment + 1;
  place.moment = moment;
  place.before_lapses = commitment.duty != agreement.monitor;
  place.for_witness = for_witnesses.contains(id);
  place.trigger = &commitment;
  Encoded met = evaluate(ensure->formula, place);
  if (commitment.duty != agreement.monitor) return met;
  const z3::expr in_time = dates[moment + 1] <= commitment.deadline;  // later, it is missed for good
  return {conjunction(in_time, met.value), implication(in_time, met.defined)};
}

// The duties of the statement that the moment's event finds, and whether each is there: those of the state before it,
// and what has arisen without trigger.
std::vector<std::pair<CommitmentId, z3::expr>> Unrolling::Impl::at_event(StatementId id, std::size_t moment) {
  std::vector<std::pair<CommitmentId, z3::expr>> found;
  for (CommitmentId commitment : present(id, moment)) found.emplace_back(commitment, outstanding(commitment, moment));
  if (!std::get<Duty>(agreement[id].rule).trigger) {
    const CommitmentId born = birth(id, moment);
    found.emplace_back(born, commitments[born].exists);
  }
  return found;
}

// The event at hand is an act of the party that owes the duty, which the duty's `where` accepts, while it is owed.
Encoded Unrolling::Impl::discharges(CommitmentId id, const z3::expr& owed, const Place& event) {
  const Commitment& commitment = commitments[id];
  const auto* act = std::get_if<language::Act>(&std::get<Duty>(agreement[commitment.duty].rule).performance);
  const z3::expr yes = context.bool_val(true);
  if (!act || !event.action || *event.action != act->action) return {context.bool_val(false), yes};
  Place place = event;
  place.trigger = &commitment;
  const Encoded matches{conjunction(owed, actor_is(event, commitment.party)), yes};
  return and_then(matches, evaluate_optional(act->where, place, true));
}

// The moment's event, if it occurs, matches the duty.
const Encoded& Unrolling::Impl::matched(CommitmentId id, const z3::expr& owed, std::size_t moment) {
  const auto where = std::make_pair(id, moment);
  const auto known = matches.find(where);
  if (known != matches.end()) return known->second;
  const language::ActionId* action = language::discharging_action(std::get<Duty>(agreement[commitments[id].duty].rule));
  Encoded result{context.bool_val(false), context.bool_val(true)};
  if (action) result = discharges(id, owed, event_place(*action, moment));
  return matches.emplace(where, result).first->second;
}

// Of two duties that are both owed, the first arose before the second: at one moment, those without trigger before the
// others, then in the order of the text.
z3::expr Unrolling::Impl::older(CommitmentId first, CommitmentId second) const {
  const Commitment &a = commitments[first], &b = commitments[second];
  if (!a.moment && !b.moment) {
    const bool wins_ties = std::make_pair(a.duty, first) < std::make_pair(b.duty, second);
    return wins_ties ? a.rank <= b.rank : a.rank < b.rank;
  }
  if (a.moment != b.moment) return context.bool_val(a.moment < b.moment);  // none: of state 0, before all moments
  const auto triggered = [&](const Commitment& c) {
    return std::get<Duty>(agreement[c.duty].rule).trigger.has_value();
  };
  return context.bool_val(std::make_pair(triggered(a), a.duty) < std::make_pair(triggered(b), b.duty));
}

// The moment's event discharges this duty: it matches it, and no older duty of the same clause, at which the search for
// a match would have ended.
const Encoded& Unrolling::Impl::discharged(CommitmentId id, std::size_t moment) {
  const auto where = std::make_pair(id, moment);
  const auto known = discharges_of.find(where);
  if (known != discharges_of.end()) return known->second;
  const StatementId own = commitments[id].duty;
  const Duty& duty = std::get<Duty>(agreement[own].rule);
  const language::ActionId* action = language::discharging_action(duty);
  Encoded result{context.bool_val(false), context.bool_val(true)};
  if (action) {
    const z3::expr occurs = inputs[moment].happens[action->index];
    const z3::expr owed = commitments[id].moment == moment ? commitments[id].exists : outstanding(id, moment);
    const Encoded match = matched(id, owed, moment);
    z3::expr taken = context.bool_val(false);
    for (StatementId rival : duties_of_clause(agreement, clause_of(agreement, own))) {
      if (rival == own && is_single(duty)) continue;
      Place place;
      place.state = moment;
      place.moment = moment;
      if (has_open_key(rival)) lay_out_witness(rival, place, kTakes, {});
      for (const auto& [other, there] : at_event(rival, moment)) {
        if (other == id) continue;
        const z3::expr matching = matched(other, there, moment).value;
        if (!matching.is_false()) taken = disjunction(taken, conjunction(matching, older(other, id)));
      }
    }
    result = {conjunction(occurs, conjunction(match.value, negation(taken))),
              disjunction(negation(occurs), disjunction(taken, match.defined))};
  }
  return discharges_of.emplace(where, result).first->second;
}

}  // namespace proviso::encode
