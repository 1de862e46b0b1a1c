// What clauses say of an event, who complies, which histories are considered, and which moments can not be judged.
#include "encode/unrolling_impl.h"

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

z3::expr Unrolling::Impl::actor_is(const Place& event, PartyId party) const {
  return std::visit(Overloaded{
                        [&](const language::Nobody&) { return context.bool_val(false); },
                        [&](PartyId actor) { return context.bool_val(actor == party); },
                        [&](const language::ActorField& field) {
                          return equality(event.event[field.position], context.int_val(party.index));
                        },
                    },
                    agreement.actions[event.action->index].actor);
}

z3::expr Unrolling::Impl::actor_complies(const Place& event) const {
  std::vector<z3::expr> any;
  for (std::uint32_t p = 0; p < agreement.parties.size(); ++p) {
    if (setting.complies[p]) any.push_back(actor_is(event, PartyId{p}));
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

// The event at the place is not forbidden: no applying `shall not` of its actor hits it and, if its action is reserved,
// an applying `may` covers it.
Encoded Unrolling::Impl::permitted(const Place& event) {
  const language::Action& action = agreement.actions[event.action->index];
  const z3::expr yes = context.bool_val(true);
  if (std::holds_alternative<language::Nobody>(action.actor)) return {yes, yes};
  std::vector<z3::expr> hits, covers;
  z3::expr defined = yes;
  const auto judge = [&](const auto& rule, language::ClauseTextId text, std::vector<z3::expr>& into) {
    if (rule.action != *event.action) return;
    const Encoded one = and_then({actor_is(event, rule.party), yes}, applies(text, rule.when, rule.unless, event));
    into.push_back(one.value);
    defined = conjunction(defined, one.defined);
  };
  for (const language::Statement& statement : agreement.statements) {
    std::visit(Overloaded{
                   [&](const language::May& may) { judge(may, statement.text, covers); },
                   [&](const language::ShallNot& shall_not) { judge(shall_not, statement.text, hits); },
                   [](const language::Duty&) {},
               },
               statement.rule);
  }
  const z3::expr covered = action.reserved ? disjunction(context, covers) : yes;
  return {conjunction(covered, negation(disjunction(context, hits))), defined};
}

// Dates never go backwards, and never jump over the day after an outstanding deadline that is not yet past.
z3::expr Unrolling::Impl::time_moves(std::size_t moment) {
  const z3::expr yesterday = dates[moment], today = dates[moment + 1];
  std::vector<z3::expr> parts{today >= yesterday};
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    if (!std::holds_alternative<language::Duty>(agreement.statements[s].rule)) continue;
    const Slot& owed = slot(StatementId{s}, moment).after;
    const z3::expr running = conjunction(owed.outstanding, yesterday <= owed.deadline);
    parts.push_back(implication(running, today <= owed.deadline + 1));
  }
  return conjunction(context, parts);
}

z3::expr Unrolling::Impl::considered(std::size_t moment) {
  std::vector<z3::expr> parts{time_moves(moment)};
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
    const Place event = event_place(language::ActionId{a}, moment);
    const z3::expr occurs = inputs[moment].happens[a];
    const Encoded possible = evaluate_optional(agreement.actions[a].where, event, true);
    parts.push_back(implication(conjunction(occurs, possible.defined), possible.value));
    oblige(moment, implication(occurs, possible.defined));
    const z3::expr bound = conjunction(occurs, actor_complies(event));
    if (!bound.is_false()) parts.push_back(implication(bound, permitted(event).value));
  }
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    const auto* duty = std::get_if<language::Duty>(&agreement.statements[s].rule);
    if (!duty || !setting.complies[duty->party.index]) continue;
    const Slot& owed = slot(StatementId{s}, moment).after;
    parts.push_back(implication(owed.outstanding, dates[moment + 1] <= owed.deadline));
  }
  Place after;
  after.state = moment + 1;
  after.moment = moment;
  for (const language::Assumption& assumption : agreement.assumptions) {
    const Encoded fact = evaluate(assumption.fact, after);
    parts.push_back(implication(fact.defined, fact.value));
    oblige(moment, fact.defined);
  }
  return conjunction(context, parts);
}

// Call after everything that is read of the moment has been asked for: what is asked for later adds no trouble.
z3::expr Unrolling::Impl::trouble(std::size_t moment) {
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
    oblige(moment,
           implication(inputs[moment].happens[a], permitted(event_place(language::ActionId{a}, moment)).defined));
  }
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    if (std::holds_alternative<language::Duty>(agreement.statements[s].rule)) slot(StatementId{s}, moment + 1);
  }
  return negation(conjunction(conjunction(context, rigid_obligations), conjunction(context, obligations[moment])));
}

}  // namespace proviso::encode
