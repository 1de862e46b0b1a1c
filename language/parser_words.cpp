#include "language/parser_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace proviso::language {
namespace {

constexpr auto kDeclarationWords = std::to_array<std::string_view>(
    {"agreement", "party", "kind", "term", "reading", "condition", "reserved", "action", "event", "define", "tally",
     "assume", "clause", "amendment", "redline", "property"});

constexpr auto kReservedWords = std::to_array<std::string_view>({
    // expressions
    "true",
    "false",
    "if",
    "then",
    "else",
    "in",
    "is",
    "min",
    "max",
    "abs",
    "before",
    "happens",
    "permitted",
    "forbidden",
    "owed",
    "owed_by",
    "overdue",
    "breached",
    "settled",
    "discharges",
    "trigger",
    "date",
    "days",
    "day",
    "month",
    "months",
    "quarter",
    "quarters",
    "year",
    "years",
    "weekday",
    "end_of_month",
    "end_of_quarter",
    "end_of_year",
    "round",
    "floor",
    "ceiling",
    "cases",
    "otherwise",
    "some",
    "every",
    "where",
    // types
    "bool",
    "number",
    "whole",
    "percent",
    "money",
    "Party",
    // tallies
    "latest",
    "per",
    "since",
    "becoming",
    "initially",
    // clauses
    "may",
    "shall",
    "ensure",
    "keep",
    "within",
    "whenever",
    "when",
    "unless",
    "outstanding",
    "merging",
    "lapses",
    "from",
    "through",
    "notwithstanding",
    // edits and properties
    "strike",
    "replace",
    "reinstate",
    "always",
    "never",
    "possible",
    "greatest",
    "least",
    "for",
    "without",
    "assuming",
    "expect",
    // never a word, so that nobody takes it for one
    "until",
});

constexpr auto kLaterWords = std::to_array<LaterWord>({
    {"under", "`under`", "use the amendment's name as a condition: `amendment_name implies …`"},
    {"take", "`take`", "say for which reading it holds: `expect holds when r is …`"},
    {"import", "`import`", "write everything into one file"},
});

struct ForeignWord {
  std::string_view word;
  std::string_view ours;
};

constexpr auto kForeignWords = std::to_array<ForeignWord>({
    {"provided", "when"},  {"upon", "whenever"},   {"once", "whenever"},
    {"except", "unless"},  {"AND", "and"},         {"OR", "or"},
    {"NOT", "not"},        {"xor", "!="},          {"equals", "="},
    {"forall", "for any"}, {"True", "true"},       {"False", "false"},
    {"TRUE", "true"},      {"FALSE", "false"},     {"weeks", "days"},
    {"week", "days"},      {"elif", "else if"},    {"elsif", "else if"},
    {"today", "date"},     {"now", "date"},        {"after", "from"},
    {"starting", "from"},  {"rule", "clause"},     {"section", "clause"},
    {"article", "clause"}, {"const", "define"},    {"let", "define"},
    {"def", "define"},     {"function", "define"}, {"enum", "kind"},
    {"type", "kind"},      {"var", "tally"},       {"contract", "agreement"},
});

template <typename Words>
bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_declaration_word(std::string_view word) { return contains(kDeclarationWords, word); }

std::span<const std::string_view> declaration_words() { return kDeclarationWords; }

bool is_reserved_word(std::string_view word) { return is_declaration_word(word) || contains(kReservedWords, word); }

const LaterWord* find_later_word(std::string_view word) {
  const auto* found =
      std::find_if(kLaterWords.begin(), kLaterWords.end(), [&](const LaterWord& w) { return w.word == word; });
  return found == kLaterWords.end() ? nullptr : found;
}

std::optional<std::string> advice_for_foreign_word(std::string_view word) {
  const auto* found =
      std::find_if(kForeignWords.begin(), kForeignWords.end(), [&](const ForeignWord& w) { return w.word == word; });
  if (found == kForeignWords.end()) return std::nullopt;
  return fmt::format("write `{}`", found->ours);
}

}  // namespace proviso::language
