// What clauses say of an event, who complies, which histories are considered, and which moments can not be judged.
#include "encode/unrolling_impl.h"
#include "language/children.h"

namespace proviso::encode {

using language::Overloaded;
using language::PartyId;
using language::StatementId;

Place Unrolling::Impl::event_place(language::ActionId action, std::size_t moment) const {
  Place place;
  place.state = moment;
  place.moment = moment;
  place.action = action;
  place.event = inputs[moment].arguments[action.index];
  return place;
}

z3::expr Unrolling::Impl::actor_is(const Place& event, const z3::expr& party) const {
  return std::visit(Overloaded{
                        [&](const language::Nobody&) { return context.bool_val(false); },
                        [&](PartyId actor) { return equality(context.int_val(actor.index), party); },
                        [&](const language::ActorField& field) { return equality(event.event[field.position], party); },
                    },
                    agreement.actions[event.action->index].actor);
}

// The party is one of those that comply.
z3::expr Unrolling::Impl::complies(const z3::expr& party) const {
  std::vector<z3::expr> any;
  for (std::uint32_t p = 0; p < agreement.parties.size(); ++p) {
    if (setting.complies[p]) any.push_back(equality(party, context.int_val(p)));
  }
  return any.size() == agreement.parties.size() ? context.bool_val(true) : disjunction(context, any);
}

z3::expr Unrolling::Impl::actor_complies(const Place& event) const {
  std::vector<z3::expr> any;
  for (std::uint32_t p = 0; p < agreement.parties.size(); ++p) {
    if (setting.complies[p]) any.push_back(actor_is(event, context.int_val(p)));
  }
  return disjunction(context, any);
}

// The clause is present, the date is within its bounds, and its header's `unless` does not hold.
Encoded Unrolling::Impl::in_force(language::ClauseTextId id, const Place& place) {
  const language::ClauseText& text = agreement[id];
  const z3::expr today = date_at(place);
  Encoded result{presents[text.clause.index], context.bool_val(true)};
  const auto bound = [&](const std::vector<language::ExprId>& dates_of, auto compare) {
    for (language::ExprId date : dates_of) {
      const Encoded limit = evaluate(date, place);
      result = and_then(result, {compare(today, limit.value), limit.defined});
    }
  };
  bound(text.from, [](const z3::expr& a, const z3::expr& b) { return a >= b; });
  bound(text.through, [](const z3::expr& a, const z3::expr& b) { return a <= b; });
  bound(text.before, [](const z3::expr& a, const z3::expr& b) { return a < b; });
  return and_then(result, negated(evaluate_optional(text.unless, place, false)));
}

Encoded Unrolling::Impl::applies(language::ClauseTextId text, const std::optional<language::ExprId>& when,
                                 const std::optional<language::ExprId>& unless, const Place& place) {
  const Encoded holds = and_then(in_force(text, place), evaluate_optional(when, place, true));
  return and_then(holds, negated(evaluate_optional(unless, place, false)));
}

// A `may` or `shall not` of the party covers the event, which is of its action. A party that is not named is read once
// the clause is found to be in force.
Encoded Unrolling::Impl::covers(language::ClauseTextId text, language::ExprId party,
                                const std::optional<language::ExprId>& when,
                                const std::optional<language::ExprId>& unless, const Place& event) {
  if (const auto named = language::named_party(agreement, party)) {
    const Encoded acts{actor_is(event, context.int_val(named->index)), context.bool_val(true)};
    return and_then(acts, applies(text, when, unless, event));
  }
  Encoded result = in_force(text, event);
  const Encoded subject = evaluate(party, event);
  result = and_then(result, {actor_is(event, subject.value), subject.defined});
  result = and_then(result, evaluate_optional(when, event, true));
  return and_then(result, negated(evaluate_optional(unless, event, false)));
}

// The statement speaks of the event at the place: a `may` or `shall not` of its action and actor, a duty that it
// triggers.
Encoded Unrolling::Impl::speaks(StatementId id, const Place& event) {
  const language::Statement& statement = agreement[id];
  const auto no = [&] { return Encoded{context.bool_val(false), context.bool_val(true)}; };
  const auto permission = [&](const auto& rule) {
    return rule.action == *event.action ? covers(statement.text, rule.party, rule.when, rule.unless, event) : no();
  };
  return std::visit(Overloaded{
                        [&](const language::May& may) { return permission(may); },
                        [&](const language::ShallNot& shall_not) { return permission(shall_not); },
                        [&](const language::Duty& duty) {
                          if (!language::triggering_action(duty)) return no();
                          Commitment fresh = unborn(id, 0);
                          return triggered(id, event, fresh);
                        },
                        [&](const language::Keep&) { return no(); },
                    },
                    statement.rule);
}

// Some statement with precedence prevails at the event. There are no circles.
Encoded Unrolling::Impl::defeated(StatementId id, const Place& event) {
  Encoded any{context.bool_val(false), context.bool_val(true)};
  for (StatementId other : agreement[id].defeated_by) {
    const Encoded one = prevails(other, event);
    any = {disjunction(any.value, one.value), conjunction(any.defined, one.defined)};
  }
  return any;
}

// It speaks of the event and is not defeated.
Encoded Unrolling::Impl::prevails(StatementId id, const Place& event) {
  Encoded spoken = speaks(id, event);
  if (agreement[id].defeated_by.empty() || spoken.value.is_false()) return spoken;
  return and_then(spoken, negated(defeated(id, event)));
}

// The event at the place is not forbidden: no applying `shall not` of its actor hits it and, if its action is reserved,
// an applying `may` covers it.
Encoded Unrolling::Impl::permitted(const Place& event) {
  const language::Action& action = agreement.actions[event.action->index];
  const z3::expr yes = context.bool_val(true);
  if (std::holds_alternative<language::Nobody>(action.actor)) return {yes, yes};
  std::vector<z3::expr> hits, covers;
  z3::expr defined = yes;
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    const StatementId id{s};
    const bool forbids = std::holds_alternative<language::ShallNot>(agreement[id].rule);
    if (!forbids && !std::holds_alternative<language::May>(agreement[id].rule)) continue;
    const Encoded one = prevails(id, event);
    (forbids ? hits : covers).push_back(one.value);
    defined = conjunction(defined, one.defined);
  }
  const z3::expr covered = action.reserved ? disjunction(context, covers) : yes;
  return {conjunction(covered, negation(disjunction(context, hits))), defined};
}

// Dates never go backwards, and never jump over the day after a deadline that is not yet past: of a duty that is
// outstanding, or that arises without trigger.
z3::expr Unrolling::Impl::time_moves(std::size_t moment) {
  const z3::expr yesterday = dates[moment], today = dates[moment + 1];
  std::vector<z3::expr> parts{today >= yesterday};
  for (StatementId id : all_duties(agreement)) {
    for (const auto& [commitment, owed] : at_event(id, moment)) parts.push_back(lock(commitment, owed, moment));
  }
  return conjunction(context, parts);
}

// The moment is not dated later than the day after a deadline that is not yet past.
z3::expr Unrolling::Impl::lock(CommitmentId id, const z3::expr& owed, std::size_t moment) const {
  const language::Duty& duty = std::get<language::Duty>(agreement[commitments[id].duty].rule);
  if (std::holds_alternative<language::NoDeadline>(duty.deadline)) return context.bool_val(true);
  const z3::expr& deadline = commitments[id].deadline;
  const z3::expr ahead = conjunction(commitments[id].certain, dates[moment] <= deadline);
  return implication(conjunction(owed, ahead), dates[moment + 1] <= deadline + 1);
}

// The event, if there is one, is an occurrence of its action.
z3::expr Unrolling::Impl::event_exists(std::size_t moment) {
  std::vector<z3::expr> parts;
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
    const z3::expr occurs = inputs[moment].happens[a];
    const Encoded possible =
        evaluate_optional(agreement.actions[a].where, event_place(language::ActionId{a}, moment), true);
    parts.push_back(implication(conjunction(occurs, possible.defined), possible.value));
    oblige(moment, implication(occurs, possible.defined));
  }
  return conjunction(context, parts);
}

// Nobody who complies does what is forbidden, or is overdue. A permission that has no value forbids nothing: the moment
// is in trouble.
z3::expr Unrolling::Impl::comply(std::size_t moment) {
  std::vector<z3::expr> parts;
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
    const Place event = event_place(language::ActionId{a}, moment);
    const z3::expr occurs = inputs[moment].happens[a];
    const Encoded allowed = permitted(event);
    const z3::expr bound = conjunction(occurs, actor_complies(event));
    parts.push_back(implication(conjunction(bound, allowed.defined), allowed.value));
    oblige(moment, implication(occurs, allowed.defined));
  }
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    const StatementId id{s};
    const bool bound = id != agreement.monitor && !setting.excepts(clause_of(agreement, id));
    if (bound) parts.push_back(performs(id, moment));
  }
  return conjunction(context, parts);
}

// Nobody who complies is overdue with a duty of the statement, or breaks it.
z3::expr Unrolling::Impl::performs(StatementId id, std::size_t moment) {
  if (const auto* keep = std::get_if<language::Keep>(&agreement[id].rule)) {
    Place place;
    place.state = moment;
    place.moment = moment;
    const z3::expr bound = complies(evaluate(keep->party, place).value);
    const Encoded now = found_broken(id, moment + 1);
    return implication(conjunction(now.defined, bound), negation(now.value));
  }
  std::vector<z3::expr> parts;
  if (!is_duty(agreement, id)) return context.bool_val(true);
  for (const auto& [commitment, owed] : at_event(id, moment)) parts.push_back(performs(commitment, owed, moment));
  return conjunction(context, parts);
}

// The duty is not overdue, if who owes it complies and may not miss it. What has no value excludes nothing: the moment
// is in trouble.
z3::expr Unrolling::Impl::performs(CommitmentId id, const z3::expr& owed, std::size_t moment) const {
  const Commitment& commitment = commitments[id];
  const language::Duty& duty = std::get<language::Duty>(agreement[commitment.duty].rule);
  if (std::holds_alternative<language::NoDeadline>(duty.deadline)) return context.bool_val(true);
  if (setting.excepts(clause_of(agreement, commitment.duty))) return context.bool_val(true);
  const z3::expr bound = conjunction(commitment.certain, complies(commitment.party));
  return implication(conjunction(owed, bound), dates[moment + 1] <= commitment.deadline);
}

// Asks for everything that a moment's event does to the state: what can lack a value, or has no room, is an obligation.
void Unrolling::Impl::oblige_all(std::size_t moment) {
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    const StatementId id{s};
    if (std::holds_alternative<language::Keep>(agreement[id].rule)) broken(id, moment + 1);
    if (!is_duty(agreement, id)) continue;
    for (CommitmentId commitment : present(id, moment + 1)) standing(commitment, moment + 1);
  }
  for (std::uint32_t t = 0; t < agreement.terms.size(); ++t) {
    const language::Term& term = agreement.terms[t];
    if (term.parameters.empty() || !term.where || !may_lack_value(agreement, *term.where)) continue;
    for (const std::vector<z3::expr>& arguments : tuples_and_strangers(term.parameters))
      term_at(language::TermId{t}, arguments);
  }
  for (std::uint32_t t = 0; t < agreement.tallies.size(); ++t) {
    if (!may_lack_value(agreement, agreement.tallies[t])) continue;
    for (const std::vector<z3::expr>& arguments : tuples_and_strangers(agreement.tallies[t].parameters)) {
      tally(language::TallyId{t}, arguments, moment + 1);
    }
  }
}

z3::expr Unrolling::Impl::in_trouble(std::size_t moment) const {
  return negation(conjunction(conjunction(context, rigid_obligations), conjunction(context, obligations[moment])));
}

// What the expression reads of the state after the moment has a value.
z3::expr Unrolling::Impl::sound_after(std::size_t moment, language::ExprId expression) const {
  std::vector<z3::expr> parts;
  const auto add = [&](std::optional<language::TallyId> tally) {
    const auto found = effects.find({moment, tally});
    if (found != effects.end()) parts.insert(parts.end(), found->second.begin(), found->second.end());
  };
  std::vector<language::ExprId> pending{expression};
  while (!pending.empty()) {
    const language::ExprNode& node = agreement[pending.back()].node;
    pending.pop_back();
    if (std::holds_alternative<language::Before>(node)) continue;
    if (const auto* tally = std::get_if<language::TallyRef>(&node)) add(tally->tally);
    const bool permission = std::holds_alternative<language::Permitted>(node);  // its clauses can read everything
    for (std::uint32_t t = 0; permission && t < agreement.tallies.size(); ++t) add(language::TallyId{t});
    if (permission || reads_duties(node)) add(std::nullopt);
    const std::vector<language::ExprId> operands = language::children(node);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  return conjunction(context, parts);
}

// What the moment has led to satisfies every `assume` that has a value.
z3::expr Unrolling::Impl::assumptions_hold(std::size_t moment) {
  Place after;
  after.state = moment + 1;
  after.moment = moment;
  std::vector<z3::expr> parts;
  for (const language::Assumption& assumption : agreement.assumptions) {
    const Encoded fact = evaluate(assumption.fact, after);
    const z3::expr sound = conjunction(sound_after(moment, assumption.fact), fact.defined);
    parts.push_back(implication(sound, fact.value));
    oblige(moment, fact.defined);
  }
  return conjunction(context, parts);
}

const Unrolling::Impl::Judged& Unrolling::Impl::judge(std::size_t moment) {
  const auto known = judged.find(moment);
  if (known != judged.end()) return known->second;
  z3::expr considered = event_exists(moment);
  oblige_all(moment);
  considered = conjunction(considered, assumptions_hold(moment));
  considered = conjunction(considered, comply(moment));
  considered = conjunction(considered, time_moves(moment));  // last: of all commitments that have come up
  return judged.emplace(moment, Judged{considered, in_trouble(moment)}).first->second;
}

}  // namespace proviso::encode
