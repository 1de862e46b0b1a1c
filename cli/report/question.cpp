#include "cli/report/question.h"

#include <fmt/format.h>

#include "cli/report/words.h"
#include "language/format_expression.h"
#include "language/format_value.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using language::Property;

std::string for_any_text(const Agreement& agreement, const Property& property) {
  std::vector<std::string> variables;
  for (const language::VariableId id : property.for_any) {
    variables.push_back(
        fmt::format("{}: {}", agreement[id].name, language::format_type(agreement, agreement[id].type)));
  }
  if (variables.empty()) return "";
  std::string text = fmt::format("for any {}", fmt::join(variables, ", "));
  if (property.for_any_where) {
    text += fmt::format(" where {}", language::format_expression(agreement, *property.for_any_where));
  }
  return text + ", ";
}

std::string without_text(const Agreement& agreement, const Property& property) {
  std::vector<std::string> clauses;
  for (const language::ClauseId clause : property.without) clauses.push_back(agreement[clause].name);
  return clauses.empty() ? "" : fmt::format(", without {}", fmt::join(clauses, ", "));
}

// What is assumed where a property says nothing.
bool is_usual(const language::Compliance& compliance) { return compliance.everyone && compliance.except.empty(); }

std::string except_text(const Agreement& agreement, const language::Compliance& compliance) {
  std::vector<std::string> clauses;
  for (const language::ClauseId clause : compliance.except) clauses.push_back(agreement[clause].name);
  return clauses.empty() ? "" : fmt::format(" except {}", fmt::join(clauses, ", "));
}

std::string assuming_text(const Agreement& agreement, const language::Compliance& compliance) {
  if (compliance.everyone) return ", assuming all comply" + except_text(agreement, compliance);
  if (compliance.parties.empty()) return ", assuming nobody complies";
  std::vector<std::string> parties;
  for (const language::PartyId party : compliance.parties) parties.push_back(agreement[party].name);
  return fmt::format(", assuming {} {}", fmt::join(parties, ", "), parties.size() == 1 ? "complies" : "comply");
}

}  // namespace

std::string brief_question_text(const language::SourceMap& sources, const Agreement& agreement,
                                const Property& property) {
  const std::string assuming = is_usual(property.compliance) ? "" : assuming_text(agreement, property.compliance);
  return fmt::format("{}{}{}{}", for_any_text(agreement, property), written_text(sources, property.question_span),
                     without_text(agreement, property), assuming);
}

std::string question_text(const language::SourceMap& sources, const Agreement& agreement, const Property& property) {
  const std::string brief = brief_question_text(sources, agreement, property);
  return is_usual(property.compliance) ? brief + assuming_text(agreement, property.compliance) : brief;
}

}  // namespace proviso::cli
