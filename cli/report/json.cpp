#include "cli/report/json.h"

#include "cli/report/json_history.h"
#include "cli/report/question.h"
#include "cli/report/scene.h"
#include "cli/report/standing.h"
#include "cli/report/trouble.h"
#include "cli/report/why.h"
#include "cli/report/words.h"
#include "language/format_expression.h"
#include "replay/clauses.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using language::SourceMap;
using properties::VerdictKind;

constexpr int kSchema = 1;
constexpr int kIndent = 2;

Json json_span(const SourceMap& sources, language::Span span) {
  const language::Position begin = sources.position(span.file, span.begin);
  const language::Position end = sources.position(span.file, span.end);
  return {{"line", begin.line}, {"column", begin.column}, {"end_line", end.line}, {"end_column", end.column}};
}

// Only readings that matter: those of which not every choice is allowed.
Json json_when(const Agreement& agreement, const properties::Verdict& verdict) {
  Json alternatives = Json::array();
  for (const properties::ReadingBox& box : verdict.when) {
    Json alternative = Json::object();
    for (std::size_t r = 0; r < box.size(); ++r) {
      Json choices = Json::array();
      for (std::size_t c = 0; c < box[r].size(); ++c) {
        if (box[r][c]) choices.push_back(agreement.readings[r].choices[c].name);
      }
      if (choices.size() < box[r].size()) alternative[agreement.readings[r].name] = std::move(choices);
    }
    alternatives.push_back(std::move(alternative));
  }
  return alternatives;
}

Json json_expected(const language::Property& property) {
  switch (property.expected) {
    case language::Expected::kHolds:
      return "holds";
    case language::Expected::kValue:
      return "holds";
    case language::Expected::kFails:
      return "fails";
    case language::Expected::kHoldsWhen:
      break;
  }
  return "depends";
}

Json json_why(const SourceMap& sources, const Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.history || !result.trace) return nullptr;
  Scene scene(agreement, result);
  if (account_of_trouble(scene)) return nullptr;
  return why(sources, scene);
}

// The occasion of a `whenever` that the history misses; null where there is none.
Json json_occasion(const Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.history || !result.trace) return nullptr;
  Scene scene(agreement, result);
  const auto missed = scene.missed();
  if (!missed) return nullptr;
  Json entry = json_bare_moment(agreement, scene.history().moments[missed->occasion]);
  entry["moment"] = missed->occasion + 1;
  entry["deadline"] = answered_by(*missed);
  return entry;
}

// The value of a `greatest` or `least`.
Json json_extreme(const Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.value) return nullptr;
  return json_value(agreement, agreement[result.goal.formula].type, *result.verdict.value);
}

// Where the history stops being one that can be judged; null for one that can.
Json json_trouble(const SourceMap& sources, const Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.history || !result.trace) return nullptr;
  Scene scene(agreement, result);
  const auto trouble = account_of_trouble(scene);
  if (!trouble) return nullptr;
  Json entry = json_bare_moment(agreement, scene.history().moments[trouble->moment]);
  entry["moment"] = trouble->moment + 1;
  entry["what"] = trouble->what;
  entry["clause"] = nullptr;
  if (trouble->statement) {
    const language::ClauseId clause = replay::clause_of(agreement, *trouble->statement);
    entry["clause"] = json_clause(sources, agreement, clause, agreement[*trouble->statement].span);
  }
  entry["advice"] = trouble->advice.empty() ? Json(nullptr) : Json(trouble->advice);
  return entry;
}

// The keys that an answer has wherever it stands: of a property, before and after a redline.
void add_answer(Json& entry, const SourceMap& sources, const Agreement& agreement, const PropertyResult& result) {
  const properties::Verdict& verdict = result.verdict;
  entry["bound"] = verdict.bound ? Json(*verdict.bound) : Json(nullptr);
  entry["reason"] = verdict.reason.empty() ? Json(nullptr) : Json(verdict.reason);
  entry["when"] = json_when(agreement, verdict);
  entry["unreached_for"] = nullptr;
  if (!verdict.unreached_for.empty()) {
    entry["unreached_for"] = json_arguments(agreement, result.goal.for_any, verdict.unreached_for);
  }
  entry["value"] = json_extreme(agreement, result);
  entry["ways"] = verdict.ways;
  entry["rests_on"] = Json::array();
  for (const language::ClauseId clause : verdict.rests_on) {
    entry["rests_on"].push_back(json_clause(sources, agreement, clause, clause_span(agreement, clause)));
  }
  entry["history"] = json_history(sources, agreement, result);
  entry["occasion"] = json_occasion(agreement, result);
  entry["why"] = json_why(sources, agreement, result);
  entry["trouble"] = json_trouble(sources, agreement, result);
  const bool has_history = verdict.history && result.trace;
  entry["replayed"] = has_history ? Json(result.trace->trouble == replay::Trouble::kNone) : Json(nullptr);
  entry["engine"] = verdict.engine.empty() ? Json(nullptr) : Json(verdict.engine);
  entry["confirmed_by"] = verdict.confirmed_by;
  entry["note"] = verdict.note.empty() ? Json(nullptr) : Json(verdict.note);
  entry["disagreement"] = result.disagreement ? Json(*result.disagreement) : Json(nullptr);
}

Json json_head(const SourceMap& sources, language::Span span, std::string_view kind, const std::string& id,
               const std::string& title) {
  return {{"file", sources.path(span.file)},
          {"span", json_span(sources, span)},
          {"kind", kind},
          {"id", id},
          {"title", title}};
}

Json json_property(const Report& report, const Agreement& agreement, const PropertyResult& result) {
  const language::Property& property = agreement[result.property];
  Json entry = json_head(*report.sources, property.span, "property", property.name, property.title);
  entry["agreement"] = agreement.name;
  entry["question"] = question_text(*report.sources, agreement, property);
  entry["verdict"] = verdict_word(result.verdict.kind);
  entry["expected"] = json_expected(property);
  const bool conditional = property.expected == language::Expected::kHoldsWhen;
  entry["expected_when"] =
      conditional ? Json(language::format_expression(agreement, *property.expected_when)) : Json(nullptr);
  entry["expected_value"] = nullptr;
  if (property.expected_value) {
    entry["expected_value"] = json_value(agreement, agreement[property.formula].type, *property.expected_value);
  }
  entry["as_expected"] = standing(result) == Standing::kAsExpected;
  add_answer(entry, *report.sources, agreement, result);
  if (report.timings) entry["seconds"] = result.seconds;
  return entry;
}

Json json_side(const Report& report, const Agreement& agreement, const PropertyResult& result) {
  Json entry;
  entry["verdict"] = verdict_word(result.verdict.kind);
  add_answer(entry, *report.sources, agreement, result);
  if (report.timings) entry["seconds"] = result.seconds;
  return entry;
}

Json json_changes(const Report& report, const Agreement& agreement, const RedlineResult& result) {
  Json list = Json::array();
  for (const PropertyChange& change : result.changes) {
    list.push_back({{"property", change.property},
                    {"direction", direction_word(change.direction)},
                    {"before", json_side(report, agreement, change.before)},
                    {"after", json_side(report, *result.edited, change.after)}});
  }
  return list;
}

// A redline holds when it changes what it is expected to change, and fails when it does not.
VerdictKind redline_verdict(const RedlineResult& result) {
  switch (standing(result)) {
    case Standing::kAsExpected:
      return VerdictKind::kHolds;
    case Standing::kUnexpected:
      return VerdictKind::kFails;
    case Standing::kBounded:
    case Standing::kUnknown:
    case Standing::kDisagreement:
      break;
  }
  return VerdictKind::kUnknown;
}

// Of the proofs in the edited copy; those about the text as it is stand with its properties.
Json json_disagreements(const RedlineResult& result) {
  Json list = Json::array();
  for (const UndecidedProperty& undecided : result.undecided) {
    if (!undecided.after.disagreement) continue;
    list.push_back({{"property", undecided.property}, {"what", *undecided.after.disagreement}});
  }
  return list;
}

Json json_redline(const Report& report, const Agreement& agreement, const RedlineResult& result) {
  const language::Redline& redline = agreement.redlines[result.redline];
  Json entry = json_head(*report.sources, redline.span, "redline", redline.name, redline.title);
  entry["agreement"] = agreement.name;
  entry["verdict"] = verdict_word(redline_verdict(result));
  entry["expected"] = "holds";
  entry["as_expected"] = standing(result) == Standing::kAsExpected;
  entry["changes"] = json_changes(report, agreement, result);
  entry["undecided"] = Json::array();
  for (const UndecidedProperty& undecided : result.undecided) entry["undecided"].push_back(undecided.property);
  entry["disagreements"] = json_disagreements(result);
  entry["differences"] = result.differences;
  return entry;
}

Json json_diagnostic(const SourceMap& sources, const language::Diagnostic& diagnostic) {
  return {{"code", language::code_text(diagnostic.code)},
          {"severity", diagnostic.severity == language::Severity::kError ? "error" : "warning"},
          {"file", sources.path(diagnostic.span.file)},
          {"span", json_span(sources, diagnostic.span)},
          {"message", diagnostic.message},
          {"help", diagnostic.help ? Json(*diagnostic.help) : Json(nullptr)}};
}

Json json_diagnostics(const SourceMap& sources, const language::Diagnostics& diagnostics) {
  Json list = Json::array();
  for (const language::Diagnostic& diagnostic : diagnostics.sorted())
    list.push_back(json_diagnostic(sources, diagnostic));
  return list;
}

Json json_summary(const Summary& summary) {
  return {{"as_expected", summary.as_expected}, {"unexpected", summary.unexpected},
          {"bounded", summary.bounded},         {"unknown", summary.unknown},
          {"errors", summary.errors},           {"disagreements", summary.disagreements}};
}

}  // namespace

std::string render_json(const Report& report, const language::Diagnostics& diagnostics, std::string_view version) {
  Json document;
  document["proviso"] = version;
  document["schema"] = kSchema;
  document["results"] = Json::array();
  for (const FileResult& file : report.files) {
    for (const PropertyResult& result : file.properties) {
      document["results"].push_back(json_property(report, *file.agreement, result));
    }
    for (const RedlineResult& result : file.redlines) {
      document["results"].push_back(json_redline(report, *file.agreement, result));
    }
  }
  document["diagnostics"] = json_diagnostics(*report.sources, diagnostics);
  document["summary"] = json_summary(summarise(report, diagnostics));
  return document.dump(kIndent, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace proviso::cli
