// What is expected of a property, against what was found.
#pragma once

#include <vector>

#include "language/agreement.h"
#include "properties/verdict.h"

namespace proviso::properties {

// Whether the property holds under these readings. The verdict is decided (holds, fails, depends) and speaks of an
// agreement with as many readings as the choice has.
bool holds_under(const Verdict& verdict, const ReadingChoice& choice);

// The verdict is what the property expects. An undecided verdict never is.
bool as_expected(const language::Agreement& agreement, const language::Property& property, const Verdict& verdict);

bool decided(const Verdict& verdict);

// Every combination of readings, the last varying fastest.
std::vector<ReadingChoice> all_readings(const language::Agreement& agreement);

enum class Change { kNone, kBroken, kFixed, kOther };

// A decided verdict, and the agreement whose readings it speaks of.
struct Judged {
  const language::Agreement& agreement;
  const Verdict& verdict;
};

// How the set of readings for which something holds changes: smaller, larger, neither. `after` is of an edited copy,
// which may have more readings than the original but has all of its readings, with all their choices: every
// combination of the copy is compared with what it is, by the names of readings and choices, in the original.
Change compare(const Judged& before, const Judged& after);

}  // namespace proviso::properties
