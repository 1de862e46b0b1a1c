#include "replay/problem.h"

#include <fmt/format.h>

namespace proviso::replay {

using language::StatementId;

namespace {

const std::string& clause_name(const World& world, StatementId statement) {
  return world.agreement[clause_of(world.agreement, statement)].name;
}

}  // namespace

std::string show(language::Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string name_of_moment(const properties::History& history, std::size_t index) {
  return fmt::format("moment {} ({})", index + 1, show(history.moments.at(index).date));
}

Problem undefined_at(const properties::History& history, std::size_t index, const std::string& what) {
  return {Trouble::kUndefined, fmt::format("{}: {} is undefined", name_of_moment(history, index), what)};
}

Problem undefined_of(const World& world, std::size_t index, const Undefined& of) {
  const std::string what = fmt::format("{} of clause {}", of.what, clause_name(world, of.statement));
  Problem problem = undefined_at(world.history, index, what);
  problem.statement = of.statement;
  return problem;
}

Problem overflow_of(const World& world, std::size_t index, StatementId id, std::vector<OutstandingDuty> beside) {
  const bool one = beside.size() == 1;
  const std::string those = one ? "one is" : fmt::format("{} are", beside.size());
  std::string why =
      fmt::format("{}: a {} duty of clause {} arises while {} outstanding", name_of_moment(world.history, index),
                  one ? "second" : "further", clause_name(world, id), those);
  return {Trouble::kOverflow, std::move(why), id, std::move(beside)};
}

}  // namespace proviso::replay
