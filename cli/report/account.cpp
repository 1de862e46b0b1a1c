#include "cli/report/account.h"

#include <fmt/format.h>

#include "cli/report/paint.h"
#include "cli/report/question.h"
#include "cli/report/standing.h"
#include "cli/report/timeline.h"
#include "cli/report/words.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using language::SourceMap;

constexpr std::size_t kLabelWidth = 10;
constexpr std::size_t kNoteIndent = 16;
constexpr std::size_t kWidth = 110;  // of a sentence; tables are as wide as they are

// Builds the lines below a heading, each indented by the same number of blanks.
class Lines {
 public:
  Lines(std::size_t indent, bool colour) : indent_(indent), colour_(colour) {}

  void line(std::string_view text) {
    if (text.empty())
      text_ += '\n';
    else
      text_ += fmt::format("{:{}}{}\n", "", indent_, text);
  }

  void sentence(std::string_view text) {
    for (const std::string& part : wrapped(text, kWidth)) line(part);
  }

  // "terms     cap = $100.00", further values below the first.
  void labelled(std::string_view label, const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      line(fmt::format("{}{}", paint(Ink::kDim, fmt::format("{:{}}", i == 0 ? label : "", kLabelWidth), colour_),
                       values[i]));
    }
  }

  void step(const Step& step) {
    line(fmt::format("{:>2}  {}  {}", step.number, step.date, paint(Ink::kBold, step.event, colour_)));
    for (const Note& note : step.notes) {
      const std::string where = note.place.empty() ? "" : paint(Ink::kDim, fmt::format("  ({})", note.place), colour_);
      line(fmt::format("{:{}}{}{}", "", kNoteIndent, note.text, where));
    }
  }

  std::string take() { return std::move(text_); }

 private:
  std::size_t indent_;
  bool colour_;
  std::string text_;
};

void history_lines(Lines& lines, const SourceMap& sources, const Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.history || !result.trace) return;
  const Timeline timeline = tell(sources, agreement, result);
  lines.labelled("terms", timeline.terms);
  lines.labelled("readings", timeline.readings);
  lines.labelled("for any", timeline.for_any);
  lines.line("");
  for (const Step& step : timeline.steps) lines.step(step);
  if (timeline.why.empty()) return;
  lines.line("");
  lines.sentence(timeline.why);
}

std::vector<std::string> support_lines(const SourceMap& sources, const Agreement& agreement,
                                       const properties::Verdict& verdict) {
  std::vector<std::string> lines;
  for (const language::ClauseId clause : verdict.rests_on) {
    lines.push_back(fmt::format("{} ({})", agreement[clause].name, place(sources, clause_span(agreement, clause))));
  }
  return lines;
}

std::vector<std::string> engine_lines(const properties::Verdict& verdict) {
  if (verdict.engine.empty()) return {};
  std::string line = verdict.engine;
  if (!verdict.confirmed_by.empty()) line += fmt::format(", confirmed by {}", listed(verdict.confirmed_by));
  if (verdict.note.empty()) return {line};
  return {line, fmt::format("not confirmed by {}", one_line(verdict.note))};
}

bool is_decided(const properties::Verdict& verdict) {
  return verdict.kind != properties::VerdictKind::kBounded && verdict.kind != properties::VerdictKind::kUnknown;
}

// What the proof rests on; of one that needs no clause, what that says and what it does not.
std::vector<std::string> support_or_none_lines(const SourceMap& sources, const Agreement& agreement,
                                               const PropertyResult& result) {
  const properties::Verdict& verdict = result.verdict;
  const bool no_clause = verdict.support_found && verdict.rests_on.empty();
  if (!no_clause || !is_proof(agreement[result.property], verdict)) return support_lines(sources, agreement, verdict);
  return wrapped("no clause: proved also with all of them struck. To strike some of them can still change the verdict.",
                 kWidth - kLabelWidth);
}

// The ways on which an `always possible` is reached, one in a line.
std::vector<std::string> way_lines(const properties::Verdict& verdict) {
  std::vector<std::string> lines;
  for (const std::vector<std::string>& way : verdict.ways) {
    lines.push_back(way.empty() ? "at once" : fmt::format("{}", fmt::join(way, ", then ")));
  }
  return lines;
}

// What is said below the heading, about a property of this agreement.
void property_lines(Lines& lines, const SourceMap& sources, const Agreement& agreement, const PropertyResult& result) {
  const language::Property& property = agreement[result.property];
  lines.labelled("asks", wrapped(question_text(sources, agreement, property), kWidth - kLabelWidth));
  const std::string more = remark(agreement, result);
  if (!more.empty()) lines.labelled("answer", wrapped(more, kWidth - kLabelWidth));
  lines.labelled("ways", way_lines(result.verdict));
  lines.labelled("rests on", support_or_none_lines(sources, agreement, result));
  lines.labelled(is_decided(result.verdict) ? "found by" : "tried", engine_lines(result.verdict));
  history_lines(lines, sources, agreement, result);
}

std::string heading(std::string_view what, std::string_view standing, Ink ink, bool colour) {
  return fmt::format("{} ({})\n", paint(ink, what, colour), standing);
}

std::string where_line(const SourceMap& sources, language::Span span, std::string_view title) {
  return fmt::format("{}{}{}", place(sources, span), title.empty() ? "" : "  ", one_line(title));
}

// The history that shows a change: of the edited text, unless only the text before the edit has one.
void change_lines(Lines& lines, const SourceMap& sources, const Agreement& before, const Agreement& edited,
                  const PropertyChange& change) {
  lines.line("");
  lines.sentence(fmt::format("{}: before, {}; after, {}", change.property, answer_text(before, change.before),
                             answer_text(edited, change.after)));
  const bool only_before = !change.after.verdict.history && change.before.verdict.history;
  if (only_before) {
    lines.labelled("before", {"this history was possible, and is not any more"});
    return property_lines(lines, sources, before, change.before);
  }
  property_lines(lines, sources, edited, change.after);
}

}  // namespace

std::string account(const SourceMap& sources, const Agreement& agreement, const PropertyResult& result, bool colour) {
  const language::Property& property = agreement[result.property];
  Lines lines(2, colour);
  lines.line(where_line(sources, property.span, property.title));
  property_lines(lines, sources, agreement, result);
  const std::string what = fmt::format("{}: {}", property.name, verdict_word(result.verdict.kind));
  return heading(what, standing_text(agreement, result), ink_of(standing(result)), colour) + lines.take();
}

std::string account(const SourceMap& sources, const Agreement& agreement, const RedlineResult& result, bool colour) {
  const language::Redline& redline = agreement.redlines[result.redline];
  Lines lines(2, colour);
  lines.line(where_line(sources, redline.span, redline.title));
  for (const std::string& difference : result.differences) lines.sentence(one_line(difference));
  for (const std::string& undecided : undecided_texts(agreement, result)) lines.sentence(undecided);
  for (const PropertyChange& change : result.changes) change_lines(lines, sources, agreement, *result.edited, change);
  const std::string what = fmt::format("redline {}: {}", redline.name, changes_text(result));
  return heading(what, standing_text(result), ink_of(standing(result)), colour) + lines.take();
}

}  // namespace proviso::cli
