// From a model back to a history: the inverse of Unrolling. Values are exact; where a model holds an algebraic number
// it is rounded to a rational, which the replay then judges. Individuals of open kinds are renumbered 0, 1, 2 … in the
// order in which the history mentions them.
#pragma once

#include "encode/unrolling.h"
#include "properties/history.h"

namespace proviso::encode {

properties::History decode(const z3::model& model, Unrolling& unrolling,
                           const std::vector<language::VariableId>& for_any);

// The value of one expression of the given type in the model (no renumbering).
language::Value value_in(const z3::model& model, const z3::expr& expression, const language::Type& type);

}  // namespace proviso::encode
