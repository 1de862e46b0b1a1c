#include "properties/history.h"

#include <algorithm>

namespace proviso::properties {

namespace {

// The argument in this place, or kAnyOther where no listed arguments have it there.
language::Value as_listed(const Table& table, const Arguments& arguments, std::size_t place) {
  const bool there = std::any_of(table.listed.begin(), table.listed.end(),
                                 [&](const auto& row) { return row.first.at(place) == arguments[place]; });
  return there ? arguments[place] : language::Value{kAnyOther};
}

}  // namespace

const language::Value& Table::at(const Arguments& arguments) const {
  auto found = listed.find(arguments);
  if (found != listed.end()) return found->second;
  Arguments general;
  for (std::size_t i = 0; i < arguments.size(); ++i) general.push_back(as_listed(*this, arguments, i));
  found = listed.find(general);
  return found == listed.end() ? otherwise : found->second;
}

}  // namespace proviso::properties
