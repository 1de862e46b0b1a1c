// Random choices that are the same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace proviso::random_histories {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}

  // From 0 to `count` - 1; `count` > 0. The slight preference for small numbers does not matter here.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool percent(unsigned chance) { return below(100) < chance; }
  template <class T>
  const T& of(const std::vector<T>& some) {
    return some[below(some.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace proviso::random_histories
