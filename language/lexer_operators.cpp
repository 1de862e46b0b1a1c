#include <fmt/format.h>

#include "language/lexer_scanner.h"

namespace proviso::language {
namespace {

struct Operator {
  std::string_view written;
  TokenKind kind;
};

// Longer ones before those they begin with.
constexpr Operator kOperators[] = {
    {"!=", TokenKind::kNotEqual},  {"<=", TokenKind::kLessEqual}, {">=", TokenKind::kGreaterEqual},
    {"{", TokenKind::kLeftBrace},  {"}", TokenKind::kRightBrace}, {"(", TokenKind::kLeftParen},
    {")", TokenKind::kRightParen}, {",", TokenKind::kComma},      {":", TokenKind::kColon},
    {".", TokenKind::kDot},        {"|", TokenKind::kBar},        {"=", TokenKind::kEqual},
    {"<", TokenKind::kLess},       {">", TokenKind::kGreater},    {"+", TokenKind::kPlus},
    {"-", TokenKind::kMinus},      {"*", TokenKind::kStar},       {"/", TokenKind::kSlash},
};

// Signs that other languages use, and what they are here.
struct ForeignOperator {
  std::string_view written;
  TokenKind kind;
  std::string_view ours;
};

constexpr ForeignOperator kForeignOperators[] = {
    {"<=>", TokenKind::kIff, "iff"},
    {"<->", TokenKind::kIff, "iff"},
    {"===", TokenKind::kEqual, "="},
    {"!==", TokenKind::kNotEqual, "!="},
    {"==>", TokenKind::kImplies, "implies"},
    {"==", TokenKind::kEqual, "="},
    {"=>", TokenKind::kImplies, "implies` or `>="},
    {"->", TokenKind::kImplies, "implies"},
    {"&&", TokenKind::kAnd, "and"},
    {"||", TokenKind::kOr, "or"},
    {"<>", TokenKind::kNotEqual, "!="},
    {"=<", TokenKind::kLessEqual, "<="},
    {":=", TokenKind::kEqual, "="},
    {"&", TokenKind::kAnd, "and"},
    {"!", TokenKind::kNot, "not"},
    {"≤", TokenKind::kLessEqual, "<="},
    {"≥", TokenKind::kGreaterEqual, ">="},
    {"≠", TokenKind::kNotEqual, "!="},
    {"∧", TokenKind::kAnd, "and"},
    {"∨", TokenKind::kOr, "or"},
    {"¬", TokenKind::kNot, "not"},
    {"→", TokenKind::kImplies, "implies"},
    {"⇒", TokenKind::kImplies, "implies"},
    {"↔", TokenKind::kIff, "iff"},
    {"⇔", TokenKind::kIff, "iff"},
    {"×", TokenKind::kStar, "*"},
    {"·", TokenKind::kStar, "*"},
    {"÷", TokenKind::kSlash, "/"},
    {"−", TokenKind::kMinus, "-"},
    {"–", TokenKind::kMinus, "-"},
    {"—", TokenKind::kMinus, "-"},
};

bool scan_foreign_operator(Scanner& scanner) {
  for (const ForeignOperator& foreign : kForeignOperators) {
    if (!scanner.starts_with(foreign.written) || scanner.starts_with("!=") != foreign.written.starts_with("!="))
      continue;
    const std::uint32_t begin = scanner.at();
    scanner.skip(foreign.written.size());
    scanner.error(Code::kForeignOperator, scanner.span_from(begin),
                  fmt::format("`{}` is not an operator of the language", foreign.written),
                  fmt::format("write `{}`", foreign.ours));
    scanner.emit(foreign.kind, begin);
    return true;
  }
  return false;
}

}  // namespace

bool scan_operator(Scanner& scanner) {
  if (scan_foreign_operator(scanner)) return true;
  for (const Operator& sign : kOperators) {
    if (!scanner.starts_with(sign.written)) continue;
    const std::uint32_t begin = scanner.at();
    scanner.skip(sign.written.size());
    scanner.emit(sign.kind, begin);
    return true;
  }
  return false;
}

}  // namespace proviso::language
