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
  if (reader.at_word("in") && reader.at_word("the", 1)) return left;  // `in the last …` of a tally
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
