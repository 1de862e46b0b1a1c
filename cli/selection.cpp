#include "cli/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "language/suggest.h"

namespace proviso::cli {
namespace {

constexpr std::size_t kShownNames = 5;

// The names without repetition: those that contain the word first, then the nearest to it.
std::vector<std::string> nearest_first(std::string_view word,
                                       const std::vector<const language::Agreement*>& agreements) {
  std::set<std::string> known;
  for (const language::Agreement* agreement : agreements) {
    for (const language::Property& property : agreement->properties) known.insert(property.name);
  }
  std::vector<std::string> names(known.begin(), known.end());
  const auto distance = [&](const std::string& name) {
    return std::pair(name.find(word) == std::string::npos, language::edit_distance(word, name));
  };
  std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
  return names;
}

}  // namespace

bool selects(std::string_view id, const language::Agreement& agreement, const language::Property& property) {
  return id == property.name || id == fmt::format("{}.{}", agreement.name, property.name);
}

std::string no_such_property(std::string_view id, const std::vector<const language::Agreement*>& agreements) {
  const std::string_view name = id.substr(id.rfind('.') + 1);
  for (const language::Agreement* agreement : agreements) {
    for (const language::Redline& redline : agreement->redlines) {
      if (redline.name != name) continue;
      return fmt::format("`{}` is a redline, not a property; `proviso redline FILE` reports the redlines of a file",
                         id);
    }
  }
  std::vector<std::string> names = nearest_first(name, agreements);
  if (names.empty()) return fmt::format("there is no property `{}`: these files have none at all", id);
  const bool more = names.size() > kShownNames;
  names.resize(std::min(names.size(), kShownNames));
  return fmt::format("there is no property `{}` in these files; the nearest {}: {}{}", id,
                     names.size() == 1 ? "is" : "are", fmt::join(names, ", "), more ? ", …" : "");
}

}  // namespace proviso::cli
