// Why a formula is false (or true) at a moment, in plain words and with the values of that moment.
#pragma once

#include <string>

#include "cli/report/scene.h"
#include "language/source.h"

namespace proviso::cli {

// Both speak of the decisive moment; the scene has moments.
// "At moment 2, on 2026-06-11, `paid <= cap` is false: paid is $160.00 and cap is $100.00."
std::string formula_sentence(const language::SourceMap& sources, Scene& scene, language::ExprId formula);
// "At moment 2, on 2026-06-11, paid is $160.00."
std::string value_sentence(const language::SourceMap& sources, Scene& scene, language::ExprId value);

}  // namespace proviso::cli
