// The places at which expressions are read: of one history, at one moment, with the past as it was before or after.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
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

// A condition, of these arguments.
using Application = std::pair<language::ConditionId, properties::Arguments>;
using Applications = std::set<Application>;

// What `can force` takes conditions to be, in place of what the moment says, and which ones were read while it did.
struct Supposition {
  std::map<Application, bool> values{};
  Applications in_formula{};  // read by its own formula
  Applications in_clauses{};  // read by the clauses that a `permitted` in it asks, or by an `assume`
};

// Under which supposition conditions are read, if any, and who reads them.
struct Supposing {
  Supposition* what = nullptr;
  bool by_clauses = false;
};

// The moment at which it is reckoned what is overdue: duties by its date; a `keep` under its conditions, with the past
// as it was at the end of the first `now` moments.
struct Reckoning {
  const properties::Moment* moment = nullptr;  // none: before the first moment, when nothing is overdue
  std::size_t now = 0;
  Supposing supposing{};
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
  const Pending* trigger = nullptr;              // whose trigger TriggerField, TriggerDate and AtTrigger name
  Reckoning reckoning{};
  Frame variables{};
  Supposing supposing{};
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

// The same place, where `trigger` names this.
Context with_trigger(const Context& context, const Pending& pending);

// How the expressions of what is pending are read there: over its trigger, with no event at hand.
Context over_trigger(const Context& context, const Pending& pending);

// How `before(e)` reads e there.
Context at_previous_end(const Context& context);

// How `some` and `every` read their body there: once for each instance, in order, until `read` answers false.
void at_each_instance(const Context& context, const language::Quantifier& quantifier,
                      const std::function<bool(const Context&)>& read);

}  // namespace proviso::replay
