// A depth-first walk with its own stack (chains of defines may be long). Each definition is a node, each name written
// in it that is a definition's is an edge; of a tally, each name in what its type is read from. Names that are
// parameters can not be confused with definitions, for a parameter with a definition's name is an error anyway. A term
// may name itself in its `where`.
#include "language/check_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "language/check_tallies.h"

namespace proviso::language {
namespace {

using Ids = std::vector<syntax::ExprId>;

// What an expression is made of: its operands, and the one name it writes itself, if any.
struct Parts {
  const syntax::Name* name = nullptr;
  Ids operands;
};

Ids optional_operand(const std::optional<syntax::ExprId>& operand) { return operand ? Ids{*operand} : Ids{}; }

Parts membership_parts(const syntax::Membership& membership) {
  Parts parts{nullptr, membership.members};
  parts.operands.insert(parts.operands.begin(), membership.value);
  return parts;
}

Ids of_cases(const syntax::Cases& cases) {
  Ids operands;
  for (const syntax::Cases::Case& one : cases.cases) operands.insert(operands.end(), {one.when, one.value});
  if (cases.otherwise) operands.push_back(*cases.otherwise);
  return operands;
}

// What says of which type the tally is, if it is an expression.
std::optional<syntax::ExprId> type_expression(const syntax::Tally& tally) {
  switch (type_source(tally)) {
    case TypeSource::kOperation:
    case TypeSource::kDeclared:
      return std::nullopt;
    case TypeSource::kInitially:
      return tally.initially;
    case TypeSource::kValue:
      return tally.value;
  }
  return std::nullopt;
}

Parts parts_of(const syntax::Expr& expression) {
  return std::visit(Overloaded{
                        [](const syntax::NameUse& n) { return Parts{&n.name, {}}; },
                        [](const syntax::Call& n) { return Parts{&n.name, n.arguments}; },
                        [](const syntax::Unary& n) { return Parts{nullptr, {n.operand}}; },
                        [](const syntax::Binary& n) { return Parts{nullptr, {n.left, n.right}}; },
                        [](const syntax::Membership& n) { return membership_parts(n); },
                        [](const syntax::Conditional& n) { return Parts{nullptr, {n.condition, n.then, n.otherwise}}; },
                        [](const syntax::Cases& n) { return Parts{nullptr, of_cases(n)}; },
                        [](const syntax::FunctionCall& n) { return Parts{nullptr, n.arguments}; },
                        [](const syntax::Quantifier& n) { return Parts{nullptr, {n.body}}; },
                        [](const syntax::Before& n) { return Parts{nullptr, {n.value}}; },
                        [](const syntax::Happens& n) { return Parts{nullptr, optional_operand(n.occurrence.where)}; },
                        [](const syntax::PermissionTest& n) { return Parts{nullptr, n.arguments}; },
                        [](const syntax::AtTrigger& n) { return Parts{nullptr, {n.value}}; },
                        [](const syntax::Owed& n) { return Parts{nullptr, optional_operand(n.where)}; },
                        [](const syntax::OwedBy& n) { return Parts{nullptr, {n.party}}; },
                        [](const syntax::Breached& n) { return Parts{nullptr, {n.party}}; },
                        [](const syntax::CanForce& n) { return Parts{nullptr, {n.formula}}; },
                        [](const syntax::Invalid&) { return Parts{}; },
                        [](const syntax::BoolLiteral&) { return Parts{}; },
                        [](const syntax::NumberLiteral&) { return Parts{}; },
                        [](const syntax::PercentLiteral&) { return Parts{}; },
                        [](const syntax::MoneyLiteral&) { return Parts{}; },
                        [](const syntax::DateLiteral&) { return Parts{}; },
                        [](const syntax::DaysLiteral&) { return Parts{}; },
                        [](const syntax::MonthsLiteral&) { return Parts{}; },
                        [](const syntax::TriggerParameter&) { return Parts{}; },
                        [](const syntax::TriggerDate&) { return Parts{}; },
                        [](const syntax::CurrentDate&) { return Parts{}; },
                        [](const syntax::ReadingTest&) { return Parts{}; },
                        [](const syntax::Settled&) { return Parts{}; },
                        [](const syntax::Discharges&) { return Parts{}; },
                    },
                    expression.node);
}

// How many members of a circle a diagnostic names.
constexpr std::ptrdiff_t kMaxShown = 8;

struct Node {
  Definition definition;
  const syntax::Name* name;
  std::vector<syntax::ExprId> expressions;
  std::vector<std::size_t> reads;
  enum class State { kNew, kOpen, kDone } state = State::kNew;
};

class Orderer {
 public:
  explicit Orderer(Checker& checker) : checker_(checker) {
    const Declared& declared = checker.names.declared;
    for (const auto* term : declared.terms) add(SymbolKind::kTerm, term->name, {term->where});
    for (const auto* define : declared.defines) add(SymbolKind::kDefine, define->name, {define->value});
    for (const auto* tally : declared.tallies) add(SymbolKind::kTally, tally->name, {type_expression(*tally)});
    for (Node& node : nodes_) node.reads = reads_of(node);
  }

  std::vector<Definition> run() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].state == Node::State::kNew) walk(i);
    }
    std::vector<Definition> ordered;
    for (const std::size_t node : done_) ordered.push_back(nodes_[node].definition);
    return ordered;
  }

 private:
  struct Frame {
    std::size_t node;
    std::size_t next = 0;
  };

  void add(SymbolKind kind, const syntax::Name& name,
           std::initializer_list<std::optional<syntax::ExprId>> expressions) {
    Node node{{kind, checker_.names.symbols.find(name.text)->index}, &name, {}, {}};
    for (const auto& expression : expressions) {
      if (expression) node.expressions.push_back(*expression);
    }
    by_name_.emplace(name.text, nodes_.size());
    nodes_.push_back(std::move(node));
  }

  std::vector<std::size_t> reads_of(const Node& node) const {
    std::vector<std::size_t> reads;
    std::vector<syntax::ExprId> open = node.expressions;
    while (!open.empty()) {
      const Parts parts = parts_of(checker_.file.expr(open.back()));
      open.pop_back();
      open.insert(open.end(), parts.operands.rbegin(), parts.operands.rend());
      const auto read = parts.name == nullptr ? by_name_.end() : by_name_.find(parts.name->text);
      if (read == by_name_.end()) continue;
      const bool itself = node.definition.kind == SymbolKind::kTerm && read->first == node.name->text;
      if (!itself && std::find(reads.begin(), reads.end(), read->second) == reads.end()) reads.push_back(read->second);
    }
    return reads;
  }

  void walk(std::size_t root) {
    path_ = {{root}};
    nodes_[root].state = Node::State::kOpen;
    while (!path_.empty()) {
      Frame& frame = path_.back();
      Node& node = nodes_[frame.node];
      if (frame.next == node.reads.size()) {
        node.state = Node::State::kDone;
        done_.push_back(frame.node);
        path_.pop_back();
        continue;
      }
      const std::size_t read = node.reads[frame.next++];
      if (nodes_[read].state == Node::State::kOpen) report_circle(read);
      if (nodes_[read].state != Node::State::kNew) continue;
      nodes_[read].state = Node::State::kOpen;
      path_.push_back({read});
    }
  }

  // The path from `first` to its end is a circle.
  void report_circle(std::size_t first) {
    const auto start = std::find_if(path_.begin(), path_.end(), [&](const Frame& f) { return f.node == first; });
    std::string way;
    std::vector<Label> labels;
    const Node* tally = nullptr;
    for (auto frame = start; frame != path_.end(); ++frame) {
      Node& node = nodes_[frame->node];
      node.definition.in_circle = true;
      if (tally == nullptr && node.definition.kind == SymbolKind::kTally) tally = &node;
      if (frame - start == kMaxShown) way += "… ";
      if (frame - start >= kMaxShown) continue;
      way += fmt::format("`{}` reads ", node.name->text);
      if (frame != start) labels.push_back({node.name->span, "in the circle"});
    }
    way += fmt::format("`{}`", nodes_[first].name->text);
    if (tally != nullptr) return report_untyped(*tally, way);
    checker_.report(Code::kCircle, nodes_[first].name->span, fmt::format("these are defined in a circle: {}", way),
                    std::move(labels), "only a tally can read itself: it reads the value it had before");
  }

  void report_untyped(const Node& tally, const std::string& way) {
    const std::string& name = tally.name->text;
    checker_.report(Code::kInitially, tally.name->span,
                    fmt::format("nothing says of which type `{}` is, for it is made of itself: {}", name, way), {},
                    fmt::format("write its type, `tally {} : money = …`, or what it is `initially`", name));
  }

  Checker& checker_;
  std::vector<Node> nodes_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  std::vector<Frame> path_;
  std::vector<std::size_t> done_;
};

// Puts the declarations of one kind into the order of `definitions`, whose indices are made new.
template <class Node>
void rearrange(std::vector<const Node*>& declared, SymbolKind kind, std::vector<Definition>& definitions,
               Symbols& symbols) {
  std::vector<const Node*> ordered;
  for (Definition& definition : definitions) {
    if (definition.kind != kind) continue;
    const Node* node = declared[definition.index];
    definition.index = static_cast<std::uint32_t>(ordered.size());
    symbols.renumber(node->name.text, definition.index);
    ordered.push_back(node);
  }
  declared = std::move(ordered);
}

}  // namespace

std::vector<Definition> order_definitions(Checker& checker) {
  std::vector<Definition> definitions = Orderer(checker).run();
  Declared& declared = checker.names.declared;
  rearrange(declared.terms, SymbolKind::kTerm, definitions, checker.names.symbols);
  rearrange(declared.defines, SymbolKind::kDefine, definitions, checker.names.symbols);
  return definitions;
}

}  // namespace proviso::language
