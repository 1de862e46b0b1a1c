// A text in the making: a tree in which every expression has its type, so that parts of it can be left out or put in
// each other's place. It knows nothing of the checker, which has the last word on what is printed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proviso::generated {

enum class Sort { kPart, kBool, kNumber, kWhole, kPercent, kMoney, kDate, kDays, kMonths, kParty, kKind };

// Of an expression; what is none is a kPart. `kind`: the name of a kKind, or the currency of a kMoney where it is not
// the agreement's.
struct Type {
  Sort sort = Sort::kPart;
  std::string kind{};

  friend bool operator==(const Type&, const Type&) = default;
};

// The words between and around its parts: one more than there are parts.
struct Node {
  Type type{};
  std::vector<std::string> words{""};
  std::vector<Node> parts{};
  std::vector<bool> wrapped{};  // by part: in parentheses where it is loose
  bool loose = false;           // an operator is outermost
  bool optional = false;        // the text around it stands without it
};

// `pattern` has an `@` or a `~` for each part: behind `@` a loose expression is put in parentheses.
Node part(std::string_view pattern, std::vector<Node> parts = {});
Node expression(Type type, std::string_view pattern, std::vector<Node> parts = {});
Node loose(Type type, std::string_view pattern, std::vector<Node> parts = {});
// A part that can be left out; it begins with the space or line end that separates it.
Node optional(std::string_view pattern, std::vector<Node> parts = {});
Node sequence(std::vector<Node> parts, std::string_view separator);

std::string print(const Node& node);

// How many nodes there are.
std::size_t size(const Node& node);

}  // namespace proviso::generated
