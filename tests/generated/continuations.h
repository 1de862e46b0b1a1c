// Brute force on what leads on from a history, in a closed world.
#pragma once

#include "properties/goal.h"
#include "tests/generated/closed_world.h"

namespace proviso::generated {

enum class LeadsOn {
  kYes,     // something of so many moments does
  kNo,      // nothing does: all of it was looked at
  kUnsure,  // too much to look at
};

// Whether at most `moments` further moments lead from the end of the history to the formula of a kRecover goal.
// `left`: as many histories may still be judged.
LeadsOn leads_on(const language::Agreement& agreement, const ClosedWorld& world, const properties::Goal& goal,
                 const properties::History& history, std::size_t moments, std::size_t& left);

}  // namespace proviso::generated
