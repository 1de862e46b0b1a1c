#include "cli/report/in_force.h"

#include <fmt/format.h>

#include <algorithm>

#include "language/format_value.h"
#include "replay/clauses.h"

namespace proviso::cli {
namespace {

using language::ClauseText;
using language::ClauseTextId;
using language::Day;
using replay::Context;

// Those of the bounds that have a value.
std::vector<Day> days(const Context& context, const std::vector<language::ExprId>& bounds) {
  std::vector<Day> days;
  for (const language::ExprId bound : bounds) {
    if (const auto day = replay::evaluate(context, bound)) days.push_back(std::get<Day>(*day));
  }
  return days;
}

// Of a text that has not begun.
Day first_day(const Context& context, const ClauseText& text) {
  const std::vector<Day> from = days(context, text.from);
  return *std::max_element(from.begin(), from.end());
}

// Of a text that is over.
Day last_day(const Context& context, const ClauseText& text) {
  std::vector<Day> last = days(context, text.through);
  for (const Day day : days(context, text.before)) last.push_back(day - std::chrono::days{1});
  return *std::min_element(last.begin(), last.end());
}

}  // namespace

std::string why_not_in_force(const Context& context, language::ClauseId id) {
  const language::Agreement& agreement = context.world.agreement;
  const language::Clause& clause = agreement[id];
  if (clause.texts.empty() || context.world.setting.struck.at(id.index)) {
    return fmt::format("{} is struck", clause.name);
  }
  const auto out_of_force = [&](ClauseTextId text) { return replay::in_force(context, text) == false; };
  if (!std::all_of(clause.texts.begin(), clause.texts.end(), out_of_force)) return "";
  const Day today = context.moment->date;
  const auto begun = [&](ClauseTextId text) { return replay::begun(context, text, today) == true; };
  const auto latest = std::find_if(clause.texts.rbegin(), clause.texts.rend(), begun);
  if (latest == clause.texts.rend()) {
    const Day first = first_day(context, agreement[clause.texts.front()]);
    return fmt::format("{} is not in force before {}", clause.name, language::format_day(first));
  }
  if (replay::not_over(context, *latest, today) == true) return fmt::format("the `unless` of {} holds", clause.name);
  return fmt::format("{} ended on {}", clause.name, language::format_day(last_day(context, agreement[*latest])));
}

}  // namespace proviso::cli
