// What the tests of this folder ask of the solvers, in one place.
#pragma once

#include "solver/certificate.h"
#include "solver/induction.h"
#include "solver/search.h"
#include "solver/second_opinion.h"
#include "solver/workshop.h"
#include "tests/unit/written.h"

namespace proviso::solver {

inline constexpr std::uint64_t kPlenty = 3'000'000;

// A road with tolls, for agreements that add clauses and properties.
inline const std::string kRoad = R"(
agreement toll "Tolls" { currency USD starts 2026-01-01 }
party Driver
kind Road = North | South
action pay(road: Road, amount: money where amount >= $0) by Driver
event passes(road: Road)
tally paid = sum of amount over pay
tally payments = count of pay
)";

// Waits as long as it takes: budgets alone end a check.
inline Watch& patience() {
  static Watch watch({}, std::chrono::hours{1});
  return watch;
}

inline Induction induction_of(const Written& written) {
  return Induction(written.agreement(), written.setting(), kPlenty, patience());
}

inline Workshop workshop_of(const Written& written, const std::vector<Candidate>& pool,
                            encode::Products products = encode::Products::kAbstract) {
  return Workshop(written.agreement(), written.setting(), pool, products, kPlenty, patience());
}

inline Confirmation confirmation_of(const std::vector<Obligation>& obligations) {
  return confirm(obligations, kPlenty, patience());
}

inline SearchResult searched(const Written& written, const std::string& property, Target target, std::size_t moments) {
  const properties::Goal goal = written.goal(property);
  return search(written.agreement(), goal, everything(written.agreement(), goal.setting), target, moments, kPlenty,
                patience());
}

// What a fresh Z3 says.
inline SecondAnswer answer_to(const Obligation& script) {
  return ask_fresh_z3({script.script}, kPlenty, patience()).front();
}

// Everything is allowed but these clauses are absent.
inline Scope without(const Written& written, const std::vector<std::string>& clauses) {
  Scope scope = everything(written.agreement(), written.setting());
  for (const std::string& clause : clauses) scope.present[written.clause(clause).index] = false;
  return scope;
}

}  // namespace proviso::solver
