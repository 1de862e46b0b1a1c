// `P can force F`: all values of the conditions in question, tried one after the other.
#pragma once

#include "replay/evaluate.h"

namespace proviso::replay {

// What P decides (V in language/expression.h): its conditions that stand in F or in an `assume`, and those that the
// clauses read for some values, where F asks them by `permitted`. What it does not (W): the other conditions that stand
// in F. One that stands in F counts for each of the arguments that it has for some values, whether or not what stands
// before it guards it; where it would be read once for each duty, or of the event at hand, for the duties and the event
// that there are. F and all `assume`s are read for all values, where a false `assume` makes F of no account too; they
// are read as the context reads them, so tallies, duties and what is overdue are as they were judged, under the
// conditions that the moment has. Throws TooManyConditions.
Truth can_force(const Context& context, const language::CanForce& question);

}  // namespace proviso::replay
