// What the interpreter can not even be given: two events at one moment, a member that a kind does not have, a day
// outside the calendar, two choices of a reading. The encoder must exclude it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "encode/unrolling.h"
#include "tests/random/sample.h"

namespace proviso::random_histories {

class ImpossibleInputs {
 public:
  // The sample must outlive this.
  ImpossibleInputs(const Sample& sample, encode::Start start, unsigned budget = 0);

  // The first of them that the encoder allows, in words.
  std::optional<std::string> allowed();

  std::size_t count() const { return all_.size(); }

 private:
  struct Input {
    std::string what;
    z3::expr is;
  };
  void add(const std::string& what, const z3::expr& is) { all_.push_back({what, is}); }
  void out_of_range(const std::string& name, const z3::expr& value, const language::Type& type);
  void of_rigid();
  void of_moment(std::size_t moment);

  const Sample& sample_;
  const language::Agreement& agreement_;
  z3::context context_;
  encode::Unrolling unrolling_;
  z3::solver solver_;
  std::vector<Input> all_;
};

}  // namespace proviso::random_histories
