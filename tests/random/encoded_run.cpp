#include "tests/random/encoded_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "encode/decode.h"
#include "encode/terms.h"
#include "tests/random/generator.h"

namespace proviso::random_histories {

using language::Sort;
using language::StatementId;
using language::Type;
using language::Value;
using properties::Arguments;

namespace {

bool truth(const z3::model& model, const z3::expr& formula) {
  const z3::expr value = model.eval(formula, true);
  if (!value.is_true() && !value.is_false()) throw std::logic_error("the model leaves open " + value.to_string());
  return value.is_true();
}

std::string show(const Value& value) {
  if (const auto* number = std::get_if<mpq_class>(&value)) return number->get_str();
  if (const auto* member = std::get_if<language::Member>(&value)) return fmt::format("#{}", member->index);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return fmt::format("day {}", std::get<language::Day>(value).time_since_epoch().count());
}

std::string show(const std::optional<bool>& value) { return value ? show(Value{*value}) : "undefined"; }

}  // namespace

EncodedRun::EncodedRun(const Sample& sample, properties::Setting setting, unsigned budget)
    : sample_(sample),
      agreement_(sample.agreement),
      setting_(std::move(setting)),
      unrolling_(context_, sample.agreement, setting_, encode::Start::kNothingHappened),
      solver_(solver_with(context_, budget)) {
  for (const language::Property& property : agreement_.properties) {
    for (language::VariableId variable : property.for_any) unrolling_.variable(variable);
  }
  ask_states();
  ask_moments();
  equations_.emplace(sample, unrolling_);
  for (const z3::expr& constraint : unrolling_.take_constraints()) solver_.add(constraint);
}

void EncodedRun::ask_states() {
  const z3::expr open = context_.bool_val(true);
  for (std::size_t m = 0; m < kMostMoments; ++m) {
    unrolling_.add_moment();
    Asked& asked = asked_.emplace_back(Asked{open, open, {}, {}, {}, {}});
    for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
      for (const Arguments& arguments : sample_.combinations(agreement_.tallies[t].parameters)) {
        const std::vector<z3::expr> at = arguments_of(unrolling_, agreement_.tallies[t].parameters, arguments);
        asked.tallies.emplace(std::pair(t, arguments), unrolling_.tally(language::TallyId{t}, at, m + 1));
      }
    }
    for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
      if (!std::holds_alternative<language::Duty>(agreement_.statements[s].rule)) continue;
      for (const encode::CommitmentId id : unrolling_.commitments(StatementId{s}, m + 1)) {
        asked.owed.emplace_back(id, unrolling_.outstanding(id, m + 1));
      }
    }
    for (std::uint32_t p = 0; p < agreement_.parties.size(); ++p) {
      asked.breached.push_back(unrolling_.breached(language::PartyId{p}, m + 1));
    }
    for (const language::Property& property : agreement_.properties) {
      asked.formulas.push_back(unrolling_.after(property.formula, m));
    }
  }
}

// Last, because what is asked for after it adds no trouble.
void EncodedRun::ask_moments() {
  for (std::size_t m = 0; m < kMostMoments; ++m) asked_[m].considered = unrolling_.considered(m);
  for (std::size_t m = 0; m < kMostMoments; ++m) asked_[m].trouble = unrolling_.trouble(m);
}

std::vector<z3::expr> EncodedRun::fixed(const Inputs& inputs) const {
  std::vector<z3::expr> all = equations_->rigid(inputs);
  const std::vector<properties::Moment>& moments = inputs.history.moments;
  for (std::size_t m = 0; m < kMostMoments; ++m) {
    const bool there = m < moments.size();
    const std::vector<z3::expr> at_moment =
        equations_->moment(m, there ? &moments[m] : nullptr, there ? moments[m].date : moments.back().date);
    all.insert(all.end(), at_moment.begin(), at_moment.end());
  }
  return all;
}

std::optional<std::string> EncodedRun::compare(const Inputs& inputs) {
  solver_.push();
  for (const z3::expr& equation : fixed(inputs)) solver_.add(equation);
  const bool possible = satisfiable(solver_);
  std::string found = possible ? "" : "the encoder has no such history";
  if (possible) found = differences(solver_.get_model(), inputs);
  solver_.pop();
  return found.empty() ? std::nullopt : std::optional(found);
}

std::string EncodedRun::differences(const z3::model& model, const Inputs& inputs) {
  properties::Goal goal = sample_.idle_goal();
  goal.setting = setting_;
  goal.setting.struck = inputs.struck;
  const replay::Trace trace = replay::replay(agreement_, goal, inputs.history);
  const std::vector<Truths> formulas = replayed_formulas(sample_, goal.setting, inputs);
  std::string found;
  for (std::size_t m = 0; m < inputs.history.moments.size() && found.empty(); ++m) {
    const bool encoded = truth(model, asked_[m].considered) && !truth(model, asked_[m].trouble);
    const bool replayed = m < trace.judgements.size() && trace.judgements[m].compliant;
    ++compared_;
    if (encoded != replayed) {
      found = fmt::format("in order: encoder {} (trouble {}), interpreter {} {}", encoded,
                          truth(model, asked_[m].trouble), replayed, trace.why);
    } else if (!encoded) {
      return {};
    } else {
      found = differences_of_state(model, asked_[m], trace.judgements[m]);
    }
    for (std::uint32_t p = 0; p < agreement_.properties.size() && found.empty(); ++p) {
      if (inputs.for_any[p]) found = difference_of_formula(model, m, p, formulas[p]);
    }
    if (!found.empty()) found = fmt::format("moment {}: {}", m + 1, found);
  }
  return found;
}

std::string EncodedRun::differences_of_state(const z3::model& model, const Asked& asked,
                                             const replay::Judgement& judged) {
  const std::string found = differences_of_tallies(model, asked, judged);
  return found.empty() ? differences_of_duties(model, asked, judged) : found;
}

std::string EncodedRun::differences_of_tallies(const z3::model& model, const Asked& asked,
                                               const replay::Judgement& judged) {
  for (const replay::TallyValue& tally : judged.tallies) {
    const language::Tally& declared = agreement_[tally.tally];
    const encode::TallyState& state = asked.tallies.at({tally.tally.index, tally.arguments});
    const bool begins_without = declared.kind == language::TallyKind::kFirstDate ||
                                declared.kind == language::TallyKind::kLastDate ||
                                declared.kind == language::TallyKind::kLatest;
    if (declared.initially && !tally.value) continue;  // the formulas that read it say whether it has a value
    const bool has_value = !begins_without || declared.initially || truth(model, state.seen);
    if (has_value != tally.value.has_value()) return "whether the tally " + declared.name + " has a value";
    if (!has_value) continue;
    const Value encoded = encode::value_in(model, state.value, declared.type);
    if (encoded == *tally.value) continue;
    return fmt::format("tally {}: encoder {}, interpreter {}", declared.name, show(encoded), show(*tally.value));
  }
  return {};
}

// Of each statement, the duties in the order in which they arose.
std::string EncodedRun::differences_of_duties(const z3::model& model, const Asked& asked,
                                              const replay::Judgement& judged) {
  std::map<std::uint32_t, std::vector<const replay::OutstandingDuty*>> expected;
  for (const replay::OutstandingDuty& duty : judged.duties) expected[duty.statement.index].push_back(&duty);
  const auto name = [&](std::uint32_t statement) {
    return agreement_[agreement_[agreement_.statements[statement].text].clause].name;
  };
  for (const auto& [id, outstanding] : asked.owed) {
    if (!truth(model, outstanding)) continue;
    const encode::Commitment& commitment = unrolling_.commitment(id);
    std::vector<const replay::OutstandingDuty*>& owed = expected[commitment.duty.index];
    if (owed.empty()) return fmt::format("duty of {}: owed by the encoder alone", name(commitment.duty.index));
    const std::string found = difference_of_duty(model, commitment, *owed.front());
    if (!found.empty()) return fmt::format("duty of {}: {}", name(commitment.duty.index), found);
    owed.erase(owed.begin());
  }
  for (const auto& [statement, owed] : expected) {
    if (!owed.empty()) return fmt::format("duty of {}: owed by the interpreter alone", name(statement));
  }
  for (std::uint32_t p = 0; p < agreement_.parties.size(); ++p) {
    if (truth(model, asked.breached[p]) == judged.breached.contains(language::PartyId{p})) continue;
    return fmt::format("whether {} has been in breach", agreement_.parties[p].name);
  }
  return {};
}

std::string EncodedRun::difference_of_duty(const z3::model& model, const encode::Commitment& commitment,
                                           const replay::OutstandingDuty& owed) {
  const auto value = [&](const z3::expr& e, const Type& type) { return encode::value_in(model, e, type); };
  const Type date{Sort::kDate}, party{Sort::kParty};
  if (value(commitment.party, party) != Value{language::Member{owed.party.index}}) return "its party";
  if (value(commitment.created, date) != Value{owed.created}) return "its trigger's date";
  const Value deadline = value(commitment.deadline, date);
  const bool passes = std::get<language::Day>(deadline) <= language::kLastDay;
  if (passes != owed.deadline.has_value() || (passes && deadline != Value{*owed.deadline})) return "its deadline";
  const auto& rule = std::get<language::Duty>(agreement_[commitment.duty].rule);
  for (std::size_t f = 0; f < commitment.fields.size(); ++f) {
    const language::Field& field = agreement_[*language::triggering_action(rule)].parameters[f];
    if (value(commitment.fields[f], field.type) != owed.trigger[f]) return "its trigger's " + field.name;
  }
  for (std::size_t f = 0; f < rule.frozen.size(); ++f) {
    if (value(commitment.frozen[f], agreement_[rule.frozen[f]].type) != owed.frozen[f]) return "a frozen value";
  }
  return {};
}

std::string EncodedRun::difference_of_formula(const z3::model& model, std::size_t moment, std::uint32_t property,
                                              const Truths& replayed) {
  const encode::Encoded& formula = asked_[moment].formulas[property];
  std::optional<bool> encoded;
  if (truth(model, formula.defined)) encoded = truth(model, formula.value);
  if (encoded == replayed.at(moment)) return {};
  return fmt::format("{}: encoder {}, interpreter {}", agreement_.properties[property].name, show(encoded),
                     show(replayed.at(moment)));
}

}  // namespace proviso::random_histories
