#include "solver/session.h"

namespace proviso::solver {

Session::Session(z3::context& context, std::uint64_t budget) : context_(context), budget_(budget) {}

void Session::require(const z3::expr& assertion) {
  if (!assertion.is_true()) requirements_.push_back(assertion);
}

void Session::require(const std::vector<z3::expr>& assertions) {
  for (const z3::expr& assertion : assertions) require(assertion);
}

Outcome Session::check(const std::vector<z3::expr>& assumptions) {
  if (!solver_) {
    solver_ = std::make_unique<z3::solver>(context_);
    z3::params params(context_);
    params.set("rlimit", static_cast<unsigned>(budget_));
    solver_->set(params);
    asserted_ = 0;
  }
  for (; asserted_ < requirements_.size(); ++asserted_) solver_->add(requirements_[asserted_]);
  assumptions_ = assumptions;
  z3::expr_vector literals(context_);
  for (const z3::expr& assumption : assumptions) literals.push_back(assumption);
  z3::check_result result = z3::unknown;
  try {
    result = solver_->check(literals);
  } catch (const z3::exception&) {
    result = z3::unknown;  // some resource limits are reported as exceptions
  }
  if (result == z3::sat) return Outcome::kSat;
  if (result == z3::unsat) return Outcome::kUnsat;
  solver_.reset();
  ++undecided_;
  return Outcome::kUndecided;
}

z3::model Session::model() { return solver_->get_model(); }

std::vector<std::size_t> Session::core() {
  const z3::expr_vector literals = solver_->unsat_core();
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < assumptions_.size(); ++i) {
    for (unsigned j = 0; j < literals.size(); ++j) {
      if (!z3::eq(literals[static_cast<int>(j)], assumptions_[i])) continue;
      used.push_back(i);
      break;
    }
  }
  return used;
}

}  // namespace proviso::solver
