#include "solver/plain.h"

#include <algorithm>
#include <set>

#include "encode/decode.h"

namespace proviso::solver {

using encode::Unrolling;
using language::Agreement;
using language::Day;
using language::Sort;
using language::Type;

namespace {

// The dates that the agreement names, and the days beside them.
std::vector<Day> landmarks(const Agreement& agreement) {
  std::set<Day> days{agreement.starts};
  const auto add = [&](Day day) {
    for (int shift = -1; shift <= 1; ++shift) {
      const Day near = day + std::chrono::days{shift};
      if (near >= language::kFirstDay && near <= language::kLastDay) days.insert(near);
    }
  };
  for (const language::Amendment& amendment : agreement.amendments) add(amendment.effective);
  for (const language::Expression& expression : agreement.expressions) {
    const auto* literal = std::get_if<language::Literal>(&expression.node);
    if (literal && expression.type.sort == Sort::kDate) add(std::get<Day>(literal->value));
  }
  return {days.begin(), days.end()};
}

// Amounts that people like to reckon with, best first.
std::vector<mpq_class> round_values(const Type& type) {
  if (type.percent) return {mpq_class(1, 5), mpq_class(1, 2), mpq_class(1, 10), mpq_class(1), mpq_class(1, 4)};
  if (type.sort == Sort::kMoney) return {100, 50, 200, 1000, 500, 10, 20, 1, 0};
  return {0, 1, 2, 3, 4, 5, 10, 100};
}

class Simplifier {
 public:
  Simplifier(Session& session, Unrolling& unrolling, const properties::Goal& goal)
      : session_(session),
        unrolling_(unrolling),
        goal_(goal),
        agreement_(unrolling.agreement()),
        model_(session.model()),
        landmarks_(landmarks(unrolling.agreement())) {}

  std::optional<z3::model> run() {
    quieten();
    settle_readings();
    settle_dates();
    for (std::uint32_t t = 0; t < agreement_.terms.size(); ++t) {
      if (agreement_.terms[t].parameters.empty()) {
        settle(unrolling_.term(language::TermId{t}), agreement_.terms[t].type);
      }
    }
    for (const encode::Application& use : unrolling_.term_applications()) {
      settle(use.value, agreement_.terms[use.symbol].type);
    }
    for (language::VariableId variable : goal_.for_any) {
      settle(unrolling_.variable(variable), agreement_[variable].type);
    }
    settle_events();
    for (const encode::Application& use : unrolling_.condition_applications()) wish(!use.value);
    return failed_ ? std::nullopt : std::optional(model_);
  }

 private:
  // Makes the wish a requirement if it can be had.
  bool wish(const z3::expr& wished) {
    if (model_.eval(wished, true).is_true()) {
      session_.require(wished);
      return true;
    }
    const z3::expr literal = unrolling_.context().bool_const((":wish:" + std::to_string(wishes_++)).c_str());
    session_.require(encode::implication(literal, wished));
    if (session_.check({literal}) != Outcome::kSat) return false;
    model_ = session_.model();
    session_.require(wished);
    return true;
  }

  void quieten() {
    for (std::size_t m = 0; m < unrolling_.moments(); ++m) {
      z3::expr quiet = unrolling_.context().bool_val(true);
      for (std::uint32_t a = 0; a < agreement_.actions.size(); ++a) {
        quiet = encode::conjunction(quiet, !unrolling_.happens(language::ActionId{a}, m));
      }
      if (wish(quiet)) continue;
      for (std::uint32_t a = 0; a < agreement_.actions.size(); ++a) {
        const z3::expr happens = unrolling_.happens(language::ActionId{a}, m);
        if (wish(happens)) break;
      }
    }
  }

  void settle_readings() {
    for (std::uint32_t r = 0; r < agreement_.readings.size(); ++r) {
      for (std::uint32_t c = 0; c < agreement_.readings[r].choices.size(); ++c) {
        if (wish(unrolling_.reading_is(language::ReadingId{r}, c))) break;
      }
    }
  }

  void settle_dates() {
    for (std::size_t m = 0; m < unrolling_.moments(); ++m) settle_date(m);
  }

  // The earliest of: the day of the moment before, a landmark, a deadline; else the earliest the model search gives.
  void settle_date(std::size_t moment) {
    const z3::expr date = unrolling_.date(moment + 1);
    if (wish(date == unrolling_.date(moment))) return;
    for (Day day : landmarks_) {
      if (wish(date == encode::day_literal(unrolling_.context(), day))) return;
    }
    for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
      if (!std::holds_alternative<language::Duty>(agreement_.statements[s].rule)) continue;
      for (const encode::CommitmentId id : unrolling_.commitments(language::StatementId{s}, moment)) {
        const z3::expr owed = unrolling_.outstanding(id, moment);
        const z3::expr deadline = unrolling_.commitment(id).deadline;
        if (wish(encode::conjunction(owed, date == deadline))) return;
        if (wish(encode::conjunction(owed, date == deadline + 1))) return;
      }
    }
    earliest(date);
  }

  // Halves the interval between what is impossible and what the model has.
  void earliest(const z3::expr& date) {
    auto low = agreement_.starts.time_since_epoch().count();
    auto high = model_.eval(date, true).get_numeral_int64();
    while (low < high) {
      const auto middle = low + (high - low) / 2;
      if (wish(date <= unrolling_.context().int_val(static_cast<std::int64_t>(middle)))) {
        high = model_.eval(date, true).get_numeral_int64();
      } else {
        low = middle + 1;
      }
    }
    pin(date, Type{Sort::kDate});
  }

  void settle_events() {
    for (std::size_t m = 0; m < unrolling_.moments(); ++m) {
      for (std::uint32_t a = 0; a < agreement_.actions.size(); ++a) {
        const language::ActionId action{a};
        if (!model_.eval(unrolling_.happens(action, m), true).is_true()) continue;
        for (std::uint32_t p = 0; p < agreement_.actions[a].parameters.size(); ++p) {
          settle(unrolling_.argument(action, p, m), agreement_.actions[a].parameters[p].type);
        }
      }
    }
  }

  void settle(const z3::expr& value, const Type& type) {
    z3::context& context = unrolling_.context();
    if (type.sort == Sort::kBool) {
      wish(!value) || wish(value);
    } else if (type.sort == Sort::kParty || type.sort == Sort::kKind) {
      for (int i = 0; i < 8; ++i) {
        if (wish(value == context.int_val(i))) return;
      }
      pin(value, type);
    } else if (type.sort == Sort::kDate) {
      for (Day day : landmarks_) {
        if (wish(value == encode::day_literal(context, day))) return;
      }
      pin(value, type);
    } else {
      for (const mpq_class& round : round_values(type)) {
        if (wish(value == encode::literal(context, type, language::Value{round}))) return;
      }
      settle_amount(value, type);
    }
  }

  // Near what the model has: to a unit, to a hundredth; else exactly that.
  void settle_amount(const z3::expr& value, const Type& type) {
    const mpq_class near = std::get<mpq_class>(encode::value_in(model_, value, type));
    for (int scale : {1, 100}) {
      const mpq_class scaled = near * scale;
      const mpz_class below = scaled.get_num() / scaled.get_den();
      for (int shift : {0, 1, -1}) {
        mpq_class candidate(below + shift, scale);
        candidate.canonicalize();
        if (candidate.get_den() != 1 && type.sort != Sort::kMoney && type.sort != Sort::kNumber) continue;
        if (wish(value == encode::literal(unrolling_.context(), type, language::Value{candidate}))) return;
      }
    }
    pin(value, type);
  }

  void pin(const z3::expr& value, const Type& type) {
    const language::Value exact = encode::value_in(model_, value, type);
    if (!wish(value == encode::literal(unrolling_.context(), type, exact))) failed_ = true;
  }

  Session& session_;
  Unrolling& unrolling_;
  const properties::Goal& goal_;
  const Agreement& agreement_;
  z3::model model_;
  std::vector<Day> landmarks_;
  std::size_t wishes_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<z3::model> make_plain(Session& session, Unrolling& unrolling, const properties::Goal& goal) {
  std::optional<z3::model> result = Simplifier(session, unrolling, goal).run();
  return result;
}

}  // namespace proviso::solver
