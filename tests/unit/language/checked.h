// What the checker makes of a short agreement with one thing of most kinds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/agreement.h"
#include "language/diagnostic.h"
#include "language/source.h"

namespace proviso::language {

// The declarations before the text of most tests.
extern const std::string_view kCheckedHead;

struct CheckedText {
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<Agreement> agreement;
};

CheckedText check_text(std::string text);

// The agreement of kCheckedHead and the text, which is well formed.
Agreement agreement_of(std::string_view text);

// The codes of what is wrong with kCheckedHead and the text.
std::vector<std::string> codes_of(std::string_view text);

// The one thing that is wrong with it.
Diagnostic only_diagnostic(std::string_view text);

// The property's formula, as it is printed.
std::string formula_of(const Agreement& agreement, std::size_t property = 0);

}  // namespace proviso::language
