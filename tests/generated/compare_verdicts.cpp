#include "tests/generated/compare_verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/prove.h"
#include "solver/search.h"

namespace proviso::generated {

using language::Agreement;
using properties::Goal;
using properties::GoalKind;
using properties::ReadingChoice;
using properties::Verdict;
using properties::VerdictKind;

namespace {

constexpr std::size_t kPastTrouble = 2;  // so much longer is a search that has found trouble
constexpr std::array kVerdicts{"holds", "fails", "depends", "bounded", "unknown"};

std::string name_of(const Goal& goal, const Verdict& verdict) {
  return fmt::format("{} {}", goal.kind == GoalKind::kKeep ? "always" : "possible",
                     kVerdicts.at(static_cast<std::size_t>(verdict.kind)));
}

std::optional<std::size_t> length(const std::optional<properties::History>& history) {
  return history ? std::optional(history->moments.size()) : std::nullopt;
}

// Under one combination of readings: over all values of `for any`, what brute force came to.
struct Counted {
  std::optional<std::size_t> demonstrated;  // the shortest
  std::optional<std::size_t> trouble;
  bool all_demonstrated = true;  // for all values that are asked for
  bool asked = false;
};

Counted counted(const Enumeration& enumeration, const ReadingChoice& readings) {
  Counted all;
  for (const Shortest& one : enumeration.found) {
    if (one.readings != readings || !one.asked) continue;
    all.asked = true;
    const auto demonstrated = length(one.demonstration), trouble = length(one.trouble);
    all.all_demonstrated &= demonstrated.has_value();
    if (demonstrated) all.demonstrated = std::min(all.demonstrated.value_or(*demonstrated), *demonstrated);
    // Trouble settles nothing where there is a history to show.
    if (trouble && !demonstrated) all.trouble = std::min(all.trouble.value_or(*trouble), *trouble);
  }
  return all;
}

// Proved under these readings: of a goal to keep that there is no counterexample, of one to reach that for some values
// there is no witness.
std::string difference_of_proof(const Goal& goal, const Counted& counted) {
  if (goal.kind == GoalKind::kKeep) {
    if (counted.demonstrated) return fmt::format("proved, but missed after {} moments", *counted.demonstrated);
    if (counted.trouble) return fmt::format("proved, but in trouble after {} moments", *counted.trouble);
    return {};
  }
  if (counted.asked && counted.all_demonstrated) return "proved to be impossible, but reached";
  return {};
}

std::string difference_of_length(const Verdict& verdict, const Enumeration& enumeration,
                                 const std::optional<std::size_t>& shortest) {
  const auto shown = length(verdict.history);
  if (!shown) return {};
  if (shortest && *shortest < *shown) return fmt::format("{} moments are shown, {} suffice", *shown, *shortest);
  if (*shown > enumeration.depth || shortest == shown) return {};
  return fmt::format("{} moments are shown, brute force finds none so short", *shown);
}

std::string difference_of_decided(const Goal& goal, const Verdict& verdict, const Enumeration& enumeration) {
  const bool keep = goal.kind == GoalKind::kKeep;
  std::optional<std::size_t> shortest;
  bool several = false;
  for (const Shortest& one : enumeration.found) {
    const bool proved = properties::holds_under(verdict, one.readings) == keep;
    const Counted all = counted(enumeration, one.readings);
    if (proved) {
      if (std::string found = difference_of_proof(goal, all); !found.empty()) return found;
    } else {
      if (all.demonstrated) shortest = std::min(shortest.value_or(*all.demonstrated), *all.demonstrated);
      several |= !keep && !goal.for_any.empty();
    }
  }
  return several ? "" : difference_of_length(verdict, enumeration, shortest);
}

// What an undecided verdict says all the same.
std::string difference_of_open(const Goal& goal, const Verdict& verdict, const Enumeration& enumeration,
                               std::string& weakness) {
  for (const Shortest& one : enumeration.found) {
    const Counted all = counted(enumeration, one.readings);
    if (!all.demonstrated || (goal.kind == GoalKind::kReach && !goal.for_any.empty())) continue;
    if (verdict.kind == VerdictKind::kBounded && verdict.bound.value() >= *all.demonstrated) {
      return fmt::format("none of up to {} moments, but there is one of {}", *verdict.bound, *all.demonstrated);
    }
    weakness = verdict.reason;
    const auto trouble = length(verdict.history);
    const bool within = trouble && enumeration.found.size() == 1 && *all.demonstrated <= *trouble + kPastTrouble;
    if (within && verdict.kind == VerdictKind::kUnknown) {
      return fmt::format("unknown by trouble after {} moments, but {} moments decide", *trouble, *all.demonstrated);
    }
  }
  return {};
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
    const Verdict verdict = prover_.prove(goal, {.rests_on = false, .confirm = false});
    ++figures_.goals;
    ++figures_.verdicts[name_of(goal, verdict)];
    if (auto found = by_brute_force(goal, verdict)) return found;
    if (!properties::decided(verdict)) return std::nullopt;
    if (auto found = by_induction(goal, verdict)) return found;
    if (verdict.moments_of_induction == 0) return std::nullopt;
    ++figures_.proofs;
    return by_search(goal, verdict);
  }

 private:
  std::optional<Disagreement> by_brute_force(const Goal& goal, const Verdict& verdict) {
    if (!world_) return std::nullopt;
    const Enumeration all = enumerate(agreement_, *world_, goal, effort_.depth, effort_.enumerated);
    figures_.enumerated += all.histories;
    if (all.depth == 0) return std::nullopt;
    ++figures_.decisive;
    ++figures_.depths[std::to_string(all.depth)];
    std::string weakness;
    const auto words = difference(goal, verdict, all, weakness);
    if (!weakness.empty()) ++figures_.weaknesses[weakness];
    if (!words) return std::nullopt;
    return Disagreement{"prover and brute force", name_of(goal, verdict) + ": " + *words};
  }

  // What a history refutes, or reaches, is not provable under its readings.
  std::optional<Disagreement> by_induction(const Goal& goal, const Verdict& verdict) {
    if (!verdict.history || !goal.for_any.empty()) return std::nullopt;
    std::vector<bool> present = goal.setting.struck;
    present.flip();
    ++figures_.refutations;
    Verdict asked;
    asked.moments_of_induction = 1;
    asked.exact_products = true;
    if (!prover_.provable(goal, asked, present, {verdict.history->readings})) return std::nullopt;
    return Disagreement{"induction and history",
                        name_of(goal, verdict) + ": a history is shown, and yet it is provable"};
  }

  std::optional<Disagreement> by_search(const Goal& goal, const Verdict& verdict) {
    const auto scope = proved_scope(agreement_, goal, verdict);
    for (std::size_t moments = 1; scope && moments <= effort_.searched; ++moments) {
      for (const solver::Target target : {solver::Target::kMiss, solver::Target::kTrouble}) {
        const solver::SearchResult result =
            solver::search(agreement_, goal, *scope, target, moments, effort_.budget, watch_);
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

std::optional<std::string> difference(const Goal& goal, const Verdict& verdict, const Enumeration& enumeration,
                                      std::string& weakness) {
  std::string found = properties::decided(verdict) ? difference_of_decided(goal, verdict, enumeration)
                                                   : difference_of_open(goal, verdict, enumeration, weakness);
  return found.empty() ? std::nullopt : std::optional(std::move(found));
}

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
