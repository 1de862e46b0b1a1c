// Makes the candidates: inside solver/. Its parts: dates and what expressions read (candidates.cpp), tallies
// (candidates_tallies.cpp), duties one by one and several together (candidates_duties.cpp, candidates_outcomes.cpp),
// comparisons (candidates_comparisons.cpp).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "solver/candidates.h"

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

inline bool ordered(const language::Type& type) { return language::is_numeric(type) || type.sort == Sort::kDate; }

inline z3::expr guarded(const encode::Encoded& e) { return encode::implication(e.defined, e.value); }

// An event has counted in the tally.
z3::expr begun(Unrolling& unrolling, TallyId id, const std::vector<z3::expr>& arguments, std::size_t state);

// Every duty of the statement that may be outstanding is laid out.
bool all_laid_out(const Agreement& agreement, StatementId id);

class Collector {
 public:
  explicit Collector(const Agreement& agreement) : agreement_(agreement) {
    for (const language::Property& property : agreement.properties) {
      free_.insert(property.for_any.begin(), property.for_any.end());
    }
  }

  std::vector<Candidate> collect();

 private:
  using AtState = std::function<z3::expr(Unrolling&, std::size_t)>;
  using OfDuty = std::function<z3::expr(Unrolling&, std::size_t, CommitmentId)>;
  using OfTally = std::function<encode::TallyState(Unrolling&, std::size_t, CommitmentId)>;

  void add(const std::string& name, AtState at, bool about_duties = false) {
    if (!names_.insert(name).second) return;
    result_.push_back(
        {name, std::nullopt,
         [at = std::move(at)](Unrolling& u, std::size_t state, const std::vector<z3::expr>&) { return at(u, state); },
         about_duties});
  }

  void add_about(TallyId tally, const std::string& name,
                 std::function<z3::expr(Unrolling&, std::size_t, const std::vector<z3::expr>&)> at) {
    if (!names_.insert(name).second) return;
    const bool plain = agreement_[tally].parameters.empty();
    result_.push_back({name, plain ? std::nullopt : std::optional(tally), std::move(at)});
  }

  // A day from which on the agreement says something else than before: the first of the later days, in a state.
  struct Cut {
    std::string name;
    std::function<z3::expr(Unrolling&, std::size_t)> day;
  };

  const Duty& duty(StatementId id) const { return std::get<Duty>(agreement_[id].rule); }
  std::string label(StatementId id) const {
    return fmt::format("{}#{}", agreement_[agreement_[agreement_[id].text].clause].name, id.index);
  }

  Reads reads(ExprId id) const;
  void collect_cuts();
  void add_cut(ExprId date, bool after);
  void add_memories();
  void add_tally(TallyId id);
  void add_dated(TallyId id);
  void add_since(TallyId id);
  void add_order();
  bool same_types(const std::vector<language::VariableId>& a, const std::vector<language::VariableId>& b) const;
  void add_duty(StatementId id);
  void add_trigger_facts(StatementId id);
  void add_trigger_tally(StatementId id, TallyId tally);
  std::optional<std::vector<std::size_t>> fields_for(StatementId id, TallyId tally) const;
  std::vector<std::optional<ExprId>> kinds_of_trigger(StatementId id) const;
  void add_trigger_date(StatementId id, TallyId tally, const OfTally& state);
  void add_trigger_value(StatementId id, TallyId tally, const OfTally& state);
  void add_settled_later(StatementId id, TallyId triggers, const OfTally& state);
  void add_open_ends(StatementId id);
  void add_still_so(StatementId id);
  void add_watched(StatementId id);
  void add_late_ones(StatementId id);
  void add_rivals(StatementId id);
  void add_while_owed(StatementId id, const std::string& name, OfDuty fact);
  void add_standing(StatementId id);
  void add_terms(StatementId id);
  void add_outcome(StatementId id);
  void add_several(StatementId id);
  void add_ages(StatementId id);
  void add_by_age(const std::vector<StatementId>& duties, const std::string& name,
                  std::function<z3::expr(const Commitment&, const Commitment&)> fact);
  void add_numbers(StatementId id);
  static z3::expr number_owed(Unrolling& u, StatementId id, std::size_t state);
  void add_clean_records();
  void add_total_owed(ExprId id, const language::Binary& comparison, StatementId owing, ExprId amount, bool upper);
  void add_comparison(ExprId id);
  void add_boundary(ExprId id, const language::Binary& comparison);
  void add_boundaries_about(ExprId id, const language::Binary& comparison);
  void add_boundary_about(ExprId id, const language::Binary& comparison, const language::TallyRef& read_at);
  void add_bounded_sums(const language::Binary& comparison);
  std::vector<std::uint32_t> steps_of(TallyId id) const;
  void add_sums_by_step(const language::Binary& comparison);
  void add_sum_at_step(TallyId sum, ExprId limit, TallyId step, std::uint32_t n);
  void add_with_owed(ExprId id, const language::Binary& comparison);
  void add_owed_amounts(ExprId id, const language::Binary& comparison, TallyId sum, bool upper);
  void add_due_by(const language::Binary& comparison);
  void add_limit(const language::Binary& comparison);
  void add_owed_event(ExprId id, const language::Binary& comparison, TallyId count, bool upper);
  void add_once_performed(StatementId id, ExprId fact);
  void add_beside_owed(ExprId formula);
  bool asks_about_breach() const;
  void add_formula(ExprId formula);
  std::vector<TallyId> summands(ExprId id, TallyKind kind) const;
  std::vector<ExprId> owed_amounts(StatementId duty, TallyId sum) const;

  const Agreement& agreement_;
  std::set<language::VariableId> free_;
  std::vector<Cut> cuts_;
  std::set<std::string> names_;
  std::vector<Candidate> result_;
};

}  // namespace proviso::solver
