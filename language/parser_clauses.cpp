#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/parser_block.h"
#include "language/parser_parts.h"
#include "language/parser_reader.h"
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

std::string example_event(const Reader& reader) { return declared_name<syntax::Event>(reader, "delivered"); }

// In names of the file itself, as far as it has any yet.
std::string statement_forms(const Reader& reader) {
  const std::string party = declared_name<syntax::Party>(reader, "Buyer");
  const std::string action = declared_name<syntax::Action>(reader, "pay");
  return fmt::format(
      "a clause's statements look like:\n"
      "{0} may {1} when …\n"
      "{0} shall not {1} when … unless …\n"
      "{0} shall {1} where … within 30 days whenever {2} where …",
      party, action, example_event(reader));
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

// ---------------------------------------------------------------------------------------------- a statement's parts

constexpr auto kDutyParts =
    std::to_array<std::string_view>({"where", "within", "whenever", "when", "unless", "lapses"});
enum DutyPart : std::size_t { kWhere, kWithin, kWhenever, kWhen, kUnless, kLapses };

// All parts that a statement of any kind can have.
struct Parts {
  std::optional<syntax::ExprId> where, within, when, unless;
  std::optional<syntax::Occurrence> trigger;
  std::optional<syntax::Lapse> lapses;
  syntax::Precedence precedence;
};

syntax::Lapse read_lapse(Reader& reader, Span word) {
  syntax::Lapse lapse;
  lapse.when = read_optional_part(reader, "when");
  lapse.span = reader.span_since(word.begin);
  return lapse;
}

void read_part(Reader& reader, std::size_t part, Span word, Parts& parts) {
  switch (part) {
    case kWhere:
      parts.where = read_expression(reader);
      break;
    case kWithin:
      parts.within = read_expression(reader);
      break;
    case kWhenever:
      if (reader.at_word("becoming")) reader.fail_later(reader.peek().span, "`becoming` as a trigger", "trigger on an event");
      parts.trigger = read_occurrence(reader, "an action or event");
      break;
    case kWhen:
      parts.when = read_expression(reader);
      break;
    case kUnless:
      parts.unless = read_expression(reader);
      break;
    default:
      parts.lapses = read_lapse(reader, word);
  }
}

// Parts that only a duty has, beside `may` or `shall not`.
void check_part(Reader& reader, Verb verb, std::size_t part, Span word) {
  if (verb == Verb::kShall || part == kWhen || part == kUnless) return;
  const std::string_view statement = verb == Verb::kMay ? "may" : "shall not";
  reader.report(Code::kMisplaced, word,
                fmt::format("`{}` belongs to a duty (`shall`), not to `{}`", kDutyParts[part], statement),
                part == kWhere || part == kWhenever ? "write `when`" : "leave it out");
}

// `notwithstanding C, D` or `subject to C, D`; false, and nothing is taken, if neither is next.
bool read_precedence(Reader& reader, syntax::Precedence& precedence) {
  const Span word = reader.peek().span;
  const bool subject = reader.at_word("subject") && reader.at_word("to", 1);
  if (!subject && !reader.at_word("notwithstanding")) return false;
  reader.take();
  if (subject) reader.take();
  std::vector<syntax::Name>& clauses = subject ? precedence.subject_to : precedence.notwithstanding;
  if (!clauses.empty()) {
    reader.report(Code::kGivenTwice, word, fmt::format("`{}` is given twice", subject ? "subject to" : "notwithstanding"),
                  "name all clauses behind one, with commas between them");
  }
  std::vector<syntax::Name> named = read_names(reader, "a clause");
  clauses.insert(clauses.end(), named.begin(), named.end());
  return true;
}

bool is_given(const syntax::Precedence& precedence) {
  return !precedence.notwithstanding.empty() || !precedence.subject_to.empty();
}

// Words that follow a statement in later versions, or in other people's.
void refuse_foreign_part(Reader& reader) {
  if (reader.peek().starts_line && !reader.at_word("until") && !reader.at_word("by")) return;
  if (reader.at_word("by")) {
    reader.fail_later(reader.peek().span, "`by` with a date", "write `within 45 days`");
  } else if (reader.at_word("if")) {
    reader.unexpected("`when`, `unless` or another statement", {}, "write `when`");
  } else if (reader.at_word("one") || reader.at_word("up")) {
    reader.fail_later(reader.peek().span, "a number of outstanding duties",
                      "one duty of a statement may be outstanding at a time");
  }
}

Parts read_parts(Reader& reader, Verb verb) {
  PartOrder order(reader, kDutyParts);
  Parts parts;
  while (true) {
    const Span word = reader.peek().span;
    if (read_precedence(reader, parts.precedence)) continue;
    refuse_foreign_part(reader);
    const auto part = order.take_word();
    if (!part) return parts;
    check_part(reader, verb, *part, word);
    if (is_given(parts.precedence)) {
      reader.report(Code::kWrongOrder, word, fmt::format("`{}` stands before `notwithstanding` and `subject to`", kDutyParts[*part]),
                    "write them at the end of the statement");
    }
    read_part(reader, *part, word, parts);
  }
}

// ------------------------------------------------------------------------------------------------------- statements

std::optional<syntax::Duty> finish_duty(Reader& reader, syntax::Name party, syntax::Name action, Parts parts,
                                        Span head) {
  if (!parts.within) {
    reader.report(Code::kDutyWithoutWithin, head, "this duty does not say how soon it must be performed",
                  "write the number of days: `within 30 days`");
  }
  if (!parts.trigger) {
    reader.report(Code::kDutyWithoutWhenever, head, "this duty does not say what brings it about",
                  fmt::format("write the event that creates it: `whenever {}`", example_event(reader)));
  }
  if (!parts.within || !parts.trigger) return std::nullopt;
  return syntax::Duty{std::move(party),          std::move(action), parts.where,  *parts.within,
                      std::move(*parts.trigger), parts.when,        parts.unless, parts.lapses};
}

bool begins_statement(const Reader& reader) {
  return reader.at(TokenKind::kWord) && !is_declaration_word(reader.text()) &&
         (reader.at_word("may", 1) || reader.at_word("shall", 1) || wrong_modal(reader, 1));
}

bool begins_text(const Reader& reader) {
  return (reader.at_word("text") || reader.at_word("source")) && reader.at(TokenKind::kString, 1);
}

// What stands behind a statement's parts must end it. Of a duty that lacks a part the next line is still expected to
// be one, so that a word in its place is reported and not the part.
void check_statement_end(Reader& reader, Verb verb, const Parts& parts) {
  if (reader.at(TokenKind::kRightBrace) || reader.at_end() || begins_statement(reader) || begins_text(reader)) return;
  const bool incomplete = verb == Verb::kShall && (!parts.within || !parts.trigger);
  if (reader.peek().starts_line && (!incomplete || reader.begins_declaration())) return;
  constexpr auto kMore = std::to_array<std::string_view>(
      {"when", "unless", "where", "within", "whenever", "lapses", "notwithstanding", "subject"});
  if (incomplete)
    reader.unexpected(parts.within ? "`whenever`" : "`where`, `within` or `whenever`", kMore);
  else
    reader.unexpected("`when`, `unless`, another statement or `}`", kMore);
}

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

std::optional<syntax::Statement> read_statement(Reader& reader) {
  const std::uint32_t begin = reader.begin();
  refuse_other_subject(reader);
  syntax::Name party = read_name(reader, "a statement (it begins with a party)");
  const auto verb = read_verb(reader);
  if (!verb) return std::nullopt;
  refuse_passive(reader);
  syntax::Name action = read_name(reader, "an action");
  const Span head = reader.span_since(begin);
  Parts parts = read_parts(reader, *verb);
  check_statement_end(reader, *verb, parts);
  if (reader.panicking()) return std::nullopt;
  const Span span = reader.span_since(begin);
  syntax::Precedence precedence = std::move(parts.precedence);
  if (*verb == Verb::kMay) {
    return syntax::Statement{span, syntax::May{party, action, parts.when, parts.unless}, std::move(precedence)};
  }
  if (*verb == Verb::kShallNot) {
    return syntax::Statement{span, syntax::ShallNot{party, action, parts.when, parts.unless}, std::move(precedence)};
  }
  auto duty = finish_duty(reader, std::move(party), std::move(action), std::move(parts), head);
  if (!duty) return std::nullopt;
  return syntax::Statement{span, std::move(*duty), std::move(precedence)};
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
