// A replayed history, open to questions: what an expression or a tally was worth at one of its moments.
#pragma once

#include <cstddef>
#include <optional>

#include "cli/report/report.h"
#include "replay/evaluate.h"
#include "replay/response.h"

namespace proviso::cli {

// Borrows the agreement and the result, which has a history and a trace.
class Scene {
 public:
  Scene(const language::Agreement& agreement, const PropertyResult& result);

  const language::Agreement& agreement() const { return world_.agreement; }
  const properties::History& history() const { return world_.history; }
  const replay::Trace& trace() const { return trace_; }
  const properties::Goal& goal() const { return goal_; }

  // How many moments were judged.
  std::size_t size() const { return trace_.judgements.size(); }
  // The first moment at which the goal's formula has the truth that the history was looked for: the counterexample's
  // false, the witness's true. The last moment if there is none, and of `always possible`, `greatest` and `least`.
  std::size_t decisive_moment() const;
  // The occasion of a `whenever` that is missed at the decisive moment, if it is such a goal and one is.
  std::optional<replay::Missed> missed();

  // How clauses read a moment that was judged, or the one after.
  replay::Context at(std::size_t moment) { return replay::at_moment(world_, moment); }
  // How the property reads the end of a moment.
  replay::Context after(std::size_t moment);
  // At the end of the first `moments` moments; none: no value yet.
  std::optional<language::Value> tally(language::TallyId tally, const properties::Arguments& arguments,
                                       std::size_t moments);

 private:
  const replay::Trace& trace_;
  const properties::Goal& goal_;
  replay::World world_;
};

}  // namespace proviso::cli
