// One agreement of those that a seed draws: every other one is a closed world.
#pragma once

#include "tests/generated/draft.h"
#include "tests/generated/examination.h"

namespace proviso::generated {

class Trial {
 public:
  Trial(std::uint64_t seed, std::size_t number);

  std::string text() const { return print(tree_); }
  const Node& tree() const { return tree_; }

  // Only counts what it contains.
  std::optional<Disagreement> drawn(Figures& figures) const;
  std::optional<Disagreement> examined(const Effort& effort, Figures& figures) const;

  // The text of a smaller agreement about which there is the same disagreement, and that in words.
  std::string shrunk(const Effort& effort, const Disagreement& found) const;

 private:
  std::uint64_t seed_;
  Node tree_;
};

}  // namespace proviso::generated
