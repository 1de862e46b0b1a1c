#include "replay/response.h"

#include "replay/deadline.h"
#include "replay/occasion.h"

namespace proviso::replay {

using language::Response;

namespace {

class Occasions {
 public:
  Occasions(World& world, const properties::Goal& goal)
      : world_(world),
        formula_(goal.formula),
        response_(goal.response.value()),
        variables_{goal.for_any, world.history.for_any} {}

  // There is an occasion at moment `occasion`, and at moment `now` it is missed.
  Truth missed(std::size_t occasion, std::size_t now) {
    const Truth there = occurs(occasion);
    if (!there || !*there) return there;
    const auto pending = set_off(occasion);
    return pending ? missed(*pending, occasion, now) : std::nullopt;
  }

  // None: undefined.
  std::optional<Pending> set_off(std::size_t index) {
    const Context context = with_event(index);
    Pending pending{.created = context.moment->date, .deadline = {}, .trigger = {}, .frozen = {}};
    if (context.event) pending.trigger = context.event->arguments;
    const Context over = over_trigger(context, pending);
    const auto deadline = due(over, response_.deadline, pending.created);
    if (!deadline) return std::nullopt;
    auto frozen = evaluate(over, response_.frozen);
    if (!frozen) return std::nullopt;
    pending.deadline = deadline->day;
    pending.frozen = *std::move(frozen);
    return pending;
  }

 private:
  Truth occurs(std::size_t index) {
    const Truth there = happens(world_, response_.trigger.occasion, variables_, index);
    return there && *there ? holds(with_event(index), response_.trigger.where, true) : there;
  }

  Truth missed(const Pending& pending, std::size_t occasion, std::size_t now) {
    for (std::size_t i = occasion; i <= now; ++i) {
      if (past_deadline(pending, world_.history.moments.at(i).date)) return true;
      const Truth answered = holds(over_trigger(after(i), pending), formula_);
      if (!answered) return std::nullopt;
      if (*answered) return false;
    }
    return false;
  }

  Context after(std::size_t index) {
    Context context = after_moment(world_, index);
    context.variables = variables_;
    return context;
  }

  // The same, with the event's arguments in scope where the occasion is an event.
  Context with_event(std::size_t index) {
    Context context = after(index);
    if (language::action_of(response_.trigger.occasion)) context.event = context.happening;
    return context;
  }

  World& world_;
  language::ExprId formula_;
  const Response& response_;
  Frame variables_;
};

}  // namespace

Truth none_missed(World& world, const properties::Goal& goal, std::size_t index) {
  Occasions occasions(world, goal);
  bool undefined = false;
  for (std::size_t i = 0; i <= index; ++i) {
    const Truth one = occasions.missed(i, index);
    if (one && *one) return false;
    undefined = undefined || !one;
  }
  return undefined ? std::nullopt : Truth(true);
}

std::optional<Missed> first_missed(World& world, const properties::Goal& goal, std::size_t index) {
  Occasions occasions(world, goal);
  for (std::size_t i = 0; i <= index; ++i) {
    const Truth one = occasions.missed(i, index);
    if (one && *one) return Missed{i, occasions.set_off(i).value()};
  }
  return std::nullopt;
}

}  // namespace proviso::replay
