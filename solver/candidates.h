// Candidates for lemmas: facts that a reader of the agreement would expect of every state it can reach. They are only
// guesses; `Lemmas` keeps those that are inductive together.
//
// Where they come from: signs and monotony of tallies; what a duty's trigger and clause say of its frozen values; the
// comparisons written in clauses, facts and properties, also in their boundary form (`paid + amount > cap` suggests
// `paid <= cap`); and for a sum that a duty's discharge will raise, the same comparison with what is owed added
// (`paid <= rate * revenue` suggests `paid + owed amount <= rate * revenue` while the duty is outstanding).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "encode/unrolling.h"
#include "properties/history.h"

namespace proviso::solver {

struct Candidate {
  std::string name;  // unique, for certificates and --print
  // A fact about every application of this tally, at its arguments; otherwise about the state as a whole.
  std::optional<language::TallyId> about;
  std::function<z3::expr(encode::Unrolling&, std::size_t state, const std::vector<z3::expr>& arguments)> at;
  // It says something of every duty that is outstanding: also of those of state 0 that come up later. Where not all
  // duties of a statement are laid out (see encode/commitments.cpp), of each, of each two, or that there is none:
  // never of their number or sum.
  bool about_duties = false;
};

std::vector<Candidate> candidates(const language::Agreement& agreement);

// Those, and for each part of the state that it is, at least or at most, what it is at the end of this history.
std::vector<Candidate> candidates_after(const language::Agreement& agreement, const properties::Setting& setting,
                                        const properties::History& history);

}  // namespace proviso::solver
