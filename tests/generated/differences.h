// A verdict against what brute force finds.
#pragma once

#include <string>

#include "properties/verdict.h"
#include "tests/generated/enumeration.h"

namespace proviso::generated {

// A goal, and what brute force finds of it.
struct Enumerated {
  const language::Agreement& agreement;
  const ClosedWorld& world;
  const properties::Goal& goal;
  const Enumeration& all;
};

struct Difference {
  std::string words;     // what the verdict says that brute force does not find, or the other way round; empty: nothing
  std::string weakness;  // the verdict is undecided for this reason, and brute force is not; empty: it is not so
  bool settled =
      false;  // without difference: brute force has found what the verdict shows, not only nothing against it
};

// `left`: as many histories may still be judged to see what leads on from others.
Difference difference(const Enumerated& given, const properties::Verdict& verdict, std::size_t left);

}  // namespace proviso::generated
