#include "language/parser_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "language/lexer.h"
#include "language/parser_words.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

constexpr std::size_t kMaxQuoted = 40;

std::string quoted(std::string_view text) {
  if (text.size() <= kMaxQuoted) return fmt::format("`{}`", text);
  std::size_t end = kMaxQuoted;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

const Token& end_of(const std::vector<Token>& tokens) { return tokens.back(); }

}  // namespace

Reader::Reader(const SourceMap& sources, FileId file, Diagnostics& diagnostics)
    : sources_(sources), diagnostics_(diagnostics) {
  file_.id = file;
  for (Token& token : lex(sources, file, diagnostics)) {
    if (token.kind == TokenKind::kComment) {
      file_.comments.push_back({token.span});
    } else {
      tokens_.push_back(std::move(token));
    }
  }
}

const Token& Reader::peek(std::size_t ahead) const {
  if (panicking_ || next_ + ahead >= tokens_.size()) return end_of(tokens_);
  return tokens_[next_ + ahead];
}

bool Reader::at_word(std::string_view word, std::size_t ahead) const {
  const Token& token = peek(ahead);
  return token.kind == TokenKind::kWord && text(token) == word;
}

bool Reader::at_any(std::span<const std::string_view> words) const {
  return at(TokenKind::kWord) && std::find(words.begin(), words.end(), text()) != words.end();
}

bool Reader::begins_declaration() const {
  return at(TokenKind::kWord) && peek().starts_line && is_declaration_word(text());
}

Token Reader::take() {
  Token token = peek();
  if (!panicking_) take_any();
  return token;
}

bool Reader::accept(TokenKind kind) {
  if (at_end() || !at(kind)) return false;
  ++next_;
  return true;
}

bool Reader::accept_word(std::string_view word) {
  if (!at_word(word)) return false;
  ++next_;
  return true;
}

Span Reader::span_since(std::uint32_t begin) const {
  const std::uint32_t end = next_ == 0 ? begin : tokens_[next_ - 1].span.end;
  return Span{file_.id, begin, std::max(begin, end)};
}

void Reader::report(Diagnostic diagnostic) {
  if (!panicking_) diagnostics_.add(std::move(diagnostic));
}

void Reader::report(Code code, Span span, std::string message, std::optional<std::string> help) {
  report({code, Severity::kError, span, std::move(message), {}, std::move(help)});
}

void Reader::fail(Code code, Span span, std::string message, std::optional<std::string> help) {
  report(code, span, std::move(message), std::move(help));
  panicking_ = true;
}

// Behind the last token if the next one stands in another line: there the missing part belongs. Behind a brace nothing
// is missing.
Span Reader::place_of_missing() const {
  const Token& found = peek();
  if (next_ == 0 || !(found.starts_line || found.kind == TokenKind::kEnd)) return found.span;
  const Token& last = tokens_[next_ - 1];
  if (last.kind == TokenKind::kLeftBrace || last.kind == TokenKind::kRightBrace) return found.span;
  const std::uint32_t end = last.span.end;
  return Span{file_.id, end, end};
}

std::string Reader::describe(const Token& token) const {
  if (token.kind == TokenKind::kEnd) return "the end of the file";
  if (token.kind == TokenKind::kString) return "a string";
  return quoted(text(token));
}

void Reader::unexpected(std::string_view expected, std::span<const std::string_view> candidates,
                        std::optional<std::string> help) {
  if (panicking_) return;
  const Token& found = peek();
  if (found.kind == TokenKind::kInvalid) {
    panicking_ = true;
    return;
  }
  Span place = place_of_missing();
  if (found.kind == TokenKind::kWord) {
    const std::string_view word = text(found);
    if (word == "until") {
      return fail(Code::kUntil, found.span,
                  "`until` is not a word of the language, because contracts dispute its last day",
                  "write `through D` (the day D is included) or `before D` (it is not)");
    }
    if (const LaterWord* later = find_later_word(word)) return fail_later(found.span, later->what, later->advice);
    auto better = advice_for_foreign_word(word);
    if (!better) better = did_you_mean(word, candidates);
    if (better) place = found.span;
    if (better) help = better;
  }
  fail(Code::kUnexpected, place, fmt::format("expected {}, found {}", expected, describe(found)), std::move(help));
}

void Reader::fail_later(Span span, std::string_view what, std::string_view advice) {
  fail(Code::kLaterVersion, span, fmt::format("{} is not part of this version of the language", what),
       advice.empty() ? std::nullopt : std::optional<std::string>(advice));
}

bool Reader::expect(TokenKind kind, std::string_view expected, std::optional<std::string> help) {
  if (accept(kind)) return true;
  unexpected(expected, {}, std::move(help));
  return false;
}

bool Reader::expect_word(std::string_view word, std::optional<std::string> help) {
  if (accept_word(word)) return true;
  unexpected(fmt::format("`{}`", word), std::span(&word, 1), std::move(help));
  return false;
}

bool Reader::expect_close(Span open) {
  if (accept(TokenKind::kRightParen)) return true;
  const Token& found = peek();
  const bool is_open = found.kind == TokenKind::kEnd || found.kind == TokenKind::kRightBrace || found.starts_line;
  if (panicking_ || !is_open) {
    unexpected("`)`");
    return false;
  }
  Diagnostic diagnostic{Code::kUnclosed, Severity::kError, open, "this `(` is never closed", {}, {}};
  diagnostic.labels.push_back({place_of_missing(), "`)` is missing here"});
  report(std::move(diagnostic));
  panicking_ = true;
  return false;
}

void Reader::recover_to_block() {
  if (!panicking_) return;
  panicking_ = false;
  while (!at_end() && !at(TokenKind::kLeftBrace) && !at(TokenKind::kRightBrace) && !begins_declaration()) take_any();
}

void Reader::skip_closing_brace() {
  if (!panicking_) return;
  for (std::size_t i = next_; i < tokens_.size() && !(i > next_ && tokens_[i].starts_line); ++i) {
    if (tokens_[i].kind == TokenKind::kLeftBrace || tokens_[i].kind == TokenKind::kEnd) return;
    if (tokens_[i].kind != TokenKind::kRightBrace) continue;
    next_ = i + 1;
    return;
  }
}

void Reader::skip_cases() {
  if (!panicking_) return;
  int depth = 0;
  for (std::size_t i = next_; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    const bool declares = token.kind == TokenKind::kWord && token.starts_line && is_declaration_word(text(token));
    if (declares || token.kind == TokenKind::kEnd) return;
    if (token.kind == TokenKind::kLeftBrace) ++depth;
    if (token.kind != TokenKind::kRightBrace || depth-- > 0) continue;
    next_ = i + 1;
    return;
  }
}

Reader::Nesting::Nesting(Reader& reader) : reader_(reader), allowed_(++reader.nesting_ <= syntax::kMaxNesting) {
  if (allowed_ || reader_.panicking()) return;
  reader_.fail(Code::kTooDeep, reader_.peek().span,
               fmt::format("this is nested more than {} levels deep", syntax::kMaxNesting),
               "give an inner part its own name with `define`");
}

std::uint32_t Reader::depth_of(std::span<const syntax::ExprId> children) const {
  std::uint32_t depth = 0;
  for (const syntax::ExprId child : children) depth = std::max(depth, depths_[static_cast<std::size_t>(child)]);
  return depth;
}

bool Reader::note_depth(Span span, std::span<const syntax::ExprId> children) {
  if (depth_of(children) < syntax::kMaxExprDepth) return true;
  fail(Code::kTooDeep, span,
       fmt::format("this expression has more than {} operators in a row", syntax::kMaxExprDepth - 1),
       "give a part of it its own name with `define`");
  return false;
}

syntax::ExprId Reader::push(syntax::Expr expr, std::uint32_t depth) {
  file_.expressions.push_back(std::move(expr));
  depths_.push_back(depth);
  return static_cast<syntax::ExprId>(file_.expressions.size() - 1);
}

syntax::Name read_name(Reader& reader, std::string_view expected) {
  const bool is_word = reader.at(TokenKind::kWord);
  const bool misnamed = is_word && reader.is_misnamed(reader.text());
  const bool reserved = is_word && is_reserved_word(reader.text());
  if (!is_word || (!misnamed && (reserved || find_later_word(reader.text()) != nullptr))) {
    const bool here = reserved && !reader.peek().starts_line;
    reader.unexpected(
        expected, {},
        here ? std::optional(fmt::format("`{}` is a word of the language, not a name", reader.text())) : std::nullopt);
    return {};
  }
  const Token token = reader.take();
  return {std::string(reader.text(token)), token.span};
}

namespace {

// `late-fee`: the rest of the name is taken and reported.
syntax::Name read_hyphenated(Reader& reader, const Token& first) {
  std::string name(reader.text(first));
  std::uint32_t end = first.span.end;
  const auto touches = [&](std::size_t ahead, std::uint32_t begin) { return reader.peek(ahead).span.begin == begin; };
  while (reader.at(TokenKind::kMinus) && touches(0, end) && touches(1, end + 1) &&
         (reader.at(TokenKind::kWord, 1) || reader.at(TokenKind::kNumber, 1))) {
    reader.take();
    const Token part = reader.take();
    name += fmt::format("_{}", reader.text(part));
    end = part.span.end;
  }
  const Span span{first.span.file, first.span.begin, end};
  if (end != first.span.end) {
    reader.report(Code::kBadName, span, "a name has no `-`: that is a minus", fmt::format("write `{}`", name));
  }
  return {name, span};
}

}  // namespace

syntax::Name read_new_name(Reader& reader, std::string_view expected) {
  if (!reader.at(TokenKind::kWord) || reader.begins_declaration()) {
    reader.unexpected(expected);
    return {};
  }
  const Token token = reader.take();
  const std::string name(reader.text(token));
  if (is_reserved_word(name) || find_later_word(name) != nullptr) {
    reader.allow_as_name(name);
    const std::string_view when = is_reserved_word(name) ? "" : " (of a later version)";
    reader.report(
        Code::kReservedWord, token.span,
        fmt::format("`{}` is a word of the language{}, so nothing can be called that", name, when),
        fmt::format("choose another name, as `the_{}`; docs/language.md lists the words of the language", name));
  }
  if (reader.at(TokenKind::kMinus)) return read_hyphenated(reader, token);
  return {name, token.span};
}

std::vector<syntax::Name> read_names(Reader& reader, std::string_view expected) {
  std::vector<syntax::Name> names;
  do {
    syntax::Name name = read_name(reader, expected);
    if (!name.text.empty()) names.push_back(std::move(name));
  } while (reader.accept(TokenKind::kComma));
  return names;
}

std::optional<syntax::Text> read_optional_text(Reader& reader) {
  if (!reader.at(TokenKind::kString)) return std::nullopt;
  Token token = reader.take();
  return syntax::Text{std::get<std::string>(std::move(token.value)), token.span};
}

std::optional<syntax::Date> read_date(Reader& reader, std::string_view expected) {
  if (!reader.at(TokenKind::kDate)) {
    reader.unexpected(expected, {}, "dates are written as in `2026-04-27`");
    return std::nullopt;
  }
  const Token token = reader.take();
  return syntax::Date{std::get<std::chrono::year_month_day>(token.value), token.span};
}

std::optional<syntax::ExprId> read_optional_part(Reader& reader, std::string_view word) {
  if (!reader.accept_word(word)) return std::nullopt;
  return read_expression(reader);
}

}  // namespace proviso::language
