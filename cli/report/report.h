// What a run of `check` or `redline` found: plain values from which each format is rendered.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "language/agreement.h"
#include "language/diagnostic.h"
#include "language/source.h"
#include "properties/goal.h"
#include "properties/verdict.h"
#include "replay/replay.h"

namespace proviso::cli {

// One answered property, of the agreement as written or as a redline would leave it.
struct PropertyResult {
  language::PropertyId property;
  properties::Goal goal;
  properties::Verdict verdict;
  // The replay of `verdict.history`, where there is one.
  std::optional<replay::Trace> trace;
  bool as_expected = false;
  double seconds = 0;
  // Two independent parts of the program contradict each other about this: how. The verdict is unknown then.
  std::optional<std::string> disagreement;
};

// A property whose verdict a redline changes (the readings for which it holds become other ones).
struct PropertyChange {
  std::string property;  // its name, the same in both agreements
  PropertyResult before, after;
  enum class Direction { kBroken, kFixed, kOther } direction;  // holds for fewer readings, more, neither
};

// A property that is unknown or bounded on either side: whether a redline changes its verdict is not known.
struct UndecidedProperty {
  std::string property;
  PropertyResult before, after;
};

struct RedlineResult {
  std::size_t redline;  // index into the agreement's redlines
  // The agreement as the redline leaves it; every `after` speaks of it.
  std::shared_ptr<const language::Agreement> edited;
  std::vector<PropertyChange> changes;
  std::vector<UndecidedProperty> undecided;
  bool as_expected = false;
  // What was expected and is not, or is and was not expected, in sentences. Of the undecided nothing is said here.
  std::vector<std::string> differences;
};

struct FileResult {
  language::FileId file;
  std::shared_ptr<const language::Agreement> agreement;
  std::vector<PropertyResult> properties;
  std::vector<RedlineResult> redlines;
};

struct Report {
  const language::SourceMap* sources = nullptr;
  std::vector<FileResult> files;  // in the order of the paths given, folders sorted by name
  bool timings = false;
  bool redlines_only = false;  // of each file only the redlines were asked for
};

struct Summary {
  std::size_t as_expected = 0, unexpected = 0, bounded = 0, unknown = 0, errors = 0, disagreements = 0;
};
Summary summarise(const Report& report);
// With the errors that kept files from being read or checked.
Summary summarise(const Report& report, const language::Diagnostics& diagnostics);

}  // namespace proviso::cli
