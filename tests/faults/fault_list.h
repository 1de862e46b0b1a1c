// The faults of faults.txt: an expression of the encoder, and what stands in its place where the fault is planted.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace proviso::faults {

struct Fault {
  std::string name, construct;
  std::string file;        // from the root of the sources
  std::string before;      // the text that leads to the expression
  std::string expression;  // without `before` and `after` it may stand there more than once
  std::string after;
  std::string planted;
  std::size_t line = 0;  // of the list
};

// Throws std::runtime_error, naming file and line, where the list is not well formed or two faults share a name.
std::vector<Fault> read_faults(const std::filesystem::path& list);

}  // namespace proviso::faults
