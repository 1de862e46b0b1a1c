#include "language/check_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace proviso::language {
namespace {

struct KindWords {
  SymbolKind kind;
  std::string_view singular, plural;
};

constexpr KindWords kWords[] = {
    {SymbolKind::kAgreement, "the agreement", "agreements"},
    {SymbolKind::kParty, "a party", "parties"},
    {SymbolKind::kKind, "a kind", "kinds"},
    {SymbolKind::kMember, "a member of a kind", "members of kinds"},
    {SymbolKind::kTerm, "a term", "terms"},
    {SymbolKind::kReading, "a reading", "readings"},
    {SymbolKind::kCondition, "a condition", "conditions"},
    {SymbolKind::kAction, "an action", "actions"},
    {SymbolKind::kEvent, "an event", "events"},
    {SymbolKind::kDefine, "a define", "defines"},
    {SymbolKind::kTally, "a tally", "tallies"},
    {SymbolKind::kClause, "a clause", "clauses"},
    {SymbolKind::kAmendment, "an amendment", "amendments"},
    {SymbolKind::kRedline, "a redline", "redlines"},
    {SymbolKind::kProperty, "a property", "properties"},
};

const KindWords& words(SymbolKind kind) { return kWords[static_cast<std::size_t>(kind)]; }

// Declares the things of one file, one after the other.
class Collector {
 public:
  explicit Collector(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const syntax::Party& party) { keep(party, SymbolKind::kParty, names_.declared.parties); }
  void add(const syntax::Term& term) { keep(term, SymbolKind::kTerm, names_.declared.terms); }
  void add(const syntax::Reading& reading) { keep(reading, SymbolKind::kReading, names_.declared.readings); }
  void add(const syntax::Condition& condition) { keep(condition, SymbolKind::kCondition, names_.declared.conditions); }
  void add(const syntax::Define& define) { keep(define, SymbolKind::kDefine, names_.declared.defines); }
  void add(const syntax::Tally& tally) { keep(tally, SymbolKind::kTally, names_.declared.tallies); }
  void add(const syntax::Amendment& a) { keep(a, SymbolKind::kAmendment, names_.declared.amendments); }
  void add(const syntax::Redline& redline) { keep(redline, SymbolKind::kRedline, names_.declared.redlines); }
  void add(const syntax::Property& property) { keep(property, SymbolKind::kProperty, names_.declared.properties); }
  void add(const syntax::Assume& assume) { names_.declared.assumptions.push_back(&assume); }

  void add(const syntax::Kind& kind) {
    const auto index = static_cast<std::uint32_t>(names_.declared.kinds.size());
    keep(kind, SymbolKind::kKind, names_.declared.kinds);
    if (!kind.members) return;
    std::uint32_t position = 0;
    for (const syntax::Name& member : *kind.members) {
      declare(member, {SymbolKind::kMember, position++, member.span, index});
    }
  }

  void add(const syntax::Action& action) { keep_occurring(action.name, SymbolKind::kAction, Occurring(action)); }
  void add(const syntax::Event& event) { keep_occurring(event.name, SymbolKind::kEvent, Occurring(event)); }

  void add(const syntax::Clause& clause) {
    if (declare_clause(clause.name)) names_.declared.base_clauses.push_back(&clause);
  }

  // A clause of an amendment may bear the name of one that was struck: whether it does is judged later.
  void add_to_amendment(const syntax::Declaration& declaration) {
    if (const auto* clause = std::get_if<syntax::Clause>(&declaration)) {
      if (!is_clause(clause->name.text)) declare_clause(clause->name);
    } else {
      std::visit([&](const auto& node) { add(node); }, declaration);
    }
  }

  void add_struck(const syntax::Name& clause) {
    if (!is_clause(clause.text)) declare_clause(clause);
  }

  void add(const syntax::Agreement& agreement) {
    declare(agreement.name, {SymbolKind::kAgreement, 0, agreement.name.span});
  }

  Names take() { return std::move(names_); }

 private:
  bool declare(const syntax::Name& name, Symbol symbol) { return names_.symbols.declare(name, symbol, diagnostics_); }

  template <class Node>
  void keep(const Node& node, SymbolKind kind, std::vector<const Node*>& kept) {
    if (declare(node.name, {kind, static_cast<std::uint32_t>(kept.size()), node.name.span})) kept.push_back(&node);
  }

  void keep_occurring(const syntax::Name& name, SymbolKind kind, Occurring occurring) {
    auto& kept = names_.declared.actions;
    if (declare(name, {kind, static_cast<std::uint32_t>(kept.size()), name.span})) kept.push_back(occurring);
  }

  bool is_clause(const std::string& name) const {
    const Symbol* symbol = names_.symbols.find(name);
    return symbol != nullptr && symbol->kind == SymbolKind::kClause;
  }

  bool declare_clause(const syntax::Name& name) {
    auto& kept = names_.declared.clauses;
    if (!declare(name, {SymbolKind::kClause, static_cast<std::uint32_t>(kept.size()), name.span})) return false;
    kept.push_back(name.text);
    return true;
  }

  Diagnostics& diagnostics_;
  Names names_;
};

void collect_edits(const syntax::Amendment& amendment, Collector& collector) {
  for (const syntax::Edit& edit : amendment.edits) {
    if (const auto* addition = std::get_if<syntax::Add>(&edit.node)) collector.add_to_amendment(addition->declaration);
  }
}

}  // namespace

std::string_view with_article(SymbolKind kind) { return words(kind).singular; }
std::string_view plural(SymbolKind kind) { return words(kind).plural; }

bool Symbols::declare(const syntax::Name& name, Symbol symbol, Diagnostics& diagnostics) {
  const auto [place, is_new] = symbols_.emplace(name.text, symbol);
  if (is_new) return true;
  const Symbol& first = place->second;
  Diagnostic diagnostic{Code::kDeclaredTwice,
                        Severity::kError,
                        name.span,
                        fmt::format("`{}` is already the name of {}", name.text, with_article(first.kind)),
                        {{first.span, "declared here"}},
                        "one name means one thing: choose another"};
  if (symbol.kind == SymbolKind::kClause && first.kind == SymbolKind::kClause) {
    diagnostic.help = "a clause may have several statements; in an amendment, `replace clause` gives it a new text";
  }
  diagnostics.add(std::move(diagnostic));
  return false;
}

const Symbol* Symbols::find(std::string_view name) const {
  const auto place = symbols_.find(name);
  return place == symbols_.end() ? nullptr : &place->second;
}

void Symbols::renumber(std::string_view name, std::uint32_t index) { symbols_.find(name)->second.index = index; }

std::vector<std::string_view> Symbols::names(std::initializer_list<SymbolKind> kinds) const {
  std::vector<std::string_view> found;
  for (const auto& [name, symbol] : symbols_) {
    if (std::find(kinds.begin(), kinds.end(), symbol.kind) != kinds.end()) found.push_back(name);
  }
  return found;
}

const syntax::Name& Occurring::name() const {
  return std::visit([](const auto* node) -> const syntax::Name& { return node->name; }, declaration_);
}

const std::vector<syntax::Parameter>& Occurring::parameters() const {
  return std::visit([](const auto* node) -> const std::vector<syntax::Parameter>& { return node->parameters; },
                    declaration_);
}

Span Occurring::span() const {
  return std::visit([](const auto* node) { return node->span; }, declaration_);
}

const syntax::Action* Occurring::action() const {
  const auto* const* action = std::get_if<const syntax::Action*>(&declaration_);
  return action == nullptr ? nullptr : *action;
}

Names collect_names(const syntax::File& file, Diagnostics& diagnostics) {
  Collector collector(diagnostics);
  if (file.agreement) collector.add(*file.agreement);
  for (const syntax::Declaration& declaration : file.declarations) {
    std::visit([&](const auto& node) { collector.add(node); }, declaration);
  }
  for (const syntax::Amendment& amendment : file.amendments) {
    collector.add(amendment);
    collect_edits(amendment, collector);
  }
  for (const syntax::Name& clause : file.struck) collector.add_struck(clause);
  for (const syntax::Redline& redline : file.redlines) collector.add(redline);
  for (const syntax::Property& property : file.properties) collector.add(property);
  return collector.take();
}

}  // namespace proviso::language
