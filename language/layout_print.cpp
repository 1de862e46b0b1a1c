#include <algorithm>

#include "language/expression.h"
#include "language/layout.h"
#include "language/source.h"

namespace proviso::language::layout {
namespace {

class Printer {
 public:
  explicit Printer(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {}

  std::vector<Line> run() {
    align_rows(pieces_, 0, pieces_.size(), 0);
    for (at_ = 0; at_ < pieces_.size(); ++at_) {
      std::visit(Overloaded{[&](const Word& word) { write(word); }, [&](const Gap& gap) { write(gap); },
                            [&](const Open& open) { enter(open); }, [&](const Close&) { broken_.pop_back(); },
                            [&](const Indent& indent) { indents_.push_back(indents_.back() + indent.by); },
                            [&](const Align&) { indents_.push_back(column()); },
                            [&](const Outdent&) { indents_.pop_back(); }, [](const Row&) {}},
                 pieces_[at_]);
    }
    end_line();
    while (!lines_.empty() && lines_.back().text.empty()) lines_.pop_back();
    return std::move(lines_);
  }

 private:
  std::size_t column() const { return last_line_width(line_.text); }

  void write(const Word& word) {
    line_.text += word.text;
    line_.comment = word.comment;
    begun_ = true;
  }

  // Whether the pieces from `from` fit in the line: flat up to `end`, and behind it up to the first gap that may break.
  bool fits(std::size_t from, std::size_t end, std::size_t limit) const {
    std::size_t reached = column();
    for (std::size_t i = from; i < pieces_.size() && reached <= limit; ++i) {
      if (const auto* gap = std::get_if<Gap>(&pieces_[i])) {
        if (i > end && (gap->forced || gap->breaks != Break::kNever)) return true;
        reached += gap->flat.size() + gap->padding;
      } else if (const auto* word = std::get_if<Word>(&pieces_[i])) {
        reached += first_line_width(word->text);
        if (word->text.find('\n') != std::string::npos) return reached <= limit;
      }
    }
    return reached <= limit;
  }

  void enter(const Open& open) {
    const bool inside_flat = !broken_.empty() && !broken_.back();
    const bool broken = open.broken || (!inside_flat && !fits(at_, open.end, open.limit));
    broken_.push_back(broken);
    if (broken && open.is_block) align_rows(pieces_, at_ + 1, open.end, indents_.back() + kIndent);
  }

  bool is_broken(const Gap& gap) const {
    switch (gap.breaks) {
      case Break::kNever:
        return gap.forced;
      case Break::kWithGroup:
        return gap.forced || broken_.back();
      case Break::kFill:
        return gap.forced || !fits(at_, at_, kLineWidth);
      case Break::kAlways:
        return true;
    }
    return true;
  }

  void write(const Gap& gap) {
    if (!is_broken(gap)) {
      line_.text += std::string(gap.padding, ' ').append(gap.flat);
      return;
    }
    end_line();
    write_comments(gap, next_word());
    line_.text.assign(indents_.back(), ' ');
  }

  const Word& next_word() const {
    std::size_t i = at_;
    while (!std::holds_alternative<Word>(pieces_[i])) ++i;
    return std::get<Word>(pieces_[i]);
  }

  void write_comments(const Gap& gap, const Word& word) {
    bool keeps_blank = gap.blanks.first;
    for (const CommentLine& comment : word.before) {
      if (comment.blank_before && keeps_blank) add_blank();
      lines_.push_back({std::string(indents_.back() + gap.comment_indent, ' ') + comment.text, ""});
      keeps_blank = true;
    }
    if (word.blank_before && keeps_blank && gap.blanks.word) add_blank();
  }

  void add_blank() {
    if (!lines_.empty()) lines_.push_back({});
  }

  void end_line() {
    if (!begun_) return;
    lines_.push_back(std::move(line_));
    line_ = {};
    begun_ = false;
  }

  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
  std::vector<std::size_t> indents_ = {0};
  std::vector<bool> broken_;  // for each open group
  Line line_;
  bool begun_ = false;  // a word was written into the line
  std::vector<Line> lines_;
};

}  // namespace

std::size_t last_line_width(std::string_view text) {
  const std::size_t end = text.rfind('\n');
  return display_width(end == std::string_view::npos ? text : text.substr(end + 1));
}

std::size_t first_line_width(std::string_view text) { return display_width(text.substr(0, text.find('\n'))); }

std::string print(std::vector<Piece> pieces) { return join(Printer(std::move(pieces)).run()); }

}  // namespace proviso::language::layout
