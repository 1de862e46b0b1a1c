#include "solver/session.h"

namespace proviso::solver {

Session::Session(z3::context& context, std::uint64_t budget, Watch& watch)
    : context_(context), budget_(budget), watch_(watch) {}

void Session::require(const z3::expr& assertion) {
  if (!assertion.is_true()) requirements_.push_back(assertion);
}

void Session::require(const std::vector<z3::expr>& assertions) {
  for (const z3::expr& assertion : assertions) require(assertion);
}

void Session::prepare() {
  if (!solver_) {
    solver_ = std::make_unique<z3::solver>(context_);
    z3::params params(context_);
    params.set("rlimit", static_cast<unsigned>(budget_));
    params.set("ctrl_c", false);  // signals are ours
    solver_->set(params);
    asserted_ = 0;
  }
  for (; asserted_ < requirements_.size(); ++asserted_) solver_->add(requirements_[asserted_]);
}

Outcome Session::check(const std::vector<z3::expr>& assumptions, const std::vector<z3::expr>& meanwhile) {
  prepare();
  z3::expr_vector literals(context_);
  for (const z3::expr& assumption : assumptions) literals.push_back(assumption);
  z3::check_result result = z3::unknown;
  try {
    if (!meanwhile.empty()) solver_->push();
    for (const z3::expr& assertion : meanwhile) solver_->add(assertion);
    {
      const Watch::Guard guard(watch_, context_);
      result = solver_->check(literals);
    }
    remember(result, assumptions);
    if (result != z3::unknown && !meanwhile.empty()) solver_->pop();
  } catch (const z3::exception&) {
    result = z3::unknown;  // some resource limits are reported as exceptions
  }
  if (result == z3::sat) return Outcome::kSat;
  if (result == z3::unsat) return Outcome::kUnsat;
  solver_.reset();
  return Outcome::kUndecided;
}

void Session::remember(z3::check_result result, const std::vector<z3::expr>& assumptions) {
  model_.reset();
  core_.clear();
  if (result == z3::sat) model_ = solver_->get_model();
  if (result != z3::unsat) return;
  const z3::expr_vector used = solver_->unsat_core();
  for (std::size_t i = 0; i < assumptions.size(); ++i) {
    for (int j = 0; j < static_cast<int>(used.size()); ++j) {
      if (!z3::eq(used[j], assumptions[i])) continue;
      core_.push_back(i);
      break;
    }
  }
}

}  // namespace proviso::solver
