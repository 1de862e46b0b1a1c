#include "properties/goal.h"

namespace proviso::properties {

using language::Agreement;
using language::Property;

namespace {

std::vector<bool> complying(const Agreement& agreement, const language::Compliance& compliance) {
  std::vector<bool> complies(agreement.parties.size(), compliance.everyone);
  for (auto party : compliance.parties) complies.at(party.index) = true;
  return complies;
}

// By ClauseId: whether the clause is listed.
std::vector<bool> among_clauses(const Agreement& agreement, const std::vector<language::ClauseId>& listed) {
  std::vector<bool> result(agreement.clauses.size(), false);
  for (auto clause : listed) result.at(clause.index) = true;
  return result;
}

}  // namespace

Goal pose(const Agreement& agreement, language::PropertyId id) {
  const Property& property = agreement[id];
  const bool always = property.question == language::QuestionKind::kAlways;
  return Goal{.kind = always ? GoalKind::kKeep : GoalKind::kReach,
              .setting = {.complies = complying(agreement, property.compliance),
                          .struck = among_clauses(agreement, property.without),
                          .excepted = among_clauses(agreement, property.compliance.except)},
              .for_any = property.for_any,
              .for_any_where = property.for_any_where,
              .formula = property.formula};
}

}  // namespace proviso::properties
