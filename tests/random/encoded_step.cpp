#include "tests/random/encoded_step.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/terms.h"

namespace proviso::random_histories {

using language::StatementId;
using language::TallyId;
using language::Type;
using language::Value;
using replay::Trouble;

namespace {

bool begins_without_value(const language::Tally& tally) {
  return tally.kind == language::TallyKind::kFirstDate || tally.kind == language::TallyKind::kLastDate ||
         tally.kind == language::TallyKind::kLatest;
}

replay::TallyCell cell(Replayed& past, TallyId tally, const properties::Arguments& arguments) {
  return past.world().tallies.cell(past.world(), tally, arguments, past.moments());
}

}  // namespace

EncodedStep::EncodedStep(const Sample& sample, properties::Setting setting, encode::Products products)
    : sample_(sample),
      agreement_(sample.agreement),
      setting_(std::move(setting)),
      products_(products),
      unrolling_(context_, sample.agreement, setting_, encode::Start::kAnywhere, products),
      solver_(context_),
      considered_(context_.bool_val(true)),
      trouble_(context_.bool_val(true)) {
  unrolling_.add_moment();
  ask_tallies();
  ask_duties();
  for (const language::Property& property : agreement_.properties) {
    for (language::VariableId variable : property.for_any) unrolling_.variable(variable);
    formulas_.push_back(unrolling_.after(property.formula, 0));
  }
  considered_ = unrolling_.considered(0);
  trouble_ = unrolling_.trouble(0);
  equations_.emplace(sample, unrolling_);
  for (const z3::expr& constraint : unrolling_.take_constraints()) solver_.add(constraint);
}

void EncodedStep::ask_tallies() {
  for (std::uint32_t t = 0; t < agreement_.tallies.size(); ++t) {
    const TallyId tally{t};
    for (const properties::Arguments& arguments : sample_.combinations(agreement_[tally].parameters)) {
      const std::vector<z3::expr> at = arguments_of(unrolling_, agreement_[tally].parameters, arguments);
      tallies_.push_back({tally, arguments, unrolling_.tally(tally, at, 0), unrolling_.tally(tally, at, 1)});
    }
  }
}

void EncodedStep::ask_duties() {
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    const StatementId statement{s};
    if (!std::holds_alternative<language::Duty>(agreement_[statement].rule)) continue;
    const encode::Slot before = unrolling_.slot(statement, 0);
    duties_.push_back({statement, before, unrolling_.slot(statement, 1)});
  }
}

// Which of two duties of one clause is older can not be fixed from here.
// The state holds more than the interpreter tells: in which period of a window something counted, and whether what a
// `becoming` watches was true.
bool EncodedStep::has_hidden_state() const {
  const auto becomes = [](const language::Occasion& occasion) { return language::action_of(occasion) == nullptr; };
  const std::vector<language::Tally>& tallies = sample_.agreement.tallies;
  return std::any_of(tallies.begin(), tallies.end(), [&](const language::Tally& tally) {
    const auto* since = std::get_if<language::Since>(&tally.window);
    return std::holds_alternative<language::InTheLast>(tally.window) || becomes(tally.over) ||
           (since != nullptr && becomes(since->occasion));
  });
}

bool EncodedStep::has_rivals() const {
  const auto clause = [&](const AskedDuty& duty) { return agreement_[agreement_[duty.statement].text].clause; };
  return std::any_of(duties_.begin(), duties_.end(), [&](const AskedDuty& one) {
    return std::any_of(duties_.begin(), duties_.end(), [&](const AskedDuty& other) {
      return one.statement != other.statement && clause(one) == clause(other);
    });
  });
}

std::vector<z3::expr> EncodedStep::inputs_of(const Inputs& inputs, std::size_t moment) const {
  std::vector<z3::expr> all = equations_->rigid(inputs);
  const properties::Moment& now = inputs.history.moments[moment];
  const std::vector<z3::expr> at_moment = equations_->moment(0, &now, now.date);
  all.insert(all.end(), at_moment.begin(), at_moment.end());
  return all;
}

// A date tally without value is only said to have none, a duty that is not owed only not to be owed.
void EncodedStep::add_tally(const AskedTally& asked, const encode::TallyState& state, Replayed& past,
                            Facts& facts) const {
  const language::Tally& declared = agreement_[asked.tally];
  const replay::TallyCell now = cell(past, asked.tally, asked.arguments);
  if (begins_without_value(declared)) {
    facts.push_back({declared.name + " has begun", state.seen == unrolling_.context().bool_val(now.begun)});
  }
  if (!now.value) return;
  facts.push_back({declared.name, state.value == encode::literal(unrolling_.context(), declared.type, *now.value)});
}

void EncodedStep::add_duty(const AskedDuty& asked, const encode::Slot& slot, const Replayed& past, Facts& facts) const {
  z3::context& context = unrolling_.context();
  const std::string name = agreement_[agreement_[agreement_[asked.statement].text].clause].name;
  const auto owed = std::find_if(past.duties().begin(), past.duties().end(),
                                 [&](const auto& duty) { return duty.statement == asked.statement; });
  const bool is_owed = owed != past.duties().end();
  facts.push_back({name + " is owed", slot.outstanding == context.bool_val(is_owed)});
  if (!is_owed) return;
  facts.push_back({name + "'s trigger date", slot.created == encode::day_literal(context, owed->created)});
  facts.push_back({name + "'s deadline", slot.deadline == encode::day_literal(context, owed->deadline)});
  const auto& rule = std::get<language::Duty>(agreement_[asked.statement].rule);
  const std::vector<language::Field>& fields = agreement_[rule.trigger].parameters;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    const z3::expr value = encode::literal(context, fields[f].type, owed->trigger[f]);
    facts.push_back({fmt::format("{}'s trigger.{}", name, fields[f].name), slot.fields[f] == value});
  }
}

// The state of the interpreter, as state 0 or as state 1.
Facts EncodedStep::state(Replayed& past, bool after) {
  Facts facts;
  if (!after) {
    const bool begun = past.moments() > 0;
    const language::Day date =
        begun ? past.world().history.moments[past.moments() - 1].date : past.world().agreement.starts;
    facts.push_back({"the date before", unrolling_.date(0) == encode::day_literal(context_, date)});
  }
  for (const AskedTally& asked : tallies_) add_tally(asked, after ? asked.after : asked.before, past, facts);
  for (const AskedDuty& asked : duties_) add_duty(asked, after ? asked.after : asked.before, past, facts);
  return facts;
}

// What the event does to a tally is undefined at arguments that the interpreter does not follow.
bool EncodedStep::followed_too_far(Replayed& past) const {
  return std::any_of(tallies_.begin(), tallies_.end(),
                     [&](const AskedTally& asked) { return cell(past, asked.tally, asked.arguments).spoiled; });
}

// After a moment that can be judged. `past` is the state after it.
Facts EncodedStep::judged(Replayed& past, const replay::Judgement& judgement, const std::vector<Truths>& formulas) {
  Facts facts = state(past, true);
  facts.push_back({"no trouble", !trouble_});
  facts.push_back({"considered", considered_ == context_.bool_val(judgement.compliant)});
  for (std::size_t p = 0; p < formulas_.size(); ++p) {
    if (formulas[p].empty()) continue;
    const std::optional<bool> truth = formulas[p].at(past.moments() - 1);
    const std::string name = agreement_.properties[p].name;
    facts.push_back({name + " is defined", formulas_[p].defined == context_.bool_val(truth.has_value())});
    if (truth) facts.push_back({name, formulas_[p].value == context_.bool_val(*truth)});
  }
  return facts;
}

Facts EncodedStep::stopped(Trouble trouble) const {
  if (trouble == Trouble::kOverflow || trouble == Trouble::kUndefined) return {{"trouble", trouble_}};
  return {{"not considered", !considered_}};
}

std::optional<std::string> EncodedStep::compare(const Inputs& inputs) {
  properties::Goal goal = sample_.idle_goal();
  goal.setting = setting_;
  goal.setting.struck = inputs.struck;
  const replay::Trace trace = replay::replay(agreement_, goal, inputs.history);
  const std::vector<Truths> formulas = replayed_formulas(sample_, goal.setting, inputs);
  Replayed past(sample_, goal.setting, inputs.history);
  const std::size_t last = std::min(trace.judgements.size() + 1, inputs.history.moments.size());
  for (std::size_t m = 0; m < last; ++m) {
    Facts before = state(past, false);
    for (const z3::expr& input : inputs_of(inputs, m)) before.push_back({"the moment's inputs", input});
    const bool can_be_judged = m < trace.judgements.size();
    if (can_be_judged) past.advance();
    if (can_be_judged && followed_too_far(past)) break;
    const Facts expected = can_be_judged ? judged(past, trace.judgements[m], formulas) : stopped(trace.trouble);
    const std::string found = compare_moment(before, expected, can_be_judged);
    if (!found.empty()) return fmt::format("moment {}: {} {}", m + 1, found, can_be_judged ? "" : trace.why);
    ++compared_;
  }
  return std::nullopt;
}

std::string EncodedStep::compare_moment(const Facts& before, const Facts& expected, bool judged) {
  std::string found;
  z3::expr all = context_.bool_val(true);
  for (const Fact& fact : expected) all = encode::conjunction(all, fact.said);
  solver_.push();
  for (const Fact& fact : before) solver_.add(fact.said);
  solver_.push();
  solver_.add(all);
  const bool allowed = solver_.check() == z3::sat;
  solver_.pop();
  const bool more_is_fine = !judged || products_ == encode::Products::kAbstract || has_rivals() || has_hidden_state();
  if (allowed && !more_is_fine) {
    solver_.add(!trouble_);
    solver_.add(!all);
    if (solver_.check() != z3::unsat) found = "the encoder allows something else as well";
  }
  solver_.pop();
  return allowed ? found : first_refused(before, expected);
}

std::string EncodedStep::first_refused(const Facts& before, const Facts& expected) {
  solver_.push();
  for (const Facts* facts : {&before, &expected}) {
    for (const Fact& fact : *facts) {
      solver_.add(fact.said);
      if (solver_.check() == z3::sat) continue;
      solver_.pop();
      return fmt::format("the encoder refuses \"{}\", {}", fact.what, fact.said.to_string());
    }
  }
  solver_.pop();
  return "the encoder refuses all of it together";
}

}  // namespace proviso::random_histories
