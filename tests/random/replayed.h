// A history as the interpreter reads it so far, for those who ask more of it than a trace says.
#pragma once

#include <optional>

#include "replay/evaluate.h"
#include "replay/moment.h"
#include "tests/random/sample.h"

namespace proviso::random_histories {

class Replayed {
 public:
  // Both must outlive this; the history may grow.
  Replayed(const Sample& sample, const properties::Setting& setting, const properties::History& history);

  // Judges the next moment of the history. None: it can not be judged, or an assumption is false; no moment after it
  // can be judged then.
  std::optional<replay::Judgement> advance();

  // Why `advance` found no judgement, the last time that it was asked.
  replay::Trouble trouble() const { return trouble_; }

  // Of a duty without trigger: the first day of its text. None: that is outside the bounds, or a bound has no value.
  std::optional<language::Day> first_day(language::StatementId statement);

  std::size_t moments() const { return judged_; }
  const std::vector<replay::OutstandingDuty>& duties() const { return world_.duties.back(); }
  replay::World& world() { return world_; }

 private:
  replay::Trouble judge_assumptions();

  const Sample& sample_;
  replay::World world_;
  replay::Followed none_;
  std::size_t judged_ = 0;
  replay::Trouble trouble_ = replay::Trouble::kNone;
};

}  // namespace proviso::random_histories
