#include "cli/report/why.h"

#include <fmt/format.h>

#include "cli/report/sentence.h"
#include "cli/report/words.h"
#include "language/format_value.h"

namespace proviso::cli {
namespace {

using properties::GoalKind;

// An occasion is missed because its deadline has passed: there is one.
std::string missed_sentence(const language::SourceMap& sources, Scene& scene) {
  const auto missed = scene.missed();
  if (!missed) return "";
  const std::string formula = written_text(sources, scene.agreement()[scene.goal().formula].span);
  return fmt::format("{} was to be answered by {}: `{}` was not true at any moment from then up to that day.",
                     occasion_text(sources, scene, *missed), answered_by(*missed), formula);
}

std::string stuck_sentence(const language::SourceMap& sources, Scene& scene) {
  const properties::Goal& goal = scene.goal();
  const std::string bound =
      goal.within_moments ? fmt::format(" of at most {}", counted(*goal.within_moments, "moment", "moments")) : "";
  return fmt::format("{} From there no continuation{} leads to it, with the conditions as they are then.",
                     formula_sentence(sources, scene, goal.formula), bound);
}

}  // namespace

std::string why(const language::SourceMap& sources, Scene& scene) {
  if (scene.size() == 0) return "";
  switch (scene.goal().kind) {
    case GoalKind::kKeep:
    case GoalKind::kReach:
      return formula_sentence(sources, scene, scene.goal().formula);
    case GoalKind::kRespond:
      return missed_sentence(sources, scene);
    case GoalKind::kRecover:
      return stuck_sentence(sources, scene);
    case GoalKind::kGreatest:
    case GoalKind::kLeast:
      return value_sentence(sources, scene, scene.goal().formula);
  }
  return "";
}

std::string occasion_text(const language::SourceMap& sources, const Scene& scene, const replay::Missed& missed) {
  const properties::Moment& moment = scene.history().moments[missed.occasion];
  const language::Occasion& occasion = scene.goal().response.value().trigger.occasion;
  const auto* becoming = std::get_if<language::Becoming>(&occasion);
  const std::string what =
      becoming == nullptr
          ? event_text(scene.agreement(), moment.event.value())
          : fmt::format("becoming `{}`", written_text(sources, scene.agreement()[becoming->formula].span));
  return fmt::format("{} at moment {}, on {},", what, missed.occasion + 1, language::format_day(moment.date));
}

std::string answered_by(const replay::Missed& missed) { return language::format_day(missed.pending.deadline.value()); }

}  // namespace proviso::cli
