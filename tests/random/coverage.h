// Which constructs of the language random histories exercise, and how often. A construct counts once for each moment at
// which the interpreter needs it.
#pragma once

#include <map>
#include <string>

#include "replay/replay.h"
#include "tests/random/replayed.h"
#include "tests/random/sample.h"

namespace proviso::random_histories {

class Coverage {
 public:
  // Adds what the agreement contains: it is to be exercised.
  void require(const Sample& sample);
  // Adds what the history exercises, up to the first moment that can not be judged; of that, only an overflow.
  void exercise(const Sample& sample, const properties::Setting& setting, const properties::History& history,
                const std::vector<std::optional<properties::Arguments>>& for_any);

  // Something that the agreement contains is exercised fewer than so many times.
  bool wants(const Sample& sample, std::size_t times) const;

  // How often, for every construct that some agreement contains or some history exercises.
  const std::map<std::string, std::size_t>& counts() const { return counts_; }

 private:
  std::map<std::string, std::size_t> counts_;
};

}  // namespace proviso::random_histories
