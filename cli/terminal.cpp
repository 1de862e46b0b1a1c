#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "cli/report/words.h"

namespace proviso::cli {
namespace {

constexpr std::size_t kUsualWidth = 80;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool has_colour(int descriptor) {
  return ::isatty(descriptor) == 1 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

std::size_t width() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsualWidth;
  return size.ws_col;
}

}  // namespace

bool colour_on_output() { return has_colour(STDOUT_FILENO); }

bool colour_on_error() { return has_colour(STDERR_FILENO); }

Progress::Progress(bool wanted) : shown_(wanted && ::isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb") {}

Progress::~Progress() { clear(); }

void Progress::show(std::string_view what) {
  if (!shown_) return;
  fmt::print(stderr, "\r\x1b[K{}", shortened(one_line(what), width() - 1));
  std::fflush(stderr);
  dirty_ = true;
}

void Progress::clear() {
  if (!dirty_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  dirty_ = false;
}

}  // namespace proviso::cli
