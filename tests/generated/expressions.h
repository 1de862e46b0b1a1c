// Expressions of a wanted type, made of what can be read where they stand.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "tests/generated/outline.h"

namespace proviso::generated {

// What can be read at a place, besides literals.
struct Scope {
  std::vector<Typed> variables{};   // parameters, and what `for any`, `some` and `every` bind
  const Action* event = nullptr;    // whose arguments are at hand
  const Action* trigger = nullptr;  // whose arguments `trigger.x` are
  bool triggered = false;           // there is a `trigger.date`
  bool moment = false;              // dates, conditions, tallies, duties
  bool after = false;               // `happens`, `permitted`, `before(…)`
  bool forces = false;              // `can force`
  bool past = false;                // within `before(…)`: nothing of the moment itself
  bool discharges = false, at_trigger = false;
  bool covenant = false;               // no question about covenants
  std::size_t terms = 0, defines = 0;  // so many of them, from the first
};

class Expressions {
 public:
  Expressions(Draws& draws, const Outline& plan) : draws_(draws), plan_(plan) {}

  // Something has this type: only individuals of open kinds have no literals.
  bool can(const Type& type, const Scope& scope);
  // `depth`: so many operators on top of each other.
  Node of(const Type& type, const Scope& scope, int depth);
  Node formula(const Scope& scope, int depth);
  Node literal(const Type& type);
  // `within` or `by`, of what has happened there.
  Node deadline(const Scope& scope);
  // A comparison of what is at hand with something else.
  Node comparison(const Scope& scope, int depth);
  // `name(arguments)`, `name` where there are no parameters. None: there is nothing to pass.
  std::optional<Node> call(const Type& type, const std::string& name, const std::vector<Typed>& parameters,
                           const Scope& scope);

 private:
  // Something that is read by its name. `guard`: a formula that says whether it has a value.
  struct Leaf {
    Node node;
    std::optional<Node> guard{};
  };
  using Makers = std::vector<std::pair<unsigned, std::function<Node()>>>;

  std::vector<Leaf> leaves(const Scope& scope);
  void add_functions(const std::vector<Function>& functions, std::size_t count, const Scope& scope,
                     std::vector<Leaf>& all);
  void add_tallies(const Scope& scope, std::vector<Leaf>& all);
  std::optional<Node> leaf(const Type& type, const Scope& scope);
  Node one_of(const Makers& makers);

  Node number(const Type& type, const Scope& scope, int depth);
  Node date(const Scope& scope, int depth);
  Node whole(const Scope& scope, int depth);
  Node rounded(const Type& type, const Scope& scope, int depth);
  std::optional<Node> frozen(const Type& type, const Scope& scope, int depth);
  Node either(const Type& type, const Scope& scope, int depth);
  Node cases(const Type& type, const Scope& scope, int depth);
  Node factor();

  void add_connectives(const Scope& scope, int depth, Makers& makers);
  void add_questions(const Scope& scope, int depth, Makers& makers);
  void add_questions_of_duties(const Scope& scope, int depth, Makers& makers);
  Node compared(const Leaf& leaf, const Scope& scope, int depth);
  Node quantified(const Scope& scope, int depth);
  Node owed(const Clause& clause, const char* word, const Scope& scope, int depth);
  Node happens(const Scope& scope, int depth);
  Node permitted(const Scope& scope);
  Node forced(const Scope& scope, int depth);

  Draws& draws_;
  const Outline& plan_;
};

bool is_ordered(const Type& type);

}  // namespace proviso::generated
