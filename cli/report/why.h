// What the history of an answer shows, in sentences, by what was asked.
#pragma once

#include <string>

#include "cli/report/scene.h"
#include "language/source.h"

namespace proviso::cli {

// "At moment 2, on 2026-06-11, `paid <= cap` is false: paid is $160.00 and cap is $100.00." Empty for a history without
// moments.
std::string why(const language::SourceMap& sources, Scene& scene);

// "shipped(order = Order 1) at moment 2, on 2026-06-11": the occasion of a `whenever`.
std::string occasion_text(const language::SourceMap& sources, const Scene& scene, const replay::Missed& missed);

// "2026-07-11": the last day on which it could be answered.
std::string answered_by(const replay::Missed& missed);

}  // namespace proviso::cli
