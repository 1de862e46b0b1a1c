#include "cli/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>

#include "language/suggest.h"

namespace proviso::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".proviso";

std::vector<fs::directory_entry> sorted_entries(const fs::path& folder, std::error_code& error) {
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    entries.push_back(*entry);
  }
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
  return entries;
}

// Walks one folder. Links to folders are followed after everything that is really there, so that a file is known by its
// own path where it has one below the folder.
class Walk {
 public:
  explicit Walk(std::vector<std::string>& problems) : problems_(problems) {}

  std::vector<std::string> files_below(const fs::path& folder) {
    links_.push_back(folder);
    while (!links_.empty()) {
      const fs::path next = links_.front();
      links_.pop_front();
      enter(next);
    }
    files_.insert(files_.end(), linked_.begin(), linked_.end());
    return std::move(files_);
  }

 private:
  void enter(const fs::path& folder) {
    std::error_code error;
    if (!entered_.insert(fs::canonical(folder, error)).second) return;
    const auto entries = sorted_entries(folder, error);
    if (error)
      problems_.push_back(fmt::format("the folder `{}` can not be read: {}", folder.native(), error.message()));
    for (const fs::directory_entry& entry : entries) take(entry);
  }

  void take(const fs::directory_entry& entry) {
    std::error_code error;
    const fs::file_status status = entry.status(error);
    if (fs::is_directory(status)) {
      if (entry.is_symlink(error))
        links_.push_back(entry.path());
      else
        enter(entry.path());
      return;
    }
    if (entry.path().extension().native() != kExtension) return;
    if (!fs::exists(status)) {
      problems_.push_back(fmt::format("`{}` is a link to a file that does not exist", entry.path().native()));
      return;
    }
    (entry.is_symlink(error) ? linked_ : files_).push_back(entry.path().native());
  }

  std::vector<std::string>& problems_;
  std::set<fs::path> entered_;
  std::deque<fs::path> links_;
  std::vector<std::string> files_, linked_;
};

// What else is in the folder of a path that does not exist, and has nearly its name.
std::string near_path(const fs::path& missing) {
  const fs::path name = missing.has_filename() ? missing.filename() : missing.parent_path().filename();
  const fs::path folder = missing.has_filename() ? missing.parent_path() : missing.parent_path().parent_path();
  std::error_code error;
  std::vector<std::string> names;
  for (const auto& entry : sorted_entries(folder.empty() ? fs::path(".") : folder, error)) {
    if (entry.is_directory(error) || entry.path().extension().native() == kExtension)
      names.push_back(entry.path().filename());
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const auto near = language::suggest(name.native(), candidates);
  return near ? fmt::format("; did you mean `{}`?", (folder / *near).native()) : "";
}

std::vector<std::string> files_of_folder(const std::string& path, std::vector<std::string>& problems) {
  const std::size_t before = problems.size();
  std::vector<std::string> files = Walk(problems).files_below(path);
  if (files.empty() && problems.size() == before) {
    problems.push_back(fmt::format("the folder `{}` has no *.proviso file in it or below it", path));
  }
  return files;
}

std::vector<std::string> files_of(const std::string& path, std::vector<std::string>& problems) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    problems.push_back(fmt::format("there is no file or folder `{}`{}", path, near_path(path)));
    return {};
  }
  if (!fs::status_known(status)) {
    problems.push_back(fmt::format("`{}` can not be looked at: {}", path, error.message()));
    return {};
  }
  return fs::is_directory(status) ? files_of_folder(path, problems) : std::vector{path};
}

}  // namespace

FoundFiles find_files(const std::vector<std::string>& paths) {
  FoundFiles found;
  std::set<fs::path> known;
  for (const std::string& path : paths) {
    std::vector<std::string> kept;
    for (std::string& file : files_of(path, found.problems)) {
      std::error_code error;
      if (known.insert(fs::weakly_canonical(file, error)).second) kept.push_back(std::move(file));
    }
    std::sort(kept.begin(), kept.end());
    found.files.insert(found.files.end(), kept.begin(), kept.end());
  }
  return found;
}

}  // namespace proviso::cli
