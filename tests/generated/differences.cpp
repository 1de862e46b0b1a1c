// A closed world is closed by what the agreement says itself: what its histories of a length do not show, no history of
// that length does.
#include "tests/generated/differences.h"

#include <fmt/format.h>

#include <algorithm>

#include "properties/extreme.h"
#include "replay/replay.h"
#include "tests/generated/continuations.h"

namespace proviso::generated {

using properties::Goal;
using properties::GoalKind;
using properties::History;
using properties::ReadingChoice;
using properties::Verdict;
using properties::VerdictKind;

namespace {

constexpr std::size_t kPastTrouble = 2;  // so much longer is a search that has found trouble
constexpr std::size_t kLedOn = 4;        // what is said to be stuck is led on by so many moments

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
  if (goal.kind != GoalKind::kReach) {
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
  const bool keep = goal.kind != GoalKind::kReach;
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

Difference difference_of_history(const Goal& goal, const Verdict& verdict, const Enumeration& all) {
  Difference result;
  result.words = properties::decided(verdict) ? difference_of_decided(goal, verdict, all)
                                              : difference_of_open(goal, verdict, all, result.weakness);
  result.settled = std::any_of(all.found.begin(), all.found.end(),
                               [](const Shortest& one) { return one.demonstration.has_value(); });
  result.settled &= properties::decided(verdict);
  return result;
}

// The value is never exceeded, and the history reaches it. That there is none is said where it grows with the amounts
// of a history: in a closed world they are among a few.
Difference difference_of_value(const Enumerated& given, const Verdict& verdict) {
  Difference result;
  if (verdict.kind == VerdictKind::kFails) result.words = "of a few values one is the last";
  if (verdict.kind != VerdictKind::kHolds) return result;
  const language::Value value = verdict.value.value();
  if (replay::reached(given.agreement, given.goal, verdict.history.value()) != value) {
    result.words = "the history that is shown does not reach the value";
  }
  for (const Shortest& one : given.all.found) {
    if (one.extreme && properties::beyond(given.goal, *one.extreme, value)) result.words = "a value lies beyond it";
    if (one.trouble) result.words = fmt::format("proved, but in trouble after {} moments", *length(one.trouble));
    result.settled |= one.extreme == value;
  }
  return result;
}

class Recovery {
 public:
  Recovery(const Enumerated& given, const Verdict& verdict, std::size_t left)
      : given_(given), verdict_(verdict), left_(left) {}

  Difference run() {
    if (!properties::decided(verdict_)) return open();
    if (verdict_.history) stuck(*verdict_.history);
    if (verdict_.kind != VerdictKind::kFails) led_on();
    return std::move(result_);
  }

 private:
  LeadsOn leads_on(const History& history, std::size_t moments) {
    return generated::leads_on(given_.agreement, given_.world, given_.goal, history, moments, left_);
  }

  void stuck(const History& history) {
    const std::size_t most = given_.goal.within_moments.value_or(kLedOn);
    if (!replay::demonstrates(given_.agreement, given_.goal, history)) {
      result_.words = "the history that is shown is not one from which anything has to lead on";
      return;
    }
    const LeadsOn on = leads_on(history, most);
    if (on == LeadsOn::kYes) result_.words = "stuck, but something leads on";
    result_.settled = on == LeadsOn::kNo;
  }

  // One of the verdict's ways goes through, and none of them has more moments.
  void led_on() {
    std::size_t most = 0;
    for (const std::vector<std::string>& way : verdict_.ways) most = std::max(most, way.size());
    for (const History& history : given_.all.unmet) {
      if (!properties::holds_under(verdict_, history.readings)) continue;
      const LeadsOn on = leads_on(history, most);
      if (on == LeadsOn::kUnsure) return;
      result_.settled = true;
      if (on == LeadsOn::kYes) continue;
      result_.words = fmt::format("nothing of {} moments leads on from a history of {}", most, history.moments.size());
      return;
    }
    for (const Shortest& one : given_.all.found) {
      if (!one.trouble || !properties::holds_under(verdict_, one.readings)) continue;
      result_.words = fmt::format("proved, but in trouble after {} moments", *length(one.trouble));
    }
  }

  // Only where the goal says how long a way may be.
  Difference open() {
    for (const History& history : given_.all.unmet) {
      if (!given_.goal.within_moments) break;
      const LeadsOn on = leads_on(history, *given_.goal.within_moments);
      if (on == LeadsOn::kUnsure) break;
      if (on == LeadsOn::kYes) continue;
      result_.weakness = verdict_.reason;
      if (verdict_.kind != VerdictKind::kBounded || *verdict_.bound < history.moments.size()) break;
      result_.words = fmt::format("none of up to {} moments, but nothing leads on from one of {}", *verdict_.bound,
                                  history.moments.size());
      break;
    }
    return std::move(result_);
  }

  const Enumerated& given_;
  const Verdict& verdict_;
  std::size_t left_;
  Difference result_;
};

}  // namespace

Difference difference(const Enumerated& given, const Verdict& verdict, std::size_t left) {
  switch (given.goal.kind) {
    case GoalKind::kKeep:
    case GoalKind::kReach:
    case GoalKind::kRespond:
      return difference_of_history(given.goal, verdict, given.all);
    case GoalKind::kRecover:
      return Recovery(given, verdict, left).run();
    case GoalKind::kGreatest:
    case GoalKind::kLeast:
      return difference_of_value(given, verdict);
  }
  throw std::logic_error("a goal of no kind");
}

}  // namespace proviso::generated
