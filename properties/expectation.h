// What is expected of a property, against what was found.
#pragma once

#include <vector>

#include "language/agreement.h"
#include "properties/verdict.h"

namespace proviso::properties {

// The combinations of readings for which the property holds. The verdict is decided (holds, fails, depends).
bool holds_under(const Verdict& verdict, const ReadingChoice& choice);

// The verdict is what the property expects. An undecided verdict never is.
bool as_expected(const language::Agreement& agreement, const language::Property& property, const Verdict& verdict);

bool decided(const Verdict& verdict);

// Every combination of readings, the last varying fastest.
std::vector<ReadingChoice> all_readings(const language::Agreement& agreement);

enum class Change { kNone, kBroken, kFixed, kOther };

// How the set of readings for which something holds changes: smaller, larger, neither. Both verdicts are decided and
// speak of agreements with the same readings.
Change compare(const language::Agreement& agreement, const Verdict& before, const Verdict& after);

}  // namespace proviso::properties
