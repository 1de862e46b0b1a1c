// Where reports go: standard output, or files that are written whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace proviso::cli {

// A place for one report, found writable before anything is proved. A regular file is replaced only when the report is
// complete: it is written beside its place first and then renamed. Anything else (a device, a pipe) is written
// directly.
class Output {
 public:
  static Output standard();
  // The error says, in one sentence, why the path can not be written.
  static tl::expected<Output, std::string> open(const std::string& path);

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  bool is_standard() const { return !path_; }
  // Once only. A reader of standard output who has left is no error.
  tl::expected<void, std::string> write(std::string_view text);

 private:
  Output(int descriptor, std::optional<std::string> path, std::string target);

  tl::expected<void, std::string> replace(std::string_view text) const;

  int descriptor_;                   // -1 for a regular file
  std::optional<std::string> path_;  // as the user wrote it; none for standard output
  std::string target_;               // the regular file that is replaced; else empty
};

}  // namespace proviso::cli
