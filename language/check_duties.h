// Duties: what creates them, what discharges them, how many there may be; and what is said of a clause's duties
// elsewhere.
#pragma once

#include <optional>

#include "language/check_state.h"

namespace proviso::language {

// Finds the duties of all clauses, as they are written, before any expression speaks of them.
void collect_duties(Checker& checker);

// Nullopt after a diagnostic.
std::optional<Duty> check_duty(Checker& checker, const syntax::Duty& duty);

// Reports a `keep` that depends on whether a `keep` is broken (P430); when all clauses were checked.
void check_covenants(Checker& checker);

// Warns where a clause is spoken of that never creates such a duty (P414); when all expressions were checked.
void check_duty_mentions(Checker& checker);

// The action or event of this name, if there is one.
std::optional<ActionId> find_happening(const Checker& checker, const syntax::Name& name);

}  // namespace proviso::language
