#include "cli/option_words.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace proviso::cli {
namespace {

// CLI11 over one OptionWords, with paths and unknown options among its remaining words.
class Parser {
 public:
  Parser(std::string_view command, OptionWords& words) : words_(words) {
    app_.set_help_flag();
    app_.allow_extras();
    app_.add_flag("-h,--help", words.help);
    if (command == "fmt") {
      app_.add_flag("--check", words.check);
    } else {
      add_proving_options(command == "check", words);
    }
  }

  void parse(std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());
    app_.parse(std::move(words));
    name_options();
    order_formats();
    sort_remaining();
  }

 private:
  void add_proving_options(bool checks, OptionWords& words) {
    format_ = valued("--format", words.formats);
    output_ = valued("--output", words.outputs);
    valued("--budget", words.budget);
    valued("--jobs", words.jobs);
    if (checks) valued("--property", words.property);
    if (checks) valued("--print", words.print);
    app_.add_flag("--no-confirm", words.no_confirm);
    app_.add_flag("--require-second-solver", words.require_second_solver);
    app_.add_flag("--timings", words.timings);
    app_.add_flag("--quiet", words.quiet);
    app_.add_flag("--verbose", words.verbose);
  }

  // Any number of times, with one value each.
  CLI::Option* valued(const std::string& name, std::vector<std::string>& into) {
    return app_.add_option(name, into)
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  void name_options() {
    for (const CLI::Option* option : app_.get_options()) {
      for (const std::string& name : option->get_lnames()) words_.known.push_back("--" + name);
    }
  }

  void order_formats() {
    for (const CLI::Option* option : app_.parse_order()) {
      if (option == format_ || option == output_) words_.is_format.push_back(option == format_);
    }
  }

  // What follows `--` is a path, whatever it looks like.
  void sort_remaining() {
    bool only_paths = false;
    for (std::string& word : app_.remaining()) {
      const bool mark = !only_paths && word == "--";
      const bool option = !only_paths && word.size() > 1 && word.front() == '-';
      only_paths = only_paths || mark;
      if (!mark) (option ? words_.unknown : words_.paths).push_back(std::move(word));
    }
  }

  OptionWords& words_;
  CLI::App app_;
  CLI::Option* format_ = nullptr;
  CLI::Option* output_ = nullptr;
};

// CLI11 says "--format: 1 required TEXT missing" and the like.
std::string parse_failure(const CLI::ParseError& error) {
  std::string text = error.what();
  if (text.find("required") == std::string::npos) return text;
  return fmt::format("{} needs a value after it", text.substr(0, text.find(':')));
}

}  // namespace

tl::expected<OptionWords, std::string> OptionWords::read(std::string_view command,
                                                         const std::vector<std::string>& words) {
  OptionWords read;
  try {
    Parser(command, read).parse(words);
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(parse_failure(error));
  }
  return read;
}

}  // namespace proviso::cli
