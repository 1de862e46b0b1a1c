#include "solver/candidates.h"

#include <fmt/format.h>

#include <algorithm>

#include "language/children.h"
#include "solver/collector.h"

namespace proviso::solver {

std::vector<Candidate> Collector::collect() {
  add("date >= starts",
      [](Unrolling& u, std::size_t s) { return u.date(s) >= encode::day_literal(u.context(), u.agreement().starts); });
  collect_cuts();
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) add_tally(TallyId{t});
  add_order();
  add_memories();
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    if (std::holds_alternative<Duty>(agreement_.statements[s].rule)) add_duty(StatementId{s});
  }
  add_clean_records();
  for (std::uint32_t e = 0; e < agreement_.expressions.size(); ++e) add_comparison(ExprId{e});
  for (const language::Property& property : agreement_.properties) {
    if (property.question == language::QuestionKind::kAlways) add_formula(property.formula);
    if (agreement_[property.formula].type.sort == Sort::kBool) add_beside_owed(property.formula);
  }
  return std::move(result_);
}

Reads Collector::reads(ExprId id) const {
  Reads all;
  std::vector<ExprId> pending{id};
  while (!pending.empty()) {
    const language::Expression& e = agreement_[pending.back()];
    pending.pop_back();
    const auto is = [&]<class Node>(std::type_identity<Node>) { return std::holds_alternative<Node>(e.node); };
    all.moment |= is(std::type_identity<language::ConditionRef>{}) || is(std::type_identity<language::Happens>{}) ||
                  is(std::type_identity<language::Before>{}) || is(std::type_identity<language::Permitted>{}) ||
                  is(std::type_identity<language::Discharges>{}) || is(std::type_identity<language::CanForce>{});
    all.event |= is(std::type_identity<language::EventField>{});
    all.trigger |= is(std::type_identity<language::TriggerField>{}) ||
                   is(std::type_identity<language::TriggerDate>{}) || is(std::type_identity<language::AtTrigger>{});
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

// An event has counted in the tally.
z3::expr begun(Unrolling& u, TallyId id, const std::vector<z3::expr>& arguments, std::size_t state) {
  const encode::TallyState t = u.tally(id, arguments, state);
  const TallyKind kind = u.agreement()[id].kind;
  if (kind == TallyKind::kEver) return t.value;
  return kind == TallyKind::kSum || kind == TallyKind::kCount ? t.value != 0 : t.seen;
}

// `after`: the day after the date.
void Collector::add_cut(ExprId date, bool after) {
  constexpr std::size_t kMostCuts = 16;
  const Reads what = reads(date);
  if (what.moment || what.event || what.trigger || what.parameter || what.date || what.state) return;
  const auto* literal = std::get_if<language::Literal>(&agreement_[date].node);
  const std::int64_t number = literal ? std::get<language::Day>(literal->value).time_since_epoch().count() + after : 0;
  const std::string name =
      literal ? fmt::format("day {}", number) : fmt::format("date {} + {}", date.index, int{after});
  const bool known = std::any_of(cuts_.begin(), cuts_.end(), [&](const Cut& cut) { return cut.name == name; });
  if (known || cuts_.size() == kMostCuts) return;
  cuts_.push_back({name, [date, after](Unrolling& u, std::size_t s) {
                     const z3::expr day = u.in_state(date, {s, {}, {}, {}}).value;
                     return after ? day + 1 : day;
                   }});
}

// The dates with which the present date is compared, between which clauses are in force, and by which duties are due.
void Collector::collect_cuts() {
  for (const language::Expression& e : agreement_.expressions) {
    const auto* comparison = std::get_if<language::Binary>(&e.node);
    if (!comparison || comparison->op < BinaryOp::kEq || comparison->op > BinaryOp::kGe) continue;
    const auto today = [&](ExprId side) { return std::holds_alternative<language::Today>(agreement_[side].node); };
    const bool left = today(comparison->left), right = today(comparison->right);
    if (left == right) continue;
    const BinaryOp op = comparison->op;
    const bool at = op == BinaryOp::kEq || op == BinaryOp::kNe || op == (left ? BinaryOp::kLt : BinaryOp::kGt) ||
                    op == (left ? BinaryOp::kGe : BinaryOp::kLe);
    const bool after = op == BinaryOp::kEq || op == BinaryOp::kNe || !at;
    if (at) add_cut(left ? comparison->right : comparison->left, false);
    if (after) add_cut(left ? comparison->right : comparison->left, true);
  }
  for (const language::ClauseText& text : agreement_.clause_texts) {
    for (ExprId date : text.from) add_cut(date, false);
    for (ExprId date : text.before) add_cut(date, false);
    for (ExprId date : text.through) add_cut(date, true);
  }
  for (const language::Statement& statement : agreement_.statements) {
    const Duty* rule = std::get_if<Duty>(&statement.rule);
    const auto* by = rule ? std::get_if<language::By>(&rule->deadline) : nullptr;
    if (by) add_cut(by->date, true);
  }
}

// What `becoming F` remembers of F, against F as it now is.
void Collector::add_memories() {
  std::set<ExprId> watched;
  const auto watch = [&](const language::Occasion& occasion) {
    if (const auto* becoming = std::get_if<language::Becoming>(&occasion)) watched.insert(becoming->formula);
  };
  for (const language::Tally& tally : agreement_.tallies) {
    if (tally.parameters.empty()) watch(tally.over);
  }
  for (const language::Statement& statement : agreement_.statements) {
    const Duty* rule = std::get_if<Duty>(&statement.rule);
    if (rule && rule->trigger) watch(rule->trigger->occasion);
  }
  for (ExprId formula : watched) {
    const Reads what = reads(formula);
    if (what.moment || what.event || what.parameter) continue;
    const auto now = [formula](Unrolling& u, std::size_t s) { return guarded(u.in_state(formula, {s, {}, {}, {}})); };
    add(fmt::format("formula {} was true if it is", formula.index),
        [=](Unrolling& u, std::size_t s) { return encode::implication(now(u, s), u.was(formula, s)); });
    add(fmt::format("formula {} is true if it was", formula.index),
        [=](Unrolling& u, std::size_t s) { return encode::implication(u.was(formula, s), now(u, s)); });
  }
}

std::vector<Candidate> candidates(const Agreement& agreement) { return Collector(agreement).collect(); }

}  // namespace proviso::solver
