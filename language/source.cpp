#include "language/source.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "language/diagnostic.h"

namespace proviso::language {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::vector<std::uint32_t> find_line_begins(std::string_view text) {
  std::vector<std::uint32_t> begins = {0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') begins.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return begins;
}

// The bytes the first character takes: 1 where it is not UTF-8. `character` is its code point, or -1.
std::size_t decode(std::string_view text, utf8proc_int32_t& character) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &character);
  if (size > 0) return static_cast<std::size_t>(size);
  character = -1;
  return 1;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  utf8proc_int32_t character = 0;
  for (; !text.empty(); ++count) text.remove_prefix(decode(text, character));
  return count;
}

tl::unexpected<Diagnostic> refuse(Code code, Span span, std::string message, std::optional<std::string> help = {}) {
  return tl::unexpected(Diagnostic{code, Severity::kError, span, std::move(message), {}, std::move(help)});
}

// The file's bytes, at most one more than a file may have.
tl::expected<std::string, std::string> read_bytes(const std::string& path) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return tl::unexpected(std::generic_category().message(errno));
  constexpr std::size_t kChunk = std::size_t{1} << 16U;
  std::string bytes;
  while (stream && bytes.size() <= kMaxFileBytes) {
    const std::size_t before = bytes.size();
    bytes.resize(std::min(before + kChunk, kMaxFileBytes + 1));
    stream.read(bytes.data() + before, static_cast<std::streamsize>(bytes.size() - before));
    bytes.resize(before + static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return tl::unexpected(std::generic_category().message(errno));
  return bytes;
}

std::optional<std::pair<Code, std::string>> refuse_kind(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    return std::pair(Code::kFileMissing, fmt::format("there is no file `{}`", path));
  }
  if (std::filesystem::is_directory(status)) {
    return std::pair(Code::kFileIsDirectory, fmt::format("`{}` is a directory, not a file", path));
  }
  return std::nullopt;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// What is wrong with the file's text as a whole, if anything is.
tl::expected<FileId, Diagnostic> judge_text(const SourceMap& sources, FileId file) {
  const std::string_view text = sources.text(file);
  const auto at = [&](std::size_t offset) {
    const auto begin = static_cast<std::uint32_t>(offset);
    return Span{file, begin, begin + 1};
  };
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return refuse(Code::kFileHasNul, at(nul),
                  fmt::format("byte {} of line {} is a NUL byte: this is not a text file", nul + 1,
                              sources.position(file, at(nul).begin).line));
  }
  if (const std::size_t bad = first_invalid_utf8(text); bad != text.size()) {
    return refuse(Code::kFileNotUtf8, at(bad),
                  fmt::format("byte {} of the file, in line {}, is 0x{:02X}, which is not UTF-8", bad + 1,
                              sources.position(file, at(bad).begin).line, static_cast<unsigned char>(text[bad])),
                  "save the file in the encoding UTF-8");
  }
  if (is_blank(text)) {
    return refuse(Code::kFileEmpty, Span{file, 0, 0}, fmt::format("`{}` is empty", sources.path(file)),
                  "a file begins with `agreement NAME \"title\" { currency USD  starts 2025-10-28 }`");
  }
  return file;
}

}  // namespace

Span cover(Span first, Span last) {
  return Span{first.file, std::min(first.begin, last.begin), std::max(first.end, last.end)};
}

FileId SourceMap::add(std::string path, std::string text) {
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  std::vector<std::uint32_t> line_begins = find_line_begins(text);
  sources_.push_back({std::move(path), std::move(text), std::move(line_begins)});
  return static_cast<FileId>(sources_.size() - 1);
}

const SourceMap::Source& SourceMap::source(FileId file) const { return sources_.at(static_cast<std::size_t>(file)); }

const std::string& SourceMap::path(FileId file) const { return source(file).path; }

std::string_view SourceMap::text(FileId file) const { return source(file).text; }

std::string_view SourceMap::text(Span span) const { return text(span.file).substr(span.begin, span.end - span.begin); }

Position SourceMap::position(FileId file, std::uint32_t offset) const {
  const Source& from = source(file);
  const auto next = std::upper_bound(from.line_begins.begin(), from.line_begins.end(), offset);
  const auto line = static_cast<std::uint32_t>(next - from.line_begins.begin());
  const std::uint32_t begin = *std::prev(next);
  const auto before = count_characters(std::string_view(from.text).substr(begin, offset - begin));
  return Position{line, static_cast<std::uint32_t>(before + 1)};
}

std::uint32_t SourceMap::line_count(FileId file) const {
  return static_cast<std::uint32_t>(source(file).line_begins.size());
}

std::uint32_t SourceMap::line_begin(FileId file, std::uint32_t number) const {
  return source(file).line_begins.at(number - 1);
}

std::string_view SourceMap::line(FileId file, std::uint32_t number) const {
  std::string_view line = text(file).substr(line_begin(file, number));
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    utf8proc_int32_t character = 0;
    const bool is_tab = text.front() == '\t';
    text.remove_prefix(decode(text, character));
    if (is_tab) {
      width += kTabWidth;
    } else {
      width += character < 0 ? 1 : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(character)));
    }
  }
  return width;
}

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t offset = 0;
  utf8proc_int32_t character = 0;
  while (offset < text.size()) {
    const std::size_t size = decode(text.substr(offset), character);
    if (character < 0) break;
    offset += size;
  }
  return offset;
}

tl::expected<FileId, Diagnostic> load_file(SourceMap& sources, const std::string& path) {
  if (const auto refusal = refuse_kind(path)) {
    const FileId file = sources.add(path, "");
    return refuse(refusal->first, Span{file, 0, 0}, refusal->second);
  }
  auto bytes = read_bytes(path);
  if (!bytes) {
    const FileId file = sources.add(path, "");
    return refuse(Code::kFileUnreadable, Span{file, 0, 0}, fmt::format("can not read `{}`: {}", path, bytes.error()));
  }
  if (bytes->size() > kMaxFileBytes) {
    const FileId file = sources.add(path, "");
    return refuse(Code::kFileTooLarge, Span{file, 0, 0},
                  fmt::format("`{}` is larger than {} MiB", path, kMaxFileBytes >> 20));
  }
  return judge_text(sources, sources.add(path, std::move(*bytes)));
}

}  // namespace proviso::language
