// Z3 expressions as plain SMT-LIB 2 text in our own printing: symbols get names of our own (what each stands for is in
// a comment), shared parts are defined once.
#pragma once

#include <z3++.h>

#include <optional>
#include <string>
#include <vector>

namespace proviso::encode {

// A script that asserts every expression and asks for satisfiability. `title` becomes a comment line.
std::string smtlib_script(const std::string& title, const std::vector<z3::expr>& assertions);

// A script that asserts `given`, which speaks of the constant `free` alone, and that no values of all other constants
// satisfy all of `refused`. None where a function stands in them.
std::optional<std::string> smtlib_script_for_none(const std::string& title, const std::vector<z3::expr>& given,
                                                  const z3::expr& free, const std::vector<z3::expr>& refused);

}  // namespace proviso::encode
