#include "replay/moment.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "replay/clauses.h"
#include "replay/covenants.h"
#include "replay/deadline.h"
#include "replay/duties.h"
#include "replay/precedence.h"

namespace proviso::replay {

using language::Agreement;
using language::ClauseId;
using language::Day;
using language::Duty;
using language::PartyId;
using language::StatementId;

namespace {

class MomentJudge {
 public:
  MomentJudge(World& world, const Followed& followed, std::size_t index)
      : world_(world),
        agreement_(world.agreement),
        followed_(followed),
        index_(index),
        context_(at_moment(world, index)),
        duties_(world.duties.at(index)),
        breached_(world.breached.at(index)) {}

  tl::expected<Judgement, Problem> run() {
    using Step = Halt (MomentJudge::*)();
    const Step steps[] = {&MomentJudge::check_date, &MomentJudge::check_lock,      &MomentJudge::check_event,
                          &MomentJudge::arise,      &MomentJudge::fall_overdue,    &MomentJudge::break_covenants,
                          &MomentJudge::permit,     &MomentJudge::remember_breach, &MomentJudge::discharge,
                          &MomentJudge::create_all, &MomentJudge::take_in,         &MomentJudge::end_duties};
    for (Step step : steps) {
      if (Halt halt = (this->*step)()) return tl::unexpected(*std::move(halt));
    }
    judgement_.duties = world_.duties.back();
    judgement_.breached = world_.breached.back();
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

  Halt check_lock() {
    for (const OutstandingDuty& duty : duties_) {
      if (Halt halt = check_lock(duty)) return halt;
    }
    return std::nullopt;
  }

  // The first day on which a duty is overdue is never jumped over.
  Halt check_lock(const OutstandingDuty& duty) const {
    const bool ahead = duty.deadline && !past_deadline(duty, previous_date());
    if (!ahead || date() <= *duty.deadline + std::chrono::days(1)) return std::nullopt;
    return malformed(fmt::format("{} passes over the day after the deadline {} of a duty of clause {}", at(),
                                 show(*duty.deadline), agreement_[clause_of(agreement_, duty.statement)].name));
  }

  Halt check_event() {
    if (!event()) return std::nullopt;
    const language::Action& action = agreement_[event()->action];
    Truth exists = holds(context_, action.where, true);
    if (!exists) return undefined("the `where` of " + action.name);
    if (!*exists) return malformed(fmt::format("{}: the arguments of {} violate its `where`", at(), action.name));
    return std::nullopt;
  }

  // Duties without trigger, all at once. If one jumps over its deadline, this is no history, whatever is undefined.
  Halt arise() {
    Halt undefined_one;
    std::vector<OutstandingDuty> fresh;
    for (std::uint32_t i = 0; i < agreement_.statements.size(); ++i) {
      auto duty = arising(context_, StatementId{i});
      if (!duty && !undefined_one) undefined_one = undefined(duty.error());
      if (!duty || !*duty) continue;
      if (Halt halt = check_lock(**duty)) return halt;
      fresh.push_back(**std::move(duty));
    }
    for (OutstandingDuty& duty : fresh) add(std::move(duty));
    return undefined_one;
  }

  Halt fall_overdue() {
    for (OutstandingDuty& duty : duties_) {
      duty.overdue = past_deadline(duty, date());
      if (!duty.overdue) continue;
      judgement_.late.push_back(duty);
      breach(duty.statement, duty.party);
    }
    return std::nullopt;
  }

  Halt break_covenants() {
    const Context context = at_reckoning(world_, context_.reckoning);
    for (std::uint32_t i = 0; i < agreement_.statements.size(); ++i) {
      const StatementId id{i};
      Truth broken_one = broken(context, id);
      if (!broken_one) return undefined(Undefined{id});
      if (!*broken_one) continue;
      const auto party = party_at(context, std::get<language::Keep>(agreement_[id].rule).party);
      if (!party) return undefined(Undefined{id, "the party"});
      judgement_.broken.push_back({id, *party});
      breach(id, *party);
    }
    return std::nullopt;
  }

  // What the party was bound to by the statement is overdue.
  void breach(StatementId id, PartyId party) {
    judgement_.overdue.push_back(id);
    breached_.insert(party);
    const properties::Setting& setting = world_.setting;
    const bool matters = setting.complies.at(party.index) && !setting.excepted.at(clause_of(agreement_, id).index);
    if (matters) judgement_.compliant = false;
  }

  Halt permit() {
    if (!event()) return std::nullopt;
    auto permission = judge(context_);
    if (!permission) return undefined(permission.error());
    judgement_.permitted = permission->permitted;
    judgement_.forbidden_by = std::move(permission->forbidden_by);
    judgement_.permitted_by = std::move(permission->permitted_by);
    judgement_.defeated = std::move(permission->defeated);
    judgement_.reserved_uncovered = permission->reserved_uncovered;
    if (judgement_.permitted) return std::nullopt;
    const PartyId actor = actor_of(agreement_, *event()).value();
    breached_.insert(actor);
    if (world_.setting.complies.at(actor.index)) judgement_.compliant = false;
    return std::nullopt;
  }

  Halt remember_breach() {
    world_.breached.push_back(std::move(breached_));
    return std::nullopt;
  }

  Halt discharge() {
    if (!event()) return std::nullopt;
    std::vector<bool> gone(duties_.size(), false);
    for (std::uint32_t clause = 0; clause < agreement_.clauses.size(); ++clause) {
      auto match = matching_duty(context_, duties_, ClauseId{clause});
      if (!match) return undefined(match.error());
      if (*match) gone[**match] = true;
    }
    note_end(judgement_.discharged, remove(duties_, gone));
    return std::nullopt;
  }

  Halt create_all() {
    Precedence precedence(context_);
    for (std::uint32_t i = 0; i < agreement_.statements.size(); ++i) {
      const bool is_duty = std::holds_alternative<Duty>(agreement_.statements[i].rule);
      if (Halt halt = is_duty ? create(precedence, StatementId{i}) : std::nullopt) return halt;
    }
    std::sort(judgement_.defeated.begin(), judgement_.defeated.end());
    world_.duties.push_back(duties_);
    return std::nullopt;
  }

  Halt create(Precedence& precedence, StatementId id) {
    auto standing = triggered(precedence, id);
    if (!standing) return undefined(standing.error());
    if (*standing == Standing::kDefeated) judgement_.defeated.push_back(id);
    if (*standing != Standing::kApplies) return std::nullopt;
    const Duty& rule = duty_rule(agreement_, id);
    const bool by_event = language::triggering_action(rule) != nullptr;
    const OutstandingDuty unread = unread_duty(id, date(), by_event ? event()->arguments : properties::Arguments{});
    std::vector<OutstandingDuty> beside = competing(rule, unread, duties_);
    if (beside.size() >= rule.capacity.most) {
      return rule.capacity.merging ? std::nullopt : Halt(overflow_of(world_, index_, id, std::move(beside)));
    }
    auto duty = read_duty(context_, unread);
    if (!duty) return undefined(duty.error());
    add(*std::move(duty));
    return std::nullopt;
  }

  // Events trigger some duties, where nothing defeats them; others arise as a formula becomes true.
  tl::expected<Standing, Undefined> triggered(Precedence& precedence, StatementId id) const {
    if (language::triggering_action(duty_rule(agreement_, id))) {
      return event() ? precedence.standing(id) : tl::expected<Standing, Undefined>(Standing::kSilent);
    }
    Truth becomes = becoming(context_, id);
    if (!becomes) return tl::unexpected(Undefined{id});
    return *becomes ? Standing::kApplies : Standing::kSilent;
  }

  void add(OutstandingDuty duty) {
    judgement_.created.push_back(duty.statement);
    judgement_.arisen.push_back(duty);
    duties_.push_back(std::move(duty));
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

  // All at once: no lapse, and no discharge by what is so after the event, is seen by what ends another duty. A duty
  // that would end in both ways is discharged.
  Halt end_duties() {
    const Context after = after_moment(world_, index_);
    std::vector<OutstandingDuty>& outstanding = world_.duties.back();
    std::vector<bool> performed, lapsed;
    for (const OutstandingDuty& duty : outstanding) {
      Truth done = ensured(after, duty);
      Truth over = lapses(context_, after, duty);
      if (!done || !over) return undefined(Undefined{duty.statement});
      performed.push_back(*done);
      if (!*done) lapsed.push_back(*over);
    }
    note_end(judgement_.discharged, remove(outstanding, performed));
    note_end(judgement_.lapsed, remove(outstanding, lapsed));
    return std::nullopt;
  }

  static std::vector<OutstandingDuty> remove(std::vector<OutstandingDuty>& duties, const std::vector<bool>& gone) {
    std::vector<OutstandingDuty> removed, kept;
    for (std::size_t i = 0; i < duties.size(); ++i) (gone[i] ? removed : kept).push_back(std::move(duties[i]));
    duties = std::move(kept);
    return removed;
  }

  void note_end(std::vector<StatementId>& list, std::vector<OutstandingDuty> ended) {
    for (OutstandingDuty& duty : ended) {
      list.push_back(duty.statement);
      judgement_.ended.push_back(std::move(duty));
    }
  }

  static Halt malformed(std::string why) { return Problem{Trouble::kMalformed, std::move(why)}; }
  Halt undefined(const std::string& what) const { return undefined_at(world_.history, index_, what); }
  Halt undefined(const Undefined& of) const { return undefined_of(world_, index_, of); }

  Day date() const { return context_.moment->date; }
  Day previous_date() const { return index_ > 0 ? world_.history.moments[index_ - 1].date : agreement_.starts; }
  const properties::Event* event() const { return context_.event; }
  std::string at() const { return name_of_moment(world_.history, index_); }

  World& world_;
  const Agreement& agreement_;
  const Followed& followed_;
  std::size_t index_;
  Context context_;
  std::vector<OutstandingDuty> duties_;  // of the present moment, while it is judged
  std::set<PartyId> breached_;           // up to this moment, while it is judged
  Judgement judgement_;
};

}  // namespace

tl::expected<Judgement, Problem> judge_moment(World& world, const Followed& followed, std::size_t index) {
  return MomentJudge(world, followed, index).run();
}

}  // namespace proviso::replay
