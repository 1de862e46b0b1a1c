// What creates duties, or is the occasion of a `whenever`, and the deadline that it sets.
#pragma once

#include <optional>

#include "language/check_expression.h"

namespace proviso::language {

// A trigger with what `trigger` is in what depends on it.
struct CheckedTrigger {
  std::optional<Trigger> trigger;
  TriggerScope scope;
};

// The parameters of the triggering event are in scope by their own names in its `where`, which is read as `scope` says;
// what follows `becoming` reads no event. Nullopt where it is not known what the trigger is.
std::optional<CheckedTrigger> check_trigger(Checker& checker, const syntax::Occasion& written, Scope scope);

// Nullopt after a diagnostic.
std::optional<Deadline> check_deadline(Checker& checker, const Scope& scope,
                                       const std::optional<syntax::Deadline>& written);

}  // namespace proviso::language
