// Z3 expressions as plain SMT-LIB 2 text in our own printing: symbols get names of our own (what each stands for is in
// a comment), shared parts are defined once.
#pragma once

#include <z3++.h>

#include <string>
#include <vector>

namespace proviso::encode {

// A script that asserts every expression and asks for satisfiability. `title` becomes a comment line.
std::string smtlib_script(const std::string& title, const std::vector<z3::expr>& assertions);

}  // namespace proviso::encode
