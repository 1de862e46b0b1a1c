#include <fmt/format.h>

#include <array>

#include "language/parser_block.h"
#include "language/parser_parts.h"
#include "language/parser_reader.h"
#include "language/parser_statements.h"
#include "language/parser_tail.h"

namespace proviso::language {
namespace {

bool begins_text(const Reader& reader) {
  return (reader.at_word("text") || reader.at_word("source")) && reader.at(TokenKind::kString, 1);
}

void read_clause_text(Reader& reader, std::optional<syntax::Text>& text) {
  const Span word = reader.take().span;
  if (text) {
    Diagnostic twice{Code::kGivenTwice,
                     Severity::kError,
                     word,
                     fmt::format("`{}` is given twice", reader.source_text(word)),
                     {},
                     {}};
    twice.labels.push_back({text->span, "here first"});
    twice.help = "join the two, or leave one out";
    reader.report(std::move(twice));
  }
  text = read_optional_text(reader);
}

void read_clause_item(Reader& reader, syntax::Clause& clause) {
  if (begins_text(reader)) {
    return read_clause_text(reader, reader.at_word("text") ? clause.text : clause.source);
  }
  if (!begins_statement(reader)) {
    if ((reader.at_word("text") || reader.at_word("source")) && !reader.peek(1).starts_line) {
      const Token word = reader.take();
      return reader.unexpected(fmt::format("a string after `{}`", reader.text(word)));
    }
  }
  if (!reader.at(TokenKind::kWord)) {
    return reader.unexpected("a statement (it begins with a party)", {}, statement_forms(reader));
  }
  if (auto statement = read_statement(reader)) clause.statements.push_back(std::move(*statement));
}

// ------------------------------------------------------------------------------------------------------------- head

constexpr auto kHeadParts = std::to_array<std::string_view>({"from", "through", "before", "unless"});
enum HeadPart : std::size_t { kFrom, kThrough, kBefore, kHeadUnless };

void read_head_part(Reader& reader, std::size_t part, Span word, syntax::Clause& clause) {
  const syntax::ExprId value = read_expression(reader);
  if (part == kFrom) clause.from = value;
  if (part == kHeadUnless) clause.unless = value;
  if (part == kFrom || part == kHeadUnless) return;
  if (clause.end) {
    reader.report(Code::kGivenTwice, word, "a clause has one end",
                  "write `through D` (D included) or `before D` (not), not both");
  }
  clause.end = syntax::End{value, part == kThrough};
}

void read_clause_head(Reader& reader, syntax::Clause& clause) {
  clause.name = read_new_name(reader, "the clause's name");
  clause.title = read_optional_text(reader);
  PartOrder order(reader, kHeadParts);
  while (true) {
    if (read_precedence(reader, clause.precedence)) continue;
    const Span word = reader.peek().span;
    const auto part = order.take_word();
    if (!part) break;
    read_head_part(reader, *part, word, clause);
  }
  if (reader.at(TokenKind::kLeftBrace) || reader.panicking()) return;
  reader.unexpected("`{`", kHeadParts,
                    fmt::format("what belongs to the clause `{}` stands between `{{` and `}}`", clause.name.text));
}

}  // namespace

std::optional<syntax::Clause> read_clause(Reader& reader) {
  const Token first = reader.take();
  syntax::Clause clause;
  read_clause_head(reader, clause);
  const Block block{first, fmt::format("clause `{}`", clause.name.text), false};
  read_block(
      reader, block, [&] { read_clause_item(reader, clause); },
      [&] { return begins_statement(reader) || begins_text(reader); });
  clause.span = reader.span_since(first.span.begin);
  if (clause.name.text.empty()) return std::nullopt;
  return clause;
}

}  // namespace proviso::language
