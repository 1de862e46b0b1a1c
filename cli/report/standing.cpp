#include "cli/report/standing.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/exit_code.h"
#include "cli/report/words.h"
#include "language/format_value.h"

namespace proviso::cli {
namespace {

using language::QuestionKind;
using properties::VerdictKind;

void count(Summary& summary, Standing standing) {
  switch (standing) {
    case Standing::kAsExpected:
      ++summary.as_expected;
      return;
    case Standing::kUnexpected:
      ++summary.unexpected;
      return;
    case Standing::kBounded:
      ++summary.bounded;
      return;
    case Standing::kUnknown:
      ++summary.unknown;
      return;
    case Standing::kDisagreement:
      ++summary.disagreements;
      return;
  }
}

// "$120.00".
std::string value_text(const language::Agreement& agreement, const PropertyResult& result) {
  return language::format_value(agreement, result.verdict.value.value(), agreement[result.goal.formula].type);
}

// What is so as far as was searched. A witness that was not found makes nothing hold.
std::string found_text(const language::Agreement& agreement, const PropertyResult& result) {
  switch (agreement[result.property].question) {
    case QuestionKind::kAlways:
    case QuestionKind::kAlwaysPossible:
    case QuestionKind::kWhenever:
      return "holds";
    case QuestionKind::kPossible:
      return "not found";
    case QuestionKind::kGreatest:
      return result.verdict.value ? "no value above " + value_text(agreement, result) : "no greatest value found";
    case QuestionKind::kLeast:
      return result.verdict.value ? "no value below " + value_text(agreement, result) : "no least value found";
  }
  return "";
}

std::string bounded_text(const language::Agreement& agreement, const PropertyResult& result) {
  const properties::Verdict& verdict = result.verdict;
  return fmt::format("{} in histories of up to {}{}{}", found_text(agreement, result),
                     counted(verdict.bound.value_or(0), "moment", "moments"), verdict.reason.empty() ? "" : ": ",
                     one_line(verdict.reason));
}

std::string holds_text(const language::Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.value) return "";
  const bool greatest = agreement[result.property].question == QuestionKind::kGreatest;
  return fmt::format("{} value {}", greatest ? "greatest" : "least", value_text(agreement, result));
}

// Which instance of a `for any` no history reaches; empty where there is none to tell.
std::string unreached_text(const language::Agreement& agreement, const PropertyResult& result) {
  const auto values = instance_texts(agreement, result.goal.for_any, result.verdict.unreached_for);
  return values.empty() ? "" : fmt::format("no history for {}", listed(values));
}

// "no greatest value: comes ever closer to $500.00, which it never reaches".
std::string no_extreme_text(const language::Agreement& agreement, const PropertyResult& result, std::string_view which,
                            std::string_view without_end) {
  if (!result.verdict.value) return fmt::format("no {} value: it {}", which, without_end);
  return fmt::format("no {} value: it comes ever closer to {}, which it never reaches", which,
                     value_text(agreement, result));
}

// What a verdict of *fails* means beyond its word.
std::string fails_text(const language::Agreement& agreement, const PropertyResult& result) {
  switch (agreement[result.property].question) {
    case QuestionKind::kAlways:
    case QuestionKind::kWhenever:
    case QuestionKind::kPossible:
      return unreached_text(agreement, result);
    case QuestionKind::kAlwaysPossible:
      return "nothing leads there from the last moment of a history";
    case QuestionKind::kGreatest:
      return no_extreme_text(agreement, result, "greatest", "grows without end");
    case QuestionKind::kLeast:
      return no_extreme_text(agreement, result, "least", "falls without end");
  }
  return "";
}

bool is_disagreement(const UndecidedProperty& undecided) { return undecided.after.disagreement.has_value(); }

}  // namespace

Summary summarise(const Report& report) {
  Summary summary;
  for (const FileResult& file : report.files) {
    for (const PropertyResult& result : file.properties) count(summary, standing(result));
    for (const RedlineResult& result : file.redlines) count(summary, standing(result));
  }
  return summary;
}

Summary summarise(const Report& report, const language::Diagnostics& diagnostics) {
  Summary summary = summarise(report);
  for (const language::Diagnostic& diagnostic : diagnostics.sorted()) {
    if (diagnostic.severity == language::Severity::kError) ++summary.errors;
  }
  return summary;
}

Standing standing(const PropertyResult& result) {
  if (result.disagreement) return Standing::kDisagreement;
  if (result.verdict.kind == VerdictKind::kBounded) return Standing::kBounded;
  if (result.verdict.kind == VerdictKind::kUnknown) return Standing::kUnknown;
  return result.as_expected ? Standing::kAsExpected : Standing::kUnexpected;
}

Standing standing(const RedlineResult& result) {
  if (std::any_of(result.undecided.begin(), result.undecided.end(), is_disagreement)) return Standing::kDisagreement;
  if (!result.differences.empty()) return Standing::kUnexpected;
  if (!result.undecided.empty()) return Standing::kUnknown;
  return result.as_expected ? Standing::kAsExpected : Standing::kUnexpected;
}

std::string standing_text(const language::Agreement& agreement, const PropertyResult& result) {
  switch (standing(result)) {
    case Standing::kAsExpected:
      return "as expected";
    case Standing::kUnexpected:
      return fmt::format("expected: {}", expected_text(agreement, agreement[result.property]));
    case Standing::kDisagreement:
      return "internal disagreement";
    case Standing::kBounded:
    case Standing::kUnknown:
      break;
  }
  return "not proved";
}

std::string standing_text(const RedlineResult& result) {
  switch (standing(result)) {
    case Standing::kAsExpected:
      return "as expected";
    case Standing::kUnexpected:
      return "not as expected";
    case Standing::kDisagreement:
      return "internal disagreement";
    case Standing::kBounded:
    case Standing::kUnknown:
      break;
  }
  return "not proved";
}

std::string remark(const language::Agreement& agreement, const PropertyResult& result) {
  const properties::Verdict& verdict = result.verdict;
  switch (verdict.kind) {
    case VerdictKind::kHolds:
      return holds_text(agreement, result);
    case VerdictKind::kFails:
      return fails_text(agreement, result);
    case VerdictKind::kDepends:
      return fmt::format("holds when {}", when_text(agreement, verdict.when));
    case VerdictKind::kBounded:
      return bounded_text(agreement, result);
    case VerdictKind::kUnknown:
      break;
  }
  return one_line(verdict.reason);
}

std::string answer_text(const language::Agreement& agreement, const PropertyResult& result) {
  const std::string more = remark(agreement, result);
  const VerdictKind verdict = result.verdict.kind;
  if (more.empty()) return std::string(verdict_word(verdict));
  const bool says_all = verdict == VerdictKind::kDepends || verdict == VerdictKind::kBounded;
  return says_all ? more : fmt::format("{}: {}", verdict_word(verdict), more);
}

std::string_view direction_word(PropertyChange::Direction direction) {
  switch (direction) {
    case PropertyChange::Direction::kBroken:
      return "breaks";
    case PropertyChange::Direction::kFixed:
      return "fixes";
    case PropertyChange::Direction::kOther:
      break;
  }
  return "changes";
}

std::string changes_text(const RedlineResult& result) {
  using Direction = PropertyChange::Direction;
  std::vector<std::string> parts;
  for (const Direction direction : {Direction::kBroken, Direction::kFixed, Direction::kOther}) {
    std::vector<std::string> names;
    for (const PropertyChange& change : result.changes) {
      if (change.direction == direction) names.push_back(change.property);
    }
    if (!names.empty()) parts.push_back(fmt::format("{} {}", direction_word(direction), listed(names)));
  }
  std::vector<std::string> open;
  for (const UndecidedProperty& undecided : result.undecided) open.push_back(undecided.property);
  if (!open.empty())
    parts.push_back(fmt::format("whether {} {} is not known", listed(open), open.size() == 1 ? "changes" : "change"));
  return parts.empty() ? "changes nothing" : fmt::format("{}", fmt::join(parts, "; "));
}

std::vector<std::string> undecided_texts(const language::Agreement& agreement, const RedlineResult& result) {
  std::vector<std::string> texts;
  for (const UndecidedProperty& undecided : result.undecided) {
    texts.push_back(fmt::format("{}: before, {}; after, {}", undecided.property,
                                answer_text(agreement, undecided.before),
                                answer_text(*result.edited, undecided.after)));
  }
  return texts;
}

bool is_proof(const language::Property& property, const properties::Verdict& verdict) {
  if (verdict.kind == VerdictKind::kDepends) return true;
  const bool possible = property.question == QuestionKind::kPossible;
  return verdict.kind == (possible ? VerdictKind::kFails : VerdictKind::kHolds);
}

std::vector<std::string> support_names(const language::Agreement& agreement, const properties::Verdict& verdict) {
  std::vector<std::string> names;
  for (const language::ClauseId clause : verdict.rests_on) names.push_back(agreement[clause].name);
  return names;
}

language::Span clause_span(const language::Agreement& agreement, language::ClauseId clause) {
  return agreement[agreement[clause].texts.back()].span;
}

int exit_code(const Summary& summary) {
  if (summary.disagreements > 0) return kExitDisagreement;
  if (summary.errors > 0) return kExitWrong;
  if (summary.unexpected > 0) return kExitUnexpected;
  if (summary.bounded + summary.unknown > 0) return kExitUnknown;
  return kExitFine;
}

}  // namespace proviso::cli
