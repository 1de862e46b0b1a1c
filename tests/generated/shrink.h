// From a tree of which something is wrong to a small one of which the same is wrong.
#pragma once

#include <functional>

#include "tests/generated/tree.h"

namespace proviso::generated {

// Leaves out what is optional, puts expressions in the place of expressions of their type that contain them, and
// literals in the place of others, as long as `wrong` stays true. `wrong` is true of the tree.
Node shrink(Node tree, const std::function<bool(const Node&)>& wrong);

}  // namespace proviso::generated
