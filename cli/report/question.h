// What a property asks, in the language's own words.
#pragma once

#include <string>

#include "language/agreement.h"

namespace proviso::cli {

// "for any p: Product, always paid <= cap, without total_cap, assuming nobody complies".
std::string question_text(const language::Agreement& agreement, const language::Property& property);

}  // namespace proviso::cli
