#include "solver/templates.h"

#include <fmt/format.h>

#include <algorithm>

#include "language/children.h"
#include "language/format_expression.h"
#include "language/format_value.h"
#include "solver/collector.h"

namespace proviso::solver {

namespace {

using encode::Encoded;
using language::ActionId;
using language::Day;
using language::Type;

Encoded total(const z3::expr& value) { return {value, value.ctx().bool_val(true)}; }

std::string clause_name(const Agreement& agreement, StatementId id) {
  return agreement[agreement[agreement[id].text].clause].name;
}

// What is said of the oldest duty of the statement that is outstanding.
using OfCommitment = std::function<Encoded(Unrolling&, std::size_t state, CommitmentId)>;
Encoded of_oldest(Unrolling& u, StatementId id, std::size_t state, const OfCommitment& what) {
  std::optional<Encoded> result;
  const std::vector<CommitmentId> all = u.commitments(id, state);
  for (CommitmentId c : all) {
    std::vector<z3::expr> first{u.outstanding(c, state)};
    for (CommitmentId other : all) {
      if (other == c) continue;
      first.push_back(encode::implication(u.outstanding(other, state), u.older(c, other)));
    }
    const z3::expr is_it = encode::conjunction(u.context(), first);
    const Encoded here = what(u, state, c);
    const z3::expr defined = encode::conjunction(is_it, here.defined);
    result = result ? Encoded{encode::choice(is_it, here.value, result->value),
                              encode::disjunction(defined, encode::conjunction(!is_it, result->defined))}
                    : Encoded{here.value, defined};
  }
  if (!result) throw std::logic_error("solver: a statement without duties");
  return *result;
}

std::vector<StatementId> duties(const Agreement& agreement) {
  std::vector<StatementId> all;
  for (std::uint32_t s = 0; s < agreement.statements.size(); ++s) {
    if (std::holds_alternative<Duty>(agreement.statements[s].rule)) all.push_back(StatementId{s});
  }
  return all;
}

class Collected {
 public:
  Collected(const Agreement& agreement, const properties::Goal& goal) : agreement_(agreement), goal_(goal) {}

  // --- dates
  void add_today() {
    add("on the same day", [](Unrolling& u, std::size_t s) { return total(u.date(s)); });
  }

  void add_deadlines() {
    for (StatementId id : duties(agreement_)) {
      if (std::holds_alternative<language::NoDeadline>(std::get<Duty>(agreement_[id].rule).deadline)) continue;
      for (const int later : {0, 1}) {
        add_day(fmt::format("{} the deadline of {}", later ? "on the day after" : "on", clause_name(agreement_, id)),
                [id, later](Unrolling& u, std::size_t s) {
                  return of_oldest(u, id, s, [later](Unrolling& un, std::size_t, CommitmentId c) {
                    return total(un.commitment(c).deadline + later);
                  });
                });
      }
    }
  }

  // The days that the agreement compares the date with, and those after them.
  void add_compared() {
    std::vector<ExprId> days;
    for (const language::Expression& e : agreement_.expressions) {
      const auto* comparison = std::get_if<language::Binary>(&e.node);
      if (!comparison || comparison->op < BinaryOp::kEq || comparison->op > BinaryOp::kGe) continue;
      if (std::holds_alternative<language::Today>(agreement_[comparison->left].node)) days.push_back(comparison->right);
      if (std::holds_alternative<language::Today>(agreement_[comparison->right].node)) days.push_back(comparison->left);
    }
    for (const language::ClauseText& text : agreement_.clause_texts) {
      for (const auto* bounds : {&text.from, &text.through, &text.before}) {
        days.insert(days.end(), bounds->begin(), bounds->end());
      }
    }
    for (ExprId day : days) add_compared_day(day);
  }

  // --- arguments
  void add_asked(ActionId action, std::uint32_t position) {
    for (StatementId id : duties(agreement_)) {
      const auto* act = std::get_if<language::Act>(&std::get<Duty>(agreement_[id].rule).performance);
      if (!act || act->action != action || !act->where) continue;
      for (ExprId part : language::conjuncts(agreement_, *act->where)) {
        const auto* binary = std::get_if<language::Binary>(&agreement_[part].node);
        if (!binary || binary->op != BinaryOp::kEq) continue;
        for (const auto& [field, value] : {std::pair(binary->left, binary->right), {binary->right, binary->left}}) {
          const auto* is = std::get_if<language::EventField>(&agreement_[field].node);
          if (is && is->position == position && !reads_moment(value)) add_asked_value(id, value);
        }
      }
    }
  }

  void add_triggers(const Type& type) {
    for (StatementId id : duties(agreement_)) {
      const ActionId* trigger = language::triggering_action(std::get<Duty>(agreement_[id].rule));
      for (std::size_t f = 0; trigger && f < agreement_[*trigger].parameters.size(); ++f) {
        if (!(agreement_[*trigger].parameters[f].type == type)) continue;
        add(fmt::format("the {} that {} arose from", agreement_[*trigger].parameters[f].name,
                        clause_name(agreement_, id)),
            [id, f](Unrolling& u, std::size_t s) {
              return of_oldest(u, id, s, [f](Unrolling& un, std::size_t, CommitmentId c) {
                return total(un.commitment(c).fields[f]);
              });
            });
      }
    }
  }

  void add_variables(const Type& type) {
    for (language::VariableId variable : variables_of(type)) {
      add(agreement_[variable].name, [variable](Unrolling& u, std::size_t) { return total(u.variable(variable)); });
    }
  }

  // Tallies and terms without parameters, tallies of `for any` variables; and what is left of one when another is
  // taken.
  void add_amounts(const Type& type) {
    const std::size_t first = all_.size();
    for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) add_tally(TallyId{t}, type);
    for (std::uint32_t t = 0; t < agreement_.terms.size(); ++t) {
      const language::Term& term = agreement_.terms[t];
      if (!(term.type == type) || term.parameters.size() > 1) continue;
      if (term.parameters.empty()) {
        add(term.name, [t](Unrolling& u, std::size_t) { return total(u.term(language::TermId{t})); });
        continue;
      }
      for (language::VariableId variable : variables_of(agreement_[term.parameters[0]].type)) {
        add(fmt::format("{}({})", term.name, agreement_[variable].name), [t, variable](Unrolling& u, std::size_t) {
          return total(u.term_at(language::TermId{t}, {u.variable(variable)}));
        });
      }
    }
    const std::vector<Template> amounts(all_.begin() + static_cast<std::ptrdiff_t>(first), all_.end());
    if (!language::is_numeric(type)) return;
    for (const Template& whole : amounts) {
      for (const Template& part : amounts) {
        if (&whole == &part) continue;
        add(fmt::format("{} - {}", whole.words, part.words), [whole, part](Unrolling& u, std::size_t s) {
          const Encoded a = whole.at(u, s), b = part.at(u, s);
          return Encoded{a.value - b.value, encode::conjunction(a.defined, b.defined)};
        });
      }
    }
  }

  // What one side of a comparison in the goal lacks of the other: `drawn = $100` asks for `$100 - drawn`.
  void add_lacking(const Type& type) {
    if (!language::is_numeric(type)) return;
    std::vector<ExprId> pending{goal_.formula};
    while (!pending.empty()) {
      const language::ExprNode& node = agreement_[pending.back()].node;
      pending.pop_back();
      const std::vector<ExprId> parts = language::children(node);
      pending.insert(pending.end(), parts.begin(), parts.end());
      const auto* comparison = std::get_if<language::Binary>(&node);
      if (!comparison || comparison->op < BinaryOp::kEq || comparison->op > BinaryOp::kGe) continue;
      if (!(agreement_[comparison->left].type == type) && !(agreement_[comparison->right].type == type)) continue;
      if (!language::is_numeric(agreement_[comparison->left].type)) continue;
      const auto readable = [&](ExprId side) { return !reads_moment(side) && !reads_bound(side); };
      if (!readable(comparison->left) || !readable(comparison->right)) continue;
      add_difference(comparison->right, comparison->left);
      add_difference(comparison->left, comparison->right);
    }
  }

  void add_value(const Type& type, const language::Value& value) {
    add(language::format_value(agreement_, value, type),
        [type, value](Unrolling& u, std::size_t) { return total(encode::literal(u.context(), type, value)); });
  }

  std::vector<Template> take() { return std::move(all_); }

 private:
  using At = std::function<Encoded(Unrolling&, std::size_t)>;

  std::vector<language::VariableId> variables_of(const Type& type) const {
    std::vector<language::VariableId> all;
    std::copy_if(goal_.for_any.begin(), goal_.for_any.end(), std::back_inserter(all),
                 [&](language::VariableId variable) { return agreement_[variable].type == type; });
    return all;
  }

  void add(const std::string& words, At at) { all_.push_back({words, std::move(at)}); }

  // On that day, or on the same day as before where that is past.
  void add_day(const std::string& words, const At& day) {
    add(words, [day](Unrolling& u, std::size_t s) {
      const Encoded then = day(u, s);
      return Encoded{encode::choice(then.value >= u.date(s), then.value, u.date(s)), then.defined};
    });
  }

  bool reads_moment(ExprId id) const {
    const language::ExprNode& node = agreement_[id].node;
    if (std::holds_alternative<language::ConditionRef>(node) || std::holds_alternative<language::EventField>(node) ||
        std::holds_alternative<language::Happens>(node) || std::holds_alternative<language::Before>(node) ||
        std::holds_alternative<language::Permitted>(node) || std::holds_alternative<language::Discharges>(node) ||
        std::holds_alternative<language::CanForce>(node)) {
      return true;
    }
    const std::vector<ExprId> parts = language::children(node);
    return std::any_of(parts.begin(), parts.end(), [&](ExprId part) { return reads_moment(part); });
  }

  // A trigger, or a variable that is not one of the goal's: known only where it is bound.
  bool reads_bound(ExprId id) const {
    const language::ExprNode& node = agreement_[id].node;
    if (const auto* read = std::get_if<language::VariableRef>(&node)) {
      return std::find(goal_.for_any.begin(), goal_.for_any.end(), read->variable) == goal_.for_any.end();
    }
    if (std::holds_alternative<language::TriggerField>(node) || std::holds_alternative<language::TriggerDate>(node) ||
        std::holds_alternative<language::AtTrigger>(node)) {
      return true;
    }
    const std::vector<ExprId> parts = language::children(node);
    return std::any_of(parts.begin(), parts.end(), [&](ExprId part) { return reads_bound(part); });
  }

  void add_difference(ExprId whole, ExprId part) {
    const auto text = [&](ExprId id) {
      const std::string plain = language::format_expression(agreement_, id);
      return std::holds_alternative<language::Binary>(agreement_[id].node) ? "(" + plain + ")" : plain;
    };
    add(fmt::format("{} - {}", text(whole), text(part)), [whole, part](Unrolling& u, std::size_t s) {
      const Encoded a = u.in_state(whole, {s, {}, {}, {}}), b = u.in_state(part, {s, {}, {}, {}});
      const bool same = z3::eq(a.value.get_sort(), b.value.get_sort());
      const z3::expr rest = same ? a.value - b.value : encode::as_real(a.value) - encode::as_real(b.value);
      return Encoded{rest, encode::conjunction(a.defined, b.defined)};
    });
  }

  void add_compared_day(ExprId day) {
    if (reads_moment(day) || reads_bound(day)) return;
    for (const int later : {0, 1}) {
      add_day(fmt::format("on {}{}", language::format_expression(agreement_, day), later ? " + 1 day" : ""),
              [day, later](Unrolling& u, std::size_t s) {
                const Encoded value = u.in_state(day, {s, {}, {}, {}});
                return Encoded{value.value + later, value.defined};
              });
    }
  }

  void add_asked_value(StatementId id, ExprId value) {
    add(fmt::format("what {} asks for", clause_name(agreement_, id)), [id, value](Unrolling& u, std::size_t s) {
      return of_oldest(u, id, s, [value](Unrolling& un, std::size_t state, CommitmentId c) {
        return un.in_state(value, {state, un.commitment(c).fields, c, {}});
      });
    });
  }

  void add_tally(TallyId id, const Type& type) {
    const language::Tally& tally = agreement_[id];
    if (!(tally.type == type) || tally.parameters.size() > 1) return;
    const bool lacks = (tally.kind == TallyKind::kLatest || type.sort == Sort::kDate) && !tally.initially;
    const auto read = [id, lacks](Unrolling& u, const std::vector<z3::expr>& arguments, std::size_t s) {
      const encode::TallyState state = u.tally(id, arguments, s);
      return Encoded{state.value, lacks ? state.seen : u.context().bool_val(true)};
    };
    if (tally.parameters.empty()) {
      add(tally.name, [read](Unrolling& u, std::size_t s) { return read(u, {}, s); });
      return;
    }
    for (language::VariableId variable : variables_of(agreement_[tally.parameters[0]].type)) {
      add(fmt::format("{}({})", tally.name, agreement_[variable].name),
          [read, variable](Unrolling& u, std::size_t s) { return read(u, {u.variable(variable)}, s); });
    }
  }

  const Agreement& agreement_;
  const properties::Goal& goal_;
  std::vector<Template> all_;
};

}  // namespace

std::vector<Template> dates_of(const Agreement& agreement) {
  const properties::Goal none{};
  Collected collected(agreement, none);
  collected.add_today();
  collected.add_deadlines();
  collected.add_compared();
  return collected.take();
}

std::vector<Template> arguments_of(const Agreement& agreement, const properties::Goal& goal, ActionId action,
                                   std::uint32_t position, const language::Value& value) {
  const Type& type = agreement[action].parameters[position].type;
  Collected collected(agreement, goal);
  collected.add_asked(action, position);
  collected.add_lacking(type);
  collected.add_triggers(type);
  collected.add_variables(type);
  collected.add_amounts(type);
  collected.add_value(type, value);
  return collected.take();
}

}  // namespace proviso::solver
