// The texts that are read: files by number, byte ranges in them, and where a byte is in lines and columns.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace proviso::language {

struct Diagnostic;

// Which file of a SourceMap.
enum class FileId : std::uint32_t {};

// The bytes [begin, end) of a file's text; empty spans mark a place between two characters.
struct Span {
  FileId file{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend auto operator<=>(const Span&, const Span&) = default;
};

// The inner one lies in the outer one, or is the same.
inline bool contains(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

// The smallest span that covers both; they are of one file.
Span cover(Span first, Span last);

// A place as people count it: lines and columns from 1, columns in Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend auto operator<=>(const Position&, const Position&) = default;
};

// Owns the path and the text of every file that is read. Paths are kept as given, texts without a byte order mark.
class SourceMap {
 public:
  FileId add(std::string path, std::string text);

  const std::string& path(FileId file) const;
  std::string_view text(FileId file) const;
  // The text under the span.
  std::string_view text(Span span) const;

  Position position(FileId file, std::uint32_t offset) const;
  std::uint32_t line_count(FileId file) const;
  // The line (from 1) without its line end.
  std::string_view line(FileId file, std::uint32_t number) const;
  // The offset of the line's first byte.
  std::uint32_t line_begin(FileId file, std::uint32_t number) const;

 private:
  struct Source {
    std::string path;
    std::string text;
    std::vector<std::uint32_t> line_begins;
  };
  const Source& source(FileId file) const;

  std::vector<Source> sources_;
};

inline constexpr std::size_t kMaxFileBytes = std::size_t{16} << 20;

// How many terminal cells the text takes; a tab takes kTabWidth, bytes that are not UTF-8 one each.
std::size_t display_width(std::string_view text);
inline constexpr std::size_t kTabWidth = 4;

// The offset of the first byte that is not valid UTF-8, or the text's size if there is none.
std::size_t first_invalid_utf8(std::string_view text);

// Reads a file into the map. A file that is missing, a directory, unreadable, empty, over kMaxFileBytes, with a NUL
// byte or not UTF-8 is a diagnostic (P0xx); its path, and what text there is, are then in the map too, so that it can
// be shown.
tl::expected<FileId, Diagnostic> load_file(SourceMap& sources, const std::string& path);

}  // namespace proviso::language
