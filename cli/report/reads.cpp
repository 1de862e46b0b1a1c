#include "cli/report/reads.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

#include "language/children.h"
#include "replay/clauses.h"
#include "replay/replay.h"

namespace proviso::cli {
namespace {

using namespace language;  // NOLINT: nearly every name here is one of the language

// Calls `visit` for the expression and everything under it.
void visit_all(const Agreement& agreement, ExprId id, const std::function<void(const Expression&)>& visit) {
  visit(agreement[id]);
  for (const ExprId child : children(agreement[id].node)) visit_all(agreement, child, visit);
}

// Collects what expressions read.
class Reads {
 public:
  explicit Reads(const Agreement& agreement)
      : agreement_(agreement),
        read_{std::vector<bool>(agreement.conditions.size()), std::vector<bool>(agreement.terms.size()),
              std::vector<bool>(agreement.readings.size())},
        happens_(agreement.actions.size()),
        asked_(agreement.actions.size()),
        asked_tallies_(agreement.tallies.size()) {}

  void expression(ExprId id) {
    visit_all(agreement_, id, [this](const Expression& found) {
      if (const auto* condition = std::get_if<ConditionRef>(&found.node))
        read_.conditions[condition->condition.index] = true;
      if (const auto* term = std::get_if<TermRef>(&found.node)) read_.terms[term->term.index] = true;
      if (const auto* reading = std::get_if<ReadingIs>(&found.node)) read_.readings[reading->reading.index] = true;
      if (const auto* permitted = std::get_if<Permitted>(&found.node)) asked_[permitted->action.index] = true;
      if (const auto* tally = std::get_if<TallyRef>(&found.node)) asked_tallies_[tally->tally.index] = true;
    });
  }
  void expression(const std::optional<ExprId>& id) {
    if (id) expression(*id);
  }

  void event(const properties::Event& event) {
    happens_[event.action.index] = true;
    if (const auto actor = replay::actor_of(agreement_, event)) done_.insert({event.action.index, actor->index});
  }

  // About an event that happens, or about none.
  void assumption(ExprId fact) {
    bool names_event = false, happens = false;
    visit_all(agreement_, fact, [&](const Expression& found) {
      const auto* named = std::get_if<Happens>(&found.node);
      names_event |= named != nullptr;
      happens |= named != nullptr && happens_[named->action.index];
    });
    if (happens || !names_event) expression(fact);
  }

  void response(const Response& response) {
    occasion(response.trigger.occasion, response.trigger.where);
    deadline(response.deadline);
    for (const ExprId frozen : response.frozen) expression(frozen);
  }

  void statement(const Statement& statement) {
    const bool about = std::visit(Overloaded{[this](const May& may) { return permission(may); },
                                             [this](const ShallNot& ban) { return permission(ban); },
                                             [this](const Duty& rule) { return duty(rule); },
                                             [this](const Keep& rule) { return covenant(rule); }},
                                  statement.rule);
    if (about) interval(agreement_[statement.text]);
  }

  void tally(TallyId id) {
    const Tally& tally = agreement_[id];
    if (occurs(tally.over) || asked_tallies_[id.index]) expression(tally.initially);
    if (!occurs(tally.over)) return;
    occasion(tally.over, tally.where);
    expression(tally.value);
    const auto* since = std::get_if<Since>(&tally.window);
    if (since != nullptr && occurs(since->occasion)) occasion(since->occasion, since->where);
  }

  Matter take() { return std::move(read_); }

 private:
  // Of a formula that may become true, always.
  bool occurs(const Occasion& occasion) const {
    const ActionId* action = action_of(occasion);
    return action == nullptr || happens_[action->index];
  }

  void occasion(const Occasion& occasion, const std::optional<ExprId>& where) {
    if (const auto* becoming = std::get_if<Becoming>(&occasion)) expression(becoming->formula);
    expression(where);
  }

  // These say whether the statement is about something that happens.
  template <class Rule>
  bool permission(const Rule& rule) {
    if (!is_done(rule.action, rule.party) && !asked_[rule.action.index]) return false;
    expression(rule.party);
    expression(rule.when);
    expression(rule.unless);
    return true;
  }

  // Of a party that is computed, whoever acts.
  bool is_done(ActionId action, ExprId party) const {
    const auto named = named_party(agreement_, party);
    return named ? done_.contains({action.index, named->index}) : happens_[action.index];
  }

  // One that no event triggers may arise in every history.
  bool duty(const Duty& rule) {
    const ActionId* trigger = triggering_action(rule);
    if (trigger != nullptr && !happens_[trigger->index]) return false;
    if (rule.trigger) occasion(rule.trigger->occasion, rule.trigger->where);
    for (const auto& part : {rule.when, rule.unless}) expression(part);
    expression(rule.party);
    performance(rule);
    deadline(rule.deadline);
    for (const ExprId frozen : rule.frozen) expression(frozen);
    if (const auto* lapse = std::get_if<LapsesWhen>(&rule.lapse)) expression(lapse->condition);
    return true;
  }

  void performance(const Duty& rule) {
    std::visit(Overloaded{[&](const Act& act) {
                            if (is_done(act.action, rule.party)) expression(act.where);
                          },
                          [&](const Ensure& ensure) { expression(ensure.formula); }},
               rule.performance);
  }

  void deadline(const Deadline& deadline) {
    std::visit(Overloaded{[](const NoDeadline&) {}, [&](const Within& within) { expression(within.time); },
                          [&](const By& by) { expression(by.date); }},
               deadline);
  }

  bool covenant(const Keep& rule) {
    expression(rule.party);
    expression(rule.formula);
    expression(rule.when);
    expression(rule.unless);
    return true;
  }

  void interval(const ClauseText& text) {
    for (const auto& bounds : {text.from, text.through, text.before}) {
      for (const ExprId bound : bounds) expression(bound);
    }
    expression(text.unless);
  }

  const Agreement& agreement_;
  Matter read_;
  std::vector<bool> happens_, asked_;                       // by ActionId
  std::vector<bool> asked_tallies_;                         // by TallyId: read by what was looked at so far
  std::set<std::pair<std::uint32_t, std::uint32_t>> done_;  // acts that happen, with who acts
};

template <class Item, class Shown>
bool all_alike(const std::vector<Item>& some, const std::vector<Item>& others, Shown shown) {
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [&](const Item& one, const Item& other) { return shown(one) == shown(other); });
}

// A report shows the same of both.
bool alike(const replay::Judgement& one, const replay::Judgement& other) {
  const auto outline = [](const replay::Judgement& judgement) {
    return std::tie(judgement.permitted, judgement.forbidden_by, judgement.permitted_by, judgement.reserved_uncovered,
                    judgement.created, judgement.discharged, judgement.lapsed, judgement.overdue, judgement.breached);
  };
  const auto duty = [](const replay::OutstandingDuty& shown) {
    return std::tie(shown.statement, shown.party, shown.created, shown.deadline, shown.trigger, shown.overdue);
  };
  const auto covenant = [](const replay::BrokenCovenant& shown) { return std::tie(shown.statement, shown.party); };
  const auto tally = [](const replay::TallyValue& shown) {
    return std::tie(shown.tally, shown.arguments, shown.value);
  };
  return outline(one) == outline(other) && all_alike(one.arisen, other.arisen, duty) &&
         all_alike(one.ended, other.ended, duty) && all_alike(one.duties, other.duties, duty) &&
         all_alike(one.broken, other.broken, covenant) && all_alike(one.tallies, other.tallies, tally);
}

constexpr std::size_t kMaxReplays = 256;

// A reading that could be otherwise without any change to what the history shows is no news. One after the other is
// left out, as long as all combinations of those that are left out can be tried.
class NeededReadings {
 public:
  NeededReadings(const Agreement& agreement, const PropertyResult& result)
      : agreement_(agreement), goal_(result.goal), history_(*result.verdict.history), shown_(*result.trace) {}

  void keep_needed(std::vector<bool>& readings) {
    std::vector<std::size_t> left_out;
    std::size_t combinations = 1;
    for (std::size_t r = 0; r < readings.size(); ++r) {
      const std::size_t choices = agreement_.readings[r].choices.size();
      if (!readings[r] || combinations * choices > kMaxReplays) continue;
      left_out.push_back(r);
      readings[r] = !same_under_all(left_out, 0);
      if (readings[r])
        left_out.pop_back();
      else
        combinations *= choices;
    }
  }

 private:
  bool same_under_all(const std::vector<std::size_t>& readings, std::size_t from) {
    if (from == readings.size()) return shows_the_same();
    std::uint32_t& choice = history_.readings[readings[from]];
    const std::uint32_t original = choice;
    bool same = true;
    for (choice = 0; same && choice < agreement_.readings[readings[from]].choices.size(); ++choice) {
      same = same_under_all(readings, from + 1);
    }
    choice = original;
    return same;
  }

  bool shows_the_same() const {
    const replay::Trace trace = replay::replay(agreement_, goal_, history_);
    return trace.trouble == shown_.trouble && trace.trouble_moment == shown_.trouble_moment &&
           trace.clean() == shown_.clean() && trace.formula == shown_.formula && trace.values == shown_.values &&
           std::equal(trace.judgements.begin(), trace.judgements.end(), shown_.judgements.begin(),
                      shown_.judgements.end(), alike);
  }

  const Agreement& agreement_;
  const properties::Goal& goal_;
  properties::History history_;
  const replay::Trace& shown_;
};

}  // namespace

Matter what_matters(const Agreement& agreement, const PropertyResult& result) {
  Reads reads(agreement);
  for (const properties::Moment& moment : result.verdict.history->moments) {
    if (moment.event) reads.event(*moment.event);
  }
  reads.expression(result.goal.formula);
  if (result.goal.response) reads.response(*result.goal.response);
  for (const Assumption& assumption : agreement.assumptions) reads.assumption(assumption.fact);
  for (const Statement& statement : agreement.statements) reads.statement(statement);
  for (std::uint32_t t = 0; t < agreement.tallies.size(); ++t) reads.tally({t});
  Matter matter = reads.take();
  NeededReadings(agreement, result).keep_needed(matter.readings);
  return matter;
}

}  // namespace proviso::cli
