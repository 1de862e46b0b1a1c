#include "replay/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "replay/evaluate.h"
#include "replay/moment.h"
#include "replay/response.h"
#include "replay/shape.h"
#include "replay/universe.h"

namespace proviso::replay {

using language::Agreement;
using properties::Goal;
using properties::History;

namespace {

using properties::GoalKind;

// How many moments from the first have the right shape.
std::size_t well_shaped(const Agreement& agreement, const History& history) {
  auto first_wrong = std::find_if(history.moments.begin(), history.moments.end(),
                                  [&](const auto& moment) { return misshapen_moment(agreement, moment).has_value(); });
  return static_cast<std::size_t>(first_wrong - history.moments.begin());
}

Halt check_where(World& world, language::ExprId where, Frame variables, const std::string& owner) {
  Truth satisfied = holds(timeless(world, variables), where);
  if (!satisfied) return Problem{Trouble::kUndefined, fmt::format("the `where` of {} is undefined", owner)};
  if (!*satisfied) return Problem{Trouble::kMalformed, fmt::format("the `where` of {} is violated", owner)};
  return std::nullopt;
}

Halt check_terms(World& world, const Universe& universe) {
  for (const language::Term& term : world.agreement.terms) {
    if (!term.where) continue;
    for (const properties::Arguments& arguments : universe.tuples_with_strangers(term.parameters)) {
      if (Halt halt = check_where(world, *term.where, {term.parameters, arguments}, "term " + term.name)) return halt;
    }
  }
  return std::nullopt;
}

Halt check_start(World& world, const Goal& goal, const Universe& universe) {
  if (Halt halt = check_terms(world, universe)) return halt;
  if (!goal.for_any_where) return std::nullopt;
  return check_where(world, *goal.for_any_where, {goal.for_any, world.history.for_any}, "`for any`");
}

Halt check_assumptions(World& world, std::size_t index) {
  for (const language::Assumption& assumption : world.agreement.assumptions) {
    Truth fact = holds(after_moment(world, index), assumption.fact);
    const std::string at = name_of_moment(world.history, index);
    if (!fact) return Problem{Trouble::kUndefined, at + ": an assumption is undefined"};
    if (!*fact) return Problem{Trouble::kAssumption, at + ": an assumption is false"};
  }
  return std::nullopt;
}

bool asks_for_value(const Goal& goal) { return goal.kind == GoalKind::kGreatest || goal.kind == GoalKind::kLeast; }

// What the goal asks about, after moment `index`.
void judge_goal(World& world, const Goal& goal, std::size_t index, Trace& trace) {
  if (goal.kind == GoalKind::kRespond) return trace.formula.push_back(none_missed(world, goal, index));
  Context context = after_moment(world, index);
  context.variables = {goal.for_any, world.history.for_any};
  if (asks_for_value(goal)) return trace.values.push_back(evaluate(context, goal.formula));
  trace.formula.push_back(holds(context, goal.formula));
}

void stop(Trace& trace, Problem problem) {
  trace.trouble = problem.trouble;
  trace.why = std::move(problem.why);
  trace.trouble_moment = trace.judgements.size();
  trace.trouble_statement = problem.statement;
  trace.no_room = std::move(problem.no_room);
}

// Judges moment `index` and adds it to the trace, or what stops there.
Halt add_moment(World& world, const Goal& goal, const Followed& followed, std::size_t index, Trace& trace) {
  if (auto wrong = misshapen_moment(world.agreement, world.history.moments[index])) {
    return Problem{Trouble::kMalformed, fmt::format("moment {}: {}", index + 1, *wrong)};
  }
  auto judgement = judge_moment(world, followed, index);
  if (!judgement) return judgement.error();
  if (Halt halt = check_assumptions(world, index)) return halt;
  trace.judgements.push_back(*std::move(judgement));
  judge_goal(world, goal, index, trace);
  return std::nullopt;
}

bool same_tables(const std::vector<properties::Table>& left, const std::vector<properties::Table>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const properties::Table& a, const properties::Table& b) {
                      return a.listed == b.listed && a.otherwise == b.otherwise;
                    });
}

void require_setting(const Agreement& agreement, const properties::Setting& setting) {
  const std::size_t clauses = agreement.clauses.size();
  const bool of_clauses = setting.struck.size() == clauses && setting.excepted.size() == clauses;
  if (of_clauses && setting.complies.size() == agreement.parties.size()) return;
  throw std::logic_error("replay: the goal's setting is not of this agreement");
}

}  // namespace

TooManyConditions::TooManyConditions()
    : std::runtime_error(fmt::format("`can force` depends on more than {} conditions", kMostConditions)) {}

bool Trace::clean() const {
  return trouble == Trouble::kNone &&
         std::all_of(judgements.begin(), judgements.end(), [](const Judgement& judged) { return judged.compliant; });
}

Trace replay(const Agreement& agreement, const Goal& goal, const History& history) {
  require_setting(agreement, goal.setting);
  Trace trace;
  if (auto wrong = misshapen_start(agreement, goal, history)) {
    stop(trace, {Trouble::kMalformed, *wrong});
    return trace;
  }
  World world{.agreement = agreement, .setting = goal.setting, .history = history};
  const Universe universe(agreement, goal, history, well_shaped(agreement, history));
  Followed followed;
  for (const language::Tally& tally : agreement.tallies) {
    followed.told.push_back(universe.tuples(tally.parameters));
    followed.watched.push_back(universe.tuples_with_strangers(tally.parameters));
  }
  Halt halt = check_start(world, goal, universe);
  for (std::size_t i = 0; !halt && i < history.moments.size(); ++i) {
    halt = add_moment(world, goal, followed, i, trace);
  }
  if (halt) stop(trace, *std::move(halt));
  return trace;
}

bool demonstrates(const Agreement& agreement, const Goal& goal, const History& history) {
  if (asks_for_value(goal)) return reached(agreement, goal, history).has_value();
  const Trace trace = replay(agreement, goal, history);
  const bool wanted = goal.kind == GoalKind::kReach;
  return trace.clean() && !trace.formula.empty() && trace.formula.back() == wanted;
}

bool demonstrates(const Agreement& agreement, const Goal& goal, History history, std::vector<std::uint32_t> readings) {
  history.readings = std::move(readings);
  return demonstrates(agreement, goal, history);
}

std::optional<language::Value> reached(const Agreement& agreement, const Goal& goal, const History& history) {
  const Trace trace = replay(agreement, goal, history);
  return trace.clean() && !trace.values.empty() ? trace.values.back() : std::nullopt;
}

bool recovers(const Agreement& agreement, const Goal& goal, History history,
              const std::vector<properties::Moment>& continuation) {
  if (history.moments.empty() || continuation.size() > goal.within_moments.value_or(continuation.size())) return false;
  const std::vector<properties::Table> conditions = history.moments.back().conditions;
  for (const properties::Moment& moment : continuation) {
    if (!same_tables(moment.conditions, conditions)) return false;
    history.moments.push_back(moment);
  }
  const Trace trace = replay(agreement, goal, history);
  return trace.clean() && !trace.formula.empty() && trace.formula.back() == true;
}

}  // namespace proviso::replay
