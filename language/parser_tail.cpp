#include "language/parser_tail.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "language/agreement.h"
#include "language/parser_parts.h"
#include "language/parser_statements.h"

namespace proviso::language {
namespace {

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

syntax::Lapse read_lapse(Reader& reader, Span word) {
  syntax::Lapse lapse;
  lapse.when = read_optional_part(reader, "when");
  lapse.span = reader.span_since(word.begin);
  return lapse;
}

// Behind its word.
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

}  // namespace

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

std::optional<syntax::Deadline> read_optional_deadline(Reader& reader) {
  const Span word = reader.peek().span;
  if (!reader.accept_word("within") && !reader.accept_word("by")) return std::nullopt;
  return read_deadline(reader, word);
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

}  // namespace proviso::language
