// How duties arise and end, and which of them an event discharges.
#pragma once

#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "replay/clauses.h"

namespace proviso::replay {

// A duty of the statement over this trigger, as far as its conditions can be read over it: party, deadline and what it
// freezes are still to be read.
OutstandingDuty unread_duty(language::StatementId statement, language::Day created, properties::Arguments trigger);

// Reads them, in this order. Undefined if one of them is.
tl::expected<OutstandingDuty, Undefined> read_duty(const Context& context, OutstandingDuty unread);

// The duty without trigger arises at the context's moment: that is the first one dated on or after the first day of its
// text, and its conditions let it. Read in the order: `from`, `through` and `before`, the head's `unless`, `when`,
// `unless`, and what read_duty reads; a part that an earlier one settles is not read. None of other statements.
tl::expected<std::optional<OutstandingDuty>, Undefined> arising(const Context& context,
                                                                language::StatementId statement);

// The context's moment is one of those at which the duty's formula becomes true, and its conditions let it arise. Read
// in the order: in force, the formula, the trigger's `where`, `when`, `unless`. False of duties with another trigger.
Truth becoming(const Context& context, language::StatementId statement);

// Those of the outstanding duties with which a fresh one shares the room that its statement has: of the same statement,
// and with the same values of the trigger's parameters that the capacity is `per`.
std::vector<OutstandingDuty> competing(const language::Duty& rule, const OutstandingDuty& fresh,
                                       const std::vector<OutstandingDuty>& outstanding);

// What the event of the context's moment can discharge: the duties outstanding at the end of the first `context.now`
// moments, and those without trigger that arise at this moment.
tl::expected<std::vector<OutstandingDuty>, Undefined> duties_at_event(const Context& context);

// Which of these duties the context's event discharges of this clause, by position: the oldest that it matches, over
// all the clause's texts and statements. Whether the event is permitted, and the duty overdue, does not matter.
tl::expected<std::optional<std::size_t>, Undefined> matching_duty(const Context& context,
                                                                  const std::vector<OutstandingDuty>& duties,
                                                                  language::ClauseId clause);

// What is so after a moment discharges the duty. False of duties that events discharge.
Truth ensured(const Context& after, const OutstandingDuty& duty);

// The duty lapses at a moment, read before and after its event.
Truth lapses(const Context& before, const Context& after, const OutstandingDuty& duty);

}  // namespace proviso::replay
