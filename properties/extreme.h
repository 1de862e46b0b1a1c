// `greatest E` and `least E`, as questions about one value: is it reached, is it never exceeded?
#pragma once

#include "properties/goal.h"

namespace proviso::properties {

// The agreement with one more expression that compares E with a value.
struct Compared {
  language::Agreement agreement;
  Goal goal;
};

// Of a goal of kind kGreatest or kLeast. kKeep: E is at most (at least) this; E is less (more). kReach: E is this; E is
// at least (at most) this.
Compared never_beyond(const language::Agreement& agreement, const Goal& goal, const language::Value& value);
Compared never_as_far_as(const language::Agreement& agreement, const Goal& goal, const language::Value& value);
Compared coming_to(const language::Agreement& agreement, const Goal& goal, const language::Value& value);
Compared reaching(const language::Agreement& agreement, const Goal& goal, const language::Value& value);

// The first value lies beyond the second: larger for kGreatest, smaller for kLeast.
bool beyond(const Goal& goal, const language::Value& first, const language::Value& second);

}  // namespace proviso::properties
