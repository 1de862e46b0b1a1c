#include "cli/report/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report/account.h"
#include "cli/report/paint.h"
#include "cli/report/question.h"
#include "cli/report/standing.h"
#include "cli/report/words.h"
#include "properties/expectation.h"

namespace proviso::cli {
namespace {

using language::Agreement;

constexpr std::size_t kVerdictWidth = 7;
constexpr std::size_t kWidestName = 40;
constexpr std::size_t kWidestTitle = 60;
constexpr std::size_t kWidestLine = 140;

// One line of a file's table.
struct Row {
  Standing standing = Standing::kAsExpected;
  std::string verdict, name, title;
  std::vector<std::string> remarks;
};

std::string proof_remark(const Agreement& agreement, const properties::Verdict& verdict) {
  const std::vector<std::string> support = support_names(agreement, verdict);
  const std::string solvers =
      verdict.confirmed_by.empty() ? "unconfirmed" : fmt::format("{}", fmt::join(verdict.confirmed_by, ", "));
  if (!verdict.support_found && support.empty()) return fmt::format("proved ({})", solvers);
  return fmt::format("rests on {} ({})", support.empty() ? "no clause" : listed(support), solvers);
}

// What a decided verdict's history is to it; of *depends* the proof says more.
std::string history_remark(const language::Property& property, const properties::Verdict& verdict) {
  if (!verdict.history || !properties::decided(verdict)) return "";
  const bool proof = is_proof(property, verdict);
  if (proof && !verdict.value) return "";
  return fmt::format("{} {}", proof ? "reached in" : "shown by",
                     counted(verdict.history->moments.size(), "moment", "moments"));
}

// The question itself stands for a title that is not written.
std::string title_of(const language::SourceMap& sources, const Agreement& agreement,
                     const language::Property& property) {
  if (!property.title.empty()) return one_line(property.title);
  return shortened(brief_question_text(sources, agreement, property), kWidestTitle);
}

Row row_of(const Report& report, const Agreement& agreement, const PropertyResult& result) {
  const language::Property& property = agreement[result.property];
  const properties::Verdict& verdict = result.verdict;
  Row row{standing(result),
          std::string(verdict_word(verdict.kind)),
          property.name,
          title_of(*report.sources, agreement, property),
          {}};
  const std::string more = remark(agreement, result);
  if (!more.empty()) row.remarks.push_back(more);
  if (row.standing != Standing::kAsExpected || property.expected != language::Expected::kHolds) {
    row.remarks.push_back(standing_text(agreement, result));
  }
  if (is_proof(property, verdict)) row.remarks.push_back(proof_remark(agreement, verdict));
  if (const std::string shown = history_remark(property, verdict); !shown.empty()) row.remarks.push_back(shown);
  if (report.timings) row.remarks.push_back(fmt::format("{:.2f} s", result.seconds));
  return row;
}

Row row_of(const Agreement& agreement, const RedlineResult& result) {
  const language::Redline& redline = agreement.redlines[result.redline];
  return {standing(result),
          "redline",
          redline.name,
          one_line(redline.title),
          {changes_text(result), standing_text(result)}};
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t taken = language::display_width(text);
  return fmt::format("{}{:{}}", text, "", taken < width ? width - taken : 0);
}

// The widest of these that is not wider than a limit.
template <class Get>
std::size_t column_width(const std::vector<Row>& rows, std::size_t limit, Get get) {
  std::size_t widest = 0;
  for (const Row& row : rows) widest = std::max(widest, std::min(limit, language::display_width(get(row))));
  return widest;
}

std::string row_text(const Row& row, std::size_t name_width, std::size_t title_width, bool colour) {
  const bool marked = row.standing != Standing::kAsExpected;
  const Ink ink = ink_of(row.standing);
  const std::string verdict = paint(ink, padded(row.verdict, kVerdictWidth), colour);
  const std::string head =
      fmt::format("{} {}  {}  ", paint(ink, marked ? "!" : " ", colour), verdict, padded(row.name, name_width));
  const std::string remarks = fmt::format("{}", fmt::join(row.remarks, "; "));
  const std::string shown = paint(marked ? ink : Ink::kDim, remarks, colour);
  if (remarks.empty()) return fmt::format("{}{}\n", head, row.title);
  if (row.title.empty()) return fmt::format("{}{}\n", head, shown);
  const std::size_t indent = 2 + kVerdictWidth + 2 + name_width + 2;
  const std::string title = padded(row.title, title_width);
  const std::size_t width = indent + language::display_width(title) + 2 + language::display_width(remarks);
  if (width > kWidestLine) return fmt::format("{}{}\n{:{}}{}\n", head, row.title, "", indent, shown);
  return fmt::format("{}{}  {}\n", head, title, shown);
}

// Renders one report; the parts are called in the order in which they appear.
class TextReport {
 public:
  TextReport(const Report& report, const TextOptions& options) : report_(report), options_(options) {}

  std::string render() {
    for (const FileResult& file : report_.files) table(file);
    for (const FileResult& file : report_.files) accounts(file);
    complaints();
    return text_ + last_line();
  }

 private:
  void table(const FileResult& file) {
    std::vector<Row> rows;
    for (const PropertyResult& result : file.properties) rows.push_back(row_of(report_, *file.agreement, result));
    for (const RedlineResult& result : file.redlines) rows.push_back(row_of(*file.agreement, result));
    if (options_.quiet) std::erase_if(rows, [](const Row& row) { return row.standing == Standing::kAsExpected; });
    if (rows.empty() && (options_.quiet || left_out(file))) return;
    text_ += fmt::format("{}\n", paint(Ink::kBold, one_line(report_.sources->path(file.file)), options_.colour));
    const std::size_t names = column_width(rows, kWidestName, [](const Row& row) { return row.name; });
    const std::size_t titles = column_width(rows, kWidestTitle, [](const Row& row) { return row.title; });
    for (const Row& row : rows) text_ += row_text(row, names, titles, options_.colour);
    if (rows.empty())
      text_ += report_.redlines_only ? "  the file has no redlines\n" : "  no property and no redline to prove\n";
    text_ += '\n';
  }

  // The file has nothing of what was asked for, and another has: it is not worth a table.
  bool left_out(const FileResult& file) const {
    const bool has_any = !file.agreement->properties.empty() || !file.agreement->redlines.empty();
    return has_any && std::any_of(report_.files.begin(), report_.files.end(), [](const FileResult& other) {
             return !other.properties.empty() || !other.redlines.empty();
           });
  }

  template <class Result>
  void account_of(const FileResult& file, const Result& result) {
    if (!options_.histories && standing(result) == Standing::kAsExpected) return;
    text_ += account(*report_.sources, *file.agreement, result, options_.colour) + '\n';
  }

  void accounts(const FileResult& file) {
    for (const PropertyResult& result : file.properties) account_of(file, result);
    for (const RedlineResult& result : file.redlines) account_of(file, result);
  }

  void complaint(language::Span span, std::string_view what, std::string_view standing, Ink ink) {
    complaints_ +=
        fmt::format("  {}  {} ({})\n", place(*report_.sources, span), paint(ink, what, options_.colour), standing);
  }

  void complaints() {
    for (const FileResult& file : report_.files) {
      const Agreement& agreement = *file.agreement;
      for (const PropertyResult& result : file.properties) {
        if (standing(result) == Standing::kAsExpected) continue;
        const language::Property& property = agreement[result.property];
        complaint(property.span, fmt::format("{} {}", property.name, verdict_word(result.verdict.kind)),
                  standing_text(agreement, result), ink_of(standing(result)));
      }
      for (const RedlineResult& result : file.redlines) {
        if (standing(result) == Standing::kAsExpected) continue;
        const language::Redline& redline = agreement.redlines[result.redline];
        complaint(redline.span, fmt::format("{} {}", redline.name, changes_text(result)), standing_text(result),
                  ink_of(standing(result)));
      }
    }
    if (!complaints_.empty()) text_ += fmt::format("not as expected:\n{}\n", complaints_);
  }

  std::string last_line() const {
    const Summary summary = summarise(report_);
    const Ink ink = summary.unexpected + summary.disagreements > 0 ? Ink::kBad
                    : summary.bounded + summary.unknown > 0        ? Ink::kDoubtful
                                                                   : Ink::kGood;
    return paint(ink, summary_line(report_), options_.colour) + '\n';
  }

  const Report& report_;
  const TextOptions& options_;
  std::string text_, complaints_;
};

}  // namespace

std::string summary_line(const Report& report) {
  const Summary summary = summarise(report);
  std::size_t properties = 0, redlines = 0;
  for (const FileResult& file : report.files) {
    properties += file.properties.size();
    redlines += file.redlines.size();
  }
  const std::string bounded = summary.bounded == 0 ? "" : fmt::format("{} bounded, ", summary.bounded);
  const std::string ours = summary.disagreements == 0 ? ""
                                                      : ", " + counted(summary.disagreements, "internal disagreement",
                                                                       "internal disagreements");
  const std::string edits = redlines == 0 ? "" : ", " + counted(redlines, "redline", "redlines");
  return fmt::format("{} as expected, {} unexpected, {}{} unknown{} — {}{}", summary.as_expected, summary.unexpected,
                     bounded, summary.unknown, ours, counted(properties, "property", "properties"), edits);
}

std::string render_text(const Report& report, const TextOptions& options) {
  return TextReport(report, options).render();
}

}  // namespace proviso::cli
