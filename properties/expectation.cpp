#include "properties/expectation.h"

#include <algorithm>
#include <stdexcept>

#include "language/readings.h"

namespace proviso::properties {

namespace {

template <class Items>
std::uint32_t position_of(const Items& items, const std::string& name) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
  if (found == items.end()) throw std::logic_error("compare: the edited agreement lacks the reading or choice " + name);
  return static_cast<std::uint32_t>(found - items.begin());
}

// A combination of the edited agreement's readings as one of the original's.
class Projection {
 public:
  Projection(const language::Agreement& original, const language::Agreement& edited) {
    for (const language::Reading& reading : original.readings) {
      const std::uint32_t there = position_of(edited.readings, reading.name);
      std::vector<std::uint32_t> choices(edited.readings[there].choices.size());
      for (std::uint32_t c = 0; c < choices.size(); ++c) {
        choices[c] = position_of(reading.choices, edited.readings[there].choices[c].name);
      }
      readings_.push_back({there, std::move(choices)});
    }
  }

  ReadingChoice of(const ReadingChoice& edited) const {
    ReadingChoice original;
    for (const From& from : readings_) original.push_back(from.choices[edited[from.reading]]);
    return original;
  }

 private:
  // Which reading of the edited agreement it is, and for each choice there which one it is here.
  struct From {
    std::uint32_t reading;
    std::vector<std::uint32_t> choices;
  };
  std::vector<From> readings_;
};

}  // namespace

bool decided(const Verdict& verdict) {
  return verdict.kind == VerdictKind::kHolds || verdict.kind == VerdictKind::kFails ||
         verdict.kind == VerdictKind::kDepends;
}

bool holds_under(const Verdict& verdict, const ReadingChoice& choice) {
  if (verdict.kind != VerdictKind::kDepends) return verdict.kind == VerdictKind::kHolds;
  return std::any_of(verdict.when.begin(), verdict.when.end(), [&](const ReadingBox& box) {
    if (box.size() != choice.size()) throw std::logic_error("holds_under: the choice is of another agreement");
    for (std::size_t r = 0; r < box.size(); ++r) {
      if (!box[r][choice[r]]) return false;
    }
    return true;
  });
}

std::vector<ReadingChoice> all_readings(const language::Agreement& agreement) {
  std::vector<ReadingChoice> all{{}};
  for (const language::Reading& reading : agreement.readings) {
    std::vector<ReadingChoice> longer;
    for (const ReadingChoice& prefix : all) {
      for (std::uint32_t c = 0; c < reading.choices.size(); ++c) {
        longer.push_back(prefix);
        longer.back().push_back(c);
      }
    }
    all = std::move(longer);
  }
  return all;
}

bool as_expected(const language::Agreement& agreement, const language::Property& property, const Verdict& verdict) {
  if (!decided(verdict)) return false;
  switch (property.expected) {
    case language::Expected::kHolds:
      return verdict.kind == VerdictKind::kHolds;
    case language::Expected::kFails:
      return verdict.kind == VerdictKind::kFails;
    case language::Expected::kValue:
      return verdict.kind == VerdictKind::kHolds && verdict.value == property.expected_value;
    case language::Expected::kHoldsWhen:
      break;
  }
  const std::vector<ReadingChoice> all = all_readings(agreement);
  return std::all_of(all.begin(), all.end(), [&](const ReadingChoice& choice) {
    return holds_under(verdict, choice) == language::holds_under(agreement, *property.expected_when, choice);
  });
}

Change compare(const Judged& before, const Judged& after) {
  const Projection projection(before.agreement, after.agreement);
  bool lost = false, won = false;
  for (const ReadingChoice& choice : all_readings(after.agreement)) {
    const bool held = holds_under(before.verdict, projection.of(choice)), holds = holds_under(after.verdict, choice);
    lost |= held && !holds;
    won |= !held && holds;
  }
  if (lost) return won ? Change::kOther : Change::kBroken;
  return won ? Change::kFixed : Change::kNone;
}

}  // namespace proviso::properties
