// One question laid out as the search for a counterexample lays it out, which asks the encoder for no more than the
// question needs. What can not be judged must be trouble there too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/random/equations.h"

namespace proviso::random_histories {

class SearchedRun {
 public:
  // The sample must outlive this.
  SearchedRun(const Sample& sample, language::PropertyId property, unsigned budget = 0);

  // A moment that the interpreter judges is not forced into trouble; one where it stops because of an undefined value
  // or a second duty can be in trouble. Returns the difference in words.
  std::optional<std::string> compare(const Inputs& inputs);

  std::size_t judged() const { return judged_; }
  std::size_t in_trouble() const { return in_trouble_; }

 private:
  const Sample& sample_;
  language::PropertyId property_;
  properties::Goal goal_;
  z3::context context_;
  encode::Unrolling unrolling_;
  z3::solver solver_;
  std::vector<z3::expr> trouble_;  // by moment
  std::optional<Equations> equations_;
  std::size_t judged_ = 0, in_trouble_ = 0;
};

}  // namespace proviso::random_histories
