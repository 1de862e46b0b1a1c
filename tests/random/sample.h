// An agreement and the values that histories of it are drawn from.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "language/agreement.h"
#include "properties/goal.h"
#include "properties/history.h"

namespace proviso::random_histories {

// Individuals of an open kind that a history may mention.
inline constexpr std::uint32_t kIndividuals = 3;

struct Sample {
  std::string name;
  language::Agreement agreement;
  language::ExprId truth;  // the expression `true`, to ask nothing
  std::size_t fewer = 1;   // so many times fewer histories: dates taken to pieces are slow to solve for

  std::map<language::Sort, std::vector<language::Value>> numbers;  // per numeric sort: those in the text, and near them
  std::vector<language::Day> days;                                 // in the text, and next to them, in order

  // All values that are drawn for the type; numbers and dates: the landmarks.
  std::vector<language::Value> values(const language::Type& type) const;
  // Every combination of values of the variables' types.
  std::vector<properties::Arguments> combinations(const std::vector<language::VariableId>& variables) const;
  // Asks nothing under everybody's compliance.
  properties::Goal idle_goal() const;
};

Sample sample_of(std::string name, language::Agreement agreement);

// Leaves only the properties that ask about a formula after one moment: what can be compared there.
void keep_formulas(language::Agreement& agreement);

// Every file below cases/ and in this folder, in order. Throws where one has errors.
std::vector<Sample> samples();

}  // namespace proviso::random_histories
