// What a property asks, in the words of its file.
#pragma once

#include <string>

#include "language/agreement.h"
#include "language/source.h"

namespace proviso::cli {

// "for any p: Product, always paid <= cap, without total_cap, assuming nobody complies"; also "assuming all comply",
// which a property need not say.
std::string question_text(const language::SourceMap& sources, const language::Agreement& agreement,
                          const language::Property& property);

// The same without what the property need not say: for where there is little room.
std::string brief_question_text(const language::SourceMap& sources, const language::Agreement& agreement,
                                const language::Property& property);

}  // namespace proviso::cli
