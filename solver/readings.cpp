#include "solver/readings.h"

#include <algorithm>
#include <set>

#include "properties/expectation.h"

namespace proviso::solver {

using properties::ReadingBox;
using properties::ReadingChoice;

std::vector<ReadingChoice> combinations(const language::Agreement& agreement, std::size_t most) {
  std::size_t count = 1;
  for (const language::Reading& reading : agreement.readings) {
    count *= reading.choices.size();
    if (count > most) return {};
  }
  return properties::all_readings(agreement);
}

namespace {

using Set = std::set<ReadingChoice>;

// Every combination of the box is in the set.
bool inside(const ReadingBox& box, const Set& set) {
  std::vector<ReadingChoice> all{{}};
  for (const std::vector<bool>& allowed : box) {
    std::vector<ReadingChoice> longer;
    for (const ReadingChoice& prefix : all) {
      for (std::uint32_t c = 0; c < allowed.size(); ++c) {
        if (!allowed[c]) continue;
        longer.push_back(prefix);
        longer.back().push_back(c);
      }
    }
    all = std::move(longer);
  }
  return std::all_of(all.begin(), all.end(), [&](const ReadingChoice& choice) { return set.contains(choice); });
}

bool covers(const ReadingBox& box, const ReadingChoice& choice) {
  for (std::size_t r = 0; r < box.size(); ++r) {
    if (!box[r][choice[r]]) return false;
  }
  return true;
}

// Widens the box reading by reading while it stays inside: first to every choice, then choice by choice. `from` is the
// reading to begin with, so that different orders give different boxes.
ReadingBox widened(ReadingBox box, const Set& set, std::size_t from) {
  for (const bool whole : {true, false}) {
    for (std::size_t n = 0; n < box.size(); ++n) {
      const std::size_t r = (from + n) % box.size();
      for (std::size_t c = 0; c < box[r].size(); ++c) {
        ReadingBox wider = box;
        if (whole) {
          wider[r].assign(box[r].size(), true);
        } else {
          wider[r][c] = true;
        }
        if (inside(wider, set)) box = wider;
      }
    }
  }
  return box;
}

ReadingBox exactly(const language::Agreement& agreement, const ReadingChoice& choice) {
  ReadingBox box;
  for (std::size_t r = 0; r < choice.size(); ++r) {
    box.emplace_back(agreement.readings[r].choices.size(), false);
    box.back()[choice[r]] = true;
  }
  return box;
}

}  // namespace

std::vector<ReadingBox> boxes(const language::Agreement& agreement, const std::vector<ReadingChoice>& set) {
  const Set all(set.begin(), set.end());
  Set open = all;
  std::vector<ReadingBox> result;
  while (!open.empty()) {
    ReadingBox best;
    std::size_t best_covers = 0;
    for (std::size_t from = 0; from < std::max<std::size_t>(1, agreement.readings.size()); ++from) {
      const ReadingBox box = widened(exactly(agreement, *open.begin()), all, from);
      const auto covered = static_cast<std::size_t>(
          std::count_if(open.begin(), open.end(), [&](const ReadingChoice& choice) { return covers(box, choice); }));
      if (covered > best_covers) best = box, best_covers = covered;
    }
    std::erase_if(open, [&](const ReadingChoice& choice) { return covers(best, choice); });
    result.push_back(best);
  }
  return result;
}

}  // namespace proviso::solver
