// One moment of a history, judged step by step in the order the language fixes.
#pragma once

#include <tl/expected.hpp>
#include <vector>

#include "replay/problem.h"

namespace proviso::replay {

// Combinations of arguments, indexed by TallyId.
using TallyArguments = std::vector<std::vector<properties::Arguments>>;

// `told`: those whose values a judgement lists. `watched`: those at which an event's effect must be defined; there is
// somebody among them for everybody whom the history does not name.
struct Followed {
  TallyArguments told, watched;
};

// Judges moment `index`, whose shape is right, after all earlier ones, and adds to `world.duties` what is then
// outstanding and to `world.breached` who is then in breach. The order: the date, duties without trigger arising,
// duties falling overdue and covenants broken, permission, discharge, creation, tallies, duties ensured and lapsed.
tl::expected<Judgement, Problem> judge_moment(World& world, const Followed& followed, std::size_t index);

}  // namespace proviso::replay
