// How a diagnostic is shown: its lines of source, cut around what they are about, with marks under the exact ranges.
// What comes from the file is made harmless for a terminal: control and invisible characters are replaced.

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <tuple>

#include "language/diagnostic.h"

namespace proviso::language {
namespace {

constexpr std::size_t kBeforeMark = 60;  // characters of a line shown before what is marked
constexpr std::size_t kAfterMark = 100;  // and from its begin on
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";

enum class Paint { kRed, kYellow, kBlue, kBold };

std::string paint(Paint colour, std::string_view text, bool on) {
  if (!on) return std::string(text);
  constexpr std::string_view kEscapes[] = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m"};
  return fmt::format("{}{}\x1b[0m", kEscapes[static_cast<std::size_t>(colour)], text);
}

bool is_harmless(utf8proc_int32_t character) {
  switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

std::string harmless(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    utf8proc_int32_t character = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto available = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4));
    const auto size =
        static_cast<std::size_t>(std::max<utf8proc_ssize_t>(1, utf8proc_iterate(bytes, available, &character)));
    if (character == '\t') {
      shown.append(kTabWidth, ' ');
    } else if (character >= 0 && is_harmless(character)) {
      shown += text.substr(0, size);
    } else {
      shown += kReplacement;
    }
    text.remove_prefix(size);
  }
  return shown;
}

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The offset `count` characters before (or the text's begin) and after (or its end) the given one.
std::size_t step_back(std::string_view text, std::size_t offset, std::size_t count) {
  for (; count > 0 && offset > 0; --count) {
    --offset;
    while (offset > 0 && is_inside_character(text[offset])) --offset;
  }
  return offset;
}

std::size_t step_on(std::string_view text, std::size_t offset, std::size_t count) {
  for (; count > 0 && offset < text.size(); --count) {
    ++offset;
    while (offset < text.size() && is_inside_character(text[offset])) ++offset;
  }
  return offset;
}

// The part of a line that is shown, and where in it the marked range lies, in terminal cells.
struct Excerpt {
  std::string text;
  std::size_t indent = 0;
  std::size_t width = 1;
};

Excerpt excerpt(std::string_view line, std::size_t begin, std::size_t end) {
  begin = std::min(begin, line.size());
  end = std::clamp(end, begin, line.size());
  const std::size_t from = step_back(line, begin, kBeforeMark);
  const std::size_t to = step_on(line, begin, kAfterMark);
  Excerpt shown;
  const std::string before = (from > 0 ? std::string(kEllipsis) : "") + harmless(line.substr(from, begin - from));
  const std::string marked = harmless(line.substr(begin, std::min(end, to) - begin));
  shown.text = before + marked;
  if (end < to) shown.text += harmless(line.substr(end, to - end));
  if (to < line.size()) shown.text += kEllipsis;
  shown.indent = display_width(before);
  shown.width = std::max<std::size_t>(1, display_width(marked));
  return shown;
}

// One range to mark: the diagnostic's own, or a label's.
struct Mark {
  Span span;
  std::string text;
  bool primary = false;
  std::uint32_t line = 0;
};

std::vector<Mark> marks_of(const SourceMap& sources, const Diagnostic& diagnostic) {
  std::vector<Mark> marks = {{diagnostic.span, "", true, 0}};
  for (const Label& label : diagnostic.labels) marks.push_back({label.span, harmless(label.text), false, 0});
  for (Mark& mark : marks) mark.line = sources.position(mark.span.file, mark.span.begin).line;
  const FileId first = diagnostic.span.file;
  std::stable_sort(marks.begin(), marks.end(), [first](const Mark& a, const Mark& b) {
    return std::tuple(a.span.file != first, a.span.file, a.line) <
           std::tuple(b.span.file != first, b.span.file, b.line);
  });
  return marks;
}

// Draws the marked lines of one diagnostic beside a gutter with their numbers.
class Snippet {
 public:
  Snippet(const SourceMap& sources, const Diagnostic& diagnostic, bool colour)
      : sources_(sources), marks_(marks_of(sources, diagnostic)), severity_(diagnostic.severity), colour_(colour) {
    std::uint32_t last = 0;
    for (const Mark& mark : marks_) last = std::max(last, mark.line);
    gutter_ = std::to_string(last).size();
  }

  std::string draw() {
    std::string out;
    const Mark* previous = nullptr;
    for (const Mark& mark : marks_) {
      out += separate(previous, mark);
      out += draw_mark(mark, previous != nullptr && previous->line == mark.line && same_file(*previous, mark));
      previous = &mark;
    }
    return out;
  }

  std::string draw_help(std::string_view help) const {
    std::string out = bar() + "\n";
    std::string lines(help);
    for (std::size_t at = 0; (at = lines.find('\n', at)) != std::string::npos; at += gutter_ + 10) {
      lines.replace(at, 1, "\n" + std::string(gutter_ + 9, ' '));
    }
    return out + blank() + paint(Paint::kBlue, "= ", colour_) + paint(Paint::kBold, "help: ", colour_) + lines + "\n";
  }

 private:
  static bool same_file(const Mark& a, const Mark& b) { return a.span.file == b.span.file; }
  std::string blank() const { return std::string(gutter_ + 1, ' '); }
  std::string bar() const { return blank() + paint(Paint::kBlue, "|", colour_); }

  std::string place(std::string_view arrow, Span span) const {
    const Position at = sources_.position(span.file, span.begin);
    const std::string path = harmless(sources_.path(span.file));
    const std::string head = std::string(gutter_, ' ') + paint(Paint::kBlue, arrow, colour_) + " ";
    if (sources_.text(span.file).empty()) return head + path + "\n";
    return fmt::format("{}{}:{}:{}\n{}\n", head, path, at.line, at.column, bar());
  }

  std::string separate(const Mark* previous, const Mark& mark) const {
    if (previous == nullptr) return place("-->", first_place(mark));
    if (!same_file(*previous, mark)) return place(":::", mark.span);
    return mark.line > previous->line + 1 ? paint(Paint::kBlue, "...", colour_) + "\n" : "";
  }

  // The head names the diagnostic's own place, also where a label stands above it.
  Span first_place(const Mark& fallback) const {
    const auto own = std::find_if(marks_.begin(), marks_.end(), [](const Mark& m) { return m.primary; });
    return own == marks_.end() ? fallback.span : own->span;
  }

  std::string draw_mark(const Mark& mark, bool line_is_shown) const {
    if (sources_.text(mark.span.file).empty()) return "";
    const std::uint32_t begin = sources_.line_begin(mark.span.file, mark.line);
    const std::string_view line = sources_.line(mark.span.file, mark.line);
    const Excerpt shown = excerpt(line, mark.span.begin - begin, mark.span.end - begin);
    std::string out;
    if (!line_is_shown || shown.text.starts_with(kEllipsis)) out = numbered(mark.line, shown.text);
    const std::string carets(shown.width, mark.primary ? '^' : '-');
    const std::string text = mark.text.empty() ? carets : carets + " " + mark.text;
    return out + bar() + " " + std::string(shown.indent, ' ') + paint(paint_of(mark), text, colour_) + "\n";
  }

  std::string numbered(std::uint32_t line, std::string_view text) const {
    const std::string number = paint(Paint::kBlue, fmt::format("{:>{}} |", line, gutter_), colour_);
    return text.empty() ? number + "\n" : fmt::format("{} {}\n", number, text);
  }

  Paint paint_of(const Mark& mark) const {
    if (!mark.primary) return Paint::kBlue;
    return severity_ == Severity::kError ? Paint::kRed : Paint::kYellow;
  }

  const SourceMap& sources_;
  std::vector<Mark> marks_;
  Severity severity_;
  bool colour_;
  std::size_t gutter_ = 1;
};

}  // namespace

std::string render(const SourceMap& sources, const Diagnostic& diagnostic, bool colour) {
  const bool is_error = diagnostic.severity == Severity::kError;
  const std::string head = fmt::format("{}[{}]", is_error ? "error" : "warning", code_text(diagnostic.code));
  Snippet snippet(sources, diagnostic, colour);
  std::string out = paint(is_error ? Paint::kRed : Paint::kYellow, head, colour) +
                    paint(Paint::kBold, ": " + harmless(diagnostic.message), colour) + "\n" + snippet.draw();
  if (diagnostic.help) out += snippet.draw_help(*diagnostic.help);
  return out;
}

std::string render(const SourceMap& sources, const Diagnostics& diagnostics, bool colour) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    if (!out.empty()) out += "\n";
    out += render(sources, diagnostic, colour);
  }
  if (diagnostics.dropped() > 0) out += fmt::format("\n… and {} more\n", diagnostics.dropped());
  return out;
}

}  // namespace proviso::language
