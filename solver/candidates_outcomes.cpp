// Candidates about duties together: how many are owed, what they left when they ended, which are owed beside others.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "solver/collector.h"

namespace proviso::solver {

// Of a statement with room for each individual of an open kind not all duties are laid out. What is said of each duty,
// of each two or of some is then still said of all; their number and sum are not known.
bool all_laid_out(const Agreement& agreement, StatementId id) {
  return !language::has_open_key(agreement, std::get<Duty>(agreement[id].rule));
}

z3::expr Collector::number_owed(Unrolling& u, StatementId id, std::size_t state) {
  if (!all_laid_out(u.agreement(), id)) throw std::logic_error("solver: duties that are not all laid out are counted");
  z3::expr number = u.context().int_val(0);
  for (CommitmentId c : u.commitments(id, state)) {
    number = number + encode::choice(u.outstanding(c, state), u.context().int_val(1), u.context().int_val(0));
  }
  return number;
}

// What is not owed any more has been performed: every trigger, or the first day, left a duty or an act.
void Collector::add_outcome(StatementId id) {
  const Duty& rule = duty(id);
  const language::ActionId* act = language::discharging_action(rule);
  for (std::uint32_t d = 0; act && d < agreement_.tallies.size(); ++d) {
    const TallyId done{d};
    const language::Tally& acts = agreement_[done];
    if (!acts.parameters.empty() || acts.over != language::Occasion{*act}) continue;
    if (!rule.trigger) {
      add(
          fmt::format("{} is owed or {} has begun", label(id), acts.name),
          [=](Unrolling& u, std::size_t s) {
            return encode::implication(u.arisen(id, s), number_owed(u, id, s) > 0 || begun(u, done, {}, s));
          },
          true);
    }
    for (std::uint32_t t = 0; rule.trigger && t < agreement_.tallies.size(); ++t) {
      const TallyId triggers{t};
      if (!agreement_[triggers].parameters.empty() || agreement_[triggers].over != rule.trigger->occasion) continue;
      const auto one_or_other = [=](Unrolling& u, std::size_t s) {
        const z3::expr some = encode::disjunction(number_owed(u, id, s) > 0, begun(u, done, {}, s));
        return encode::implication(begun(u, triggers, {}, s), some);
      };
      add(fmt::format("{} is owed or {} has begun, once {} has", label(id), acts.name, agreement_[triggers].name),
          one_or_other, true);
    }
    for (std::uint32_t t = 0; rule.trigger && acts.kind == TallyKind::kCount && t < agreement_.tallies.size(); ++t) {
      const TallyId triggers{t};
      const language::Tally& counted = agreement_[triggers];
      if (counted.kind != TallyKind::kCount || !counted.parameters.empty()) continue;
      if (counted.over != rule.trigger->occasion) continue;
      add(
          fmt::format("{} and {} at least {}", label(id), acts.name, counted.name),
          [=](Unrolling& u, std::size_t s) {
            return number_owed(u, id, s) + u.tally(done, {}, s).value >= u.tally(triggers, {}, s).value;
          },
          true);
    }
  }
}

// No more is owed than was triggered, less what was performed; what counts the triggers counts up to now.
void Collector::add_numbers(StatementId id) {
  const language::ActionId* trigger = language::triggering_action(duty(id));
  const language::ActionId* act = language::discharging_action(duty(id));
  const auto counts = [&](TallyId t, const language::ActionId* action) {
    const language::Tally& tally = agreement_[t];
    return action && tally.kind == TallyKind::kCount && tally.parameters.empty() &&
           tally.over == language::Occasion{*action};
  };
  const auto value = [](Unrolling& u, TallyId tally, std::size_t s) { return u.tally(tally, {}, s).value; };
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
    const TallyId triggers{t};
    if (!counts(triggers, trigger)) continue;
    const std::string& name = agreement_[triggers].name;
    const auto owed = [=](Unrolling& u, std::size_t s) { return number_owed(u, id, s) <= value(u, triggers, s); };
    add(fmt::format("{} at most {}", label(id), name), owed, true);
    for (std::uint32_t d = 0; d < agreement_.tallies.size(); ++d) {
      const TallyId acts{d};
      if (!counts(acts, act)) continue;
      const auto both = [=](Unrolling& u, std::size_t s) {
        return number_owed(u, id, s) + value(u, acts, s) <= value(u, triggers, s);
      };
      add(fmt::format("{} and {} at most {}", label(id), agreement_[acts].name, name), both, true);
    }
    for (std::size_t f = 0; f < agreement_[*trigger].parameters.size(); ++f) {
      if (agreement_[*trigger].parameters[f].type.sort != Sort::kWhole) continue;
      add_while_owed(id, fmt::format("field {} from 1 to {}", f, name),
                     [=](Unrolling& u, std::size_t s, CommitmentId c) {
                       const z3::expr& field = u.commitment(c).fields[f];
                       return encode::conjunction(field >= 1, field <= value(u, triggers, s));
                     });
    }
  }
}

// Where several may be owed: what grows with each trigger grows with their age.
void Collector::add_several(StatementId id) {
  const language::ActionId* trigger = language::triggering_action(duty(id));
  for (std::size_t f = 0; trigger && f < agreement_[*trigger].parameters.size(); ++f) {
    if (!ordered(agreement_[*trigger].parameters[f].type)) continue;
    add_by_age({id}, fmt::format("field {}", f),
               [f](const Commitment& older, const Commitment& younger) { return older.fields[f] < younger.fields[f]; });
  }
  add_by_age({id}, "date",
             [](const Commitment& older, const Commitment& younger) { return older.created <= younger.created; });
}

// Of each two duties of these statements that are outstanding, something of the older and the younger one.
void Collector::add_by_age(const std::vector<StatementId>& duties, const std::string& name,
                           std::function<z3::expr(const Commitment&, const Commitment&)> fact) {
  const auto pairs = [duties, fact = std::move(fact)](Unrolling& u, std::size_t s) {
    std::vector<CommitmentId> commitments;
    for (StatementId duty : duties) {
      for (CommitmentId id : u.commitments(duty, s)) commitments.push_back(id);
    }
    std::vector<z3::expr> all;
    for (CommitmentId a : commitments) {
      for (CommitmentId b : commitments) {
        if (a == b) continue;
        const z3::expr both = encode::conjunction(u.outstanding(a, s), u.outstanding(b, s));
        const z3::expr first = encode::conjunction(both, u.older(a, b));
        if (!first.is_false()) all.push_back(encode::implication(first, fact(u.commitment(a), u.commitment(b))));
      }
    }
    return encode::conjunction(u.context(), all);
  };
  add(fmt::format("{} grows with age: {}", label(duties.front()), name), pairs, true);
}

// Duties of one clause, of several statements or texts: the older one arose no later.
void Collector::add_ages(StatementId id) {
  const language::ClauseId clause = agreement_[agreement_[id].text].clause;
  for (std::uint32_t o = 0; o < id.index; ++o) {
    const StatementId other{o};
    if (!std::holds_alternative<Duty>(agreement_[other].rule)) continue;
    if (agreement_[agreement_[other].text].clause != clause) continue;
    add_by_age({id, other}, "date, beside " + label(other),
               [](const Commitment& older, const Commitment& younger) { return older.created <= younger.created; });
  }
}

void Collector::add_rivals(StatementId id) {
  const auto some = [](Unrolling& u, StatementId duty, std::size_t s) {
    std::vector<z3::expr> any;
    for (CommitmentId commitment : u.commitments(duty, s)) any.push_back(u.outstanding(commitment, s));
    return encode::disjunction(u.context(), any);
  };
  for (std::uint32_t o = 0; o < id.index; ++o) {
    const StatementId other{o};
    if (!std::holds_alternative<Duty>(agreement_[other].rule)) continue;
    const auto not_both = [=](Unrolling& u, std::size_t s) {
      return encode::negation(encode::conjunction(some(u, id, s), some(u, other, s)));
    };
    add(fmt::format("{} and {} are not both owed", label(id), label(other)), not_both, true);
  }
}

}  // namespace proviso::solver
