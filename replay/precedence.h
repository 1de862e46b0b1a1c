// Which statements apply to one event, and which are defeated there by others: `notwithstanding` and `subject to`.
#pragma once

#include <map>
#include <tl/expected.hpp>

#include "replay/clauses.h"

namespace proviso::replay {

enum class Standing {
  kSilent,    // not in force, or does not speak of the event, or its conditions do not hold
  kDefeated,  // it would apply, but a statement that it gives way to does
  kApplies,
};

// Of the context's event, as it is judged: read *before*. Remembers what it has found.
class Precedence {
 public:
  explicit Precedence(const Context& context) : context_(context) {}

  // A `may` or `shall not` speaks of events of its action by its party; a duty, of those that trigger it; a `keep`, of
  // none. They are read in this order: action, party where it was written as a name, in force, any other party (of a
  // duty: its trigger's `where`), `when`, `unless`; a part that an earlier one settles is not read. What it gives way
  // to is read only if it would apply, in order, up to the first that applies.
  tl::expected<Standing, Undefined> standing(language::StatementId statement);

 private:
  tl::expected<Standing, Undefined> found(language::StatementId statement);
  Truth matches(language::StatementId statement) const;
  Truth triggers(language::StatementId statement, const language::Duty& rule) const;
  template <class Rule>
  Truth hits(language::StatementId statement, const Rule& rule) const;

  Context context_;
  std::map<language::StatementId, tl::expected<Standing, Undefined>> known_;
};

}  // namespace proviso::replay
