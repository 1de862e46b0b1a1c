// The formatter's inside: one writer walks the words of a parsed file and says how they are laid out; each write_…
// function writes one construct. Every word is taken from the text, in its order, so that nothing but space can change:
// parentheses, literals and comments stay as they were written.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "language/layout.h"
#include "language/source.h"
#include "language/syntax.h"
#include "language/token.h"

namespace proviso::language::layout {

class Writer {
 public:
  Writer(const syntax::File& file, const SourceMap& sources);

  const syntax::File& file() const { return file_; }
  const syntax::Expr& expr(syntax::ExprId id) const { return file_.expr(id); }

  // The word that is written next.
  const Token& next() const { return tokens_[next_].token; }
  std::uint32_t begin() const { return next().span.begin; }
  bool at(TokenKind kind) const { return next().kind == kind; }
  bool at_word(std::string_view text) const { return sources_.text(next().span) == text; }
  // The expression is next, and not in parentheses.
  bool next_is(syntax::ExprId id) const { return expr(id).span.begin == begin(); }
  // The author began a new line before it.
  bool starts_line() const { return tokens_[next_].starts_line; }

  // Writes the next word; one that is not as expected is a std::logic_error. Without a gap before it, one space is.
  void word();
  void word(std::string_view expected);
  void words(std::initializer_list<std::string_view> expected);
  // Writes the comments before the end of the file.
  void end();

  void gap(Gap gap);
  void tight() { gap({.flat = ""}); }
  void soft(std::string_view flat = " ") { gap({.flat = flat, .breaks = Break::kWithGroup}); }
  void fill() { gap({.breaks = Break::kFill}); }
  void column(std::size_t column) { gap({.column = column}); }

  std::vector<Piece> take_pieces() { return std::move(pieces_); }

 private:
  friend class Group;
  friend class Indented;
  friend class Aligned;
  friend class RowOf;

  struct Source {
    Token token;
    bool starts_line;
    Word word;
  };
  void add_token(const Token& token, bool blank_before, std::vector<CommentLine>& comments);
  // A gap before what is written next, if there is none yet.
  void need_gap();
  // The last gap becomes a new line; the groups that it is in can not be flat.
  void force_line();
  // The blocks that are open can not be flat.
  void break_blocks();
  void open(Open group);
  void close();

  const syntax::File& file_;
  const SourceMap& sources_;
  std::vector<Source> tokens_;  // without comments
  std::size_t next_ = 0;
  std::vector<Piece> pieces_;
  bool has_gap_ = true;              // a gap was written after the last word
  std::vector<std::size_t> groups_;  // that are open
};

// While it lives what is written is in one group.
class Group {
 public:
  explicit Group(Writer& writer, Open open = {}) : writer_(writer) { writer.open(open); }
  ~Group() { writer_.close(); }
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

 private:
  Writer& writer_;
};

// While it lives further lines are indented.
class Indented {
 public:
  explicit Indented(Writer& writer, std::size_t by = kIndent) : writer_(writer) {
    writer.pieces_.emplace_back(Indent{by});
  }
  ~Indented() { writer_.pieces_.emplace_back(Outdent{}); }
  Indented(const Indented&) = delete;
  Indented& operator=(const Indented&) = delete;

 private:
  Writer& writer_;
};

// While it lives further lines begin where the next word does.
class Aligned {
 public:
  explicit Aligned(Writer& writer) : writer_(writer) {
    writer.need_gap();
    writer.pieces_.emplace_back(Align{});
  }
  ~Aligned() { writer_.pieces_.emplace_back(Outdent{}); }
  Aligned(const Aligned&) = delete;
  Aligned& operator=(const Aligned&) = delete;

 private:
  Writer& writer_;
};

// While it lives what is written is one row of a block or of the file.
class RowOf {
 public:
  RowOf(Writer& writer, RowKind kind) : writer_(writer), at_(writer.pieces_.size()) {
    writer.pieces_.emplace_back(Row{kind});
  }
  ~RowOf() { std::get<Row>(writer_.pieces_[at_]).end = writer_.pieces_.size(); }
  RowOf(const RowOf&) = delete;
  RowOf& operator=(const RowOf&) = delete;

 private:
  Writer& writer_;
  std::size_t at_;
};

// A row to be written, by where it begins in the text.
struct Item {
  std::uint32_t begin = 0;
  RowKind kind = RowKind::kOther;
  std::function<void()> write;
};

// From the `{`: the items in the order of the text. One line if the author began no new one after the `{` and all fits.
void write_block(Writer& writer, std::vector<Item> items);

// ------------------------------------------------------------------------------------------ parts of many constructs

// Where the further lines of an operator's operands begin: further to the right than the first, or under it.
enum class Operands { kIndented, kLevel };

void write_expression(Writer& writer, syntax::ExprId id, Operands operands = Operands::kIndented);
// It is `cases { … }`, whose first line goes on the line at hand.
bool is_cases(const Writer& writer, syntax::ExprId id);
// `word E`.
void write_part(Writer& writer, std::string_view word, syntax::ExprId id);
// The same in its group's next line, if there is one.
void write_optional_part(Writer& writer, std::string_view word, const std::optional<syntax::ExprId>& id);
// `money EUR`, `Product`.
void write_type(Writer& writer, const syntax::Type& type);
// `A where F`.
void write_occurrence(Writer& writer, const syntax::Occurrence& occurrence);
// `A where F`, `becoming F where G`.
void write_occasion(Writer& writer, const syntax::Occasion& occasion);
// `within E`, `by E`.
void write_deadline(Writer& writer, const syntax::Deadline& deadline);
// `A, B, C` as far as commas go.
void write_names(Writer& writer);
// `(…)`, if it stands there, with so many items between the commas.
void write_list(Writer& writer, std::size_t count, const std::function<void(std::size_t)>& write_item);
// A title, if there is one; in a line of its own if it is long.
void write_title(Writer& writer, const std::optional<syntax::Text>& title);

// `replace define …` and the like have their word written already.
void write_declaration(Writer& writer, const syntax::Declaration& declaration);
void write_clause(Writer& writer, const syntax::Clause& clause);
void write_agreement(Writer& writer, const syntax::Agreement& agreement);
void write_amendment(Writer& writer, const syntax::Amendment& amendment);
void write_redline(Writer& writer, const syntax::Redline& redline);
void write_property(Writer& writer, const syntax::Property& property);

// With which rows a declaration is aligned, and where it begins.
RowKind row_kind(const syntax::Declaration& declaration);
std::uint32_t begin_of(const syntax::Declaration& declaration);

}  // namespace proviso::language::layout
