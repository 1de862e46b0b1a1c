// The values of tallies, found on demand: each is computed from its own history of values, one moment after another.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "properties/history.h"

namespace proviso::replay {

struct World;

// A tally's value at the end of a moment.
struct TallyCell {
  std::optional<language::Value> value;  // none: nothing has given it one yet
  bool begun = false;                    // an event has counted
  bool spoiled = false;                  // what an event should have done to it is undefined
};

// Remembers what was computed; a tally with parameters has one row of cells per combination that was asked for.
class TallyBook {
 public:
  // The tally at the end of the first `moments` moments of the history (0: before the first).
  TallyCell cell(World& world, language::TallyId tally, const properties::Arguments& arguments, std::size_t moments);

 private:
  std::map<std::pair<language::TallyId, properties::Arguments>, std::vector<TallyCell>> rows_;
};

}  // namespace proviso::replay
