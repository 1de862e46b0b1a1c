#include "replay/deadline.h"

#include "replay/arithmetic.h"
#include "replay/calendar.h"

namespace proviso::replay {

using language::Day;

namespace {

Due within_calendar(Day day) { return day <= language::kLastDay ? Due{day} : Due{}; }

// From a day that the calendar knows.
std::optional<Due> later(Day day, const mpq_class& span, bool in_months) {
  const auto moved = in_months ? months_later(day, span) : days_later(day, span);
  if (moved) return within_calendar(*moved);
  if (span < 0) return std::nullopt;
  return Due{};
}

}  // namespace

std::optional<Due> due(const Context& context, const language::Deadline& deadline, Day created) {
  using Found = std::optional<Due>;
  auto within = [&](const language::Within& said) -> Found {
    const auto span = evaluate(context, said.time);
    if (!span) return std::nullopt;
    const bool in_months = context.world.agreement[said.time].type.sort == language::Sort::kMonths;
    return later(created, std::get<mpq_class>(*span), in_months);
  };
  auto by = [&](const language::By& said) -> Found {
    const auto date = evaluate(context, said.date);
    return date ? Found(within_calendar(std::get<Day>(*date))) : std::nullopt;
  };
  return std::visit(language::Overloaded{[](const language::NoDeadline&) -> Found { return Due{}; }, within, by},
                    deadline);
}

bool past_deadline(const Pending& pending, Day date) { return pending.deadline && date > *pending.deadline; }

}  // namespace proviso::replay
