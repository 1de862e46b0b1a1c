#include "language/layout_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "language/lexer.h"

namespace proviso::language::layout {
namespace {

// As written, but with plain line ends.
std::string plain(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '\r');
  return plain;
}

std::string without_trailing_space(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(" \t") + 1));
}

// Whether an empty line stands in what is between two words.
bool has_blank_line(std::string_view between) { return std::count(between.begin(), between.end(), '\n') > 1; }

}  // namespace

// A comment behind a word belongs to it, one on a line of its own to the word after it.
Writer::Writer(const syntax::File& file, const SourceMap& sources) : file_(file), sources_(sources) {
  Diagnostics ignored;
  std::vector<CommentLine> comments;
  std::uint32_t last_end = 0;
  for (const Token& token : lex(sources, file.id, ignored)) {
    const bool blank = has_blank_line(sources.text(Span{file.id, last_end, token.span.begin}));
    last_end = token.span.end;
    if (token.kind != TokenKind::kComment) {
      add_token(token, blank, comments);
    } else if (const std::string text = without_trailing_space(sources.text(token.span)); token.starts_line) {
      comments.push_back({text, blank});
    } else {
      tokens_.back().word.comment = text;
    }
  }
}

void Writer::add_token(const Token& token, bool blank_before, std::vector<CommentLine>& comments) {
  const bool starts_line = token.starts_line || !comments.empty();
  Word word{plain(sources_.text(token.span)), std::move(comments), blank_before, ""};
  comments.clear();
  tokens_.push_back({token, starts_line, std::move(word)});
}

void Writer::word() {
  if (at(TokenKind::kEnd)) throw std::logic_error("format: the text ends before its tree");
  need_gap();
  Word& word = tokens_[next_].word;
  if (!word.before.empty() || (next_ > 0 && !tokens_[next_ - 1].word.comment.empty())) force_line();
  if (word.text.find('\n') != std::string::npos) break_blocks();
  pieces_.emplace_back(word);
  has_gap_ = false;
  ++next_;
}

void Writer::word(std::string_view expected) {
  if (!at_word(expected)) {
    throw std::logic_error(
        fmt::format("format: `{}` stands where the tree has `{}`", sources_.text(next().span), expected));
  }
  word();
}

void Writer::words(std::initializer_list<std::string_view> expected) {
  for (const std::string_view text : expected) word(text);
}

void Writer::end() {
  if (!at(TokenKind::kEnd)) {
    throw std::logic_error(fmt::format("format: `{}` stands where the tree ends", sources_.text(next().span)));
  }
  gap({.breaks = Break::kAlways, .blanks = {.first = true}});
  pieces_.emplace_back(tokens_[next_].word);
}

void Writer::gap(Gap gap) {
  pieces_.emplace_back(gap);
  has_gap_ = true;
}

void Writer::need_gap() {
  if (!has_gap_) gap({});
}

void Writer::force_line() {
  std::size_t last = pieces_.size() - 1;
  while (!std::holds_alternative<Gap>(pieces_[last])) --last;
  std::get<Gap>(pieces_[last]).forced = true;
  for (const std::size_t group : groups_) {
    if (group < last) std::get<Open>(pieces_[group]).broken = true;
  }
}

void Writer::break_blocks() {
  for (const std::size_t group : groups_) {
    auto& open = std::get<Open>(pieces_[group]);
    open.broken = open.broken || open.is_block;
  }
}

void Writer::open(Open group) {
  groups_.push_back(pieces_.size());
  pieces_.emplace_back(group);
}

void Writer::close() {
  auto& group = std::get<Open>(pieces_[groups_.back()]);
  groups_.pop_back();
  group.end = pieces_.size();
  if (group.broken && group.is_block) {
    for (const std::size_t outer : groups_) std::get<Open>(pieces_[outer]).broken = true;
  }
  pieces_.emplace_back(Close{});
}

void write_block(Writer& writer, std::vector<Item> items) {
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.begin < b.begin; });
  writer.word("{");
  const Group group(writer, {.is_block = true, .broken = !items.empty() && writer.starts_line()});
  {
    const Indented body(writer);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].begin < writer.begin()) continue;  // written with an item before it
      writer.gap({.flat = i == 0 ? " " : "  ", .breaks = Break::kWithGroup, .blanks = {i > 0, true}});
      const RowOf row(writer, items[i].kind);
      items[i].write();
    }
  }
  writer.gap({.flat = items.empty() ? "" : " ",
              .breaks = Break::kWithGroup,
              .blanks = {.first = !items.empty()},
              .comment_indent = kIndent});
  writer.word("}");
}

void write_part(Writer& writer, std::string_view word, syntax::ExprId id) {
  writer.word(word);
  write_expression(writer, id);
}

void write_optional_part(Writer& writer, std::string_view word, const std::optional<syntax::ExprId>& id) {
  if (!id) return;
  writer.soft();
  write_part(writer, word, *id);
}

void write_type(Writer& writer, const syntax::Type& type) {
  writer.word();
  if (type.currency) writer.word();
}

void write_occurrence(Writer& writer, const syntax::Occurrence& occurrence) {
  const Group group(writer);
  const Indented rest(writer);
  writer.word();
  write_optional_part(writer, "where", occurrence.where);
}

void write_occasion(Writer& writer, const syntax::Occasion& occasion) {
  if (const auto* becoming = std::get_if<syntax::Becoming>(&occasion.what)) {
    write_part(writer, "becoming", becoming->formula);
  } else {
    writer.word();
  }
  write_optional_part(writer, "where", occasion.where);
}

void write_deadline(Writer& writer, const syntax::Deadline& deadline) {
  if (const auto* within = std::get_if<syntax::Within>(&deadline)) {
    return write_optional_part(writer, "within", within->time);
  }
  write_optional_part(writer, "by", std::get<syntax::By>(deadline).date);
}

void write_names(Writer& writer) {
  const Aligned names(writer);
  const Group group(writer);
  writer.word();
  while (writer.at(TokenKind::kComma)) {
    writer.tight();
    writer.word(",");
    writer.fill();
    writer.word();
  }
}

void write_list(Writer& writer, std::size_t count, const std::function<void(std::size_t)>& write_item) {
  if (!writer.at(TokenKind::kLeftParen)) return;
  writer.tight();
  writer.word("(");
  writer.tight();
  if (count > 0) {
    const Aligned items(writer);
    const Group group(writer);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) writer.tight();
      if (i > 0) writer.word(",");
      if (i > 0) writer.soft();
      write_item(i);
    }
  }
  if (count > 0) writer.tight();
  writer.word(")");
}

void write_title(Writer& writer, const std::optional<syntax::Text>& title) {
  if (!title) return;
  const Indented rest(writer, 2 * kIndent);
  const Group group(writer);
  writer.soft();
  writer.word();
}

}  // namespace proviso::language::layout
