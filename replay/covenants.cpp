#include "replay/covenants.h"

namespace proviso::replay {

using language::StatementId;

Truth broken(const Context& context, StatementId id) {
  const language::Statement& statement = context.world.agreement[id];
  const auto* rule = std::get_if<language::Keep>(&statement.rule);
  if (!rule) return false;
  Truth binding = in_force(context, statement.text);
  if (binding && *binding) binding = allowed(context, rule->when, rule->unless);
  if (!binding || !*binding) return binding;
  Truth kept = holds(context, rule->formula);
  return kept ? Truth(!*kept) : std::nullopt;
}

Truth any_broken(const Context& context, language::ClauseId clause) {
  bool any = false;
  for (language::ClauseTextId text : context.world.agreement[clause].texts) {
    for (StatementId id : context.world.agreement[text].statements) {
      Truth one = broken(context, id);
      if (!one) return one;
      any = any || *one;
    }
  }
  return any;
}

}  // namespace proviso::replay
