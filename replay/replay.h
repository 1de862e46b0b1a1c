// The interpreter: what every clause says of a given history, over exact rationals and without a solver. The
// independent judge of every counterexample and witness; it shares no code with the encoder.
#pragma once

#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "properties/goal.h"
#include "properties/history.h"

namespace proviso::replay {

// What an occasion has set off, until it is done or its deadline has passed.
struct Pending {
  language::Day created;  // date of the moment of the occasion; of a duty without trigger: the first day of its text
  // Last day in time; a fraction of a day in `within` is dropped, months are clamped. None: it never passes.
  std::optional<language::Day> deadline;
  properties::Arguments trigger;        // of its event; empty if no event triggered it
  std::vector<language::Value> frozen;  // by position among what `at trigger` freezes
};

// A duty outstanding at the end of a moment.
struct OutstandingDuty : Pending {
  language::StatementId statement;
  language::PartyId party;  // who owes it
  bool overdue = false;
};

// A `keep` that is not kept at a moment.
struct BrokenCovenant {
  language::StatementId statement;
  language::PartyId party;  // who was to keep it
};

// Where a tally is read: all values of tallies whose arguments occur in the history.
struct TallyValue {
  language::TallyId tally;
  properties::Arguments arguments;
  std::optional<language::Value> value;  // none: no value yet
};

// What was judged at one moment.
struct Judgement {
  bool permitted = true;                            // the event, by the clauses present (true without event)
  std::vector<language::StatementId> forbidden_by;  // applying `shall not`s that hit the event
  std::vector<language::StatementId> permitted_by;  // applying `may`s that cover it
  // Statements that would have applied to the event but gave way to others; duties too, which they did not create.
  std::vector<language::StatementId> defeated;
  bool reserved_uncovered = false;  // forbidden because reserved and no `may` covers it
  // Of duties: one entry for each. Those that no event triggers are created first, and `ensure` discharges last.
  std::vector<language::StatementId> created, discharged, lapsed;
  std::vector<OutstandingDuty> arisen;  // those of `created`, as they arose
  std::vector<OutstandingDuty> ended;   // those of `discharged`, then those of `lapsed`, as they were
  // At (2) of this moment: duties past their deadline, in the order in which they arose, then broken `keep`s.
  std::vector<language::StatementId> overdue;
  std::vector<OutstandingDuty> late;     // those of `overdue` that are duties, as they were
  std::vector<BrokenCovenant> broken;    // those of `overdue` that are `keep`s
  std::vector<OutstandingDuty> duties;   // after the moment
  std::set<language::PartyId> breached;  // after the moment: who has ever been in breach
  std::vector<TallyValue> tallies;       // after the moment
  // At this moment no complying party's event is forbidden, and no duty overdue and no `keep` broken that is a
  // complying party's, clauses apart that the setting excepts.
  bool compliant = true;
};

// Why a history could not be judged (to its end, or at all).
enum class Trouble {
  kNone,
  kMalformed,   // not a history of this agreement: wrong shapes, dates going back, a jump over a deadline, an
                // event, term or `for any` value that violates its `where`
  kAssumption,  // an `assume` is false at the end of a moment
  kOverflow,    // a duty arises for which the statement's capacity leaves no room
  kUndefined,   // something without value is read where nothing guards it: a tally, a division by zero, a date beyond
                // the calendar, a gap or a clash of cases, a multiple of nothing
};

struct Trace {
  std::vector<Judgement> judgements;  // of every moment before the trouble
  // At each judged moment: the goal's formula, read after it; of kRespond, that no occasion is missed there. None:
  // undefined. Empty for kGreatest and kLeast.
  std::vector<std::optional<bool>> formula;
  // Of kGreatest and kLeast: the expression's value after each judged moment. None: undefined. Else empty.
  std::vector<std::optional<language::Value>> values;
  Trouble trouble = Trouble::kNone;
  std::string why;                 // the trouble in words, with clause and moment
  std::size_t trouble_moment = 0;  // index of the moment of the trouble
  // Whose duty, covenant or condition it is, where it is a statement's.
  std::optional<language::StatementId> trouble_statement;
  std::vector<OutstandingDuty> no_room;  // kOverflow: what is outstanding there and leaves no room

  // Compliant at every judged moment, no trouble.
  bool clean() const;
};

// A `can force` depends on more conditions (each with its arguments counts) than the interpreter tries all values of.
inline constexpr std::size_t kMostConditions = 12;
struct TooManyConditions : std::runtime_error {
  TooManyConditions();
};

// Replays the whole history for one goal, under its setting (who complies, which clauses are struck). This and all that
// follows throws TooManyConditions.
Trace replay(const language::Agreement& agreement, const properties::Goal& goal, const properties::History& history);

// All moments are compliant and well-formed, every assumption holds, nothing overflows, and the last moment shows what
// the goal's kind asks for: the formula true (kReach) or false (kKeep, kRespond: an occasion is missed), where an
// undefined one demonstrates nothing. Of two kinds this is half of what is to be shown, the other is the prover's:
// kRecover: the formula is false; not, that no continuation leads on to it. kGreatest, kLeast: the expression has a
// value (see `reached`); not, that no moment has a larger or smaller one.
bool demonstrates(const language::Agreement& agreement, const properties::Goal& goal,
                  const properties::History& history);

// The same for the history under other readings, indexed by ReadingId.
bool demonstrates(const language::Agreement& agreement, const properties::Goal& goal, properties::History history,
                  std::vector<std::uint32_t> readings);

// The value that the expression of a kGreatest or kLeast goal has at the end of the history. None: it is undefined, or
// there are no moments, or not all of them are compliant and without trouble.
std::optional<language::Value> reached(const language::Agreement& agreement, const properties::Goal& goal,
                                       const properties::History& history);

// From the last moment of the history, this continuation (also an empty one) reaches the formula of a kRecover goal: it
// is no longer than the goal allows, all conditions are tabled as at that moment, the whole is compliant and without
// trouble, and the formula is true at its end. False of a history without moments.
bool recovers(const language::Agreement& agreement, const properties::Goal& goal, properties::History history,
              const std::vector<properties::Moment>& continuation);

}  // namespace proviso::replay
