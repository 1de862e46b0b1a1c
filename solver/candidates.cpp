#include "solver/candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "language/children.h"

namespace proviso::solver {

using encode::Commitment;
using encode::CommitmentId;
using encode::Unrolling;
using language::Agreement;
using language::BinaryOp;
using language::Duty;
using language::ExprId;
using language::Sort;
using language::StatementId;
using language::TallyId;
using language::TallyKind;

namespace {

// What an expression reads besides terms, readings, the date, tallies and duties.
struct Reads {
  bool moment = false;     // conditions, the event's occurrence, permission, earlier state: no fact about a state
  bool event = false;      // arguments of an event at hand
  bool trigger = false;    // frozen values of a duty
  bool parameter = false;  // parameters of a tally, term or condition: bound only in their declaration
  bool date = false;
  bool state = false;  // tallies, duties

  // Of a question about duties: its trigger is that of the duty asked for.
  void take_in(const Reads& where) {
    moment |= where.moment;
    event |= where.event;
    parameter |= where.parameter;
    date |= where.date;
    state |= where.state;
  }
};

bool ordered(const language::Type& type) { return language::is_numeric(type) || type.sort == Sort::kDate; }

z3::expr guarded(const encode::Encoded& e) { return encode::implication(e.defined, e.value); }

class Collector {
 public:
  explicit Collector(const Agreement& agreement) : agreement_(agreement) {
    for (const language::Property& property : agreement.properties) {
      free_.insert(property.for_any.begin(), property.for_any.end());
    }
  }

  std::vector<Candidate> collect() {
    add("date >= starts", [](Unrolling& u, std::size_t s) {
      return u.date(s) >= encode::day_literal(u.context(), u.agreement().starts);
    });
    for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) add_tally(TallyId{t});
    add_order();
    for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
      if (std::holds_alternative<Duty>(agreement_.statements[s].rule)) add_duty(StatementId{s});
    }
    add_clean_records();
    for (std::uint32_t e = 0; e < agreement_.expressions.size(); ++e) add_comparison(ExprId{e});
    for (const language::Property& property : agreement_.properties) {
      if (property.question == language::QuestionKind::kAlways) add_formula(property.formula);
    }
    return std::move(result_);
  }

 private:
  using AtState = std::function<z3::expr(Unrolling&, std::size_t)>;
  using OfDuty = std::function<z3::expr(Unrolling&, std::size_t, CommitmentId)>;

  void add(const std::string& name, AtState at, bool about_duties = false) {
    if (!names_.insert(name).second) return;
    result_.push_back(
        {name, std::nullopt, about_duties,
         [at = std::move(at)](Unrolling& u, std::size_t state, const std::vector<z3::expr>&) { return at(u, state); }});
  }

  void add_about(TallyId tally, const std::string& name,
                 std::function<z3::expr(Unrolling&, std::size_t, const std::vector<z3::expr>&)> at) {
    if (!names_.insert(name).second) return;
    const bool plain = agreement_[tally].parameters.empty();
    result_.push_back({name, plain ? std::nullopt : std::optional(tally), false, std::move(at)});
  }

  const Duty& duty(StatementId id) const { return std::get<Duty>(agreement_[id].rule); }
  std::string label(StatementId id) const {
    return fmt::format("{}#{}", agreement_[agreement_[agreement_[id].text].clause].name, id.index);
  }

  Reads reads(ExprId id) const;
  void add_tally(TallyId id);
  void add_dated(TallyId id);
  void add_since(TallyId id);
  void add_order();
  bool same_types(const std::vector<language::VariableId>& a, const std::vector<language::VariableId>& b) const;
  void add_duty(StatementId id);
  void add_trigger_facts(StatementId id);
  void add_trigger_tally(StatementId id, TallyId tally);
  void add_rivals(StatementId id);
  void add_while_owed(StatementId id, const std::string& name, OfDuty fact);
  void add_standing(StatementId id);
  void add_terms(StatementId id);
  void add_several(StatementId id);
  void add_by_age(StatementId id, const std::string& name,
                  std::function<z3::expr(const Commitment&, const Commitment&)> fact);
  static z3::expr number_owed(Unrolling& u, StatementId id, std::size_t state);
  void add_clean_records();
  void add_total_owed(ExprId id, const language::Binary& comparison, StatementId owing, ExprId amount, bool upper);
  void add_comparison(ExprId id);
  void add_boundary(ExprId id, const language::Binary& comparison);
  void add_with_owed(ExprId id, const language::Binary& comparison);
  void add_owed_amounts(ExprId id, const language::Binary& comparison, TallyId sum, bool upper);
  void add_formula(ExprId formula);
  std::vector<TallyId> summands(ExprId id) const;
  std::vector<ExprId> owed_amounts(StatementId duty, TallyId sum) const;

  const Agreement& agreement_;
  std::set<language::VariableId> free_;
  std::set<std::string> names_;
  std::vector<Candidate> result_;
};

Reads Collector::reads(ExprId id) const {
  Reads all;
  std::vector<ExprId> pending{id};
  while (!pending.empty()) {
    const language::Expression& e = agreement_[pending.back()];
    pending.pop_back();
    const auto is = [&]<class Node>(std::type_identity<Node>) { return std::holds_alternative<Node>(e.node); };
    all.moment |= is(std::type_identity<language::ConditionRef>{}) || is(std::type_identity<language::Happens>{}) ||
                  is(std::type_identity<language::Before>{}) || is(std::type_identity<language::Permitted>{}) ||
                  is(std::type_identity<language::Discharges>{});
    all.event |= is(std::type_identity<language::EventField>{});
    all.trigger |= is(std::type_identity<language::TriggerField>{}) || is(std::type_identity<language::TriggerDate>{}) ||
                   is(std::type_identity<language::AtTrigger>{});
    all.date |= is(std::type_identity<language::Today>{}) || is(std::type_identity<language::InEffect>{});
    all.state |= is(std::type_identity<language::TallyRef>{}) || is(std::type_identity<language::Owed>{}) ||
                 is(std::type_identity<language::OwedBy>{}) || is(std::type_identity<language::Breached>{}) ||
                 is(std::type_identity<language::Settled>{});
    if (const auto* variable = std::get_if<language::VariableRef>(&e.node)) {
      all.parameter |= !free_.contains(variable->variable);
    }
    if (const auto* owed = std::get_if<language::Owed>(&e.node)) {
      if (owed->where) all.take_in(reads(*owed->where));
      continue;
    }
    for (ExprId child : language::children(e.node)) pending.push_back(child);
  }
  return all;
}

// --- tallies ---------------------------------------------------------------------------------------------------------

void Collector::add_tally(TallyId id) {
  const language::Tally& tally = agreement_[id];
  add_about(id, fmt::format("{} never moves", tally.name), [id](Unrolling& u, std::size_t s, const auto& arguments) {
    const TallyKind kind = u.agreement()[id].kind;
    const encode::TallyState t = u.tally(id, arguments, s);
    if (kind == TallyKind::kEver) return !t.value;
    return kind == TallyKind::kSum || kind == TallyKind::kCount ? t.value == 0 : !t.seen;
  });
  if (tally.kind == TallyKind::kSum || tally.kind == TallyKind::kCount) {
    add_about(id, fmt::format("{} >= 0", tally.name), [id](Unrolling& u, std::size_t s, const auto& arguments) {
      return u.tally(id, arguments, s).value >= 0;
    });
  }
  if (tally.kind == TallyKind::kFirstDate || tally.kind == TallyKind::kLastDate) add_dated(id);
  if (tally.where) add_since(id);
}

// What the tally's `where` says of the date alone: once an event has counted, it may stay so.
void Collector::add_since(TallyId id) {
  const language::Tally& tally = agreement_[id];
  std::vector<ExprId> pending{*tally.where};
  while (!pending.empty()) {
    const ExprId part = pending.back();
    pending.pop_back();
    const auto* both = std::get_if<language::Binary>(&agreement_[part].node);
    if (both && both->op == BinaryOp::kAnd) {
      pending.insert(pending.end(), {both->left, both->right});
      continue;
    }
    const Reads what = reads(part);
    if (!what.date || what.moment || what.event || what.state || what.parameter) continue;
    add_about(id, fmt::format("{} only since {}", tally.name, part.index),
              [id, part](Unrolling& u, std::size_t s, const auto& arguments) {
                const language::Tally& declared = u.agreement()[id];
                const encode::TallyState t = u.tally(id, arguments, s);
                const bool dated = declared.kind == TallyKind::kFirstDate || declared.kind == TallyKind::kLastDate;
                const z3::expr counted = declared.kind == TallyKind::kEver ? t.value : dated ? t.seen : t.value != 0;
                return encode::implication(counted, guarded(u.in_state(part, {s, {}, {}, {}})));
              });
  }
}

void Collector::add_dated(TallyId id) {
  const language::Tally& dated = agreement_[id];
  add_about(id, fmt::format("{} is no later than the date", dated.name),
            [id](Unrolling& u, std::size_t s, const auto& arguments) {
              const encode::TallyState t = u.tally(id, arguments, s);
              return encode::implication(t.seen, t.value <= u.date(s));
            });
  add_about(id, fmt::format("{} is no earlier than starts", dated.name),
            [id](Unrolling& u, std::size_t s, const auto& arguments) {
              const encode::TallyState t = u.tally(id, arguments, s);
              return encode::implication(t.seen, t.value >= encode::day_literal(u.context(), u.agreement().starts));
            });
}

// An event has counted in the tally.
z3::expr begun(Unrolling& u, TallyId id, const std::vector<z3::expr>& arguments, std::size_t state) {
  const encode::TallyState t = u.tally(id, arguments, state);
  const TallyKind kind = u.agreement()[id].kind;
  if (kind == TallyKind::kEver) return t.value;
  return kind == TallyKind::kSum || kind == TallyKind::kCount ? t.value != 0 : t.seen;
}

// One tally has begun only once another has: of the same action and parameters, or both without parameters.
void Collector::add_order() {
  for (std::uint32_t a = 0; a < agreement_.tallies.size(); ++a) {
    for (std::uint32_t b = 0; b < agreement_.tallies.size(); ++b) {
      const language::Tally &one = agreement_.tallies[a], &other = agreement_.tallies[b];
      if (a == b || one.parameters.size() != other.parameters.size()) continue;
      if (!one.parameters.empty() && one.over != other.over) continue;
      if (!same_types(one.parameters, other.parameters)) continue;
      add_about(TallyId{a}, fmt::format("{} begins only once {} has", one.name, other.name),
                [a, b](Unrolling& u, std::size_t s, const auto& arguments) {
                  return encode::implication(begun(u, TallyId{a}, arguments, s), begun(u, TallyId{b}, arguments, s));
                });
    }
  }
}

bool Collector::same_types(const std::vector<language::VariableId>& a,
                           const std::vector<language::VariableId>& b) const {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](language::VariableId x, language::VariableId y) {
    return agreement_[x].type == agreement_[y].type;
  });
}

// --- duties ----------------------------------------------------------------------------------------------------------

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
  add_while_owed(id, "created no later than the date", [](Unrolling& u, std::size_t s, CommitmentId c) {
    return u.commitment(c).created <= u.date(s);
  });
  add_while_owed(id, "created no earlier than starts", [](Unrolling& u, std::size_t, CommitmentId c) {
    return u.commitment(c).created >= encode::day_literal(u.context(), u.agreement().starts);
  });
  if (!std::holds_alternative<language::NoDeadline>(duty(id).deadline)) {
    add_while_owed(id, "not overdue", [](Unrolling& u, std::size_t s, CommitmentId c) {
      return u.date(s) <= u.commitment(c).deadline;
    });
  }
  if (!duty(id).trigger) add_standing(id);
  add_terms(id);
  add_trigger_facts(id);
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) add_trigger_tally(id, TallyId{t});
  add_rivals(id);
  if (duty(id).capacity.most > 1 || !duty(id).capacity.per.empty()) add_several(id);
}

z3::expr Collector::number_owed(Unrolling& u, StatementId id, std::size_t state) {
  z3::expr number = u.context().int_val(0);
  for (CommitmentId c : u.commitments(id, state)) {
    number = number + encode::choice(u.outstanding(c, state), u.context().int_val(1), u.context().int_val(0));
  }
  return number;
}

// Where several may be owed: no more than were triggered, less those discharged; what grows with each trigger grows
// with their age.
void Collector::add_several(StatementId id) {
  const language::ActionId* trigger = language::triggering_action(duty(id));
  const language::ActionId* act = language::discharging_action(duty(id));
  const auto counts = [&](TallyId t, const language::ActionId* action) {
    const language::Tally& tally = agreement_[t];
    return action && tally.kind == TallyKind::kCount && tally.parameters.empty() && tally.over == language::Occasion{*action};
  };
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
    const TallyId triggers{t};
    if (!counts(triggers, trigger)) continue;
    const auto value = [](Unrolling& u, TallyId tally, std::size_t s) { return u.tally(tally, {}, s).value; };
    add(fmt::format("{} at most {}", label(id), agreement_[triggers].name),
        [=](Unrolling& u, std::size_t s) { return number_owed(u, id, s) <= value(u, triggers, s); }, true);
    for (std::uint32_t d = 0; d < agreement_.tallies.size(); ++d) {
      const TallyId acts{d};
      if (!counts(acts, act)) continue;
      add(fmt::format("{} and {} at most {}", label(id), agreement_[acts].name, agreement_[triggers].name),
          [=](Unrolling& u, std::size_t s) {
            return number_owed(u, id, s) + value(u, acts, s) <= value(u, triggers, s);
          },
          true);
    }
    for (std::size_t f = 0; f < agreement_[*trigger].parameters.size(); ++f) {
      if (agreement_[*trigger].parameters[f].type.sort != Sort::kWhole) continue;
      add_while_owed(id, fmt::format("field {} from 1 to {}", f, agreement_[triggers].name),
                     [=](Unrolling& u, std::size_t s, CommitmentId c) {
                       const z3::expr& field = u.commitment(c).fields[f];
                       return encode::conjunction(field >= 1, field <= value(u, triggers, s));
                     });
    }
  }
  for (std::size_t f = 0; trigger && f < agreement_[*trigger].parameters.size(); ++f) {
    if (!ordered(agreement_[*trigger].parameters[f].type)) continue;
    add_by_age(id, fmt::format("field {}", f), [f](const Commitment& older, const Commitment& younger) {
      return older.fields[f] < younger.fields[f];
    });
  }
  add_by_age(id, "date", [](const Commitment& older, const Commitment& younger) {
    return older.created <= younger.created;
  });
}

// Of each two duties of the statement that are outstanding, something of the older and the younger one.
void Collector::add_by_age(StatementId id, const std::string& name,
                           std::function<z3::expr(const Commitment&, const Commitment&)> fact) {
  const auto pairs = [id, fact = std::move(fact)](Unrolling& u, std::size_t s) {
    std::vector<z3::expr> all;
    const std::vector<CommitmentId> commitments = u.commitments(id, s);
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
  add(fmt::format("{} grows with age: {}", label(id), name), pairs, true);
}

// A duty without trigger is owed only once its first day has come, which it has from the day after that day on.
void Collector::add_standing(StatementId id) {
  add(fmt::format("{} has arisen: its first day has come", label(id)), [id](Unrolling& u, std::size_t s) {
    return encode::implication(u.arisen(id, s), u.date(s) >= u.first_day(id).value);
  });
  add(fmt::format("{} has arisen after its first day", label(id)), [id](Unrolling& u, std::size_t s) {
    return encode::implication(u.date(s) > u.first_day(id).value, u.arisen(id, s));
  });
  add_while_owed(id, "its first day has come", [id](Unrolling& u, std::size_t s, CommitmentId) {
    return u.arisen(id, s);
  });
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
    add_while_owed(id, fmt::format("frozen {}", i), [i, frozen = rule.frozen[i]](Unrolling& u, std::size_t s,
                                                                                  CommitmentId c) {
      return u.commitment(c).frozen[i] == u.in_state(frozen, {s, {}, c, {}}).value;
    });
  }
}

// Parties that have always complied.
void Collector::add_clean_records() {
  const auto asks = [](const language::Expression& e) { return std::holds_alternative<language::Breached>(e.node); };
  if (std::none_of(agreement_.expressions.begin(), agreement_.expressions.end(), asks)) return;
  for (std::uint32_t p = 0; p < agreement_.parties.size(); ++p) {
    add(fmt::format("{} has complied", agreement_.parties[p].name),
        [p](Unrolling& u, std::size_t s) { return !u.breached(language::PartyId{p}, s); });
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
  for (const std::optional<ExprId>& fact : {rule.trigger->where, agreement_[*trigger].where}) {
    if (!fact || reads(*fact).moment || reads(*fact).state || reads(*fact).date) continue;
    add_while_owed(id, fmt::format("its trigger satisfied {}", fact->index),
                   [fact](Unrolling& u, std::size_t s, CommitmentId c) {
                     return guarded(u.in_state(*fact, {s, u.commitment(c).fields, c, {}}));
                   });
  }
}

// What tallies say while a duty is owed. Those over its trigger have taken the trigger in; of any `ever`, either may
// be.
void Collector::add_trigger_tally(StatementId id, TallyId tally_id) {
  const language::Tally& tally = agreement_[tally_id];
  if (!tally.parameters.empty()) return;
  const auto state = [tally_id](Unrolling& u, std::size_t s) { return u.tally(tally_id, {}, s); };
  if (tally.kind == TallyKind::kEver) {
    add_while_owed(id, tally.name, [state](Unrolling& u, std::size_t s, CommitmentId) { return state(u, s).value; });
    add_while_owed(id, "not " + tally.name, [state](Unrolling& u, std::size_t s, CommitmentId) { return !state(u, s).value; });
  }
  if (!duty(id).trigger || tally.over != duty(id).trigger->occasion) return;
  if (tally.kind == TallyKind::kLastDate || tally.kind == TallyKind::kFirstDate) {
    add_while_owed(id, tally.name + " is when it was created", [state](Unrolling& u, std::size_t s, CommitmentId c) {
      return encode::conjunction(state(u, s).seen, state(u, s).value == u.commitment(c).created);
    });
  }
  if (tally.kind == TallyKind::kLastDate) {
    add_while_owed(id, tally.name + " is when it was created or later", [state](Unrolling& u, std::size_t s, CommitmentId c) {
      return encode::conjunction(state(u, s).seen, state(u, s).value >= u.commitment(c).created);
    });
  } else if (tally.kind == TallyKind::kFirstDate) {
    add_while_owed(id, tally.name + " is when it was created or earlier", [state](Unrolling& u, std::size_t s, CommitmentId c) {
      return encode::conjunction(state(u, s).seen, state(u, s).value <= u.commitment(c).created);
    });
  } else if (tally.kind == TallyKind::kCount) {
    add_while_owed(id, tally.name + " has begun",
                   [state](Unrolling& u, std::size_t s, CommitmentId) { return state(u, s).value >= 1; });
  } else if (tally.kind == TallyKind::kSum) {
    const Reads value = reads(*tally.value);
    if (value.moment || value.state || value.date) return;
    add_while_owed(id, tally.name + " has taken it in", [state, added = *tally.value](Unrolling& u, std::size_t s, CommitmentId c) {
      return state(u, s).value >= u.in_state(added, {s, u.commitment(c).fields, c, {}}).value;
    });
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

// --- comparisons -----------------------------------------------------------------------------------------------------

void Collector::add_comparison(ExprId id) {
  const auto* comparison = std::get_if<language::Binary>(&agreement_[id].node);
  if (!comparison || comparison->op < BinaryOp::kEq || comparison->op > BinaryOp::kGe) return;
  if (!ordered(agreement_[comparison->left].type)) return;
  const Reads what = reads(id);
  if (what.moment || what.trigger || what.parameter || !(what.state || what.date)) return;
  add_boundary(id, *comparison);
  if (!what.event) add_with_owed(id, *comparison);
}

// The comparison both ways, with the arguments of an event set to nothing.
void Collector::add_boundary(ExprId id, const language::Binary& comparison) {
  constexpr std::size_t kFields = 16;
  const auto side = [](Unrolling& u, std::size_t s, ExprId e) {
    return u.in_state(e, {s, std::vector<z3::expr>(kFields, u.context().real_val(0)), {}, {}});
  };
  std::vector<ExprId> pending{comparison.left, comparison.right};
  while (!pending.empty()) {  // only amounts can be set to nothing
    const language::Expression& e = agreement_[pending.back()];
    pending.pop_back();
    const auto* field = std::get_if<language::EventField>(&e.node);
    if (field && (field->position >= kFields || (e.type.sort != Sort::kMoney && e.type.sort != Sort::kNumber))) return;
    for (ExprId child : language::children(e.node)) pending.push_back(child);
  }
  for (const bool upper : {true, false}) {
    add(fmt::format("comparison {} {}", id.index, upper ? "at most" : "at least"), [=](Unrolling& u, std::size_t s) {
      encode::Encoded a = side(u, s, comparison.left), b = side(u, s, comparison.right);
      const z3::expr x = a.value.is_int() && b.value.is_int() ? a.value : encode::as_real(a.value);
      const z3::expr y = a.value.is_int() && b.value.is_int() ? b.value : encode::as_real(b.value);
      return encode::implication(encode::conjunction(a.defined, b.defined), upper ? x <= y : x >= y);
    });
  }
}

// The sums that stand in an expression as plain summands.
std::vector<TallyId> Collector::summands(ExprId id) const {
  std::vector<TallyId> found;
  std::vector<ExprId> pending{id};
  while (!pending.empty()) {
    const language::Expression& e = agreement_[pending.back()];
    pending.pop_back();
    if (const auto* tally = std::get_if<language::TallyRef>(&e.node)) {
      if (agreement_[tally->tally].kind == TallyKind::kSum && tally->arguments.empty()) found.push_back(tally->tally);
    }
    const auto* sum = std::get_if<language::Binary>(&e.node);
    if (!sum || (sum->op != BinaryOp::kAdd && sum->op != BinaryOp::kSub)) continue;
    pending.push_back(sum->left);
    if (sum->op == BinaryOp::kAdd) pending.push_back(sum->right);
  }
  return found;
}

// What the duty's `where` says the summed argument must be: `amount = X` gives X, and where X is a `min`, its parts.
std::vector<ExprId> Collector::owed_amounts(StatementId id, TallyId sum) const {
  const language::Tally& tally = agreement_[sum];
  const auto* act = std::get_if<language::Act>(&duty(id).performance);
  if (!act || language::Occasion{act->action} != tally.over || !act->where) return {};
  const auto* summed = std::get_if<language::EventField>(&agreement_[*tally.value].node);
  if (!summed) return {};
  std::vector<ExprId> amounts, pending{*act->where};
  while (!pending.empty()) {
    const auto* node = std::get_if<language::Binary>(&agreement_[pending.back()].node);
    pending.pop_back();
    if (!node) continue;
    if (node->op == BinaryOp::kAnd) pending.insert(pending.end(), {node->left, node->right});
    const auto is_summed = [&](ExprId e) {
      const auto* field = std::get_if<language::EventField>(&agreement_[e].node);
      return field && field->position == summed->position;
    };
    if (node->op != BinaryOp::kEq && node->op != BinaryOp::kLe) continue;
    if (is_summed(node->left)) amounts.push_back(node->right);
    if (is_summed(node->right) && node->op == BinaryOp::kEq) amounts.push_back(node->left);
  }
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const auto* min = std::get_if<language::Binary>(&agreement_[amounts[i]].node);
    if (min && min->op == BinaryOp::kMin) amounts.insert(amounts.end(), {min->left, min->right});
  }
  std::erase_if(amounts, [&](ExprId e) { return reads(e).moment || reads(e).event || reads(e).parameter; });
  return amounts;
}

void Collector::add_with_owed(ExprId id, const language::Binary& comparison) {
  for (TallyId sum : summands(comparison.left)) add_owed_amounts(id, comparison, sum, true);
  for (TallyId sum : summands(comparison.right)) add_owed_amounts(id, comparison, sum, false);
}

// `L <= R` with what a duty still owes added to the side that its discharge will raise; where several may be owed, with
// what all of them owe.
void Collector::add_owed_amounts(ExprId id, const language::Binary& comparison, TallyId sum, bool upper) {
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    if (!std::holds_alternative<Duty>(agreement_.statements[s].rule)) continue;
    const StatementId owing{s};
    for (ExprId amount : owed_amounts(owing, sum)) {
      add_while_owed(owing, fmt::format("comparison {} with {} added", id.index, amount.index),
                     [=](Unrolling& u, std::size_t state, CommitmentId c) {
                       const auto read = [&](ExprId e) { return u.in_state(e, {state, {}, c, {}}); };
                       const encode::Encoded a = read(comparison.left), b = read(comparison.right), x = read(amount);
                       const z3::expr raised = encode::as_real(upper ? a.value : b.value) + encode::as_real(x.value);
                       const z3::expr other = encode::as_real(upper ? b.value : a.value);
                       return raised <= other;
                     });
      if (duty(owing).capacity.most > 1) add_total_owed(id, comparison, owing, amount, upper);
    }
  }
}

void Collector::add_total_owed(ExprId id, const language::Binary& comparison, StatementId owing, ExprId amount,
                               bool upper) {
  const auto all = [=](Unrolling& u, std::size_t state) {
    const auto side = [&](ExprId e) { return encode::as_real(u.in_state(e, {state, {}, {}, {}}).value); };
    z3::expr raised = side(upper ? comparison.left : comparison.right);
    for (CommitmentId c : u.commitments(owing, state)) {
      const z3::expr owed = encode::as_real(u.in_state(amount, {state, {}, c, {}}).value);
      raised = raised + encode::choice(u.outstanding(c, state), owed, u.context().real_val(0));
    }
    return raised <= side(upper ? comparison.right : comparison.left);
  };
  add(fmt::format("comparison {} with all {} of {} added", id.index, amount.index, label(owing)), all, true);
}

// A property that speaks of the state alone may be its own lemma; so may each of its conjuncts.
void Collector::add_formula(ExprId formula) {
  const Reads what = reads(formula);
  if (what.moment || what.event || what.trigger || what.parameter) return;
  add(fmt::format("formula {}", formula.index),
      [formula](Unrolling& u, std::size_t s) { return guarded(u.in_state(formula, {s, {}, {}, {}})); });
}

}  // namespace

std::vector<Candidate> candidates(const Agreement& agreement) { return Collector(agreement).collect(); }

}  // namespace proviso::solver
