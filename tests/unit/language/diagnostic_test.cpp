#include "language/diagnostic.h"

#include <gtest/gtest.h>

#include <set>

namespace proviso::language {
namespace {

TEST(Codes, AreNumberedAndNamedOnce) {
  std::set<std::string_view> names;
  unsigned last = 0;
  for (const Code code : all_codes()) {
    EXPECT_LT(last, static_cast<unsigned>(code));
    last = static_cast<unsigned>(code);
    EXPECT_TRUE(names.insert(code_name(code)).second) << code_name(code);
  }
  EXPECT_EQ(code_text(Code::kFileMissing), "P001");
  EXPECT_EQ(code_text(Code::kStrayCharacter), "P101");
  EXPECT_EQ(code_name(Code::kStrayCharacter), "stray_character");
}

TEST(Diagnostics, SortsByPositionAndDropsRepeats) {
  Diagnostics diagnostics;
  diagnostics.error(Code::kUnexpected, Span{FileId{}, 5, 6}, "second");
  diagnostics.error(Code::kUnexpected, Span{FileId{}, 1, 2}, "first");
  diagnostics.error(Code::kUnexpected, Span{FileId{}, 5, 6}, "again");
  ASSERT_EQ(diagnostics.sorted().size(), 2U);
  EXPECT_EQ(diagnostics.sorted()[0].message, "first");
  EXPECT_EQ(diagnostics.sorted()[1].message, "second");
}

TEST(Diagnostics, KeepsSomeAndCountsTheRest) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", std::string(100, 'x'));
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < 60; ++i) diagnostics.error(Code::kUnexpected, Span{file, i, i + 1}, "no");
  EXPECT_EQ(diagnostics.sorted().size(), Diagnostics::kMaxKept);
  EXPECT_EQ(diagnostics.dropped(), 10U);
  EXPECT_TRUE(render(sources, diagnostics, false).ends_with("\n… and 10 more\n"));
}

TEST(Diagnostics, AWarningIsNoError) {
  Diagnostics diagnostics;
  diagnostics.add({Code::kUnexpected, Severity::kWarning, Span{}, "careful", {}, {}});
  EXPECT_FALSE(diagnostics.has_errors());
  EXPECT_FALSE(diagnostics.empty());
}

TEST(Render, ShowsTheLineTheMarkAndTheHelp) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", "party Ann\nparty B@b\n");
  const Diagnostic diagnostic{Code::kStrayCharacter, Severity::kError, Span{file, 17, 18}, "no `@`", {},
                              "leave it out"};
  EXPECT_EQ(render(sources, diagnostic, false),
            "error[P101]: no `@`\n"
            " --> a.proviso:2:8\n"
            "  |\n"
            "2 | party B@b\n"
            "  |        ^\n"
            "  |\n"
            "  = help: leave it out\n");
}

TEST(Render, ShowsLabelsInTheOrderOfLines) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", "one\ntwo\n\n\n\n\n\n\n\nthree 漢字 end\n");
  Diagnostic diagnostic{Code::kGivenTwice, Severity::kError, Span{file, 28, 31}, "twice", {}, {}};
  diagnostic.labels.push_back({Span{file, 0, 3}, "here first"});
  EXPECT_EQ(render(sources, diagnostic, false),
            "error[P131]: twice\n"
            "  --> a.proviso:10:10\n"
            "   |\n"
            " 1 | one\n"
            "   | --- here first\n"
            "...\n"
            "10 | three 漢字 end\n"
            "   |            ^^^\n");
}

TEST(Render, ShowsLabelsInOtherFiles) {
  SourceMap sources;
  const FileId first = sources.add("a.proviso", "one");
  const FileId second = sources.add("b.proviso", "two");
  Diagnostic diagnostic{Code::kGivenTwice, Severity::kError, Span{second, 0, 3}, "twice", {}, {}};
  diagnostic.labels.push_back({Span{first, 0, 3}, "here first"});
  EXPECT_EQ(render(sources, diagnostic, false),
            "error[P131]: twice\n --> b.proviso:1:1\n  |\n1 | two\n  | ^^^\n"
            " ::: a.proviso:1:1\n  |\n1 | one\n  | --- here first\n");
}

TEST(Render, CutsLongLinesAroundTheMark) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", std::string(5000, 'x') + "@" + std::string(5000, 'y'));
  const Diagnostic diagnostic{Code::kStrayCharacter, Severity::kError, Span{file, 5000, 5001}, "no", {}, {}};
  const std::string shown = render(sources, diagnostic, false);
  EXPECT_LT(shown.size(), 400U);
  const std::size_t source = shown.find("…");
  const std::size_t mark = shown.find("^");
  ASSERT_NE(source, std::string::npos);
  const std::string_view line = std::string_view(shown).substr(shown.rfind('\n', source) + 1);
  const std::size_t indent = mark - shown.rfind('\n', mark) - 1;
  EXPECT_EQ(line.substr(indent + std::string_view("…").size() - 1, 1), "@");
}

TEST(Render, MarksARangeOfSeveralLinesInItsFirst) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", "a \"b\r\nc\" d");
  const Diagnostic diagnostic{Code::kUnexpected, Severity::kError, Span{file, 2, 8}, "no", {}, {}};
  EXPECT_NE(render(sources, diagnostic, false).find("  |   ^^\n"), std::string::npos);
}

TEST(Render, MakesControlCharactersHarmless) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", "a\x1b[31m\tb\xE2\x80\xAE\xFF");
  const Diagnostic diagnostic{Code::kUnexpected, Severity::kError, Span{file, 0, 1}, "no \x1b[0m", {}, {}};
  const std::string shown = render(sources, diagnostic, false);
  EXPECT_EQ(shown.find('\x1b'), std::string::npos);
  EXPECT_EQ(shown.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(first_invalid_utf8(shown), shown.size());
}

TEST(Render, PaintsWhereItMay) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", "a");
  const Diagnostic diagnostic{Code::kUnexpected, Severity::kError, Span{file, 0, 1}, "no", {}, {}};
  EXPECT_NE(render(sources, diagnostic, true).find("\x1b[1;31merror[P120]"), std::string::npos);
}

TEST(Render, NamesAFileWithoutText) {
  SourceMap sources;
  const FileId file = sources.add("gone.proviso", "");
  const Diagnostic diagnostic{Code::kFileMissing, Severity::kError, Span{file, 0, 0}, "there is no such file", {}, {}};
  EXPECT_EQ(render(sources, diagnostic, false), "error[P001]: there is no such file\n --> gone.proviso\n");
}

TEST(Render, MarksTheEndOfTheText) {
  SourceMap sources;
  const FileId file = sources.add("a.proviso", "clause x {\n");
  const Diagnostic diagnostic{Code::kUnexpected, Severity::kError, Span{file, 11, 11}, "end", {}, {}};
  EXPECT_NE(render(sources, diagnostic, false).find("2 |\n  | ^\n"), std::string::npos);
}

}  // namespace
}  // namespace proviso::language
