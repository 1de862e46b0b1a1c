// Texts to be formatted, and what of them must stay as it is.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/unit/language/parsed.h"

namespace proviso::language {

// The tree, written out without its places in the text.
std::string placeless_tree(const Parsed& parsed);

// The files of cases/; these and all others of the repository's tests that the parser accepts.
std::vector<std::string> case_texts();
std::vector<std::string> well_formed_texts();

// The text with other space where that changes nothing: empty lines, comments and the line ends after braces stay.
std::string with_other_space(const std::string& text, std::mt19937& random);

// The text with comments where there were none.
std::string with_comments(const std::string& text, std::mt19937& random);

}  // namespace proviso::language
