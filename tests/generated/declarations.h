// What an outline declares, written out.
#pragma once

#include <vector>

#include "tests/generated/expressions.h"

namespace proviso::generated {

class Declarations {
 public:
  Declarations(Draws& draws, const Outline& plan) : draws_(draws), plan_(plan), expressions_(draws, plan) {}

  // Each is an optional part, but for what every agreement needs.
  std::vector<Node> all();

  // All that can be read at a moment, without an event.
  Scope at_moment() const;
  // All that is fixed for the whole history.
  Scope fixed() const;

 private:
  Node kind(const Kind& kind);
  Node term(std::size_t index);
  Node term_domain(const Function& term, const Scope& scope, const Node& self);
  Node reading(const Reading& reading);
  Node condition(const Function& condition);
  Node action(const Action& action);
  Node field(const Typed& field);
  Node define(std::size_t index);
  Node tally(const Tally& tally);
  Node occasion(const Tally& tally);
  Node window(const Tally& tally);
  Node where(const Tally& tally);
  Node assumption();
  Node days();
  std::vector<Node> few_literals(const Type& type);

  Draws& draws_;
  const Outline& plan_;
  Expressions expressions_;
  std::vector<Node> guarded_;  // what the last tally counts, where the next one is its guard
};

std::string name_of(const Type& type);
// "(k: Colour)"; empty where there are none.
std::string declared(const std::vector<Typed>& parameters);

}  // namespace proviso::generated
