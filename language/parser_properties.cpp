#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "language/agreement.h"
#include "language/parser_block.h"
#include "language/parser_parts.h"
#include "language/parser_reader.h"
#include "language/parser_tail.h"

namespace proviso::language {
namespace {

constexpr auto kParts = std::to_array<std::string_view>({"for", "without", "assuming", "expect"});
enum Part : std::size_t { kFor, kWithout, kAssuming, kExpect };

constexpr auto kQuestions =
    std::to_array<std::string_view>({"always", "never", "possible", "whenever", "greatest", "least"});
constexpr std::string_view kQuestionForms =
    "a property asks `always F`, `never F`, `never A when F`, `possible F`, `always possible F`, `whenever A where F, "
    "G "
    "within D`, `greatest E` or `least E`";
constexpr std::string_view kWheneverForm = "write `whenever A where F, G within 30 days`, or `by` and the last day";

// A property while it is read.
struct Draft {
  syntax::Property property;
  std::optional<Span> question;  // the first question's word
  bool failed = false;
};

// ------------------------------------------------------------------------------------------------------- questions

syntax::Never read_never(Reader& reader) {
  syntax::Never never;
  const bool name_alone = reader.at(TokenKind::kWord) && reader.at_word("when", 1);
  never.formula = read_expression(reader);
  if (!name_alone && reader.at_word("when")) {
    reader.fail(Code::kMisplaced, reader.peek().span, "`when` follows an action or event alone: `never launch when …`",
                "join the two with `and`");
  }
  never.when = read_optional_part(reader, "when");
  return never;
}

// Behind `within`: `3 moments`.
std::uint32_t read_moments(Reader& reader) {
  constexpr std::string_view kForm = "a continuation is bounded by its moments: `always possible F within 3 moments`";
  if (!reader.at(TokenKind::kNumber)) {
    reader.unexpected("a number of moments", {}, std::string(kForm));
    return 1;
  }
  const Token number = reader.take();
  const auto& value = std::get<mpq_class>(number.value);
  if (!reader.accept_word("moments") && !reader.accept_word("moment")) {
    reader.unexpected("`moments`", {}, std::string(kForm));
  }
  if (value.get_den() == 1 && value >= 1 && value <= kMostMoments) {
    return static_cast<std::uint32_t>(value.get_num().get_ui());
  }
  reader.report(Code::kBadNumber, number.span,
                fmt::format("`within` says how many moments a continuation may have, from 1 to {}", kMostMoments));
  return 1;
}

syntax::AlwaysPossible read_always_possible(Reader& reader) {
  syntax::AlwaysPossible question{read_expression(reader), std::nullopt};
  if (reader.accept_word("within")) question.within_moments = read_moments(reader);
  return question;
}

syntax::Question read_always(Reader& reader) {
  if (reader.accept_word("possible")) return read_always_possible(reader);
  return syntax::Always{read_expression(reader)};
}

// Behind `whenever`, which stands at `word`.
syntax::Whenever read_whenever(Reader& reader, Span word) {
  syntax::Whenever whenever;
  whenever.trigger = read_occasion(reader);
  reader.expect(TokenKind::kComma, "`,`", std::string(kWheneverForm));
  whenever.formula = read_expression(reader);
  whenever.deadline = read_optional_deadline(reader);
  if (whenever.deadline && (reader.at_word("moments") || reader.at_word("moment"))) {
    reader.unexpected("`days`, `months` or `years`", {}, "a deadline is a day: `within 30 days`, or `by 2026-12-31`");
  }
  if (!whenever.deadline) {
    reader.report(Code::kNoDeadline, word, "this `whenever` has no deadline, so that no history can miss it",
                  "write `within 30 days` or `by` and the last day behind what must follow; whether it stays possible "
                  "is asked with `always possible F`");
  }
  return whenever;
}

syntax::Question read_question(Reader& reader) {
  const Token word = reader.take();
  const std::string_view first = reader.text(word);
  if (first == "never") return read_never(reader);
  if (first == "possible") return syntax::Possible{read_expression(reader)};
  if (first == "whenever") return read_whenever(reader, word.span);
  if (first == "always") return read_always(reader);
  return syntax::Extreme{first == "greatest", read_expression(reader)};
}

void report_several(Reader& reader, Span again, Span first) {
  Diagnostic several{Code::kSeveralQuestions, Severity::kError, again, "a property asks one question", {}, {}};
  several.labels.push_back({first, "the first is here"});
  several.help = "join the two with `and`, or write a second property";
  reader.report(std::move(several));
}

void read_question_item(Reader& reader, Draft& draft) {
  const Span word = reader.peek().span;
  if (draft.question) report_several(reader, word, *draft.question);
  const bool first = !draft.question;
  if (first) draft.question = word;
  syntax::Question question = read_question(reader);
  if (!first) return;
  draft.property.question = question;
  draft.property.question_span = reader.span_since(word.begin);
}

// ----------------------------------------------------------------------------------------------------------- parts

void read_for_any(Reader& reader, Draft& draft) {
  reader.expect_word("any", "values are named by `for any p: Product`");
  do {
    syntax::Quantified quantified;
    quantified.name = read_new_name(reader, "a name for any value");
    reader.expect(TokenKind::kColon, "`:`", "write the kind it is of: `for any p: Product`");
    quantified.type = read_type(reader);
    draft.property.for_any.push_back(std::move(quantified));
  } while (reader.accept(TokenKind::kComma));
  draft.property.for_any_where = read_optional_part(reader, "where");
}

std::vector<syntax::Name> read_compliers(Reader& reader) {
  std::vector<syntax::Name> parties = read_names(reader, "a party, `nobody` or `all`");
  const std::string_view verb = parties.size() > 1 ? "comply" : "complies";
  if (!reader.accept_word("complies") && !reader.accept_word("comply")) reader.expect_word(verb);
  return parties;
}

void read_assuming(Reader& reader, Span word, Draft& draft) {
  syntax::Assuming assuming;
  if (reader.accept_word("nobody")) {
    assuming.compliance = syntax::Compliance::kNobody;
    reader.expect_word("complies");
  } else if (reader.accept_word("all")) {
    assuming.compliance = syntax::Compliance::kAll;
    reader.expect_word("comply");
    if (reader.accept_word("except")) assuming.except = read_names(reader, "a clause's name");
  } else {
    assuming.compliance = syntax::Compliance::kParties;
    assuming.parties = read_compliers(reader);
  }
  if (reader.at_word("except")) {
    reader.fail(Code::kMisplaced, reader.peek().span, "`except` follows `all comply` alone",
                "write `assuming all comply except C`, or leave the exception out");
  }
  assuming.span = reader.span_since(word.begin);
  draft.property.assuming = std::move(assuming);
}

bool at_value(const Reader& reader) {
  constexpr auto kFirst = std::to_array<TokenKind>({TokenKind::kNumber, TokenKind::kPercent, TokenKind::kMoney,
                                                    TokenKind::kDate, TokenKind::kMinus, TokenKind::kLeftParen});
  return std::any_of(kFirst.begin(), kFirst.end(), [&](TokenKind kind) { return reader.at(kind); });
}

void read_expectation(Reader& reader, Span word, Draft& draft) {
  syntax::PropertyExpectation expectation;
  if (reader.accept_word("fails")) {
    expectation.node = syntax::ExpectFails{};
  } else if (reader.accept_word("holds")) {
    expectation.node = syntax::ExpectHolds{};
    if (const auto readings = read_optional_part(reader, "when")) expectation.node = syntax::ExpectHoldsWhen{*readings};
  } else if (at_value(reader)) {
    expectation.node = syntax::ExpectValue{read_expression(reader)};
  } else {
    constexpr auto kVerdicts = std::to_array<std::string_view>({"holds", "fails"});
    reader.unexpected("`holds`, `fails`, `holds when R` or a value", kVerdicts);
  }
  expectation.span = reader.span_since(word.begin);
  draft.property.expectation = expectation;
}

void read_part(Reader& reader, std::size_t part, Span word, Draft& draft) {
  switch (part) {
    case kFor:
      if (draft.question) {
        reader.report(Code::kWrongOrder, word, "`for any` stands before the question", "write `for any …` first");
      }
      return read_for_any(reader, draft);
    case kWithout:
      draft.property.without = read_names(reader, "a clause's name");
      return;
    case kAssuming:
      return read_assuming(reader, word, draft);
    default:
      return read_expectation(reader, word, draft);
  }
}

// What stands in a property and is neither a question nor a part.
void refuse_item(Reader& reader, const Draft& draft) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"always", "never", "possible", "whenever", "greatest", "least", "for", "without", "assuming", "expect"});
  if (!draft.question && reader.at_word("can", 1)) {
    return reader.unexpected("a question", {}, fmt::format("write `always {} can force …`", reader.text()));
  }
  if (!draft.question) return reader.unexpected("a question", kWords, std::string(kQuestionForms));
  std::optional<std::string> help;
  if (reader.at_word("within") || reader.at_word("by")) {
    help = "a deadline follows `whenever A, G`, and a number of moments `always possible F`";
  }
  reader.unexpected("`without`, `assuming`, `expect` or `}`", kWords, std::move(help));
}

void read_property_item(Reader& reader, PartOrder& order, Draft& draft) {
  const Span word = reader.peek().span;
  if (reader.at_any(kQuestions)) {
    if (!draft.question && (order.seen(kWithout) || order.seen(kAssuming) || order.seen(kExpect))) {
      reader.report(Code::kWrongOrder, word, "the question stands before `without`, `assuming` and `expect`",
                    "write the question first");
    }
    read_question_item(reader, draft);
  } else if (const auto part = order.take_word()) {
    read_part(reader, *part, word, draft);
  } else {
    refuse_item(reader, draft);
  }
  draft.failed = draft.failed || reader.panicking();
}

}  // namespace

std::optional<syntax::Property> read_property(Reader& reader) {
  const Token first = reader.take();
  Draft draft;
  syntax::Property& property = draft.property;
  property.name = read_new_name(reader, "the property's name");
  property.title = read_optional_text(reader);
  if (reader.at_word("under")) reader.unexpected("`{`");
  draft.failed = reader.panicking();
  PartOrder order(reader, kParts);
  const Block block{first, fmt::format("property `{}`", property.name.text), false};
  read_block(
      reader, block, [&] { read_property_item(reader, order, draft); },
      [&] { return reader.at_any(kQuestions) || reader.at_any(kParts); });
  property.span = reader.span_since(first.span.begin);
  if (!draft.question && !draft.failed) {
    reader.report(Code::kNoQuestion, property.name.span,
                  fmt::format("the property `{}` asks nothing", property.name.text), std::string(kQuestionForms));
  }
  if (!draft.question || property.name.text.empty()) return std::nullopt;
  return std::move(draft.property);
}

}  // namespace proviso::language
