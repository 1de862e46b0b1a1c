#include "language/source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "language/diagnostic.h"

namespace proviso::language {
namespace {

namespace fs = std::filesystem;

// A folder of its own for one test's files.
class LoadFile : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("proviso_") + test->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(std::string_view name, std::string_view text) const {
    const fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  // The diagnostic for a file with this text.
  Diagnostic refuse(std::string_view text) {
    const auto file = load_file(sources_, write("text.proviso", text));
    EXPECT_FALSE(file.has_value());
    return file ? Diagnostic{} : file.error();
  }

  fs::path folder_;
  SourceMap sources_;
};

TEST_F(LoadFile, ReadsWhatIsThere) {
  const std::string path = write("a.proviso", "party Ann\n");
  const auto file = load_file(sources_, path);
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(sources_.text(*file), "party Ann\n");
  EXPECT_EQ(sources_.path(*file), path);
}

TEST_F(LoadFile, LeavesOutAByteOrderMark) {
  const auto file = load_file(sources_, write("a.proviso", "\xEF\xBB\xBFparty Ann"));
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(sources_.text(*file), "party Ann");
}

TEST_F(LoadFile, RefusesAMissingFile) {
  const auto file = load_file(sources_, (folder_ / "none.proviso").string());
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, Code::kFileMissing);
  EXPECT_NE(render(sources_, file.error(), false).find("none.proviso"), std::string::npos);
}

TEST_F(LoadFile, RefusesADirectory) {
  const auto file = load_file(sources_, folder_.string());
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, Code::kFileIsDirectory);
}

TEST_F(LoadFile, RefusesAnUnreadableFile) {
  const std::string path = write("secret.proviso", "party Ann");
  fs::permissions(path, fs::perms::none);
  if (std::ifstream(path).good()) GTEST_SKIP() << "this user may read every file";
  const auto file = load_file(sources_, path);
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, Code::kFileUnreadable);
}

TEST_F(LoadFile, RefusesAPathThroughAFile) {
  const auto file = load_file(sources_, write("a.proviso", "party Ann") + "/b.proviso");
  ASSERT_FALSE(file.has_value());
}

TEST_F(LoadFile, RefusesEmptyFiles) {
  EXPECT_EQ(refuse("").code, Code::kFileEmpty);
  EXPECT_EQ(refuse(" \n\t\r\n").code, Code::kFileEmpty);
  EXPECT_EQ(refuse("\xEF\xBB\xBF").code, Code::kFileEmpty);
}

TEST_F(LoadFile, RefusesAFileThatIsTooLarge) {
  EXPECT_EQ(refuse(std::string(kMaxFileBytes + 1, ' ')).code, Code::kFileTooLarge);
}

TEST_F(LoadFile, RefusesANulByte) {
  const Diagnostic diagnostic = refuse(std::string_view("party Ann\nparty\0", 16));
  EXPECT_EQ(diagnostic.code, Code::kFileHasNul);
  EXPECT_EQ(diagnostic.message, "byte 16 of line 2 is a NUL byte: this is not a text file");
}

TEST_F(LoadFile, RefusesWhatIsNotUtf8) {
  const Diagnostic diagnostic = refuse("party Ann\nparty \"M\xFCller\"\n");
  EXPECT_EQ(diagnostic.code, Code::kFileNotUtf8);
  EXPECT_EQ(diagnostic.message, "byte 19 of the file, in line 2, is 0xFC, which is not UTF-8");
  EXPECT_EQ(sources_.position(diagnostic.span.file, diagnostic.span.begin), (Position{2, 9}));
}

TEST(SourceMap, CountsLinesFromOneAndColumnsInCharacters) {
  SourceMap sources;
  const FileId file = sources.add("a", "one\ntwö x\r\n\nlast");
  EXPECT_EQ(sources.line_count(file), 4U);
  EXPECT_EQ(sources.line(file, 2), "twö x");
  EXPECT_EQ(sources.line(file, 3), "");
  EXPECT_EQ(sources.position(file, 0), (Position{1, 1}));
  EXPECT_EQ(sources.position(file, 3), (Position{1, 4}));
  EXPECT_EQ(sources.position(file, 4), (Position{2, 1}));
  EXPECT_EQ(sources.position(file, 9), (Position{2, 5}));
  EXPECT_EQ(sources.position(file, 17), (Position{4, 5}));
}

TEST(SourceMap, KeepsFilesApart) {
  SourceMap sources;
  const FileId first = sources.add("a", "one");
  const FileId second = sources.add("b", "two");
  EXPECT_EQ(sources.text(Span{first, 0, 3}), "one");
  EXPECT_EQ(sources.text(Span{second, 1, 3}), "wo");
}

TEST(Cover, SpansBoth) { EXPECT_EQ(cover(Span{FileId{}, 5, 7}, Span{FileId{}, 1, 3}), (Span{FileId{}, 1, 7})); }

TEST(DisplayWidth, CountsTerminalCells) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("é"), 1U);
  EXPECT_EQ(display_width("漢字"), 4U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U);
  EXPECT_EQ(display_width("\t"), kTabWidth);
  EXPECT_EQ(display_width("\xFF\xFE"), 2U);
}

TEST(FirstInvalidUtf8, FindsTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8(""), 0U);
  EXPECT_EQ(first_invalid_utf8("aé漢😀"), std::string_view("aé漢😀").size());
  EXPECT_EQ(first_invalid_utf8("ab\xFF"), 2U);
  EXPECT_EQ(first_invalid_utf8("a\xC3"), 1U);
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xC0\x80"), 0U);
}

}  // namespace
}  // namespace proviso::language
