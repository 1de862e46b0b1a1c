#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/parser_block.h"
#include "language/parser_reader.h"
#include "language/parser_words.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

using syntax::BuiltinType;

struct TypeWord {
  std::string_view word;
  BuiltinType type;
};

constexpr auto kTypeWords = std::to_array<TypeWord>({{"bool", BuiltinType::kBool},
                                                     {"number", BuiltinType::kNumber},
                                                     {"whole", BuiltinType::kWhole},
                                                     {"percent", BuiltinType::kPercent},
                                                     {"money", BuiltinType::kMoney},
                                                     {"date", BuiltinType::kDate},
                                                     {"days", BuiltinType::kDays},
                                                     {"months", BuiltinType::kMonths},
                                                     {"Party", BuiltinType::kParty}});

// A `where` beside a parameter that can have none is read and reported.
void read_parameter_where(Reader& reader, syntax::Parameter& parameter, std::string_view owner) {
  if (!reader.at_word("where")) return;
  const Span where = reader.take().span;
  const syntax::ExprId formula = read_expression(reader);
  if (owner == "action" || owner == "event") {
    parameter.where = formula;
  } else if (owner == "define") {
    reader.report(Code::kLaterVersion, where,
                  "`where` beside a parameter of a `define` is not part of this version of the language",
                  "leave it out");
  } else {
    reader.report(Code::kMisplaced, where, fmt::format("a parameter of a {} can have no `where`", owner),
                  "only parameters of actions and events have one");
  }
}

syntax::Parameter read_parameter(Reader& reader, std::string_view owner) {
  syntax::Parameter parameter;
  parameter.name = read_new_name(reader, "the name of a parameter");
  reader.expect(TokenKind::kColon, "`:`", "a parameter is written with its type: `amount: money`");
  parameter.type = read_type(reader);
  read_parameter_where(reader, parameter, owner);
  return parameter;
}

syntax::Party read_party(Reader& reader) {
  syntax::Party party;
  party.name = read_new_name(reader, "the party's name");
  party.title = read_optional_text(reader);
  return party;
}

// `A | B | C`; a comma between is reported and passed over.
std::vector<syntax::Name> read_members(Reader& reader) {
  std::vector<syntax::Name> members;
  while (true) {
    members.push_back(read_new_name(reader, "a member of the kind"));
    const Span sign = reader.peek().span;
    if (reader.accept(TokenKind::kComma)) {
      reader.report(Code::kUnexpected, sign, "expected `|`, found `,`", "the members of a kind are separated by `|`");
    } else if (!reader.accept(TokenKind::kBar)) {
      return members;
    }
  }
}

syntax::Kind read_kind(Reader& reader) {
  syntax::Kind kind;
  kind.name = read_new_name(reader, "the kind's name");
  if (reader.accept(TokenKind::kEqual)) kind.members = read_members(reader);
  return kind;
}

syntax::Term read_term(Reader& reader) {
  syntax::Term term;
  term.name = read_new_name(reader, "the term's name");
  term.parameters = read_parameters(reader, "term");
  if (reader.at(TokenKind::kEqual)) {
    reader.unexpected(
        "`:`", {}, fmt::format("a term's value is not known; for a known value write `define {} = …`", term.name.text));
  }
  reader.expect(TokenKind::kColon, "`:`", "a term is written with its type: `term cap : money`");
  term.type = read_type(reader);
  term.where = read_optional_part(reader, "where");
  return term;
}

syntax::Choice read_choice(Reader& reader) {
  syntax::Choice choice;
  choice.name = read_new_name(reader, "a choice");
  choice.text = read_optional_text(reader);
  if (!choice.text)
    reader.unexpected("what the choice means, as a string", {}, "a choice looks like `strict \"before the day\"`");
  return choice;
}

syntax::Reading read_reading(Reader& reader, const Token& first) {
  syntax::Reading reading;
  reading.name = read_new_name(reader, "the reading's name");
  reading.title = read_optional_text(reader);
  const auto begins_choice = [&] { return reader.at(TokenKind::kWord) && reader.at(TokenKind::kString, 1); };
  const Block block{first, fmt::format("reading `{}`", reading.name.text), false};
  read_block(
      reader, block,
      [&] {
        syntax::Choice choice = read_choice(reader);
        if (!choice.name.text.empty()) reading.choices.push_back(std::move(choice));
      },
      begins_choice);
  return reading;
}

syntax::Condition read_condition(Reader& reader) {
  syntax::Condition condition;
  condition.name = read_new_name(reader, "the condition's name");
  condition.parameters = read_parameters(reader, "condition");
  if (reader.accept_word("decided")) {
    reader.expect_word("by");
    condition.decided_by = read_name(reader, "a party");
  } else if (reader.at(TokenKind::kColon)) {
    reader.unexpected("`decided by` or a new declaration", {}, "a condition has no type: it is true or false");
  }
  return condition;
}

syntax::Action read_action(Reader& reader, const Token& first) {
  syntax::Action action;
  action.reserved = reader.text(first) == "reserved";
  if (action.reserved) reader.expect_word("action");
  action.name = read_new_name(reader, "the action's name");
  action.parameters = read_parameters(reader, "action");
  reader.expect_word("by", "an action is somebody's: `action pay(amount: money) by Buyer`");
  action.actor = read_name(reader, "a party or a parameter");
  return action;
}

syntax::Event read_event(Reader& reader) {
  syntax::Event event;
  event.name = read_new_name(reader, "the event's name");
  event.parameters = read_parameters(reader, "event");
  if (reader.at_word("by")) {
    reader.fail(Code::kMisplaced, reader.peek().span, "an event is nobody's act, so it has no `by`",
                "what a party does is an `action`");
  }
  return event;
}

syntax::Define read_define(Reader& reader) {
  syntax::Define define;
  define.name = read_new_name(reader, "the name of what is defined");
  define.parameters = read_parameters(reader, "define");
  if (reader.at(TokenKind::kColon)) {
    reader.unexpected("`=`", {}, "a `define` has no type of its own: `define x = …`");
  }
  reader.expect(TokenKind::kEqual, "`=`");
  define.value = read_expression(reader);
  return define;
}

syntax::Assume read_assume(Reader& reader) { return {{}, read_expression(reader)}; }

// The declaration with its span, if its name could be read.
template <typename Node>
std::optional<syntax::Declaration> finish(const Reader& reader, std::uint32_t begin, Node node) {
  node.span = reader.span_since(begin);
  if constexpr (requires { node.name; }) {
    if (node.name.text.empty()) return std::nullopt;
  }
  return syntax::Declaration(std::move(node));
}

std::optional<syntax::Declaration> read_by_word(Reader& reader, const Token& first) {
  const std::string_view word = reader.text(first);
  const std::uint32_t begin = first.span.begin;
  if (word == "party") return finish(reader, begin, read_party(reader));
  if (word == "kind") return finish(reader, begin, read_kind(reader));
  if (word == "term") return finish(reader, begin, read_term(reader));
  if (word == "reading") return finish(reader, begin, read_reading(reader, first));
  if (word == "condition") return finish(reader, begin, read_condition(reader));
  if (word == "action" || word == "reserved") return finish(reader, begin, read_action(reader, first));
  if (word == "event") return finish(reader, begin, read_event(reader));
  if (word == "define") return finish(reader, begin, read_define(reader));
  if (word == "tally") return finish(reader, begin, read_tally(reader));
  return finish(reader, begin, read_assume(reader));
}

constexpr auto kAgreementWords = std::to_array<std::string_view>({"currency", "starts"});

void report_twice(Reader& reader, Span again) {
  reader.report(Code::kGivenTwice, again, fmt::format("`{}` is given twice", reader.source_text(again)),
                "leave one out");
}

void read_agreement_item(Reader& reader, syntax::Agreement& agreement) {
  const Span word = reader.peek().span;
  if (reader.accept_word("currency")) {
    if (agreement.currency) report_twice(reader, word);
    agreement.currency = read_name(reader, "a currency's code, such as `USD`");
  } else if (reader.accept_word("starts")) {
    if (agreement.starts) report_twice(reader, word);
    agreement.starts = read_date(reader, "the date on which the agreement starts");
  } else {
    reader.unexpected("`currency` or `starts`", kAgreementWords);
  }
}

// Behind a type: the `EUR` of `money EUR`.
std::optional<syntax::Name> read_currency(Reader& reader, BuiltinType type) {
  const bool code_next = reader.at(TokenKind::kWord) && is_currency_code(reader.text());
  if (type != BuiltinType::kMoney || !code_next) return std::nullopt;
  const Token code = reader.take();
  return syntax::Name{std::string(reader.text(code)), code.span};
}

}  // namespace

syntax::Type read_type(Reader& reader) {
  for (const TypeWord& type : kTypeWords) {
    const Span span = reader.peek().span;
    if (!reader.accept_word(type.word)) continue;
    return {{std::string(type.word), span}, type.type, read_currency(reader, type.type)};
  }
  return {read_name(reader, "a type"), std::nullopt};
}

std::vector<syntax::Parameter> read_parameters(Reader& reader, std::string_view owner) {
  std::vector<syntax::Parameter> parameters;
  const Span open = reader.peek().span;
  if (!reader.accept(TokenKind::kLeftParen) || reader.accept(TokenKind::kRightParen)) return parameters;
  do {
    syntax::Parameter parameter = read_parameter(reader, owner);
    if (!parameter.name.text.empty()) parameters.push_back(std::move(parameter));
  } while (reader.accept(TokenKind::kComma));
  reader.expect_close(open);
  return parameters;
}

std::optional<syntax::Declaration> read_declaration(Reader& reader) {
  if (reader.at_word("clause")) {
    auto clause = read_clause(reader);
    if (!clause) return std::nullopt;
    return syntax::Declaration(std::move(*clause));
  }
  const Token first = reader.take();
  return read_by_word(reader, first);
}

syntax::Agreement read_agreement(Reader& reader) {
  const Token first = reader.take();
  syntax::Agreement agreement;
  agreement.name = read_new_name(reader, "the agreement's name");
  agreement.title = read_optional_text(reader);
  const Block block{first, fmt::format("agreement `{}`", agreement.name.text), false};
  bool complete = !reader.panicking();
  read_block(
      reader, block,
      [&] {
        read_agreement_item(reader, agreement);
        complete = complete && !reader.panicking();
      },
      [&] { return reader.at_any(kAgreementWords); });
  agreement.span = reader.span_since(first.span.begin);
  if (complete && !agreement.starts && !agreement.name.text.empty()) {
    reader.report(Code::kNoStart, agreement.name.span, "the agreement does not say when it starts",
                  "write `starts 2025-10-28` between its braces");
  }
  return agreement;
}

}  // namespace proviso::language
