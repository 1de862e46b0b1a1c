// proviso: the command line.

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "cli/check.h"
#include "cli/exit_code.h"
#include "cli/fmt.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "language/expression.h"

namespace {

namespace cli = proviso::cli;
namespace language = proviso::language;

int refuse(const std::string& message) {
  fmt::print(stderr, "proviso: {}\n", message);
  return cli::kExitWrong;
}

int show(const cli::ShowCall& call) {
  const auto written = cli::Output::standard().write(call.text);
  return written ? cli::kExitFine : refuse(written.error());
}

int run(const std::vector<std::string>& words) {
  const auto call = cli::parse_call(words);
  if (!call) return refuse(call.error());
  return std::visit(language::Overloaded{[](const cli::ShowCall& shown) { return show(shown); },
                                         [](const cli::CheckCall& check) { return cli::run(check); },
                                         [](const cli::FmtCall& format) { return cli::run(format); }},
                    *call);
}

}  // namespace

int main(int argc, char** argv) {
  cli::handle_signals();
  try {
    return run(std::vector<std::string>(argv + (argc > 0), argv + argc));
  } catch (const std::exception& error) {
    fmt::print(stderr, "proviso: internal error: {}\nPlease report it, with the file that shows it.\n", error.what());
    return cli::kExitDisagreement;
  }
}
