// What an expression is worth at every moment of a history: as clauses read it, and as properties do.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

#include "replay/moment.h"
#include "tests/unit/replay/builder.h"

namespace proviso::replay {

using Values = std::vector<std::optional<language::Value>>;

// Numbers as values.
inline Values numbers(const std::vector<long>& values) {
  Values result;
  for (long value : values) result.push_back(number(value));
  return result;
}

// A history that is judged without trouble. Borrows the builder's agreement.
class Reader {
 public:
  Reader(Builder& builder, properties::History history)
      : goal_(builder.goal(builder.yes())),
        history_(std::move(history)),
        world_{.agreement = builder.agreement, .setting = goal_.setting, .history = history_} {
    const TallyArguments none(builder.agreement.tallies.size());
    for (std::size_t i = 0; i < size(); ++i) {
      const auto judgement = judge_moment(world_, {none, none}, i);
      EXPECT_TRUE(judgement) << judgement.error().why;
    }
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Values by_clauses(language::ExprId expression) {
    Values result;
    for (std::size_t i = 0; i < size(); ++i) result.push_back(evaluate(at_moment(world_, i), expression));
    return result;
  }
  Values after(language::ExprId expression) {
    Values result;
    for (std::size_t i = 0; i < size(); ++i) result.push_back(evaluate(after_moment(world_, i), expression));
    return result;
  }
  // At the last moment alone: nothing was read before.
  std::optional<language::Value> at_the_end(language::ExprId expression) {
    return evaluate(after_moment(world_, size() - 1), expression);
  }

 private:
  std::size_t size() const { return history_.moments.size(); }

  properties::Goal goal_;
  properties::History history_;
  World world_;
};

}  // namespace proviso::replay
