// Solvers that know nothing of us but the text of a script.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "solver/watch.h"

namespace proviso::solver {

enum class SecondAnswer { kSat, kUnsat, kUnknown };

// Each script in a fresh Z3 context. `budget`: resource units a script.
std::vector<SecondAnswer> ask_fresh_z3(const std::vector<std::string>& scripts, std::uint64_t budget, Watch& watch);

// All scripts in one run of the program `cvc5`, found on the path. Empty, with `trouble` saying why, where it is absent
// or fails: an exit code other than 0, or anything on its standard output but one answer for each script. kUnknown for
// what it leaves undecided within a budget of its own resource units. A wall-clock limit is the safety net under that.
std::vector<SecondAnswer> ask_cvc5(const std::vector<std::string>& scripts, std::string& trouble);

// The version that `cvc5 --version` reports, or "" where there is none.
std::string cvc5_version();

}  // namespace proviso::solver
