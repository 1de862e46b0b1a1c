// Properties of an agreement that is written already. Some are made of what its clauses say, so that they have a chance
// to hold.
#pragma once

#include <vector>

#include "tests/generated/expressions.h"

namespace proviso::generated {

class Questions {
 public:
  Questions(Draws& draws, const Outline& plan, Scope at_moment)
      : draws_(draws), plan_(plan), at_moment_(std::move(at_moment)), expressions_(draws, plan) {}

  // What stands behind a property's name. `clauses`: as they are written, by their positions in the outline.
  Node property(const std::vector<Node>& clauses);

 private:
  Node for_any(Scope& scope);
  Node question(const Scope& scope, const std::vector<Node>& clauses);
  Node answered(const Scope& scope, const std::vector<Node>& clauses);
  Node answered_by_duty(const Clause& clause, const Node& written, const Scope& scope);
  Node stays_possible(const Scope& scope);
  Node extreme(const Type& type, const Scope& scope);
  Node of_value(const Scope& scope, Node any);
  Node never_happens(const Scope& scope, const std::vector<Node>& clauses);
  Node of_a_tally(const Scope& scope);
  Node setting();
  Node expectation();
  Node expected_value(const Type& type);

  Draws& draws_;
  const Outline& plan_;
  Scope at_moment_;
  Expressions expressions_;
};

}  // namespace proviso::generated
