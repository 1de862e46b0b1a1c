#include "cli/report/trouble.h"

#include <fmt/format.h>

#include "cli/report/words.h"
#include "language/format_value.h"
#include "replay/clauses.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using language::Duty;
using replay::Trouble;

// "moment 4 (2026-12-31): " is said by the timeline already.
std::string without_moment(const std::string& why) {
  const std::size_t end = why.find("): ");
  return why.starts_with("moment ") && end != std::string::npos ? why.substr(end + 3) : why;
}

// The parameters of the trigger that the capacity is counted for.
std::vector<std::string> counted_for(const Agreement& agreement, const Duty& rule) {
  std::vector<std::string> names;
  for (const std::uint32_t position : rule.capacity.per) names.push_back(trigger_parameter(agreement, rule, position));
  return names;
}

std::string capacity_text(const Agreement& agreement, const Duty& rule) {
  const bool one = rule.capacity.most == 1;
  const std::string number = one ? "one duty" : fmt::format("{} duties", rule.capacity.most);
  if (!rule.capacity.per.empty()) {
    return fmt::format("The clause allows {} for each {}.", number, listed(counted_for(agreement, rule)));
  }
  if (!one) return fmt::format("The clause allows {} at a time.", number);
  return "One duty of a statement can be outstanding at a time, unless it says how many.";
}

// "one outstanding per order": for each value of the first parameter that could tell triggers apart and does not yet.
std::optional<std::string> advice_per(const Agreement& agreement, const Duty& rule) {
  const language::ActionId* trigger = language::triggering_action(rule);
  if (trigger == nullptr || !rule.capacity.per.empty()) return std::nullopt;
  for (const language::Field& field : agreement[*trigger].parameters) {
    const language::Sort sort = field.type.sort;
    if (sort != language::Sort::kKind && sort != language::Sort::kParty) continue;
    return fmt::format("`{} outstanding per {}`",
                       rule.capacity.most == 1 ? "one" : fmt::format("up to {}", rule.capacity.most), field.name);
  }
  return std::nullopt;
}

std::string advice_on_number(const Agreement& agreement, const Duty& rule) {
  std::vector<std::string> ways;
  if (rule.capacity.most < language::kMostOutstanding) {
    const std::string per = fmt::format("{}", fmt::join(counted_for(agreement, rule), ", "));
    ways.push_back(fmt::format("`up to {} outstanding{}{}`", rule.capacity.most + 1, per.empty() ? "" : " per ", per));
  }
  if (const auto per = advice_per(agreement, rule)) ways.push_back(*per);
  const std::string_view merging = "`merging` if a further one adds nothing";
  if (ways.empty()) return fmt::format("Write {}.", merging);
  return fmt::format("If there can be more, say so: {}, or {}.", fmt::join(ways, ", "), merging);
}

std::string advice_on_overflow(const Agreement& agreement, const replay::OutstandingDuty& first) {
  const Duty& rule = replay::duty_rule(agreement, first.statement);
  return fmt::format("The first was created on {} and {}. {} {}", language::format_day(first.created),
                     first.deadline ? "is " + due_text(first) : "has no deadline", capacity_text(agreement, rule),
                     advice_on_number(agreement, rule));
}

constexpr std::string_view kAdviceOnUndefined =
    "A date tally without value, or a division by zero, is read there. Let what must have happened stand before it: "
    "`happened and date > last + 5 days`, where `tally happened = ever …`.";

}  // namespace

std::optional<TroubleAccount> account_of_trouble(const Scene& scene) {
  const replay::Trace& trace = scene.trace();
  const bool told = trace.trouble == Trouble::kOverflow || trace.trouble == Trouble::kUndefined;
  if (!told || trace.trouble_moment >= scene.history().moments.size()) return std::nullopt;
  const std::string advice = trace.trouble == Trouble::kUndefined
                                 ? std::string(kAdviceOnUndefined)
                                 : advice_on_overflow(scene.agreement(), trace.no_room.front());
  return TroubleAccount{trace.trouble_moment, without_moment(trace.why), trace.trouble_statement, advice};
}

}  // namespace proviso::cli
