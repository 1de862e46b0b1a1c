#include "tests/generated/run.h"

#include <fmt/format.h>

#include <iostream>

#include "tests/generated/trial.h"

namespace proviso::generated {

namespace {

constexpr std::size_t kProgress = 500;

void report(const RunOptions& options, std::size_t number, const Trial& trial, const Disagreement& found) {
  std::cout << fmt::format("disagreement at seed {}, agreement {}, {}: {}\n", options.seed, number, found.between,
                           found.words)
            << std::flush << trial.shrunk({}, found) << std::endl;
}

}  // namespace

std::size_t run(const RunOptions& options) {
  Figures figures;
  std::size_t disagreements = 0;
  for (std::size_t done = 1; done <= options.count; ++done) {
    const std::size_t number = options.first + done - 1;
    const Trial trial(options.seed, number);
    if (options.print_texts) std::cout << "# " << number << "\n" << trial.text() << std::flush;
    const auto found = options.draw_only ? trial.drawn(figures) : trial.examined({}, figures);
    if (found) report(options, number, trial, *found);
    if (found) ++disagreements;
    if (done % kProgress != 0) continue;
    std::cout << fmt::format("{} agreements, {} discarded, {} histories, {} goals, {} disagreements\n", done,
                             figures.discards, figures.histories, figures.goals, disagreements)
              << std::flush;
  }
  std::cout << show(figures) << disagreements << " disagreements\n";
  return disagreements;
}

}  // namespace proviso::generated
