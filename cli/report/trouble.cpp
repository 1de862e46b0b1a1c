// The interpreter says what stopped it; here its steps inside the moment are taken once more to see at which statement
// that was: permission, discharge, creation, in this order.

#include "cli/report/trouble.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report/words.h"
#include "language/format_value.h"
#include "replay/clauses.h"

namespace proviso::cli {
namespace {

using language::StatementId;
using replay::OutstandingDuty;
using replay::Trouble;

class Finder {
 public:
  Finder(Scene& scene, std::size_t moment)
      : agreement_(scene.agreement()), context_(scene.at(moment)), duties_(context_.world.duties.at(moment)) {}

  // A condition of this statement, or of its clause's head, has no value.
  std::optional<StatementId> undefined() {
    if (context_.event == nullptr) return std::nullopt;
    if (const auto permission = replay::judge(context_); !permission) return permission.error().statement;
    for (std::uint32_t clause = 0; clause < agreement_.clauses.size(); ++clause) {
      const auto match = replay::matching_duty(context_, language::ClauseId{clause});
      if (!match) return match.error().statement;
    }
    return first_statement([&](StatementId id, const language::Duty& rule) { return !triggers(id, rule); });
  }

  // This duty arises while one of the same statement is outstanding.
  std::optional<OutstandingDuty> second() {
    if (context_.event == nullptr) return std::nullopt;
    discharge();
    const auto found = first_statement([&](StatementId id, const language::Duty& rule) {
      return outstanding(id) != duties_.end() && triggers(id, rule).value_or(false);
    });
    return found ? std::optional(*outstanding(*found)) : std::nullopt;
  }

 private:
  template <class Test>
  std::optional<StatementId> first_statement(Test test) {
    for (std::uint32_t i = 0; i < agreement_.statements.size(); ++i) {
      const auto* rule = std::get_if<language::Duty>(&agreement_.statements[i].rule);
      if (rule != nullptr && rule->trigger == context_.event->action && test(StatementId{i}, *rule)) {
        return StatementId{i};
      }
    }
    return std::nullopt;
  }

  replay::Truth triggers(StatementId id, const language::Duty& rule) const {
    const language::Day date = context_.moment->date;
    const OutstandingDuty duty{
        .statement = id, .created = date, .deadline = date, .trigger = context_.event->arguments};
    replay::Context frozen = context_;
    frozen.trigger = &duty;
    replay::Truth stands = replay::in_force(frozen, agreement_[id].text);
    if (stands && *stands) stands = replay::holds(frozen, rule.trigger_where, true);
    return stands && *stands ? replay::allowed(frozen, rule.when, rule.unless) : stands;
  }

  void discharge() {
    std::vector<std::size_t> gone;
    for (std::uint32_t clause = 0; clause < agreement_.clauses.size(); ++clause) {
      const auto match = replay::matching_duty(context_, language::ClauseId{clause});
      if (match && *match) gone.push_back(**match);
    }
    std::sort(gone.rbegin(), gone.rend());
    for (const std::size_t position : gone) duties_.erase(duties_.begin() + static_cast<std::ptrdiff_t>(position));
  }

  std::vector<OutstandingDuty>::const_iterator outstanding(StatementId id) const {
    return std::find_if(duties_.begin(), duties_.end(), [&](const auto& duty) { return duty.statement == id; });
  }

  const language::Agreement& agreement_;
  replay::Context context_;
  std::vector<OutstandingDuty> duties_;  // before the moment
};

// "moment 4 (2026-12-31): " is said by the timeline already.
std::string without_moment(const std::string& why) {
  const std::size_t end = why.find("): ");
  return why.starts_with("moment ") && end != std::string::npos ? why.substr(end + 3) : why;
}

std::string advice_on_second(const language::Agreement& agreement, const OutstandingDuty& first) {
  const std::string clause = clause_name(agreement, first.statement);
  return fmt::format(
      "The first was created on {} and is due by {}. One duty of a statement can be outstanding at a time. If the "
      "next can not arise so soon, say so: `assume happens {} implies not before(owed({}))`; else let two statements "
      "take turns.",
      language::format_day(first.created), language::format_day(first.deadline),
      agreement[replay::duty_rule(agreement, first.statement).trigger].name, clause);
}

constexpr std::string_view kAdviceOnUndefined =
    "A date tally without value, or a division by zero, is read there. Let what must have happened stand before it: "
    "`happened and date > last + 5 days`, where `tally happened = ever …`.";

}  // namespace

std::optional<TroubleAccount> account_of_trouble(Scene& scene) {
  const replay::Trace& trace = scene.trace();
  const bool told = trace.trouble == Trouble::kOverflow || trace.trouble == Trouble::kUndefined;
  if (!told || trace.trouble_moment >= scene.history().moments.size()) return std::nullopt;
  TroubleAccount account{trace.trouble_moment, without_moment(trace.why), std::nullopt, std::nullopt, ""};
  Finder finder(scene, trace.trouble_moment);
  if (trace.trouble == Trouble::kUndefined) {
    account.statement = finder.undefined();
    account.advice = kAdviceOnUndefined;
  } else if (const auto first = finder.second()) {
    account.statement = first->statement;
    account.outstanding = first;
    account.advice = advice_on_second(scene.agreement(), *first);
  }
  return account;
}

}  // namespace proviso::cli
