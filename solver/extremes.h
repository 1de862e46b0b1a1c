// `greatest E` and `least E`: a value that is never exceeded and is reached, or that there is none because E grows
// without end or comes ever closer to a limit. Inside solver/.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "properties/extreme.h"
#include "solver/attempt.h"
#include "solver/growth.h"
#include "solver/prover.h"

namespace proviso::solver {

// Whether E is never beyond a value, over an agreement made for that question.
struct Comparison {
  std::unique_ptr<const language::Agreement> agreement;
  properties::Goal goal;
  std::unique_ptr<Prover> prover;  // its judge is asked for the value that E has
};

class Extremes {
 public:
  // Goals of kind kGreatest and kLeast. All arguments must outlive this.
  Extremes(Engines& engines, const std::function<bool()>& interrupted, const properties::Goal& goal)
      : engines_(engines), interrupted_(interrupted), goal_(goal), agreement_(engines.agreement()) {}

  struct Answer {
    properties::Verdict verdict;
    std::vector<Obligation> growth;  // of kFails: what shows that the limit, or every value, is approached
  };
  Answer run(const Wanted& wanted);

  // What a verdict with a value has proved of it: kHolds: no value lies beyond; kFails: none is it, nor lies beyond.
  Comparison bound(const properties::Verdict& verdict) const;
  std::vector<Obligation> certificate(const Answer& answer) const;

 private:
  Comparison compared(properties::Compared question) const;
  bool reaches(Answer& answer, const language::Value& value, const Wanted& wanted) const;
  std::optional<properties::History> reaching(const language::Value& value) const;
  bool grows(Answer& answer, const std::optional<language::Value>& limit, std::size_t moments,
             const Wanted& wanted) const;
  Extreme guessed(Bounds bounds, std::size_t moments) const;

  Engines& engines_;
  const std::function<bool()>& interrupted_;
  const properties::Goal& goal_;
  const language::Agreement& agreement_;
};

}  // namespace proviso::solver
