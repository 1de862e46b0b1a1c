// The report for CI servers: JUnit's XML.
#pragma once

#include <string>

#include "cli/report/report.h"
#include "language/diagnostic.h"

namespace proviso::cli {

// One test suite for each file, one test case for each property and redline; what is not as expected is a failure, what
// is undecided or does not read is an error. Times are "0" without timings, so that the same report gives the same
// bytes.
std::string render_junit(const Report& report, const language::Diagnostics& diagnostics);

}  // namespace proviso::cli
