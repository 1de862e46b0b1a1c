#include "replay/context.h"

#include <stdexcept>

namespace proviso::replay {

namespace {

// How many values there are of a closed kind or of Party.
std::size_t instances(const language::Agreement& agreement, const language::Type& type) {
  const bool parties = type.sort == language::Sort::kParty;
  return parties ? agreement.parties.size() : agreement[type.kind].members.size();
}

}  // namespace

Context timeless(World& world, Frame variables) { return {.world = world, .variables = variables}; }

Context at_moment(World& world, std::size_t index) {
  const properties::Moment& moment = world.history.moments.at(index);
  const properties::Event* event = moment.event ? &*moment.event : nullptr;
  return {.world = world,
          .now = index,
          .before = index,
          .tally_day = moment.date,
          .moment = &moment,
          .happening = event,
          .event = event,
          .reckoning = {&moment, index}};
}

Context after_moment(World& world, std::size_t index) {
  Context context = at_moment(world, index);
  context.now = index + 1;
  context.event = nullptr;
  return context;
}

Context at_reckoning(World& world, const Reckoning& reckoning) {
  return {.world = world,
          .now = reckoning.now,
          .before = reckoning.now,
          .tally_day = reckoning.moment->date,
          .moment = reckoning.moment,
          .reckoning = reckoning,
          .supposing = reckoning.supposing};
}

Context at_next_event(const Context& context, const properties::Event& event) {
  if (!context.moment) throw std::logic_error("replay: `permitted` is asked where there is no moment");
  Context next = context;
  next.before = next.now;
  next.tally_day = next.moment->date;
  next.happening = next.event = &event;
  next.trigger = nullptr;
  next.supposing.by_clauses = true;
  next.reckoning = {next.moment, next.now, next.supposing};
  next.variables = {};
  return next;
}

Context with_trigger(const Context& context, const Pending& pending) {
  Context inner = context;
  inner.trigger = &pending;
  return inner;
}

Context over_trigger(const Context& context, const Pending& pending) {
  Context inner = with_trigger(context, pending);
  inner.event = nullptr;
  return inner;
}

Context at_previous_end(const Context& context) {
  Context earlier = context;
  earlier.now = context.before;
  earlier.reckoning = {};
  if (earlier.now > 0) {
    const properties::Moment& last = context.world.history.moments.at(earlier.now - 1);
    earlier.tally_day = last.date;
    earlier.reckoning = {&last, earlier.now - 1};
  }
  return earlier;
}

void at_each_instance(const Context& context, const language::Quantifier& quantifier,
                      const std::function<bool(const Context&)>& read) {
  const language::Agreement& agreement = context.world.agreement;
  const Frame& frame = context.variables;
  std::vector<language::VariableId> variables(frame.variables.begin(), frame.variables.end());
  properties::Arguments values(frame.values.begin(), frame.values.end());
  variables.push_back(quantifier.variable);
  values.emplace_back();
  Context inner = context;
  inner.variables = {variables, values};
  const std::size_t count = instances(agreement, agreement[quantifier.variable].type);
  for (std::uint32_t i = 0; i < count; ++i) {
    values.back() = language::Member{i};
    if (!read(inner)) return;
  }
}

}  // namespace proviso::replay
