// The only owner of a Z3 solver. A solver whose check was cut short may answer wrongly afterwards, so an undecided
// check throws it away: the next check runs on a new one with the same requirements.
#pragma once

#include <z3++.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "solver/watch.h"

namespace proviso::solver {

enum class Outcome { kSat, kUnsat, kUndecided };

class Session {
 public:
  // `budget`: Z3 resource units for each check, below 2^32.
  Session(z3::context& context, std::uint64_t budget, Watch& watch);

  void require(const z3::expr& assertion);
  void require(const std::vector<z3::expr>& assertions);

  // `meanwhile` is required for this check alone.
  Outcome check(const std::vector<z3::expr>& assumptions = {}, const std::vector<z3::expr>& meanwhile = {});

  // Of the last check, if that was kSat.
  const z3::model& model() const { return *model_; }
  // Of the last check, if that was kUnsat: the positions of the assumptions that the refutation used.
  const std::vector<std::size_t>& core() const { return core_; }

 private:
  z3::context& context_;
  std::uint64_t budget_;
  Watch& watch_;
  std::vector<z3::expr> requirements_;
  std::size_t asserted_ = 0;
  std::unique_ptr<z3::solver> solver_;
  std::optional<z3::model> model_;
  std::vector<std::size_t> core_;

  void prepare();
  void remember(z3::check_result result, const std::vector<z3::expr>& assumptions);
};

}  // namespace proviso::solver
