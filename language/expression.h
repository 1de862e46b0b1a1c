// Typed expressions: nodes of an arena owned by the Agreement, immutable after `check`, children named by id.
// A `define` leaves no node: it is read as where it is used. Names are resolved, types agree.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "language/source.h"
#include "language/value.h"

namespace proviso::language {

struct Literal {
  Value value;
};

// The value of a term, fixed for the whole history. Arguments for a term with parameters.
struct TermRef {
  TermId term;
  std::vector<ExprId> arguments;
};

// A variable bound by `for any`, or a parameter of the tally or term being declared.
struct VariableRef {
  VariableId variable;
};

// An argument of the event at hand, by position. Which action it is of, the place says: the action of the statement,
// tally, duty's `where`, trigger's `where` or `happens` in which the node stands.
struct EventField {
  std::uint32_t position;
};

// A frozen argument of the event that created the duty; the date on which the duty arose.
struct TriggerField {
  std::uint32_t position;
};
struct TriggerDate {};

// The date of the moment.
struct Today {};

// A fact of the outside world at the moment.
struct ConditionRef {
  ConditionId condition;
  std::vector<ExprId> arguments;
};

// A tally's value: before the moment's event in clauses and tallies, after it in properties, `assume`, `lapses when`.
struct TallyRef {
  TallyId tally;
  std::vector<ExprId> arguments;
};

// The amendment is in effect: the moment's date is its effective date or later.
struct InEffect {
  AmendmentId amendment;
};

// The reading is taken to be this choice.
struct ReadingIs {
  ReadingId reading;
  std::uint32_t choice;
};

enum class UnaryOp { kNot, kNegate, kAbs };
struct Unary {
  UnaryOp op;
  ExprId operand;
};

// kAnd, kOr, kImplies are read from left to right: a left side that settles the result guards the right one.
// kAdd/kSub: number±number of one type, date±days, date±months, date-date (days). kMul: number × anything numeric.
// kDiv: by a number, or of two of one type (a number). kMin, kMax: two of one ordered type.
enum class BinaryOp { kAnd, kOr, kImplies, kIff, kEq, kNe, kLt, kLe, kGt, kGe, kAdd, kSub, kMul, kDiv, kMin, kMax };
struct Binary {
  BinaryOp op;
  ExprId left, right;
};

struct IfThenElse {
  ExprId condition, then_value, else_value;
};

// `cases { when F: a  when G: b  otherwise: c }`. The value of the cases whose condition is true: all of them are read.
// Undefined where none is and there is no `otherwise` (a gap), and where two that are true differ (a clash).
struct Cases {
  struct Case {
    ExprId when, value;
  };
  std::vector<Case> cases;
  std::optional<ExprId> otherwise;
};

enum class Rounding { kNearest, kDown, kUp };  // round (halves away from zero), floor, ceiling

// The multiple of `multiple` that is nearest, not above, not below. Undefined where `multiple` is not above zero.
struct Round {
  Rounding direction;
  ExprId value, multiple;  // of one type; the result too
};

enum class CalendarUnit { kDay, kMonth, kQuarter, kYear };

// `year(d)` (2026), `quarter(d)` (1–4), `month(d)` (1–12), `weekday(d)` (1 Monday – 7 Sunday): whole numbers.
enum class CalendarPart { kYear, kQuarter, kMonth, kWeekday };
struct PartOfDate {
  CalendarPart part;
  ExprId date;
};

// The last day of the month, quarter or year in which the date lies.
struct EndOf {
  CalendarUnit unit;  // not kDay
  ExprId date;
};

// `some x: K has F`, `every x: K has F`, over a closed kind or Party.
struct Quantifier {
  bool every;
  VariableId variable;  // VariableRef in `body`
  ExprId body;
};

// value in {a, b, …}
struct In {
  ExprId value;
  std::vector<ExprId> members;
};

// The moment's event is an occurrence of `action` that satisfies `where` (EventField: its arguments).
struct Happens {
  ActionId action;
  std::optional<ExprId> where;
};

// The value the operand had at the previous moment's end (tallies and duties only; date and conditions are those of
// the present moment).
struct Before {
  ExprId operand;
};

// Would this event be permitted if it came next, today, under the present conditions?
struct Permitted {
  ActionId action;
  std::vector<ExprId> arguments;  // one per parameter of the action
};

// The value an expression had when the duty arose: `Duty::frozen` says which expression.
struct AtTrigger {
  std::uint32_t position;
};

// `owed(C where F)`: a duty of the clause (of any of its texts) is outstanding whose trigger satisfies `where`
// (TriggerField, TriggerDate: of that duty). `overdue(C where F)`: such a duty is outstanding and the date has passed
// its deadline; or, without `where`, a `keep` of the clause is broken at this moment.
struct Owed {
  ClauseId clause;
  bool overdue = false;
  std::optional<ExprId> where{};
};

// A duty of the party is outstanding.
struct OwedBy {
  ExprId party;
};

// The party has at some moment done what was forbidden to it, had an overdue duty or broken a `keep`.
struct Breached {
  ExprId party;
};

// No duty of anybody is outstanding.
struct Settled {};

// The event at hand would discharge a duty of the clause. Only in `when`/`unless` of `may` and `shall not`.
struct Discharges {
  ClauseId clause;
};

// `P can force F`, in properties: some values of the conditions that the party decides make F true whatever the other
// conditions named in F are. In full: V, the applications of conditions decided by the party that F reads, also through
// `permitted`, or that an `assume` reads; W, those of the other conditions that stand in F. True if there are values of
// V such that some values of W satisfy every `assume`, and F is true for all that do. The `assume`s are read with the
// same values. Without value if F or an `assume` has none for some values of V and W.
struct CanForce {
  PartyId party;
  ExprId formula;
};

using ExprNode =
    std::variant<Literal, TermRef, VariableRef, EventField, TriggerField, TriggerDate, Today, ConditionRef, TallyRef,
                 InEffect, ReadingIs, Unary, Binary, IfThenElse, Cases, Round, PartOfDate, EndOf, Quantifier, In,
                 Happens, Before, Permitted, AtTrigger, Owed, OwedBy, Breached, Settled, Discharges, CanForce>;

struct Expression {
  ExprNode node;
  Type type;
  Span span;
};

// Builds a visitor from lambdas, one per alternative.
template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace proviso::language
