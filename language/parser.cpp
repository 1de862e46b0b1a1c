#include "language/parser.h"

#include <fmt/format.h>

#include "language/parser_reader.h"
#include "language/parser_words.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

void read_agreement_declaration(Reader& reader) {
  syntax::File& file = reader.file();
  const Span word = reader.peek().span;
  if (file.agreement) {
    Diagnostic again{Code::kAgreementPlace, Severity::kError, word, "a file holds one agreement", {}, {}};
    again.labels.push_back({file.agreement->name.span, "the first is here"});
    again.help = "write the second into a file of its own";
    reader.report(std::move(again));
  } else if (reader.taken() > 0) {
    reader.report(Code::kAgreementPlace, word, "`agreement` is the first declaration of its file",
                  "write it at the top");
  }
  syntax::Agreement agreement = read_agreement(reader);
  if (!file.agreement) file.agreement = std::move(agreement);
}

template <typename Node>
void keep(std::vector<Node>& list, std::optional<Node> node) {
  if (node) list.push_back(std::move(*node));
}

// What no declaration begins with: a slip, a word of a later version, or something left over from the one before.
void refuse_token(Reader& reader) {
  const Token& found = reader.peek();
  if (found.kind == TokenKind::kRightBrace) {
    reader.report(Code::kUnclosed, found.span, "this `}` closes nothing", "leave it out");
    return reader.skip_one();
  }
  const bool is_word = found.kind == TokenKind::kWord;
  if (is_word && reader.text(found) == "expect") {
    return reader.fail_later(found.span, "`expect` beside the agreement", "write it into a property or a redline");
  }
  const bool left_over = reader.taken() > 0 && !found.starts_line;
  if (!is_word || left_over || find_later_word(reader.text(found)) != nullptr) {
    return reader.unexpected("a declaration", declaration_words());
  }
  auto help = advice_for_foreign_word(reader.text(found));
  if (!help) help = did_you_mean(reader.text(found), declaration_words());
  reader.fail(Code::kUnknownDeclaration, found.span, fmt::format("no declaration begins with `{}`", reader.text(found)),
              std::move(help));
}

void read_top_level(Reader& reader) {
  syntax::File& file = reader.file();
  if (reader.at_word("agreement")) return read_agreement_declaration(reader);
  if (reader.at_word("amendment")) return keep(file.amendments, read_amendment(reader));
  if (reader.at_word("redline")) return keep(file.redlines, read_redline(reader));
  if (reader.at_word("property")) return keep(file.properties, read_property(reader));
  if (reader.at(TokenKind::kWord) && is_declaration_word(reader.text())) {
    return keep(file.declarations, read_declaration(reader));
  }
  refuse_token(reader);
}

bool begins_first_column(const Reader& reader) {
  const Token& next = reader.peek();
  return next.kind == TokenKind::kWord && next.starts_line && reader.column(next.span) == 1;
}

void check_agreement(Reader& reader, FileId id) {
  if (reader.file().agreement) return;
  reader.report(Code::kNoAgreement, Span{id, 0, 0}, "this file has no agreement",
                "begin it with `agreement NAME \"title\" { currency USD  starts 2025-10-28 }`");
}

}  // namespace

syntax::File parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics) {
  Reader reader(sources, file, diagnostics);
  while (!reader.at_end()) {
    const std::size_t before = reader.taken();
    read_top_level(reader);
    reader.recover(before, [&] { return begins_first_column(reader); });
    if (reader.taken() == before) reader.skip_one();
  }
  check_agreement(reader, file);
  return std::move(reader.file());
}

}  // namespace proviso::language
