// The names of a file: everything it declares, by kind of thing, with what amendments add. One name means one thing.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "language/diagnostic.h"
#include "language/syntax.h"

namespace proviso::language {

enum class SymbolKind {
  kAgreement,
  kParty,
  kKind,
  kMember,
  kTerm,
  kReading,
  kCondition,
  kAction,
  kEvent,
  kDefine,
  kTally,
  kClause,
  kAmendment,
  kRedline,
  kProperty,
};

// "a party", "an action", …
std::string_view with_article(SymbolKind kind);
// "parties", "actions", …
std::string_view plural(SymbolKind kind);

// One declared name. `index` counts the things of its kind in Declared, and is its index in the Agreement's table;
// actions and events share one table. A member's `kind` is the kind it belongs to.
struct Symbol {
  SymbolKind kind{};
  std::uint32_t index = 0;
  Span span;
  std::uint32_t kind_index = 0;
};

// All declared names.
class Symbols {
 public:
  // False, with a diagnostic, if the name is taken.
  bool declare(const syntax::Name& name, Symbol symbol, Diagnostics& diagnostics);
  const Symbol* find(std::string_view name) const;
  void renumber(std::string_view name, std::uint32_t index);
  // The names of things of these kinds, in alphabetical order.
  std::vector<std::string_view> names(std::initializer_list<SymbolKind> kinds) const;

 private:
  std::map<std::string, Symbol, std::less<>> symbols_;
};

// An action or an event, where the two are alike.
class Occurring {
 public:
  explicit Occurring(const syntax::Action& action) : declaration_(&action) {}
  explicit Occurring(const syntax::Event& event) : declaration_(&event) {}

  const syntax::Name& name() const;
  const std::vector<syntax::Parameter>& parameters() const;
  Span span() const;
  // Absent for an event.
  const syntax::Action* action() const;

 private:
  std::variant<const syntax::Action*, const syntax::Event*> declaration_;
};

// What is declared, by kind of thing, in the order written; a second declaration of a name is left out.
struct Declared {
  std::vector<const syntax::Party*> parties;
  std::vector<const syntax::Kind*> kinds;
  std::vector<const syntax::Term*> terms;
  std::vector<const syntax::Reading*> readings;
  std::vector<const syntax::Condition*> conditions;
  std::vector<Occurring> actions;
  std::vector<const syntax::Define*> defines;
  std::vector<const syntax::Tally*> tallies;
  std::vector<const syntax::Assume*> assumptions;
  std::vector<const syntax::Clause*> base_clauses;
  std::vector<std::string> clauses;  // the names of all clauses, also of struck ones
  std::vector<const syntax::Amendment*> amendments;
  std::vector<const syntax::Redline*> redlines;
  std::vector<const syntax::Property*> properties;
};

struct Names {
  Symbols symbols;
  Declared declared;
};

// Collects what the file declares outside its redlines, and reports names that are declared twice (P201).
Names collect_names(const syntax::File& file, Diagnostics& diagnostics);

}  // namespace proviso::language
