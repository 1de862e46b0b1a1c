// `proviso fmt`: files rewritten in the customary layout, or compared with it.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.h"

namespace proviso::cli {

// Formats what the call names and returns the exit code. A file with errors is left alone; so is one that is laid out
// already.
int run(const FmtCall& call);

// Where two texts begin to differ: the line's number, and a few lines of either from there on, marked by `-` and `+`.
// They do differ.
std::string first_difference(const std::string& path, std::string_view is, std::string_view should_be);

}  // namespace proviso::cli
