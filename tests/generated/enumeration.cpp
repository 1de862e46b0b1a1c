// Level by level: a history is extended if it is compliant so far, so that the first that demonstrates something is a
// shortest one. One that can not be judged is not extended, nor is one of which an assumption is false.
#include "tests/generated/enumeration.h"

#include "properties/extreme.h"
#include "replay/clauses.h"
#include "replay/moment.h"
#include "replay/replay.h"

namespace proviso::generated {

using language::Agreement;
using properties::Goal;
using properties::GoalKind;
using properties::History;
using replay::Trouble;

namespace {

class Enumerator {
 public:
  Enumerator(const Agreement& agreement, const ClosedWorld& world, const Goal& goal)
      : agreement_(agreement), world_(world), goal_(goal) {}

  Enumeration run(std::size_t depth, std::size_t most) {
    begin();
    while (result_.depth < depth && result_.histories + open_.size() * world_.moments() <= most) {
      step();
      ++result_.depth;
    }
    return std::move(result_);
  }

 private:
  struct Open {
    std::size_t found;  // index into Enumeration::found
    History history;
  };

  void begin() {
    const auto for_any = combinations(agreement_, goal_.for_any);
    const bool apart = goal_.kind == GoalKind::kReach;
    for (const properties::ReadingChoice& readings : properties::all_readings(agreement_)) {
      if (!apart) result_.found.push_back({readings, {}});
      for (const properties::Arguments& values : for_any.value()) {
        if (apart) result_.found.push_back({readings, values});
        begin(readings, values);
      }
    }
  }

  void begin(const properties::ReadingChoice& readings, const properties::Arguments& for_any) {
    for (const std::vector<properties::Table>& terms : world_.terms) {
      const History history{terms, readings, for_any, {}};
      if (replay::replay(agreement_, goal_, history).trouble != Trouble::kNone) continue;
      result_.found.back().asked = true;
      open_.push_back({result_.found.size() - 1, history});
    }
  }

  // Every history that is one moment longer.
  void step() {
    std::vector<Open> before = std::move(open_);
    open_.clear();
    for (Open& shorter : before) {
      if (!result_.found[shorter.found].demonstration) extend(shorter);
    }
    // Of the longer ones of those that have one now, none is shorter.
    std::erase_if(open_, [&](const Open& open) { return result_.found[open.found].demonstration.has_value(); });
  }

  void extend(Open& shorter) {
    std::vector<properties::Moment>& moments = shorter.history.moments;
    moments.emplace_back();
    for (const language::Day day : world_.days) {
      if (moments.size() > 1 && day < moments[moments.size() - 2].date) continue;
      for (const auto& event : world_.events) {
        for (const std::vector<properties::Table>& conditions : world_.conditions) {
          moments.back() = {day, event, conditions};
          judge(shorter);
        }
      }
    }
  }

  void judge(const Open& open) {
    Shortest& found = result_.found[open.found];
    const replay::Trace trace = replay::replay(agreement_, goal_, open.history);
    ++result_.histories;
    if (trace.trouble != Trouble::kNone) {
      const bool unjudged = trace.trouble == Trouble::kOverflow || trace.trouble == Trouble::kUndefined;
      if (unjudged && !found.trouble && is_compliant_so_far(open.history)) found.trouble = open.history;
      return;
    }
    if (!trace.clean()) return;
    const bool has_value = trace.values.empty() ? trace.formula.back().has_value() : trace.values.back().has_value();
    if (!has_value && !found.trouble) found.trouble = open.history;
    if (has_value) trace.values.empty() ? take(open, *trace.formula.back()) : take(found, *trace.values.back());
    open_.push_back(open);
  }

  void take(const Open& open, bool formula) {
    Shortest& found = result_.found[open.found];
    if (goal_.kind == GoalKind::kRecover) {
      if (!formula) result_.unmet.push_back(open.history);
    } else if (formula == (goal_.kind == GoalKind::kReach) && !found.demonstration) {
      found.demonstration = open.history;
    }
  }

  void take(Shortest& found, const language::Value& value) {
    if (!found.extreme || properties::beyond(goal_, value, *found.extreme)) found.extreme = value;
  }

  // The last moment can not be judged: nobody who complies has missed a duty there or done what is forbidden, as far as
  // that can be said.
  bool is_compliant_so_far(const History& history) const {
    History without = history;
    const auto event = without.moments.back().event;
    without.moments.back().event.reset();
    if (!replay::replay(agreement_, goal_, without).clean()) return false;
    if (!event) return true;
    const auto actor = replay::actor_of(agreement_, *event);
    return !actor || !goal_.setting.complies.at(actor->index) || is_permitted(history);
  }

  bool is_permitted(const History& history) const {
    replay::World world{.agreement = agreement_, .setting = goal_.setting, .history = history};
    const replay::Followed nothing{replay::TallyArguments(agreement_.tallies.size()),
                                   replay::TallyArguments(agreement_.tallies.size())};
    for (std::size_t m = 0; m + 1 < history.moments.size(); ++m) {
      if (!replay::judge_moment(world, nothing, m)) return false;
    }
    const auto permission = replay::judge(replay::at_moment(world, history.moments.size() - 1));
    return !permission || permission->permitted;
  }

  const Agreement& agreement_;
  const ClosedWorld& world_;
  const Goal& goal_;
  Enumeration result_;
  std::vector<Open> open_;
};

}  // namespace

Enumeration enumerate(const Agreement& agreement, const ClosedWorld& world, const Goal& goal, std::size_t depth,
                      std::size_t most) {
  return Enumerator(agreement, world, goal).run(depth, most);
}

}  // namespace proviso::generated
