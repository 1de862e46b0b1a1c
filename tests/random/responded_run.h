// `whenever T where F, G within D` laid out as the prover lays it out, with its monitor: whether an occasion is missed,
// against the interpreter, which knows no monitor.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "properties/monitor.h"
#include "tests/random/equations.h"

namespace proviso::random_histories {

class RespondedRun {
 public:
  // A property that asks `whenever`. The sample must outlive this.
  RespondedRun(const Sample& sample, language::PropertyId property, unsigned budget = 0);

  // As long as the history is in order: the monitor can be armed so that its duty is overdue where the interpreter says
  // that an occasion is missed, and nowhere else; it can come into trouble where the interpreter has no answer, and not
  // where it says that none is missed. Returns the difference in words.
  std::optional<std::string> compare(const Inputs& inputs);

  std::size_t compared_moments() const { return compared_; }
  std::size_t missed() const { return missed_; }  // at so many of them an occasion was

 private:
  struct Asked {
    z3::expr in_order, trouble, missed;
  };

  // At a moment that is in order; the moments before it are required to be so.
  std::string difference(std::size_t moment, const std::optional<bool>& none_missed);

  const Sample& sample_;
  language::PropertyId property_;
  properties::Goal goal_;
  properties::Monitored with_;
  z3::context context_;
  encode::Unrolling unrolling_;
  z3::solver solver_;
  std::vector<Asked> asked_;  // by moment
  std::optional<Equations> equations_;
  std::size_t compared_ = 0, missed_ = 0;
};

}  // namespace proviso::random_histories
