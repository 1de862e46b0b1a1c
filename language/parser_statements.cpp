#include "language/parser_statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "language/agreement.h"
#include "language/parser_parts.h"
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

// ---------------------------------------------------------------------------------------------- a statement's parts

// What a statement says: its verb, with the word behind `shall`.
enum class Rule { kMay, kShallNot, kAct, kEnsure, kKeep };

constexpr std::string_view words_of(Rule rule) {
  switch (rule) {
    case Rule::kMay:
      return "may";
    case Rule::kShallNot:
      return "shall not";
    case Rule::kAct:
      return "shall";
    case Rule::kEnsure:
      return "shall ensure";
    case Rule::kKeep:
      return "shall keep";
  }
  return "";
}

constexpr auto kTail =
    std::to_array<std::string_view>({"where", "within|by", "whenever", "when", "unless", "one|up|merging", "lapses"});
enum Part : std::size_t { kWhere, kDeadline, kWhenever, kWhen, kUnless, kNumber, kLapses };

// All parts that a statement of any kind can have.
struct Parts {
  std::optional<syntax::ExprId> where, when, unless;
  std::optional<syntax::Deadline> deadline;
  std::optional<syntax::Occasion> trigger;
  std::optional<syntax::Capacity> capacity;
  std::optional<syntax::Lapse> lapses;
  syntax::Precedence precedence;
};

syntax::Lapse read_lapse(Reader& reader, Span word) {
  syntax::Lapse lapse;
  lapse.when = read_optional_part(reader, "when");
  lapse.span = reader.span_since(word.begin);
  return lapse;
}

syntax::Deadline read_deadline(Reader& reader, Span word) {
  const bool within = reader.source_text(word) == "within";
  const syntax::ExprId value = read_expression(reader);
  return within ? syntax::Deadline(syntax::Within{value}) : syntax::By{value};
}

constexpr std::string_view kNumberForms =
    "write `one outstanding`, `one outstanding per x`, `up to 3 outstanding` or `merging`";

// Behind `up`.
std::uint32_t read_most(Reader& reader) {
  reader.expect_word("to", std::string(kNumberForms));
  if (!reader.at(TokenKind::kNumber)) {
    reader.unexpected("a number", {}, std::string(kNumberForms));
    return 1;
  }
  const Token number = reader.take();
  const auto& value = std::get<mpq_class>(number.value);
  if (value.get_den() == 1 && value >= 1 && value <= kMostOutstanding) {
    return static_cast<std::uint32_t>(value.get_num().get_ui());
  }
  reader.report(Code::kBadNumber, number.span,
                fmt::format("`up to` says how many duties may be outstanding, from 1 to {}", kMostOutstanding));
  return 1;
}

syntax::Capacity read_capacity(Reader& reader, Span word) {
  syntax::Capacity capacity;
  const std::string_view first = reader.source_text(word);
  if (first == "merging") {
    capacity.merging = true;
  } else {
    capacity.most = first == "up" ? read_most(reader) : 1;
    reader.expect_word("outstanding", std::string(kNumberForms));
    if (reader.accept_word("per")) capacity.per = read_names(reader, "a parameter of the trigger");
    capacity.merging = reader.accept_word("merging");
  }
  const Span per = reader.peek().span;
  if (capacity.merging && reader.accept_word("per")) {
    reader.report(Code::kWrongOrder, per, "`per` stands before `merging`", "write `one outstanding per x merging`");
    capacity.per = read_names(reader, "a parameter of the trigger");
  }
  capacity.span = reader.span_since(word.begin);
  return capacity;
}

void read_part(Reader& reader, std::size_t part, Span word, Parts& parts) {
  switch (part) {
    case kWhere:
      parts.where = read_expression(reader);
      break;
    case kDeadline:
      parts.deadline = read_deadline(reader, word);
      break;
    case kWhenever:
      parts.trigger = read_occasion(reader);
      break;
    case kWhen:
      parts.when = read_expression(reader);
      break;
    case kUnless:
      parts.unless = read_expression(reader);
      break;
    case kNumber:
      parts.capacity = read_capacity(reader, word);
      break;
    default:
      parts.lapses = read_lapse(reader, word);
  }
}

// What to write instead of a part that the statement can not have.
std::string advice_for_part(Rule rule, std::size_t part) {
  if (rule == Rule::kEnsure) return "join it with `and` to what is to be ensured";
  if (part == kWhere || part == kWhenever) return "write `when`";
  if (rule == Rule::kKeep) return "what has a deadline is written `shall ensure F within …`";
  return "leave it out";
}

// Parts that only a duty has, beside another statement; and `where` beside what names no event.
void check_part(Reader& reader, Rule rule, std::size_t part, Span word) {
  if (rule == Rule::kAct || part == kWhen || part == kUnless) return;
  if (rule == Rule::kEnsure && part != kWhere) return;
  const std::string_view owner = part == kWhere ? "a duty to act (`shall A`)" : "a duty (`shall`)";
  reader.report(Code::kMisplaced, word,
                fmt::format("`{}` belongs to {}, not to `{}`", reader.source_text(word), owner, words_of(rule)),
                advice_for_part(rule, part));
}

bool is_given(const syntax::Precedence& precedence) {
  return !precedence.notwithstanding.empty() || !precedence.subject_to.empty();
}

Parts read_parts(Reader& reader, Rule rule) {
  PartOrder order(reader, kTail);
  Parts parts;
  while (!begins_statement(reader)) {
    const Span word = reader.peek().span;
    if (read_precedence(reader, parts.precedence)) continue;
    if (reader.at_word("if") && !reader.peek().starts_line) {
      reader.unexpected("`when`, `unless` or another statement", {}, "write `when`");
    }
    const auto part = order.take_word();
    if (!part) break;
    check_part(reader, rule, *part, word);
    if (is_given(parts.precedence)) {
      reader.report(Code::kWrongOrder, word,
                    fmt::format("`{}` stands before `notwithstanding` and `subject to`", reader.source_text(word)),
                    "write them at the end of the statement");
    }
    read_part(reader, *part, word, parts);
  }
  return parts;
}

// ------------------------------------------------------------------------------------------------------- statements

// What stands behind a statement's parts must end it. Of a duty without deadline or trigger the next line is still
// expected to be one of them, so that a word in its place is reported for what it is.
void check_statement_end(Reader& reader, Rule rule, const Parts& parts) {
  const bool begins_text = (reader.at_word("text") || reader.at_word("source")) && reader.at(TokenKind::kString, 1);
  if (reader.at(TokenKind::kRightBrace) || reader.at_end() || begins_statement(reader) || begins_text) return;
  const bool duty = rule == Rule::kAct || rule == Rule::kEnsure;
  const bool open = duty && (!parts.deadline || !parts.trigger);
  if (reader.peek().starts_line && (!open || reader.begins_declaration())) return;
  constexpr auto kMore = std::to_array<std::string_view>(
      {"when", "unless", "where", "within", "by", "whenever", "merging", "lapses", "notwithstanding", "subject"});
  if (!open) return reader.unexpected("`when`, `unless`, another statement or `}`", kMore);
  reader.unexpected(parts.deadline ? "`whenever`, `when`, another statement or `}`"
                                   : "`within`, `by`, `whenever`, `when`, another statement or `}`",
                    kMore);
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

bool read_precedence(Reader& reader, syntax::Precedence& precedence) {
  const Span word = reader.peek().span;
  const bool subject = reader.at_word("subject") && reader.at_word("to", 1);
  if (!subject && !reader.at_word("notwithstanding")) return false;
  reader.take();
  if (subject) reader.take();
  std::vector<syntax::Name>& clauses = subject ? precedence.subject_to : precedence.notwithstanding;
  if (!clauses.empty()) {
    reader.report(Code::kGivenTwice, word,
                  fmt::format("`{}` is given twice", subject ? "subject to" : "notwithstanding"),
                  "name all clauses behind one, with commas between them");
  }
  std::vector<syntax::Name> named = read_names(reader, "a clause");
  clauses.insert(clauses.end(), named.begin(), named.end());
  return true;
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
