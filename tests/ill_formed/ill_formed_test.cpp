// Every tests/ill_formed/*.proviso carries its expectations: `#~ P104` at the end of a line, or alone below it, says
// that a diagnostic with this code begins in that line. Several codes after one `#~` are separated by blanks.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "language/checker.h"
#include "language/diagnostic.h"
#include "language/edits.h"
#include "language/parser.h"
#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PROVISO_SOURCE_DIR;

// A code and the line in which its diagnostic begins; both sets are compared as multisets.
using Finding = std::pair<std::uint32_t, std::string>;
using Findings = std::multiset<Finding>;

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t") == std::string::npos; }

Findings expected_findings(const std::string& text) {
  Findings findings;
  std::uint32_t number = 0, offending = 0;
  for (const std::string& line : lines_of(text)) {
    ++number;
    const std::size_t mark = line.find("#~");
    const std::string code = line.substr(0, mark);
    if (mark == std::string::npos || !is_blank(code)) offending = number;
    if (mark == std::string::npos) continue;
    for (const std::string& word : words_of(line.substr(mark + 2))) findings.emplace(offending, word);
  }
  return findings;
}

void add_finding(Findings& findings, const SourceMap& sources, const Diagnostic& diagnostic) {
  const Position position = sources.position(diagnostic.span.file, diagnostic.span.begin);
  findings.emplace(position.line, code_text(diagnostic.code));
}

// Adds what is wrong with the agreements that the file's redlines propose.
void diagnose_redlines(const syntax::File& tree, const SourceMap& sources, Diagnostics& diagnostics) {
  for (std::size_t index = 0; index < tree.redlines.size(); ++index) {
    Diagnostics found;
    const std::optional<syntax::File> edited = apply_redline(tree, index, found);
    const bool sound = edited && !found.has_errors() && check(*edited, sources, found);
    if (!sound) diagnostics.add(found);
  }
}

// What reading and checking the text reports.
Diagnostics diagnose(const SourceMap& sources, FileId file) {
  Diagnostics diagnostics;
  const syntax::File tree = parse(sources, file, diagnostics);
  if (diagnostics.has_errors()) return diagnostics;
  if (check(tree, sources, diagnostics)) diagnose_redlines(tree, sources, diagnostics);
  return diagnostics;
}

// What the file's text is found to be; a file with warnings alone is not refused.
struct Reading {
  Findings findings;
  bool refused = false;
};

Reading read_file(const fs::path& path) {
  SourceMap sources;
  Reading reading;
  const auto file = load_file(sources, path.string());
  if (!file) {
    add_finding(reading.findings, sources, file.error());
    reading.refused = true;
    return reading;
  }
  const Diagnostics diagnostics = diagnose(sources, *file);
  for (const Diagnostic& diagnostic : diagnostics.sorted()) add_finding(reading.findings, sources, diagnostic);
  reading.refused = diagnostics.has_errors();
  return reading;
}

std::string lines_in(const Findings& findings) {
  std::string text;
  for (const auto& [line, code] : findings) text += "  line " + std::to_string(line) + ": " + code + "\n";
  return text.empty() ? "  nothing\n" : text;
}

Findings without(Findings findings, const Findings& removed) {
  for (const Finding& finding : removed) {
    if (const auto found = findings.find(finding); found != findings.end()) findings.erase(found);
  }
  return findings;
}

std::vector<fs::path> ill_formed_files() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(kRoot / "tests" / "ill_formed")) {
    if (entry.path().extension() == ".proviso") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// What a run of the executable left behind.
struct Exit {
  int exit_code = -1;  // -1: ended by a signal
  std::string output, errors;
};

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

Exit run_check(const fs::path& path) {
  const fs::path folder = fs::path(testing::TempDir()) / ("ill_formed_" + path.stem().string());
  fs::create_directories(folder);
  const fs::path output = folder / "output", errors = folder / "errors";
  const std::string command = "exec timeout 30 " + quoted(PROVISO_EXECUTABLE) + " check " + quoted(path.string()) +
                              " </dev/null >" + quoted(output.string()) + " 2>" + quoted(errors.string());
  const int status = std::system(command.c_str());
  Exit run{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(output), read_text(errors)};
  fs::remove_all(folder);
  return run;
}

class IllFormed : public testing::TestWithParam<fs::path> {};

TEST_P(IllFormed, ReportsExactlyWhatItsCommentsSay) {
  const Findings expected = expected_findings(read_text(GetParam()));
  const Findings actual = read_file(GetParam()).findings;
  EXPECT_FALSE(expected.empty()) << "no `#~` in " << GetParam();
  EXPECT_EQ(expected, actual) << "expected and not reported:\n"
                              << lines_in(without(expected, actual)) << "reported and not expected:\n"
                              << lines_in(without(actual, expected));
}

TEST_P(IllFormed, ExecutableReportsIt) {
  const Exit run = run_check(GetParam());
  if (read_file(GetParam()).refused) {
    EXPECT_EQ(run.exit_code, 2) << run.errors;
    EXPECT_EQ(run.output, "");
  }
  for (const auto& [line, code] : expected_findings(read_text(GetParam()))) {
    EXPECT_NE(run.errors.find(code), std::string::npos) << code << " of line " << line << " is missing:\n"
                                                        << run.errors;
  }
}

// A text that is still being written ends anywhere: beginnings, all of them in a short file, are read without a crash.
TEST_P(IllFormed, BeginningsAreRead) {
  constexpr std::size_t kBeginnings = 400;
  const std::string text = read_text(GetParam());
  for (std::size_t length = 0; length < text.size(); length += 1 + text.size() / kBeginnings) {
    SourceMap sources;
    diagnose(sources, sources.add("beginning.proviso", text.substr(0, length)));
  }
}

std::string test_name(const testing::TestParamInfo<fs::path>& info) {
  return std::regex_replace(info.param.stem().string(), std::regex("[^A-Za-z0-9_]"), "_");
}

INSTANTIATE_TEST_SUITE_P(Files, IllFormed, testing::ValuesIn(ill_formed_files()), test_name);

// Faults of a file as a whole, which a text with a comment in it can not show; unit tests cover them.
const std::set<Code> kCoveredByUnitTests = {Code::kFileMissing, Code::kFileUnreadable, Code::kFileIsDirectory,
                                            Code::kFileEmpty,   Code::kFileTooLarge,   Code::kFileHasNul,
                                            Code::kFileNotUtf8};

TEST(Codes, EachHasAnIllFormedFile) {
  std::set<std::string> seen;
  for (const fs::path& path : ill_formed_files()) {
    for (const auto& [line, code] : expected_findings(read_text(path))) seen.insert(code);
  }
  for (const Code code : all_codes()) {
    if (kCoveredByUnitTests.contains(code)) continue;
    EXPECT_TRUE(seen.contains(code_text(code))) << code_text(code) << " (" << code_name(code) << ") is in no file";
  }
}

TEST(Codes, EachHasAHeadingInTheDocumentation) {
  std::set<std::string> headings;
  for (const std::string& line : lines_of(read_text(kRoot / "docs" / "diagnostics.md"))) {
    if (!line.starts_with('#')) continue;
    const std::vector<std::string> words = words_of(std::regex_replace(line, std::regex("[^A-Za-z0-9_]"), " "));
    headings.insert(words.begin(), words.end());
  }
  for (const Code code : all_codes()) {
    EXPECT_TRUE(headings.contains(code_text(code))) << code_text(code) << " (" << code_name(code) << ") has no heading";
  }
}

TEST(Expectations, AreReadFromBothPlaces) {
  const Findings expected = {{1, "P101"}, {1, "P102"}, {2, "P103"}, {2, "P104"}};
  EXPECT_EQ(expected_findings("one #~ P101 P102\ntwo\n  #~ P103\n#~ P104\nthree # nothing\n"), expected);
}

}  // namespace
}  // namespace proviso::language
