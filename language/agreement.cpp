#include "language/agreement.h"

namespace proviso::language {

const std::string& currency_of(const Agreement& agreement, const Type& money) {
  return money.currency == 0 ? agreement.currency : agreement.other_currencies.at(money.currency - 1);
}

std::optional<PartyId> named_party(const Agreement& agreement, ExprId party) {
  const auto* literal = std::get_if<Literal>(&agreement[party].node);
  if (literal == nullptr) return std::nullopt;
  return PartyId{std::get<Member>(literal->value).index};
}

const ActionId* discharging_action(const Duty& duty) {
  const auto* act = std::get_if<Act>(&duty.performance);
  return act == nullptr ? nullptr : &act->action;
}

const ActionId* triggering_action(const Duty& duty) {
  return duty.trigger ? action_of(duty.trigger->occasion) : nullptr;
}

}  // namespace proviso::language
