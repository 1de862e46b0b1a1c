// What is asked of the prover: one formula to keep true, or to reach, over one agreement, under somebody's compliance.
#pragma once

#include <vector>

#include "language/agreement.h"

namespace proviso::properties {

enum class GoalKind {
  kKeep,   // the formula is true at every moment of every history
  kReach,  // some history has a moment at which the formula is true
  // Every occasion of the Response is answered in time; what is judged at a moment is that none is missed there.
  kRespond,
  // From every moment of every history some continuation (of at most `within_moments`) reaches the formula, with the
  // conditions as they are at that moment; a history fails it at a last moment from which none does.
  kRecover,
  kGreatest,  // no moment of any history has a larger value of the expression, some moment has this one
  kLeast,     // no smaller one
};

// Several formulas can share one Setting; lemmas and warm solvers are kept for each.
struct Setting {
  std::vector<bool> complies;  // indexed by PartyId
  std::vector<bool> struck;    // indexed by ClauseId: absent in every text
  // Indexed by ClauseId: its duties and `keep`s may be missed by those who comply. Empty: none.
  std::vector<bool> excepted{};

  auto operator<=>(const Setting&) const = default;
  bool excepts(language::ClauseId clause) const { return !excepted.empty() && excepted.at(clause.index); }
};

struct Goal {
  GoalKind kind;
  Setting setting;
  std::vector<language::VariableId> for_any;      // kKeep: for all values; kReach: for each value a history
  std::optional<language::ExprId> for_any_where;  // over `for_any`, terms and readings
  language::ExprId formula;                       // read after the moment's event
  std::optional<language::Response> response{};   // kRespond
  std::optional<std::uint32_t> within_moments{};  // kRecover
};

// What the property asks, on the agreement as it stands.
Goal pose(const language::Agreement& agreement, language::PropertyId property);

}  // namespace proviso::properties
