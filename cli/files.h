// Which files a list of paths stands for.
#pragma once

#include <string>
#include <vector>

namespace proviso::cli {

// A file stands for itself, a folder for every *.proviso file below it.
struct FoundFiles {
  std::vector<std::string> files;     // in the order of the paths, those of a folder sorted by the bytes of their paths
  std::vector<std::string> problems;  // one sentence for each path that gives nothing, or not all
};

// A file that several paths name, or several links, is found once. A folder reached by several links is entered once.
FoundFiles find_files(const std::vector<std::string>& paths);

}  // namespace proviso::cli
