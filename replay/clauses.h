// What the clauses say at a moment: which are in force, what they allow and forbid, which duty an event discharges.
// Every function reads through the Context it is given; the setting's struck clauses are absent.
#pragma once

#include <optional>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "replay/evaluate.h"

namespace proviso::replay {

// Something that this statement, or its clause's head, says has no value.
struct Undefined {
  language::StatementId statement;
  std::string_view what = "a condition";
};

language::ClauseId clause_of(const language::Agreement& agreement, language::StatementId statement);

// The statement is a duty.
const language::Duty& duty_rule(const language::Agreement& agreement, language::StatementId statement);

// None: nobody's act.
std::optional<language::PartyId> actor_of(const language::Agreement& agreement, const properties::Event& event);

// The moment's date is within all bounds and the head's `unless` does not hold; never for a struck clause. Read in the
// order from, through, before, unless: a bound that is not met guards what follows it.
Truth in_force(const Context& context, language::ClauseTextId text);

// All bounds `from` are `date` or earlier; one that is not guards the ones behind it.
Truth begun(const Context& context, language::ClauseTextId text, language::Day date);

// The latest of the bounds `from`, which have values, and of the agreement's start.
language::Day first_day(const Context& context, language::ClauseTextId text);

// `date` is within the bounds `through` and `before`, read in that order.
Truth not_over(const Context& context, language::ClauseTextId text, language::Day date);

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

}  // namespace proviso::replay
