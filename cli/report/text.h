// The report for people: a line for each verdict, then the histories worth reading, then the sum.
#pragma once

#include <string>

#include "cli/report/report.h"

namespace proviso::cli {

struct TextOptions {
  bool colour = false;
  bool quiet = false;      // only what is not as expected, and the last line
  bool histories = false;  // every history; else those of results that are not as expected
};

std::string render_text(const Report& report, const TextOptions& options);

// "33 as expected, 0 unexpected, 0 unknown — 33 properties, 4 redlines".
std::string summary_line(const Report& report);

}  // namespace proviso::cli
