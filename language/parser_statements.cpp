#include "language/parser_statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "language/parser_tail.h"
#include "language/parser_words.h"

namespace proviso::language {
namespace {

// The first name that the file declares so, or another one.
template <class Node>
std::string declared_name(const Reader& reader, std::string_view otherwise) {
  for (const syntax::Declaration& declaration : reader.file().declarations) {
    if (const auto* node = std::get_if<Node>(&declaration)) return node->name.text;
  }
  return std::string(otherwise);
}

// ------------------------------------------------------------------------------------------------ a statement's verb

enum class Verb { kMay, kShall, kShallNot };

struct Modal {
  std::string_view word;
  Verb verb;
  std::string_view correct;
};

// What people write for `may` and `shall`; with a `not` behind it each is `shall not`.
constexpr auto kWrongModals = std::to_array<Modal>({{"must", Verb::kShall, "shall"},
                                                    {"will", Verb::kShall, "shall"},
                                                    {"should", Verb::kShall, "shall"},
                                                    {"shal", Verb::kShall, "shall"},
                                                    {"Shall", Verb::kShall, "shall"},
                                                    {"SHALL", Verb::kShall, "shall"},
                                                    {"can", Verb::kMay, "may"},
                                                    {"could", Verb::kMay, "may"},
                                                    {"might", Verb::kMay, "may"},
                                                    {"May", Verb::kMay, "may"},
                                                    {"MAY", Verb::kMay, "may"},
                                                    {"cannot", Verb::kShallNot, "shall not"},
                                                    {"shan", Verb::kShallNot, "shall not"}});

const Modal* wrong_modal(const Reader& reader, std::size_t ahead) {
  if (!reader.at(TokenKind::kWord, ahead)) return nullptr;
  const std::string_view word = reader.text(reader.peek(ahead));
  const auto* found =
      std::find_if(kWrongModals.begin(), kWrongModals.end(), [&](const Modal& modal) { return modal.word == word; });
  return found == kWrongModals.end() ? nullptr : found;
}

void report_modal(Reader& reader, Span span, std::string_view correct) {
  reader.report(
      Code::kWrongModal, span,
      fmt::format("`{}` is not how a statement says what is permitted, forbidden or owed", reader.source_text(span)),
      fmt::format("write `{}`", correct));
}

Verb take_wrong_modal(Reader& reader, const Modal& modal) {
  const std::uint32_t begin = reader.take().span.begin;
  const bool negated = reader.accept(TokenKind::kNot);
  report_modal(reader, reader.span_since(begin), negated ? "shall not" : modal.correct);
  return negated ? Verb::kShallNot : modal.verb;
}

// `may not` could mean that it is forbidden or that it need not be.
Verb take_may(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  if (!reader.accept(TokenKind::kNot)) return Verb::kMay;
  reader.report(Code::kWrongModal, reader.span_since(begin), "`may not` can be read in two ways", "write `shall not`");
  return Verb::kShallNot;
}

Verb take_shall(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  if (reader.accept(TokenKind::kNot)) return Verb::kShallNot;
  if (!reader.accept_word("never")) return Verb::kShall;
  report_modal(reader, reader.span_since(begin), "shall not");
  return Verb::kShallNot;
}

std::optional<Verb> read_verb(Reader& reader) {
  if (reader.at_word("may")) return take_may(reader);
  if (reader.at_word("shall")) return take_shall(reader);
  if (const Modal* modal = wrong_modal(reader, 0)) return take_wrong_modal(reader, *modal);
  constexpr auto kVerbs = std::to_array<std::string_view>({"may", "shall"});
  reader.unexpected("`may`, `shall not` or `shall`", kVerbs, statement_forms(reader));
  return std::nullopt;
}

// ------------------------------------------------------------------------------------------------------- statements

// What an act in the passive, or a sentence about all parties, begins with.
void refuse_other_subject(Reader& reader) {
  constexpr auto kQuantifiers = std::to_array<std::string_view>(
      {"Each", "each", "Every", "No", "Neither", "Either", "Any", "any", "All", "all", "Both", "both"});
  if (!reader.at_any(kQuantifiers) || reader.at_word("may", 1) || reader.at_word("shall", 1)) return;
  reader.unexpected("a party", {}, "write one statement for each party");
}

void refuse_passive(Reader& reader) {
  if (!reader.at_word("be")) return;
  reader.unexpected(
      "an action", {},
      fmt::format("a statement says who acts: `{} shall {} …`", declared_name<syntax::Party>(reader, "Buyer"),
                  declared_name<syntax::Action>(reader, "pay")));
}

// The longest subject that is looked for, in tokens.
constexpr std::size_t kLongestSubject = 64;

// Where the `(` that stands `ahead` is closed; nothing if it is not.
std::optional<std::size_t> closing_of(const Reader& reader, std::size_t ahead) {
  std::size_t depth = 0;
  for (; ahead < kLongestSubject; ++ahead) {
    if (reader.at(TokenKind::kLeftParen, ahead)) ++depth;
    if (reader.at(TokenKind::kRightParen, ahead) && --depth == 0) return ahead;
  }
  return std::nullopt;
}

// How many tokens the name, call or `trigger.x` has that is next; 0 if none is.
std::size_t subject_length(const Reader& reader) {
  if (!reader.at(TokenKind::kWord) || is_declaration_word(reader.text())) return 0;
  if (reader.at_word("trigger") && reader.at(TokenKind::kDot, 1) && reader.at(TokenKind::kWord, 2)) return 3;
  if (!reader.at(TokenKind::kLeftParen, 1) || reader.peek(1).starts_line) return 1;
  const auto close = closing_of(reader, 1);
  return close ? *close + 1 : 0;
}

syntax::ExprId read_subject(Reader& reader) {
  refuse_other_subject(reader);
  const bool call = reader.at(TokenKind::kLeftParen, 1) && !reader.peek(1).starts_line;
  if (reader.at_word("trigger") || (call && !is_reserved_word(reader.text()))) return read_primary(reader);
  const std::uint32_t begin = reader.begin();
  syntax::Name party = read_name(reader, "a statement (it begins with a party)");
  return reader.add(reader.span_since(begin), syntax::NameUse{std::move(party)});
}

Rule read_rule(Reader& reader, Verb verb) {
  if (verb == Verb::kShall && reader.accept_word("ensure")) return Rule::kEnsure;
  if (verb == Verb::kShall && reader.accept_word("keep")) return Rule::kKeep;
  if (reader.at_word("ensure") || reader.at_word("keep")) {
    reader.unexpected("an action", {}, fmt::format("`{}` follows `shall` alone", reader.text()));
  }
  if (verb == Verb::kMay) return Rule::kMay;
  return verb == Verb::kShall ? Rule::kAct : Rule::kShallNot;
}

// Behind the verb. Nothing of it is of use after an error.
syntax::Statement read_rest(Reader& reader, Rule rule, syntax::ExprId party) {
  syntax::Name action;
  syntax::ExprId formula{};
  if (rule == Rule::kEnsure || rule == Rule::kKeep) {
    formula = read_expression(reader);
  } else {
    refuse_passive(reader);
    action = read_name(reader, "an action");
  }
  Parts parts = read_parts(reader, rule);
  check_statement_end(reader, rule, parts);
  syntax::Statement statement{{}, syntax::May{}, std::move(parts.precedence)};
  const auto duty = [&](syntax::Performance performance) {
    return syntax::Duty{party,      std::move(performance), parts.deadline, parts.trigger,
                        parts.when, parts.unless,           parts.capacity, parts.lapses};
  };
  switch (rule) {
    case Rule::kMay:
      statement.node = syntax::May{party, action, parts.when, parts.unless};
      break;
    case Rule::kShallNot:
      statement.node = syntax::ShallNot{party, action, parts.when, parts.unless};
      break;
    case Rule::kAct:
      statement.node = duty(syntax::Act{action, parts.where});
      break;
    case Rule::kEnsure:
      statement.node = duty(syntax::Ensure{formula});
      break;
    case Rule::kKeep:
      statement.node = syntax::Keep{party, formula, parts.when, parts.unless};
      break;
  }
  return statement;
}

}  // namespace

bool begins_statement(const Reader& reader) {
  const std::size_t length = subject_length(reader);
  return length > 0 &&
         (reader.at_word("may", length) || reader.at_word("shall", length) || wrong_modal(reader, length) != nullptr);
}

std::optional<syntax::Statement> read_statement(Reader& reader) {
  const std::uint32_t begin = reader.begin();
  const syntax::ExprId party = read_subject(reader);
  const auto verb = read_verb(reader);
  if (!verb) return std::nullopt;
  const Rule rule = read_rule(reader, *verb);
  syntax::Statement statement = read_rest(reader, rule, party);
  if (reader.panicking()) return std::nullopt;
  statement.span = reader.span_since(begin);
  return statement;
}

std::string statement_forms(const Reader& reader) {
  const std::string party = declared_name<syntax::Party>(reader, "Buyer");
  const std::string action = declared_name<syntax::Action>(reader, "pay");
  return fmt::format(
      "a clause's statements look like:\n"
      "{0} may {1} when …\n"
      "{0} shall not {1} when … unless …\n"
      "{0} shall {1} where … within 30 days whenever {2} where …\n"
      "{0} shall ensure … by 2030-12-31\n"
      "{0} shall keep …",
      party, action, declared_name<syntax::Event>(reader, "delivered"));
}

}  // namespace proviso::language
