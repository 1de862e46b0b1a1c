// What is answered: for a property, with everything that supports it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "properties/history.h"

namespace proviso::properties {

enum class VerdictKind { kHolds, kFails, kDepends, kBounded, kUnknown };

// One alternative of "holds when": for each reading the choices allowed; all choices where it does not matter.
using ReadingBox = std::vector<std::vector<bool>>;

// One combination of readings: the choice per ReadingId.
using ReadingChoice = std::vector<std::uint32_t>;

struct Verdict {
  VerdictKind kind = VerdictKind::kUnknown;
  std::vector<ReadingBox> when;        // kDepends: holds exactly under these
  std::optional<std::uint32_t> bound;  // kBounded: no counterexample with up to so many moments
  std::string reason;                  // kUnknown, kBounded: why, in words

  // The clauses the proof rests on: proved with exactly these present, not without any one of them. Empty for a verdict
  // without proof. For kDepends, of the proof over `when`.
  std::vector<language::ClauseId> rests_on;
  bool support_found = false;  // `rests_on` was looked for, and is what it says

  // kFails and kDepends of `always`, `whenever`: a shortest counterexample; of `always possible`: one whose last moment
  // is one from which nothing leads there (`confirmed_by`: who re-checked that). kHolds and kDepends of `possible`: a
  // witness. Always replayed: the interpreter agreed with every word of it. kUnknown: where there is one, the history
  // whose last moment can not be judged, or one that decides some readings.
  std::optional<History> history;

  // kFails of `possible`: values of the `for any` variables for which no history reaches it (under some readings, where
  // others fail for others), in the order of Property::for_any. Empty where there is nothing to tell.
  std::vector<language::Value> unreached_for;

  // `greatest` and `least`. kHolds: the value; `history` reaches it. kFails: a limit that is never reached, and
  // histories come ever closer to; none where E grows without end. `history` shows a value from which on it grows: for
  // each that follows some history with the same events and other amounts comes to it or beyond.
  std::optional<language::Value> value;

  // kHolds of `always possible`: the ways in which the formula is reached, in the order in which they are tried: for
  // every moment one of them goes through. Each step is what happens at a further moment, in words.
  std::vector<std::vector<std::string>> ways;

  // How it was proved: by induction over so many moments (0: nothing was), with products of unknowns as they are or
  // only with what is known of them in general.
  unsigned moments_of_induction = 0;
  bool exact_products = false;

  std::string engine;                     // which engine answered: "induction", "k-induction", "bounded search"
  std::vector<std::string> confirmed_by;  // solvers that re-checked the certificate: "z3", "cvc5"
  std::string note;                       // why a solver is missing there: absent, undecided, failed; else empty
};

}  // namespace proviso::properties
