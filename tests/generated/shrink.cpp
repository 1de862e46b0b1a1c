// Greedy, over the positions of the tree from the root on, until a pass changes nothing. Every step makes the text
// shorter, so that it ends.
#include "tests/generated/shrink.h"

#include <optional>
#include <string>
#include <vector>

namespace proviso::generated {

namespace {

using Path = std::vector<std::size_t>;

Node& at(Node& tree, const Path& path) {
  Node* node = &tree;
  for (const std::size_t index : path) node = &node->parts[index];
  return *node;
}

// Of the nodes below, those of the type.
void collect(const Node& node, const Type& type, std::vector<Node>& all) {
  for (const Node& one : node.parts) {
    if (one.type == type) all.push_back(one);
    collect(one, type, all);
  }
}

std::optional<std::string> simplest(const Type& type) {
  switch (type.sort) {
    case Sort::kBool:
      return "true";
    case Sort::kNumber:
    case Sort::kWhole:
      return "0";
    case Sort::kPercent:
      return "50%";
    case Sort::kMoney:
      return type.kind.empty() ? "$0" : type.kind + " 0";
    case Sort::kDays:
      return "1 day";
    case Sort::kMonths:
      return "1 month";
    default:
      return std::nullopt;
  }
}

// What can stand in its place.
std::vector<Node> smaller(const Node& node) {
  std::vector<Node> all;
  if (node.optional) all.push_back(part(""));
  if (node.type.sort == Sort::kPart) return all;
  if (const auto word = simplest(node.type); word && !node.parts.empty()) {
    all.push_back(expression(node.type, *word));
    if (node.type.sort == Sort::kBool) all.push_back(expression(node.type, "false"));
  }
  collect(node, node.type, all);
  return all;
}

class Shrinker {
 public:
  Shrinker(Node tree, const std::function<bool(const Node&)>& wrong) : tree_(std::move(tree)), wrong_(wrong) {}

  Node run() {
    do {
      changed_ = false;
      visit({});
    } while (changed_);
    return std::move(tree_);
  }

 private:
  void visit(const Path& path) {
    const std::vector<Node> candidates = smaller(at(tree_, path));
    for (const Node& candidate : candidates) {
      if (replace(path, candidate)) return visit(path);
    }
    // The last declarations first: what they read can go when they have gone.
    for (std::size_t i = at(tree_, path).parts.size(); i > 0; --i) {
      Path next = path;
      next.push_back(i - 1);
      visit(next);
    }
  }

  bool replace(const Path& path, const Node& candidate) {
    Node trial = tree_;
    at(trial, path) = candidate;
    if (print(trial).size() >= print(tree_).size() || !wrong_(trial)) return false;
    tree_ = std::move(trial);
    changed_ = true;
    return true;
  }

  Node tree_;
  const std::function<bool(const Node&)>& wrong_;
  bool changed_ = false;
};

}  // namespace

Node shrink(Node tree, const std::function<bool(const Node&)>& wrong) { return Shrinker(std::move(tree), wrong).run(); }

}  // namespace proviso::generated
