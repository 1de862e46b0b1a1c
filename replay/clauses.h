// What the clauses say at a moment: which are in force, what they allow and forbid, which duty an event discharges.
// Every function reads through the Context it is given; the setting's struck clauses are absent.
#pragma once

#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "replay/evaluate.h"

namespace proviso::replay {

// A condition of this statement, or of its clause's head, has no value.
struct Undefined {
  language::StatementId statement;
};

language::ClauseId clause_of(const language::Agreement& agreement, language::StatementId statement);

// The statement is a duty.
const language::Duty& duty_rule(const language::Agreement& agreement, language::StatementId statement);

// None: nobody's act.
std::optional<language::PartyId> actor_of(const language::Agreement& agreement, const properties::Event& event);

// The duty that the context's event creates of this statement, if it does; its deadline is still to be found.
OutstandingDuty created_by(const Context& context, language::StatementId statement);

// The moment's date is within all bounds and the head's `unless` does not hold; never for a struck clause. Read in the
// order from, through, before, unless: a bound that is not met guards what follows it.
Truth in_force(const Context& context, language::ClauseTextId text);

// `when` holds and `unless` does not; `when` guards `unless`.
Truth allowed(const Context& context, const std::optional<language::ExprId>& when,
              const std::optional<language::ExprId>& unless);

// What is said of one event.
struct Permission {
  bool permitted = true;
  std::vector<language::StatementId> forbidden_by;
  std::vector<language::StatementId> permitted_by;
  std::vector<language::StatementId> defeated;  // these give way to others: they neither forbid nor permit
  bool reserved_uncovered = false;
};

// Judges the context's event.
tl::expected<Permission, Undefined> judge(const Context& context);

// Which of the duties outstanding at `context.now` the context's event discharges of this clause, by position: the
// oldest that it matches, over all its texts and statements. Whether the event is permitted, and the duty overdue, does
// not matter.
tl::expected<std::optional<std::size_t>, Undefined> matching_duty(const Context& context, language::ClauseId clause);

}  // namespace proviso::replay
