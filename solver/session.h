// The only owner of a Z3 solver. A solver whose check was cut short may answer wrongly afterwards, so an undecided check
// throws it away: the next check runs on a new one with the same requirements.
#pragma once

#include <z3++.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace proviso::solver {

enum class Outcome { kSat, kUnsat, kUndecided };

class Session {
 public:
  // `budget`: Z3 resource units for each check.
  Session(z3::context& context, std::uint64_t budget);

  void require(const z3::expr& assertion);
  void require(const std::vector<z3::expr>& assertions);

  Outcome check(const std::vector<z3::expr>& assumptions = {});

  // After kSat.
  z3::model model();
  // After kUnsat: the positions of the assumptions that the refutation used.
  std::vector<std::size_t> core();

  // All requirements, in order.
  const std::vector<z3::expr>& requirements() const { return requirements_; }
  // How many checks were cut short by the budget.
  std::uint64_t undecided_checks() const { return undecided_; }

 private:
  z3::context& context_;
  std::uint64_t budget_;
  std::vector<z3::expr> requirements_;
  std::size_t asserted_ = 0;
  std::unique_ptr<z3::solver> solver_;
  std::vector<z3::expr> assumptions_;
  std::uint64_t undecided_ = 0;
};

}  // namespace proviso::solver
