// The untyped tree of one file: what was written, with a span for everything, before any name is looked up.
// Every node is a value, so a File can be copied and edited; expressions live in the file's arena and refer to each
// other by ExprId. A tree whose parse reported errors holds what could be read, with Invalid where an expression could
// not be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "language/source.h"
#include "language/syntax_expression.h"

namespace proviso::syntax {

using language::FileId;

// --------------------------------------------------------------------------------------------------- declarations
// `x: money where x >= $0`; only parameters of actions and events have a `where`.
struct Parameter {
  Name name;
  Type type;
  std::optional<ExprId> where;
};

// `agreement NAME "title" { currency USD starts 2025-10-28 }`; `starts` is absent only after a diagnostic.
struct Agreement {
  Span span;
  Name name;
  std::optional<Text> title;
  std::optional<Name> currency;
  std::optional<Date> starts;
};

struct Party {
  Span span;
  Name name;
  std::optional<Text> title;
};

// Closed with its members (at least one), open without.
struct Kind {
  Span span;
  Name name;
  std::optional<std::vector<Name>> members;
};

struct Term {
  Span span;
  Name name;
  std::vector<Parameter> parameters;
  Type type;
  std::optional<ExprId> where;
};

struct Choice {
  Name name;
  std::optional<Text> text;
};

struct Reading {
  Span span;
  Name name;
  std::optional<Text> title;
  std::vector<Choice> choices;
};

struct Condition {
  Span span;
  Name name;
  std::vector<Parameter> parameters;
  std::optional<Name> decided_by;
};

// The actor is a party or one of the parameters.
struct Action {
  Span span;
  bool reserved = false;
  Name name;
  std::vector<Parameter> parameters;
  Name actor;
};

struct Event {
  Span span;
  Name name;
  std::vector<Parameter> parameters;
};

struct Define {
  Span span;
  Name name;
  std::vector<Parameter> parameters;
  ExprId value{};
};

enum class TallyOperation { kSum, kCount, kEver, kFirstDate, kLastDate, kLatest };

// `becoming F`.
struct Becoming {
  ExprId formula{};
};

// `A where F`, `becoming F where G`: what a tally counts, what it starts again at, and what creates a duty.
struct Occasion {
  std::variant<Name, Becoming> what;
  std::optional<ExprId> where;
  Span span;
};

struct WholePast {};

// `per calendar month`.
struct PerCalendar {
  CalendarUnit unit{};
};

// `since B where G`.
struct Since {
  Occasion occasion;
};

// `in the last 3 calendar months`; never of days.
struct InTheLast {
  std::uint32_t count = 1;
  CalendarUnit unit{};
};

using Window = std::variant<WholePast, PerCalendar, Since, InTheLast>;

// `tally NAME : TYPE = OPERATION OCCASION WINDOW initially E`.
struct Tally {
  Span span;
  Name name;
  std::vector<Parameter> parameters;
  std::optional<Type> type;
  TallyOperation operation{};
  std::optional<ExprId> value;  // what kSum adds and what kLatest becomes: always there, and of these alone
  Occasion over;
  Window window;
  std::optional<ExprId> initially;
};

struct Assume {
  Span span;
  ExprId formula{};
};

// -------------------------------------------------------------------------------------------------------- clauses
// `P may A when F unless G`. The party of a statement is a NameUse, a Call, or a TriggerParameter.
struct May {
  ExprId party{};
  Name action;
  std::optional<ExprId> when;
  std::optional<ExprId> unless;
};

// `P shall not A when F unless G`.
struct ShallNot {
  ExprId party{};
  Name action;
  std::optional<ExprId> when;
  std::optional<ExprId> unless;
};

// `A where F`: what discharges a duty.
struct Act {
  Name action;
  std::optional<ExprId> where;
};

// `ensure F`.
struct Ensure {
  ExprId formula{};
};

using Performance = std::variant<Act, Ensure>;

// `within E`.
struct Within {
  ExprId time{};
};

// `by E`.
struct By {
  ExprId date{};
};

using Deadline = std::variant<Within, By>;

// `one outstanding per x, y`, `up to N outstanding per x, y`, `merging`.
struct Capacity {
  Span span;
  std::optional<std::uint32_t> most;  // absent where `merging` stands alone
  std::vector<Name> per;
  bool merging = false;
};

// `lapses` (with the clause) or `lapses when F`.
struct Lapse {
  Span span;
  std::optional<ExprId> when;
};

// `P shall A where F within E whenever T where G when F unless F one outstanding per x lapses when F`.
struct Duty {
  ExprId party{};
  Performance performance;
  std::optional<Deadline> deadline;
  std::optional<Occasion> trigger;
  std::optional<ExprId> when;
  std::optional<ExprId> unless;
  std::optional<Capacity> capacity;
  std::optional<Lapse> lapses;
};

// `P shall keep F when G unless H`.
struct Keep {
  ExprId party{};
  ExprId formula{};
  std::optional<ExprId> when;
  std::optional<ExprId> unless;
};

// `notwithstanding C, D`, `subject to E`: the clauses that give way, and those to which this gives way.
struct Precedence {
  std::vector<Name> notwithstanding;
  std::vector<Name> subject_to;
};

struct Statement {
  Span span;
  std::variant<May, ShallNot, Duty, Keep> node;
  Precedence precedence;
};

// The last day (`through D`) or the first day after it (`before D`).
struct End {
  ExprId date{};
  bool inclusive = true;
};

struct Clause {
  Span span;
  Name name;
  std::optional<Text> title;
  std::optional<ExprId> from;
  std::optional<End> end;
  std::optional<ExprId> unless;
  Precedence precedence;
  std::optional<Text> text;
  std::optional<Text> source;
  std::vector<Statement> statements;
};

// What can stand at the top level, and as an addition in an amendment or redline.
using Declaration = std::variant<Party, Kind, Term, Reading, Condition, Action, Event, Define, Tally, Assume, Clause>;

// ---------------------------------------------------------------------------------------- amendments and redlines
// `strike C`; `strike C, D` gives two.
struct Strike {
  Name clause;
};

// `replace clause …`, `replace define …`, `replace term …`: the declaration of that name gives way to this one.
struct Replace {
  Declaration declaration;
};

struct Add {
  Declaration declaration;
};

// `reinstate C`: as if the amendment's strike of C had not been written. Redlines only.
struct Reinstate {
  Name clause;
};

struct Edit {
  Span span;
  std::variant<Strike, Replace, Add, Reinstate> node;
};

// Edits in the order written; no Reinstate.
struct Amendment {
  Span span;
  Name name;
  std::optional<Text> title;
  Date effective;
  std::vector<Edit> edits;
};

// `expect breaks p, q`.
struct ExpectBreaks {
  std::vector<Name> properties;
};

// `expect fixes p, q`.
struct ExpectFixes {
  std::vector<Name> properties;
};

// `expect changes nothing`.
struct ExpectNoChange {};

struct RedlineExpectation {
  Span span;
  std::variant<ExpectBreaks, ExpectFixes, ExpectNoChange> node;
};

struct Redline {
  Span span;
  Name name;
  std::optional<Text> title;
  std::vector<Edit> edits;
  std::vector<RedlineExpectation> expectations;
};

// ----------------------------------------------------------------------------------------------------- properties
// `x: K` of `for any`.
struct Quantified {
  Name name;
  Type type;
};

struct Always {
  ExprId formula{};
};

// `never F`, or `never A when F`. The parser does not know what names mean: where the formula is a NameUse of an action
// or event, the question is about those events. With `when` the formula is always a NameUse.
struct Never {
  ExprId formula{};
  std::optional<ExprId> when;
};

struct Possible {
  ExprId formula{};
};

// `always possible F`, `always possible F within 3 moments`.
struct AlwaysPossible {
  ExprId formula{};
  std::optional<std::uint32_t> within_moments;
};

// `whenever A where F, G within D`; the deadline is absent only after a diagnostic.
struct Whenever {
  Occasion trigger;
  ExprId formula{};
  std::optional<Deadline> deadline;
};

// `greatest E`, `least E`.
struct Extreme {
  bool greatest = false;
  ExprId value{};
};

using Question = std::variant<Always, Never, Possible, AlwaysPossible, Whenever, Extreme>;

enum class Compliance { kAll, kNobody, kParties };

// `assuming nobody complies`, `assuming P complies`, `assuming P, Q comply`, `assuming all comply except C, D`.
struct Assuming {
  Span span;
  Compliance compliance{};
  std::vector<Name> parties;  // of kParties alone, at least one
  std::vector<Name> except;   // of kAll alone: clauses
};

struct ExpectHolds {};
struct ExpectFails {};

// `expect holds when R`.
struct ExpectHoldsWhen {
  ExprId readings{};
};

// `expect $120`, of `greatest` and `least`.
struct ExpectValue {
  ExprId value{};
};

struct PropertyExpectation {
  Span span;
  std::variant<ExpectHolds, ExpectFails, ExpectHoldsWhen, ExpectValue> node;
};

struct Property {
  Span span;
  Name name;
  std::optional<Text> title;
  std::vector<Quantified> for_any;
  std::optional<ExprId> for_any_where;
  Question question;
  Span question_span;
  std::vector<Name> without;
  std::optional<Assuming> assuming;
  std::optional<PropertyExpectation> expectation;
};

// ----------------------------------------------------------------------------------------------------------- file
// From the `#` to the end of the line.
struct Comment {
  Span span;
};

// What one file says, each list in the order written. `agreement` is absent only after a diagnostic.
struct File {
  FileId id{};
  std::optional<Agreement> agreement;
  std::vector<Declaration> declarations;
  std::vector<Amendment> amendments;
  std::vector<Redline> redlines;
  std::vector<Property> properties;
  std::vector<Expr> expressions;
  std::vector<Comment> comments;
  std::vector<Name> struck;  // clauses that an applied redline took out: their names stay known

  const Expr& expr(ExprId which) const { return expressions[static_cast<std::size_t>(which)]; }
};

}  // namespace proviso::syntax
