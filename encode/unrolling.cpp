// Symbols of the transition system: what is fixed for the whole history, and the inputs of each moment.
#include "encode/unrolling.h"

#include <fmt/format.h>

#include <stdexcept>

#include "encode/unrolling_impl.h"

namespace proviso::encode {

using language::ActionId;
using language::ClauseId;
using language::ReadingId;
using language::Sort;
using language::TermId;
using language::Type;

Unrolling::Impl::Impl(z3::context& c, const language::Agreement& a, const properties::Setting& s, Start st, Products p,
                      Branch b)
    : context(c), agreement(a), setting(s), start(st), products(p), branch(std::move(b)), strangers(a.kinds.size()) {
  declare_rigid();
  if (start == Start::kNothingHappened) {
    dates.push_back(day_literal(context, agreement.starts));
  } else {
    dates.push_back(input("date@0", Type{Sort::kDate}));
  }
}

// Every symbol is made here. Names that the agreement gives hold only letters, digits and `_`; what we add to them
// (`@`, `.`, `:`, `#`, `!`, `=`) keeps roles apart. What has a `!` is this unrolling's own.
z3::expr Unrolling::Impl::constant(const std::string& given, const z3::sort& sort) {
  const std::string name = given.find('!') == std::string::npos ? given : given + branch.tag;
  if (!symbols.insert(name).second) throw std::logic_error("encode: two symbols are called " + name);
  return context.constant(name.c_str(), sort);
}

// Chosen by the world, so within what values of the type can be. States are not: what can be is for lemmas to say.
z3::expr Unrolling::Impl::input(const std::string& name, const Type& type) {
  z3::expr fresh = constant(name, sort_of(context, type));
  restrict(fresh, type);
  return fresh;
}

// What there is at each moment.
std::string Unrolling::Impl::of_moment(const std::string& name, std::size_t moment) const {
  return fmt::format("{}@{}{}", name, moment, moment < branch.from ? "" : branch.tag);
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

// What comes up after the moment was settled says nothing new: tallies were asked for at all individuals.
void Unrolling::Impl::oblige(std::size_t moment, const z3::expr& condition) {
  if (!condition.is_true() && !judged.contains(moment)) obligations[moment].push_back(condition);
}

void Unrolling::Impl::oblige_effect(std::size_t moment, std::optional<language::TallyId> tally,
                                    const z3::expr& condition) {
  oblige(moment, condition);
  if (!condition.is_true()) effects[{moment, tally}].push_back(condition);
}

void Unrolling::Impl::declare_reading(ReadingId reading) {
  const language::Reading& declared = agreement.readings[reading.index];
  std::vector<z3::expr>& choices = readings.emplace_back();
  for (const language::Choice& choice : declared.choices) {
    choices.push_back(constant(fmt::format("{}={}", declared.name, choice.name), context.bool_sort()));
  }
  constraints.push_back(disjunction(context, choices));
  for (std::size_t i = 0; i < choices.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) constraints.push_back(!choices[i] || !choices[j]);
  }
}

void Unrolling::Impl::declare_rigid() {
  for (const language::Clause& clause : agreement.clauses) {
    presents.push_back(constant("present:" + clause.name, context.bool_sort()));
  }
  for (std::uint32_t i = 0; i < agreement.readings.size(); ++i) declare_reading(ReadingId{i});
  for (const language::Term& term : agreement.terms) {
    plain_terms.push_back(term.parameters.empty() ? input(term.name, term.type) : context.bool_val(true));
  }
  for (const language::Term& term : agreement.terms) {
    if (term.where && term.parameters.empty()) require_where(*term.where, Place{});
  }
}

// A term's `where` holds; where it has no value, nothing can be judged.
void Unrolling::Impl::require_where(language::ExprId where, const Place& place) {
  const Encoded fact = evaluate(where, place);
  constraints.push_back(implication(fact.defined, fact.value));
  if (!fact.defined.is_true()) rigid_obligations.push_back(fact.defined);
}

// One more that differs from every individual of an event or of a `for any`.
void Unrolling::Impl::add_stranger(language::KindId kind) {
  Type type;
  type.sort = Sort::kKind;
  type.kind = kind;
  std::vector<z3::expr>& all = strangers[kind.index];
  const z3::expr fresh = input(fmt::format("stranger!{}:{}", agreement[kind].name, all.size()), type);
  for (const z3::expr& other : individuals(type)) constraints.push_back(fresh != other);
  all.push_back(fresh);
}

void Unrolling::Impl::differs_from_strangers(const z3::expr& individual, const Type& type) {
  if (type.sort != Sort::kKind) return;
  for (const z3::expr& stranger : strangers[type.kind.index]) constraints.push_back(individual != stranger);
}

// Parties and members of closed kinds: all. Of an open kind: those of the events of all moments and of `for any`, and
// the strangers there are.
std::vector<z3::expr> Unrolling::Impl::individuals(const Type& type) {
  std::vector<z3::expr> all;
  const bool open = language::is_open(agreement, type);
  if (!open) {
    const std::size_t count =
        type.sort == Sort::kParty ? agreement.parties.size() : agreement[type.kind].members.size();
    for (std::size_t i = 0; i < count; ++i) all.push_back(context.int_val(static_cast<unsigned>(i)));
    return all;
  }
  for (const auto& [id, value] : variables) {
    if (agreement[id].type == type) all.push_back(value);
  }
  for (const MomentInputs& moment : inputs) {
    for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
      const std::vector<language::Field>& fields = agreement.actions[a].parameters;
      for (std::size_t p = 0; p < fields.size(); ++p) {
        if (fields[p].type == type) all.push_back(moment.arguments[a][p]);
      }
    }
  }
  const std::vector<z3::expr>& unnamed = strangers[type.kind.index];
  all.insert(all.end(), unnamed.begin(), unnamed.end());
  return all;
}

std::vector<std::vector<z3::expr>> Unrolling::Impl::tuples(const std::vector<Type>& types) {
  std::vector<std::vector<z3::expr>> all{{}};
  for (const Type& type : types) {
    std::vector<std::vector<z3::expr>> longer;
    for (const std::vector<z3::expr>& tuple : all) {
      for (const z3::expr& individual : individuals(type)) {
        longer.push_back(tuple);
        longer.back().push_back(individual);
      }
    }
    all = std::move(longer);
  }
  return all;
}

// Also with those whom no event names, of each open kind as many as there are parameters of it: then every tuple is
// like one of these.
std::vector<std::vector<z3::expr>> Unrolling::Impl::tuples_and_strangers(
    const std::vector<language::VariableId>& parameters) {
  std::vector<Type> types;
  std::map<std::uint32_t, std::size_t> needed;  // by KindId
  for (language::VariableId parameter : parameters) {
    const Type& type = types.emplace_back(agreement[parameter].type);
    if (language::is_open(agreement, type)) ++needed[type.kind.index];
  }
  for (const auto& [kind, count] : needed) {
    while (strangers[kind].size() < count) add_stranger(language::KindId{kind});
  }
  return tuples(types);
}

void Unrolling::Impl::complete_terms() {
  for (std::uint32_t t = 0; t < agreement.terms.size(); ++t) {
    if (agreement.terms[t].parameters.empty()) continue;
    for (const std::vector<z3::expr>& arguments : tuples_and_strangers(agreement.terms[t].parameters))
      term_at(TermId{t}, arguments);
  }
}

z3::expr Unrolling::Impl::variable(language::VariableId id) {
  auto found = variables.find(id);
  if (found != variables.end()) return found->second;
  const language::Variable& declared = agreement[id];
  z3::expr fresh = input(fmt::format("any:{}:{}", declared.name, id.index), declared.type);
  variables.emplace(id, fresh);
  differs_from_strangers(fresh, declared.type);
  return fresh;
}

// A function's value, or that of a constant where there are no arguments; the same symbol each time.
z3::expr Unrolling::Impl::apply(const std::string& name, const z3::sort& sort, const std::vector<z3::expr>& arguments) {
  z3::expr_vector values(context);
  for (const z3::expr& argument : arguments) values.push_back(argument);
  const auto known = functions.find(name);
  if (known != functions.end()) return known->second(values);
  if (!symbols.insert(name).second) throw std::logic_error("encode: two symbols are called " + name);
  z3::sort_vector sorts(context);
  for (const z3::expr& argument : arguments) sorts.push_back(argument.get_sort());
  return functions.emplace(name, context.function(name.c_str(), sorts, sort)).first->second(values);
}

unsigned Unrolling::Impl::id_of(const z3::expr& expression) {
  const unsigned id = Z3_get_ast_id(context, expression);
  identified.emplace(id, expression);
  return id;
}

Unrolling::Impl::Key Unrolling::Impl::key(unsigned kind, unsigned index, std::size_t state,
                                          const std::vector<z3::expr>& arguments) {
  Key result{kind, index, static_cast<unsigned>(state)};
  for (const z3::expr& argument : arguments) result.push_back(id_of(argument));
  return result;
}

void Unrolling::Impl::add_action(MomentInputs& moment, ActionId action, std::size_t index) {
  const language::Action& declared = agreement[action];
  z3::expr occurs = constant(of_moment(declared.name, index), context.bool_sort());
  for (const z3::expr& other : moment.happens) constraints.push_back(!occurs || !other);
  moment.happens.push_back(occurs);
  std::vector<z3::expr>& arguments = moment.arguments.emplace_back();
  for (const language::Field& field : declared.parameters) {
    arguments.push_back(input(of_moment(declared.name + "." + field.name, index), field.type));
    differs_from_strangers(arguments.back(), field.type);
  }
}

std::size_t Unrolling::Impl::add_moment() {
  const std::size_t index = inputs.size();
  inputs.emplace_back();
  obligations.emplace_back();
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) add_action(inputs.back(), ActionId{a}, index);
  const std::string own = index < branch.from ? "" : branch.tag;
  dates.push_back(input(fmt::format("date@{}{}", index + 1, own), Type{Sort::kDate}));
  return index;
}

Unrolling::Unrolling(z3::context& context, const language::Agreement& agreement, const properties::Setting& setting,
                     Start start, Products products, Branch branch)
    : impl_(std::make_unique<Impl>(context, agreement, setting, start, products, std::move(branch))) {}
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
z3::expr Unrolling::term_at(TermId term, const std::vector<z3::expr>& arguments) {
  return impl_->term_at(term, arguments);
}
z3::expr Unrolling::date(std::size_t state) const { return impl_->dates[state]; }
z3::expr Unrolling::happens(ActionId action, std::size_t moment) const {
  return impl_->inputs[moment].happens[action.index];
}
z3::expr Unrolling::argument(ActionId action, std::uint32_t position, std::size_t moment) const {
  return impl_->inputs[moment].arguments[action.index][position];
}
z3::expr Unrolling::condition(language::ConditionId condition, const std::vector<z3::expr>& arguments,
                              std::size_t moment) {
  return impl_->condition_at(condition, arguments, moment);
}
TallyState Unrolling::tally(language::TallyId tally, const std::vector<z3::expr>& arguments, std::size_t state) {
  return impl_->tally(tally, arguments, state);
}
std::vector<CommitmentId> Unrolling::commitments(language::StatementId duty, std::size_t state) {
  return impl_->present(duty, state);
}
const Commitment& Unrolling::commitment(CommitmentId id) const { return impl_->commitments[id]; }
z3::expr Unrolling::outstanding(CommitmentId id, std::size_t state) { return impl_->outstanding(id, state); }
z3::expr Unrolling::older(CommitmentId first, CommitmentId second) const { return impl_->older(first, second); }
std::size_t Unrolling::commitments_at_start() const {
  std::size_t count = 0;
  for (const auto& [statement, all] : impl_->at_start) count += all.size();
  return count;
}
z3::expr Unrolling::arisen(language::StatementId duty, std::size_t state) { return impl_->arisen(duty, state); }
Encoded Unrolling::first_day(language::StatementId duty) { return impl_->first_day(duty); }
z3::expr Unrolling::was(language::ExprId formula, std::size_t state) {
  Place place;
  place.state = place.moment.emplace(state);
  return impl_->was(formula, place);
}
z3::expr Unrolling::broken(language::StatementId keep, std::size_t state) { return impl_->broken(keep, state); }
z3::expr Unrolling::breached(language::PartyId party, std::size_t state) { return impl_->breached(party, state); }
z3::expr Unrolling::considered(std::size_t moment) { return impl_->judge(moment).considered; }
z3::expr Unrolling::trouble(std::size_t moment) { return impl_->judge(moment).trouble; }
void Unrolling::complete_terms() { impl_->complete_terms(); }
const std::vector<z3::expr>& Unrolling::strangers(language::KindId kind) const { return impl_->strangers[kind.index]; }

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
  if (view.commitment) place.trigger = &commitment(*view.commitment);
  return impl_->evaluate(expression, place);
}

std::vector<z3::expr> Unrolling::take_constraints() { return std::exchange(impl_->constraints, {}); }
bool Unrolling::abstracted() const { return !impl_->abstract_products.empty(); }
const std::vector<TallyInstance>& Unrolling::tally_instances() const { return impl_->tally_instances; }
const std::vector<Application>& Unrolling::condition_applications() const { return impl_->condition_applications; }
const std::vector<Application>& Unrolling::term_applications() const { return impl_->term_applications; }

}  // namespace proviso::encode
