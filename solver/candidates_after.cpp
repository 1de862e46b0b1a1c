// Candidates from the end of a history: what can not change any more stays as it is there.
#include <fmt/format.h>

#include "encode/decode.h"
#include "solver/collector.h"
#include "solver/pinned.h"
#include "solver/session.h"

namespace proviso::solver {

namespace {

using language::Type;
using language::Value;
using properties::History;

constexpr std::uint64_t kBudget = 3'000'000;
constexpr unsigned kPatience = 120;  // seconds

class AtEnd {
 public:
  AtEnd(const Agreement& agreement, const properties::Setting& setting, const History& history)
      : agreement_(agreement),
        history_(history),
        unrolling_(context_, agreement, setting, encode::Start::kNothingHappened),
        setting_(setting),
        watch_({}, std::chrono::seconds{kPatience}),
        session_(context_, kBudget, watch_) {}

  std::vector<Candidate> collect() {
    for (std::size_t m = 0; m < history_.moments.size(); ++m) unrolling_.add_moment();
    end_ = history_.moments.size();
    for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
      if (agreement_.tallies[t].parameters.empty()) unrolling_.tally(TallyId{t}, {}, end_);
    }
    for (StatementId id : duties()) {
      for (CommitmentId c : unrolling_.commitments(id, end_)) unrolling_.outstanding(c, end_);
    }
    if (!evaluate()) return {};
    const std::int64_t today = history_.moments.back().date.time_since_epoch().count();
    add("the date has come", [today](Unrolling& u, std::size_t s) { return u.date(s) >= u.context().int_val(today); });
    for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
      if (agreement_.tallies[t].parameters.empty()) add_tally(TallyId{t});
    }
    for (StatementId id : duties()) add_duty(id);
    return std::move(result_);
  }

 private:
  using AtState = std::function<z3::expr(Unrolling&, std::size_t)>;

  std::vector<StatementId> duties() const {
    std::vector<StatementId> all;
    for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
      const bool is_duty = std::holds_alternative<Duty>(agreement_.statements[s].rule);
      if (is_duty && all_laid_out(agreement_, StatementId{s})) all.push_back(StatementId{s});
    }
    return all;
  }

  // The history's inputs settle the state; there is one model of it.
  bool evaluate() {
    const auto take = [&](const z3::expr& fact) { session_.require(fact); };
    Pinned done;
    pin_inputs(unrolling_, history_, true, take);
    pin_applications(unrolling_, history_, true, done, take);
    for (std::uint32_t c = 0; c < agreement_.clauses.size(); ++c) {
      take(unrolling_.present(language::ClauseId{c}) == context_.bool_val(!setting_.struck[c]));
    }
    session_.require(unrolling_.take_constraints());
    return session_.check() == Outcome::kSat;
  }

  Value value(const z3::expr& expression, const Type& type) const {
    return encode::value_in(session_.model(), expression, type);
  }
  bool truth(const z3::expr& expression) const { return session_.model().eval(expression, true).is_true(); }

  void add(const std::string& name, AtState at, bool about_duties = false) {
    result_.push_back(
        {"from the history's end: " + name, std::nullopt,
         [at = std::move(at)](Unrolling& u, std::size_t s, const std::vector<z3::expr>&) { return at(u, s); },
         about_duties});
  }

  void add_tally(TallyId id) {
    const language::Tally& tally = agreement_[id];
    const encode::TallyState state = unrolling_.tally(id, {}, end_);
    const bool dated = tally.kind == TallyKind::kFirstDate || tally.kind == TallyKind::kLastDate;
    const bool may_lack = (dated || tally.kind == TallyKind::kLatest) && !tally.initially;
    if (may_lack && !truth(state.seen)) {
      add(tally.name + " has no value", [id](Unrolling& u, std::size_t s) { return !u.tally(id, {}, s).seen; });
      return;
    }
    const auto compare = [&](const std::string& what, auto relation) {
      add(fmt::format("{} {}", tally.name, what), [id, may_lack, relation, type = tally.type,
                                                   then = value(state.value, tally.type)](Unrolling& u, std::size_t s) {
        const encode::TallyState now = u.tally(id, {}, s);
        const z3::expr fact = relation(now.value, encode::literal(u.context(), type, then));
        return may_lack ? encode::conjunction(now.seen, fact) : fact;
      });
    };
    compare("is the same", [](const z3::expr& now, const z3::expr& then) { return now == then; });
    if (!ordered(tally.type)) return;
    compare("is no less", [](const z3::expr& now, const z3::expr& then) { return now >= then; });
    compare("is no more", [](const z3::expr& now, const z3::expr& then) { return now <= then; });
  }

  // Nothing is owed; or what is owed then still is.
  void add_duty(StatementId id) {
    const std::string name = agreement_[agreement_[agreement_[id].text].clause].name;
    bool any = false;
    for (CommitmentId c : unrolling_.commitments(id, end_)) {
      if (!truth(unrolling_.outstanding(c, end_))) continue;
      any = true;
      add_owed(id, name, unrolling_.commitment(c));
    }
    if (any) return;
    add(
        fmt::format("{}#{} is not owed", name, id.index),
        [id](Unrolling& u, std::size_t s) {
          std::vector<z3::expr> none;
          for (CommitmentId c : u.commitments(id, s)) none.push_back(encode::negation(u.outstanding(c, s)));
          return encode::conjunction(u.context(), none);
        },
        true);
  }

  void add_owed(StatementId id, const std::string& name, const Commitment& owed) {
    const language::ActionId* trigger = language::triggering_action(std::get<Duty>(agreement_[id].rule));
    std::vector<std::pair<Type, Value>> fields;
    for (std::size_t f = 0; f < owed.fields.size(); ++f) {
      const Type& type = agreement_[*trigger].parameters[f].type;
      fields.emplace_back(type, value(owed.fields[f], type));
    }
    const Type day{.sort = Sort::kDate};
    const Value created = value(owed.created, day), deadline = value(owed.deadline, day);
    add(
        fmt::format("{}#{} is owed", name, id.index),
        [=](Unrolling& u, std::size_t s) {
          std::vector<z3::expr> any;
          for (CommitmentId c : u.commitments(id, s)) {
            const Commitment& one = u.commitment(c);
            std::vector<z3::expr> same{u.outstanding(c, s), one.created == encode::literal(u.context(), day, created),
                                       one.deadline == encode::literal(u.context(), day, deadline)};
            for (std::size_t f = 0; f < fields.size(); ++f) {
              same.push_back(one.fields[f] == encode::literal(u.context(), fields[f].first, fields[f].second));
            }
            any.push_back(encode::conjunction(u.context(), same));
          }
          return encode::disjunction(u.context(), any);
        },
        true);
  }

  const Agreement& agreement_;
  const History& history_;
  z3::context context_;
  Unrolling unrolling_;
  const properties::Setting& setting_;
  Watch watch_;
  Session session_;
  std::size_t end_ = 0;
  std::vector<Candidate> result_;
};

}  // namespace

std::vector<Candidate> candidates_after(const Agreement& agreement, const properties::Setting& setting,
                                        const History& history) {
  std::vector<Candidate> all = candidates(agreement);
  std::vector<Candidate> more = AtEnd(agreement, setting, history).collect();
  std::move(more.begin(), more.end(), std::back_inserter(all));
  return all;
}

}  // namespace proviso::solver
