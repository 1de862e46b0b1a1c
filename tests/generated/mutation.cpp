#include "tests/generated/mutation.h"

#include <algorithm>
#include <map>

namespace proviso::generated {

namespace {

const std::map<std::string, std::vector<std::string>>& others() {
  static const std::map<std::string, std::vector<std::string>> all{
      {" < ", {" <= ", " > "}}, {" <= ", {" < ", " = "}}, {" > ", {" >= ", " < "}},
      {" >= ", {" > ", " = "}}, {" = ", {" != "}},        {" != ", {" = "}},
      {" and ", {" or "}},      {" or ", {" and "}},      {" implies ", {" and ", " iff "}},
      {" iff ", {" implies "}},
  };
  return all;
}

void collect(Node& node, std::vector<Node*>& all) {
  if (node.words.size() == 3 && others().contains(node.words[1])) all.push_back(&node);
  for (Node& one : node.parts) collect(one, all);
}

}  // namespace

Node mutated(Node tree, Draws& draws) {
  std::vector<Node*> all;
  collect(tree, all);
  if (all.empty()) return tree;
  std::string& sign = draws.of(all)->words[1];
  sign = draws.of(others().at(sign));
  return tree;
}

}  // namespace proviso::generated
