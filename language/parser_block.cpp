#include "language/parser_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/parser_words.h"

namespace proviso::language {
namespace {

constexpr auto kOutsideEdits = std::to_array<std::string_view>({"agreement", "amendment", "redline", "property"});

bool is_deeper(const Reader& reader, const Token& token, const Token& than) {
  return token.starts_line && than.starts_line && reader.column(token.span) > reader.column(than.span);
}

void report_unclosed(Reader& reader, const Block& block, Span open, std::string_view label) {
  Diagnostic diagnostic{
      Code::kUnclosed, Severity::kError, open, fmt::format("the `{{` of the {} is never closed", block.what), {}, {}};
  const Span next = reader.peek().span;
  diagnostic.labels.push_back(
      {Span{next.file, next.begin, reader.at_end() ? next.begin : next.end}, std::string(label)});
  reader.report(std::move(diagnostic));
}

bool is_foreign_to(const Reader& reader, const Block& block) {
  if (block.holds_declarations) return reader.at_any(kOutsideEdits);
  return reader.at(TokenKind::kWord) && is_declaration_word(reader.text());
}

void skip_misplaced(Reader& reader, const Block& block) {
  const std::uint32_t column = reader.column(reader.peek().span);
  const std::size_t before = reader.taken();
  reader.fail(Code::kMisplaced, reader.peek().span,
              fmt::format("`{}` can not stand inside the {}", reader.text(), block.what),
              "write it behind the closing `}`");
  reader.recover(before, [&] { return reader.peek().starts_line && reader.column(reader.peek().span) <= column; });
}

}  // namespace

bool open_block(Reader& reader, const Block& block, Span& open) {
  if (!reader.panicking() && !reader.at(TokenKind::kLeftBrace)) {
    reader.unexpected("`{`", {}, fmt::format("what belongs to the {} stands between `{{` and `}}`", block.what));
  }
  reader.recover_to_block();
  open = reader.peek().span;
  return reader.accept(TokenKind::kLeftBrace);
}

bool ends_block(Reader& reader, const Block& block, Span open) {
  if (reader.at(TokenKind::kRightBrace)) {
    const bool closes_outer = is_deeper(reader, block.first, reader.peek());
    if (closes_outer) {
      report_unclosed(reader, block, open, "this `}` closes what is outside");
    } else {
      reader.take();
    }
    return true;
  }
  if (reader.at_end()) {
    report_unclosed(reader, block, open, "`}` is missing before the end of the file");
    return true;
  }
  if (!is_foreign_to(reader, block)) return false;
  if (!reader.peek().starts_line || is_deeper(reader, reader.peek(), block.first)) {
    skip_misplaced(reader, block);
    return ends_block(reader, block, open);
  }
  report_unclosed(reader, block, open, "`}` is missing before this");
  return true;
}

}  // namespace proviso::language
