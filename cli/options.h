// What a call of `proviso` asks for: its words, understood.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

namespace proviso::cli {

enum class Format { kText, kJson, kJunit };

// One report to write. Without a path it goes to standard output.
struct OutputRequest {
  Format format = Format::kText;
  std::optional<std::string> path;
};

// What is to be proved, and how.
struct CheckOptions {
  std::vector<std::string> paths;       // files and folders, as given
  std::optional<std::string> property;  // this one alone
  bool redlines_only = false;           // `proviso redline`
  bool confirm = true;                  // re-check every proof with fresh solvers
  bool require_second_solver = false;   // a proof that z3 alone confirmed counts as unknown
  std::uint64_t jobs = 0;               // so many proofs at a time, up to one for each processor; 0: as many as that
  std::uint64_t budget = 0;             // solver resource units of one round; 0: what the engines take by themselves
  std::optional<std::string> print;     // show this phase instead of proving
};

// `proviso check` or `proviso redline`.
struct CheckCall {
  CheckOptions check;
  std::vector<OutputRequest> outputs;  // never empty; at most one of them without a path
  bool timings = false;
  bool quiet = false;
  bool verbose = false;
};

// `proviso fmt`.
struct FmtCall {
  std::vector<std::string> paths;  // files and folders, as given
  bool check = false;              // write nothing, say what is not laid out so
};

// `proviso help`, `--help`, `--version`: a text for standard output.
struct ShowCall {
  std::string text;
};

using Call = std::variant<ShowCall, CheckCall, FmtCall>;

// A phase that `--print` can show.
struct Phase {
  std::string_view name, shows;
};
std::span<const Phase> phases();

// The call made with these words (the program's name is not among them), or why it can not be made, in one or more
// lines.
tl::expected<Call, std::string> parse_call(const std::vector<std::string>& words);

}  // namespace proviso::cli
