// Expressions: names are looked up, defines are read where they are used, and every operand gets its type.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "language/check_state.h"

namespace proviso::language {

// How much of the world an expression may read where it stands.
enum class Reads {
  kReadings,    // readings alone
  kRigid,       // and terms: what never changes
  kMoment,      // and the date, conditions, tallies, amendments, duties
  kStatement,   // and what the event at hand would discharge
  kEverything,  // as kMoment, and `happens`, `permitted`, `before`
  kProperty,    // as kEverything, and `can force`
  kDefine       // all of it: the place where the define is used decides
};

// What `trigger` is where an expression stands: that of a duty, of a `whenever`, or of the duties that `owed(C where
// F)` asks for. What creates them: events of these actions; nothing stands for what is no event.
struct TriggerScope {
  std::vector<std::optional<ActionId>> events;
};

// Where an expression stands.
struct Scope {
  Reads reads = Reads::kMoment;
  std::string_view place;           // "the `where` of a tally", for messages
  std::optional<ActionId> event{};  // whose parameters are in scope by their names
  std::optional<TriggerScope> trigger{};
  std::vector<VariableId> variables{};
  std::optional<ActionId> nearby{};  // an action beside it whose parameters are not in scope, for advice
  bool eventless = false;            // beside `becoming`, where there is no event, for advice
  std::vector<ExprId>* frozen =
      nullptr;               // what `at trigger` freezes is added here; it may not stand where this is null
  bool at_occasion = false;  // read as the trigger comes: `at trigger(E)` is E
};

// The typed expression, or nullopt after at least one diagnostic.
std::optional<ExprId> check_expression(Checker& checker, const Scope& scope, syntax::ExprId expression);

// The same, of the given type; `what` as "the `when`" is what needs it.
std::optional<ExprId> check_expression_of(Checker& checker, const Scope& scope, syntax::ExprId expression, Type wanted,
                                          std::string_view what);

// The same, of type bool; the place of the scope needs it.
std::optional<ExprId> check_formula(Checker& checker, const Scope& scope, syntax::ExprId expression);
std::optional<ExprId> check_formula(Checker& checker, const Scope& scope,
                                    const std::optional<syntax::ExprId>& expression);

// Checks the body of a define once, where it stands, with its parameters as unknowns; nothing of it is kept.
std::optional<Type> check_define(Checker& checker, const syntax::Define& define);

}  // namespace proviso::language
