#include "properties/goal.h"

#include <stdexcept>

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

GoalKind kind_of(language::QuestionKind question) {
  switch (question) {
    case language::QuestionKind::kAlways:
      return GoalKind::kKeep;
    case language::QuestionKind::kPossible:
      return GoalKind::kReach;
    case language::QuestionKind::kAlwaysPossible:
      return GoalKind::kRecover;
    case language::QuestionKind::kWhenever:
      return GoalKind::kRespond;
    case language::QuestionKind::kGreatest:
      return GoalKind::kGreatest;
    case language::QuestionKind::kLeast:
      return GoalKind::kLeast;
  }
  throw std::logic_error("properties: a question without kind");
}

}  // namespace

Goal pose(const Agreement& agreement, language::PropertyId id) {
  const Property& property = agreement[id];
  return Goal{.kind = kind_of(property.question),
              .setting = {.complies = complying(agreement, property.compliance),
                          .struck = among_clauses(agreement, property.without),
                          .excepted = among_clauses(agreement, property.compliance.except)},
              .for_any = property.for_any,
              .for_any_where = property.for_any_where,
              .formula = property.formula,
              .response = property.response,
              .within_moments = property.within_moments};
}

}  // namespace proviso::properties
