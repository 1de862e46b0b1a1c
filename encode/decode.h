// From a model back to a history: the inverse of Unrolling. Values are exact. Individuals of open kinds are renumbered
// 0, 1, 2 … in the order in which the history mentions them. Of an unrolling whose terms are complete.
#pragma once

#include "encode/unrolling.h"
#include "properties/history.h"

namespace proviso::encode {

// None: some amount is irrational in the model, and no history can say it.
std::optional<properties::History> decode(const z3::model& model, Unrolling& unrolling,
                                          const std::vector<language::VariableId>& for_any);

// The value of one expression of the given type in the model (no renumbering). An irrational one is rounded.
language::Value value_in(const z3::model& model, const z3::expr& expression, const language::Type& type);

}  // namespace proviso::encode
