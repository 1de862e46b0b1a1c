// Recursive descent, one function per level of binding strength, loosest first. Operators in a row are read by a loop,
// so only parentheses and their like nest.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/parser_reader.h"
#include "language/parser_words.h"

namespace proviso::language {
namespace {

using syntax::BinaryOperator;
using syntax::ExprId;

struct Sign {
  TokenKind kind;
  BinaryOperator operation;
};

constexpr std::array kIffSigns = {Sign{TokenKind::kIff, BinaryOperator::kIff}};
constexpr std::array kOrSigns = {Sign{TokenKind::kOr, BinaryOperator::kOr}};
constexpr std::array kAndSigns = {Sign{TokenKind::kAnd, BinaryOperator::kAnd}};
constexpr std::array kSumSigns = {Sign{TokenKind::kPlus, BinaryOperator::kAdd},
                                  Sign{TokenKind::kMinus, BinaryOperator::kSubtract}};
constexpr std::array kProductSigns = {Sign{TokenKind::kStar, BinaryOperator::kMultiply},
                                      Sign{TokenKind::kSlash, BinaryOperator::kDivide}};
constexpr std::array kComparisonSigns = {
    Sign{TokenKind::kEqual, BinaryOperator::kEqual},     Sign{TokenKind::kNotEqual, BinaryOperator::kNotEqual},
    Sign{TokenKind::kLess, BinaryOperator::kLess},       Sign{TokenKind::kLessEqual, BinaryOperator::kLessEqual},
    Sign{TokenKind::kGreater, BinaryOperator::kGreater}, Sign{TokenKind::kGreaterEqual, BinaryOperator::kGreaterEqual}};

const Sign* next_sign(const Reader& reader, std::span<const Sign> signs) {
  const auto found = std::find_if(signs.begin(), signs.end(), [&](const Sign& sign) { return reader.at(sign.kind); });
  return found == signs.end() ? nullptr : &*found;
}

// From `begin` to where the reader is: parentheses around an operand are inside.
ExprId add_binary(Reader& reader, std::uint32_t begin, syntax::Binary binary) {
  return reader.add(reader.span_since(begin), binary, {binary.left, binary.right});
}

ExprId add_unary(Reader& reader, const std::vector<Span>& signs, syntax::UnaryOperator operation, ExprId operand) {
  for (auto sign = signs.rbegin(); sign != signs.rend(); ++sign) {
    operand = reader.add(reader.span_since(sign->begin), syntax::Unary{operation, operand}, {operand});
  }
  return operand;
}

using Level = ExprId (*)(Reader&);

// `a + b - c` is `(a + b) - c`.
ExprId read_left_chain(Reader& reader, std::span<const Sign> signs, Level next) {
  const std::uint32_t begin = reader.begin();
  ExprId left = next(reader);
  while (const Sign* sign = next_sign(reader, signs)) {
    const Span at = reader.take().span;
    const ExprId right = next(reader);
    left = add_binary(reader, begin, {sign->operation, left, right, at});
  }
  return left;
}

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
  if (reader.at_word("where"))
    reader.fail_later(reader.peek().span, "`where` in `owed(…)`", "ask about the whole clause");
  reader.expect_close(open);
  return name;
}

// ------------------------------------------------------------------------------------------------------- literals

ExprId read_literal(Reader& reader) {
  if (reader.at(TokenKind::kNumber)) return read_number(reader);
  const Token token = reader.take();
  if (token.kind == TokenKind::kPercent) {
    if (reader.at_word("of") && !reader.peek().starts_line) {
      reader.unexpected("an operator", {},
                        fmt::format("a share of something is a product: write `{} * {}`", reader.text(token),
                                    reader.text(reader.peek(1))));
    }
    return reader.add(token.span, syntax::PercentLiteral{std::get<mpq_class>(token.value)});
  }
  if (token.kind == TokenKind::kMoney) {
    return reader.add(token.span, syntax::MoneyLiteral{std::get<mpq_class>(token.value)});
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

ExprId read_function(Reader& reader) {
  const Token token = reader.take();
  const std::string_view word = reader.text(token);
  const auto function = word == "min"   ? syntax::Function::kMin
                        : word == "max" ? syntax::Function::kMax
                                        : syntax::Function::kAbs;
  if (!reader.at(TokenKind::kLeftParen)) {
    reader.unexpected("`(`", {}, fmt::format("`{}` is a function: `{}(…)`", word, word));
    return reader.invalid();
  }
  std::vector<ExprId> arguments = read_arguments(reader);
  const std::span<const ExprId> children = arguments;
  return reader.add(reader.span_since(token.span.begin), syntax::FunctionCall{function, arguments}, children);
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

ExprId read_owed(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  syntax::Name clause = read_name_in_parentheses(reader, "a clause");
  return reader.add(reader.span_since(begin), syntax::Owed{std::move(clause)});
}

ExprId read_owed_by(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  const auto party = read_in_parentheses(reader);
  if (!party) return reader.invalid();
  return reader.add(reader.span_since(begin), syntax::OwedBy{*party}, {*party});
}

ExprId read_discharges(Reader& reader) {
  const std::uint32_t begin = reader.take().span.begin;
  syntax::Name clause = read_name_in_parentheses(reader, "a clause");
  return reader.add(reader.span_since(begin), syntax::Discharges{std::move(clause)});
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
                                                     {"min", read_function},
                                                     {"max", read_function},
                                                     {"abs", read_function},
                                                     {"before", read_before},
                                                     {"happens", read_happens},
                                                     {"permitted", read_permission_test},
                                                     {"forbidden", read_permission_test},
                                                     {"owed", read_owed},
                                                     {"owed_by", read_owed_by},
                                                     {"discharges", read_discharges},
                                                     {"trigger", read_trigger},
                                                     {"date", read_current_date}});

bool is_currency_code(std::string_view word) {
  return word.size() == 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Forms of later versions that begin with an ordinary name.
void refuse_later_name_forms(Reader& reader) {
  const Token& name = reader.peek();
  const Token& next = reader.peek(1);
  if (next.starts_line) return;
  if (next.kind == TokenKind::kNumber && is_currency_code(reader.text(name))) {
    reader.fail_later(name.span, "an amount in another currency",
                      "write amounts in the agreement's currency: `$40000`");
  } else if (next.kind == TokenKind::kDot) {
    reader.fail_later(next.span, "a name with a point", "only `trigger` is followed by a point: `trigger.x`");
  } else if (reader.at_word("at") && reader.at_word("trigger", 1)) {
    reader.fail_later(name.span, "`at trigger(…)`", "write `trigger.x` for the parameter x of the trigger");
  } else if (reader.at_word("can", 1)) {
    reader.fail_later(next.span, "`can force`");
  }
}

ExprId read_name_or_call(Reader& reader) {
  if (const auto date = read_month_first(reader)) return *date;
  refuse_later_name_forms(reader);
  const std::uint32_t begin = reader.begin();
  syntax::Name name = read_name(reader, "a value");
  if (!reader.at(TokenKind::kLeftParen) || reader.peek().starts_line) {
    return reader.add(reader.span_since(begin), syntax::NameUse{std::move(name)});
  }
  std::vector<ExprId> arguments = read_arguments(reader);
  const std::span<const ExprId> children = arguments;
  return reader.add(reader.span_since(begin), syntax::Call{std::move(name), arguments}, children);
}

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
      for (const WordForm& form : kWordForms) {
        if (reader.at_word(form.word)) return form.read(reader);
      }
      return read_name_or_call(reader);
    case TokenKind::kString:
      reader.unexpected("a value", {}, "strings are titles and texts; choices and members are names without quotes");
      return reader.invalid();
    default:
      reader.unexpected("a value");
      return reader.invalid();
  }
}

// ------------------------------------------------------------------------------------------------------ operators

ExprId read_unary_minus(Reader& reader) {
  std::vector<Span> signs;
  while (reader.at(TokenKind::kMinus)) signs.push_back(reader.take().span);
  return add_unary(reader, signs, syntax::UnaryOperator::kMinus, read_primary(reader));
}

ExprId read_product(Reader& reader) { return read_left_chain(reader, kProductSigns, read_unary_minus); }

ExprId read_sum(Reader& reader) { return read_left_chain(reader, kSumSigns, read_product); }

ExprId read_membership(Reader& reader, std::uint32_t begin, ExprId value, bool negated) {
  reader.take();
  if (reader.at_word("the")) {
    reader.fail_later(reader.peek().span, "`in the last …`");
    return value;
  }
  if (!reader.expect(TokenKind::kLeftBrace, "`{`", "the members stand in braces: `asset in {Models, Products}`"))
    return value;
  std::vector<ExprId> members;
  do {
    members.push_back(read_sum(reader));
  } while (reader.accept(TokenKind::kComma));
  reader.expect(TokenKind::kRightBrace, "`,` or `}`");
  reader.skip_closing_brace();
  std::vector<ExprId> children = members;
  children.push_back(value);
  return reader.add(reader.span_since(begin), syntax::Membership{value, negated, std::move(members)},
                    std::span<const ExprId>(children));
}

ExprId read_reading_test(Reader& reader, ExprId value) {
  const Token is = reader.take();
  const bool negated = reader.accept(TokenKind::kNot);
  const auto* use = std::get_if<syntax::NameUse>(&reader.expr(value).node);
  if (use == nullptr || !reader.at(TokenKind::kWord)) {
    reader.fail(Code::kNotAReading, is.span, "`is` asks which choice a reading has: `r is choice`",
                negated ? "to compare values, write `!=`" : "to compare values, write `=`");
    return value;
  }
  const syntax::Name reading = use->name;
  syntax::Name choice = read_name(reader, "a choice of the reading");
  return reader.add(reader.span_since(reader.span_of(value).begin),
                    syntax::ReadingTest{reading, negated, std::move(choice)});
}

void report_chain(Reader& reader, ExprId left, Span sign, ExprId right) {
  const auto* first = std::get_if<syntax::Binary>(&reader.expr(left).node);
  std::optional<std::string> help;
  if (first != nullptr) {
    const std::string_view middle = reader.source_text(reader.span_of(first->right));
    const std::string_view last = reader.source_text(reader.span_of(right));
    const bool short_enough = middle.size() + last.size() < 60;
    if (short_enough) help = fmt::format("write `… and {} {} {}`", middle, reader.source_text(sign), last);
  }
  reader.report(Code::kChainedComparison, sign, "comparisons can not be chained", std::move(help));
}

ExprId read_comparisons(Reader& reader, std::uint32_t begin, ExprId left) {
  for (bool chained = false; const Sign* sign = next_sign(reader, kComparisonSigns); chained = true) {
    const Span at = reader.take().span;
    const ExprId right = read_sum(reader);
    if (chained) report_chain(reader, left, at, right);
    left = add_binary(reader, begin, {sign->operation, left, right, at});
  }
  return left;
}

ExprId read_comparison(Reader& reader) {
  const std::uint32_t begin = reader.begin();
  const ExprId left = read_sum(reader);
  if (reader.at_word("in")) return read_membership(reader, begin, left, false);
  if (reader.at(TokenKind::kNot) && reader.at_word("in", 1)) {
    reader.take();
    return read_membership(reader, begin, left, true);
  }
  if (reader.at_word("is")) return read_reading_test(reader, left);
  return read_comparisons(reader, begin, left);
}

ExprId read_not(Reader& reader) {
  std::vector<Span> signs;
  while (reader.at(TokenKind::kNot)) signs.push_back(reader.take().span);
  return add_unary(reader, signs, syntax::UnaryOperator::kNot, read_comparison(reader));
}

ExprId read_and(Reader& reader) { return read_left_chain(reader, kAndSigns, read_not); }

ExprId read_or(Reader& reader) { return read_left_chain(reader, kOrSigns, read_and); }

// `a implies b implies c` is `a implies (b implies c)`.
ExprId read_implies(Reader& reader) {
  std::vector<std::uint32_t> begins = {reader.begin()};
  std::vector<ExprId> operands = {read_or(reader)};
  std::vector<Span> signs;
  while (reader.at(TokenKind::kImplies)) {
    signs.push_back(reader.take().span);
    begins.push_back(reader.begin());
    operands.push_back(read_or(reader));
  }
  ExprId value = operands.back();
  for (std::size_t i = signs.size(); i > 0; --i) {
    value = add_binary(reader, begins[i - 1], {BinaryOperator::kImplies, operands[i - 1], value, signs[i - 1]});
  }
  return value;
}

}  // namespace

ExprId read_expression(Reader& reader) {
  const Reader::Nesting nesting(reader);
  if (!nesting.allowed() || reader.panicking()) return reader.invalid();
  return read_left_chain(reader, kIffSigns, read_implies);
}

syntax::Occurrence read_occurrence(Reader& reader, std::string_view expected) {
  const std::uint32_t begin = reader.begin();
  syntax::Occurrence occurrence;
  occurrence.event = read_name(reader, expected);
  occurrence.where = read_optional_part(reader, "where");
  occurrence.span = reader.span_since(begin);
  return occurrence;
}

}  // namespace proviso::language
