// One agreement put to all comparisons: interpreter against encoder, prover against brute force, engines against each
// other.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "tests/random/constructs.h"
#include "tests/random/sample.h"

namespace proviso::generated {

// Two ways to the same answer came to different ones.
struct Disagreement {
  std::string between;  // which comparison, without particulars: what is left of the agreement shows the same fault
  std::string words;
};

// What was done, over many agreements.
struct Figures {
  std::size_t agreements = 0, discards = 0;
  std::size_t histories = 0, moments = 0;  // compared between interpreter and encoder
  std::size_t missed = 0;                  // those at which an occasion has not been answered in time
  std::size_t undecided = 0;               // agreements of which some were not, for their cost
  std::size_t enumerated = 0, goals = 0, enumerated_goals = 0;  // histories by brute force; goals, those of them
  std::size_t searches = 0, proofs = 0;                         // searches against proofs
  std::size_t refutations = 0;                                  // attempts to prove what a history refutes
  std::map<std::string, std::size_t> verdicts;                  // "always holds", …
  std::map<std::string, std::size_t> settled;                   // those that brute force comes to by itself
  std::map<std::string, std::size_t> depths;                    // of brute force, in goals
  std::map<std::string, std::size_t> weaknesses;                // undecided where brute force decides
  std::map<std::string, std::size_t> constructs;                // in so many agreements

  void add(const Figures& others);
};

std::string show(const Figures& figures);

struct Effort {
  std::size_t histories = 4;         // random ones of each form of comparison
  unsigned checked = 2'000'000;      // Z3's resource units for each check of these
  std::size_t enumerated = 20'000;   // most histories for one goal
  std::size_t depth = 4;             // most moments of these
  std::size_t searched = 4;          // moments of a search that is to refute a proof
  std::uint64_t budget = 500'000;    // Z3's resource units for each check of the prover
  std::size_t continued = 4'000;     // of a goal of what stays possible: most histories, and as many that go on
  std::uint64_t recovery = 200'000;  // and resource units
};

// The first disagreement. Deterministic.
std::optional<Disagreement> examine(const random_histories::Sample& sample, std::uint64_t seed, const Effort& effort,
                                    Figures& figures);

}  // namespace proviso::generated
