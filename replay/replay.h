// The interpreter: what every clause says of a given history, over exact rationals and without a solver. The
// independent judge of every counterexample and witness; it shares no code with the encoder.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "properties/goal.h"
#include "properties/history.h"

namespace proviso::replay {

// A duty outstanding at the end of a moment.
struct OutstandingDuty {
  language::StatementId statement;
  language::PartyId party;  // who owes it
  language::Day created;    // date of the moment that created it; without trigger: the first day of its text
  // Last day in time; a fraction of a day in `within` is dropped, months are clamped. None: it never passes.
  std::optional<language::Day> deadline;
  properties::Arguments trigger;        // of its event; empty if no event triggered it
  std::vector<language::Value> frozen;  // by position in Duty::frozen
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
  std::vector<Judgement> judgements;         // of every moment before the trouble
  std::vector<std::optional<bool>> formula;  // the goal's formula at each judged moment; none: undefined
  Trouble trouble = Trouble::kNone;
  std::string why;                 // the trouble in words, with clause and moment
  std::size_t trouble_moment = 0;  // index of the moment of the trouble
  // Whose duty, covenant or condition it is, where it is a statement's.
  std::optional<language::StatementId> trouble_statement;
  std::vector<OutstandingDuty> no_room;  // kOverflow: what is outstanding there and leaves no room

  // Compliant at every judged moment, no trouble.
  bool clean() const;
};

// Replays the whole history for one goal, under its setting (who complies, which clauses are struck).
Trace replay(const language::Agreement& agreement, const properties::Goal& goal, const properties::History& history);

// The goal's formula has the wanted truth at the last moment (kKeep: false, kReach: true), all moments are compliant
// and well-formed, every assumption holds, nothing overflows. A formula that is undefined there demonstrates nothing.
bool demonstrates(const language::Agreement& agreement, const properties::Goal& goal,
                  const properties::History& history);

// The same for the history under other readings, indexed by ReadingId.
bool demonstrates(const language::Agreement& agreement, const properties::Goal& goal, properties::History history,
                  std::vector<std::uint32_t> readings);

}  // namespace proviso::replay
