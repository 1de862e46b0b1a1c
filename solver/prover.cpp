#include "solver/prover.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "language/format_value.h"
#include "properties/extreme.h"
#include "properties/monitor.h"
#include "solver/extremes.h"
#include "solver/readings.h"
#include "solver/recovery.h"
#include "solver/support.h"
#include "solver/survey.h"

namespace proviso::solver {

using language::Agreement;
using properties::Goal;
using properties::GoalKind;
using properties::ReadingChoice;
using properties::Verdict;
using properties::VerdictKind;

namespace {}  // namespace

struct Prover::Impl {
  std::function<bool()> interrupted;
  Engines engines;

  Verdict conclude(const Goal& goal, const Survey& survey);
  struct Inner;
  Inner watching(const Goal& goal);
  Verdict answer(const Goal& goal, const Wanted& wanted);
  Verdict answer_extreme(const Goal& goal, const Wanted& wanted);
  void leave_open(Verdict& verdict, const Survey& survey);
  void add_support(Verdict& verdict, const Goal& goal, const Survey& survey);
  void add_confirmation(Verdict& verdict, const std::vector<Obligation>& scripts);

  struct Recovered {
    Survey survey;
    std::vector<Way> ways;
    std::vector<Obligation> obligations;
  };
  Recovered recovered(const Goal& goal);
  Verdict answer_recovery(const Goal& goal, const Wanted& wanted);
  std::vector<Obligation> all_obligations(const Goal& goal, const Survey& survey);
};

// A prover for an agreement made for one question.
struct Prover::Impl::Inner {
  std::unique_ptr<const Agreement> agreement;
  Goal goal;
  std::unique_ptr<Prover> prover;
};

namespace {

void name_engine(Verdict& verdict, const Survey& survey) {
  verdict.engine = "bounded search";
  if (survey.proofs.empty()) return;
  const Proof& proof = survey.proofs.front().proof;
  verdict.moments_of_induction = proof.k;
  verdict.exact_products = proof.effort == Effort::kExact;
  verdict.engine = proof.k == 1 ? "induction" : fmt::format("{}-induction", proof.k);
}

}  // namespace

// What it finds, the judge sees without the monitor.
Prover::Impl::Inner Prover::Impl::watching(const Goal& goal) {
  properties::Monitored with = properties::monitored(engines.agreement(), goal);
  auto agreement = std::make_unique<const Agreement>(std::move(with.agreement));
  using properties::History;
  using properties::without_monitor;
  const Judge& judge = engines.judge();
  Judge seen{[goal, &judge](const Goal&, const History& h) { return judge.demonstrates(goal, without_monitor(h)); },
             [goal, &judge](const Goal&, const History& h) { return judge.complaint(goal, without_monitor(h)); }};
  auto prover = std::make_unique<Prover>(*agreement, engines.limits(), std::move(seen), interrupted);
  return {std::move(agreement), std::move(with.goal), std::move(prover)};
}

// Some readings are open: bounded if nothing else is known, and searches closed some lengths; else unknown.
void Prover::Impl::leave_open(Verdict& verdict, const Survey& survey) {
  const auto open = static_cast<std::size_t>(std::count(survey.status.begin(), survey.status.end(), Status::kOpen));
  const bool all = open == survey.status.size();
  verdict.kind = VerdictKind::kUnknown;
  verdict.reason = survey.reason;
  if (!survey.status.empty() && !all) {
    verdict.reason = fmt::format("decided under {} of {} combinations of readings; under the others: {}",
                                 survey.status.size() - open, survey.status.size(), survey.reason);
  }
  if (engines.watch().clock_acted()) {
    verdict.reason +=
        fmt::format("; a check was ended after {} seconds, before its budget was spent", engines.limits().patience);
  }
  if (!survey.unsettled) return;
  if (survey.unsettled->troubled) verdict.history = survey.unsettled->troubled;
  if (!all || survey.unsettled->closed == 0 || survey.unsettled->open == Open::kTrouble) return;
  verdict.kind = VerdictKind::kBounded;
  verdict.bound = static_cast<std::uint32_t>(survey.unsettled->closed);
}

Verdict Prover::Impl::conclude(const Goal& goal, const Survey& survey) {
  Verdict verdict;
  const bool keep = goal.kind != GoalKind::kReach;
  std::vector<ReadingChoice> holding, missed;
  bool open = survey.status.empty();
  for (std::size_t i = 0; i < survey.status.size(); ++i) {
    open |= survey.status[i] == Status::kOpen;
    if (survey.status[i] == (keep ? Status::kMet : Status::kMissed)) holding.push_back(survey.combinations[i]);
    if (survey.status[i] == Status::kMissed) missed.push_back(survey.combinations[i]);
  }
  verdict.history = shown_under(engines, goal, survey, missed);
  if (open) {
    leave_open(verdict, survey);
    return verdict;
  }
  verdict.kind = holding.empty()                          ? VerdictKind::kFails
                 : holding.size() == survey.status.size() ? VerdictKind::kHolds
                                                          : VerdictKind::kDepends;
  if (verdict.kind == VerdictKind::kDepends) verdict.when = boxes(engines.agreement(), holding);
  name_engine(verdict, survey);
  const bool unreached = !keep && verdict.kind == VerdictKind::kFails && !survey.proofs.empty();
  if (unreached) verdict.unreached_for = survey.proofs.front().scope.for_any;
  return verdict;
}

void Prover::Impl::add_support(Verdict& verdict, const Goal& goal, const Survey& survey) {
  std::vector<bool> support(engines.agreement().clauses.size(), false);
  for (const Survey::Proved& proved : survey.proofs) {
    const auto one = minimal_support(engines, goal, proved.proof, proved.scope);
    if (!one) return;
    for (std::size_t c = 0; c < support.size(); ++c) support[c] = support[c] || (*one)[c];
  }
  verdict.support_found = true;
  for (std::uint32_t c = 0; c < support.size(); ++c) {
    if (support[c]) verdict.rests_on.push_back(language::ClauseId{c});
  }
}

std::vector<Obligation> Prover::Impl::all_obligations(const Goal& goal, const Survey& survey) {
  std::vector<Obligation> all;
  for (const Survey::Proved& proved : survey.proofs) {
    const std::vector<Obligation> scripts =
        obligations(engines.agreement(), goal, proved.scope, proved.proof, engines.induction(goal.setting).pool());
    all.insert(all.end(), scripts.begin(), scripts.end());
  }
  return all;
}

void Prover::Impl::add_confirmation(Verdict& verdict, const std::vector<Obligation>& scripts) {
  engines.watch().pause();
  const Confirmation confirmation = confirm(scripts, engines.limits().budget, engines.watch());
  engines.watch().pause();  // what an interrupt has cut confirms nothing
  if (confirmation.disagreement) throw Disagreement(*confirmation.disagreement);
  verdict.confirmed_by = confirmation.confirmed_by;
  verdict.note = confirmation.note;
  if (!verdict.confirmed_by.empty()) return;
  verdict.kind = VerdictKind::kUnknown;
  verdict.reason = "the proof was not confirmed: " + confirmation.note;
}

Prover::Prover(const Agreement& agreement, Limits limits, Judge judge, std::function<bool()> interrupted)
    : impl_(new Impl{interrupted, {agreement, limits, std::move(judge), interrupted}}) {}
Prover::~Prover() = default;

// Each combination of readings is settled by ways that lead on under all that are open, or by a history under its own.
Prover::Impl::Recovered Prover::Impl::recovered(const Goal& goal) {
  Recovered result;
  Survey& found = result.survey;
  found.combinations = combinations(engines.agreement(), engines.limits().max_readings);
  found.status.assign(found.combinations.size(), Status::kOpen);
  if (found.combinations.empty()) {
    found.reason = fmt::format("more than {} combinations of readings", engines.limits().max_readings);
  }
  while (std::find(found.status.begin(), found.status.end(), Status::kOpen) != found.status.end()) {
    Scope scope = everything(engines.agreement(), goal.setting);
    for (std::size_t i = 0; i < found.status.size(); ++i) {
      if (found.status[i] == Status::kOpen) scope.readings.push_back(found.combinations[i]);
    }
    Recovery recovery = recover(engines, goal, scope);
    if (recovery.attempt.open) {
      found.reason = recovery.attempt.reason;
      found.unsettled = std::move(recovery.attempt);
      break;
    }
    std::move(recovery.obligations.begin(), recovery.obligations.end(), std::back_inserter(result.obligations));
    if (recovery.ways) {
      result.ways = *std::move(recovery.ways);
      std::replace(found.status.begin(), found.status.end(), Status::kOpen, Status::kMet);
      break;
    }
    for (std::size_t i = 0; i < found.status.size(); ++i) {
      if (found.combinations[i] == recovery.stuck->readings) found.status[i] = Status::kMissed;
    }
    found.histories.push_back(*std::move(recovery.stuck));
  }
  return result;
}

Verdict Prover::Impl::answer_recovery(const Goal& goal, const Wanted& wanted) {
  const Recovered found = recovered(goal);
  Verdict verdict = conclude(goal, found.survey);
  if (verdict.kind == VerdictKind::kUnknown || verdict.kind == VerdictKind::kBounded) return verdict;
  verdict.engine =
      verdict.kind == VerdictKind::kFails ? "search and induction from its end" : "synthesis of continuations";
  for (const Way& way : found.ways) {
    std::vector<std::string>& steps = verdict.ways.emplace_back();
    for (const Step& step : way) steps.push_back(step.words);
  }
  if (wanted.confirm) add_confirmation(verdict, found.obligations);
  return verdict;
}

Verdict Prover::Impl::answer_extreme(const Goal& goal, const Wanted& wanted) {
  Extremes::Answer found = Extremes(engines, interrupted, goal).run(wanted);
  if (!wanted.confirm || found.growth.empty()) return std::move(found.verdict);
  const bool limited = found.verdict.value.has_value();
  const std::vector<std::string> of_the_limit = found.verdict.confirmed_by;
  add_confirmation(found.verdict, found.growth);
  if (limited) {
    std::erase_if(found.verdict.confirmed_by, [&](const std::string& solver) {
      return std::find(of_the_limit.begin(), of_the_limit.end(), solver) == of_the_limit.end();
    });
  }
  return std::move(found.verdict);
}

Verdict Prover::Impl::answer(const Goal& goal, const Wanted& wanted) {
  const Survey found = survey(engines, goal);
  Verdict verdict = conclude(goal, found);
  const bool decided = verdict.kind != VerdictKind::kUnknown && verdict.kind != VerdictKind::kBounded;
  if (found.proofs.empty() || !decided) return verdict;
  if (wanted.rests_on) add_support(verdict, goal, found);
  if (wanted.confirm) add_confirmation(verdict, all_obligations(goal, found));
  return verdict;
}

Verdict Prover::prove(const Goal& goal, const Wanted& wanted) {
  impl_->engines.watch().start_over();
  switch (goal.kind) {
    case GoalKind::kKeep:
    case GoalKind::kReach:
      return impl_->answer(goal, wanted);
    case GoalKind::kRespond: {
      const Impl::Inner watching = impl_->watching(goal);
      return properties::without_monitor(impl_->engines.agreement(), watching.prover->prove(watching.goal, wanted));
    }
    case GoalKind::kRecover:
      return impl_->answer_recovery(goal, wanted);
    case GoalKind::kGreatest:
    case GoalKind::kLeast:
      return impl_->answer_extreme(goal, wanted);
  }
  throw std::logic_error("a goal of no kind");
}

std::vector<Obligation> Prover::certificate(const Goal& goal) {
  switch (goal.kind) {
    case GoalKind::kKeep:
    case GoalKind::kReach:
      return impl_->all_obligations(goal, survey(impl_->engines, goal));
    case GoalKind::kRespond: {
      const Impl::Inner watching = impl_->watching(goal);
      return watching.prover->certificate(watching.goal);
    }
    case GoalKind::kRecover:
      return impl_->recovered(goal).obligations;
    case GoalKind::kGreatest:
    case GoalKind::kLeast: {
      Extremes extremes(impl_->engines, impl_->interrupted, goal);
      return extremes.certificate(extremes.run({.rests_on = false, .confirm = false}));
    }
  }
  throw std::logic_error("a goal of no kind");
}

bool Prover::provable(const Goal& goal, const Verdict& verdict, const std::vector<bool>& present,
                      const std::vector<ReadingChoice>& readings) {
  switch (goal.kind) {
    case GoalKind::kKeep:
    case GoalKind::kReach: {
      Scope scope = everything(impl_->engines.agreement(), goal.setting);
      scope.present = present;
      scope.readings = readings;
      return impl_->engines.provable(goal, scope, verdict.moments_of_induction,
                                     verdict.exact_products ? Effort::kExact : Effort::kAbstract);
    }
    case GoalKind::kRespond: {
      const Impl::Inner watching = impl_->watching(goal);
      std::vector<bool> with_monitor = present;
      with_monitor.push_back(true);
      return watching.prover->provable(watching.goal, verdict, with_monitor, readings);
    }
    case GoalKind::kRecover:
      return false;
    case GoalKind::kGreatest:
    case GoalKind::kLeast: {
      if (!verdict.value) return false;
      const Comparison keeping = Extremes(impl_->engines, impl_->interrupted, goal).bound(verdict);
      return keeping.prover->provable(keeping.goal, verdict, present, readings);
    }
  }
  throw std::logic_error("a goal of no kind");
}

}  // namespace proviso::solver
