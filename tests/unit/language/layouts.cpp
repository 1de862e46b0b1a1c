#include "tests/unit/language/layouts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "language/lexer.h"

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

// Writes spans as the numbers of their first and last words.
class Skeleton {
 public:
  explicit Skeleton(const Parsed& parsed) : parsed_(parsed) {
    Diagnostics ignored;
    std::size_t number = 0;
    for (const Token& token : lex(parsed.sources, parsed.file.id, ignored)) {
      if (token.kind == TokenKind::kComment || token.kind == TokenKind::kEnd) continue;
      first_[token.span.begin] = number;
      last_[token.span.end] = number++;
    }
  }

  std::string write() {
    const syntax::File& file = parsed_.file;
    for (const syntax::Expr& expr : file.expressions) add("expr", expr.node.index(), expr.span);
    for (const auto& declaration : file.declarations) add_declaration(declaration);
    for (const auto& amendment : file.amendments) {
      add("amendment", amendment.edits.size(), amendment.span);
      add_edits(amendment.edits);
    }
    for (const auto& redline : file.redlines) {
      add("redline", redline.edits.size(), redline.span);
      add_edits(redline.edits);
      for (const auto& expected : redline.expectations) add("expects", expected.node.index(), expected.span);
    }
    for (const auto& property : file.properties) add_property(property);
    if (file.agreement) add("agreement", 0, file.agreement->span);
    return text_;
  }

 private:
  void add(std::string_view what, std::size_t kind, Span span) {
    text_ += fmt::format("{} {} {}-{}\n", what, kind, first_.at(span.begin), last_.at(span.end));
  }

  void add_declaration(const syntax::Declaration& declaration) {
    add("declaration", declaration.index(), std::visit([](const auto& node) { return node.span; }, declaration));
    const auto* clause = std::get_if<syntax::Clause>(&declaration);
    if (clause == nullptr) return;
    for (const auto& statement : clause->statements) add("statement", statement.node.index(), statement.span);
  }

  void add_edits(const std::vector<syntax::Edit>& edits) {
    for (const syntax::Edit& edit : edits) {
      add("edit", edit.node.index(), edit.span);
      if (const auto* replace = std::get_if<syntax::Replace>(&edit.node)) add_declaration(replace->declaration);
      if (const auto* addition = std::get_if<syntax::Add>(&edit.node)) add_declaration(addition->declaration);
    }
  }

  void add_property(const syntax::Property& property) {
    add("property", property.for_any.size(), property.span);
    add("question", property.question.index(), property.question_span);
    for (const syntax::Name& name : property.without) add("without", 0, name.span);
    if (property.assuming) add("assuming", property.assuming->parties.size(), property.assuming->span);
    if (property.expectation) add("expects", property.expectation->node.index(), property.expectation->span);
  }

  const Parsed& parsed_;
  std::map<std::uint32_t, std::size_t> first_, last_;
  std::string text_;
};

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

std::string skeleton(const Parsed& parsed) { return Skeleton(parsed).write(); }

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
