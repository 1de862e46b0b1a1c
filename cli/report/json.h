// The report for programs: schema 1 (docs/report.schema.json). Keys are added, never renamed.
#pragma once

#include <string>
#include <string_view>

#include "cli/report/report.h"
#include "language/diagnostic.h"

namespace proviso::cli {

// One JSON document that ends with a line feed; `version` is the program's. The same report gives the same bytes;
// `seconds` only with timings.
std::string render_json(const Report& report, const language::Diagnostics& diagnostics, std::string_view version);

}  // namespace proviso::cli
