// Candidates about a duty while it is owed: its terms, its trigger, what tallies say of it.
#include <fmt/format.h>

#include <algorithm>

#include "language/children.h"
#include "solver/collector.h"

namespace proviso::solver {

// Of each duty of the statement that is outstanding.
void Collector::add_while_owed(StatementId id, const std::string& name, OfDuty fact) {
  const auto each = [id, fact = std::move(fact)](Unrolling& u, std::size_t s) {
    std::vector<z3::expr> all;
    for (CommitmentId commitment : u.commitments(id, s)) {
      const z3::expr owed = u.outstanding(commitment, s);
      if (!owed.is_false()) all.push_back(encode::implication(owed, fact(u, s, commitment)));
    }
    return encode::conjunction(u.context(), all);
  };
  add(fmt::format("while {} is owed: {}", label(id), name), each, true);
}

void Collector::add_duty(StatementId id) {
  add_while_owed(id, "created no later than the date",
                 [](Unrolling& u, std::size_t s, CommitmentId c) { return u.commitment(c).created <= u.date(s); });
  add_while_owed(id, "created no earlier than starts", [](Unrolling& u, std::size_t, CommitmentId c) {
    return u.commitment(c).created >= encode::day_literal(u.context(), u.agreement().starts);
  });
  if (!std::holds_alternative<language::NoDeadline>(duty(id).deadline)) {
    add_while_owed(id, "not overdue",
                   [](Unrolling& u, std::size_t s, CommitmentId c) { return u.date(s) <= u.commitment(c).deadline; });
  }
  for (const Cut& cut : cuts_) {
    add_while_owed(id, "created before " + cut.name, [day = cut.day](Unrolling& u, std::size_t s, CommitmentId c) {
      return u.commitment(c).created < day(u, s);
    });
    add_while_owed(id, "created not before " + cut.name, [day = cut.day](Unrolling& u, std::size_t s, CommitmentId c) {
      return u.commitment(c).created >= day(u, s);
    });
  }
  if (!duty(id).trigger) add_standing(id);
  if (all_laid_out(agreement_, id)) add_outcome(id);
  add_open_ends(id);
  add_still_so(id);
  add_watched(id);
  add_late_ones(id);
  add_terms(id);
  add_trigger_facts(id);
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) add_trigger_tally(id, TallyId{t});
  add_rivals(id);
  add_ages(id);
  if (duty(id).capacity.most == 1 && duty(id).capacity.per.empty()) return;
  add_several(id);
  if (all_laid_out(agreement_, id)) add_numbers(id);
}

// A duty without trigger is owed only once its first day has come, which it has from the day after that day on.
void Collector::add_standing(StatementId id) {
  add(fmt::format("{} has arisen: its first day has come", label(id)), [id](Unrolling& u, std::size_t s) {
    return encode::implication(u.arisen(id, s), u.date(s) >= u.first_day(id).value);
  });
  add(fmt::format("{} has arisen after its first day", label(id)), [id](Unrolling& u, std::size_t s) {
    return encode::implication(u.date(s) > u.first_day(id).value, u.arisen(id, s));
  });
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
    if (!agreement_.tallies[t].parameters.empty()) continue;
    add(fmt::format("{} has arisen before {}", label(id), agreement_.tallies[t].name),
        [=](Unrolling& u, std::size_t s) { return encode::implication(begun(u, TallyId{t}, {}, s), u.arisen(id, s)); });
  }
  add_while_owed(id, "its first day has come",
                 [id](Unrolling& u, std::size_t s, CommitmentId) { return u.arisen(id, s); });
  add_while_owed(id, "created on its first day", [id](Unrolling& u, std::size_t, CommitmentId c) {
    return u.commitment(c).created == u.first_day(id).value;
  });
}

// Its deadline, and its party where that is not named, as they were read when it arose.
void Collector::add_terms(StatementId id) {
  const auto fixed = [&](ExprId read) {
    const Reads what = reads(read);
    return !what.moment && !what.state && !what.date && !what.event;
  };
  const Duty& rule = duty(id);
  const auto* within = std::get_if<language::Within>(&rule.deadline);
  if (within && fixed(within->time) && agreement_[within->time].type.sort == Sort::kDays) {
    add_while_owed(id, "its deadline", [time = within->time](Unrolling& u, std::size_t s, CommitmentId c) {
      const encode::Encoded days = u.in_state(time, {s, {}, c, {}});
      return encode::implication(days.defined, u.commitment(c).deadline == u.commitment(c).created + days.value);
    });
  }
  const auto* by = std::get_if<language::By>(&rule.deadline);
  if (by && fixed(by->date)) {
    add_while_owed(id, "its deadline", [date = by->date](Unrolling& u, std::size_t s, CommitmentId c) {
      const encode::Encoded day = u.in_state(date, {s, {}, c, {}});
      return encode::implication(day.defined, u.commitment(c).deadline == day.value);
    });
  }
  if (fixed(rule.party) && !language::named_party(agreement_, rule.party)) {
    add_while_owed(id, "its party", [party = rule.party](Unrolling& u, std::size_t s, CommitmentId c) {
      return u.commitment(c).party == u.in_state(party, {s, {}, c, {}}).value;
    });
  }
  for (std::size_t i = 0; i < rule.frozen.size(); ++i) {
    if (!fixed(rule.frozen[i])) continue;
    add_while_owed(id, fmt::format("frozen {}", i),
                   [i, frozen = rule.frozen[i]](Unrolling& u, std::size_t s, CommitmentId c) {
                     return u.commitment(c).frozen[i] == u.in_state(frozen, {s, {}, c, {}}).value;
                   });
  }
}

bool Collector::asks_about_breach() const {
  return std::any_of(agreement_.expressions.begin(), agreement_.expressions.end(),
                     [](const language::Expression& e) { return std::holds_alternative<language::Breached>(e.node); });
}

// Parties that have always complied; what else is so once one has not.
void Collector::add_clean_records() {
  if (!asks_about_breach()) return;
  for (std::uint32_t p = 0; p < agreement_.parties.size(); ++p) {
    const language::PartyId party{p};
    const std::string& name = agreement_[party].name;
    add(name + " has complied", [party](Unrolling& u, std::size_t s) { return !u.breached(party, s); });
    for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
      if (!agreement_.tallies[t].parameters.empty()) continue;
      add(fmt::format("{} has complied until {} began", name, agreement_.tallies[t].name),
          [party, t](Unrolling& u, std::size_t s) {
            return encode::implication(u.breached(party, s), begun(u, TallyId{t}, {}, s));
          });
    }
    for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
      const StatementId id{s};
      if (!std::holds_alternative<Duty>(agreement_[id].rule)) continue;
      add_while_owed(id, name + " has complied, or it is late",
                     [party](Unrolling& u, std::size_t state, CommitmentId c) {
                       return encode::implication(u.breached(party, state), u.date(state) > u.commitment(c).deadline);
                     });
    }
  }
}

void Collector::add_trigger_facts(StatementId id) {
  const Duty& rule = duty(id);
  const language::ClauseText& text = agreement_[agreement_[id].text];
  const auto bound = [&](const std::vector<ExprId>& dates, const char* word, auto compare) {
    for (ExprId date : dates) {
      const Reads what = reads(date);
      if (what.moment || what.state || what.date) continue;
      add_while_owed(id, fmt::format("created {} bound {}", word, date.index),
                     [date, compare](Unrolling& u, std::size_t s, CommitmentId c) {
                       return compare(u.commitment(c).created, u.in_state(date, {s, {}, {}, {}}).value);
                     });
    }
  };
  bound(text.from, "from", [](const z3::expr& a, const z3::expr& b) { return a >= b; });
  bound(text.through, "through", [](const z3::expr& a, const z3::expr& b) { return a <= b; });
  bound(text.before, "before", [](const z3::expr& a, const z3::expr& b) { return a < b; });
  const language::ActionId* trigger = language::triggering_action(rule);
  if (!trigger) return;
  for (const std::optional<ExprId>& facts : {rule.trigger->where, agreement_[*trigger].where}) {
    if (!facts) continue;
    for (ExprId fact : language::conjuncts(agreement_, *facts)) {
      const Reads what = reads(fact);
      if (what.moment || what.state || what.date) continue;
      add_while_owed(id, fmt::format("its trigger satisfied {}", fact.index),
                     [fact](Unrolling& u, std::size_t s, CommitmentId c) {
                       return guarded(u.in_state(fact, {s, u.commitment(c).fields, c, {}}));
                     });
    }
  }
}

// The arguments at which a tally speaks of what the duty is about: the trigger's parameters of the same types. None
// where some parameter has no such field, or more than one.
std::optional<std::vector<std::size_t>> Collector::fields_for(StatementId id, TallyId tally) const {
  std::vector<std::size_t> fields;
  const language::ActionId* trigger = language::triggering_action(duty(id));
  for (language::VariableId parameter : agreement_[tally].parameters) {
    std::optional<std::size_t> found;
    for (std::size_t f = 0; trigger && f < agreement_[*trigger].parameters.size(); ++f) {
      if (!(agreement_[*trigger].parameters[f].type == agreement_[parameter].type)) continue;
      if (found) return std::nullopt;
      found = f;
    }
    if (!found) return std::nullopt;
    fields.push_back(*found);
  }
  return fields;
}

// What tallies say while a duty is owed. Those over its trigger have taken the trigger in.
void Collector::add_trigger_tally(StatementId id, TallyId tally_id) {
  const language::Tally& tally = agreement_[tally_id];
  const auto fields = fields_for(id, tally_id);
  if (!fields) return;
  const auto arguments = [fields = *fields](Unrolling& u, CommitmentId c) {
    std::vector<z3::expr> values;
    for (std::size_t field : fields) values.push_back(u.commitment(c).fields[field]);
    return values;
  };
  const OfTally state = [=](Unrolling& u, std::size_t s, CommitmentId c) {
    return u.tally(tally_id, arguments(u, c), s);
  };
  add_while_owed(id, tally.name + " has begun",
                 [=](Unrolling& u, std::size_t s, CommitmentId c) { return begun(u, tally_id, arguments(u, c), s); });
  if (tally.kind != TallyKind::kSum && tally.kind != TallyKind::kLatest) {
    add_while_owed(id, tally.name + " has not begun", [=](Unrolling& u, std::size_t s, CommitmentId c) {
      return !begun(u, tally_id, arguments(u, c), s);
    });
  }
  add_settled_later(id, tally_id, state);
  if (!duty(id).trigger || tally.over != duty(id).trigger->occasion) return;
  if (tally.kind == TallyKind::kLastDate || tally.kind == TallyKind::kFirstDate) add_trigger_date(id, tally_id, state);
  if (tally.kind == TallyKind::kLatest) add_trigger_value(id, tally_id, state);
  if (tally.kind != TallyKind::kSum) return;
  const Reads value = reads(*tally.value);
  if (value.moment || value.state || value.date) return;
  add_while_owed(id, tally.name + " has taken it in",
                 [state, added = *tally.value](Unrolling& u, std::size_t s, CommitmentId c) {
                   return state(u, s, c).value >= u.in_state(added, {s, u.commitment(c).fields, c, {}}).value;
                 });
}

// Conditions on the trigger that questions about the clause name: under each of them more may be known.
std::vector<std::optional<ExprId>> Collector::kinds_of_trigger(StatementId id) const {
  std::vector<std::optional<ExprId>> kinds{std::nullopt};
  for (const language::Expression& e : agreement_.expressions) {
    const auto* owed = std::get_if<language::Owed>(&e.node);
    if (!owed || !owed->where || owed->clause != agreement_[agreement_[id].text].clause) continue;
    const Reads what = reads(*owed->where);
    if (!what.moment && !what.event && !what.parameter && !what.state && !what.date) kinds.push_back(owed->where);
  }
  return kinds;
}

// A date tally over the trigger is the date on which the duty arose, or is no later, or no earlier.
void Collector::add_trigger_date(StatementId id, TallyId tally, const OfTally& state) {
  const std::string& name = agreement_[tally].name;
  const bool initially = agreement_[tally].initially.has_value();
  const auto yes = [](Unrolling& u) { return u.context().bool_val(true); };
  const auto dated = [&](const std::string& what, auto compare, const std::optional<ExprId>& kind) {
    add_while_owed(id, fmt::format("{} is {}", name, what), [=](Unrolling& u, std::size_t s, CommitmentId c) {
      const encode::TallyState t = state(u, s, c);
      const z3::expr fact = encode::conjunction(initially ? yes(u) : t.seen, compare(t.value, u.commitment(c).created));
      return kind ? encode::implication(u.in_state(*kind, {s, {}, c, {}}).value, fact) : fact;
    });
  };
  for (const std::optional<ExprId>& kind : kinds_of_trigger(id)) {
    const std::string of = kind ? fmt::format(" of {}", kind->index) : "";
    dated("when it arose" + of, [](const z3::expr& a, const z3::expr& b) { return a == b; }, kind);
  }
  const bool last = agreement_[tally].kind == TallyKind::kLastDate;
  if (last) dated("when it arose or later", [](const z3::expr& a, const z3::expr& b) { return a >= b; }, {});
  if (!last) dated("when it arose or earlier", [](const z3::expr& a, const z3::expr& b) { return a <= b; }, {});
}

// A `latest` over the trigger is what the duty has frozen, or a value of its trigger; for triggers that its `where`
// accepts, where that is a question about the trigger alone.
void Collector::add_trigger_value(StatementId id, TallyId tally_id, const OfTally& state) {
  const language::Tally& tally = agreement_[tally_id];
  std::optional<ExprId> where = tally.where;
  if (where) {
    const Reads what = reads(*where);
    if (what.moment || what.state || what.date) where.reset();
  }
  const auto same = [&](const std::string& what, const std::function<z3::expr(Unrolling&, CommitmentId)>& value) {
    add_while_owed(id, fmt::format("{} is {}", tally.name, what), [=](Unrolling& u, std::size_t s, CommitmentId c) {
      z3::expr fact = state(u, s, c).value == value(u, c);
      if (!where) return fact;
      return encode::implication(u.in_state(*where, {s, u.commitment(c).fields, c, {}}).value, fact);
    });
  };
  for (std::size_t i = 0; i < duty(id).frozen.size(); ++i) {
    if (!(agreement_[duty(id).frozen[i]].type == tally.type)) continue;
    same(fmt::format("what is frozen {}", i), [i](Unrolling& u, CommitmentId c) { return u.commitment(c).frozen[i]; });
  }
  const language::ActionId* trigger = language::triggering_action(duty(id));
  for (std::size_t f = 0; trigger && f < agreement_[*trigger].parameters.size(); ++f) {
    if (!(agreement_[*trigger].parameters[f].type == tally.type)) continue;
    same(fmt::format("field {}", f), [f](Unrolling& u, CommitmentId c) { return u.commitment(c).fields[f]; });
  }
}

// While a duty is owed, of what it is about more has been triggered than performed.
void Collector::add_settled_later(StatementId id, TallyId triggers, const OfTally& state) {
  const language::Tally& counted = agreement_[triggers];
  const language::ActionId* act = language::discharging_action(duty(id));
  if (!act || !duty(id).trigger || counted.over != duty(id).trigger->occasion) return;
  if (counted.kind != TallyKind::kCount || counted.parameters.empty()) return;
  for (std::uint32_t d = 0; d < agreement_.tallies.size(); ++d) {
    const TallyId done{d};
    const language::Tally& acts = agreement_[done];
    const auto fields = fields_for(id, done);
    if (acts.kind != TallyKind::kCount || acts.over != language::Occasion{*act} || !fields) continue;
    add_while_owed(id, fmt::format("{} is behind {}", acts.name, counted.name),
                   [=](Unrolling& u, std::size_t s, CommitmentId c) {
                     std::vector<z3::expr> arguments;
                     for (std::size_t field : *fields) arguments.push_back(u.commitment(c).fields[field]);
                     return u.tally(done, arguments, s).value + 1 <= state(u, s, c).value;
                   });
  }
}

// What would end the duty is not so; what it has frozen, against the same as it is now.
void Collector::add_open_ends(StatementId id) {
  const Duty& rule = duty(id);
  const auto not_so = [&](ExprId formula) {
    const Reads what = reads(formula);
    if (what.moment || what.event || what.parameter) return;
    add_while_owed(id, fmt::format("not {}", formula.index), [formula](Unrolling& u, std::size_t s, CommitmentId c) {
      const encode::Encoded so = u.in_state(formula, {s, {}, c, {}});
      return encode::implication(so.defined, encode::negation(so.value));
    });
  };
  if (const auto* ensure = std::get_if<language::Ensure>(&rule.performance)) not_so(ensure->formula);
  if (const auto* when = std::get_if<language::LapsesWhen>(&rule.lapse)) not_so(when->condition);
  for (std::size_t i = 0; i < rule.frozen.size(); ++i) {
    const Reads what = reads(rule.frozen[i]);
    if (what.moment || what.event || what.parameter || !what.state || !ordered(agreement_[rule.frozen[i]].type))
      continue;
    for (const bool grown : {true, false}) {
      add_while_owed(id, fmt::format("frozen {} has {}", i, grown ? "grown" : "shrunk"),
                     [=, now = rule.frozen[i]](Unrolling& u, std::size_t s, CommitmentId c) {
                       const encode::Encoded value = u.in_state(now, {s, {}, c, {}});
                       const z3::expr& then = u.commitment(c).frozen[i];
                       return encode::implication(value.defined, grown ? value.value >= then : value.value <= then);
                     });
    }
  }
}

// While a duty that arises as something comes true is owed, others of the same agreement are late.
void Collector::add_late_ones(StatementId id) {
  if (!duty(id).trigger || language::triggering_action(duty(id))) return;
  for (std::uint32_t o = 0; o < agreement_.statements.size(); ++o) {
    const StatementId other{o};
    const Duty* rule = std::get_if<Duty>(&agreement_[other].rule);
    if (!rule || other == id || std::holds_alternative<language::NoDeadline>(rule->deadline)) continue;
    add_while_owed(id, label(other) + " is late", [other](Unrolling& u, std::size_t s, CommitmentId) {
      std::vector<z3::expr> all;
      for (CommitmentId c : u.commitments(other, s)) {
        all.push_back(encode::implication(u.outstanding(c, s), u.date(s) > u.commitment(c).deadline));
      }
      return encode::conjunction(u.context(), all);
    });
  }
}

}  // namespace proviso::solver
