// What a property asks, and what is expected of it.
#pragma once

#include "language/check_state.h"

namespace proviso::language {

// Sets `question`, `formula`, `response` and `within_moments`, over `for_any` of the property.
void check_question(Checker& checker, const syntax::Property& property, Property& checked);

// Sets what is expected of the answer, when the question was checked.
void check_expectation(Checker& checker, const syntax::Property& property, Property& checked);

}  // namespace proviso::language
