// What the encoder says of terms as they come, before anything has happened: those that their `where` forbids must be
// impossible; where it has no value, no moment can be judged.
#pragma once

#include <optional>
#include <string>

#include "tests/random/equations.h"

namespace proviso::random_histories {

class EncodedBeginning {
 public:
  // The sample must outlive this.
  explicit EncodedBeginning(const Sample& sample, unsigned budget = 0);

  // Of `draw_beginning`. Returns the difference in words.
  std::optional<std::string> compare(const Inputs& inputs);

 private:
  const Sample& sample_;
  z3::context context_;
  encode::Unrolling unrolling_;
  z3::solver solver_;
  z3::expr trouble_;
  std::optional<Equations> equations_;
};

}  // namespace proviso::random_histories
