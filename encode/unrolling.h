// The transition system of an agreement, laid out over moments: for each, the inputs (event, its arguments, conditions,
// the date) and the state after it (date, tallies, commitments) as Z3 expressions.
//
// State 0 is before moment 0; state i + 1 is after moment i. Everything is a function of state 0 and the inputs, made
// on demand: a tally with parameters is read only at the arguments that somebody asks for, so no array or quantifier
// ever appears. Large intermediate values get names; the equations that define them, and the ranges of new inputs,
// collect in `take_constraints`.
//
// Presence. Each clause has a literal that stands inside the meaning: an absent clause (false) permits, forbids and
// creates nothing and has no duties. Every check must fix all of them.
#pragma once

#include <z3++.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "encode/terms.h"
#include "language/agreement.h"
#include "properties/goal.h"

namespace proviso::encode {

enum class Start {
  kNothingHappened,  // state 0 is the beginning: tallies empty, no duties, the date not before `starts`
  kAnywhere,         // state 0 is arbitrary: the step of an induction
};

// How a product of two unknowns is laid out. Abstract: as some value of which only signs and bounds that follow from
// the factors are known, so that every check is linear; what is proved so holds for the exact product too.
enum class Products { kExact, kAbstract };

// One duty that somebody may owe: of the moment at which it arises, or there already in an arbitrary state 0. What it
// is never changes; whether it is outstanding does.
struct Commitment {
  language::StatementId duty;
  std::optional<std::size_t> moment;  // at which it arises; none: it is of state 0
  z3::expr exists;                    // it arises; of state 0: it is outstanding there
  z3::expr certain;                   // whether it arises, who owes it and until when have values
  z3::expr party;                     // Int: who owes it
  z3::expr created;                   // Int: the date on which it arose
  z3::expr deadline;                  // Int: last day in time; later than any date where it never passes
  std::vector<z3::expr> fields;       // the arguments of the event that triggered it
  std::vector<z3::expr> frozen;       // by position in Duty::frozen
  z3::expr rank;                      // Int, of those of state 0: the older has the smaller
};
using CommitmentId = std::size_t;

// A tally's state at some arguments. For dates `seen` says whether an event has counted; false for all other tallies.
struct TallyState {
  z3::expr value;
  z3::expr seen;
};

// One application of a tally at state 0 of an arbitrary start: where lemmas about it are instantiated.
struct TallyInstance {
  language::TallyId tally;
  std::vector<z3::expr> arguments;
};

// One application of a condition or a term with parameters, for decoding.
struct Application {
  std::size_t moment;    // for conditions
  std::uint32_t symbol;  // ConditionId or TermId index
  std::vector<z3::expr> arguments;
  z3::expr value;
};

// Where lemmas are read: a state without a moment. `event` stands for EventField, the commitment for the trigger's
// values, `variables` for parameters.
struct StateView {
  std::size_t state = 0;
  std::vector<z3::expr> event;
  std::optional<CommitmentId> commitment;
  std::map<language::VariableId, z3::expr> variables;
};

// Several unrollings in one context that share state 0 and their first moments, and go on apart: what they lay out of
// the moments from `from` on, and all that is only named or chosen on the way, carries `tag` in its name. Everything an
// unrolling defines or chooses can be had in every history, so the constraints of several can stand together.
struct Branch {
  std::size_t from = 0;
  std::string tag;
};

class Unrolling {
 public:
  Unrolling(z3::context& context, const language::Agreement& agreement, const properties::Setting& setting, Start start,
            Products products = Products::kExact, Branch branch = {});
  ~Unrolling();
  Unrolling(const Unrolling&) = delete;
  Unrolling& operator=(const Unrolling&) = delete;

  z3::context& context() const;
  const language::Agreement& agreement() const;

  // Adds a moment and returns its index. Its inputs' ranges go to the constraints.
  std::size_t add_moment();
  std::size_t moments() const;

  // Rigid symbols. A literal `present(c)` is false for a struck clause only if the caller says so.
  z3::expr present(language::ClauseId clause) const;
  z3::expr reading_is(language::ReadingId reading, std::uint32_t choice) const;
  z3::expr variable(language::VariableId variable);
  z3::expr term(language::TermId term) const;  // of a term without parameters
  z3::expr term_at(language::TermId term, const std::vector<z3::expr>& arguments);

  // Inputs of a moment.
  z3::expr date(std::size_t state) const;
  z3::expr happens(language::ActionId action, std::size_t moment) const;
  z3::expr argument(language::ActionId action, std::uint32_t position, std::size_t moment) const;
  // A condition at a moment, as `condition_applications` lists it.
  z3::expr condition(language::ConditionId condition, const std::vector<z3::expr>& arguments, std::size_t moment);

  // State.
  TallyState tally(language::TallyId tally, const std::vector<z3::expr>& arguments, std::size_t state);

  // All duties of the statement that may be outstanding in the state. Of a statement with room for each individual of
  // an open kind, an arbitrary state 0 has any number of them: here are those of the individuals of events and of
  // `for any`, one of any other individual, and more as expressions ask whether there is one of some kind. Ask once
  // all moments are added.
  std::vector<CommitmentId> commitments(language::StatementId duty, std::size_t state);
  const Commitment& commitment(CommitmentId id) const;
  z3::expr outstanding(CommitmentId id, std::size_t state);
  z3::expr older(CommitmentId first, CommitmentId second) const;  // where both are outstanding: the first arose before
  std::size_t commitments_at_start() const;                       // how many of state 0 there are by now

  // Of a duty without trigger: its first day has come; what that day is.
  z3::expr arisen(language::StatementId duty, std::size_t state);
  Encoded first_day(language::StatementId duty);
  // What `becoming F` remembers of F (over no parameters): it was true, as clauses read it, at the moment before the
  // state.
  z3::expr was(language::ExprId formula, std::size_t state);
  // The moment before the state has found the covenant not kept.
  z3::expr broken(language::StatementId keep, std::size_t state);
  // The party has not complied at some moment up to the state.
  z3::expr breached(language::PartyId party, std::size_t state);

  // The moment belongs to a history that is considered: time moves as it may, events are occurrences of their actions,
  // every `assume` holds after it, and whoever the setting says complies does; what an undefined value decides is left
  // open. Ask once all moments are added, as for `trouble`: they range over the individuals of all of them.
  z3::expr considered(std::size_t moment);

  // The moment can not be judged: a duty for which there is no room; an undefined value in the `where` of its event, in
  // a clause, a tally (at any arguments) or an `assume`, or in the `where` of a term. A property's formula is not
  // looked at: see `after`.
  z3::expr trouble(std::size_t moment);

  // Reads every term at all individuals of the moments added, so that a decoded history says what they are there.
  void complete_terms();

  // Individuals of an open kind that differ from each other and from those of all events: they stand for all the
  // others. As many as something has asked for.
  const std::vector<z3::expr>& strangers(language::KindId kind) const;

  // A formula read after a moment (properties).
  Encoded after(language::ExprId formula, std::size_t moment);

  // An expression over tallies, duties, terms, readings, variables and the date, read in a state.
  Encoded in_state(language::ExprId expression, const StateView& view);

  // Constraints that came up since the last call: definitions of names, ranges of inputs and rigid symbols.
  std::vector<z3::expr> take_constraints();

  // Some product has been abstracted.
  bool abstracted() const;

  const std::vector<TallyInstance>& tally_instances() const;  // at state 0 of Start::kAnywhere
  const std::vector<Application>& condition_applications() const;
  const std::vector<Application>& term_applications() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace proviso::encode
