// Uses the installed library as a stranger would: an agreement's faults without the command line.
#include <iostream>

#include "language/diagnostic.h"
#include "language/parser.h"
#include "language/source.h"

int main() {
  using namespace proviso::language;
  SourceMap sources;
  Diagnostics diagnostics;
  parse(sources, sources.add("stranger.proviso", "agreement stranger {"), diagnostics);
  std::cout << render(sources, diagnostics, false);
  return diagnostics.has_errors() ? 0 : 1;
}
