#include "language/agreement.h"

#include <algorithm>

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

bool is_open(const Agreement& agreement, const Type& type) {
  return type.sort == Sort::kKind && agreement[type.kind].open;
}

bool has_open_key(const Agreement& agreement, const Duty& duty) {
  const std::vector<std::uint32_t>& per = duty.capacity.per;
  return std::any_of(per.begin(), per.end(), [&](std::uint32_t position) {
    return is_open(agreement, agreement[*triggering_action(duty)].parameters[position].type);
  });
}

}  // namespace proviso::language
