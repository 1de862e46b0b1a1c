// Draws agreements, puts each to all comparisons, and shrinks those that something disagrees about.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "tests/generated/trial.h"

using namespace proviso::generated;

int main(int argc, char** argv) {
  CLI::App app("Draws agreements and compares what is said of them in independent ways.");
  std::uint64_t seed = 1;
  std::size_t first = 0, count = 1000;
  bool print_texts = false, draw_only = false;
  app.add_option("--seed", seed, "where the drawing begins");
  app.add_option("--first", first, "the number of the first agreement of the seed");
  app.add_option("--count", count, "how many are drawn");
  app.add_flag("--print", print_texts, "show every agreement before it is judged");
  app.add_flag("--draw-only", draw_only, "compare nothing");
  CLI11_PARSE(app, argc, argv);

  constexpr std::size_t kProgress = 500;
  Figures figures;
  std::size_t disagreements = 0;
  for (std::size_t i = first; i < first + count; ++i) {
    const Trial trial{seed, i};
    if (print_texts) std::cout << "# " << i << "\n" << trial.text() << std::flush;
    const auto found = draw_only ? trial.drawn(figures) : trial.examined({}, figures);
    if (found) {
      ++disagreements;
      std::cout << fmt::format("disagreement at seed {}, agreement {}, {}: {}\n", seed, i, found->between, found->words)
                << std::flush << trial.shrunk({}, *found) << std::endl;
    }
    const std::size_t done = i - first + 1;
    if (done % kProgress == 0) {
      std::cout << fmt::format("{} agreements, {} discarded, {} histories, {} goals, {} disagreements\n", done,
                               figures.discards, figures.histories, figures.goals, disagreements)
                << std::flush;
    }
  }
  std::cout << show(figures) << disagreements << " disagreements\n";
  return disagreements == 0 ? 0 : 1;
}
