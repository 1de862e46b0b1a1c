// `proviso check` and `proviso redline`: find the files, prove, write the reports.
#pragma once

#include "cli/options.h"

namespace proviso::cli {

// The exit code. Everything that can be refused (paths, places to write to) is, before anything is proved.
int run(const CheckCall& call);

}  // namespace proviso::cli
