#include "replay/occasion.h"

namespace proviso::replay {

using language::ExprId;
using language::Occasion;

Context at_occasion(World& world, const Occasion& occasion, Frame variables, std::size_t index) {
  Context context = at_moment(world, index);
  context.variables = variables;
  if (!language::action_of(occasion)) context.event = nullptr;
  return context;
}

Truth happens(World& world, const Occasion& occasion, Frame variables, std::size_t index) {
  const Context now = at_occasion(world, occasion, variables, index);
  auto of_action = [&](const language::ActionId& action) -> Truth { return now.event && now.event->action == action; };
  auto becoming = [&](const language::Becoming& change) -> Truth {
    Truth is = holds(now, change.formula);
    if (!is || !*is || index == 0) return is;
    Truth was = holds(at_occasion(world, occasion, variables, index - 1), change.formula);
    return was ? Truth(!*was) : std::nullopt;
  };
  return std::visit(language::Overloaded{of_action, becoming}, occasion);
}

Truth happens(World& world, const Occasion& occasion, const std::optional<ExprId>& where, Frame variables,
              std::size_t index) {
  Truth there = happens(world, occasion, variables, index);
  return there && *there ? holds(at_occasion(world, occasion, variables, index), where, true) : there;
}

}  // namespace proviso::replay
