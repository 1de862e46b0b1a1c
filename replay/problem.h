// What stops a replay, in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "replay/clauses.h"

namespace proviso::replay {

// Why a history can not be judged further. Never Trouble::kNone.
struct Problem {
  Trouble trouble;
  std::string why;
  std::optional<language::StatementId> statement{};  // as in Trace
  std::vector<OutstandingDuty> no_room{};            // as in Trace
};

// What stops the replay; none: nothing.
using Halt = std::optional<Problem>;

// "2026-04-27".
std::string show(language::Day day);

// "moment 3 (2026-04-27)": moments are counted from 1 in words. Its date is one the language knows.
std::string name_of_moment(const properties::History& history, std::size_t index);

// At that moment `what` has no value.
Problem undefined_at(const properties::History& history, std::size_t index, const std::string& what);
Problem undefined_of(const World& world, std::size_t index, const Undefined& of);

// A duty of the statement arises there and finds no room beside these.
Problem overflow_of(const World& world, std::size_t index, language::StatementId statement,
                    std::vector<OutstandingDuty> beside);

}  // namespace proviso::replay
