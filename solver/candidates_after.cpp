// Candidates from the end of a history: what can not change any more stays as it is there.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

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
constexpr std::size_t kMostArguments = 16;

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
      for (const Values& arguments : arguments_of(TallyId{t})) at(unrolling_, TallyId{t}, arguments, end_);
    }
    for (StatementId id : duties()) {
      for (CommitmentId c : unrolling_.commitments(id, end_)) unrolling_.outstanding(c, end_);
    }
    if (!evaluate()) return {};
    const std::int64_t today = history_.moments.back().date.time_since_epoch().count();
    add("the date has come", [today](Unrolling& u, std::size_t s) { return u.date(s) >= u.context().int_val(today); });
    for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
      for (const Values& arguments : arguments_of(TallyId{t})) add_tally(TallyId{t}, arguments);
    }
    for (StatementId id : duties()) add_duty(id);
    return std::move(result_);
  }

 private:
  using AtState = std::function<z3::expr(Unrolling&, std::size_t)>;
  using Values = std::vector<std::uint32_t>;  // members

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

  // The individuals of a type: of an open kind those that the history names.
  std::uint32_t count(const Type& type) const {
    if (type.sort == Sort::kParty) return static_cast<std::uint32_t>(agreement_.parties.size());
    if (!agreement_[type.kind].open) return static_cast<std::uint32_t>(agreement_[type.kind].members.size());
    std::uint32_t named = 0;
    const auto take = [&](const Type& of, const Value& value) {
      if (of == type) named = std::max(named, std::get<language::Member>(value).index + 1);
    };
    for (const properties::Moment& moment : history_.moments) {
      for (std::size_t p = 0; moment.event && p < moment.event->arguments.size(); ++p) {
        take(agreement_[moment.event->action].parameters[p].type, moment.event->arguments[p]);
      }
    }
    return named;
  }

  // Where a tally is looked at.
  std::vector<Values> arguments_of(TallyId id) const {
    std::vector<Values> all{{}};
    for (language::VariableId parameter : agreement_[id].parameters) {
      const Type& type = agreement_[parameter].type;
      if (type.sort != Sort::kParty && type.sort != Sort::kKind) return {};
      std::vector<Values> longer;
      for (const Values& shorter : all) {
        for (std::uint32_t i = 0; i < count(type) && longer.size() < kMostArguments; ++i) {
          longer.push_back(shorter);
          longer.back().push_back(i);
        }
      }
      all = std::move(longer);
    }
    return all;
  }

  static encode::TallyState at(Unrolling& u, TallyId id, const Values& arguments, std::size_t state) {
    std::vector<z3::expr> values;
    for (std::uint32_t argument : arguments) values.push_back(u.context().int_val(argument));
    return u.tally(id, values, state);
  }

  void add_tally(TallyId id, const Values& arguments) {
    const language::Tally& tally = agreement_[id];
    const encode::TallyState state = at(unrolling_, id, arguments, end_);
    const bool dated = tally.kind == TallyKind::kFirstDate || tally.kind == TallyKind::kLastDate;
    const bool may_lack = (dated || tally.kind == TallyKind::kLatest) && !tally.initially;
    const std::string name = fmt::format("{}({})", tally.name, fmt::join(arguments, ", "));
    if (may_lack && !truth(state.seen)) {
      add(name + " has no value",
          [id, arguments](Unrolling& u, std::size_t s) { return !at(u, id, arguments, s).seen; });
      return;
    }
    const auto compare = [&](const std::string& what, auto relation) {
      add(fmt::format("{} {}", name, what), [id, arguments, may_lack, relation, type = tally.type,
                                             then = value(state.value, tally.type)](Unrolling& u, std::size_t s) {
        const encode::TallyState now = at(u, id, arguments, s);
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
