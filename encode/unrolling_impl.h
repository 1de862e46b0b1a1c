// The inside of Unrolling, shared by its source files: symbols and memo tables (unrolling.cpp), expressions
// (evaluate.cpp, values.cpp, calendar.cpp), tallies (tallies.cpp), duties (commitments.cpp: what arises; step.cpp: what
// becomes of it; owed.cpp: questions about it), permission, compliance and trouble (rules.cpp).
#pragma once

#include <deque>
#include <optional>
#include <set>

#include "encode/unrolling.h"

namespace proviso::encode {

// What conditions are supposed to be: see forcing.cpp.
struct Supposition {
  struct Application {
    language::ConditionId condition;
    std::vector<z3::expr> arguments;
    bool own;  // the party decides it
  };
  language::PartyId party{};
  std::set<std::uint32_t> named;          // conditions that stand in the formula
  std::vector<Application> applications;  // in question
  std::vector<bool> values;               // of each; none yet: they are being found
  bool in_formula = true;                 // not in an `assume`
  bool others_came_up = false;            // under these values more were read
};

// Where an expression is read. `state` gives tallies and duties, `moment` the date, the conditions and the event.
struct Place {
  std::size_t state = 0;
  std::optional<std::size_t> moment;
  bool at_previous = false;                  // tallies on the date of `state`, not on that of the moment
  bool before_lapses = false;                // duties of `state` as they are before this moment's lapses
  bool for_witness = false;                  // on behalf of a witness: see owed.cpp
  bool hypothetical = false;                 // of an event that would come next
  std::optional<language::ActionId> action;  // the event at hand, real or hypothetical
  std::vector<z3::expr> event;
  const Commitment* trigger = nullptr;
  std::map<language::VariableId, z3::expr> variables;
  Supposition* supposition = nullptr;
  bool in_clauses = false;  // what the clauses would say of an event
};

// Clauses read here: the state is the one before the moment.
inline bool is_before_event(const Place& place) {
  return place.moment && place.state == *place.moment && !place.at_previous;
}

struct Unrolling::Impl {
  // What a witness is for; questions add the number of their expression.
  static constexpr unsigned kTakes = 0, kIsLate = 1, kQuestions = 2;

  z3::context& context;
  const language::Agreement& agreement;
  const properties::Setting setting;
  Start start;
  Products products;
  Branch branch;

  struct MomentInputs {
    std::vector<z3::expr> happens;                 // by ActionId
    std::vector<std::vector<z3::expr>> arguments;  // by ActionId, position
  };
  using Buckets = std::vector<TallyState>;  // of a tally: see tallies.cpp
  // A month of some year: its first day as a date, its number of days.
  struct Month {
    z3::expr year, month, first, length;
  };
  // A commitment in a state.
  struct Standing {
    z3::expr before_lapses, after;  // outstanding
  };
  using Key = std::vector<unsigned>;
  // Whether some duty of a statement is as `which` says, of which not all are laid out.
  struct OpenQuestion {
    language::StatementId duty;
    Place place;
    std::function<Encoded(const Commitment&)> which;
    z3::expr answer;
  };
  // What is asked of a moment once and for all.
  struct Judged {
    z3::expr considered, trouble;
  };

  std::vector<z3::expr> dates;  // by state
  std::vector<MomentInputs> inputs;
  std::vector<std::vector<z3::expr>> readings;  // by ReadingId, choice
  std::vector<z3::expr> presents;               // by ClauseId
  std::vector<z3::expr> plain_terms;            // by TermId; those with parameters: a placeholder
  std::map<language::VariableId, z3::expr> variables;
  std::map<Key, Buckets> tallies;
  std::map<unsigned, Month> months_of;  // by the number of the date
  std::deque<Commitment> commitments;
  std::map<std::uint32_t, std::vector<CommitmentId>> at_start;            // by statement; none yet: not asked
  std::map<std::pair<std::uint32_t, std::size_t>, CommitmentId> births;   // by statement, moment
  std::map<std::pair<CommitmentId, std::size_t>, Standing> standings;     // by state
  std::map<std::pair<CommitmentId, std::size_t>, Encoded> matches;        // by moment
  std::map<std::pair<CommitmentId, std::size_t>, Encoded> discharges_of;  // by moment
  std::map<std::pair<std::uint32_t, std::size_t>, z3::expr> arisen_in;    // by statement, state
  std::map<std::pair<std::uint32_t, std::size_t>, Encoded> broken_in;     // by statement, state after the moment
  std::map<std::pair<std::uint32_t, std::size_t>, z3::expr> breached_in;  // by party, state
  std::set<Key> witnesses;                                                // that have been laid out
  std::vector<OpenQuestion> open_questions;
  std::set<CommitmentId> for_witnesses;     // those commitments
  std::vector<z3::expr> rigid_obligations;  // each false where no moment can be judged
  std::map<Key, std::size_t> applications_seen;
  std::vector<Application> condition_applications, term_applications;
  std::vector<TallyInstance> tally_instances;
  std::vector<z3::expr> constraints;
  std::vector<std::vector<z3::expr>> obligations;  // by moment: each false where the moment is in trouble
  std::map<std::size_t, Judged> judged;            // what these moments come to is settled
  // Of those, what an event does to a tally, or to duties (no tally): false, and they have no value after it.
  std::map<std::pair<std::size_t, std::optional<language::TallyId>>, std::vector<z3::expr>> effects;
  std::set<std::string> symbols;  // no two things share one
  std::map<std::string, z3::func_decl> functions;
  std::vector<std::vector<z3::expr>> strangers;  // by KindId
  unsigned names = 0;
  std::map<unsigned, z3::expr>
      identified;  // whose numbers are keys: Z3 gives the number of what is gone to something else
  std::map<std::pair<unsigned, unsigned>, z3::expr> abstract_products;  // by the factors' ids, smaller first

  Impl(z3::context& c, const language::Agreement& a, const properties::Setting& s, Start st, Products p, Branch b);

  // unrolling.cpp
  void declare_rigid();
  void require_where(language::ExprId where, const Place& place);
  void add_stranger(language::KindId kind);
  void differs_from_strangers(const z3::expr& individual, const language::Type& type);
  std::vector<z3::expr> individuals(const language::Type& type);
  std::vector<std::vector<z3::expr>> tuples(const std::vector<language::Type>& types);
  std::vector<std::vector<z3::expr>> tuples_and_strangers(const std::vector<language::VariableId>& parameters);
  void complete_terms();
  void declare_reading(language::ReadingId reading);
  z3::expr input(const std::string& name, const language::Type& type);
  z3::expr constant(const std::string& name, const z3::sort& sort);
  z3::expr named(const std::string& name, const z3::expr& definition);
  std::string of_moment(const std::string& name, std::size_t moment) const;
  z3::expr condition_at(language::ConditionId id, const std::vector<z3::expr>& arguments, std::size_t moment);
  void restrict(const z3::expr& value, const language::Type& type);
  void oblige(std::size_t moment, const z3::expr& condition);
  void oblige_effect(std::size_t moment, std::optional<language::TallyId> tally, const z3::expr& condition);
  std::size_t add_moment();
  void add_action(MomentInputs& moment, language::ActionId action, std::size_t index);
  z3::expr apply(const std::string& name, const z3::sort& sort, const std::vector<z3::expr>& arguments);
  z3::expr variable(language::VariableId id);
  unsigned id_of(const z3::expr& expression);
  Key key(unsigned kind, unsigned index, std::size_t state, const std::vector<z3::expr>& arguments);

  // evaluate.cpp
  Encoded evaluate(language::ExprId id, const Place& place);
  Encoded evaluate_all(const std::vector<language::ExprId>& ids, const Place& place, std::vector<z3::expr>& values);
  Encoded evaluate_optional(const std::optional<language::ExprId>& id, const Place& place, bool otherwise);
  Encoded condition(const language::ConditionRef& node, const Place& place);
  Encoded term(const language::TermRef& node, const Place& place);
  z3::expr term_at(language::TermId term, const std::vector<z3::expr>& arguments);
  Encoded tally_value(const language::TallyRef& node, const Place& place);
  Encoded happens_where(const language::Happens& node, const Place& place);
  Encoded hypothetical(const language::Permitted& node, const Place& place);
  // forcing.cpp
  Encoded can_force(const language::CanForce& node, const Place& place);
  Encoded supposed(language::ConditionId condition, const std::vector<z3::expr>& arguments, const Place& place);
  z3::expr consistent(const Supposition& supposition);
  Encoded assumptions_supposing(const Place& supposing);

  // evaluate.cpp
  Encoded unary(const language::Unary& node, const Place& place);
  Encoded binary(const language::Binary& node, const language::Type& type, const Place& place);
  z3::expr product(const z3::expr& a, const z3::expr& b);
  z3::expr abstract_product(const z3::expr& a, const z3::expr& b);
  Encoded quotient(const Encoded& a, const Encoded& b);
  z3::expr calculate(language::BinaryOp op, z3::expr a, z3::expr b);
  Encoded if_then_else(const language::IfThenElse& node, const Place& place);
  Encoded membership(const language::In& node, const Place& place);
  z3::expr date_at(const Place& place) const { return dates[place.moment ? *place.moment + 1 : place.state]; }

  // values.cpp
  Encoded cases(const language::Cases& node, const language::Type& type, const Place& place);
  Encoded rounded(const language::Round& node, const language::Type& type, const Place& place);
  Encoded quantified(const language::Quantifier& node, const Place& place);

  // calendar.cpp
  z3::expr in_calendar(const z3::expr& date) const;
  Month month_of_year(const z3::expr& year, const z3::expr& month);
  const Month& month_of(const z3::expr& date);
  Encoded months_later(const Encoded& date, const Encoded& months);
  z3::expr quarter_of(const z3::expr& month) const;
  z3::expr weekday(const z3::expr& date);
  Encoded part_of_date(const language::PartOfDate& node, const Place& place);
  Encoded end_of(const language::EndOf& node, const Place& place);
  z3::expr period(language::CalendarUnit unit, const z3::expr& date);

  // tallies.cpp
  TallyState tally(language::TallyId id, const std::vector<z3::expr>& arguments, std::size_t state);
  TallyState tally_today(language::TallyId id, const std::vector<z3::expr>& arguments, std::size_t moment);
  TallyState empty_bucket(const language::Tally& tally);
  TallyState combined(const language::Tally& tally, const Buckets& buckets, const std::vector<z3::expr>& arguments);
  z3::expr has_value(const language::Tally& tally, const TallyState& state, const std::vector<z3::expr>& arguments);
  const Buckets& buckets(language::TallyId id, const std::vector<z3::expr>& arguments, std::size_t state);
  Buckets buckets_at_start(language::TallyId id, const std::vector<z3::expr>& arguments);
  const Buckets& rolled(language::TallyId id, const std::vector<z3::expr>& arguments, std::size_t moment);
  Buckets buckets_after(language::TallyId id, const std::vector<z3::expr>& arguments, std::size_t moment);
  z3::expr periods_passed(language::CalendarUnit unit, std::size_t moment);
  z3::expr was(language::ExprId formula, const Place& place);
  Encoded becomes(language::ExprId formula, const Place& place);
  Encoded occurs(const language::Occasion& occasion, const std::optional<language::ExprId>& where, Place& place);
  z3::expr counted(const language::Tally& tally, const TallyState& bucket, const Encoded& value, std::size_t moment);

  // commitments.cpp
  const std::vector<CommitmentId>& initial(language::StatementId id);
  void add_initial(language::StatementId id, const std::vector<z3::expr>& key, std::vector<CommitmentId>& all);
  std::vector<std::vector<z3::expr>> watched_keys(language::StatementId id);
  std::vector<z3::expr> any_key(language::StatementId id, const std::string& purpose);
  bool has_open_key(language::StatementId id) const;
  CommitmentId birth(language::StatementId id, std::size_t moment);
  Encoded first_day(language::StatementId id);
  Encoded begun(language::StatementId id, std::size_t state);
  z3::expr arisen(language::StatementId id, std::size_t state);
  static Place frozen(const Place& event, const Commitment& fresh);
  Commitment unborn(language::StatementId id, std::size_t moment);
  Encoded triggered(language::StatementId id, const Place& event, Commitment& fresh);
  Encoded arises(language::StatementId id, std::size_t moment, Commitment& fresh);
  Encoded created(language::StatementId id, std::size_t moment, Commitment& fresh);
  Encoded settle_terms(const language::Duty& duty, const Place& place, Commitment& fresh);
  z3::expr never() const;
  z3::expr room(language::StatementId id, std::size_t moment, const Commitment& fresh);

  // step.cpp
  std::vector<CommitmentId> present(language::StatementId id, std::size_t state);
  z3::expr outstanding(CommitmentId id, std::size_t state);
  const Standing& standing(CommitmentId id, std::size_t state);
  std::vector<std::pair<CommitmentId, z3::expr>> at_event(language::StatementId id, std::size_t moment);
  Encoded discharges(CommitmentId id, const z3::expr& owed, const Place& event);
  const Encoded& matched(CommitmentId id, const z3::expr& owed, std::size_t moment);
  z3::expr older(CommitmentId first, CommitmentId second) const;
  const Encoded& discharged(CommitmentId id, std::size_t moment);
  Encoded lapses(CommitmentId id, std::size_t moment);
  Encoded ensured(CommitmentId id, std::size_t moment);

  // owed.cpp
  std::vector<std::pair<CommitmentId, z3::expr>> owed_at(language::StatementId id, const Place& place);
  Encoded some_owed(const std::vector<language::StatementId>& duties, const Place& place, unsigned purpose,
                    const std::vector<z3::expr>& read, const std::function<Encoded(const Commitment&)>& which);
  void hold_to_judgements(CommitmentId id);
  void answer_questions(CommitmentId id);
  void lay_out_witness(language::StatementId id, const Place& place, unsigned purpose,
                       const std::vector<z3::expr>& read);
  std::vector<z3::expr> read_at(const Place& place) const;
  Encoded owed(const language::Owed& node, language::ExprId id, const Place& place);
  Encoded owed_by(const language::OwedBy& node, language::ExprId id, const Place& place);
  Encoded breached(const language::Breached& node, const Place& place);
  z3::expr breached(language::PartyId party, std::size_t state);
  z3::expr breaches(language::PartyId party, std::size_t moment);
  Encoded not_kept(language::StatementId keep, const Place& place);
  const Encoded& found_broken(language::StatementId keep, std::size_t state);
  z3::expr broken(language::StatementId keep, std::size_t state);
  Encoded breaks(language::StatementId keep, const Place& place);
  Encoded discharges_some(language::ClauseId clause, const Place& place);
  z3::expr date_of_duties(const Place& place) const;

  // rules.cpp
  Place event_place(language::ActionId action, std::size_t moment) const;
  z3::expr actor_is(const Place& event, const z3::expr& party) const;
  z3::expr complies(const z3::expr& party) const;
  Encoded covers(language::ClauseTextId text, language::ExprId party, const std::optional<language::ExprId>& when,
                 const std::optional<language::ExprId>& unless, const Place& event);
  z3::expr actor_complies(const Place& event) const;
  Encoded in_force(language::ClauseTextId text, const Place& place);
  Encoded applies(language::ClauseTextId text, const std::optional<language::ExprId>& when,
                  const std::optional<language::ExprId>& unless, const Place& place);
  Encoded speaks(language::StatementId id, const Place& event);
  Encoded defeated(language::StatementId id, const Place& event);
  Encoded prevails(language::StatementId id, const Place& event);
  Encoded permitted(const Place& event);
  z3::expr time_moves(std::size_t moment);
  z3::expr event_exists(std::size_t moment);
  z3::expr comply(std::size_t moment);
  z3::expr lock(CommitmentId id, const z3::expr& owed, std::size_t moment) const;
  z3::expr performs(language::StatementId id, std::size_t moment);
  z3::expr performs(CommitmentId id, const z3::expr& owed, std::size_t moment) const;
  void oblige_all(std::size_t moment);
  z3::expr in_trouble(std::size_t moment) const;
  z3::expr sound_after(std::size_t moment, language::ExprId expression) const;
  z3::expr assumptions_hold(std::size_t moment);
  const Judged& judge(std::size_t moment);
};

// `a and b`, `a` guarding `b`.
Encoded and_then(const Encoded& a, const Encoded& b);
Encoded negated(const Encoded& a);

// Without `initially` the tally has no value before the first event that counts.
bool begins_without_value(const language::Tally& tally);

// The expression can be without value in some history.
bool may_lack_value(const language::Agreement& agreement, language::ExprId expression);
// An event's effect on the tally can.
bool may_lack_value(const language::Agreement& agreement, const language::Tally& tally);

std::vector<language::StatementId> duties_of_clause(const language::Agreement& agreement, language::ClauseId clause);
// Asks about duties.
bool reads_duties(const language::ExprNode& node);

// Those that somebody owes.
std::vector<language::StatementId> all_duties(const language::Agreement& agreement);
bool is_duty(const language::Agreement& agreement, language::StatementId id);
language::ClauseId clause_of(const language::Agreement& agreement, language::StatementId id);

}  // namespace proviso::encode
