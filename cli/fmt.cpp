#include "cli/fmt.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "language/format_file.h"
#include "language/parser.h"

namespace proviso::cli {
namespace {

constexpr std::size_t kMaxShown = 6;  // lines of either text that a difference shows

int refuse(std::string_view message) {
  fmt::print(stderr, "proviso: {}\n", message);
  return kExitWrong;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

using Lines = std::span<const std::string_view>;

// How many lines of each differ until a line with words is the same again; few, if that is not soon.
std::pair<std::size_t, std::size_t> differing(Lines a, Lines b) {
  for (std::size_t sum = 1; sum <= kMaxShown; ++sum) {
    for (std::size_t in_a = 0; in_a <= sum; ++in_a) {
      const std::size_t in_b = sum - in_a;
      if (in_a >= a.size() || in_b >= b.size() || a[in_a] != b[in_b]) continue;
      if (a[in_a].find_first_not_of(" }") != std::string_view::npos) return {in_a, in_b};
    }
  }
  return {std::min<std::size_t>(1, a.size()), std::min<std::size_t>(1, b.size())};
}

// The whole call, file after file.
class FmtRun {
 public:
  explicit FmtRun(const FmtCall& call) : call_(call) {}

  void take(const std::string& path) {
    language::Diagnostics found;
    const auto file = language::load_file(sources_, path);
    if (!file) {
      found.add(file.error());
    } else if (const syntax::File tree = language::parse(sources_, *file, found); !found.has_errors()) {
      return place(path, sources_.text(*file), formatted(tree, path));
    }
    ++unreadable_;
    diagnostics_.add(found);
  }

  int finish(std::size_t files) {
    if (unreadable_ > 0) fmt::print(stderr, "{}", language::render(sources_, diagnostics_, colour_on_error()));
    const std::string_view what = call_.check ? "to be rewritten" : "rewritten";
    text_ += fmt::format("{} {}, {} {}", files, files == 1 ? "file" : "files", different_, what);
    if (unreadable_ > 0) text_ += fmt::format(", {} with errors left alone", unreadable_);
    const auto written = Output::standard().write(text_ + "\n");
    if (!written) refuse(written.error());
    if (unreadable_ > 0 || !written || unwritable_) return kExitWrong;
    return call_.check && different_ > 0 ? kExitUnexpected : kExitFine;
  }

 private:
  // Nothing is written that does not say the same.
  std::string formatted(const syntax::File& tree, const std::string& path) {
    std::string text = language::format(tree, sources_);
    language::Diagnostics found;
    const language::FileId again = sources_.add(path, text);
    language::parse(sources_, again, found);
    if (found.has_errors() || !language::same_words(sources_, tree.id, again)) {
      throw std::logic_error(fmt::format("fmt: `{}` would not mean the same; it is left alone", path));
    }
    return text;
  }

  void place(const std::string& path, std::string_view is, const std::string& should_be) {
    if (is == should_be) return;
    if (call_.check) {
      ++different_;
      text_ += first_difference(path, is, should_be);
      return;
    }
    auto output = Output::open(path);
    const auto written = output ? output->write(should_be) : tl::unexpected(output.error());
    if (!written) {
      refuse(written.error());
      unwritable_ = true;
      return;
    }
    ++different_;
    text_ += fmt::format("rewritten: {}\n", path);
  }

  const FmtCall& call_;
  language::SourceMap sources_;
  language::Diagnostics diagnostics_;
  std::string text_;
  std::size_t different_ = 0, unreadable_ = 0;
  bool unwritable_ = false;
};

}  // namespace

std::string first_difference(const std::string& path, std::string_view is, std::string_view should_be) {
  const auto old_lines = lines_of(is), new_lines = lines_of(should_be);
  const auto [old_line, new_line] =
      std::mismatch(old_lines.begin(), old_lines.end(), new_lines.begin(), new_lines.end());
  const auto first = static_cast<std::size_t>(old_line - old_lines.begin());
  if (old_line == old_lines.end() && new_line == new_lines.end()) {
    return fmt::format("{}:{}: the last line has no line end\n", path, first);
  }
  const Lines before = Lines(old_lines).subspan(first), after = Lines(new_lines).subspan(first);
  const auto [old_count, new_count] = differing(before, after);
  std::string text = fmt::format("{}:{}: not as `proviso fmt` lays it out\n", path, first + 1);
  for (const std::string_view line : before.first(old_count)) text += fmt::format("  - {}\n", line);
  for (const std::string_view line : after.first(new_count)) text += fmt::format("  + {}\n", line);
  return text;
}

int run(const FmtCall& call) {
  const FoundFiles found = find_files(call.paths);
  for (const std::string& problem : found.problems) refuse(problem);
  if (!found.problems.empty()) return kExitWrong;
  FmtRun run(call);
  for (const std::string& path : found.files) run.take(path);
  return run.finish(found.files.size());
}

}  // namespace proviso::cli
