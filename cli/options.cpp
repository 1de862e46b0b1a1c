// The command is the first word; what follows it is read by CLI11. Its own messages are replaced by ours, which know
// what the words were probably meant to be and what a later version will understand.

#include "cli/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "cli/help.h"
#include "cli/option_words.h"
#include "language/suggest.h"

namespace proviso::cli {
namespace {

template <class T>
using Understood = tl::expected<T, std::string>;

constexpr auto kCommands = std::to_array<std::string_view>({"check", "redline", "fmt", "help"});
constexpr auto kLaterCommands =
    std::to_array<std::string_view>({"explain", "coverage", "bound", "replay", "certify", "export", "lsp", "merge"});
constexpr auto kFormats = std::to_array<std::string_view>({"text", "json", "junit"});
constexpr auto kLaterFormats = std::to_array<std::string_view>({"sarif", "github", "markdown", "html"});
constexpr auto kOnlyOfCheck = std::to_array<std::string_view>({"--property", "--print"});
constexpr auto kLaterOptions = std::to_array<std::string_view>({"--shard"});
constexpr auto kPhases = std::to_array<Phase>({{"tokens", "the words of the text, one on a line"},
                                               {"syntax", "the tree of the text, before any name is looked up"},
                                               {"agreement", "the checked agreement, amendments folded in"},
                                               {"goals", "the formula each property asks about"},
                                               {"system", "the transition system"},
                                               {"smt2", "the checks as SMT-LIB 2"}});

template <class Range>
bool contains(const Range& range, std::string_view word) {
  return std::find(std::begin(range), std::end(range), word) != std::end(range);
}

std::string later(std::string_view what, std::string_view word) {
  return fmt::format("{} `{}` is not part of this version", what, word);
}

// "`x` is no format; did you mean `y`?", with all there are if nothing is near.
std::string unknown(std::string_view word, std::string_view what, std::span<const std::string_view> known) {
  const auto help = language::did_you_mean(word, known);
  const std::string list = fmt::format("the {}s are {}", what, fmt::join(known, ", "));
  return fmt::format("`{}` is no {}; {}", word, what, help ? *help : list);
}

tl::unexpected<std::string> refuse(std::string message) { return tl::unexpected(std::move(message)); }

std::vector<std::string_view> phase_names() {
  std::vector<std::string_view> names;
  for (const Phase& phase : kPhases) names.push_back(phase.name);
  return names;
}

std::string unknown_option(std::string_view command, const OptionWords& words, std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  if (command == "redline" && contains(kOnlyOfCheck, name)) {
    return fmt::format("`{0}` is an option of check, not of redline: proviso check PATH… {0} …", name);
  }
  if (contains(kLaterOptions, name)) return later("the option", name);
  const std::vector<std::string_view> known(words.known.begin(), words.known.end());
  const auto help = language::did_you_mean(name, known);
  return fmt::format("there is no option `{}`; {}", name,
                     help.value_or(fmt::format("`proviso help {}` lists them all", command)));
}

Understood<Format> format_named(std::string_view word) {
  if (contains(kLaterFormats, word)) return refuse(later("the format", word) + ", which has text, json and junit");
  const auto found = std::find(kFormats.begin(), kFormats.end(), word);
  if (found == kFormats.end()) return refuse(unknown(word, "format", kFormats));
  return static_cast<Format>(found - kFormats.begin());
}

// Two reports in one place would be one unreadable report.
std::optional<std::string> collision(const std::vector<OutputRequest>& outputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (outputs[i].path != outputs[j].path) continue;
      if (outputs[i].path) return fmt::format("two reports would be written to `{}`", *outputs[i].path);
      return "two formats would go to standard output; write --output PATH after all but one --format";
    }
  }
  return std::nullopt;
}

// An --output belongs to the --format before it; with no --format at all, to the text.
Understood<std::vector<OutputRequest>> requests(const OptionWords& words) {
  if (words.formats.empty() && words.outputs.size() == 1)
    return std::vector{OutputRequest{Format::kText, words.outputs[0]}};
  std::vector<OutputRequest> asked;
  std::size_t outputs = 0;
  for (const bool is_format : words.is_format) {
    if (is_format) {
      const auto format = format_named(words.formats[asked.size()]);
      if (!format) return refuse(format.error());
      asked.push_back({*format, std::nullopt});
      continue;
    }
    const std::string& path = words.outputs[outputs++];
    if (asked.empty())
      return refuse(fmt::format("`--output {}` belongs to the --format before it, and there is none", path));
    if (asked.back().path) {
      return refuse(fmt::format("`--output {}` belongs to the --format before it, which already has `--output {}`",
                                path, *asked.back().path));
    }
    asked.back().path = path;
  }
  if (asked.empty()) asked.push_back({});
  if (auto message = collision(asked)) return refuse(*message);
  return asked;
}

Understood<std::optional<std::string>> single(std::string_view option, const std::vector<std::string>& values) {
  if (values.empty()) return std::nullopt;
  if (values.size() > 1) return refuse(fmt::format("{} is given {} times; once is enough", option, values.size()));
  if (values[0].empty() || values[0].starts_with("--")) return refuse(fmt::format("{} needs a value after it", option));
  return values[0];
}

// A whole number above 0 and below `limit`; 0 where the option is not given.
Understood<std::uint64_t> number_of(std::string_view option, const std::vector<std::string>& values,
                                    std::uint64_t limit, std::string_view limit_text) {
  const auto value = single(option, values);
  if (!value) return refuse(value.error());
  if (!*value) return std::uint64_t{0};
  const std::string& digits = **value;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || number == 0 || number >= limit) {
    return refuse(fmt::format("{} takes a whole number above 0 (below {}), not `{}`", option, limit_text, digits));
  }
  return number;
}

Understood<std::optional<std::string>> phase_of(const OptionWords& words) {
  auto phase = single("--print", words.print);
  if (!phase || !*phase) return phase;
  const auto names = phase_names();
  if (!contains(names, **phase)) return refuse(unknown(**phase, "phase", names));
  if (words.formats.size() + words.outputs.size() > 0) {
    return refuse("--print shows a phase instead of a report; leave out --format and --output");
  }
  return phase;
}

std::optional<std::string> missing_value(const OptionWords& words) {
  for (const auto& [option, values] : {std::pair{"--format", &words.formats}, std::pair{"--output", &words.outputs}}) {
    for (const std::string& value : *values) {
      if (value.empty() || value.starts_with("--")) return fmt::format("{} needs a value after it", option);
    }
  }
  return std::nullopt;
}

std::optional<std::string> wrong_paths(std::string_view command, const std::vector<std::string>& paths) {
  if (contains(paths, "")) return "a path is empty";
  if (command == "check" && paths.empty()) return "check needs a file or folder: proviso check PATH…";
  if (command == "fmt" && paths.empty()) return "fmt needs a file or folder: proviso fmt PATH…";
  if (command == "redline" && paths.empty()) return "redline needs a file: proviso redline FILE";
  if (command == "redline" && paths.size() > 1) {
    return "redline takes one file, whose redlines it examines; comparing two files (OLD NEW) is not part of this "
           "version";
  }
  return std::nullopt;
}

Understood<CheckOptions> check_options(std::string_view command, const OptionWords& words) {
  if (auto message = wrong_paths(command, words.paths)) return refuse(*message);
  const auto property = single("--property", words.property);
  if (!property) return refuse(property.error());
  const auto budget = number_of("--budget", words.budget, std::uint64_t{1} << 32, "2^32");
  if (!budget) return refuse(budget.error());
  const auto jobs = number_of("--jobs", words.jobs, 1025, "1025");
  if (!jobs) return refuse(jobs.error());
  const auto phase = phase_of(words);
  if (!phase) return refuse(phase.error());
  if (words.no_confirm && words.require_second_solver) {
    return refuse("--no-confirm and --require-second-solver contradict each other");
  }
  return CheckOptions{.paths = words.paths,
                      .property = *property,
                      .redlines_only = command == "redline",
                      .confirm = !words.no_confirm,
                      .require_second_solver = words.require_second_solver,
                      .jobs = *jobs,
                      .budget = *budget,
                      .print = *phase};
}

Understood<Call> check_call(std::string_view command, const OptionWords& words) {
  if (auto message = missing_value(words)) return refuse(*message);
  if (words.quiet && words.verbose) return refuse("--quiet and --verbose contradict each other");
  auto options = check_options(command, words);
  if (!options) return refuse(options.error());
  auto outputs = requests(words);
  if (!outputs) return refuse(outputs.error());
  return CheckCall{std::move(*options), std::move(*outputs), words.timings, words.quiet, words.verbose};
}

Understood<Call> fmt_call(const OptionWords& words) {
  if (auto message = wrong_paths("fmt", words.paths)) return refuse(*message);
  return FmtCall{words.paths, words.check};
}

Understood<Call> parse_command(std::string_view command, const std::vector<std::string>& arguments) {
  const auto words = OptionWords::read(command, arguments);
  if (!words) return refuse(words.error());
  if (words->help) return ShowCall{*help_text(command)};
  if (!words->unknown.empty()) return refuse(unknown_option(command, *words, words->unknown.front()));
  return command == "fmt" ? fmt_call(*words) : check_call(command, *words);
}

Understood<Call> parse_help(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h") return ShowCall{help_text()};
  if (arguments.size() > 1) return refuse("help takes one command: proviso help COMMAND");
  if (auto text = help_text(arguments[0])) return ShowCall{*text};
  if (contains(kLaterCommands, arguments[0])) return refuse(later("the command", arguments[0]));
  return refuse(unknown(arguments[0], "command", kCommands));
}

std::string unknown_command(const std::string& word) {
  if (contains(kLaterCommands, word)) return later("the command", word);
  std::error_code ignored;
  if (word.ends_with(".proviso") || std::filesystem::exists(word, ignored)) {
    return fmt::format("`{0}` is no command; did you mean `proviso check {0}`?", word);
  }
  if (word.starts_with("-")) return fmt::format("the first word must be a command, not `{}`; see `proviso help`", word);
  return unknown(word, "command", kCommands);
}

}  // namespace

std::span<const Phase> phases() { return kPhases; }

tl::expected<Call, std::string> parse_call(const std::vector<std::string>& words) {
  if (words.empty()) return refuse("a command is missing\n\n" + help_text());
  const std::string& command = words[0];
  const std::vector<std::string> arguments(words.begin() + 1, words.end());
  if (command == "help" || command == "--help" || command == "-h") return parse_help(arguments);
  if (command == "--version") return ShowCall{version_text()};
  if (contains(kCommands, command)) return parse_command(command, arguments);
  return refuse(unknown_command(command));
}

}  // namespace proviso::cli
