// The texts of `proviso help` and `proviso --version`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proviso::cli {

// "0.1.0".
std::string_view version();

// "proviso 0.1.0".
std::string version_text();

// What `proviso` does and its commands.
std::string help_text();

// One command with its options; none for a word that is no command of this version.
std::optional<std::string> help_text(std::string_view command);

}  // namespace proviso::cli
