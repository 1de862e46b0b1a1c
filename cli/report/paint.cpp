#include "cli/report/paint.h"

#include <fmt/format.h>

#include <array>

namespace proviso::cli {

Ink ink_of(Standing standing) {
  switch (standing) {
    case Standing::kAsExpected:
      return Ink::kGood;
    case Standing::kUnexpected:
    case Standing::kDisagreement:
      return Ink::kBad;
    case Standing::kBounded:
    case Standing::kUnknown:
      break;
  }
  return Ink::kDoubtful;
}

std::string paint(Ink ink, std::string_view text, bool colour) {
  constexpr auto kCodes = std::to_array<std::string_view>({"", "1", "2", "32", "1;31", "33"});
  if (!colour || ink == Ink::kPlain || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<std::size_t>(ink)], text);
}

}  // namespace proviso::cli
