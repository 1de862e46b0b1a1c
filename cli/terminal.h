// What is shown only to a person at a terminal: colour and progress.
#pragma once

#include <string>
#include <string_view>

namespace proviso::cli {

// Standard output (or error) is a terminal that understands colour, and NO_COLOR does not forbid it.
bool colour_on_output();
bool colour_on_error();

// One line on standard error, always overwritten; nothing at all where that is no terminal.
class Progress {
 public:
  // Shown only if `wanted` and standard error is a terminal.
  explicit Progress(bool wanted);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::string_view what);
  void clear();

 private:
  bool shown_;
  bool dirty_ = false;
};

}  // namespace proviso::cli
