// Colours of the text report.
#pragma once

#include <string>
#include <string_view>

#include "cli/report/standing.h"

namespace proviso::cli {

enum class Ink { kPlain, kBold, kDim, kGood, kBad, kDoubtful };

// Good, bad or doubtful.
Ink ink_of(Standing standing);

// The text in this colour, or as it is where colour is off.
std::string paint(Ink ink, std::string_view text, bool colour);

}  // namespace proviso::cli
