// The whole account of one result: the question, the history step by step, and why. Lines end with a line feed.
#pragma once

#include <string>

#include "cli/report/report.h"

namespace proviso::cli {

std::string account(const language::SourceMap& sources, const language::Agreement& agreement,
                    const PropertyResult& result, bool colour);

std::string account(const language::SourceMap& sources, const language::Agreement& agreement,
                    const RedlineResult& result, bool colour);

}  // namespace proviso::cli
