// Tallies: what each counts, its type, its window, and what it begins with. They may read themselves and one another in
// any order, so the types of all are found before their expressions are checked.
#pragma once

#include <cstdint>

#include "language/check_state.h"

namespace proviso::language {

// What says of which type a tally is.
enum class TypeSource {
  kOperation,  // `count`, `ever`, `first date`, `last date`
  kDeclared,   // `tally t : money = …`, of a sum or `latest`
  kInitially,  // of a sum or `latest` without declared type
  kValue       // of a sum or `latest` with neither
};
TypeSource type_source(const syntax::Tally& tally);

// The parameters of all tallies.
void declare_tallies(Checker& checker);

// The type of one tally; what it is read from must have been checked.
void check_tally_type(Checker& checker, std::uint32_t index);

// The expressions of all tallies, once all types are known.
void check_tallies(Checker& checker);

}  // namespace proviso::language
