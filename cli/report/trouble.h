// Why a history can not be judged to its end: where in the text that comes from, and what would exclude it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/report/scene.h"

namespace proviso::cli {

struct TroubleAccount {
  std::size_t moment = 0;                          // index into the history
  std::string what;                                // "a second duty of instalments arises while one is outstanding"
  std::optional<language::StatementId> statement;  // whose duty, covenant or condition it is
  std::string advice;                              // what to write
};

// Nothing for a history that was judged to its end, or that is none of this agreement.
std::optional<TroubleAccount> account_of_trouble(const Scene& scene);

}  // namespace proviso::cli
