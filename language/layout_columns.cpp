// Neighbours are aligned as far as that helps the eye: a row whose column would begin much further to the right or left
// than its neighbours' begins a new run, and no line is made too long.

#include <algorithm>
#include <utility>

#include "language/layout.h"
#include "language/source.h"

namespace proviso::language::layout {
namespace {

constexpr std::size_t kMaxSpread = 20;         // between the shortest and the longest cell of a column
constexpr std::size_t kMaxCommentSpread = 40;  // between the lines whose comments are aligned

// A row that stands in one line: the gaps before its columns, how wide what stands before each of them is (from the
// column before), and the width of the rest.
struct Cells {
  std::array<std::optional<std::size_t>, kColumns> gaps;
  std::array<std::size_t, kColumns> widths{};
  std::size_t rest = 0;
};

// Nothing if it takes several lines (but for a string at its end).
std::optional<Cells> measure(const std::vector<Piece>& pieces, std::size_t begin, std::size_t end) {
  Cells cells;
  for (std::size_t i = begin; i < end; ++i) {
    if (const auto* open = std::get_if<Open>(&pieces[i]); open != nullptr && open->broken) return std::nullopt;
    if (const auto* word = std::get_if<Word>(&pieces[i])) {
      cells.rest += first_line_width(word->text);
      if (word->text.find('\n') != std::string::npos && i + 1 < end) return std::nullopt;
    }
    const auto* gap = std::get_if<Gap>(&pieces[i]);
    if (gap == nullptr) continue;
    if (gap->forced || gap->breaks == Break::kAlways) return std::nullopt;
    if (gap->column) {
      cells.gaps[*gap->column] = i;
      cells.widths[*gap->column] = std::exchange(cells.rest, 0);
    }
    cells.rest += gap->flat.size();
  }
  return cells;
}

// Neighbouring rows while they are put together.
class Run {
 public:
  bool accepts(const Cells& cells, std::size_t limit) const {
    std::size_t width = std::max(rest_, cells.rest);
    for (std::size_t k = 0; k < kColumns; ++k) {
      const std::size_t longest = cells.gaps[k] ? std::max(longest_[k], cells.widths[k]) : longest_[k];
      const std::size_t shortest = cells.gaps[k] ? std::min(shortest_[k], cells.widths[k]) : shortest_[k];
      if (longest > shortest && longest - shortest > kMaxSpread) return false;
      width += longest;
    }
    return width <= limit;
  }

  void add(const Cells& cells) {
    for (std::size_t k = 0; k < kColumns; ++k) {
      if (!cells.gaps[k]) continue;
      longest_[k] = std::max(longest_[k], cells.widths[k]);
      shortest_[k] = std::min(shortest_[k], cells.widths[k]);
    }
    rest_ = std::max(rest_, cells.rest);
    rows_.push_back(cells);
  }

  void pad(std::vector<Piece>& pieces) const {
    for (const Cells& row : rows_) {
      for (std::size_t k = 0; k < kColumns; ++k) {
        if (row.gaps[k]) std::get<Gap>(pieces[*row.gaps[k]]).padding = longest_[k] - row.widths[k];
      }
    }
  }

 private:
  std::array<std::size_t, kColumns> longest_{}, shortest_{kLineWidth, kLineWidth};
  std::size_t rest_ = 0;
  std::vector<Cells> rows_;
};

const Word& first_word(const std::vector<Piece>& pieces, std::size_t row) {
  while (!std::holds_alternative<Word>(pieces[row])) ++row;
  return std::get<Word>(pieces[row]);
}

// Neighbouring lines while they are put together: their comments begin in one column, unless that is too far from one.
class CommentRun {
 public:
  bool accepts(const Line& line) const {
    const std::size_t width = last_line_width(line.text);
    const std::size_t longest = std::max(longest_, width), shortest = std::min(shortest_, width);
    return longest - shortest <= kMaxCommentSpread && longest + std::max(comment_, comment_width(line)) <= kLineWidth;
  }
  void add(const Line& line) {
    const std::size_t width = last_line_width(line.text);
    longest_ = std::max(longest_, width);
    shortest_ = std::min(shortest_, width);
    comment_ = std::max(comment_, comment_width(line));
  }
  std::size_t column() const { return longest_; }

 private:
  static std::size_t comment_width(const Line& line) { return 2 + display_width(line.comment); }
  std::size_t longest_ = 0, shortest_ = kLineWidth, comment_ = 0;
};

// An empty line, a comment alone, or a line that begins in another column than the one before it.
bool separates(const Line& line, const Line& before) {
  const std::size_t begin = line.text.find_first_not_of(' ');
  return begin == std::string::npos || line.text[begin] == '#' || begin != before.text.find_first_not_of(' ');
}

}  // namespace

void align_rows(std::vector<Piece>& pieces, std::size_t begin, std::size_t end, std::size_t indentation) {
  Run run;
  RowKind kind = RowKind::kOther;
  for (std::size_t i = begin; i < end; ++i) {
    const auto* row = std::get_if<Row>(&pieces[i]);
    if (row == nullptr) continue;
    const Word& word = first_word(pieces, i);
    const auto cells = measure(pieces, i, row->end);
    const bool goes_on = cells && row->kind == kind && !word.blank_before && word.before.empty();
    if (!goes_on || !run.accepts(*cells, kLineWidth - indentation)) {
      run.pad(pieces);
      run = {};
    }
    kind = cells ? row->kind : RowKind::kOther;
    if (cells && run.accepts(*cells, kLineWidth - indentation)) run.add(*cells);
    i = row->end - 1;
  }
  run.pad(pieces);
}

std::string join(const std::vector<Line>& lines) {
  std::vector<std::size_t> columns(lines.size(), 0);
  CommentRun run;
  std::vector<std::size_t> members;
  const auto close = [&] {
    for (const std::size_t member : members) columns[member] = run.column();
    members.clear();
    run = {};
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool commented = !lines[i].comment.empty();
    if (i == 0 || separates(lines[i], lines[i - 1]) || (commented && !run.accepts(lines[i]))) close();
    if (!commented) continue;
    run.add(lines[i]);
    members.push_back(i);
  }
  close();
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += lines[i].text;
    if (!lines[i].comment.empty()) {
      text.append(columns[i] - last_line_width(lines[i].text) + 2, ' ').append(lines[i].comment);
    }
    text += '\n';
  }
  return text;
}

}  // namespace proviso::language::layout
