#include "solver/survey.h"

#include <fmt/format.h>

#include <algorithm>

#include "solver/readings.h"
#include "solver/session.h"

namespace proviso::solver {

using language::Agreement;
using language::Value;
using properties::Goal;
using properties::GoalKind;
using properties::History;
using properties::ReadingChoice;

namespace {

// How many values of this type have to be told apart, given those that variables before it have.
std::uint32_t count_values(const Agreement& agreement, const Goal& goal, std::size_t variable,
                           const std::vector<Value>& prefix) {
  const language::Type type = agreement[goal.for_any[variable]].type;
  if (type.sort == language::Sort::kParty) return static_cast<std::uint32_t>(agreement.parties.size());
  if (!agreement[type.kind].open) return static_cast<std::uint32_t>(agreement[type.kind].members.size());
  std::uint32_t used = 0;
  for (std::size_t u = 0; u < variable; ++u) {
    if (agreement[goal.for_any[u]].type == type) used = std::max(used, std::get<language::Member>(prefix[u]).index + 1);
  }
  return used + 1;
}

// Values of the `for any` variables, up to the naming of individuals of open kinds: for closed kinds every member, for
// open kinds every way in which variables can coincide.
std::vector<std::vector<Value>> instances(const Agreement& agreement, const Goal& goal) {
  std::vector<std::vector<Value>> all{{}};
  for (std::size_t v = 0; v < goal.for_any.size(); ++v) {
    std::vector<std::vector<Value>> longer;
    for (const std::vector<Value>& prefix : all) {
      const std::uint32_t count = count_values(agreement, goal, v, prefix);
      for (std::uint32_t i = 0; i < count; ++i) {
        longer.push_back(prefix);
        longer.back().push_back(language::Member{i});
      }
    }
    all = std::move(longer);
  }
  return all;
}

// What is known of one instance: no status where nothing is asked of it.
using Statuses = std::vector<std::optional<Status>>;

class Surveyor {
 public:
  Surveyor(Engines& engines, const Goal& goal, Survey& result) : engines_(engines), goal_(goal), result_(result) {}

  // Settles as many combinations of readings as it can.
  Statuses settle(const std::vector<Value>& values, Statuses status) {
    for (std::vector<ReadingChoice> left = open(status); !left.empty(); left = open(status)) {
      Scope scope = everything(engines_.agreement(), goal_.setting);
      if (left.size() < status.size()) scope.readings = left;
      scope.for_any = values;
      Attempt attempt = engines_.attempt(goal_, scope);
      if (attempt.history) {
        mark_missed(status, *attempt.history);
        result_.histories.push_back(*std::move(attempt.history));
      } else if (attempt.proof) {
        std::replace(status.begin(), status.end(), std::optional(Status::kOpen), std::optional(Status::kMet));
        result_.proofs.push_back({*std::move(attempt.proof), scope});
      } else {
        if (!result_.unsettled || attempt.closed < result_.unsettled->closed) result_.unsettled = std::move(attempt);
        break;
      }
    }
    return status;
  }

  // Where some values of the terms let the variables have these values, they are asked for.
  Statuses asked(const std::vector<Value>& values) {
    Statuses status(result_.combinations.size(), Status::kOpen);
    if (!goal_.for_any_where) return status;
    z3::context context;
    encode::Unrolling unrolling(context, engines_.agreement(), goal_.setting, encode::Start::kNothingHappened);
    Session session(context, engines_.limits().budget, engines_.watch());
    const encode::Encoded where = for_any_where(unrolling, goal_);
    session.require(encode::implication(where.defined, where.value));
    Scope scope = everything(engines_.agreement(), goal_.setting);
    scope.for_any = values;
    for (std::size_t i = 0; i < status.size(); ++i) {
      engines_.watch().pause();
      scope.readings = {result_.combinations[i]};
      const z3::expr chosen = choices(unrolling, goal_, scope);
      session.require(unrolling.take_constraints());
      if (session.check({}, {chosen}) == Outcome::kUnsat) status[i].reset();
    }
    return status;
  }

 private:
  std::vector<ReadingChoice> open(const Statuses& status) const {
    std::vector<ReadingChoice> left;
    for (std::size_t i = 0; i < status.size(); ++i) {
      if (status[i] == Status::kOpen) left.push_back(result_.combinations[i]);
    }
    return left;
  }

  void mark_missed(Statuses& status, History history) const {
    for (std::size_t i = 0; i < status.size(); ++i) {
      history.readings = result_.combinations[i];
      if (status[i] == Status::kOpen && engines_.judge().demonstrates(goal_, history)) status[i] = Status::kMissed;
    }
  }

  Engines& engines_;
  const Goal& goal_;
  Survey& result_;
};

// What the instances come to together: reached where all that are asked for are; not where one can not be.
Status together(const std::vector<Statuses>& instances, std::size_t combination) {
  bool any = false, open = false;
  for (const Statuses& status : instances) {
    if (status[combination] == Status::kMet) return Status::kMet;
    open |= status[combination] == Status::kOpen;
    any |= status[combination].has_value();
  }
  return any && !open ? Status::kMissed : Status::kOpen;
}

void survey_instances(Surveyor& surveyor, const Engines& engines, const Goal& goal, Survey& result) {
  std::vector<Statuses> all;
  for (const std::vector<Value>& values : instances(engines.agreement(), goal)) {
    all.push_back(surveyor.settle(values, surveyor.asked(values)));
  }
  result.status.clear();
  for (std::size_t i = 0; i < result.combinations.size(); ++i) result.status.push_back(together(all, i));
}

}  // namespace

Survey survey(Engines& engines, const Goal& goal) {
  Survey result;
  result.combinations = combinations(engines.agreement(), engines.limits().max_readings);
  if (result.combinations.empty()) {
    result.reason = fmt::format("more than {} combinations of readings", engines.limits().max_readings);
    return result;
  }
  Surveyor surveyor(engines, goal, result);
  if (goal.kind == GoalKind::kKeep) {
    const Statuses status = surveyor.settle({}, Statuses(result.combinations.size(), Status::kOpen));
    for (const std::optional<Status>& one : status) result.status.push_back(*one);
  } else {
    survey_instances(surveyor, engines, goal, result);
  }
  const bool open = std::find(result.status.begin(), result.status.end(), Status::kOpen) != result.status.end();
  if (open)
    result.reason = result.unsettled ? result.unsettled->reason : "nothing satisfies the `where` of its `for any`";
  return result;
}

std::optional<History> shown_under(const Engines& engines, const Goal& goal, const Survey& survey,
                                   const std::vector<ReadingChoice>& readings) {
  for (const History& history : survey.histories) {  // as found, if that is among them: it is the plainest
    if (std::find(readings.begin(), readings.end(), history.readings) != readings.end()) return history;
  }
  for (const ReadingChoice& choice : readings) {
    for (History history : survey.histories) {
      history.readings = choice;
      if (engines.judge().demonstrates(goal, history)) return history;
    }
  }
  return std::nullopt;
}

}  // namespace proviso::solver
