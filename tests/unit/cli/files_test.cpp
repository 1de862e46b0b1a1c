#include "cli/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/unit/cli/folder.h"

namespace proviso::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Files, AFileStandsForItself) {
  const Folder folder;
  folder.write("a.txt");
  const FoundFiles found = find_files({folder.at("a.txt")});
  EXPECT_THAT(found.files, ElementsAre(folder.at("a.txt")));
  EXPECT_THAT(found.problems, IsEmpty());
}

TEST(Files, AFolderStandsForWhatIsBelowItInTheOrderOfBytes) {
  const Folder folder;
  for (const char* name : {"b.proviso", "B.proviso", "a/z.proviso", "a-b.proviso", "a/deep/er.proviso", "note.md"}) {
    folder.write(name);
  }
  const FoundFiles found = find_files({folder.path()});
  EXPECT_THAT(found.files, ElementsAre(folder.at("B.proviso"), folder.at("a-b.proviso"), folder.at("a/deep/er.proviso"),
                                       folder.at("a/z.proviso"), folder.at("b.proviso")));
  EXPECT_THAT(found.problems, IsEmpty());
}

TEST(Files, TheOrderOfThePathsIsKeptAndAFileCountsOnce) {
  const Folder folder;
  folder.write("a.proviso");
  folder.write("b.proviso");
  fs::create_symlink("a.proviso", folder.at("link.proviso"));
  const FoundFiles found =
      find_files({folder.at("b.proviso"), folder.path(), folder.at("./a.proviso"), folder.at("b.proviso")});
  EXPECT_THAT(found.files, ElementsAre(folder.at("b.proviso"), folder.at("a.proviso")));
}

TEST(Files, LinksInCirclesEnd) {
  const Folder folder;
  folder.write("in/a.proviso");
  fs::create_directory_symlink("..", folder.at("in/up"));
  fs::create_directory_symlink("in", folder.at("again"));
  EXPECT_THAT(find_files({folder.path()}).files, ElementsAre(folder.at("in/a.proviso")));
}

TEST(Files, LinkedFoldersAreEntered) {
  const Folder folder, elsewhere;
  elsewhere.write("a.proviso");
  fs::create_directory_symlink(elsewhere.path(), folder.at("link"));
  EXPECT_THAT(find_files({folder.path()}).files, ElementsAre(folder.at("link/a.proviso")));
}

TEST(Files, Problems) {
  const Folder folder;
  folder.write("cases/a.proviso");
  folder.write("empty/note.md");
  folder.write("broken/b.proviso");
  fs::create_symlink("nowhere", folder.at("broken/c.proviso"));
  const std::vector<std::pair<std::string, std::string>> table = {
      {"cases/b", "there is no file or folder"},
      {"csaes", "did you mean `" + folder.at("cases") + "`?"},
      {"cases/aa.proviso", "did you mean `" + folder.at("cases/a.proviso") + "`?"},
      {"empty", "has no *.proviso file in it or below it"},
      {"broken", "is a link to a file that does not exist"}};
  for (const auto& [path, message] : table) {
    const FoundFiles found = find_files({folder.at(path)});
    ASSERT_EQ(found.problems.size(), 1u) << path;
    EXPECT_THAT(found.problems[0], HasSubstr(message)) << path;
  }
}

TEST(Files, AFolderThatCanNotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads every folder";
  const Folder folder;
  folder.write("closed/a.proviso");
  fs::permissions(folder.at("closed"), fs::perms::none);
  const FoundFiles found = find_files({folder.path()});
  fs::permissions(folder.at("closed"), fs::perms::owner_all);
  ASSERT_EQ(found.problems.size(), 1u);
  EXPECT_THAT(found.problems[0], HasSubstr("can not be read"));
}

}  // namespace
}  // namespace proviso::cli
