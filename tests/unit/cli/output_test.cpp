#include "cli/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/cli/folder.h"

namespace proviso::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

mode_t mode_of(const std::string& path) {
  struct stat there{};
  ::stat(path.c_str(), &there);
  return there.st_mode & 07777;
}

TEST(Output, WritesAFileWhole) {
  const Folder folder;
  auto output = Output::open(folder.at("report"));
  ASSERT_TRUE(output);
  EXPECT_FALSE(fs::exists(folder.at("report")));
  ASSERT_TRUE(output->write("all of it\n"));
  EXPECT_EQ(folder.read("report"), "all of it\n");
  EXPECT_EQ(folder.entries(), 1u);
}

TEST(Output, NothingIsLeftOfWhatWasNotWritten) {
  const Folder folder;
  folder.write("report", "old");
  {
    ASSERT_TRUE(Output::open(folder.at("report")));
  }
  EXPECT_EQ(folder.read("report"), "old");
  EXPECT_EQ(folder.entries(), 1u);
}

TEST(Output, ReplacesWhatIsThereAndKeepsItsRights) {
  const Folder folder;
  folder.write("report", "old and longer");
  ::chmod(folder.at("report").c_str(), 0640);
  auto output = Output::open(folder.at("report"));
  ASSERT_TRUE(output);
  ASSERT_TRUE(output->write("new"));
  EXPECT_EQ(folder.read("report"), "new");
  EXPECT_EQ(mode_of(folder.at("report")), 0640u);
}

TEST(Output, ANewFileHasTheUsualRights) {
  const Folder folder;
  const mode_t mask = ::umask(022);
  auto output = Output::open(folder.at("report"));
  ASSERT_TRUE(output && output->write("x"));
  ::umask(mask);
  EXPECT_EQ(mode_of(folder.at("report")), 0644u);
}

TEST(Output, WritesThroughALink) {
  const Folder folder;
  folder.write("real", "old");
  fs::create_symlink("real", folder.at("link"));
  auto output = Output::open(folder.at("link"));
  ASSERT_TRUE(output && output->write("new"));
  EXPECT_TRUE(fs::is_symlink(folder.at("link")));
  EXPECT_EQ(folder.read("real"), "new");
}

TEST(Output, ADeviceIsWrittenNotReplaced) {
  auto output = Output::open("/dev/null");
  ASSERT_TRUE(output && output->write("x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST(Output, SaysWhyAPathCanNotBeWritten) {
  const Folder folder;
  const std::vector<std::pair<std::string, std::string>> table = {{folder.path(), "it is a folder"},
                                                                  {folder.at("no/report"), "does not exist"}};
  for (const auto& [path, message] : table) {
    const auto output = Output::open(path);
    ASSERT_FALSE(output) << path;
    EXPECT_THAT(output.error(), HasSubstr(message));
  }
}

TEST(Output, AFileOrFolderThatMustNotBeWritten) {
  if (::geteuid() == 0) GTEST_SKIP() << "root writes everywhere";
  const Folder folder;
  folder.write("report", "old");
  ::chmod(folder.at("report").c_str(), 0444);
  EXPECT_FALSE(Output::open(folder.at("report")));
  ::chmod(folder.path().c_str(), 0555);
  EXPECT_FALSE(Output::open(folder.at("new")));
  ::chmod(folder.path().c_str(), 0755);
}

TEST(Output, AFullDeviceIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  auto output = Output::open("/dev/full");
  ASSERT_TRUE(output);
  const auto written = output->write("x");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error(), HasSubstr("can not be written"));
}

}  // namespace
}  // namespace proviso::cli
