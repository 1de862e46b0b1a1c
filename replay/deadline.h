// Deadlines: of duties, and of what must follow an occasion.
#pragma once

#include <optional>

#include "replay/evaluate.h"

namespace proviso::replay {

// The last day in time; none: it never passes, as what lies behind the calendar does not.
struct Due {
  std::optional<language::Day> day{};
};

// Of what arose on that day. None: undefined, or too far before the calendar.
std::optional<Due> due(const Context& context, const language::Deadline& deadline, language::Day created);

// The date has passed the deadline.
bool past_deadline(const Pending& pending, language::Day date);

}  // namespace proviso::replay
