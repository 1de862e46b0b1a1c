#include "solver/recovery.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/smtlib.h"
#include "solver/lemmas.h"
#include "solver/pinned.h"
#include "solver/session.h"

namespace proviso::solver {

namespace {

using encode::Start;
using encode::Unrolling;
using properties::Goal;
using properties::GoalKind;
using properties::History;

// Histories of at most so many moments are continued, by at most so many, in at most so many ways.
constexpr std::size_t kMoments = 5, kContinuations = 4, kWays = 24;
// So many ways of a family are tried.
constexpr std::size_t kAlternatives = 48;

class Recoverer {
 public:
  Recoverer(Engines& engines, const Goal& goal, const Scope& scope)
      : engines_(engines), agreement_(engines.agreement()), goal_(goal), scope_(scope), reach_(goal) {
    reach_.kind = GoalKind::kReach;
  }

  Recovery run() {
    for (std::size_t moments = 1; moments <= kMoments && !over(); ++moments) {
      close_length(moments);
      if (over()) break;
      result_.attempt.closed = moments;
      if (troubled(moments)) break;
      result_.attempt.clear = moments;
      if (covered()) return std::move(result_);
    }
    if (!over()) {
      give_up(Open::kNoProof, fmt::format("no proof that one of {} ways leads on from every moment", ways_.size()));
    }
    return std::move(result_);
  }

 private:
  bool over() const { return result_.stuck || result_.attempt.open; }

  void give_up(Open open, std::string reason) {
    result_.attempt.open = open;
    result_.attempt.reason = std::move(reason);
  }

  // Until some way goes through from every history of this length, or something else ends the attempt.
  void close_length(std::size_t moments) {
    while (!over()) {
      engines_.watch().pause();
      SearchResult left = left_out(moments);
      engines_.watch().pause();
      if (left.kind == SearchResult::Kind::kNone) return;
      if (left.kind == SearchResult::Kind::kFound) {
        lead_on(*left.history);
      } else {
        give_up(left.kind == SearchResult::Kind::kUndecided ? Open::kBudget : Open::kIrrational,
                fmt::format("the budget ran out, or amounts were no fractions, at histories of {} moments", moments));
      }
    }
  }

  // A history of this length from which no way that is known goes through.
  SearchResult left_out(std::size_t moments) {
    z3::context context;
    Unrolling unrolling(context, agreement_, goal_.setting, Start::kNothingHappened);
    Session session(context, engines_.limits().budget, engines_.watch());
    session.require(searched_for(unrolling, goal_, scope_, Target::kMiss, moments));
    std::vector<std::unique_ptr<Unrolling>> branches;
    for (std::size_t w = 0; w < ways_.size(); ++w) {
      branches.push_back(std::make_unique<Unrolling>(context, agreement_, goal_.setting, Start::kNothingHappened,
                                                     encode::Products::kExact, branch(moments, w)));
      not_by(*branches.back(), ways_[w], moments, [&](const z3::expr& fact) { session.require(fact); });
    }
    return found(session, unrolling, goal_);
  }

  static encode::Branch branch(std::size_t moments, std::size_t way) { return {moments, fmt::format("~{}", way + 1)}; }

  void not_by(Unrolling& branch, const Way& way, std::size_t moments,
              const std::function<void(const z3::expr&)>& take) const {
    for (language::VariableId variable : goal_.for_any) branch.variable(variable);
    for (std::size_t m = 0; m < moments; ++m) branch.add_moment();
    const Passage through = passage(branch, way, reach_);
    for (const z3::expr& input : through.inputs) take(input);
    take(!through.goes_through);
    for (const z3::expr& constraint : branch.take_constraints()) take(constraint);
  }

  // Finds a way on from the history, or that there is none.
  void lead_on(const History& history) {
    if (!engines_.judge().demonstrates(goal_, history)) {
      throw Disagreement(fmt::format("the solver's history is rejected by the interpreter: {}",
                                     engines_.judge().complaint(goal_, history)));
    }
    if (last_ && *last_ == history) {
      return give_up(Open::kNoProof, "a way that was found does not go through from where it was found");
    }
    last_ = history;
    if (ways_.size() == kWays) return give_up(Open::kNoProof, fmt::format("{} ways do not suffice", kWays));
    if (!can_be_pinned(history)) {
      return give_up(Open::kNoProof, "a history names two of the individuals that stand for all others");
    }
    if (also_known(history)) return;
    Scope after = scope_;
    after.after = std::make_shared<const History>(history);
    after.readings = {history.readings};
    after.for_any = history.for_any;
    const std::size_t most = goal_.within_moments.value_or(kContinuations);
    for (std::size_t more = 1; more <= most; ++more) {
      engines_.watch().pause();
      const SearchResult on = search(agreement_, reach_, after, Target::kMiss, history.moments.size() + more,
                                     engines_.limits().budget, engines_.watch());
      engines_.watch().pause();
      if (on.kind == SearchResult::Kind::kFound) return add_way(history, *on.history);
      if (on.kind != SearchResult::Kind::kNone) {
        return give_up(Open::kBudget, "the budget ran out at a continuation");
      }
    }
    goal_.within_moments ? stuck_so_long(history, after, most) : stuck_for_ever(history, after);
  }

  void add_way(const History& history, const History& continued) {
    if (!engines_.judge().demonstrates(reach_, continued)) {
      throw Disagreement(fmt::format("the solver's continuation is rejected by the interpreter: {}",
                                     engines_.judge().complaint(reach_, continued)));
    }
    std::optional<Family> family = generalised(agreement_, goal_, scope_, continued, history.moments.size());
    if (!family) return give_up(Open::kNoProof, "a continuation could not be laid out again");
    ways_.push_back(ways_of(agreement_, *family, 1).front());
    families_.push_back(*std::move(family));
  }

  // Another way of a family that is known goes through from the history: what looked the same where the family was
  // found is told apart here.
  bool also_known(const History& history) {
    for (const Family& family : families_) {
      for (const Way& way : ways_of(agreement_, family, kAlternatives)) {
        if (!leads_on(history, way)) continue;
        ways_.push_back(way);
        return true;
      }
    }
    return false;
  }

  bool leads_on(const History& history, const Way& way) {
    z3::context context;
    Unrolling unrolling(context, agreement_, goal_.setting, Start::kNothingHappened);
    Session session(context, engines_.limits().budget, engines_.watch());
    const auto take = [&](const z3::expr& fact) { session.require(fact); };
    Scope here = scope_;
    here.for_any = history.for_any;
    session.require(presence(unrolling, here));
    take(choices(unrolling, goal_, here));
    for (std::size_t m = 0; m < history.moments.size(); ++m) unrolling.add_moment();
    const Passage through = passage(unrolling, way, reach_);
    session.require(through.inputs);
    take(through.goes_through);
    Pinned done;
    pin_inputs(unrolling, history, true, take);
    pin_applications(unrolling, history, true, done, take);
    session.require(unrolling.take_constraints());
    engines_.watch().pause();
    return session.check() == Outcome::kSat;
  }

  // All continuations that count have been searched.
  void stuck_so_long(const History& history, const Scope& after, std::size_t most) {
    for (std::size_t more = 1; more <= most; ++more) {
      z3::context context;
      Unrolling unrolling(context, agreement_, goal_.setting, Start::kNothingHappened);
      if (more_is_in_trouble(history, after, more)) return;
      const std::string title = fmt::format("nothing of {} more moments leads there", more);
      result_.obligations.push_back({title, encode::smtlib_script(fmt::format("{}: {}", agreement_.name, title),
                                                                  searched_for(unrolling, reach_, after, Target::kMiss,
                                                                               history.moments.size() + more))});
    }
    result_.stuck = history;
  }

  // A continuation that can not be judged may lead there or not.
  bool more_is_in_trouble(const History& history, const Scope& after, std::size_t more) {
    engines_.watch().pause();
    SearchResult found = search(agreement_, reach_, after, Target::kTrouble, history.moments.size() + more,
                                engines_.limits().budget, engines_.watch());
    engines_.watch().pause();
    if (found.kind == SearchResult::Kind::kNone) return false;
    give_up(Open::kTrouble, "a continuation can not be judged");
    result_.attempt.troubled = std::move(found.history);
    return true;
  }

  void stuck_for_ever(const History& history, const Scope& after) {
    Induction induction(agreement_, goal_.setting, engines_.limits().budget, engines_.watch(), after.after);
    for (const Effort effort : {Effort::kAbstract, Effort::kExact}) {
      const std::optional<Proof> proof = induction.prove(reach_, after, after, 1, effort);
      if (!proof) continue;
      result_.obligations = solver::obligations(agreement_, reach_, after, *proof, induction.pool());
      result_.stuck = history;
      return;
    }
    result_.attempt.troubled.reset();
    give_up(Open::kNoProof,
            fmt::format(
                "after a history of {} moments no continuation of up to {} was found, and no proof that there is none",
                history.moments.size(), kContinuations));
  }

  // Whether a history of this length can not be judged.
  bool troubled(std::size_t moments) {
    SearchResult found =
        search(agreement_, goal_, scope_, Target::kTrouble, moments, engines_.limits().budget, engines_.watch());
    engines_.watch().pause();
    if (found.kind == SearchResult::Kind::kNone) return false;
    if (found.kind != SearchResult::Kind::kFound) {
      give_up(Open::kBudget, fmt::format("the budget ran out at histories of {} moments", moments));
      return true;
    }
    give_up(Open::kTrouble, "a history can not be judged: " + engines_.judge().complaint(goal_, *found.history));
    result_.attempt.troubled = std::move(found.history);
    return true;
  }

  // What is satisfiable if from a state with these lemmas a moment leads to one from which no way goes through.
  // `assume` is given what each lemma says.
  void left_out_anywhere(z3::context& context, const LemmaSet& lemmas, const std::vector<Candidate>& pool,
                         const std::function<void(const z3::expr&)>& take,
                         const std::function<void(std::size_t, const z3::expr&)>& assume) const {
    Unrolling unrolling(context, agreement_, goal_.setting, Start::kAnywhere);
    unrolling.add_moment();
    for (const z3::expr& literal : presence(unrolling, scope_)) take(literal);
    take(choices(unrolling, goal_, scope_));
    take(unrolling.considered(0));
    std::vector<std::unique_ptr<Unrolling>> branches;
    const encode::Encoded miss = missed(unrolling, goal_, 0);
    z3::expr none = encode::conjunction(miss.value, miss.defined);
    for (std::size_t w = 0; w < ways_.size(); ++w) {
      branches.push_back(std::make_unique<Unrolling>(context, agreement_, goal_.setting, Start::kAnywhere,
                                                     encode::Products::kExact, branch(1, w)));
      Unrolling& own = *branches.back();
      for (language::VariableId variable : goal_.for_any) own.variable(variable);
      own.add_moment();
      // The same moment: what is so of it is so whichever duties are laid out here.
      take(own.considered(0));
      const Passage through = passage(own, ways_[w], reach_);
      for (const z3::expr& input : through.inputs) take(input);
      none = encode::conjunction(none, encode::conjunction(!own.trouble(0), !through.goes_through));
    }
    take(encode::disjunction(encode::disjunction(unrolling.trouble(0), !miss.defined), none));
    for (std::size_t i : lemmas) {
      if (!is_about_some(pool[i])) assume(i, pool[i].at(unrolling, 0, {}));
    }
    const auto instances = [&](Unrolling& of) {
      Assumed done;
      at_applications(of, pool, lemmas, done, assume);
      for (const z3::expr& constraint : of.take_constraints()) take(constraint);
    };
    instances(unrolling);
    for (const std::unique_ptr<Unrolling>& own : branches) instances(*own);
  }

  // From every state with the lemmas some way goes through.
  bool covered() {
    engines_.watch().pause();
    Induction& induction = engines_.induction(goal_.setting);
    for (const Effort effort : {Effort::kAbstract, Effort::kExact}) {
      if (effort == Effort::kExact && !induction.exact_differs()) return false;
      const std::optional<LemmaSet> used = suffices(induction, effort);
      if (!used) continue;
      const std::optional<Proof> proof = induction.completed(*used, goal_, scope_, effort);
      if (!proof) continue;
      result_.ways = ways_;
      result_.obligations = lemma_obligations(agreement_, goal_, scope_, *proof, induction.pool());
      result_.obligations.push_back(cover_script(*proof, induction.pool()));
      return true;
    }
    return false;
  }

  std::optional<LemmaSet> suffices(Induction& induction, Effort effort) {
    z3::context context;
    Session session(context, engines_.limits().budget, engines_.watch());
    const LemmaSet lemmas = induction.inductive(goal_, scope_, effort);
    std::vector<z3::expr> literals;
    for (std::size_t i : lemmas) literals.push_back(context.bool_const(fmt::format(":assume:{}", i).c_str()));
    const auto literal = [&](std::size_t lemma) {
      return literals[static_cast<std::size_t>(std::lower_bound(lemmas.begin(), lemmas.end(), lemma) - lemmas.begin())];
    };
    left_out_anywhere(
        context, lemmas, induction.pool(), [&](const z3::expr& fact) { session.require(fact); },
        [&](std::size_t i, const z3::expr& fact) { session.require(encode::implication(literal(i), fact)); });
    engines_.watch().pause();
    if (session.check(literals) != Outcome::kUnsat) return std::nullopt;
    LemmaSet used;
    for (std::size_t position : session.core()) used.push_back(lemmas[position]);
    std::sort(used.begin(), used.end());
    return used;
  }

  Obligation cover_script(const Proof& proof, const std::vector<Candidate>& pool) const {
    z3::context context;
    std::vector<z3::expr> assertions;
    left_out_anywhere(
        context, proof.lemmas, pool, [&](const z3::expr& fact) { assertions.push_back(fact); },
        [&](std::size_t, const z3::expr& fact) { assertions.push_back(fact); });
    const std::string title = "from every moment one of the ways goes through";
    return {title, encode::smtlib_script(fmt::format("{}: {}", agreement_.name, title), assertions)};
  }

  Engines& engines_;
  const language::Agreement& agreement_;
  const Goal& goal_;
  const Scope& scope_;
  Goal reach_;
  std::vector<Way> ways_;
  std::vector<Family> families_;
  std::optional<History> last_;
  Recovery result_;
};

}  // namespace

Recovery recover(Engines& engines, const Goal& goal, const Scope& scope) {
  return Recoverer(engines, goal, scope).run();
}

}  // namespace proviso::solver
