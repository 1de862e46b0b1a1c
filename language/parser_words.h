// The words of the language, and words that people take for words of the language.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace proviso::language {

// Begins a declaration at the top level.
bool is_declaration_word(std::string_view word);
std::span<const std::string_view> declaration_words();

// Can not be a name: a word of this version.
bool is_reserved_word(std::string_view word);

// A word of the language that this version does not have; reserved too.
struct LaterWord {
  std::string_view word;
  std::string_view what;    // what is not there yet, in the words of the message
  std::string_view advice;  // what to write instead; may be empty
};
const LaterWord* find_later_word(std::string_view word);

// What to write for a word that other languages, or contracts, use: "write `when`".
std::optional<std::string> advice_for_foreign_word(std::string_view word);

}  // namespace proviso::language
