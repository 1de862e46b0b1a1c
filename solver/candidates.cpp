#include "solver/candidates.h"

#include <fmt/format.h>

#include <set>

#include "language/children.h"

namespace proviso::solver {

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
};

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
    for (std::uint32_t e = 0; e < agreement_.expressions.size(); ++e) add_comparison(ExprId{e});
    for (const language::Property& property : agreement_.properties) {
      if (property.question == language::QuestionKind::kAlways) add_formula(property.formula);
    }
    return std::move(result_);
  }

 private:
  using AtState = std::function<z3::expr(Unrolling&, std::size_t)>;

  void add(const std::string& name, AtState at) {
    if (!names_.insert(name).second) return;
    result_.push_back(
        {name, std::nullopt,
         [at = std::move(at)](Unrolling& u, std::size_t state, const std::vector<z3::expr>&) { return at(u, state); }});
  }

  void add_about(TallyId tally, const std::string& name,
                 std::function<z3::expr(Unrolling&, std::size_t, const std::vector<z3::expr>&)> at) {
    if (!names_.insert(name).second) return;
    const bool plain = agreement_[tally].parameters.empty();
    result_.push_back({name, plain ? std::nullopt : std::optional(tally), std::move(at)});
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
  void add_while_owed(StatementId id, const std::string& name, AtState fact);
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
    all.trigger |= is(std::type_identity<language::TriggerField>{}) || is(std::type_identity<language::TriggerDate>{});
    all.date |= is(std::type_identity<language::Today>{}) || is(std::type_identity<language::InEffect>{});
    all.state |= is(std::type_identity<language::TallyRef>{}) || is(std::type_identity<language::Owed>{}) ||
                 is(std::type_identity<language::OwedBy>{});
    if (const auto* variable = std::get_if<language::VariableRef>(&e.node)) {
      all.parameter |= !free_.contains(variable->variable);
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

void Collector::add_while_owed(StatementId id, const std::string& name, AtState fact) {
  add(fmt::format("while {} is owed: {}", label(id), name), [id, fact = std::move(fact)](Unrolling& u, std::size_t s) {
    const z3::expr owed = u.slot(id, s).outstanding;
    return owed.is_false() ? u.context().bool_val(true) : encode::implication(owed, fact(u, s));
  });
}

void Collector::add_duty(StatementId id) {
  add_while_owed(id, "created no later than the date",
                 [id](Unrolling& u, std::size_t s) { return u.slot(id, s).created <= u.date(s); });
  add_while_owed(id, "created no earlier than starts", [id](Unrolling& u, std::size_t s) {
    return u.slot(id, s).created >= encode::day_literal(u.context(), u.agreement().starts);
  });
  add_while_owed(id, "not overdue", [id](Unrolling& u, std::size_t s) { return u.date(s) <= u.slot(id, s).deadline; });
  add_trigger_facts(id);
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) add_trigger_tally(id, TallyId{t});
  add_rivals(id);
}

void Collector::add_trigger_facts(StatementId id) {
  const Duty& rule = duty(id);
  const language::ClauseText& text = agreement_[agreement_[id].text];
  const Reads deadline = reads(rule.within);
  const bool in_days = agreement_[rule.within].type.sort == Sort::kDays;
  if (in_days && !deadline.moment && !deadline.state && !deadline.date) {
    add_while_owed(id, "its deadline", [id, within = rule.within](Unrolling& u, std::size_t s) {
      const encode::Encoded days = u.in_state(within, {s, {}, id, {}});
      return encode::implication(days.defined, u.slot(id, s).deadline == u.slot(id, s).created + days.value);
    });
  }
  const auto bound = [&](const std::vector<ExprId>& dates, const char* word, auto compare) {
    for (ExprId date : dates) {
      const Reads what = reads(date);
      if (what.moment || what.state || what.date) continue;
      add_while_owed(id, fmt::format("created {} bound {}", word, date.index),
                     [id, date, compare](Unrolling& u, std::size_t s) {
                       return compare(u.slot(id, s).created, u.in_state(date, {s, {}, {}, {}}).value);
                     });
    }
  };
  bound(text.from, "from", [](const z3::expr& a, const z3::expr& b) { return a >= b; });
  bound(text.through, "through", [](const z3::expr& a, const z3::expr& b) { return a <= b; });
  bound(text.before, "before", [](const z3::expr& a, const z3::expr& b) { return a < b; });
  for (const std::optional<ExprId>& fact : {rule.trigger_where, agreement_.actions[rule.trigger.index].where}) {
    if (!fact || reads(*fact).moment || reads(*fact).state || reads(*fact).date) continue;
    add_while_owed(id, fmt::format("its trigger satisfied {}", fact->index), [id, fact](Unrolling& u, std::size_t s) {
      return guarded(u.in_state(*fact, {s, u.slot(id, s).fields, id, {}}));
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
    add_while_owed(id, tally.name, [state](Unrolling& u, std::size_t s) { return state(u, s).value; });
    add_while_owed(id, "not " + tally.name, [state](Unrolling& u, std::size_t s) { return !state(u, s).value; });
  }
  if (tally.over != language::Occasion{duty(id).trigger}) return;
  if (tally.kind == TallyKind::kLastDate || tally.kind == TallyKind::kFirstDate) {
    add_while_owed(id, tally.name + " is when it was created", [id, state](Unrolling& u, std::size_t s) {
      return encode::conjunction(state(u, s).seen, state(u, s).value == u.slot(id, s).created);
    });
  }
  if (tally.kind == TallyKind::kLastDate) {
    add_while_owed(id, tally.name + " is when it was created or later", [id, state](Unrolling& u, std::size_t s) {
      return encode::conjunction(state(u, s).seen, state(u, s).value >= u.slot(id, s).created);
    });
  } else if (tally.kind == TallyKind::kFirstDate) {
    add_while_owed(id, tally.name + " is when it was created or earlier", [id, state](Unrolling& u, std::size_t s) {
      return encode::conjunction(state(u, s).seen, state(u, s).value <= u.slot(id, s).created);
    });
  } else if (tally.kind == TallyKind::kCount) {
    add_while_owed(id, tally.name + " has begun",
                   [state](Unrolling& u, std::size_t s) { return state(u, s).value >= 1; });
  } else if (tally.kind == TallyKind::kSum) {
    const Reads value = reads(*tally.value);
    if (value.moment || value.state || value.date) return;
    add_while_owed(id, tally.name + " has taken it in", [id, state, added = *tally.value](Unrolling& u, std::size_t s) {
      return state(u, s).value >= u.in_state(added, {s, u.slot(id, s).fields, id, {}}).value;
    });
  }
}

void Collector::add_rivals(StatementId id) {
  for (std::uint32_t o = 0; o < id.index; ++o) {
    const StatementId other{o};
    if (!std::holds_alternative<Duty>(agreement_[other].rule)) continue;
    add(fmt::format("{} and {} are not both owed", label(id), label(other)), [id, other](Unrolling& u, std::size_t s) {
      return !(u.slot(id, s).outstanding && u.slot(other, s).outstanding);
    });
  }
}

// --- comparisons -----------------------------------------------------------------------------------------------------

bool ordered(const language::Type& type) { return language::is_numeric(type) || type.sort == Sort::kDate; }

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
  const Duty& rule = duty(id);
  if (language::Occasion{rule.action} != tally.over || !rule.where) return {};
  const auto* summed = std::get_if<language::EventField>(&agreement_[*tally.value].node);
  if (!summed) return {};
  std::vector<ExprId> amounts, pending{*rule.where};
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

// `L <= R` with what a duty still owes added to the side that its discharge will raise.
void Collector::add_owed_amounts(ExprId id, const language::Binary& comparison, TallyId sum, bool upper) {
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    if (!std::holds_alternative<Duty>(agreement_.statements[s].rule)) continue;
    const StatementId owing{s};
    for (ExprId amount : owed_amounts(owing, sum)) {
      add_while_owed(owing, fmt::format("comparison {} with {} added", id.index, amount.index),
                     [=](Unrolling& u, std::size_t state) {
                       const auto read = [&](ExprId e) { return u.in_state(e, {state, {}, owing, {}}); };
                       const encode::Encoded a = read(comparison.left), b = read(comparison.right), x = read(amount);
                       const z3::expr raised = encode::as_real(upper ? a.value : b.value) + encode::as_real(x.value);
                       const z3::expr other = encode::as_real(upper ? b.value : a.value);
                       return raised <= other;
                     });
    }
  }
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
