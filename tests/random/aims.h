// Which events are worth drawing: those with the arguments that the text speaks of, those that bring something about.
#pragma once

#include <vector>

#include "language/agreement.h"

namespace proviso::random_histories {

class Aims {
 public:
  // The agreement must outlive this.
  explicit Aims(const language::Agreement& agreement);

  // What the text compares this argument of the action with, as far as that needs nothing but the event.
  std::vector<language::ExprId> values(language::ActionId action, std::uint32_t position) const;

  // The actions of which the tallies that the formula reads take something in; one as often as it is read.
  std::vector<language::ActionId> feeding(language::ExprId formula) const;

 private:
  struct Aim {
    language::ActionId action;
    std::uint32_t position;
    language::ExprId value;
  };

  void collect(const language::Statement& statement);
  void collect(const language::Duty& duty);
  void collect(language::ActionId action, const std::optional<language::ExprId>& formula);
  void collect_comparison(language::ActionId action, language::ExprId formula);
  bool needs_only_the_event(language::ExprId expression) const;

  const language::Agreement& agreement_;
  std::vector<Aim> aims_;
};

}  // namespace proviso::random_histories
