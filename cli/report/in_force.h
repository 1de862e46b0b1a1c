// Why a clause says nothing at a moment.
#pragma once

#include <string>

#include "replay/evaluate.h"

namespace proviso::cli {

// "delivery ended on 2030-12-30", "delivery is not in force before 2027-01-01"; empty for a clause of which a text is
// in force there, or of which that has no value.
std::string why_not_in_force(const replay::Context& context, language::ClauseId clause);

}  // namespace proviso::cli
