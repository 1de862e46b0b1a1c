// The lexer's inside: one scanner walks the text; each scan_… function takes one kind of token from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/diagnostic.h"
#include "language/lexer.h"
#include "language/source.h"
#include "language/token.h"

namespace proviso::language {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
inline bool is_word_character(char c) { return is_letter(c) || is_digit(c); }
inline bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Where the lexer is in the text, and what it has found so far.
class Scanner {
 public:
  Scanner(std::string_view text, FileId file, Diagnostics& diagnostics)
      : text_(text), file_(file), diagnostics_(diagnostics) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::uint32_t at() const { return static_cast<std::uint32_t>(at_); }
  void go_to(std::size_t offset) { at_ = offset; }
  void skip(std::size_t count) { at_ += count; }
  // The character `ahead` of the present one, NUL past the end.
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool starts_with(std::string_view prefix) const { return rest().starts_with(prefix); }
  std::string_view rest() const { return text_.substr(at_); }
  std::string_view from(std::uint32_t begin) const { return text_.substr(begin, at_ - begin); }
  Span span_from(std::uint32_t begin) const { return Span{file_, begin, at()}; }
  Span span(std::size_t begin, std::size_t end) const {
    return Span{file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  char previous() const { return at_ > 0 ? text_[at_ - 1] : '\0'; }

  template <typename Predicate>
  std::string_view take_while(Predicate accepts) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && accepts(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void new_line() { line_is_new_ = true; }
  void emit(TokenKind kind, std::uint32_t begin) { emit(kind, begin, std::monostate()); }
  template <typename Value>
  void emit(TokenKind kind, std::uint32_t begin, Value value) {
    tokens_.push_back(Token{kind, span_from(begin), std::exchange(line_is_new_, false), std::move(value)});
  }
  void error(Code code, Span span, std::string message, std::optional<std::string> help = std::nullopt) {
    diagnostics_.error(code, span, std::move(message), std::move(help));
  }
  // True for the first kMaxKept times: looking for an end that is not there takes time, so it is not looked for
  // forever.
  bool may_search_end() const { return ends_missed_ < Diagnostics::kMaxKept; }
  void missed_end() { ++ends_missed_; }
  std::vector<Token> take_tokens() { return std::move(tokens_); }

 private:
  std::string_view text_;
  FileId file_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool line_is_new_ = true;
  std::size_t ends_missed_ = 0;
  std::vector<Token> tokens_;
};

// At a digit: a number, percent or date.
void scan_number(Scanner& scanner);
// At `$`.
void scan_money(Scanner& scanner);
// Behind a word: the rest of `EUR 40k`, if it is such an amount.
bool scan_coded_amount(Scanner& scanner, std::uint32_t begin);
// At `"`.
void scan_string(Scanner& scanner);
// At a quotation mark of another kind: false if it is none.
bool scan_foreign_string(Scanner& scanner);
// A sign of the language, or of another language that stands for one: false if it is none.
bool scan_operator(Scanner& scanner);

}  // namespace proviso::language
