#include "cli/prove.h"

#include <fmt/format.h>
#include <tbb/info.h>
#include <tbb/parallel_for_each.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>

#include "cli/interrupt.h"
#include "properties/expectation.h"

namespace proviso::cli {

namespace {

// With --require-second-solver a proof that one solver alone confirms counts as none.
void require_second_solver(properties::Verdict& verdict, properties::GoalKind kind) {
  const bool rests_on_proof = verdict.moments_of_induction > 0 || kind == properties::GoalKind::kRecover;
  if (!properties::decided(verdict) || !rests_on_proof || verdict.confirmed_by.size() >= 2) return;
  verdict.kind = properties::VerdictKind::kUnknown;
  verdict.reason = "proved, but no second solver confirmed it";
}

// Why a trace is not a demonstration.
std::string complaint(const replay::Trace& trace) {
  if (!trace.why.empty()) return trace.why;
  const bool formula = !trace.formula.empty() && !trace.formula.back();
  const bool value = !trace.values.empty() && !trace.values.back();
  if (formula || value) {
    return "the property itself reads something that has no value there, or divides by zero; guard it with what must "
           "have happened before, as in `happened implies ...`";
  }
  return "it does not show what it should";
}

}  // namespace

solver::Limits limits_of(const CheckOptions& options) {
  solver::Limits limits;
  if (options.budget > 0) limits.budget = options.budget;
  return limits;
}

solver::Judge judge_of(const language::Agreement& agreement) {
  return {[&agreement](const properties::Goal& goal, const properties::History& history) {
            return replay::demonstrates(agreement, goal, history);
          },
          [&agreement](const properties::Goal& goal, const properties::History& history) {
            return complaint(replay::replay(agreement, goal, history));
          },
          [&agreement](const properties::Goal& goal, const properties::History& history) {
            return replay::reached(agreement, goal, history);
          }};
}

namespace {

PropertyResult prove_property(const language::Agreement& agreement, language::PropertyId id, solver::Prover& prover,
                              const CheckOptions& options, bool support) {
  const auto begin = std::chrono::steady_clock::now();
  PropertyResult result;
  result.property = id;
  result.goal = properties::pose(agreement, id);
  try {
    result.verdict = prover.prove(result.goal, {.rests_on = support, .confirm = options.confirm});
  } catch (const solver::Disagreement& disagreement) {
    result.disagreement = disagreement.what();
    result.verdict.reason = fmt::format("internal disagreement, please report it: {}", disagreement.what());
  } catch (const replay::TooManyConditions& many) {
    result.verdict.reason = many.what();
  }
  if (options.require_second_solver) require_second_solver(result.verdict, result.goal.kind);
  if (result.verdict.history) result.trace = replay::replay(agreement, result.goal, *result.verdict.history);
  result.as_expected = properties::as_expected(agreement, agreement[id], result.verdict);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

// Not more than there are processors: a proof that waits for one could run out of time.
int proofs_at_a_time(std::uint64_t jobs) {
  const int processors = tbb::info::default_concurrency();
  return jobs == 0 ? processors : static_cast<int>(std::min(jobs, static_cast<std::uint64_t>(processors)));
}

void prove_task(Task& task, const CheckOptions& options, const std::function<void(std::string_view)>& progress) {
  const language::Agreement& agreement = *task.agreement;
  solver::Prover prover(agreement, limits_of(options), judge_of(agreement), interrupted);
  for (language::PropertyId id : task.properties) {
    progress(fmt::format("{}: {}", task.label, agreement[id].name));
    task.results.push_back(prove_property(agreement, id, prover, options, task.support));
  }
}

}  // namespace

void prove_all(std::vector<Task>& tasks, const CheckOptions& options,
               const std::function<void(std::string_view)>& progress) {
  std::mutex one_at_a_time;
  const auto say = [&](std::string_view what) {
    const std::lock_guard guard(one_at_a_time);
    progress(what);
  };
  struct Running {
    Task* task;
    std::exception_ptr failure;
  };
  std::vector<Running> all;
  all.reserve(tasks.size());
  for (Task& task : tasks) all.push_back({&task, nullptr});
  tbb::task_arena arena(proofs_at_a_time(options.jobs));
  arena.execute([&] {
    tbb::parallel_for_each(all, [&](Running& running) {
      try {
        prove_task(*running.task, options, say);
      } catch (...) {  // rethrown below, in the order of the tasks
        running.failure = std::current_exception();
      }
    });
  });
  for (const Running& running : all) {
    if (running.failure) std::rethrow_exception(running.failure);
  }
}

}  // namespace proviso::cli
