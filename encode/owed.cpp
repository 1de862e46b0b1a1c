// Questions about duties: is one owed, is one overdue, is a covenant broken, has a party ever not complied.
#include <fmt/format.h>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::Duty;
using language::PartyId;
using language::StatementId;

bool reads_duties(const language::ExprNode& node) {
  return std::holds_alternative<language::Owed>(node) || std::holds_alternative<language::OwedBy>(node) ||
         std::holds_alternative<language::Breached>(node) || std::holds_alternative<language::Settled>(node);
}

// The duties of the statement that the place reads, and whether each is outstanding there.
std::vector<std::pair<CommitmentId, z3::expr>> Unrolling::Impl::owed_at(StatementId id, const Place& place) {
  std::vector<std::pair<CommitmentId, z3::expr>> found;
  for (CommitmentId commitment : present(id, place.state)) {
    const Standing& here = standing(commitment, place.state);
    found.emplace_back(commitment, place.before_lapses ? here.before_lapses : here.after);
  }
  return found;
}

// Lays out one more duty, of any individual: what a question may find among individuals that nobody names. `read` is
// all that the question reads besides the state, so that each question has a duty of its own at each place. On behalf
// of such a duty itself, nothing is laid out: then the question has any answer (see `some_owed`).
void Unrolling::Impl::lay_out_witness(StatementId id, const Place& place, unsigned purpose,
                                      const std::vector<z3::expr>& read) {
  if (start != Start::kAnywhere) return;
  Key where = key(11, id.index, place.state, read);
  where.push_back(purpose);
  where.push_back(place.before_lapses ? 1 : 0);
  where.push_back(place.at_previous ? 1 : 0);
  where.push_back(place.hypothetical ? 1 : 0);
  where.push_back(place.moment ? static_cast<unsigned>(*place.moment) + 1 : 0);
  if (!witnesses.insert(where).second) return;
  initial(id);
  std::vector<CommitmentId>& all = at_start.at(id.index);
  const CommitmentId first = commitments.size();
  add_initial(id, any_key(id, fmt::format("witness!{}", names++)), all);
  for (CommitmentId late = first; late < first + std::get<Duty>(agreement[id].rule).capacity.most; ++late) {
    for_witnesses.insert(late);
    hold_to_judgements(late);
    answer_questions(late);
  }
}

// What was asked before the commitment came up is so if it is one that was asked for.
void Unrolling::Impl::answer_questions(CommitmentId id) {
  const std::size_t asked = open_questions.size();
  for (std::size_t q = 0; q < asked; ++q) {
    const OpenQuestion question = open_questions[q];
    if (question.duty != commitments[id].duty) continue;
    const Standing here = standing(id, question.place.state);
    const z3::expr owed = question.place.before_lapses ? here.before_lapses : here.after;
    const Encoded is = question.which(commitments[id]);
    constraints.push_back(implication(conjunction(owed, conjunction(is.defined, is.value)), question.answer));
  }
}

// Everything that stands for the event, the variables and the trigger at the place.
std::vector<z3::expr> Unrolling::Impl::read_at(const Place& place) const {
  std::vector<z3::expr> read = place.event;
  if (place.action) read.push_back(context.int_val(place.action->index));
  for (const auto& [variable, value] : place.variables) {
    read.push_back(context.int_val(variable.index));
    read.push_back(value);
  }
  if (!place.trigger) return read;
  read.insert(read.end(), place.trigger->fields.begin(), place.trigger->fields.end());
  read.insert(read.end(), place.trigger->frozen.begin(), place.trigger->frozen.end());
  read.push_back(place.trigger->created);
  return read;
}

// What was settled of moments before the commitment came up holds of it as well.
void Unrolling::Impl::hold_to_judgements(CommitmentId id) {
  for (std::size_t moment = 0; moment < inputs.size(); ++moment) {
    const auto known = judged.find(moment);
    if (known == judged.end()) continue;
    const z3::expr considered = known->second.considered;
    const z3::expr owed = outstanding(id, moment);
    const z3::expr kept = conjunction(lock(id, owed, moment), performs(id, owed, moment));
    constraints.push_back(implication(considered, kept));
  }
}

// Some duty of these statements is outstanding and is as `which` says; every outstanding one is read. Asked on behalf
// of a witness, or under a supposition, of statements of which not all duties are laid out, it may have either value.
Encoded Unrolling::Impl::some_owed(const std::vector<StatementId>& duties, const Place& place, unsigned purpose,
                                   const std::vector<z3::expr>& read,
                                   const std::function<Encoded(const Commitment&)>& which) {
  std::vector<z3::expr> any;
  std::vector<StatementId> open_ones;
  z3::expr defined = context.bool_val(true);
  for (StatementId duty : duties) {
    const bool open = which && start == Start::kAnywhere && has_open_key(duty);
    const bool any_answer = place.for_witness || place.supposition != nullptr;
    if (open && any_answer) any.push_back(constant(fmt::format("others!{}", names++), context.bool_sort()));
    if (open && !any_answer) lay_out_witness(duty, place, purpose, read);
    if (open && !any_answer) open_ones.push_back(duty);
    for (const auto& [id, owed] : owed_at(duty, place)) {
      const Encoded one = which ? which(commitments[id]) : Encoded{owed, context.bool_val(true)};
      any.push_back(conjunction(owed, one.value));
      defined = conjunction(defined, implication(owed, one.defined));
    }
  }
  const Encoded result{disjunction(context, any), defined};
  for (StatementId duty : open_ones) open_questions.push_back({duty, place, which, result.value});
  return result;
}

// The date on which a duty that the place reads is overdue or not.
z3::expr Unrolling::Impl::date_of_duties(const Place& place) const {
  return place.at_previous ? dates[place.state] : date_at(place);
}

Encoded Unrolling::Impl::owed(const language::Owed& node, language::ExprId id, const Place& place) {
  const bool filtered = node.overdue || node.where;
  const auto which = [this, node, place](const Commitment& commitment) {
    Encoded result{context.bool_val(true), context.bool_val(true)};
    if (node.overdue) result.value = date_of_duties(place) > commitment.deadline;
    if (!node.where) return result;
    Place asked = place;
    asked.trigger = &commitment;
    const Encoded meant = evaluate(*node.where, asked);
    return Encoded{conjunction(result.value, meant.value), meant.defined};
  };
  using Which = std::function<Encoded(const Commitment&)>;
  Encoded result = some_owed(duties_of_clause(agreement, node.clause), place, kQuestions + id.index,
                             node.where ? read_at(place) : std::vector<z3::expr>{}, filtered ? Which(which) : Which());
  for (std::uint32_t s = 0; node.overdue && !node.where && s < agreement.statements.size(); ++s) {
    const StatementId statement{s};
    if (!std::holds_alternative<language::Keep>(agreement[statement].rule)) continue;
    if (clause_of(agreement, statement) != node.clause) continue;
    const Encoded now = breaks(statement, place);
    result = {disjunction(result.value, now.value), conjunction(result.defined, now.defined)};
  }
  return result;
}

Encoded Unrolling::Impl::owed_by(const language::OwedBy& node, language::ExprId id, const Place& place) {
  const Encoded party = evaluate(node.party, place);
  const Encoded some = some_owed(all_duties(agreement), place, kQuestions + id.index, {party.value},
                                 [this, party](const Commitment& commitment) {
                                   return Encoded{equality(commitment.party, party.value), context.bool_val(true)};
                                 });
  return {some.value, conjunction(party.defined, some.defined)};
}

// A covenant that applies at the place is not kept there.
Encoded Unrolling::Impl::not_kept(StatementId id, const Place& place) {
  const auto& keep = std::get<language::Keep>(agreement[id].rule);
  Place circumstances;
  circumstances.state = place.state;
  circumstances.moment = place.moment;
  const Encoded holds = applies(agreement[id].text, keep.when, keep.unless, circumstances);
  return and_then(holds, negated(evaluate(keep.formula, circumstances)));
}

// The moment before the state has found the covenant not kept; where that, and whose it is, has a value.
const Encoded& Unrolling::Impl::found_broken(StatementId id, std::size_t state) {
  const auto where = std::make_pair(id.index, state);
  const auto known = broken_in.find(where);
  if (known != broken_in.end()) return known->second;
  const language::ClauseId clause = clause_of(agreement, id);
  const std::string name = fmt::format("{}#{}:broken@{}", agreement[clause].name, id.index, state);
  Encoded result{context.bool_val(false), context.bool_val(true)};
  if (state > 0) {
    const std::size_t moment = state - 1;
    Place place;
    place.state = moment;
    place.moment = moment;
    const Encoded now = not_kept(id, place);
    const Encoded party = evaluate(std::get<language::Keep>(agreement[id].rule).party, place);
    result = {named(name, now.value), conjunction(now.defined, implication(now.value, party.defined))};
    oblige_effect(moment, std::nullopt, result.defined);
  } else if (start == Start::kAnywhere) {
    result.value = conjunction(presents[clause.index], constant(name, context.bool_sort()));
  }
  return broken_in.emplace(where, result).first->second;
}

z3::expr Unrolling::Impl::broken(StatementId id, std::size_t state) { return found_broken(id, state).value; }

// What the place sees of a covenant: whether the present moment has found it not kept, in `before` the previous one; an
// event that came next would find it as it now is.
Encoded Unrolling::Impl::breaks(StatementId id, const Place& place) {
  if (place.hypothetical) return not_kept(id, place);
  const bool present_moment = place.moment && !place.at_previous;
  return {broken(id, present_moment ? *place.moment + 1 : place.state), context.bool_val(true)};
}

// The party does not comply at the moment: its act is forbidden, a duty it owes is overdue, a covenant of its is
// broken.
z3::expr Unrolling::Impl::breaches(PartyId party, std::size_t moment) {
  std::vector<z3::expr> any;
  const z3::expr number = context.int_val(party.index);
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
    const Place event = event_place(language::ActionId{a}, moment);
    const z3::expr acts = conjunction(inputs[moment].happens[a], actor_is(event, number));
    if (acts.is_false()) continue;
    const Encoded allowed = permitted(event);
    oblige_effect(moment, std::nullopt, implication(acts, allowed.defined));
    any.push_back(conjunction(acts, negation(allowed.value)));
  }
  Place place;
  place.state = moment;
  place.moment = moment;
  for (StatementId duty : all_duties(agreement)) {
    if (has_open_key(duty)) lay_out_witness(duty, place, kIsLate, {number});
    for (const auto& [id, owed] : at_event(duty, moment)) {
      const z3::expr late = dates[moment + 1] > commitments[id].deadline;
      any.push_back(conjunction(owed, conjunction(equality(commitments[id].party, number), late)));
    }
  }
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    const auto* keep = std::get_if<language::Keep>(&agreement.statements[s].rule);
    if (!keep) continue;
    const z3::expr own = equality(evaluate(keep->party, place).value, number);
    any.push_back(conjunction(own, broken(StatementId{s}, moment + 1)));
  }
  return disjunction(context, any);
}

z3::expr Unrolling::Impl::breached(PartyId party, std::size_t state) {
  const auto where = std::make_pair(party.index, state);
  const auto known = breached_in.find(where);
  if (known != breached_in.end()) return known->second;
  const std::string name = fmt::format("breached:{}@{}", agreement[party].name, state);
  z3::expr result = context.bool_val(false);
  if (state > 0) {
    result = named(name, disjunction(breached(party, state - 1), breaches(party, state - 1)));
  } else if (start == Start::kAnywhere) {
    result = constant(name, context.bool_sort());
  }
  breached_in.emplace(where, result);
  return result;
}

Encoded Unrolling::Impl::breached(const language::Breached& node, const Place& place) {
  const Encoded party = evaluate(node.party, place);
  std::vector<z3::expr> any;
  for (std::uint32_t p = 0; p < agreement.parties.size(); ++p) {
    const z3::expr is = equality(party.value, context.int_val(p));
    if (!is.is_false()) any.push_back(conjunction(is, breached(PartyId{p}, place.state)));
  }
  return {disjunction(context, any), party.defined};
}

// The event at hand would discharge a duty of the clause: also one that has arisen with the moment. They are read from
// the oldest on, up to the first that it matches.
Encoded Unrolling::Impl::discharges_some(language::ClauseId clause, const Place& place) {
  struct Match {
    CommitmentId id;
    Encoded is;
  };
  std::vector<Match> all;
  for (StatementId duty : duties_of_clause(agreement, clause)) {
    if (has_open_key(duty)) lay_out_witness(duty, place, kTakes, read_at(place));
    const bool now = is_before_event(place);
    for (const auto& [id, owed] : now ? at_event(duty, place.state) : owed_at(duty, place)) {
      const Encoded is = discharges(id, owed, place);
      if (!is.value.is_false() || !is.defined.is_true()) all.push_back({id, is});
    }
  }
  Encoded some{context.bool_val(false), context.bool_val(true)};
  for (const Match& one : all) {
    some.value = disjunction(some.value, one.is.value);
    z3::expr read = one.is.defined;
    if (read.is_true()) continue;
    for (const Match& other : all) {
      if (other.id != one.id) read = disjunction(read, conjunction(other.is.value, older(other.id, one.id)));
    }
    some.defined = conjunction(some.defined, read);
  }
  return some;
}

}  // namespace proviso::encode
