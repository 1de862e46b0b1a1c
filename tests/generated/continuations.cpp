#include "tests/generated/continuations.h"

#include <utility>

#include "replay/replay.h"

namespace proviso::generated {

using properties::History;

namespace {

// Level by level, under the conditions of the history's last moment.
class Continuer {
 public:
  Continuer(const language::Agreement& agreement, const ClosedWorld& world, const properties::Goal& goal,
            std::size_t& left)
      : agreement_(agreement), world_(world), goal_(goal), left_(left) {}

  LeadsOn run(const History& history, std::size_t moments) {
    judge(history);
    for (std::size_t more = 1; more <= moments && !reached_; ++more) {
      for (History& shorter : std::exchange(open_, {})) {
        if (!extend(shorter)) return LeadsOn::kUnsure;
        if (reached_) break;
      }
    }
    return reached_ ? LeadsOn::kYes : LeadsOn::kNo;
  }

 private:
  // False: there is too much.
  bool extend(History& shorter) {
    const properties::Moment last = shorter.moments.back();
    shorter.moments.push_back(last);
    for (const language::Day day : world_.days) {
      if (day < last.date) continue;
      for (const auto& event : world_.events) {
        if (left_ == 0) return false;
        --left_;
        shorter.moments.back() = {day, event, last.conditions};
        judge(shorter);
        if (reached_) return true;
      }
    }
    return true;
  }

  void judge(const History& history) {
    const replay::Trace trace = replay::replay(agreement_, goal_, history);
    if (!trace.clean()) return;
    reached_ |= trace.formula.back() == true;
    open_.push_back(history);
  }

  const language::Agreement& agreement_;
  const ClosedWorld& world_;
  const properties::Goal& goal_;
  std::size_t& left_;
  std::vector<History> open_;
  bool reached_ = false;
};

}  // namespace

LeadsOn leads_on(const language::Agreement& agreement, const ClosedWorld& world, const properties::Goal& goal,
                 const History& history, std::size_t moments, std::size_t& left) {
  return Continuer(agreement, world, goal, left).run(history, moments);
}

}  // namespace proviso::generated
