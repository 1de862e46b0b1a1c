#include "tests/generated/trial.h"

#include <fmt/format.h>

#include "tests/generated/checked.h"
#include "tests/generated/shrink.h"

namespace proviso::generated {

namespace {

constexpr std::uint64_t kApart = 1'000'003;  // more than the agreements of one seed
constexpr int kTries = 3;                    // a smaller agreement has other random histories

Node drawn_by(std::uint64_t seed, std::size_t number) {
  Draws draws(seed);
  return draft(draws, number % 2 == 0 ? Profile::kAny : Profile::kClosed);
}

}  // namespace

Trial::Trial(std::uint64_t seed, std::size_t number) : seed_(seed * kApart + number), tree_(drawn_by(seed_, number)) {}

std::optional<Disagreement> Trial::drawn(Figures& figures) const {
  ++figures.agreements;
  const Checked result = checked(text());
  if (!result.sample) ++figures.discards;
  if (!result.sample) return std::nullopt;
  for (const std::string& name : random_histories::names_of(result.sample->agreement)) ++figures.constructs[name];
  return std::nullopt;
}

std::optional<Disagreement> Trial::examined(const Effort& effort, Figures& figures) const {
  ++figures.agreements;
  const Checked result = checked(text());
  if (result.sample) return examine(*result.sample, seed_, effort, figures);
  ++figures.discards;
  return std::nullopt;
}

std::string Trial::shrunk(const Effort& effort, const Disagreement& found) const {
  std::string words = found.words;
  const auto disagrees = [&](const Node& tree) {
    const Checked result = checked(print(tree));
    for (int i = 0; result.sample && i < kTries; ++i) {
      Figures unused;
      const auto again = examine(*result.sample, seed_ + static_cast<std::uint64_t>(i), effort, unused);
      if (!again || again->between != found.between) continue;
      words = again->words;
      return true;
    }
    return false;
  };
  const Node smallest = shrink(tree_, disagrees);
  return fmt::format("{}{}\n", print(smallest), words);
}

}  // namespace proviso::generated
