#include "tests/unit/language/layouts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "language/lexer.h"
#include "language/print_syntax.h"

namespace proviso::language {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> texts_below(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PROVISO_SOURCE_DIR) / folder)) {
    if (entry.path().extension() == ".proviso") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const fs::path& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return texts;
}

std::vector<Token> tokens_of(const std::string& text, SourceMap& sources) {
  Diagnostics ignored;
  return lex(sources, sources.add("text", text), ignored);
}

std::size_t below(std::size_t limit, std::mt19937& random) { return random() % limit; }

std::string some_spaces(std::mt19937& random, std::size_t least) {
  constexpr std::string_view kSpaces[] = {" ", "\t", "  "};
  std::string spaces;
  for (std::size_t count = least + below(3, random); count > 0; --count) spaces += kSpaces[below(3, random)];
  return spaces;
}

std::string line_end(std::mt19937& random) { return some_spaces(random, 0) + (below(2, random) == 0 ? "\n" : "\r\n"); }

// Other space for what stands between two tokens.
std::string other_space(std::string_view between, const Token& before, const Token& after, std::mt19937& random) {
  const auto lines = std::count(between.begin(), between.end(), '\n');
  if (lines > 1) return line_end(random) + line_end(random) + (below(2, random) == 0 ? line_end(random) : "");
  const bool fixed = before.kind == TokenKind::kComment || before.kind == TokenKind::kLeftBrace ||
                     after.kind == TokenKind::kComment || after.kind == TokenKind::kLeftParen;
  const bool new_line = fixed ? lines == 1 : below(3, random) == 0;
  if (new_line) return line_end(random);
  return between.empty() && below(2, random) == 0 ? "" : some_spaces(random, 1);
}

}  // namespace

// A line of a tree ends with its place, behind two spaces.
std::string placeless_tree(const Parsed& parsed) {
  std::string tree;
  std::istringstream lines(print_syntax(parsed.sources, parsed.file));
  for (std::string line; std::getline(lines, line);) tree += line.substr(0, line.rfind("  ")) + "\n";
  return tree;
}

std::vector<std::string> case_texts() { return texts_below("cases"); }

std::vector<std::string> well_formed_texts() {
  std::vector<std::string> texts = texts_below("cases");
  for (const std::string& text : texts_below("tests")) {
    if (!Parsed(text).diagnostics.has_errors()) texts.push_back(text);
  }
  return texts;
}

std::string with_other_space(const std::string& text, std::mt19937& random) {
  SourceMap sources;
  const std::vector<Token> tokens = tokens_of(text, sources);
  std::string other;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t end = i == 0 ? 0 : tokens[i - 1].span.end;
    const std::string_view between = std::string_view(text).substr(end, tokens[i].span.begin - end);
    if (i > 0) other += other_space(between, tokens[i - 1], tokens[i], random);
    other += sources.text(tokens[i].span);
  }
  return other;
}

// Not before braces: one that begins a line further to the left than its block seems to close an outer one.
std::string with_comments(const std::string& text, std::mt19937& random) {
  SourceMap sources;
  const std::vector<Token> tokens = tokens_of(text, sources);
  std::string commented;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t end = i == 0 ? 0 : tokens[i - 1].span.end;
    commented += text.substr(end, tokens[i].span.begin - end);
    const TokenKind kind = tokens[i].kind;
    const bool ordinary =
        i > 0 && kind != TokenKind::kComment && kind != TokenKind::kLeftParen && kind != TokenKind::kRightBrace;
    if (ordinary && below(12, random) == 0) {
      const bool own_line = below(2, random) == 0;
      commented += fmt::format("{}#{}\n{}", own_line ? "\n" : " ", i, own_line && below(2, random) == 0 ? "\n" : "");
    }
    commented += sources.text(tokens[i].span);
  }
  return commented;
}

}  // namespace proviso::language
