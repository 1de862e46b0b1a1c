// The words after a command, told apart: options with their values as text, and paths.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace proviso::cli {

struct OptionWords {
  // The options are those of the command: `check` alone has --property and --print, `fmt` has --check and no others.
  // The error is one sentence.
  static tl::expected<OptionWords, std::string> read(std::string_view command, const std::vector<std::string>& words);

  std::vector<std::string> paths;
  std::vector<std::string> unknown;  // words that look like options and are none
  std::vector<std::string> known;    // the names of all options, with their dashes

  // Every value given, in order.
  std::vector<std::string> formats, outputs, budget, jobs, property, print;
  // True for each --format, false for each --output, in the order in which they were given.
  std::vector<bool> is_format;

  bool help = false, check = false;
  bool no_confirm = false, require_second_solver = false, timings = false, quiet = false, verbose = false;
};

}  // namespace proviso::cli
