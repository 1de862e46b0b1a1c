#include "tests/random/encoded_beginning.h"

#include "replay/replay.h"

namespace proviso::random_histories {

using replay::Trouble;

// What the terms are at individuals that nothing reads is asked for last: a search does not ask for it.
EncodedBeginning::EncodedBeginning(const Sample& sample, unsigned budget)
    : sample_(sample),
      unrolling_(context_, sample.agreement, sample.idle_goal().setting, encode::Start::kNothingHappened),
      solver_(solver_with(context_, budget)),
      trouble_(context_.bool_val(true)) {
  unrolling_.add_moment();
  for (const language::Property& property : sample.agreement.properties) {
    for (language::VariableId variable : property.for_any) unrolling_.variable(variable);
  }
  trouble_ = unrolling_.trouble(0);
  unrolling_.complete_terms();
  equations_.emplace(sample, unrolling_);
  for (const z3::expr& constraint : unrolling_.take_constraints()) solver_.add(constraint);
}

std::optional<std::string> EncodedBeginning::compare(const Inputs& inputs) {
  properties::History terms = inputs.history;
  terms.moments.clear();
  const replay::Trace trace = replay::replay(sample_.agreement, sample_.idle_goal(), terms);
  const properties::Moment& first = inputs.history.moments.front();
  solver_.push();
  for (const z3::expr& equation : equations_->rigid(inputs)) solver_.add(equation);
  for (const z3::expr& equation : equations_->moment(0, &first, first.date)) solver_.add(equation);
  const bool forbidden = trace.trouble == Trouble::kMalformed;
  std::string found;
  if (trace.trouble == Trouble::kUndefined && satisfiable(solver_, !trouble_)) found = "no trouble for the encoder";
  if (trace.trouble == Trouble::kNone && !satisfiable(solver_)) found = "the encoder has no such terms";
  if (forbidden && satisfiable(solver_)) found = "the encoder allows such terms";
  solver_.pop();
  return found.empty() ? std::nullopt : std::optional(found + ": " + trace.why);
}

}  // namespace proviso::random_histories
