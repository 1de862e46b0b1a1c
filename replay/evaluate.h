// Expressions over exact values, read at one place of one history.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "properties/goal.h"
#include "properties/history.h"
#include "replay/replay.h"
#include "replay/tallies.h"

namespace proviso::replay {

// A history as far as it has been replayed.
struct World {
  const language::Agreement& agreement;
  const properties::Setting& setting;
  const properties::History& history;
  // What is outstanding at the end of the first so many moments; the first entry is of none. In the order of creation.
  std::vector<std::vector<OutstandingDuty>> duties{{}};
  // Who is in breach at the end of the first so many moments.
  std::vector<std::set<language::PartyId>> breached{{}};
  TallyBook tallies{};
};

// The variables in scope and their values, the innermost last: of the `for any`, the parameters of one tally or term,
// what `some` and `every` bind.
struct Frame {
  std::span<const language::VariableId> variables;
  std::span<const language::Value> values;
};

// The moment at which it is reckoned what is overdue: duties by its date; a `keep` under its conditions, with the past
// as it was at the end of the first `now` moments.
struct Reckoning {
  const properties::Moment* moment = nullptr;  // none: before the first moment, when nothing is overdue
  std::size_t now = 0;
};

// Where an expression is read. Tallies, duties and breaches are those at the end of the first `now` moments.
struct Context {
  World& world;
  std::size_t now = 0;
  std::size_t before = 0;                        // what `before(e)` reads instead of `now`
  language::Day tally_day{};                     // in whose period tallies with a window are read
  const properties::Moment* moment = nullptr;    // date and conditions; none: nothing read here depends on a moment
  const properties::Event* happening = nullptr;  // what `happens` asks about; none: time passing
  const properties::Event* event = nullptr;      // whose arguments EventField names
  const OutstandingDuty* trigger = nullptr;      // whose trigger TriggerField, TriggerDate and AtTrigger name
  Reckoning reckoning{};
  Frame variables{};
};

// For what is fixed for the whole history: terms, readings, variables.
Context timeless(World& world, Frame variables);

// How clauses and tallies read moment `index`: its date, conditions and event; the past as the previous moment left it.
Context at_moment(World& world, std::size_t index);

// How properties, `assume`, `ensure` and `lapses when` read moment `index`: the same, with the past as this moment left
// it.
Context after_moment(World& world, std::size_t index);

// How a `keep` is read there. The reckoning has a moment.
Context at_reckoning(World& world, const Reckoning& reckoning);

// How clauses would read this event there if it came next, today, under the present conditions. Borrows the event.
Context at_next_event(const Context& context, const properties::Event& event);

// How a duty's own expressions are read there: over its trigger, with no event at hand.
Context over_trigger(const Context& context, const OutstandingDuty& duty);

// None: undefined (a division by zero, a tally without value, a day beyond all dates, rounding to a multiple of
// nothing, a gap or a clash of cases, that nothing on its left guards). An agreement that `check` would not have made
// is a std::logic_error or one of std::variant's and std::vector's own.
std::optional<language::Value> evaluate(const Context& context, language::ExprId expression);

// The party that a party-valued expression names; none: undefined.
std::optional<language::PartyId> party_at(const Context& context, language::ExprId expression);

// A truth that may be undefined.
using Truth = std::optional<bool>;

Truth holds(const Context& context, language::ExprId formula);

// A condition that may be left out, and what it then says.
Truth holds(const Context& context, const std::optional<language::ExprId>& formula, bool if_absent);

}  // namespace proviso::replay
