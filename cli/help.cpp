#include "cli/help.h"

#include <fmt/format.h>

#include "cli/options.h"

namespace proviso::cli {
namespace {

constexpr std::string_view kOverview =
    R"(proviso proves what every history under an agreement must satisfy, or shows a history that breaks it.

usage: proviso COMMAND [options]

commands:
  check PATH…       prove every property and redline of these files and folders
  redline FILE      prove what the redlines of a file break, fix and leave as it is
  fmt PATH…         lay these files and folders out anew
  help [COMMAND]    this text, or a command with its options

options:
  --help            this text
  --version         the version

exit code:
  0  everything is as expected
  1  a verdict is not as expected, or a file is not laid out (fmt --check)
  2  the input or the call is wrong
  3  something is unknown, or proved only up to some number of events
  4  internal disagreement: please report it
  130  interrupted
)";

constexpr std::string_view kCheck = R"(usage: proviso check PATH… [options]

Proves every property and redline of the agreements in these files. A folder stands for every *.proviso file below it.
)";

constexpr std::string_view kRedline = R"(usage: proviso redline FILE [options]

Applies each redline of the agreement in FILE to a copy and proves which properties change, and how.
)";

constexpr std::string_view kFmt = R"(usage: proviso fmt PATH… [options]

Lays the agreements in these files out in one way: space and line ends change, words and comments stay. A file is
rewritten only if something changes. A folder stands for every *.proviso file below it.

options:
  --check                  write nothing; say which files would change, and where
  --help                   this text
)";

constexpr std::string_view kPropertyOption =
    "  --property ID            only this property, with its history in full; NAME or AGREEMENT.NAME\n";

constexpr std::string_view kCommonOptions =
    R"(  --format FORMAT          text (the default), json or junit; may be given several times
  --output PATH            where the report of the --format before it goes, instead of standard output;
                           the file is written whole or not at all
  --budget N               solver resource units for one round of an engine
  --jobs N                 so many proofs at a time; at most, and without it, as many as there are processors
  --no-confirm             do not have each proof re-checked by fresh solvers
  --require-second-solver  count a proof that only z3 confirms as unknown
  --timings                say how long each answer took
  --quiet                  show only what is not as expected, and the last line
  --verbose                show the history of every verdict that has one
  --help                   this text
)";

std::string print_option() {
  std::string text = "  --print PHASE            show what a phase makes of the files, and prove nothing:\n";
  for (const Phase& phase : phases()) text += fmt::format("{:27}{:10} {}\n", "", phase.name, phase.shows);
  return text;
}

}  // namespace

std::string_view version() { return PROVISO_VERSION; }

std::string version_text() { return fmt::format("proviso {}\n", version()); }

std::string help_text() { return std::string(kOverview); }

std::optional<std::string> help_text(std::string_view command) {
  if (command == "check")
    return fmt::format("{}\noptions:\n{}{}{}", kCheck, kPropertyOption, kCommonOptions, print_option());
  if (command == "redline") return fmt::format("{}\noptions:\n{}", kRedline, kCommonOptions);
  if (command == "fmt") return std::string(kFmt);
  if (command == "help") return help_text();
  return std::nullopt;
}

}  // namespace proviso::cli
