#include "tests/random/coverage.h"

#include <algorithm>

#include "replay/covenants.h"
#include "replay/duties.h"
#include "replay/occasion.h"
#include "tests/random/walk.h"

namespace proviso::random_histories {

using language::Agreement;
using language::Overloaded;
using language::StatementId;
using replay::Context;
using replay::OutstandingDuty;
using Duties = std::vector<OutstandingDuty>;

namespace {

bool contains(const std::vector<StatementId>& some, StatementId one) {
  return std::find(some.begin(), some.end(), one) != some.end();
}

// A duty like this one, of the same statement, is among them.
bool contains(const Duties& some, const OutstandingDuty& one) {
  return std::any_of(some.begin(), some.end(), [&](const OutstandingDuty& other) {
    return other.statement == one.statement && other.created == one.created && other.trigger == one.trigger;
  });
}

std::size_t count(const Duties& duties, StatementId statement) {
  return static_cast<std::size_t>(std::count_if(
      duties.begin(), duties.end(), [&](const OutstandingDuty& duty) { return duty.statement == statement; }));
}

// Marks what one moment exercises.
class MomentWalk {
 public:
  MomentWalk(const Sample& sample, Replayed& replayed, Names& names)
      : sample_(sample),
        agreement_(sample.agreement),
        world_(replayed.world()),
        index_(replayed.moments()),
        earlier_(replayed.duties()),
        walk_(sample.agreement, names) {
    for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) first_days_.push_back(first_day(replayed, s));
  }

  // Before the moment is judged.
  void enter() {
    const Context context = replay::at_moment(world_, index_);
    walk_.mark(context.event ? "event" : "time passing");
    if (context.event) walk_.mark(name_of(agreement_[context.event->action].actor));
    if (context.event) walk_.holds(context, agreement_[context.event->action].where, "where of an event", true);
    for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) statement(context, StatementId{s});
    for (const OutstandingDuty& duty : earlier_) outstanding(context, duty);
    for (std::uint32_t t = 0; t < agreement_.tallies.size() && context.event; ++t) {
      tally(context, agreement_.tallies[t]);
    }
  }

  // After it.
  void leave(const replay::Judgement& judged, const std::vector<std::optional<properties::Arguments>>& for_any) {
    if (!judged.forbidden_by.empty()) walk_.mark("shall not forbids");
    if (!judged.permitted_by.empty()) walk_.mark("may permits");
    if (judged.reserved_uncovered) walk_.mark("reserved");
    if (!judged.overdue.empty()) walk_.mark("overdue");
    for (const OutstandingDuty& duty : judged.arisen) arisen(judged, duty);
    for (std::size_t i = 0; i < judged.ended.size(); ++i) {
      i < judged.discharged.size() ? discharged(judged, judged.ended[i]) : lapsed(judged.ended[i]);
    }
    for (const OutstandingDuty& duty : triggered_) dropped(judged, duty);
    for (const OutstandingDuty& duty : judged.duties) remains(duty);
    const Context after = replay::after_moment(world_, index_);
    for (const language::Assumption& assumption : agreement_.assumptions) {
      walk_.mark("assume");
      walk_.holds(after, assumption.fact);
    }
    for (std::size_t p = 0; p < for_any.size(); ++p) property(after, agreement_.properties[p], for_any[p]);
  }

  // Or instead of `leave`, where there is no room for a duty.
  void overflow() {
    for (const OutstandingDuty& duty : triggered_) {
      const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
      if (!rule.capacity.merging && !has_room(rule, duty)) walk_.mark(name_of_overflow(rule.capacity));
    }
  }

 private:
  std::optional<language::Day> first_day(Replayed& replayed, std::uint32_t statement) const {
    const auto* duty = std::get_if<language::Duty>(&agreement_.statements[statement].rule);
    return duty && !duty->trigger ? replayed.first_day(StatementId{statement}) : std::nullopt;
  }

  void bounds(const Context& context, const language::ClauseText& text) {
    for (const auto& [limits, name] :
         {std::pair(&text.from, "from"), std::pair(&text.through, "through"), std::pair(&text.before, "before")}) {
      for (language::ExprId bound : *limits) {
        walk_.mark(name);
        walk_.read(context, bound);
      }
    }
  }

  bool in_force(const Context& context, language::ClauseTextId id) {
    const language::ClauseText& text = agreement_[id];
    if (world_.setting.struck[text.clause.index]) return walk_.mark("absent clause"), false;
    bounds(context, text);
    const bool stands = replay::in_force(context, id).value_or(false);
    const bool ended = text.ended_by && context.moment->date >= agreement_[*text.ended_by].effective;
    if (ended) walk_.mark("struck or replaced text");
    if (text.added_by && stands) walk_.mark("amended text");
    if (!ended) walk_.holds(context, text.unless, "unless of a clause", false);
    return stands;
  }

  // Marks a party that is not written as a name.
  std::optional<language::PartyId> party(const Context& context, language::ExprId expression, const std::string& name) {
    if (is_found(agreement_, expression)) {
      walk_.mark(name);
      walk_.read(context, expression);
    }
    return replay::party_at(context, expression);
  }

  template <class Rule>
  void permission(const Context& context, language::ClauseTextId text, const Rule& rule) {
    if (!context.event || rule.action != context.event->action) return;
    const auto actor = replay::actor_of(agreement_, *context.event);
    const auto named = language::named_party(agreement_, rule.party);
    if ((named && actor != named) || !in_force(context, text)) return;
    if (!named && actor != party(context, rule.party, "permission of a party that is found")) return;
    if (walk_.holds(context, rule.when, "when", true)) walk_.holds(context, rule.unless, "unless", false);
  }

  void covenant(const Context& moment, StatementId id, const language::Keep& rule) {
    Context context = moment;
    context.event = nullptr;
    if (!in_force(context, agreement_[id].text)) return;
    if (!walk_.holds(context, rule.when, "when of a covenant", true)) return;
    if (walk_.holds(context, rule.unless, "unless of a covenant", false)) return;
    const bool kept = walk_.holds(context, rule.formula);
    walk_.mark(kept ? "covenant kept" : "covenant broken");
    if (!kept) party(context, rule.party, "covenant of a party that is found");
  }

  // Before the moment's event has discharged anything.
  bool has_room(const language::Duty& rule, const OutstandingDuty& fresh) const {
    return replay::competing(rule, fresh, earlier_).size() < rule.capacity.most;
  }

  // Reads what is read as a duty arises. Whether its conditions let it.
  bool arises(const Context& context, const language::Duty& rule, const OutstandingDuty& fresh) {
    const Context over = replay::over_trigger(context, fresh);
    return walk_.holds(over, rule.when, "when of a duty", true) &&
           !walk_.holds(over, rule.unless, "unless of a duty", false);
  }

  void read_frozen(const Context& context, const language::Duty& rule, const OutstandingDuty& fresh) {
    const Context over = replay::over_trigger(context, fresh);
    party(over, rule.party, "duty of a party that is found");
    walk_.mark(name_of(rule.deadline));
    if (const auto* within = std::get_if<language::Within>(&rule.deadline)) walk_.read(over, within->time);
    if (const auto* by = std::get_if<language::By>(&rule.deadline)) walk_.read(over, by->date);
    for (language::ExprId expression : rule.frozen) walk_.read(over, expression);
  }

  void creation(const Context& context, StatementId id, const language::Duty& rule) {
    const auto& [occasion, where] = *rule.trigger;
    if (const auto* becoming = std::get_if<language::Becoming>(&occasion)) walk_.read(context, becoming->formula);
    if (!replay::happens(world_, occasion, {}, index_).value_or(false)) return;
    if (!in_force(context, agreement_[id].text)) return;
    const bool of_event = language::triggering_action(rule) != nullptr;
    OutstandingDuty fresh =
        replay::unread_duty(id, context.moment->date, of_event ? context.event->arguments : properties::Arguments{});
    if (!walk_.holds(context, where, "where of a trigger", true) || !arises(context, rule, fresh)) return;
    if (!rule.capacity.merging || has_room(rule, fresh)) read_frozen(context, rule, fresh);
    triggered_.push_back(std::move(fresh));
  }

  // The first moment at which it can arise.
  bool begins(language::Day first) const {
    const auto& moments = world_.history.moments;
    return moments[index_].date >= first && (index_ == 0 || moments[index_ - 1].date < first);
  }

  void standing(const Context& context, StatementId id, const language::Duty& rule) {
    const language::ClauseText& text = agreement_[agreement_[id].text];
    if (world_.setting.struck[text.clause.index]) return;
    const auto first = first_days_[id.index];
    if (!first && index_ == 0) walk_.mark("standing duty never arises");
    if (!first || !begins(*first)) return;
    bounds(context, text);
    if (text.added_by) walk_.mark("amended text");
    const OutstandingDuty fresh = replay::unread_duty(id, *first, {});
    const bool given = !walk_.holds(context, text.unless, "unless of a clause", false);
    if (!given || !arises(context, rule, fresh)) return walk_.mark("standing duty never arises");
    walk_.mark(*first > agreement_.starts ? "standing duty arises later" : "standing duty arises at the first moment");
    read_frozen(context, rule, fresh);
  }

  void statement(const Context& context, StatementId id) {
    const language::ClauseTextId text = agreement_[id].text;
    const auto duty = [&](const language::Duty& rule) {
      rule.trigger ? creation(context, id, rule) : standing(context, id, rule);
    };
    std::visit(Overloaded{duty, [&](const language::Keep& rule) { covenant(context, id, rule); },
                          [&](const auto& rule) { permission(context, text, rule); }},
               agreement_[id].rule);
  }

  void outstanding(const Context& context, const OutstandingDuty& duty) {
    const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
    const auto* act = std::get_if<language::Act>(&rule.performance);
    if (!act || !context.event || act->action != context.event->action) return;
    if (replay::actor_of(agreement_, *context.event) != duty.party) return;
    Context frozen = context;
    frozen.trigger = &duty;
    walk_.holds(frozen, act->where, "where of a duty", true);
  }

  void tally(const Context& context, const language::Tally& tally) {
    if (tally.over != language::Occasion{context.event->action}) return;
    for (const properties::Arguments& arguments : sample_.combinations(tally.parameters)) {
      Context bound = context;
      bound.variables = {tally.parameters, arguments};
      if (!walk_.holds(bound, tally.where, "where of a tally", true)) continue;
      walk_.mark(name_of(tally.kind));
      if (tally.value) walk_.read(bound, *tally.value);
    }
  }

  void arisen(const replay::Judgement& judged, const OutstandingDuty& duty) {
    const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
    walk_.mark("duty created");
    walk_.mark(name_of_creation(rule));
    const bool bounded = !std::holds_alternative<language::NoDeadline>(rule.deadline);
    if (bounded && !duty.deadline) walk_.mark("deadline beyond the calendar");
    const auto due_yesterday = [&](const OutstandingDuty& other) {
      return other.deadline && *other.deadline + std::chrono::days(1) == duty.created;
    };
    const bool on_that_day = std::any_of(earlier_.begin(), earlier_.end(), due_yesterday);
    if (is_remedy(agreement_, rule) && on_that_day) walk_.mark("remedy on the day after the deadline");
    if (rule.trigger && !rule.capacity.per.empty() && count(judged.duties, duty.statement) > rule.capacity.most) {
      walk_.mark("room for each key");
    }
    if (replay::competing(rule, duty, judged.duties).size() > 1) walk_.mark("several outstanding");
  }

  void discharged(const replay::Judgement& judged, const OutstandingDuty& duty) {
    const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
    const language::Day date = world_.history.moments[index_].date;
    const bool at_once = contains(judged.arisen, duty) && !contains(earlier_, duty);
    const bool late = duty.deadline && date > *duty.deadline;
    if (std::holds_alternative<language::Act>(rule.performance)) {
      walk_.mark(late ? "late discharge" : "discharge");
      if (at_once) walk_.mark("standing duty discharged as it arises");
      return;
    }
    walk_.mark(at_once ? "ensure discharged as it arises" : "ensure discharged later");
    if (late) walk_.mark("ensure discharged late");
    if (duty.deadline == date) walk_.mark("ensure discharged on its last day");
  }

  void lapsed(const OutstandingDuty& duty) { walk_.mark(name_of(replay::duty_rule(agreement_, duty.statement).lapse)); }

  // There was no room, and nothing came of it.
  void dropped(const replay::Judgement& judged, const OutstandingDuty& duty) {
    const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
    if (!rule.capacity.merging || contains(judged.created, duty.statement)) return;
    if (!contains(judged.defeated, duty.statement)) walk_.mark("merging drops a trigger");
  }

  // Reads what is read of every duty at the moment's end.
  void remains(const OutstandingDuty& duty) {
    const language::Duty& rule = replay::duty_rule(agreement_, duty.statement);
    const Context over = replay::over_trigger(replay::after_moment(world_, index_), duty);
    if (const auto* ensure = std::get_if<language::Ensure>(&rule.performance)) walk_.holds(over, ensure->formula);
    if (const auto* when = std::get_if<language::LapsesWhen>(&rule.lapse)) walk_.holds(over, when->condition);
    const auto now = is_found(agreement_, rule.party) ? replay::party_at(over, rule.party) : std::nullopt;
    if (now && *now != duty.party) walk_.mark("another party by now");
  }

  void property(const Context& after, const language::Property& property,
                const std::optional<properties::Arguments>& for_any) {
    if (!for_any) return;
    walk_.mark(name_of(property.question));
    Context bound = after;
    bound.variables = {property.for_any, *for_any};
    if (!for_any->empty()) walk_.mark("for any");
    walk_.holds(bound, property.for_any_where, "where of for any", true);
    walk_.holds(bound, property.formula);
  }

  const Sample& sample_;
  const Agreement& agreement_;
  replay::World& world_;
  std::size_t index_;
  Duties earlier_, triggered_;  // outstanding before the moment; what its triggers create where there is room
  std::vector<std::optional<language::Day>> first_days_;  // by StatementId
  Walk walk_;
};

}  // namespace

void Coverage::require(const Sample& sample) {
  for (const std::string& name : names_of(sample.agreement)) counts_.try_emplace(name, 0);
}

bool Coverage::wants(const Sample& sample, std::size_t times) const {
  const Names names = names_of(sample.agreement);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto found = counts_.find(name);
    return found == counts_.end() || found->second < times;
  });
}

void Coverage::exercise(const Sample& sample, const properties::Setting& setting, const properties::History& history,
                        const std::vector<std::optional<properties::Arguments>>& for_any) {
  Replayed replayed(sample, setting, history);
  for (std::size_t m = 0; m < history.moments.size(); ++m) {
    Names names;
    MomentWalk walk(sample, replayed, names);
    walk.enter();
    const auto judged = replayed.advance();
    if (!judged) names.clear();
    if (judged) walk.leave(*judged, for_any);
    if (replayed.trouble() == replay::Trouble::kOverflow) walk.overflow();
    for (const std::string& name : names) ++counts_[name];
    if (!judged) return;
  }
}

}  // namespace proviso::random_histories
