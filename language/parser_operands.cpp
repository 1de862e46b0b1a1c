// What operators stand between: literals, names, and the forms that begin with a word of the language.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/parser_reader.h"
#include "language/parser_words.h"

namespace proviso::language {
namespace {

using syntax::ExprId;

using Level = ExprId (*)(Reader&);

std::optional<ExprId> read_in_parentheses(Reader& reader) {
  const Span open = reader.peek().span;
  if (!reader.expect(TokenKind::kLeftParen, "`(`")) return std::nullopt;
  const ExprId inner = read_expression(reader);
  reader.expect_close(open);
  return inner;
}

// `(a, b)`, perhaps empty; at the `(`.
std::vector<ExprId> read_arguments(Reader& reader) {
  const Span open = reader.take().span;
  std::vector<ExprId> arguments;
  if (reader.accept(TokenKind::kRightParen)) return arguments;
  do {
    arguments.push_back(read_expression(reader));
  } while (reader.accept(TokenKind::kComma));
  reader.expect_close(open);
  return arguments;
}

syntax::Name read_name_in_parentheses(Reader& reader, std::string_view expected) {
  const Span open = reader.peek().span;
  if (!reader.expect(TokenKind::kLeftParen, "`(`")) return {};
  syntax::Name name = read_name(reader, expected);
  reader.expect_close(open);
  return name;
}

// ------------------------------------------------------------------------------------------------------- literals

// Of `EUR 40k`; an amount that begins with `$` has none.
std::optional<syntax::Name> currency_of(const Reader& reader, const Token& amount) {
  const std::string_view code = reader.text(amount).substr(0, 3);
  if (!is_currency_code(code)) return std::nullopt;
  return syntax::Name{std::string(code), Span{amount.span.file, amount.span.begin, amount.span.begin + 3}};
}

ExprId read_literal(Reader& reader) {
  if (reader.at(TokenKind::kNumber)) return read_number(reader);
  const Token token = reader.take();
  if (token.kind == TokenKind::kPercent) {
    if (reader.at_word("of") && !reader.peek().starts_line && !reader.of_may_follow()) {
      reader.unexpected("an operator", {},
                        fmt::format("a share of something is a product: write `{} * {}`", reader.text(token),
                                    reader.text(reader.peek(1))));
    }
    return reader.add(token.span, syntax::PercentLiteral{std::get<mpq_class>(token.value)});
  }
  if (token.kind == TokenKind::kMoney) {
    return reader.add(token.span, syntax::MoneyLiteral{std::get<mpq_class>(token.value), currency_of(reader, token)});
  }
  return reader.add(token.span, syntax::DateLiteral{std::get<std::chrono::year_month_day>(token.value)});
}

// ---------------------------------------------------------------------------------------- what begins with a word

ExprId read_bool(Reader& reader) {
  const Token token = reader.take();
  return reader.add(token.span, syntax::BoolLiteral{reader.text(token) == "true"});
}

ExprId read_conditional(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  const ExprId condition = read_expression(reader);
  reader.expect_word("then");
  const ExprId then = read_expression(reader);
  reader.expect_word("else", "`if F then E` needs an `else E`: it has a value in every case");
  const ExprId otherwise = read_expression(reader);
  return reader.add(reader.span_since(begin), syntax::Conditional{condition, then, otherwise},
                    {condition, then, otherwise});
}

// `when F: E`, after the `when`.
syntax::Cases::Case read_case(Reader& reader) {
  syntax::Cases::Case one;
  one.when = read_expression(reader);
  reader.expect(TokenKind::kColon, "`:`", "a case is written `when F: value`");
  one.value = read_expression(reader);
  return one;
}

constexpr std::string_view kCasesForm = "cases look like `cases { when F: value  when G: value  otherwise: value }`";

void read_otherwise(Reader& reader, Span word, syntax::Cases& cases) {
  reader.expect(TokenKind::kColon, "`:`", "what is left is written `otherwise: value`");
  const ExprId value = read_expression(reader);
  if (cases.otherwise) {
    reader.report(Code::kGivenTwice, word, "`otherwise` is given twice", "leave one out");
  } else if (cases.cases.empty()) {
    reader.report(Code::kUnexpected, word, "expected `when`, found `otherwise`", std::string(kCasesForm));
  }
  cases.otherwise = value;
}

void read_cases_item(Reader& reader, syntax::Cases& cases) {
  constexpr auto kWords = std::to_array<std::string_view>({"when", "otherwise"});
  const Span word = reader.peek().span;
  if (reader.accept_word("otherwise")) return read_otherwise(reader, word, cases);
  if (!reader.accept_word("when")) {
    return reader.unexpected(cases.cases.empty() ? "`when`" : "`when`, `otherwise` or `}`", kWords,
                             std::string(kCasesForm));
  }
  if (cases.otherwise) {
    reader.report(Code::kWrongOrder, word, "`when` stands behind `otherwise`", "write `otherwise: …` last");
  }
  cases.cases.push_back(read_case(reader));
}

ExprId read_cases(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  if (!reader.expect(TokenKind::kLeftBrace, "`{`", std::string(kCasesForm))) return reader.invalid();
  syntax::Cases cases;
  do {
    read_cases_item(reader, cases);
  } while (!reader.panicking() && !reader.accept(TokenKind::kRightBrace));
  reader.skip_cases();
  std::vector<ExprId> children;
  for (const syntax::Cases::Case& one : cases.cases) children.insert(children.end(), {one.when, one.value});
  if (cases.otherwise) children.push_back(*cases.otherwise);
  return reader.add(reader.span_since(begin), std::move(cases), std::span<const ExprId>(children));
}

struct FunctionWord {
  std::string_view word;
  syntax::Function function;
};

constexpr auto kFunctionWords = std::to_array<FunctionWord>({{"min", syntax::Function::kMin},
                                                             {"max", syntax::Function::kMax},
                                                             {"abs", syntax::Function::kAbs},
                                                             {"round", syntax::Function::kRound},
                                                             {"floor", syntax::Function::kFloor},
                                                             {"ceiling", syntax::Function::kCeiling},
                                                             {"year", syntax::Function::kYear},
                                                             {"quarter", syntax::Function::kQuarter},
                                                             {"month", syntax::Function::kMonth},
                                                             {"weekday", syntax::Function::kWeekday},
                                                             {"end_of_month", syntax::Function::kEndOfMonth},
                                                             {"end_of_quarter", syntax::Function::kEndOfQuarter},
                                                             {"end_of_year", syntax::Function::kEndOfYear}});

const FunctionWord* next_function(const Reader& reader) {
  const auto* found = std::find_if(kFunctionWords.begin(), kFunctionWords.end(),
                                   [&](const FunctionWord& f) { return reader.at_word(f.word); });
  return found == kFunctionWords.end() ? nullptr : found;
}

ExprId read_function(Reader& reader, const FunctionWord& form) {
  const Token token = reader.take();
  if (!reader.at(TokenKind::kLeftParen)) {
    reader.unexpected("`(`", {}, fmt::format("`{}` is a function: `{}(…)`", form.word, form.word));
    return reader.invalid();
  }
  std::vector<ExprId> arguments = read_arguments(reader);
  const std::span<const ExprId> children = arguments;
  return reader.add(reader.span_since(token.span.begin), syntax::FunctionCall{form.function, arguments}, children);
}

ExprId read_quantifier(Reader& reader) {
  const Token word = reader.take();
  syntax::Quantifier quantifier;
  quantifier.every = reader.text(word) == "every";
  const std::string help = fmt::format("write `{} x: K has F`", reader.text(word));
  quantifier.variable = read_new_name(reader, "a variable");
  reader.expect(TokenKind::kColon, "`:`", help);
  quantifier.type = read_type(reader);
  reader.expect_word("has", help);
  quantifier.body = read_expression(reader);
  const ExprId body = quantifier.body;
  return reader.add(reader.span_since(word.span.begin), std::move(quantifier), {body});
}

ExprId read_before(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  const auto value = read_in_parentheses(reader);
  if (!value) return reader.invalid();
  return reader.add(reader.span_since(begin), syntax::Before{*value}, {*value});
}

ExprId read_happens(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  syntax::Occurrence occurrence = read_occurrence(reader, "an action or event");
  if (reader.at(TokenKind::kLeftParen) && !reader.peek().starts_line) {
    reader.unexpected("`where`", {}, "`happens` tells events apart by `where`: `happens A where x = …`");
  }
  const ExprId where = occurrence.where.value_or(syntax::ExprId{});
  const auto children = std::span<const ExprId>(&where, occurrence.where ? 1 : 0);
  return reader.add(reader.span_since(begin), syntax::Happens{std::move(occurrence)}, children);
}

ExprId read_permission_test(Reader& reader) {
  const Token token = reader.take();
  const bool forbidden = reader.text(token) == "forbidden";
  syntax::Name action = read_name(reader, "an action");
  std::vector<ExprId> arguments;
  if (reader.at(TokenKind::kLeftParen) && !reader.peek().starts_line) arguments = read_arguments(reader);
  const std::span<const ExprId> children = arguments;
  return reader.add(reader.span_since(token.span.begin),
                    syntax::PermissionTest{forbidden, std::move(action), arguments}, children);
}

// `owed(C where F)` or `overdue(C where F)`.
ExprId read_owed(Reader& reader) {
  const Token word = reader.take();
  const Span open = reader.peek().span;
  if (!reader.expect(TokenKind::kLeftParen, "`(`")) return reader.invalid();
  syntax::Owed owed;
  owed.overdue = reader.text(word) == "overdue";
  owed.clause = read_name(reader, "a clause");
  owed.where = read_optional_part(reader, "where");
  reader.expect_close(open);
  const ExprId where = owed.where.value_or(ExprId{});
  const auto children = std::span<const ExprId>(&where, owed.where ? 1 : 0);
  return reader.add(reader.span_since(word.span.begin), std::move(owed), children);
}

// `owed_by(P)`, `breached(P)`.
template <class Form>
ExprId read_about_party(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  const auto party = read_in_parentheses(reader);
  if (!party) return reader.invalid();
  return reader.add(reader.span_since(begin), Form{*party}, {*party});
}

ExprId read_settled(Reader& reader) { return reader.add(reader.take().span, syntax::Settled{}); }

ExprId read_discharges(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  syntax::Name clause = read_name_in_parentheses(reader, "a clause");
  return reader.add(reader.span_since(begin), syntax::Discharges{std::move(clause)});
}

ExprId read_at_trigger(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  reader.take();
  if (!reader.at(TokenKind::kLeftParen)) {
    reader.unexpected("`(`", {}, "write `at trigger(E)`: the value that E had when the duty arose");
  }
  const auto value = read_in_parentheses(reader);
  if (!value) return reader.invalid();
  return reader.add(reader.span_since(begin), syntax::AtTrigger{*value}, {*value});
}

// Any word may follow the point: parameters may be named like words that are reserved elsewhere.
ExprId read_trigger(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  if (!reader.expect(TokenKind::kDot, "`.`",
                     "write `trigger.x` for the parameter x of the trigger, or `trigger.date`")) {
    return reader.invalid();
  }
  if (reader.accept_word("date")) return reader.add(reader.span_since(begin), syntax::TriggerDate{});
  syntax::Name parameter = read_name(reader, "a parameter of the trigger, or `date`");
  return reader.add(reader.span_since(begin), syntax::TriggerParameter{std::move(parameter)});
}

ExprId read_current_date(Reader& reader) { return reader.add(reader.take().span, syntax::CurrentDate{}); }

struct WordForm {
  std::string_view word;
  Level read;
};

constexpr auto kWordForms = std::to_array<WordForm>({{"true", read_bool},
                                                     {"false", read_bool},
                                                     {"if", read_conditional},
                                                     {"cases", read_cases},
                                                     {"some", read_quantifier},
                                                     {"every", read_quantifier},
                                                     {"before", read_before},
                                                     {"happens", read_happens},
                                                     {"permitted", read_permission_test},
                                                     {"forbidden", read_permission_test},
                                                     {"owed", read_owed},
                                                     {"overdue", read_owed},
                                                     {"owed_by", read_about_party<syntax::OwedBy>},
                                                     {"breached", read_about_party<syntax::Breached>},
                                                     {"settled", read_settled},
                                                     {"discharges", read_discharges},
                                                     {"trigger", read_trigger},
                                                     {"date", read_current_date}});

// What can not stand behind a name.
void refuse_after_name(Reader& reader) {
  const Token& next = reader.peek(1);
  if (next.kind != TokenKind::kDot || next.starts_line) return;
  reader.fail_later(next.span, "a name with a point", "only `trigger` is followed by a point: `trigger.x`");
}

// At the party of `P can force F`.
ExprId read_can_force(Reader& reader) {
  const std::uint32_t begin = reader.begin();
  syntax::Name party = read_name(reader, "a party");
  reader.take();
  reader.expect_word("force", "write `P can force F`; whether P may do something is asked with `permitted A(…)`");
  const ExprId formula = read_expression(reader);
  return reader.add(reader.span_since(begin), syntax::CanForce{std::move(party), formula}, {formula});
}

ExprId read_name_or_call(Reader& reader) {
  if (const auto date = read_month_first(reader)) return *date;
  const bool can = reader.at_word("can", 1) && (reader.at_word("force", 2) || !reader.peek(1).starts_line);
  if (can) return read_can_force(reader);
  refuse_after_name(reader);
  const std::uint32_t begin = reader.begin();
  syntax::Name name = read_name(reader, "a value");
  if (!reader.at(TokenKind::kLeftParen) || reader.peek().starts_line) {
    return reader.add(reader.span_since(begin), syntax::NameUse{std::move(name)});
  }
  std::vector<ExprId> arguments = read_arguments(reader);
  const std::span<const ExprId> children = arguments;
  return reader.add(reader.span_since(begin), syntax::Call{std::move(name), arguments}, children);
}

// A word of the language that the file took for a name, not followed by what the word needs.
bool is_misnamed_use(const Reader& reader) {
  if (!reader.is_misnamed(reader.text())) return false;
  return !reader.at(TokenKind::kLeftParen, 1) && !reader.at(TokenKind::kLeftBrace, 1) &&
         !reader.at(TokenKind::kWord, 1);
}

}  // namespace

ExprId read_primary(Reader& reader) {
  switch (reader.peek().kind) {
    case TokenKind::kNumber:
    case TokenKind::kPercent:
    case TokenKind::kMoney:
    case TokenKind::kDate:
      return read_literal(reader);
    case TokenKind::kLeftParen:
      return read_in_parentheses(reader).value_or(syntax::ExprId{});
    case TokenKind::kWord:
      if (is_misnamed_use(reader)) return read_name_or_call(reader);
      if (reader.at_word("at") && reader.at_word("trigger", 1)) return read_at_trigger(reader);
      for (const WordForm& form : kWordForms) {
        if (reader.at_word(form.word)) return form.read(reader);
      }
      if (const FunctionWord* function = next_function(reader)) return read_function(reader, *function);
      return read_name_or_call(reader);
    case TokenKind::kString:
      reader.unexpected("a value", {}, "strings are titles and texts; choices and members are names without quotes");
      return reader.invalid();
    default:
      reader.unexpected("a value");
      return reader.invalid();
  }
}

}  // namespace proviso::language
