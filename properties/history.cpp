#include "properties/history.h"

#include <algorithm>
#include <stdexcept>

namespace proviso::properties {

using language::Member;
using language::Value;

namespace {

// The highest indexes are nobody's: so many for each kind, downwards.
constexpr std::uint32_t kOfEachKind = 1U << 8U;
constexpr std::uint32_t kKinds = 1U << 16U;
constexpr std::uint32_t kHighest = 0xFFFFFFFF;

// How far below the highest index; none for an individual of its own.
std::optional<std::uint32_t> place_among_others(const Value& argument) {
  const auto* member = std::get_if<Member>(&argument);
  if (member == nullptr || kHighest - member->index >= kKinds * kOfEachKind) return std::nullopt;
  return kHighest - member->index;
}

bool names(const Table& table, std::size_t place, const Value& value) {
  return std::any_of(table.listed.begin(), table.listed.end(),
                     [&](const auto& row) { return row.first.at(place) == value; });
}

// Two places of a row that are both for individuals that no row names: one individual, or two of a kind.
bool fit_together(const Arguments& row, const Arguments& arguments, std::size_t a, std::size_t b) {
  const auto first = place_among_others(row[a]);
  const auto second = place_among_others(row[b]);
  if (!first || !second || *first / kOfEachKind != *second / kOfEachKind) return true;
  return (*first == *second) == (arguments[a] == arguments[b]);
}

bool stands_for(const Table& table, const Arguments& row, const Arguments& arguments) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool other = place_among_others(row[i]).has_value();
    if (other ? names(table, i, arguments[i]) : row[i] != arguments[i]) return false;
    for (std::size_t before = 0; before < i; ++before) {
      if (!fit_together(row, arguments, before, i)) return false;
    }
  }
  return true;
}

}  // namespace

Member any_other(language::KindId kind, std::size_t number) {
  if (kind.index >= kKinds || number >= kOfEachKind) throw std::length_error("properties: too many individuals");
  return Member{kHighest - (kind.index * kOfEachKind + static_cast<std::uint32_t>(number))};
}

std::optional<std::size_t> any_other_number(const Value& argument) {
  const auto place = place_among_others(argument);
  return place ? std::optional<std::size_t>(*place % kOfEachKind) : std::nullopt;
}

const Value& Table::at(const Arguments& arguments) const {
  const auto found = listed.find(arguments);
  if (found != listed.end()) return found->second;
  const auto general = std::find_if(listed.begin(), listed.end(),
                                    [&](const auto& row) { return stands_for(*this, row.first, arguments); });
  return general == listed.end() ? otherwise : general->second;
}

}  // namespace proviso::properties
