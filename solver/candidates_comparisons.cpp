// Candidates from the comparisons that clauses, facts and properties make, and from what properties say of the state.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "language/children.h"
#include "solver/collector.h"

namespace proviso::solver {

using language::ActionId;

namespace {

constexpr std::size_t kFields = 16;  // of an event, that are set to nothing

z3::expr at_boundary(const encode::Encoded& a, const encode::Encoded& b, bool upper) {
  const bool whole = a.value.is_int() && b.value.is_int();
  const z3::expr x = whole ? a.value : encode::as_real(a.value), y = whole ? b.value : encode::as_real(b.value);
  return encode::implication(encode::conjunction(a.defined, b.defined), upper ? x <= y : x >= y);
}

}  // namespace

void Collector::add_comparison(ExprId id) {
  const auto* comparison = std::get_if<language::Binary>(&agreement_[id].node);
  if (!comparison || comparison->op < BinaryOp::kEq || comparison->op > BinaryOp::kGe) return;
  if (!ordered(agreement_[comparison->left].type)) return;
  if (language::is_numeric(agreement_[comparison->left].type)) add_limit(*comparison);
  const Reads what = reads(id);
  if (what.moment || what.trigger) return;
  if (what.state) add_boundaries_about(id, *comparison);
  if (what.event && !what.state && !what.date && !what.parameter) {
    add_bounded_sums(*comparison);
    add_sums_by_step(*comparison);
  }
  if (what.parameter || !(what.state || what.date)) return;
  add_boundary(id, *comparison);
  if (!what.event) add_with_owed(id, *comparison);
  add_due_by(*comparison);
}

// A date of the state with which the present date is compared: what is owed may be due by then.
void Collector::add_due_by(const language::Binary& comparison) {
  const auto today = [&](ExprId side) { return std::holds_alternative<language::Today>(agreement_[side].node); };
  if (today(comparison.left) == today(comparison.right)) return;
  const ExprId date = today(comparison.left) ? comparison.right : comparison.left;
  const Reads what = reads(date);
  if (what.event || what.date || !what.state) return;
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    const Duty* rule = std::get_if<Duty>(&agreement_.statements[s].rule);
    if (!rule || std::holds_alternative<language::NoDeadline>(rule->deadline)) continue;
    for (const bool earlier : {true, false}) {
      add_while_owed(StatementId{s}, fmt::format("due {} {}", earlier ? "by" : "not before", date.index),
                     [date, earlier](Unrolling& u, std::size_t state, CommitmentId c) {
                       const encode::Encoded day = u.in_state(date, {state, {}, {}, {}});
                       const z3::expr& deadline = u.commitment(c).deadline;
                       return encode::conjunction(day.defined, earlier ? deadline <= day.value : deadline >= day.value);
                     });
    }
  }
  for (std::uint32_t p = 0; asks_about_breach() && p < agreement_.parties.size(); ++p) {
    add(fmt::format("{} has complied by {}", agreement_.parties[p].name, date.index), [=](Unrolling& u, std::size_t s) {
      const encode::Encoded day = u.in_state(date, {s, {}, {}, {}});
      const z3::expr past = encode::conjunction(day.defined, u.date(s) > day.value);
      return encode::implication(u.breached(language::PartyId{p}, s), past);
    });
  }
}

// A duty without trigger is owed until what it is for is so.
void Collector::add_once_performed(StatementId id, ExprId fact) {
  add(fmt::format("{} has arisen: it is owed, or {}", label(id), fact.index),
      [id, fact](Unrolling& u, std::size_t state) {
        std::vector<z3::expr> any{!u.arisen(id, state), guarded(u.in_state(fact, {state, {}, {}, {}}))};
        for (CommitmentId c : u.commitments(id, state)) any.push_back(u.outstanding(c, state));
        return encode::disjunction(u.context(), any);
      });
}

// What a property says beside a question about duties of a clause may not be so while one is owed.
void Collector::add_beside_owed(ExprId formula) {
  std::vector<ExprId> pending{formula}, comparisons;
  std::set<language::ClauseId> clauses;
  while (!pending.empty()) {
    const ExprId id = pending.back();
    pending.pop_back();
    const language::ExprNode& node = agreement_[id].node;
    if (const auto* owed = std::get_if<language::Owed>(&node)) clauses.insert(owed->clause);
    const auto* comparison = std::get_if<language::Binary>(&node);
    if (comparison && comparison->op >= BinaryOp::kEq && comparison->op <= BinaryOp::kGe) comparisons.push_back(id);
    const std::vector<ExprId> operands = language::children(node);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  std::erase_if(comparisons, [&](ExprId id) {
    const Reads what = reads(id);
    return what.moment || what.event || what.trigger || what.parameter || !what.state;
  });
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    const StatementId id{s};
    if (!std::holds_alternative<Duty>(agreement_[id].rule)) continue;
    if (!duty(id).trigger) {
      for (ExprId comparison : comparisons) add_once_performed(id, comparison);
    }
    if (!clauses.contains(agreement_[agreement_[id].text].clause)) continue;
    for (ExprId comparison : comparisons) {
      for (const bool so : {true, false}) {
        add_while_owed(id, fmt::format("{} {}", so ? "also" : "not also", comparison.index),
                       [=](Unrolling& u, std::size_t state, CommitmentId) {
                         const encode::Encoded said = u.in_state(comparison, {state, {}, {}, {}});
                         return encode::implication(said.defined, so ? said.value : encode::negation(said.value));
                       });
      }
    }
  }
}

// A tally at any arguments, against a number with which it is compared at some.
void Collector::add_limit(const language::Binary& comparison) {
  for (const bool left : {true, false}) {
    const auto* tally = std::get_if<language::TallyRef>(&agreement_[left ? comparison.left : comparison.right].node);
    const ExprId limit = left ? comparison.right : comparison.left;
    if (!tally || tally->arguments.empty() || !std::holds_alternative<language::Literal>(agreement_[limit].node))
      continue;
    for (const bool strictly : {false, true}) {
      add_about(tally->tally,
                fmt::format("{} {} {}", agreement_[tally->tally].name, strictly ? "<" : "<=", limit.index),
                [=, id = tally->tally](Unrolling& u, std::size_t s, const auto& arguments) {
                  const z3::expr value = encode::as_real(u.tally(id, arguments, s).value);
                  const z3::expr bound = encode::as_real(u.in_state(limit, {s, {}, {}, {}}).value);
                  return strictly ? value < bound : value <= bound;
                });
    }
  }
}

// The comparison both ways, with the arguments of an event set to nothing; and strictly, on the side on which it, or
// what a `shall not` leaves, is strict.
void Collector::add_boundary(ExprId id, const language::Binary& comparison) {
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
      return at_boundary(side(u, s, comparison.left), side(u, s, comparison.right), upper);
    });
  }
  const Sort sort = agreement_[comparison.left].type.sort;
  if (sort != Sort::kMoney && sort != Sort::kNumber && sort != Sort::kWhole) return;
  if (comparison.op == BinaryOp::kEq || comparison.op == BinaryOp::kNe) return;
  const bool below = comparison.op == BinaryOp::kLt || comparison.op == BinaryOp::kGe;
  add(fmt::format("comparison {} {}", id.index, below ? "below" : "above"), [=](Unrolling& u, std::size_t s) {
    const encode::Encoded a = side(u, s, comparison.left), b = side(u, s, comparison.right);
    return encode::implication(encode::conjunction(a.defined, b.defined), !at_boundary(a, b, !below));
  });
}

// The same of a tally with parameters that stands in the comparison: its arguments for the fields of the event, and the
// variables, that it is read at there.
void Collector::add_boundaries_about(ExprId id, const language::Binary& comparison) {
  std::vector<ExprId> pending{id};
  std::set<TallyId> tallies;
  while (!pending.empty()) {
    const language::Expression& e = agreement_[pending.back()];
    pending.pop_back();
    const auto* tally = std::get_if<language::TallyRef>(&e.node);
    if (tally && !tally->arguments.empty() && tallies.insert(tally->tally).second) {
      add_boundary_about(id, comparison, *tally);
    }
    for (ExprId child : language::children(e.node)) pending.push_back(child);
  }
}

void Collector::add_boundary_about(ExprId id, const language::Binary& comparison, const language::TallyRef& read_at) {
  std::map<std::uint32_t, std::size_t> fields;  // of the event: which argument stands for it
  std::map<language::VariableId, std::size_t> variables;
  for (std::size_t i = 0; i < read_at.arguments.size(); ++i) {
    const language::ExprNode& argument = agreement_[read_at.arguments[i]].node;
    if (const auto* field = std::get_if<language::EventField>(&argument)) fields.emplace(field->position, i);
    if (const auto* variable = std::get_if<language::VariableRef>(&argument)) variables.emplace(variable->variable, i);
  }
  if (fields.size() + variables.size() != read_at.arguments.size()) return;
  std::vector<ExprId> pending{comparison.left, comparison.right};
  while (!pending.empty()) {
    const language::Expression& e = agreement_[pending.back()];
    pending.pop_back();
    const auto* field = std::get_if<language::EventField>(&e.node);
    const bool amount = e.type.sort == Sort::kMoney || e.type.sort == Sort::kNumber;
    if (field && !fields.contains(field->position) && (field->position >= kFields || !amount)) return;
    const auto* variable = std::get_if<language::VariableRef>(&e.node);
    if (variable && !variables.contains(variable->variable)) return;
    for (ExprId child : language::children(e.node)) pending.push_back(child);
  }
  for (const bool upper : {true, false}) {
    add_about(
        read_at.tally,
        fmt::format("{} in comparison {} {}", agreement_[read_at.tally].name, id.index, upper ? "at most" : "at least"),
        [=](Unrolling& u, std::size_t s, const std::vector<z3::expr>& arguments) {
          encode::StateView view{s, std::vector<z3::expr>(kFields, u.context().real_val(0)), {}, {}};
          for (const auto& [position, i] : fields) view.event.at(position) = arguments[i];
          for (const auto& [variable, i] : variables) view.variables.emplace(variable, arguments[i]);
          return at_boundary(u.in_state(comparison.left, view), u.in_state(comparison.right, view), upper);
        });
  }
}

// `amount > $50`: what has been summed is at most that much for each event that was counted.
void Collector::add_bounded_sums(const language::Binary& comparison) {
  for (const bool left : {true, false}) {
    const auto* field = std::get_if<language::EventField>(&agreement_[left ? comparison.left : comparison.right].node);
    const ExprId limit = left ? comparison.right : comparison.left;
    if (!field || !std::holds_alternative<language::Literal>(agreement_[limit].node)) continue;
    for (std::uint32_t s = 0; s < agreement_.tallies.size(); ++s) {
      const language::Tally& sum = agreement_.tallies[s];
      const auto* summed = sum.value ? std::get_if<language::EventField>(&agreement_[*sum.value].node) : nullptr;
      if (sum.kind != TallyKind::kSum || !summed || summed->position != field->position) continue;
      for (std::uint32_t c = 0; c < agreement_.tallies.size(); ++c) {
        const language::Tally& count = agreement_.tallies[c];
        if (count.kind != TallyKind::kCount || count.over != sum.over) continue;
        if (!same_types(count.parameters, sum.parameters)) continue;
        add_about(TallyId{s}, fmt::format("{} at most {} for each of {}", sum.name, limit.index, count.name),
                  [=](Unrolling& u, std::size_t state, const std::vector<z3::expr>& arguments) {
                    const z3::expr each = encode::as_real(u.in_state(limit, {state, {}, {}, {}}).value);
                    const z3::expr number = encode::as_real(u.tally(TallyId{c}, arguments, state).value);
                    return encode::as_real(u.tally(TallyId{s}, arguments, state).value) <= each * number;
                  });
      }
    }
  }
}

// The whole numbers with which the tally is compared.
std::vector<std::uint32_t> Collector::steps_of(TallyId id) const {
  constexpr std::uint32_t kMostSteps = 12;  // the months of a year
  std::uint32_t most = 0;
  for (const language::Expression& e : agreement_.expressions) {
    const auto* comparison = std::get_if<language::Binary>(&e.node);
    if (!comparison || comparison->op < BinaryOp::kEq || comparison->op > BinaryOp::kGe) continue;
    const auto* tally = std::get_if<language::TallyRef>(&agreement_[comparison->left].node);
    const auto* literal = std::get_if<language::Literal>(&agreement_[comparison->right].node);
    if (!tally || tally->tally != id || !literal) continue;
    const auto& number = std::get<mpq_class>(literal->value);
    if (number.get_den() == 1 && number > 0 && number <= kMostSteps) {
      most = std::max(most, static_cast<std::uint32_t>(number.get_num().get_ui()));
    }
  }
  std::vector<std::uint32_t> steps(most > 0 ? most + 1 : 0);
  std::iota(steps.begin(), steps.end(), 0U);
  return steps;
}

// `amount > q`, beside a tally that goes through 0, 1, 2, … with the same events and begins again, as the sum does: at
// its n-th step the sum is within n or n + 1 times q.
void Collector::add_sums_by_step(const language::Binary& comparison) {
  for (const bool left : {true, false}) {
    const auto* field = std::get_if<language::EventField>(&agreement_[left ? comparison.left : comparison.right].node);
    const ExprId limit = left ? comparison.right : comparison.left;
    if (!field || reads(limit).event) continue;
    for (std::uint32_t s = 0; s < agreement_.tallies.size(); ++s) {
      const language::Tally& sum = agreement_.tallies[s];
      const auto* summed = sum.value ? std::get_if<language::EventField>(&agreement_[*sum.value].node) : nullptr;
      if (sum.kind != TallyKind::kSum || !sum.parameters.empty()) continue;
      if (!summed || summed->position != field->position) continue;
      for (std::uint32_t c = 0; c < agreement_.tallies.size(); ++c) {
        const language::Tally& step = agreement_.tallies[c];
        if (step.kind != TallyKind::kLatest || step.type.sort != Sort::kWhole || step.over != sum.over) continue;
        if (!step.parameters.empty()) continue;
        for (const std::uint32_t n : steps_of(TallyId{c})) add_sum_at_step(TallyId{s}, limit, TallyId{c}, n);
      }
    }
  }
}

void Collector::add_sum_at_step(TallyId sum, ExprId limit, TallyId step, std::uint32_t n) {
  for (const std::uint32_t times : {n, n + 1}) {
    add(fmt::format("{} at most {} times {} where {} is {}", agreement_[sum].name, times, limit.index,
                    agreement_[step].name, n),
        [=](Unrolling& u, std::size_t state) {
          const z3::expr each = encode::as_real(u.in_state(limit, {state, {}, {}, {}}).value);
          const z3::expr most = u.context().real_val(static_cast<int>(times)) * each;
          return encode::implication(u.tally(step, {}, state).value == static_cast<int>(n),
                                     encode::as_real(u.tally(sum, {}, state).value) <= most);
        });
  }
}

// The sums, or counts, that stand in an expression as plain summands.
std::vector<TallyId> Collector::summands(ExprId id, TallyKind kind) const {
  std::vector<TallyId> found;
  std::vector<ExprId> pending{id};
  while (!pending.empty()) {
    const language::Expression& e = agreement_[pending.back()];
    pending.pop_back();
    if (const auto* tally = std::get_if<language::TallyRef>(&e.node)) {
      if (agreement_[tally->tally].kind == kind && tally->arguments.empty()) found.push_back(tally->tally);
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
  for (TallyId sum : summands(comparison.left, TallyKind::kSum)) add_owed_amounts(id, comparison, sum, true);
  for (TallyId sum : summands(comparison.right, TallyKind::kSum)) add_owed_amounts(id, comparison, sum, false);
  for (TallyId count : summands(comparison.left, TallyKind::kCount)) add_owed_event(id, comparison, count, true);
  for (TallyId count : summands(comparison.right, TallyKind::kCount)) add_owed_event(id, comparison, count, false);
}

// `L <= R` with one added to the side that counts what a duty is discharged by.
void Collector::add_owed_event(ExprId id, const language::Binary& comparison, TallyId count, bool upper) {
  const ActionId* counted = language::action_of(agreement_[count].over);
  for (std::uint32_t s = 0; counted && s < agreement_.statements.size(); ++s) {
    const Duty* rule = std::get_if<Duty>(&agreement_.statements[s].rule);
    const ActionId* discharging = rule ? language::discharging_action(*rule) : nullptr;
    if (!discharging || *discharging != *counted) continue;
    add_while_owed(StatementId{s}, fmt::format("comparison {} with one added", id.index),
                   [=](Unrolling& u, std::size_t state, CommitmentId) {
                     const auto read = [&](ExprId e) { return u.in_state(e, {state, {}, {}, {}}); };
                     const encode::Encoded a = read(comparison.left), b = read(comparison.right);
                     const z3::expr raised = encode::as_real(upper ? a.value : b.value) + 1;
                     return encode::implication(encode::conjunction(a.defined, b.defined),
                                                raised <= encode::as_real(upper ? b.value : a.value));
                   });
  }
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
      if (duty(owing).capacity.most > 1 && all_laid_out(agreement_, owing))
        add_total_owed(id, comparison, owing, amount, upper);
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

}  // namespace proviso::solver
