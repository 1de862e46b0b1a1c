// `whenever T where F, G within D`: occasions, and whether they are answered in time.
#pragma once

#include "replay/evaluate.h"

namespace proviso::replay {

// No occasion of a kRespond goal, up to and including moment `index`, is missed there: each is answered by a moment
// from its own on, dated no later than its deadline, after which the formula is true; or its deadline has not passed.
// Read, for each of the moments as that moment left it: whether it is an occasion (`becoming` as tallies read it, then
// `where`), then the deadline, then what is frozen; then the formula, at that moment and the following ones, until it
// is true or the deadline has passed. False as soon as one whose readings all have values is missed; else undefined,
// from then on, as soon as something that is read is: an occasion that is answered guards no other.
Truth none_missed(World& world, const properties::Goal& goal, std::size_t index);

// The first occasion that is missed at a moment, and what it set off.
struct Missed {
  std::size_t occasion;  // the index of its moment
  Pending pending;
};

// Of those whose readings all have values. None: no such occasion is missed there.
std::optional<Missed> first_missed(World& world, const properties::Goal& goal, std::size_t index);

}  // namespace proviso::replay
