// Which property `--property ID` means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/agreement.h"

namespace proviso::cli {

// The id is the property's name, alone or after its agreement's name and a dot.
bool selects(std::string_view id, const language::Agreement& agreement, const language::Property& property);

// Why an id that selects nothing in these agreements is wrong, with the names nearest to it.
std::string no_such_property(std::string_view id, const std::vector<const language::Agreement*>& agreements);

}  // namespace proviso::cli
