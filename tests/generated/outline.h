// What an agreement is going to declare, by name and type, before anything of it is written: whatever is written can
// then speak of all of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/generated/tree.h"
#include "tests/random/draws.h"

namespace proviso::generated {

using random_histories::Draws;

enum class Profile {
  kAny,     // whatever the language has
  kClosed,  // a world whose histories can be counted: no open kinds; amounts, terms and dates are among a few
};

// A parameter, an argument or a variable.
struct Typed {
  std::string name;
  Type type;
};

struct Kind {
  std::string name;
  std::vector<std::string> members;  // none: it is open
};

// A term, a condition or a define.
struct Function {
  std::string name;
  std::vector<Typed> parameters;
  Type type;
  std::string decided_by{};  // a party; empty: nobody, and where it is no condition
};

struct Action {
  std::string name;
  std::vector<Typed> fields;
  std::string actor;  // a party or a field; empty: nobody's act
  bool actor_is_field = false;
  bool reserved = false;
};

enum class Operation { kSum, kCount, kEver, kFirst, kLast, kLatest };

struct Tally {
  std::string name;
  std::vector<Typed> parameters;
  Type type;
  Operation operation;
  std::optional<std::size_t> action;  // none: `becoming`
  bool initially = false;
  std::string guard;  // a tally with these parameters that says whether this one has a value; empty: none, or no need

  bool always_has_value() const { return initially || operation < Operation::kFirst; }
};

enum class Rule { kMay, kShallNot, kAct, kEnsure, kKeep };
enum class Arises { kOnce, kByEvent, kBecoming };

struct Clause {
  std::string name;
  Rule rule;
  std::size_t action;  // what it permits, forbids, or asks for
  Arises arises = Arises::kOnce;
  std::size_t trigger = 0;  // kByEvent

  bool is_duty() const { return rule == Rule::kAct || rule == Rule::kEnsure; }
  bool speaks_of_events() const {
    return rule == Rule::kMay || rule == Rule::kShallNot || (is_duty() && arises == Arises::kByEvent);
  }
};

struct Reading {
  std::string name;
  std::vector<std::string> choices;
};

struct Outline {
  Profile profile;
  std::vector<std::string> days;  // dates to speak of, in order; the first is when it starts
  std::string currency;           // a second one; empty: none
  std::vector<std::string> parties;
  std::vector<Kind> kinds;
  std::vector<Function> terms, conditions, defines;
  std::vector<Reading> readings;
  std::vector<Action> actions;
  std::vector<Tally> tallies;
  std::vector<Clause> clauses;
  std::string amendment;  // its name; empty: none

  bool is_open(const Type& type) const;
  const std::vector<std::string>& members(const std::string& kind) const;
};

Outline outline(Draws& draws, Profile profile);

}  // namespace proviso::generated
