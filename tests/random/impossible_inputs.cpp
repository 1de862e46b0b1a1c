#include "tests/random/impossible_inputs.h"

#include "encode/terms.h"
#include "tests/random/equations.h"

namespace proviso::random_histories {

using language::ActionId;
using language::Sort;
using language::Type;

namespace {

constexpr std::size_t kMoments = 2;

}  // namespace

ImpossibleInputs::ImpossibleInputs(const Sample& sample, encode::Start start, unsigned budget)
    : sample_(sample),
      agreement_(sample.agreement),
      unrolling_(context_, agreement_, sample.idle_goal().setting, start),
      solver_(solver_with(context_, budget)) {
  for (std::size_t m = 0; m < kMoments; ++m) unrolling_.add_moment();
  for (std::size_t m = 0; m < kMoments; ++m) unrolling_.considered(m);
  unrolling_.complete_terms();
  of_rigid();
  for (std::size_t m = 0; m < kMoments; ++m) of_moment(m);
  for (const z3::expr& constraint : unrolling_.take_constraints()) solver_.add(constraint);
}

void ImpossibleInputs::out_of_range(const std::string& name, const z3::expr& value, const Type& type) {
  const auto numbered = [&](std::size_t count) {
    add(name + " is nobody", value < 0 || value >= static_cast<int>(count));
  };
  if (type.sort == Sort::kParty) numbered(agreement_.parties.size());
  if (type.sort == Sort::kKind && !agreement_[type.kind].open) numbered(agreement_[type.kind].members.size());
  if (type.sort == Sort::kKind && agreement_[type.kind].open) add(name + " is nobody", value < 0);
  if (type.sort != Sort::kDate) return;
  add(name + " is outside the calendar", value < encode::day_literal(context_, language::kFirstDay) ||
                                             value > encode::day_literal(context_, language::kLastDay));
}

// Readings, terms, and the variables of every `for any`.
void ImpossibleInputs::of_rigid() {
  for (std::uint32_t r = 0; r < agreement_.readings.size(); ++r) {
    const language::Reading& reading = agreement_.readings[r];
    const auto is = [&](std::uint32_t choice) { return unrolling_.reading_is(language::ReadingId{r}, choice); };
    z3::expr some = context_.bool_val(false);
    for (std::uint32_t c = 0; c < reading.choices.size(); ++c) {
      for (std::uint32_t other = 0; other < c; ++other) add("two choices of " + reading.name, is(c) && is(other));
      some = some || is(c);
    }
    add("no choice of " + reading.name, !some);
  }
  for (std::uint32_t t = 0; t < agreement_.terms.size(); ++t) {
    const language::Term& term = agreement_.terms[t];
    if (term.parameters.empty()) out_of_range(term.name, unrolling_.term(language::TermId{t}), term.type);
  }
  for (const encode::Application& use : unrolling_.term_applications()) {
    out_of_range(agreement_.terms[use.symbol].name, use.value, agreement_.terms[use.symbol].type);
  }
  for (const language::Property& property : agreement_.properties) {
    for (const language::VariableId variable : property.for_any) {
      out_of_range(agreement_[variable].name, unrolling_.variable(variable), agreement_[variable].type);
    }
  }
}

void ImpossibleInputs::of_moment(std::size_t moment) {
  out_of_range("the date", unrolling_.date(moment + 1), Type{Sort::kDate});
  for (std::uint32_t a = 0; a < agreement_.actions.size(); ++a) {
    const language::Action& action = agreement_.actions[a];
    const z3::expr happens = unrolling_.happens(ActionId{a}, moment);
    for (std::uint32_t other = 0; other < a; ++other) {
      add(action.name + " beside another event", happens && unrolling_.happens(ActionId{other}, moment));
    }
    for (std::uint32_t f = 0; f < action.parameters.size(); ++f) {
      const language::Field& field = action.parameters[f];
      out_of_range(action.name + "." + field.name, unrolling_.argument(ActionId{a}, f, moment), field.type);
    }
  }
}

std::optional<std::string> ImpossibleInputs::allowed() {
  if (!satisfiable(solver_, context_.bool_val(true))) return "the encoder has no history at all";
  std::vector<z3::expr> any;
  for (const Input& input : all_) any.push_back(input.is);
  if (!satisfiable(solver_, encode::disjunction(context_, any))) return std::nullopt;
  for (const Input& input : all_) {
    if (satisfiable(solver_, input.is)) return "the encoder allows it that " + input.what;
  }
  return "the encoder allows what can not be";
}

}  // namespace proviso::random_histories
