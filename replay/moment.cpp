#include "replay/moment.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "replay/arithmetic.h"
#include "replay/calendar.h"
#include "replay/clauses.h"
#include "replay/precedence.h"

namespace proviso::replay {

using language::Agreement;
using language::ClauseId;
using language::Day;
using language::Duty;
using language::StatementId;
using Halt = std::optional<Problem>;  // what stops the replay; none: nothing

namespace {

std::string show(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

class MomentJudge {
 public:
  MomentJudge(World& world, const Followed& followed, std::size_t index)
      : world_(world),
        agreement_(world.agreement),
        followed_(followed),
        index_(index),
        context_(at_moment(world, index)),
        duties_(world.duties.at(index)) {}

  tl::expected<Judgement, Problem> run() {
    using Step = Halt (MomentJudge::*)();
    const Step steps[] = {&MomentJudge::check_date,   &MomentJudge::check_lock, &MomentJudge::check_event,
                          &MomentJudge::fall_overdue, &MomentJudge::permit,     &MomentJudge::discharge,
                          &MomentJudge::create_all,   &MomentJudge::take_in,    &MomentJudge::lapse};
    for (Step step : steps) {
      if (Halt halt = (this->*step)()) return tl::unexpected(*std::move(halt));
    }
    judgement_.duties = world_.duties.back();
    judgement_.compliant = compliant();
    return std::move(judgement_);
  }

 private:
  Halt check_date() {
    if (date() < language::kFirstDay || date() > language::kLastDay) {
      return malformed(fmt::format("moment {} is not dated from 1901 to 2099", index_ + 1));
    }
    if (date() < agreement_.starts) return malformed(at() + " is dated before the agreement starts");
    if (index_ > 0 && date() < previous_date()) return malformed(at() + " is dated before the moment that precedes it");
    return std::nullopt;
  }

  // The first day on which a duty is overdue is never jumped over.
  Halt check_lock() {
    for (const OutstandingDuty& duty : duties_) {
      const bool ahead = previous_date() <= duty.deadline;
      if (!ahead || date() <= duty.deadline + std::chrono::days(1)) continue;
      return malformed(fmt::format("{} passes over the day after the deadline {} of a duty of clause {}", at(),
                                   show(duty.deadline), clause_name(duty.statement)));
    }
    return std::nullopt;
  }

  Halt check_event() {
    if (!event()) return std::nullopt;
    const language::Action& action = agreement_[event()->action];
    Truth exists = holds(context_, action.where, true);
    if (!exists) return undefined("the `where` of " + action.name);
    if (!*exists) return malformed(fmt::format("{}: the arguments of {} violate its `where`", at(), action.name));
    return std::nullopt;
  }

  Halt fall_overdue() {
    for (OutstandingDuty& duty : duties_) {
      duty.overdue = date() > duty.deadline;
      if (duty.overdue) judgement_.overdue.push_back(duty.statement);
    }
    return std::nullopt;
  }

  Halt permit() {
    if (!event()) return std::nullopt;
    auto permission = judge(context_);
    if (!permission) return undefined_condition(permission.error().statement);
    judgement_.permitted = permission->permitted;
    judgement_.forbidden_by = std::move(permission->forbidden_by);
    judgement_.permitted_by = std::move(permission->permitted_by);
    judgement_.defeated = std::move(permission->defeated);
    judgement_.reserved_uncovered = permission->reserved_uncovered;
    return std::nullopt;
  }

  Halt discharge() {
    if (!event()) return std::nullopt;
    std::vector<bool> gone(duties_.size(), false);
    for (std::uint32_t clause = 0; clause < agreement_.clauses.size(); ++clause) {
      auto match = matching_duty(context_, ClauseId{clause});
      if (!match) return undefined_condition(match.error().statement);
      if (*match) gone[**match] = true;
    }
    judgement_.discharged = remove(duties_, gone);
    return std::nullopt;
  }

  Halt create_all() {
    Precedence precedence(context_);
    for (std::uint32_t i = 0; event() && i < agreement_.statements.size(); ++i) {
      if (Halt halt = create(precedence, StatementId{i})) return halt;
    }
    std::sort(judgement_.defeated.begin(), judgement_.defeated.end());
    world_.duties.push_back(duties_);
    return std::nullopt;
  }

  Halt create(Precedence& precedence, StatementId id) {
    if (!std::holds_alternative<Duty>(agreement_[id].rule)) return std::nullopt;
    auto standing = precedence.standing(id);
    if (!standing) return undefined_condition(standing.error().statement);
    if (*standing == Standing::kDefeated) judgement_.defeated.push_back(id);
    if (*standing != Standing::kApplies) return std::nullopt;
    OutstandingDuty duty = created_by(context_, id);
    auto deadline = deadline_of(duty);
    if (!deadline) return undefined("the deadline of clause " + clause_name(id));
    if (is_outstanding(id)) return overflow(id);
    duty.deadline = *deadline;
    duties_.push_back(std::move(duty));
    judgement_.created.push_back(id);
    return std::nullopt;
  }

  std::optional<Day> deadline_of(const OutstandingDuty& duty) const {
    Context frozen = context_;
    frozen.trigger = &duty;
    const language::ExprId within = duty_rule(agreement_, duty.statement).within;
    const auto span = evaluate(frozen, within);
    if (!span) return std::nullopt;
    const bool in_months = agreement_[within].type.sort == language::Sort::kMonths;
    const mpq_class& length = std::get<mpq_class>(*span);
    return in_months ? months_later(date(), length) : days_later(date(), length);
  }

  Halt take_in() {
    for (std::uint32_t i = 0; i < agreement_.tallies.size(); ++i) {
      const language::TallyId id{i};
      for (const properties::Arguments& arguments : followed_.watched.at(i)) {
        if (!world_.tallies.cell(world_, id, arguments, index_ + 1).spoiled) continue;
        return undefined("what the event does to the tally " + agreement_[id].name);
      }
      for (const properties::Arguments& arguments : followed_.told.at(i)) {
        judgement_.tallies.push_back({id, arguments, world_.tallies.cell(world_, id, arguments, index_ + 1).value});
      }
    }
    return std::nullopt;
  }

  // All at once: no lapse is seen by another's `lapses when`. Whether a clause is in force is one fact of the moment,
  // so `lapses` alone reads its head *before*, as permission does.
  Halt lapse() {
    std::vector<OutstandingDuty>& outstanding = world_.duties.back();
    std::vector<bool> gone;
    for (const OutstandingDuty& duty : outstanding) {
      Truth ended = lapses(duty);
      if (!ended) return undefined_condition(duty.statement);
      gone.push_back(*ended);
    }
    judgement_.lapsed = remove(outstanding, gone);
    return std::nullopt;
  }

  Truth lapses(const OutstandingDuty& duty) const {
    Context after = after_moment(world_, index_);
    after.trigger = &duty;
    auto with_clause = [&](const language::LapsesWithClause&) -> Truth {
      Truth stands = in_force(context_, agreement_[duty.statement].text);
      return stands ? Truth(!*stands) : std::nullopt;
    };
    return std::visit(
        language::Overloaded{[](const language::NeverLapses&) -> Truth { return false; }, with_clause,
                             [&](const language::LapsesWhen& lapse) { return holds(after, lapse.condition); }},
        duty_rule(agreement_, duty.statement).lapse);
  }

  bool compliant() const {
    const std::vector<bool>& complies = world_.setting.complies;
    auto actor = event() ? actor_of(agreement_, *event()) : std::nullopt;
    if (actor && complies.at(actor->index) && !judgement_.permitted) return false;
    return std::none_of(judgement_.overdue.begin(), judgement_.overdue.end(),
                        [&](StatementId id) { return complies.at(duty_rule(agreement_, id).party.index); });
  }

  static std::vector<StatementId> remove(std::vector<OutstandingDuty>& duties, const std::vector<bool>& gone) {
    std::vector<StatementId> removed;
    std::vector<OutstandingDuty> kept;
    for (std::size_t i = 0; i < duties.size(); ++i) {
      if (gone[i]) {
        removed.push_back(duties[i].statement);
      } else {
        kept.push_back(std::move(duties[i]));
      }
    }
    duties = std::move(kept);
    return removed;
  }

  bool is_outstanding(StatementId id) const {
    return std::any_of(duties_.begin(), duties_.end(), [&](const auto& duty) { return duty.statement == id; });
  }

  Halt malformed(std::string why) const { return Problem{Trouble::kMalformed, std::move(why)}; }

  Halt undefined(const std::string& what) const {
    return Problem{Trouble::kUndefined, fmt::format("{}: {} is undefined", at(), what)};
  }

  Halt undefined_condition(StatementId id) const { return undefined("a condition of clause " + clause_name(id)); }

  Halt overflow(StatementId id) const {
    return Problem{Trouble::kOverflow, fmt::format("{}: a second duty of clause {} arises while one is outstanding",
                                                   at(), clause_name(id))};
  }

  Day date() const { return context_.moment->date; }
  Day previous_date() const { return index_ > 0 ? world_.history.moments[index_ - 1].date : agreement_.starts; }
  const properties::Event* event() const { return context_.event; }
  std::string at() const { return name_of_moment(world_.history, index_); }
  const std::string& clause_name(StatementId id) const { return agreement_[clause_of(agreement_, id)].name; }

  World& world_;
  const Agreement& agreement_;
  const Followed& followed_;
  std::size_t index_;
  Context context_;
  std::vector<OutstandingDuty> duties_;  // of the present moment, while it is judged
  Judgement judgement_;
};

}  // namespace

std::string name_of_moment(const properties::History& history, std::size_t index) {
  return fmt::format("moment {} ({})", index + 1, show(history.moments.at(index).date));
}

tl::expected<Judgement, Problem> judge_moment(World& world, const Followed& followed, std::size_t index) {
  return MomentJudge(world, followed, index).run();
}

}  // namespace proviso::replay
