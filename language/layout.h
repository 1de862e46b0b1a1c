// A text as words, the gaps between them, and groups of gaps that belong together; and how that becomes lines.
//
// Where a line may be broken is said by the gaps. A group whose words fit in what is left of the line (with what
// follows up to the next possible break) is written flat; otherwise all its own gaps are broken, and its inner groups
// are asked the same (D. Oppen, Prettyprinting, 1980; P. Wadler, A prettier printer, 2003). A block is a group between
// braces; its rows are aligned with their neighbours where it is broken.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proviso::language::layout {

inline constexpr std::size_t kLineWidth = 120;
inline constexpr std::size_t kIndent = 2;
inline constexpr std::size_t kColumns = 2;  // how many columns a row can have at most

// A comment on a line of its own.
struct CommentLine {
  std::string text;
  bool blank_before = false;  // the author left an empty line before it
};

// A word or sign as it is written; a string may go on over several lines.
struct Word {
  std::string text;
  std::vector<CommentLine> before;  // comments on lines of their own before it
  bool blank_before = false;        // the author left an empty line before it
  std::string comment;              // behind it, at the end of its line
};

enum class Break {
  kNever,
  kWithGroup,  // if the group is not flat
  kFill,       // if what follows does not fit
  kAlways,
};

// Whether empty lines of the author's are kept: before the first thing of the new line (a comment or the word), and
// before the word.
struct Blanks {
  bool first = false, word = false;
};

struct Gap {
  std::string_view flat = " ";  // what separates the words when they stand in one line
  Break breaks = Break::kNever;
  Blanks blanks = {};
  std::size_t comment_indent = 0;     // how much further comments on lines of their own are indented than the word
  std::optional<std::size_t> column;  // which column of its row begins behind it
  bool forced = false;                // a comment forces a new line
  std::size_t padding = 0;            // spaces that align the column
};

// A group, to its Close at `end`.
struct Open {
  std::size_t limit = kLineWidth;  // flat if it ends at this column or before
  bool is_block = false;
  bool broken = false;  // can not be flat: a comment or a block inside forces a new line
  std::size_t end = 0;
};
struct Close {};

// Until its Outdent lines are indented so much further, or to the column at hand.
struct Indent {
  std::size_t by = kIndent;
};
struct Align {};
struct Outdent {};

// Rows of one kind on neighbouring lines are aligned with each other.
enum class RowKind {
  kOther,
  kKind,
  kTerm,
  kCondition,
  kHappening,
  kMeaning,
  kClause,
  kProperty,
  kChoice,
  kText,
  kCase
};

// One item of a block, or of the file, up to the piece at `end`.
struct Row {
  RowKind kind = RowKind::kOther;
  std::size_t end = 0;
};

using Piece = std::variant<Word, Gap, Open, Close, Indent, Align, Outdent, Row>;

// The lines, each with its line end. A Gap stands between any two words; the last word is empty and stands for the end.
std::string print(std::vector<Piece> pieces);

// Pads the columns of the rows among the pieces [begin, end), which are written with this indentation.
void align_rows(std::vector<Piece>& pieces, std::size_t begin, std::size_t end, std::size_t indentation);

// A line with the comment at its end, if there is one.
struct Line {
  std::string text;
  std::string comment;
};

// Joins the lines, comments on neighbouring lines of one indentation aligned.
std::string join(const std::vector<Line>& lines);

// How many cells are between the text's last line end and its end, and up to its first line end.
std::size_t last_line_width(std::string_view text);
std::size_t first_line_width(std::string_view text);

}  // namespace proviso::language::layout
