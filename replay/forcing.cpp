#include "replay/forcing.h"

#include "language/children.h"
#include "replay/clauses.h"

namespace proviso::replay {

using language::Agreement;
using language::CanForce;
using language::ExprId;

namespace {

// Reads every condition, and asks every `permitted`, that stands in an expression: so that a Supposition notes them.
class ReadAll {
 public:
  explicit ReadAll(const Context& context) : context_(context) {}

  void operator()(ExprId id) const {
    const language::ExprNode& node = agreement()[id].node;
    const bool asks =
        std::holds_alternative<language::ConditionRef>(node) || std::holds_alternative<language::Permitted>(node);
    if (asks) static_cast<void>(evaluate(context_, id));
    if (const auto* quantifier = std::get_if<language::Quantifier>(&node)) return instances(*quantifier);
    if (const auto* owed = std::get_if<language::Owed>(&node)) return of_duties(*owed);
    if (const auto* happens = std::get_if<language::Happens>(&node)) return of_event(*happens);
    if (const auto* before = std::get_if<language::Before>(&node))
      return within(at_previous_end(context_), before->operand);
    for (ExprId child : language::children(node)) (*this)(child);
  }

 private:
  const Agreement& agreement() const { return context_.world.agreement; }

  static void within(const Context& context, ExprId id) { ReadAll{context}(id); }

  void instances(const language::Quantifier& quantifier) const {
    at_each_instance(context_, quantifier, [&](const Context& instance) {
      within(instance, quantifier.body);
      return true;
    });
  }

  void of_duties(const language::Owed& owed) const {
    if (!owed.where) return;
    for (const OutstandingDuty& duty : context_.world.duties.at(context_.now)) {
      if (clause_of(agreement(), duty.statement) == owed.clause) within(with_trigger(context_, duty), *owed.where);
    }
  }

  void of_event(const language::Happens& happens) const {
    if (!happens.where || !context_.happening || context_.happening->action != happens.action) return;
    Context inner = context_;
    inner.event = context_.happening;
    within(inner, *happens.where);
  }

  const Context& context_;
};

using Values = std::size_t;  // one bit for each of several applications

Values combinations(const Applications& applications) { return Values{1} << applications.size(); }

class Forcing {
 public:
  Forcing(const Context& context, const CanForce& question)
      : agreement_(context.world.agreement), question_(question), in_formula_(context), in_assumptions_(context) {
    in_formula_.supposing = {.what = &supposition_};
    in_assumptions_.supposing = {.what = &supposition_, .by_clauses = true};
    in_assumptions_.event = nullptr;
    in_assumptions_.trigger = nullptr;
    in_assumptions_.variables = {};
  }
  Forcing(const Forcing&) = delete;
  Forcing& operator=(const Forcing&) = delete;

  Truth answer() {
    find_applications();
    bool forced = false;
    for (Values values = 0; values < combinations(own_); ++values) {
      suppose(own_, values);
      const Truth enough = suffices();
      if (!enough) return std::nullopt;
      forced = forced || *enough;
    }
    return forced;
  }

 private:
  // The arguments of one condition, and what the clauses read, may depend on what others are supposed to be.
  void find_applications() {
    Applications known;
    do {
      known = own_;
      known.insert(others_.begin(), others_.end());
      for (Values values = 0; values < combinations(known); ++values) {
        suppose(known, values);
        ReadAll{in_formula_}(question_.formula);
        for (const language::Assumption& assumption : agreement_.assumptions) ReadAll{in_assumptions_}(assumption.fact);
      }
      sort_out();
    } while (own_.size() + others_.size() > known.size());
  }

  void sort_out() {
    for (const Application& one : supposition_.in_formula) (decides(one) ? own_ : others_).insert(one);
    for (const Application& one : supposition_.in_clauses) {
      if (decides(one)) own_.insert(one);
    }
    if (own_.size() + others_.size() > kMostConditions) throw TooManyConditions();
  }

  bool decides(const Application& one) const { return agreement_[one.first].decided_by == question_.party; }

  void suppose(const Applications& applications, Values values) {
    for (const Application& one : applications) {
      supposition_.values[one] = (values & 1U) != 0;
      values >>= 1U;
    }
  }

  // With the party's conditions as they are supposed to be, whatever the others are.
  Truth suffices() {
    bool admitted = false, always = true;
    for (Values values = 0; values < combinations(others_); ++values) {
      suppose(others_, values);
      const Truth admits = assumptions_hold(), reaches = holds(in_formula_, question_.formula);
      if (!admits || !reaches) return std::nullopt;
      admitted = admitted || *admits;
      always = always && (!*admits || *reaches);
    }
    return admitted && always;
  }

  Truth assumptions_hold() const {
    bool all = true;
    for (const language::Assumption& assumption : agreement_.assumptions) {
      const Truth fact = holds(in_assumptions_, assumption.fact);
      if (!fact) return std::nullopt;
      all = all && *fact;
    }
    return all;
  }

  const Agreement& agreement_;
  const CanForce& question_;
  Context in_formula_, in_assumptions_;
  Supposition supposition_;
  Applications own_, others_;
};

}  // namespace

Truth can_force(const Context& context, const CanForce& question) { return Forcing(context, question).answer(); }

}  // namespace proviso::replay
