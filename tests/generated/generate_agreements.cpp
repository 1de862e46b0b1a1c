// Draws agreements, puts each to all comparisons, and shrinks those about which something disagrees.
#include <CLI/CLI.hpp>

#include "tests/generated/run.h"

int main(int argc, char** argv) {
  CLI::App app("Draws agreements and compares what is said of them in independent ways.");
  proviso::generated::RunOptions options;
  app.add_option("--seed", options.seed, "where the drawing begins");
  app.add_option("--first", options.first, "the number of the first agreement of the seed");
  app.add_option("--count", options.count, "how many are drawn");
  app.add_flag("--print", options.print_texts, "show every agreement before it is judged");
  app.add_flag("--draw-only", options.draw_only, "compare nothing");
  CLI11_PARSE(app, argc, argv);
  return proviso::generated::run(options) == 0 ? 0 : 1;
}
