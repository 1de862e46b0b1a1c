#include <fmt/format.h>

#include <array>

#include "language/parser_block.h"
#include "language/parser_reader.h"
#include "language/parser_words.h"

namespace proviso::language {
namespace {

constexpr auto kItemWords = std::to_array<std::string_view>({"strike", "replace", "reinstate", "expect"});

// Which of the two is read, and its items.
struct Edits {
  bool of_redline = false;
  std::vector<syntax::Edit> edits;
  std::vector<syntax::RedlineExpectation> expectations;
};

// Readers say `strike clause C`: only the name is needed.
void pass_over_clause_word(Reader& reader, std::string_view verb) {
  if (!reader.at_word("clause") || reader.peek().starts_line) return;
  const Span word = reader.take().span;
  reader.report(Code::kUnexpected, word, fmt::format("expected a clause's name, found `clause`"),
                fmt::format("write `{} C`: only clauses can be named here", verb));
}

template <typename Node>
void read_named_edits(Reader& reader, Edits& edits) {
  const Token verb = reader.take();
  pass_over_clause_word(reader, reader.text(verb));
  std::uint32_t begin = verb.span.begin;
  do {
    syntax::Name name = read_name(reader, "a clause's name");
    if (!name.text.empty()) edits.edits.push_back({reader.span_since(begin), Node{std::move(name)}});
    begin = reader.begin();
  } while (reader.accept(TokenKind::kComma));
}

void read_reinstate(Reader& reader, Edits& edits) {
  if (edits.of_redline) return read_named_edits<syntax::Reinstate>(reader, edits);
  reader.fail(Code::kMisplaced, reader.peek().span, "`reinstate` belongs to a redline, not to an amendment",
              "write the clause anew");
}

void read_replace(Reader& reader, Edits& edits) {
  const std::uint32_t begin = reader.take().span.begin;
  if (!reader.at_word("clause") && !reader.at_word("define") && !reader.at_word("term")) {
    const bool declares = reader.at(TokenKind::kWord) && is_declaration_word(reader.text());
    if (declares)
      return reader.fail_later(reader.peek().span, fmt::format("`replace {}`", reader.text()),
                               "clauses, defines and terms can be replaced");
    return reader.unexpected("`clause`, `define` or `term`", {},
                             "write what is replaced in full: `replace clause C { … }`");
  }
  auto declaration = read_declaration(reader);
  if (declaration) edits.edits.push_back({reader.span_since(begin), syntax::Replace{std::move(*declaration)}});
}

void read_addition(Reader& reader, Edits& edits) {
  const std::uint32_t begin = reader.begin();
  auto declaration = read_declaration(reader);
  if (declaration) edits.edits.push_back({reader.span_since(begin), syntax::Add{std::move(*declaration)}});
}

// ---------------------------------------------------------------------------------------------------- expectations

// What later versions find without being asked.
constexpr auto kFindings =
    std::to_array<std::string_view>({"contradiction", "unperformable", "dead", "redundant", "overlap", "gap", "clash",
                                     "lifeless", "undefined", "inconsistent", "vacuous", "idle"});

void read_expectation(Reader& reader, Edits& edits) {
  const Token expect = reader.peek();
  if (!edits.of_redline) {
    return reader.fail(Code::kMisplaced, expect.span,
                       "`expect` belongs to a redline or a property, not to an amendment",
                       "write it into a `property`");
  }
  reader.take();
  syntax::RedlineExpectation expectation;
  if (reader.accept_word("breaks")) {
    expectation.node = syntax::ExpectBreaks{read_names(reader, "a property's name")};
  } else if (reader.accept_word("fixes")) {
    expectation.node = syntax::ExpectFixes{read_names(reader, "a property's name")};
  } else if (reader.accept_word("changes")) {
    reader.expect_word("nothing", "what a redline is expected to change is said by `breaks` and `fixes`");
    expectation.node = syntax::ExpectNoChange{};
  } else if (reader.at_any(kFindings)) {
    reader.fail_later(reader.peek().span, fmt::format("`expect {}`", reader.text()),
                      "nothing looks for findings yet: ask by a property, and expect `breaks` or `fixes` of it");
  } else {
    constexpr auto kKinds = std::to_array<std::string_view>({"breaks", "fixes", "changes"});
    reader.unexpected("`breaks`, `fixes` or `changes nothing`", kKinds);
  }
  expectation.span = reader.span_since(expect.span.begin);
  if (!reader.panicking()) edits.expectations.push_back(std::move(expectation));
}

void read_item(Reader& reader, Edits& edits) {
  if (reader.at_word("strike")) return read_named_edits<syntax::Strike>(reader, edits);
  if (reader.at_word("replace")) return read_replace(reader, edits);
  if (reader.at_word("reinstate")) return read_reinstate(reader, edits);
  if (reader.at_word("expect")) return read_expectation(reader, edits);
  if (reader.at(TokenKind::kWord) && is_declaration_word(reader.text())) return read_addition(reader, edits);
  constexpr auto kMore = std::to_array<std::string_view>({"strike", "replace", "reinstate", "expect", "clause",
                                                          "define", "term", "tally", "action", "event", "condition"});
  reader.unexpected(edits.of_redline ? "`strike`, `replace`, `reinstate`, `expect` or a declaration"
                                     : "`strike`, `replace` or a declaration",
                    kMore);
}

Edits read_edits(Reader& reader, const Token& first, const syntax::Name& name, bool of_redline) {
  Edits edits;
  edits.of_redline = of_redline;
  const Block block{first, fmt::format("{} `{}`", of_redline ? "redline" : "amendment", name.text), true};
  read_block(reader, block, [&] { read_item(reader, edits); }, [&] { return reader.at_any(kItemWords); });
  return edits;
}

syntax::Date read_effective(Reader& reader) {
  reader.expect_word("effective", "an amendment takes effect on a date: `amendment NAME effective 2026-04-27 { … }`");
  if (reader.at(TokenKind::kWord)) {
    reader.fail_later(reader.peek().span, "an effective date that is not a date literal",
                      "write the date itself: `effective 2026-04-27`");
  }
  return read_date(reader, "the date on which the amendment takes effect").value_or(syntax::Date{});
}

}  // namespace

std::optional<syntax::Amendment> read_amendment(Reader& reader) {
  const Token first = reader.take();
  syntax::Amendment amendment;
  amendment.name = read_new_name(reader, "the amendment's name");
  amendment.title = read_optional_text(reader);
  amendment.effective = read_effective(reader);
  amendment.edits = read_edits(reader, first, amendment.name, false).edits;
  amendment.span = reader.span_since(first.span.begin);
  if (amendment.name.text.empty() || !amendment.effective.value.ok()) return std::nullopt;
  return amendment;
}

std::optional<syntax::Redline> read_redline(Reader& reader) {
  const Token first = reader.take();
  syntax::Redline redline;
  redline.name = read_new_name(reader, "the redline's name");
  redline.title = read_optional_text(reader);
  Edits edits = read_edits(reader, first, redline.name, true);
  redline.edits = std::move(edits.edits);
  redline.expectations = std::move(edits.expectations);
  redline.span = reader.span_since(first.span.begin);
  if (redline.name.text.empty()) return std::nullopt;
  return redline;
}

}  // namespace proviso::language
