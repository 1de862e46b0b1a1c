// Under which choices a goal is attempted: clauses present, readings allowed, values of its `for any` variables.
#pragma once

#include <compare>
#include <memory>
#include <vector>

#include "encode/unrolling.h"
#include "properties/verdict.h"

namespace proviso::solver {

struct Scope {
  std::vector<bool> present;                        // by ClauseId
  std::vector<properties::ReadingChoice> readings;  // the combinations allowed; empty: all
  std::vector<language::Value> for_any;             // fixed values, in the goal's order; empty: any
  // Only histories that continue this one, with its terms and readings, and with all conditions as they are at its last
  // moment. Null: all histories.
  std::shared_ptr<const properties::History> after;
};

// All clauses that the setting does not strike, all readings, any values.
Scope everything(const language::Agreement& agreement, const properties::Setting& setting);

// Every clause's literal as the scope has it.
std::vector<z3::expr> presence(const encode::Unrolling& unrolling, const Scope& scope);

// The readings are among those allowed, the `for any` variables have their fixed values.
z3::expr choices(encode::Unrolling& unrolling, const properties::Goal& goal, const Scope& scope);

// The goal is missed at the end of a moment: kReach, the formula is true; else it is false. `value` is that,
// `defined` that the formula has a value; both where the `for any` values satisfy their `where`.
encode::Encoded missed(encode::Unrolling& unrolling, const properties::Goal& goal, std::size_t moment);

// It is missed, or can not be said, or the moment is in trouble: what a proof must exclude.
z3::expr wrong(encode::Unrolling& unrolling, const properties::Goal& goal, std::size_t moment);

// A restriction of the `for any` variables, or true.
encode::Encoded for_any_where(encode::Unrolling& unrolling, const properties::Goal& goal);

}  // namespace proviso::solver
