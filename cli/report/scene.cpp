#include "cli/report/scene.h"

namespace proviso::cli {

Scene::Scene(const language::Agreement& agreement, const PropertyResult& result)
    : trace_(*result.trace),
      goal_(result.goal),
      world_{
          .agreement = agreement, .setting = result.goal.setting, .history = *result.verdict.history, .tallies = {}} {
  for (const replay::Judgement& judgement : trace_.judgements) {
    world_.duties.push_back(judgement.duties);
    world_.breached.push_back(judgement.breached);
  }
}

std::size_t Scene::decisive_moment() const {
  using properties::GoalKind;
  const bool wanted = goal_.kind == GoalKind::kReach;
  const bool first = wanted || goal_.kind == GoalKind::kKeep || goal_.kind == GoalKind::kRespond;
  for (std::size_t i = 0; first && i < trace_.formula.size(); ++i) {
    if (trace_.formula[i] == wanted) return i;
  }
  return size() == 0 ? 0 : size() - 1;
}

std::optional<replay::Missed> Scene::missed() {
  if (goal_.kind != properties::GoalKind::kRespond || size() == 0) return std::nullopt;
  return replay::first_missed(world_, goal_, decisive_moment());
}

replay::Context Scene::after(std::size_t moment) {
  replay::Context context = replay::after_moment(world_, moment);
  context.variables = {goal_.for_any, world_.history.for_any};
  return context;
}

std::optional<language::Value> Scene::tally(language::TallyId tally, const properties::Arguments& arguments,
                                            std::size_t moments) {
  return world_.tallies.cell(world_, tally, arguments, moments).value;
}

}  // namespace proviso::cli
