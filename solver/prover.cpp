#include "solver/prover.h"

#include <fmt/format.h>

#include <algorithm>

#include "solver/readings.h"
#include "solver/search.h"
#include "solver/session.h"

namespace proviso::solver {

using language::Agreement;
using properties::Goal;
using properties::GoalKind;
using properties::History;
using properties::ReadingChoice;
using properties::Verdict;
using properties::VerdictKind;

namespace {

// Searches of so many lengths come before proofs that cost more.
constexpr std::size_t kSearchBeforeExact = 2;

// What one scope came to.
struct Attempt {
  std::optional<Proof> proof;
  std::optional<History> history;  // misses the goal
  std::size_t closed = 0;          // no history of up to so many moments misses it
  std::string reason;              // where neither was found
};

// Values of the `for any` variables, up to the naming of individuals of open kinds: for closed kinds every member, for
// open kinds every way in which variables can coincide.
std::vector<std::vector<language::Value>> instances(const Agreement& agreement, const Goal& goal) {
  std::vector<std::vector<language::Value>> all{{}};
  for (std::size_t v = 0; v < goal.for_any.size(); ++v) {
    const language::Type type = agreement[goal.for_any[v]].type;
    std::vector<std::vector<language::Value>> longer;
    for (const std::vector<language::Value>& prefix : all) {
      std::uint32_t count = 0;
      if (type.sort == language::Sort::kParty) {
        count = static_cast<std::uint32_t>(agreement.parties.size());
      } else if (!agreement[type.kind].open) {
        count = static_cast<std::uint32_t>(agreement[type.kind].members.size());
      } else {
        for (std::size_t u = 0; u < v; ++u) {
          if (agreement[goal.for_any[u]].type == type) {
            count = std::max(count, std::get<language::Member>(prefix[u]).index + 1);
          }
        }
        ++count;
      }
      for (std::uint32_t i = 0; i < count; ++i) {
        longer.push_back(prefix);
        longer.back().push_back(language::Member{i});
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace

struct Prover::Impl {
  const Agreement& agreement;
  Limits limits;
  Judge judge;
  std::function<bool()> interrupted;
  std::map<std::pair<std::vector<bool>, std::vector<bool>>, std::unique_ptr<Induction>> inductions;

  void pause() const {
    if (interrupted && interrupted()) throw Interrupted{};
  }

  Induction& induction(const properties::Setting& setting);
  bool prove_round(Attempt& result, const Goal& goal, const Scope& scope, unsigned k);
  Attempt attempt(const Goal& goal, const Scope& scope);
  bool search_round(Attempt& result, const Goal& goal, const Scope& scope, std::size_t moments,
                    std::optional<std::size_t>& trouble);
  void check_replay(const Goal& goal, const History& history) const;
  bool provable(const Goal& goal, const Scope& scope, unsigned k, Effort effort);
  bool short_ones_closed(const Goal& goal, const Scope& scope, unsigned k);
  void leave_out(Scope& scope, const std::function<bool()>& succeeds) const;

  // For each combination of readings, what is known.
  enum class Status { kOpen, kMet, kMissed };
  struct Survey {
    std::vector<ReadingChoice> combinations;
    std::vector<Status> status;
    std::optional<History> history;
    struct Proved {
      Proof proof;
      Scope scope;
    };
    std::vector<Proved> proofs;  // one; for a goal to reach, one for each instance that can not be
    std::size_t closed = 0;
    std::string reason;
  };
  void survey(Survey& survey, const Goal& goal, const std::vector<language::Value>& values);
  bool exists(const Goal& goal, const std::vector<language::Value>& values) const;
  Survey survey_all(const Goal& goal);
  Verdict conclude(const Goal& goal, const Survey& survey) const;
  std::vector<bool> minimal_support(const Goal& goal, const Survey::Proved& proved);
  std::vector<Obligation> all_obligations(const Goal& goal, const Survey& survey);
  void add_confirmation(Verdict& verdict, const Goal& goal, const Survey& survey);
};

Induction& Prover::Impl::induction(const properties::Setting& setting) {
  std::unique_ptr<Induction>& known = inductions[{setting.complies, setting.struck}];
  if (!known) known = std::make_unique<Induction>(agreement, setting, limits.budget, [this] { pause(); });
  return *known;
}

void Prover::Impl::check_replay(const Goal& goal, const History& history) const {
  if (judge.demonstrates(goal, history)) return;
  throw Disagreement(
      fmt::format("the solver's history is rejected by the interpreter: {}", judge.complaint(goal, history)));
}

// True when the attempt is over.
bool Prover::Impl::search_round(Attempt& result, const Goal& goal, const Scope& scope, std::size_t moments,
                                std::optional<std::size_t>& trouble) {
  pause();
  SearchResult found = search(agreement, goal, scope, Target::kMiss, moments, limits.budget);
  if (found.kind == SearchResult::Kind::kFound) {
    check_replay(goal, *found.history);
    result.history = std::move(found.history);
    return true;
  }
  if (found.kind == SearchResult::Kind::kUndecided) {
    result.reason = fmt::format("the budget ran out at histories of {} moment{}", moments, moments == 1 ? "" : "s");
    return true;
  }
  result.closed = moments;
  if (trouble) return moments >= *trouble + 2;
  found = search(agreement, goal, scope, Target::kTrouble, moments, limits.budget);
  if (found.kind != SearchResult::Kind::kFound) return false;
  trouble = moments;
  result.reason = fmt::format("a history can not be judged: {}", judge.complaint(goal, *found.history));
  return false;
}

// The next proof to try, cheapest first: with the lemmas that hold under all readings, then with those of the scope;
// linear, then with exact products. Longer inductions only once searches of their lengths have found nothing.
bool Prover::Impl::prove_round(Attempt& result, const Goal& goal, const Scope& scope, unsigned k) {
  pause();
  Induction& by_induction = induction(goal.setting);
  Scope all = everything(agreement, goal.setting);
  const bool narrower = !scope.readings.empty() || !scope.for_any.empty();
  for (Effort effort : {Effort::kAbstract, Effort::kExact}) {
    if (effort == Effort::kExact && (k == 1 && result.closed < kSearchBeforeExact)) return false;
    if (effort == Effort::kExact && !by_induction.exact_differs()) return false;
    result.proof = by_induction.prove(goal, scope, all, k, effort);
    if (!result.proof && narrower && result.closed >= kSearchBeforeExact) {
      result.proof = by_induction.prove(goal, scope, scope, k, effort);
    }
    if (result.proof) return true;
  }
  return false;
}

Attempt Prover::Impl::attempt(const Goal& goal, const Scope& scope) {
  Attempt result;
  std::optional<std::size_t> trouble;
  if (prove_round(result, goal, scope, 1)) return result;
  for (unsigned moments = 1; moments <= limits.max_moments; ++moments) {
    if (search_round(result, goal, scope, moments, trouble)) return result;
    if (trouble) continue;
    if (moments == kSearchBeforeExact && prove_round(result, goal, scope, 1)) return result;
    const unsigned k = moments;
    if (moments >= kSearchBeforeExact && k <= limits.max_k && prove_round(result, goal, scope, k)) return result;
  }
  if (result.reason.empty()) result.reason = "no proof for all lengths was found";
  return result;
}

// Settles as many open combinations of readings as it can.
void Prover::Impl::survey(Survey& survey, const Goal& goal, const std::vector<language::Value>& values) {
  std::vector<Status> status(survey.combinations.size(), Status::kOpen);
  const auto open = [&] {
    std::vector<ReadingChoice> left;
    for (std::size_t i = 0; i < status.size(); ++i) {
      if (status[i] == Status::kOpen) left.push_back(survey.combinations[i]);
    }
    return left;
  };
  for (std::vector<ReadingChoice> left = open(); !left.empty(); left = open()) {
    Scope scope = everything(agreement, goal.setting);
    if (left.size() < survey.combinations.size()) scope.readings = left;
    scope.for_any = values;
    Attempt result = attempt(goal, scope);
    if (result.history) {
      History same = *result.history;
      for (std::size_t i = 0; i < status.size(); ++i) {
        same.readings = survey.combinations[i];
        if (status[i] == Status::kOpen && judge.demonstrates(goal, same)) status[i] = Status::kMissed;
      }
      if (!survey.history) survey.history = std::move(result.history);
      continue;
    }
    survey.closed = result.closed;
    survey.reason = result.reason;
    if (!result.proof) break;
    std::replace(status.begin(), status.end(), Status::kOpen, Status::kMet);
    survey.proofs.push_back({*result.proof, scope});
  }
  // A goal to keep is met where every instance is; a goal to reach is missed (reached) where every instance is.
  const bool keep = goal.kind == GoalKind::kKeep;
  const Status neutral = keep ? Status::kMet : Status::kMissed;
  for (std::size_t i = 0; i < status.size(); ++i) {
    Status& whole = survey.status[i];
    if (whole == neutral || (status[i] != neutral && status[i] != Status::kOpen)) whole = status[i];
  }
}

// Some values of the terms let the `for any` variables have these values.
bool Prover::Impl::exists(const Goal& goal, const std::vector<language::Value>& values) const {
  z3::context context;
  encode::Unrolling unrolling(context, agreement, goal.setting, encode::Start::kNothingHappened);
  Scope scope = everything(agreement, goal.setting);
  scope.for_any = values;
  Session session(context, limits.budget);
  session.require(choices(unrolling, goal, scope));
  const encode::Encoded where = for_any_where(unrolling, goal);
  session.require(encode::implication(where.defined, where.value));
  session.require(unrolling.take_constraints());
  return session.check() != Outcome::kUnsat;
}

Prover::Impl::Survey Prover::Impl::survey_all(const Goal& goal) {
  Survey result;
  result.combinations = combinations(agreement, limits.max_readings);
  if (result.combinations.empty()) {
    result.reason = fmt::format("more than {} combinations of readings", limits.max_readings);
    return result;
  }
  if (goal.kind == GoalKind::kKeep) {
    result.status.assign(result.combinations.size(), Status::kMet);
    survey(result, goal, {});
    return result;
  }
  result.status.assign(result.combinations.size(), Status::kMissed);
  bool any = false;
  for (const std::vector<language::Value>& values : instances(agreement, goal)) {
    if (!exists(goal, values)) continue;
    any = true;
    survey(result, goal, values);
  }
  if (!any) {
    result.status.assign(result.combinations.size(), Status::kOpen);
    result.reason = "nothing satisfies the `where` of its `for any`";
  }
  return result;
}

Verdict Prover::Impl::conclude(const Goal& goal, const Survey& survey) const {
  Verdict verdict;
  const bool keep = goal.kind == GoalKind::kKeep;
  std::vector<ReadingChoice> holding;
  std::size_t open = 0;
  for (std::size_t i = 0; i < survey.status.size(); ++i) {
    if (survey.status[i] == Status::kOpen) ++open;
    if (survey.status[i] == (keep ? Status::kMet : Status::kMissed)) holding.push_back(survey.combinations[i]);
  }
  verdict.history = survey.history;
  if (open > 0 || survey.status.empty()) {
    verdict.kind = survey.closed > 0 && open == survey.status.size() ? VerdictKind::kBounded : VerdictKind::kUnknown;
    verdict.reason = survey.reason;
    if (open < survey.status.size() && !survey.status.empty()) {
      verdict.reason = fmt::format("decided under {} of {} combinations of readings; under the others: {}",
                                   survey.status.size() - open, survey.status.size(), survey.reason);
    }
    if (verdict.kind == VerdictKind::kBounded) verdict.bound = static_cast<std::uint32_t>(survey.closed);
    if (survey.reason.starts_with("a history can not be judged")) verdict.kind = VerdictKind::kUnknown;
    return verdict;
  }
  verdict.kind = holding.empty()                          ? VerdictKind::kFails
                 : holding.size() == survey.status.size() ? VerdictKind::kHolds
                                                          : VerdictKind::kDepends;
  if (!keep && verdict.kind == VerdictKind::kFails) verdict.history.reset();  // another instance's witness
  if (verdict.kind == VerdictKind::kDepends) verdict.when = boxes(agreement, holding);
  if (!survey.proofs.empty()) {
    const Proof& proof = survey.proofs.front().proof;
    verdict.moments_of_induction = proof.k;
    verdict.exact_products = proof.effort == Effort::kExact;
    verdict.engine = proof.k == 1 ? "induction" : fmt::format("{}-induction", proof.k);
  } else {
    verdict.engine = "bounded search";
  }
  return verdict;
}

// The histories that an induction over k moments leaves to search.
bool Prover::Impl::short_ones_closed(const Goal& goal, const Scope& scope, unsigned k) {
  for (unsigned moments = 1; moments < k; ++moments) {
    for (Target target : {Target::kMiss, Target::kTrouble}) {
      pause();
      const SearchResult found = search(agreement, goal, scope, target, moments, limits.budget);
      if (found.kind != SearchResult::Kind::kNone) return false;
    }
  }
  return true;
}

bool Prover::Impl::provable(const Goal& goal, const Scope& scope, unsigned k, Effort effort) {
  pause();
  return induction(goal.setting).proves(goal, scope, k, effort) && short_ones_closed(goal, scope, k);
}

// Leaves out one clause after the other as long as the test succeeds. Presence is not monotone, so each set is tried,
// not inferred.
void Prover::Impl::leave_out(Scope& scope, const std::function<bool()>& succeeds) const {
  for (bool spared = true; spared;) {
    spared = false;
    for (std::size_t c = 0; c < scope.present.size(); ++c) {
      if (!scope.present[c]) continue;
      pause();
      scope.present[c] = false;
      const bool still = succeeds();
      scope.present[c] = !still;
      spared |= still;
    }
  }
}

// From the clauses that the proof used: first what its own lemmas can spare, then what any lemmas can.
std::vector<bool> Prover::Impl::minimal_support(const Goal& goal, const Survey::Proved& proved) {
  const Proof& proof = proved.proof;
  Induction& by_induction = induction(goal.setting);
  Scope scope = proved.scope;
  const auto stands = [&] {
    return by_induction.stands(proof, goal, scope) && short_ones_closed(goal, scope, proof.k);
  };
  const std::vector<bool> all = scope.present;
  for (std::size_t c = 0; c < all.size(); ++c) scope.present[c] = all[c] && proof.clauses[c];
  if (!stands()) scope.present = all;
  leave_out(scope, stands);
  leave_out(scope, [&] { return provable(goal, scope, proof.k, proof.effort); });
  return scope.present;
}

std::vector<Obligation> Prover::Impl::all_obligations(const Goal& goal, const Survey& survey) {
  std::vector<Obligation> all;
  for (const Survey::Proved& proved : survey.proofs) {
    const std::vector<Obligation> scripts =
        obligations(agreement, goal, proved.scope, proved.proof, induction(goal.setting).pool());
    all.insert(all.end(), scripts.begin(), scripts.end());
  }
  return all;
}

void Prover::Impl::add_confirmation(Verdict& verdict, const Goal& goal, const Survey& survey) {
  const Confirmation confirmation = confirm(all_obligations(goal, survey), limits.budget);
  if (confirmation.disagreement) throw Disagreement(*confirmation.disagreement);
  verdict.confirmed_by = confirmation.confirmed_by;
  if (!verdict.confirmed_by.empty()) return;
  verdict.kind = VerdictKind::kUnknown;
  verdict.reason = "the proof was not confirmed: " + confirmation.note;
}

Prover::Prover(const Agreement& agreement, Limits limits, Judge judge, std::function<bool()> interrupted)
    : impl_(new Impl{agreement, limits, std::move(judge), std::move(interrupted), {}}) {}
Prover::~Prover() = default;

Verdict Prover::prove(const Goal& goal, const Wanted& wanted) {
  const Impl::Survey survey = impl_->survey_all(goal);
  Verdict verdict = impl_->conclude(goal, survey);
  const bool decided = verdict.kind != VerdictKind::kUnknown && verdict.kind != VerdictKind::kBounded;
  if (survey.proofs.empty() || !decided) return verdict;
  if (wanted.rests_on) {
    std::vector<bool> support(impl_->agreement.clauses.size(), false);
    for (const Impl::Survey::Proved& proved : survey.proofs) {
      const std::vector<bool> one = impl_->minimal_support(goal, proved);
      for (std::size_t c = 0; c < support.size(); ++c) support[c] = support[c] || one[c];
    }
    for (std::uint32_t c = 0; c < support.size(); ++c) {
      if (support[c]) verdict.rests_on.push_back(language::ClauseId{c});
    }
  }
  if (wanted.confirm) impl_->add_confirmation(verdict, goal, survey);
  return verdict;
}

std::vector<Obligation> Prover::certificate(const Goal& goal) {
  return impl_->all_obligations(goal, impl_->survey_all(goal));
}

bool Prover::provable(const Goal& goal, const std::vector<bool>& present, const std::vector<ReadingChoice>& readings,
                      unsigned k, bool exact_products) {
  const Effort effort = exact_products ? Effort::kExact : Effort::kAbstract;
  Scope scope = everything(impl_->agreement, goal.setting);
  scope.present = present;
  scope.readings = readings;
  return impl_->provable(goal, scope, k, effort);
}

}  // namespace proviso::solver
