// The checked agreement: what a file means, with all names resolved and all types right. Made by `check` alone, never
// changed afterwards. Everything behind the front end (replay, encode, reports) starts from this type.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "language/expression.h"

namespace proviso::language {

struct Party {
  std::string name, title;
  Span span;
};

// A closed kind has these members and no others; an open kind has any number of individuals.
struct Kind {
  std::string name;
  bool open = false;
  std::vector<std::string> members;
  Span span;
};

// A variable bound by `for any`, or a parameter of a tally, term or condition.
struct Variable {
  std::string name;
  Type type;
  Span span;
};

// An unknown, fixed for the whole history; `where` (over TermRef to itself and its parameters) holds for all arguments.
struct Term {
  std::string name;
  std::vector<VariableId> parameters;
  Type type;
  std::optional<ExprId> where;
  Span span;
};

struct Choice {
  std::string name, text;
};

// A closed choice about what the text means; fixed for the whole history, unknown.
struct Reading {
  std::string name, title;
  std::vector<Choice> choices;
  Span span;
};

// A fact of the outside world that may be otherwise at every moment.
struct Condition {
  std::string name;
  std::vector<VariableId> parameters;
  std::optional<PartyId> decided_by;
  Span span;
};

struct Field {
  std::string name;
  Type type;
  Span span;
};

struct Nobody {};  // an `event`: nobody's act, never forbidden
struct ActorField {
  std::uint32_t position;  // the party-valued parameter that names the actor
};
using Actor = std::variant<Nobody, PartyId, ActorField>;

// An action or event. `where` (over EventField) restricts which occurrences exist at all.
struct Action {
  std::string name;
  std::vector<Field> parameters;
  std::optional<ExprId> where;
  Actor actor;
  bool reserved = false;  // forbidden unless some clause permits it
  Span span;
};

// `becoming F`: a moment at which F, read *before*, is true and was not at the previous moment (before the first
// moment it was not). No parameters.
struct Becoming {
  ExprId formula;
  friend bool operator==(const Becoming&, const Becoming&) = default;
};

// What a tally counts and what creates a duty: events of an action, or moments.
using Occasion = std::variant<ActionId, Becoming>;

enum class TallyKind { kSum, kCount, kEver, kFirstDate, kLastDate, kLatest };

// The action, where it is one.
inline const ActionId* action_of(const Occasion& occasion) { return std::get_if<ActionId>(&occasion); }

// Where a tally starts again from its initial value.
struct WholePast {};
struct PerCalendar {  // at the first moment of each new day, month, quarter or year, before its event counts
  CalendarUnit unit;
};
struct Since {  // at each of these events, before that event itself counts
  Occasion occasion;
  std::optional<ExprId> where;  // over EventField of the occasion
};
struct InTheLast {      // only events of the running period and the `count - 1` periods before it count
  std::uint32_t count;  // at least 1
  CalendarUnit unit;    // not kDay
};
using Window = std::variant<WholePast, PerCalendar, Since, InTheLast>;

// A summary of the past: one value per combination of parameters. The expressions read *before* the event: also the
// tally itself, and tallies declared later.
// Before any event: `initially`, or else sum and count 0, ever false, dates and latest undefined.
struct Tally {
  std::string name;
  std::vector<VariableId> parameters;
  TallyKind kind;
  Occasion over;
  std::optional<ExprId> value;  // kSum: what is added; kLatest: what it becomes. Over EventField
  std::optional<ExprId> where;  // which events count, over EventField
  Window window;
  std::optional<ExprId> initially;  // over terms, readings, literals and the tally's parameters
  Type type;
  Span span;
};

// `P may A when F unless G`: the events of A by P, satisfying F and not G (over EventField), are permitted. `party` is
// read as `when` is; a Literal where it was written as a name.
struct May {
  ExprId party;
  ActionId action;
  std::optional<ExprId> when, unless;
};

// `P shall not A when F unless G`: those events are forbidden.
struct ShallNot {
  ExprId party;
  ActionId action;
  std::optional<ExprId> when, unless;
};

// `shall A where F`: discharged by the next such event of the duty's party.
struct Act {
  ActionId action;
  std::optional<ExprId> where;  // over EventField (of `action`) and the trigger; read before the event
};

// `shall ensure F`: discharged at the end of the first moment, from that on at which the duty arises, after which F
// holds.
struct Ensure {
  ExprId formula;  // over the trigger
};
using Performance = std::variant<Act, Ensure>;

// The last day in time. One after 2099-12-31 never passes, as where there is no deadline.
struct NoDeadline {};
struct Within {  // days or months from the day on which the duty arose
  ExprId time;
};
struct By {
  ExprId date;
};
using Deadline = std::variant<NoDeadline, Within, By>;  // read as the duty arises, over the trigger

// What creates duties: each of these occasions.
struct Trigger {
  Occasion occasion;
  std::optional<ExprId> where;  // over EventField of the occasion
};

// How many duties of one statement may be outstanding: `most` for each combination of the trigger's parameters `per`.
struct Capacity {
  std::vector<std::uint32_t> per;  // positions among the trigger's parameters; of a kind or Party
  std::uint32_t most = 1;          // 1 to kMostOutstanding
  bool merging = false;            // a trigger for which there is no room creates nothing; else it is an overflow
};
inline constexpr std::uint32_t kMostOutstanding = 16;

struct NeverLapses {};
struct LapsesWithClause {};  // at the first moment at which the clause's text is not in force
struct LapsesWhen {
  ExprId condition;  // over the trigger; read after the moment's event
};
using Lapse = std::variant<NeverLapses, LapsesWithClause, LapsesWhen>;

// `P shall … within D | by D whenever T where G when … unless … one outstanding per x lapses when …`.
// Without a trigger there is one duty. It arises at the first moment dated on or after the first day of its text (the
// latest of the bounds `from` and of the agreement's start), if that day is within all bounds, and if there the head's
// `unless`, `when` and `unless` let it: before overdue duties are looked for, so that the event of that moment can
// discharge it. TriggerDate is that first day.
struct Duty {
  ExprId party;  // read as the duty arises, over the trigger; a Literal where it was written as a name
  Performance performance;
  Deadline deadline;
  std::optional<Trigger> trigger;
  std::optional<ExprId> when, unless;  // over the trigger; read as the duty arises
  Capacity capacity;
  Lapse lapse;
  std::vector<ExprId> frozen;  // what `at trigger(e)` freezes: over the trigger; read as the duty arises
};

// `P shall keep F when G unless H`: broken at every moment at which the clause is in force, G holds, H does not and F
// does not: read before the moment's event, when duties fall overdue.
struct Keep {
  ExprId party;
  ExprId formula;
  std::optional<ExprId> when, unless;
};

// `defeated_by`: at an event (for a duty: its trigger) that both speak of, this statement does not apply if one of
// those is in force, its `when`/`unless` (for a duty, its trigger's `where` too) hold, and it is not itself defeated.
// From `notwithstanding` and `subject to`, of statements and clauses; no circles. A statement speaks of an event if
// that is of its action (of a duty: its trigger), and, unless it is a duty, by its party. A `keep`, and a duty that no
// event triggers, takes no part: they are never listed and list nothing.
struct Statement {
  ClauseTextId text;
  std::variant<May, ShallNot, Duty, Keep> rule;
  std::vector<StatementId> defeated_by;
  Span span;
};

// One wording of a clause. In force at a moment when its date is >= every bound in `from`, < every bound in `before`,
// and `unless` does not hold. Amendments are already folded in: what one adds has its effective date in `from`, what
// one strikes or replaces has it in `before`; `through D` stands in `through` (inclusive).
struct ClauseText {
  ClauseId clause;
  std::string title, text, source;
  std::vector<ExprId> from;     // dates, inclusive
  std::vector<ExprId> through;  // dates, inclusive
  std::vector<ExprId> before;   // dates, exclusive
  std::optional<ExprId> unless;
  std::vector<StatementId> statements;
  std::optional<AmendmentId> added_by, ended_by;
  Span span;
};

struct Clause {
  std::string name;
  std::vector<ClauseTextId> texts;  // in the order in which they came; none if a redline struck it
};

struct Amendment {
  std::string name, title;
  Day effective;
  Span span;
};

// A fact about the world, true at the end of every moment of every history that is considered.
struct Assumption {
  ExprId fact;
  Span span;
};

// kAlways: F at every moment of every history. kPossible: some history reaches it. kAlwaysPossible: from every moment
// of every history some continuation, also none, reaches it, with all conditions as they are at that moment. kWhenever:
// see Response. kGreatest, kLeast: which value has the expression at most, at least, over all moments of all histories?
enum class QuestionKind { kAlways, kPossible, kAlwaysPossible, kWhenever, kGreatest, kLeast };

// Of `whenever T where F, G within D`: each such event is answered by the first moment, from its own on, after which G
// (the property's formula, over the trigger) is true. Missed at a moment whose date is after the deadline while it is
// not answered. Read after the event's moment: `where` (over EventField), the deadline and `frozen` (over the trigger).
struct Response {
  Trigger trigger;
  Deadline deadline;  // Within (from the event's date) or By
  std::vector<ExprId> frozen;
};

// Who is taken to comply: `parties` lists them. `everyone` is the default. The duties and `keep`s of the clauses
// `except` may be missed all the same.
struct Compliance {
  bool everyone = true;
  std::vector<PartyId> parties;
  std::vector<ClauseId> except;
};

inline constexpr std::uint32_t kMostMoments = 16;

enum class Expected { kHolds, kFails, kHoldsWhen, kValue };

// `never F` is kAlways of its negation; `never A when F` is kAlways of not `happens A where F`.
struct Property {
  std::string name, title;
  std::vector<VariableId> for_any;
  std::optional<ExprId> for_any_where;
  QuestionKind question;
  ExprId formula;  // read after the moment's event; of kGreatest and kLeast a number, money, days or date
  std::optional<Response> response;  // of kWhenever
  std::optional<std::uint32_t>
      within_moments;  // of kAlwaysPossible: continuations of at most so many, 1 to kMostMoments
  std::vector<ClauseId> without;
  Compliance compliance;
  Expected expected = Expected::kHolds;
  std::optional<ExprId> expected_when;  // for kHoldsWhen: over readings only
  std::optional<Value> expected_value;  // for kValue, of kGreatest and kLeast
  Span span;
  Span question_span{};  // "always F", "never A when F", … as written
};

enum class RedlineExpectation { kBreaks, kFixes, kChangesNothing };

// A proposed edit. What it edits is in the syntax tree (`language/edits.h`); here is what is expected of it.
struct Redline {
  std::string name, title;
  struct Expectation {
    RedlineExpectation kind;
    std::vector<PropertyId> properties;
    Span span;
  };
  std::vector<Expectation> expectations;
  Span span;
};

struct Agreement {
  std::string name, title, currency;
  std::vector<std::string> other_currencies;  // that amounts are in: see Type::currency
  Day starts = kFirstDay;                     // the first moment is dated this day or later
  std::vector<Party> parties;
  std::vector<Kind> kinds;
  std::vector<Variable> variables;
  std::vector<Term> terms;
  std::vector<Reading> readings;
  std::vector<Condition> conditions;
  std::vector<Action> actions;
  std::vector<Tally> tallies;
  std::vector<Clause> clauses;
  std::vector<ClauseText> clause_texts;
  std::vector<Statement> statements;
  std::vector<Amendment> amendments;
  std::vector<Assumption> assumptions;
  std::vector<Property> properties;
  std::vector<Redline> redlines;
  std::vector<Expression> expressions;
  // A duty that only watches what happens; its occasion, party and deadline are read after the moment's event. No file
  // says one: see properties/monitor.h.
  std::optional<StatementId> monitor;
  Span span;

  const Party& operator[](PartyId id) const { return parties[id.index]; }
  const Kind& operator[](KindId id) const { return kinds[id.index]; }
  const Variable& operator[](VariableId id) const { return variables[id.index]; }
  const Term& operator[](TermId id) const { return terms[id.index]; }
  const Reading& operator[](ReadingId id) const { return readings[id.index]; }
  const Condition& operator[](ConditionId id) const { return conditions[id.index]; }
  const Action& operator[](ActionId id) const { return actions[id.index]; }
  const Tally& operator[](TallyId id) const { return tallies[id.index]; }
  const Clause& operator[](ClauseId id) const { return clauses[id.index]; }
  const ClauseText& operator[](ClauseTextId id) const { return clause_texts[id.index]; }
  const Statement& operator[](StatementId id) const { return statements[id.index]; }
  const Amendment& operator[](AmendmentId id) const { return amendments[id.index]; }
  const Property& operator[](PropertyId id) const { return properties[id.index]; }
  const Expression& operator[](ExprId id) const { return expressions[id.index]; }
};

// The code of the currency that money of the type is in; empty where the agreement gives none.
const std::string& currency_of(const Agreement& agreement, const Type& money);

// The party that the expression names, where it is a literal.
std::optional<PartyId> named_party(const Agreement& agreement, ExprId party);

// The action whose events discharge, or trigger, the duty; null if none does.
const ActionId* discharging_action(const Duty& duty);
const ActionId* triggering_action(const Duty& duty);

// A kind that is open: any number of individuals.
bool is_open(const Agreement& agreement, const Type& type);

// There is room for one such duty, or several, for each individual of an open kind: for any number of them.
bool has_open_key(const Agreement& agreement, const Duty& duty);

}  // namespace proviso::language
