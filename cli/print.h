// `--print PHASE`: what one arrow of the pipeline makes of each file.
#pragma once

#include <string>

#include "cli/pipeline.h"

namespace proviso::cli {

// The text to show. Files with errors are diagnosed into the outcome.
std::string print_phase(const CheckOptions& options, language::SourceMap& sources, Outcome& outcome);

}  // namespace proviso::cli
