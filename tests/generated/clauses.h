// The clauses of an outline, and its amendment, written out.
#pragma once

#include <vector>

#include "tests/generated/expressions.h"

namespace proviso::generated {

class Clauses {
 public:
  // `at_moment`: what can be read at any moment, without an event; `fixed`: what is so for the whole history.
  Clauses(Draws& draws, const Outline& plan, Scope at_moment, Scope fixed)
      : draws_(draws),
        plan_(plan),
        at_moment_(std::move(at_moment)),
        fixed_(std::move(fixed)),
        expressions_(draws, plan) {}

  Node clause(std::size_t index);
  // `added`: the last clauses of the outline, which are its own.
  Node amendment(std::vector<Node> added);

 private:
  Node header(std::size_t index);
  Node precedence(std::size_t index, unsigned chance);
  Node statements(std::size_t index);
  Node statement(std::size_t index);
  Node permission(std::size_t index);
  Node covenant(const Clause& clause);
  Node duty(std::size_t index);
  Node performance(const Clause& clause);
  Node deadline(const Scope& scope);
  Node trigger(const Clause& clause);
  Node capacity(const Clause& clause);
  Node lapse(const Clause& clause);
  Node subject(const Clause& clause);
  Node circumstances(const Scope& scope, unsigned chance);
  Node day();
  Scope over_trigger(const Clause& clause) const;

  Draws& draws_;
  const Outline& plan_;
  Scope at_moment_, fixed_;
  Expressions expressions_;
};

}  // namespace proviso::generated
