#include "tests/generated/tree.h"

#include <numeric>
#include <stdexcept>

namespace proviso::generated {

namespace {

void print(const Node& node, std::string& text) {
  text += node.words.front();
  for (std::size_t i = 0; i < node.parts.size(); ++i) {
    const bool parentheses = node.wrapped[i] && node.parts[i].loose;
    if (parentheses) text += '(';
    print(node.parts[i], text);
    if (parentheses) text += ')';
    text += node.words[i + 1];
  }
}

}  // namespace

Node part(std::string_view pattern, std::vector<Node> parts) {
  Node node;
  for (const char c : pattern) {
    if (c != '@' && c != '~') {
      node.words.back() += c;
      continue;
    }
    node.wrapped.push_back(c == '@');
    node.words.emplace_back();
  }
  if (node.wrapped.size() != parts.size()) throw std::logic_error("parts do not fit: " + std::string(pattern));
  node.parts = std::move(parts);
  return node;
}

Node expression(Type type, std::string_view pattern, std::vector<Node> parts) {
  Node node = part(pattern, std::move(parts));
  node.type = std::move(type);
  return node;
}

Node loose(Type type, std::string_view pattern, std::vector<Node> parts) {
  Node node = expression(std::move(type), pattern, std::move(parts));
  node.loose = true;
  return node;
}

Node optional(std::string_view pattern, std::vector<Node> parts) {
  Node node = part(pattern, std::move(parts));
  node.optional = true;
  return node;
}

Node sequence(std::vector<Node> parts, std::string_view separator) {
  std::string pattern;
  for (std::size_t i = 0; i < parts.size(); ++i) pattern += (i == 0 ? "" : std::string(separator)) + "~";
  return part(pattern, std::move(parts));
}

std::string print(const Node& node) {
  std::string text;
  print(node, text);
  return text;
}

std::size_t size(const Node& node) {
  return std::accumulate(node.parts.begin(), node.parts.end(), std::size_t{1},
                         [](std::size_t sum, const Node& one) { return sum + size(one); });
}

}  // namespace proviso::generated
