// Symbols of the transition system: what is fixed for the whole history, and the inputs of each moment.
#include "encode/unrolling.h"

#include <fmt/format.h>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::ActionId;
using language::ClauseId;
using language::ReadingId;
using language::Sort;
using language::TermId;
using language::Type;

Unrolling::Impl::Impl(z3::context& c, const language::Agreement& a, const properties::Setting& s, Start st, Products p)
    : context(c), agreement(a), setting(s), start(st), products(p) {
  declare_rigid();
  if (start == Start::kNothingHappened) {
    dates.push_back(day_literal(context, agreement.starts));
  } else {
    dates.push_back(constant("date@0", Type{Sort::kDate}));
  }
}

z3::expr Unrolling::Impl::constant(const std::string& name, const z3::sort& sort) {
  return context.constant(name.c_str(), sort);
}

z3::expr Unrolling::Impl::constant(const std::string& name, const Type& type) {
  z3::expr fresh = constant(name, sort_of(context, type));
  restrict(fresh, type);
  return fresh;
}

// Gives the definition a name, so that it is written once wherever it is read. Atoms need none.
z3::expr Unrolling::Impl::named(const std::string& name, const z3::expr& definition) {
  if (definition.is_const() || definition.is_numeral()) return definition;
  z3::expr fresh = constant(fmt::format("{}!{}", name, names++), definition.get_sort());
  constraints.push_back(fresh == definition);
  return fresh;
}

// Members of closed kinds, and parties, are numbered from 0; individuals of open kinds are any integers from 0.
void Unrolling::Impl::restrict(const z3::expr& value, const Type& type) {
  if (type.sort == Sort::kParty) {
    constraints.push_back(value >= 0 && value < static_cast<int>(agreement.parties.size()));
  } else if (type.sort == Sort::kKind) {
    const language::Kind& kind = agreement[type.kind];
    constraints.push_back(kind.open ? value >= 0 : value >= 0 && value < static_cast<int>(kind.members.size()));
  } else if (type.sort == Sort::kDate) {
    constraints.push_back(value >= day_literal(context, language::kFirstDay) &&
                          value <= day_literal(context, language::kLastDay));
  }
}

void Unrolling::Impl::oblige(std::size_t moment, const z3::expr& condition) {
  if (!condition.is_true()) obligations[moment].push_back(condition);
}

void Unrolling::Impl::declare_reading(ReadingId reading) {
  const language::Reading& declared = agreement.readings[reading.index];
  std::vector<z3::expr>& choices = readings.emplace_back();
  for (const language::Choice& choice : declared.choices) {
    choices.push_back(context.bool_const(fmt::format("{}={}", declared.name, choice.name).c_str()));
  }
  constraints.push_back(disjunction(context, choices));
  for (std::size_t i = 0; i < choices.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) constraints.push_back(!choices[i] || !choices[j]);
  }
}

void Unrolling::Impl::declare_rigid() {
  for (const language::Clause& clause : agreement.clauses) {
    presents.push_back(context.bool_const(("present:" + clause.name).c_str()));
  }
  for (std::uint32_t i = 0; i < agreement.readings.size(); ++i) declare_reading(ReadingId{i});
  for (const language::Term& term : agreement.terms) {
    plain_terms.push_back(term.parameters.empty() ? constant(term.name, term.type) : context.bool_val(true));
  }
  for (const language::Term& term : agreement.terms) {
    if (term.where && term.parameters.empty()) require_where(*term.where, Place{});
  }
  for (std::uint32_t t = 0; t < agreement.terms.size(); ++t) declare_elsewhere(TermId{t});
}

// A term's `where` holds; where it has no value, nothing can be judged.
void Unrolling::Impl::require_where(language::ExprId where, const Place& place) {
  const Encoded fact = evaluate(where, place);
  constraints.push_back(implication(fact.defined, fact.value));
  if (!fact.defined.is_true()) rigid_obligations.push_back(fact.defined);
}

// A term with parameters gets a value for arguments that nobody asks about, so that a history can say what it is there.
void Unrolling::Impl::declare_elsewhere(TermId id) {
  const language::Term& declared = agreement[id];
  if (declared.parameters.empty()) return;
  std::vector<z3::expr> arguments;
  for (language::VariableId parameter : declared.parameters) {
    arguments.push_back(
        constant(fmt::format("{}:{}:elsewhere", declared.name, agreement[parameter].name), agreement[parameter].type));
  }
  term_at(id, arguments);
}

z3::expr Unrolling::Impl::variable(language::VariableId id) {
  auto found = variables.find(id);
  if (found != variables.end()) return found->second;
  const language::Variable& declared = agreement[id];
  z3::expr fresh = constant(fmt::format("any:{}:{}", declared.name, id.index), declared.type);
  variables.emplace(id, fresh);
  return fresh;
}

z3::expr Unrolling::Impl::apply(const std::string& name, const Type& type, const std::vector<z3::expr>& arguments) {
  if (arguments.empty()) return constant(name, type);
  z3::sort_vector sorts(context);
  z3::expr_vector values(context);
  for (const z3::expr& argument : arguments) {
    sorts.push_back(argument.get_sort());
    values.push_back(argument);
  }
  z3::expr value = context.function(name.c_str(), sorts, sort_of(context, type))(values);
  restrict(value, type);
  return value;
}

Unrolling::Impl::Key Unrolling::Impl::key(unsigned kind, unsigned index, std::size_t state,
                                          const std::vector<z3::expr>& arguments) const {
  Key result{kind, index, static_cast<unsigned>(state)};
  for (const z3::expr& argument : arguments) result.push_back(Z3_get_ast_id(context, argument));
  return result;
}

void Unrolling::Impl::add_action(MomentInputs& moment, ActionId action, std::size_t index) {
  const language::Action& declared = agreement[action];
  z3::expr occurs = context.bool_const(fmt::format("{}@{}", declared.name, index).c_str());
  for (const z3::expr& other : moment.happens) constraints.push_back(!occurs || !other);
  moment.happens.push_back(occurs);
  std::vector<z3::expr>& arguments = moment.arguments.emplace_back();
  for (const language::Field& field : declared.parameters) {
    arguments.push_back(constant(fmt::format("{}.{}@{}", declared.name, field.name, index), field.type));
  }
}

std::size_t Unrolling::Impl::add_moment() {
  const std::size_t index = inputs.size();
  inputs.emplace_back();
  obligations.emplace_back();
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) add_action(inputs.back(), ActionId{a}, index);
  dates.push_back(constant(fmt::format("date@{}", index + 1), Type{Sort::kDate}));
  return index;
}

Unrolling::Unrolling(z3::context& context, const language::Agreement& agreement, const properties::Setting& setting,
                     Start start, Products products)
    : impl_(std::make_unique<Impl>(context, agreement, setting, start, products)) {}
Unrolling::~Unrolling() = default;

z3::context& Unrolling::context() const { return impl_->context; }
const language::Agreement& Unrolling::agreement() const { return impl_->agreement; }
std::size_t Unrolling::add_moment() { return impl_->add_moment(); }
std::size_t Unrolling::moments() const { return impl_->inputs.size(); }
z3::expr Unrolling::present(ClauseId clause) const { return impl_->presents[clause.index]; }
z3::expr Unrolling::reading_is(ReadingId reading, std::uint32_t choice) const {
  return impl_->readings[reading.index][choice];
}
z3::expr Unrolling::variable(language::VariableId variable) { return impl_->variable(variable); }
z3::expr Unrolling::term(TermId term) const { return impl_->plain_terms[term.index]; }
z3::expr Unrolling::date(std::size_t state) const { return impl_->dates[state]; }
z3::expr Unrolling::happens(ActionId action, std::size_t moment) const {
  return impl_->inputs[moment].happens[action.index];
}
z3::expr Unrolling::argument(ActionId action, std::uint32_t position, std::size_t moment) const {
  return impl_->inputs[moment].arguments[action.index][position];
}
TallyState Unrolling::tally(language::TallyId tally, const std::vector<z3::expr>& arguments, std::size_t state) {
  return impl_->tally(tally, arguments, state);
}
const Slot& Unrolling::slot(language::StatementId duty, std::size_t state) { return impl_->slot(duty, state).after; }
z3::expr Unrolling::considered(std::size_t moment) { return impl_->considered(moment); }
z3::expr Unrolling::trouble(std::size_t moment) { return impl_->trouble(moment); }

Encoded Unrolling::after(language::ExprId formula, std::size_t moment) {
  Place place;
  place.state = moment + 1;
  place.moment = moment;
  return impl_->evaluate(formula, place);
}

Encoded Unrolling::in_state(language::ExprId expression, const StateView& view) {
  Place place;
  place.state = view.state;
  place.event = view.event;
  place.variables = view.variables;
  if (view.duty) place.trigger = &slot(*view.duty, view.state);
  return impl_->evaluate(expression, place);
}

std::vector<z3::expr> Unrolling::take_constraints() { return std::exchange(impl_->constraints, {}); }
bool Unrolling::abstracted() const { return !impl_->abstract_products.empty(); }
const std::vector<TallyInstance>& Unrolling::tally_instances() const { return impl_->tally_instances; }
const std::vector<Application>& Unrolling::condition_applications() const { return impl_->condition_applications; }
const std::vector<Application>& Unrolling::term_applications() const { return impl_->term_applications; }

}  // namespace proviso::encode
