// A history told step by step: plain lines that the text and the JUnit report show alike.
#pragma once

#include <string>
#include <vector>

#include "cli/report/report.h"

namespace proviso::cli {

// One thing that is so at a moment, with the place in the text that makes it so ("file:line", may be empty).
struct Note {
  std::string text, place;
};

struct Step {
  std::size_t number = 0;  // from 1
  std::string date;
  std::string event;  // "time passes" without event
  std::vector<Note> notes;
};

struct Timeline {
  std::vector<std::string> terms;     // "cap = $100.00"
  std::vector<std::string> readings;  // "first_means is no_rank (a courtesy without effect)"
  std::vector<std::string> for_any;   // "p = Product1"
  std::vector<Step> steps;
  std::string why;  // what the last step shows; for one that can not be judged, what would exclude it
};

// The history of a verdict that has one; empty for others.
Timeline tell(const language::SourceMap& sources, const language::Agreement& agreement, const PropertyResult& result);

}  // namespace proviso::cli
