// The parser's inside: one reader walks the tokens and builds the file; each read_… function takes one construct.
//
// After an error the reader *panics*: it reports nothing more and every look at the text sees its end, so the functions
// unwind by themselves. Whoever can go on (a list of statements, of declarations) calls recover, which skips to the
// next place where something can begin. Errors that leave no doubt about what was meant are reported without panic.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/diagnostic.h"
#include "language/source.h"
#include "language/syntax.h"
#include "language/token.h"

namespace proviso::language {

class Reader {
 public:
  Reader(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

  const Token& peek(std::size_t ahead = 0) const;
  bool at(TokenKind kind, std::size_t ahead = 0) const { return peek(ahead).kind == kind; }
  bool at_word(std::string_view word, std::size_t ahead = 0) const;
  // Whether one of the words is next.
  bool at_any(std::span<const std::string_view> words) const;
  bool at_end() const { return at(TokenKind::kEnd); }
  std::string_view text(const Token& token) const { return sources_.text(token.span); }
  // The next token's text.
  std::string_view text() const { return text(peek()); }
  std::uint32_t begin() const { return peek().span.begin; }

  Token take();
  bool accept(TokenKind kind);
  bool accept_word(std::string_view word);
  // From the offset to the end of the token taken last.
  Span span_since(std::uint32_t begin) const;
  // How many tokens were taken: to see that something was.
  std::size_t taken() const { return next_; }
  // The column of a token's first character.
  std::uint32_t column(Span span) const { return sources_.position(span.file, span.begin).column; }
  std::string_view source_text(Span span) const { return sources_.text(span); }

  bool panicking() const { return panicking_; }
  // Reports and goes on; says nothing while panicking.
  void report(Diagnostic diagnostic);
  void report(Code code, Span span, std::string message, std::optional<std::string> help = std::nullopt);
  // Reports and panics.
  void fail(Code code, Span span, std::string message, std::optional<std::string> help = std::nullopt);
  // Panics because the next token is not `expected` ("a name"), in the most helpful words: a word of a later version, a
  // word that stands for another, a slip for one of `candidates`.
  void unexpected(std::string_view expected, std::span<const std::string_view> candidates = {},
                  std::optional<std::string> help = std::nullopt);
  // Panics because a part of the language is not in this version.
  void fail_later(Span span, std::string_view what, std::string_view advice = {});
  // Takes the sign, or panics.
  bool expect(TokenKind kind, std::string_view expected, std::optional<std::string> help = std::nullopt);
  bool expect_word(std::string_view word, std::optional<std::string> help = std::nullopt);
  // Takes the `)` of the `(` at `open`, or panics.
  bool expect_close(Span open);

  // Ends a panic: skips to the first token outside braces that begins a line with a declaration, or for which `stops`
  // holds; always to a `}` that closes what is open, and to the end. `before` is what taken() was where the construct
  // that failed begins: its first token is skipped in any case.
  template <typename Stops>
  void recover(std::size_t before, Stops stops) {
    if (!panicking_) return;
    panicking_ = false;
    for (int depth = 0; !at_end(); take_any()) {
      const bool may_stop = next_ != before;
      if (may_stop && depth == 0 && (at(TokenKind::kRightBrace) || begins_declaration() || stops())) return;
      if (may_stop && depth > 0 && begins_declaration() && column(peek().span) == 1) return;
      if (at(TokenKind::kLeftBrace)) ++depth;
      if (at(TokenKind::kRightBrace) && depth > 0) --depth;
    }
  }
  // Ends a panic in the head of a block: skips to its `{`, or to where something else begins.
  void recover_to_block();
  // While panicking in a list between braces: skips its `}` if it stands in the same line, so that it closes nothing
  // else.
  void skip_closing_brace();
  // While panicking between the braces of `cases`: skips their `}`, also in a later line, unless a declaration begins
  // before it.
  void skip_cases();
  void skip_one() { take_any(); }
  // The next token is a word that begins a declaration, and begins a line.
  bool begins_declaration() const;

  // Adds an expression with its children (which fixes its depth).
  template <typename Node>
  syntax::ExprId add(Span span, Node node, std::initializer_list<syntax::ExprId> children) {
    return add(span, std::move(node), std::span(children.begin(), children.size()));
  }
  template <typename Node>
  syntax::ExprId add(Span span, Node node, std::span<const syntax::ExprId> children = {}) {
    if (!note_depth(span, children)) return push({span, syntax::Invalid{}}, 1);
    const std::uint32_t depth = depth_of(children) + 1;
    return push({span, std::move(node)}, depth);
  }
  syntax::ExprId invalid() { return push({Span{file_.id, begin(), begin()}, syntax::Invalid{}}, 1); }
  Span span_of(syntax::ExprId id) const { return file_.expr(id).span; }
  const syntax::Expr& expr(syntax::ExprId id) const { return file_.expr(id); }

  // One level of nesting deeper while it lives; `allowed()` is false (and the reader panics) where it is too deep.
  class Nesting {
   public:
    explicit Nesting(Reader& reader);
    ~Nesting() { --reader_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    bool allowed() const { return allowed_; }

   private:
    Reader& reader_;
    bool allowed_;
  };

  // Whether an expression may end before the word `of`: in `latest E of A`.
  bool of_may_follow() const { return of_may_follow_; }
  void let_of_follow(bool may) { of_may_follow_ = may; }

  syntax::File& file() { return file_; }
  const syntax::File& file() const { return file_; }

  // A word of the language that was declared as a name (which was reported): its uses are passed over.
  void allow_as_name(std::string_view word) { misnamed_.emplace_back(word); }
  bool is_misnamed(std::string_view word) const {
    return std::find(misnamed_.begin(), misnamed_.end(), word) != misnamed_.end();
  }

 private:
  void take_any() {
    if (!at_end()) ++next_;
  }
  Span place_of_missing() const;
  std::string describe(const Token& token) const;
  bool note_depth(Span span, std::span<const syntax::ExprId> children);
  std::uint32_t depth_of(std::span<const syntax::ExprId> children) const;
  syntax::ExprId push(syntax::Expr expr, std::uint32_t depth);

  const SourceMap& sources_;
  Diagnostics& diagnostics_;
  syntax::File file_;
  std::vector<Token> tokens_;  // without comments
  std::size_t next_ = 0;
  bool panicking_ = false;
  bool of_may_follow_ = false;
  std::size_t nesting_ = 0;
  std::vector<std::uint32_t> depths_;  // of file_.expressions
  std::vector<std::string> misnamed_;
};

// The name of something declared elsewhere.
syntax::Name read_name(Reader& reader, std::string_view expected);
// The name of what is being declared; a reserved word in its place is reported and taken for one.
syntax::Name read_new_name(Reader& reader, std::string_view expected);
// `A, B, C`.
std::vector<syntax::Name> read_names(Reader& reader, std::string_view expected);
std::optional<syntax::Text> read_optional_text(Reader& reader);
std::optional<syntax::Date> read_date(Reader& reader, std::string_view expected);
syntax::Type read_type(Reader& reader);
// `(x: T where F, …)` if there is one. `where` is for what `owner` declares: "action" and "event" may have it.
std::vector<syntax::Parameter> read_parameters(Reader& reader, std::string_view owner);
syntax::ExprId read_expression(Reader& reader);
// At a number: `12`, `45 days`, `3 months`.
syntax::ExprId read_number(Reader& reader);
// Takes a date written as `December 31, 2027`, and reports it; nothing where none is.
std::optional<syntax::ExprId> read_month_first(Reader& reader);
// An expression without operators outside its own brackets.
syntax::ExprId read_primary(Reader& reader);
// `A where F`.
syntax::Occurrence read_occurrence(Reader& reader, std::string_view expected);
// `A where F`, `becoming F where G`.
syntax::Occasion read_occasion(Reader& reader);
// `word E` if the word is next.
std::optional<syntax::ExprId> read_optional_part(Reader& reader, std::string_view word);

// At a word of is_declaration_word that may stand inside an amendment. Nothing if it could not be read.
std::optional<syntax::Declaration> read_declaration(Reader& reader);
syntax::Agreement read_agreement(Reader& reader);
// Behind the word `tally`; its name is empty where it could not be read.
syntax::Tally read_tally(Reader& reader);
std::optional<syntax::Clause> read_clause(Reader& reader);
std::optional<syntax::Amendment> read_amendment(Reader& reader);
std::optional<syntax::Redline> read_redline(Reader& reader);
std::optional<syntax::Property> read_property(Reader& reader);

}  // namespace proviso::language
