#include "tests/generated/compare_verdicts.h"

#include <fmt/format.h>

#include <array>

#include "cli/prove.h"
#include "properties/extreme.h"
#include "properties/monitor.h"
#include "solver/search.h"
#include "tests/generated/differences.h"

namespace proviso::generated {

using language::Agreement;
using properties::Goal;
using properties::GoalKind;
using properties::ReadingChoice;
using properties::Verdict;
using properties::VerdictKind;

namespace {

constexpr std::array kQuestions{"always", "possible", "whenever", "always possible", "greatest", "least"};
constexpr std::array kVerdicts{"holds", "fails", "depends", "bounded", "unknown"};

std::string name_of(const Goal& goal, const Verdict& verdict) {
  return fmt::format("{} {}", kQuestions.at(static_cast<std::size_t>(goal.kind)),
                     kVerdicts.at(static_cast<std::size_t>(verdict.kind)));
}

// A scope that allows the readings under which the goal was proved.
std::optional<solver::Scope> proved_scope(const Agreement& agreement, const Goal& goal, const Verdict& verdict) {
  solver::Scope scope = solver::everything(agreement, goal.setting);
  for (const ReadingChoice& readings : properties::all_readings(agreement)) {
    const bool proved = properties::holds_under(verdict, readings) == (goal.kind == GoalKind::kKeep);
    if (proved) scope.readings.push_back(readings);
  }
  if (scope.readings.empty()) return std::nullopt;
  if (goal.kind == GoalKind::kReach) scope.for_any = verdict.unreached_for;
  return scope;
}

// A value on this side of the extreme one.
language::Value nearer(const Goal& goal, const language::Value& value) {
  const int step = goal.kind == GoalKind::kGreatest ? -1 : 1;
  if (const auto* day = std::get_if<language::Day>(&value)) return *day + std::chrono::days(step);
  return mpq_class(std::get<mpq_class>(value) + step);
}

class Comparison {
 public:
  Comparison(const Agreement& agreement, const Effort& effort, Figures& figures)
      : agreement_(agreement),
        effort_(effort),
        figures_(figures),
        limits_{.budget = effort.budget, .max_moments = 6, .patience = 20},
        prover_(agreement, limits_, cli::judge_of(agreement)),
        watch_({}, std::chrono::seconds(limits_.patience)),
        world_(closed_world(agreement)) {}

  std::optional<Disagreement> of(language::PropertyId id) {
    const Goal goal = properties::pose(agreement_, id);
    const Verdict verdict = answer(goal);
    ++figures_.goals;
    ++figures_.verdicts[name_of(goal, verdict)];
    if (auto found = by_brute_force(goal, verdict)) return found;
    const bool of_value = goal.kind == GoalKind::kGreatest || goal.kind == GoalKind::kLeast;
    if (!properties::decided(verdict) || (of_value && verdict.kind != VerdictKind::kHolds)) return std::nullopt;
    if (auto found = by_induction(goal, verdict)) return found;
    if (verdict.moments_of_induction == 0) return std::nullopt;
    ++figures_.proofs;
    return by_search(goal, verdict);
  }

 private:
  // What stays possible takes many checks.
  Verdict answer(const Goal& goal) {
    const solver::Wanted wanted{.rests_on = false, .confirm = false};
    if (goal.kind != GoalKind::kRecover) return prover_.prove(goal, wanted);
    solver::Limits limits = limits_;
    limits.budget = effort_.recovery;
    return solver::Prover(agreement_, limits, cli::judge_of(agreement_)).prove(goal, wanted);
  }

  std::optional<Disagreement> by_brute_force(const Goal& goal, const Verdict& verdict) {
    if (!world_) return std::nullopt;
    const bool recover = goal.kind == GoalKind::kRecover;
    const Enumeration all =
        enumerate(agreement_, *world_, goal, effort_.depth, recover ? effort_.continued : effort_.enumerated);
    figures_.enumerated += all.histories;
    if (all.depth == 0) return std::nullopt;
    ++figures_.enumerated_goals;
    ++figures_.depths[std::to_string(all.depth)];
    const Difference found = difference({agreement_, *world_, goal, all}, verdict, effort_.continued);
    if (!found.weakness.empty()) ++figures_.weaknesses[found.weakness];
    if (found.settled) ++figures_.settled[name_of(goal, verdict)];
    if (found.words.empty()) return std::nullopt;
    return Disagreement{"prover and brute force", name_of(goal, verdict) + ": " + found.words};
  }

  // What a history refutes, or reaches, is not provable under its readings.
  std::optional<Disagreement> by_induction(const Goal& goal, const Verdict& verdict) {
    if (!verdict.history || !goal.for_any.empty() || goal.kind == GoalKind::kRecover) return std::nullopt;
    std::vector<bool> present = goal.setting.struck;
    present.flip();
    ++figures_.refutations;
    Verdict asked;
    asked.moments_of_induction = 1;
    asked.exact_products = true;
    if (verdict.value) asked.value = nearer(goal, *verdict.value);
    if (!prover_.provable(goal, asked, present, {verdict.history->readings})) return std::nullopt;
    return Disagreement{"induction and history",
                        name_of(goal, verdict) + ": a history is shown, and yet it is provable"};
  }

  // As a question about what is so at every moment, which is what was proved.
  std::optional<Disagreement> by_search(const Goal& goal, const Verdict& verdict) {
    if (goal.kind == GoalKind::kRespond) {
      const properties::Monitored with = properties::monitored(agreement_, goal);
      return by_search(with.agreement, with.goal, verdict);
    }
    if (!verdict.value) return by_search(agreement_, goal, verdict);
    const properties::Compared with = properties::never_beyond(agreement_, goal, *verdict.value);
    return by_search(with.agreement, with.goal, verdict);
  }

  std::optional<Disagreement> by_search(const Agreement& agreement, const Goal& goal, const Verdict& verdict) {
    const auto scope = proved_scope(agreement, goal, verdict);
    for (std::size_t moments = 1; scope && moments <= effort_.searched; ++moments) {
      for (const solver::Target target : {solver::Target::kMiss, solver::Target::kTrouble}) {
        const solver::SearchResult result =
            solver::search(agreement, goal, *scope, target, moments, effort_.budget, watch_);
        ++figures_.searches;
        if (result.kind != solver::SearchResult::Kind::kFound) continue;
        return Disagreement{
            "induction and search",
            fmt::format("{}: proved by {}, but {} after {} moments", name_of(goal, verdict), verdict.engine,
                        target == solver::Target::kMiss ? "missed" : "trouble", moments)};
      }
    }
    return std::nullopt;
  }

  const Agreement& agreement_;
  const Effort& effort_;
  Figures& figures_;
  solver::Limits limits_;
  solver::Prover prover_;
  solver::Watch watch_;
  std::optional<ClosedWorld> world_;
};

}  // namespace

std::optional<Disagreement> compare_verdicts(const Agreement& agreement, const Effort& effort, Figures& figures) {
  Comparison comparison(agreement, effort, figures);
  for (std::uint32_t p = 0; p < agreement.properties.size(); ++p) {
    if (auto found = comparison.of(language::PropertyId{p})) {
      found->words = agreement.properties[p].name + " " + found->words;
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace proviso::generated
