#include "properties/expectation.h"

#include <algorithm>

#include "language/readings.h"

namespace proviso::properties {

bool decided(const Verdict& verdict) {
  return verdict.kind == VerdictKind::kHolds || verdict.kind == VerdictKind::kFails ||
         verdict.kind == VerdictKind::kDepends;
}

bool holds_under(const Verdict& verdict, const ReadingChoice& choice) {
  if (verdict.kind != VerdictKind::kDepends) return verdict.kind == VerdictKind::kHolds;
  return std::any_of(verdict.when.begin(), verdict.when.end(), [&](const ReadingBox& box) {
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
    case language::Expected::kHoldsWhen:
      break;
  }
  const std::vector<ReadingChoice> all = all_readings(agreement);
  return std::all_of(all.begin(), all.end(), [&](const ReadingChoice& choice) {
    return holds_under(verdict, choice) == language::holds_under(agreement, *property.expected_when, choice);
  });
}

Change compare(const language::Agreement& agreement, const Verdict& before, const Verdict& after) {
  bool lost = false, won = false;
  for (const ReadingChoice& choice : all_readings(agreement)) {
    const bool held = holds_under(before, choice), holds = holds_under(after, choice);
    lost |= held && !holds;
    won |= !held && holds;
  }
  if (lost) return won ? Change::kOther : Change::kBroken;
  return won ? Change::kFixed : Change::kNone;
}

}  // namespace proviso::properties
