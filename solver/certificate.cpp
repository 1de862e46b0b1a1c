#include "solver/certificate.h"

#include <fmt/format.h>

#include <functional>
#include <future>

#include "encode/smtlib.h"
#include "solver/lemmas.h"
#include "solver/pinned.h"
#include "solver/second_opinion.h"

namespace proviso::solver {

using encode::Start;
using encode::Unrolling;

namespace {

// Builds the scripts of one proof; each in a context of its own.
class Writer {
 public:
  Writer(const language::Agreement& agreement, const properties::Goal& goal, const Scope& scope, const Proof& proof,
         const std::vector<Candidate>& pool)
      : agreement_(agreement), goal_(goal), scope_(scope), proof_(proof), pool_(pool) {}

  std::vector<Obligation> lemmas() {
    if (proof_.lemmas.empty()) return {};
    return {write("the lemmas hold before the first moment", Start::kNothingHappened, &Writer::initial),
            write("every moment preserves the lemmas", Start::kAnywhere, &Writer::preserved)};
  }

  std::vector<Obligation> all() {
    std::vector<Obligation> scripts = lemmas();
    scripts.push_back(write("the goal is met", Start::kAnywhere, &Writer::goal));
    for (length_ = 1; length_ < proof_.k; ++length_) {
      scripts.push_back(write(fmt::format("no history of {} moments misses the goal", length_), Start::kNothingHappened,
                              &Writer::short_history));
    }
    return scripts;
  }

 private:
  using Assertions = std::vector<z3::expr>;

  Obligation write(const std::string& title, Start start, void (Writer::*part)(Unrolling&, Assertions&)) {
    z3::context context;
    Unrolling unrolling(context, agreement_, goal_.setting, start);
    Assertions assertions = presence(unrolling, scope_);
    assertions.push_back(choices(unrolling, goal_, scope_));
    (this->*part)(unrolling, assertions);
    if (scope_.after) pin(unrolling, start == Start::kNothingHappened, assertions);
    const Assertions constraints = unrolling.take_constraints();
    assertions.insert(assertions.end(), constraints.begin(), constraints.end());
    return {title, encode::smtlib_script(fmt::format("{}: {}", agreement_.name, title), assertions)};
  }

  // A lemma about a tally with parameters, at one tuple of fresh arguments, which stands for all.
  z3::expr broken(Unrolling& unrolling, std::size_t state) {
    std::vector<z3::expr> any;
    for (std::size_t i : proof_.lemmas) {
      any.push_back(!pool_[i].at(unrolling, state, any_arguments(unrolling, pool_[i])));
    }
    return encode::disjunction(unrolling.context(), any);
  }

  // The lemmas at state 0, those about tallies at every application that has come up. Call last.
  void assume_lemmas(Unrolling& unrolling, Assertions& assertions) {
    for (std::size_t i : proof_.lemmas) {
      if (!is_about_some(pool_[i])) assertions.push_back(pool_[i].at(unrolling, 0, {}));
    }
    Assumed done;
    at_applications(unrolling, pool_, proof_.lemmas, done,
                    [&](std::size_t, const z3::expr& fact) { assertions.push_back(fact); });
  }

  // The last moment misses the goal or is in trouble, the earlier ones do not.
  void misses_at_last(Unrolling& unrolling, Assertions& assertions, std::size_t moments) {
    for (std::size_t m = 0; m < moments; ++m) unrolling.add_moment();
    for (std::size_t m = 0; m < moments; ++m) {
      assertions.push_back(unrolling.considered(m));
      const z3::expr bad = wrong(unrolling, goal_, m);
      assertions.push_back(m + 1 == moments ? bad : !bad);
    }
  }

  void initial(Unrolling& unrolling, Assertions& assertions) {
    const std::size_t moments = scope_.after ? scope_.after->moments.size() : 0;
    for (std::size_t m = 0; m < moments; ++m) unrolling.add_moment();
    assertions.push_back(broken(unrolling, moments));
  }

  void pin(Unrolling& unrolling, bool from_beginning, Assertions& assertions) {
    const auto take = [&](const z3::expr& fact) { assertions.push_back(fact); };
    Pinned done;
    pin_inputs(unrolling, *scope_.after, from_beginning, take);
    pin_applications(unrolling, *scope_.after, from_beginning, done, take);
  }

  void preserved(Unrolling& unrolling, Assertions& assertions) {
    unrolling.add_moment();
    assertions.push_back(unrolling.considered(0));
    assertions.push_back(broken(unrolling, 1));
    assertions.push_back(!unrolling.trouble(0));
    assume_lemmas(unrolling, assertions);
  }

  void goal(Unrolling& unrolling, Assertions& assertions) {
    misses_at_last(unrolling, assertions, proof_.k);
    assume_lemmas(unrolling, assertions);
  }

  void short_history(Unrolling& unrolling, Assertions& assertions) { misses_at_last(unrolling, assertions, length_); }

  const language::Agreement& agreement_;
  const properties::Goal& goal_;
  const Scope& scope_;
  const Proof& proof_;
  const std::vector<Candidate>& pool_;
  unsigned length_ = 1;
};

}  // namespace

std::vector<Obligation> obligations(const language::Agreement& agreement, const properties::Goal& goal,
                                    const Scope& scope, const Proof& proof, const std::vector<Candidate>& pool) {
  return Writer(agreement, goal, scope, proof, pool).all();
}

std::vector<Obligation> lemma_obligations(const language::Agreement& agreement, const properties::Goal& goal,
                                          const Scope& scope, const Proof& proof, const std::vector<Candidate>& pool) {
  return Writer(agreement, goal, scope, proof, pool).lemmas();
}

Confirmation confirm(const std::vector<Obligation>& obligations, std::uint64_t budget, Watch& watch) {
  Confirmation result;
  std::vector<std::string> scripts;
  for (const Obligation& obligation : obligations) scripts.push_back(obligation.script);
  const auto take = [&](const char* name, const std::vector<SecondAnswer>& answers, const std::string& trouble) {
    bool all = !answers.empty();
    for (std::size_t i = 0; i < answers.size(); ++i) {
      all = all && answers[i] == SecondAnswer::kUnsat;
      if (answers[i] == SecondAnswer::kSat) {
        result.disagreement = fmt::format("{} answers sat to \"{}\"", name, obligations[i].title);
      }
    }
    if (all) result.confirmed_by.push_back(name);
    if (all) return;
    const std::string_view why = trouble.empty() ? "no decision" : std::string_view(trouble);
    result.note += fmt::format("{}{}: {}", result.note.empty() ? "" : "; ", name, why);
  };
  std::string trouble;
  std::future<std::vector<SecondAnswer>> other = std::async(std::launch::async, ask_cvc5, scripts, std::ref(trouble));
  take("z3", ask_fresh_z3(scripts, budget, watch), "");
  const std::vector<SecondAnswer> answers = other.get();
  take("cvc5", answers, trouble);
  return result;
}

}  // namespace proviso::solver
