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

EncodedStep::EncodedStep(const Sample& sample, properties::Setting setting, encode::Products products, unsigned budget)
    : sample_(sample),
      agreement_(sample.agreement),
      setting_(std::move(setting)),
      products_(products),
      unrolling_(context_, sample.agreement, setting_, encode::Start::kAnywhere, products),
      solver_(solver_with(context_, budget)),
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
    if (std::holds_alternative<language::Keep>(agreement_[statement].rule)) unrolling_.broken(statement, 1);
    const auto* duty = std::get_if<language::Duty>(&agreement_[statement].rule);
    if (duty == nullptr) continue;
    for (const encode::CommitmentId id : unrolling_.commitments(statement, 1)) unrolling_.outstanding(id, 1);
    find_anybody(statement, *duty);
  }
  for (const language::PartyId party : asked_about_breach()) unrolling_.breached(party, 1);
}

// Where everybody complies and nothing reads who has been in breach, nobody: as in most proofs. To ask lays out duties
// of its own, which can hide that others are missing.
std::vector<language::PartyId> EncodedStep::asked_about_breach() const {
  std::vector<language::PartyId> parties;
  const bool is_read = std::any_of(
      agreement_.expressions.begin(), agreement_.expressions.end(),
      [](const language::Expression& read) { return std::holds_alternative<language::Breached>(read.node); });
  const bool all_comply = std::count(setting_.complies.begin(), setting_.complies.end(), false) == 0;
  if (all_comply && !is_read) return parties;
  for (std::uint32_t p = 0; p < agreement_.parties.size(); ++p) parties.push_back({p});
  return parties;
}

// By its name: see `initial` in encode/commitments.cpp.
void EncodedStep::find_anybody(StatementId statement, const language::Duty& duty) {
  for (const encode::CommitmentId id : unrolling_.commitments(statement, 0)) {
    for (const std::uint32_t position : duty.capacity.per) {
      const z3::expr individual = unrolling_.commitment(id).fields[position];
      const language::Type& type = agreement_[*language::triggering_action(duty)].parameters[position].type;
      const std::string name = individual.is_const() ? individual.decl().name().str() : std::string();
      if (name.find(":each!:") != std::string::npos) anybody_.push_back({individual, type});
    }
  }
}

// The state holds more than the interpreter tells: in which period of a window something counted, and whether what a
// `becoming` watches was true.
bool EncodedStep::has_hidden_state() const {
  const auto becomes = [](const language::Occasion& occasion) { return language::action_of(occasion) == nullptr; };
  const std::vector<language::Tally>& tallies = sample_.agreement.tallies;
  return std::any_of(tallies.begin(), tallies.end(),
                     [&](const language::Tally& tally) {
                       const auto* since = std::get_if<language::Since>(&tally.window);
                       return std::holds_alternative<language::InTheLast>(tally.window) || becomes(tally.over) ||
                              (since != nullptr && becomes(since->occasion));
                     }) ||
         std::any_of(agreement_.statements.begin(), agreement_.statements.end(),
                     [&](const language::Statement& statement) {
                       const auto* duty = std::get_if<language::Duty>(&statement.rule);
                       return duty != nullptr && duty->trigger && becomes(duty->trigger->occasion);
                     });
}

// Of statements with room for each individual of an open kind not all duties are laid out.
bool EncodedStep::has_open_keys() const {
  return std::any_of(agreement_.statements.begin(), agreement_.statements.end(), [&](const language::Statement& s) {
    const auto* duty = std::get_if<language::Duty>(&s.rule);
    return duty != nullptr && language::has_open_key(agreement_, *duty);
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

z3::expr EncodedStep::same_key(const encode::Commitment& commitment, const replay::OutstandingDuty& owed) const {
  const auto& rule = std::get<language::Duty>(agreement_[commitment.duty].rule);
  z3::expr same = unrolling_.context().bool_val(true);
  for (std::uint32_t position : rule.capacity.per) {
    const Type& type = agreement_[*language::triggering_action(rule)].parameters[position].type;
    const z3::expr value = encode::literal(unrolling_.context(), type, owed.trigger[position]);
    same = encode::conjunction(same, commitment.fields[position] == value);
  }
  return same;
}

// `age`: how many duties are older.
z3::expr EncodedStep::same(const encode::Commitment& commitment, const replay::OutstandingDuty& owed,
                           std::size_t age) const {
  z3::context& context = unrolling_.context();
  const auto& rule = std::get<language::Duty>(agreement_[commitment.duty].rule);
  const z3::expr last = encode::day_literal(context, language::kLastDay);
  z3::expr same = commitment.party == context.int_val(owed.party.index);
  same = same && commitment.created == encode::day_literal(context, owed.created);
  same = same && (owed.deadline ? commitment.deadline == encode::day_literal(context, *owed.deadline)
                                : commitment.deadline > last);
  for (std::size_t f = 0; f < owed.trigger.size(); ++f) {
    const Type& type = agreement_[*language::triggering_action(rule)].parameters[f].type;
    same = same && commitment.fields[f] == encode::literal(context, type, owed.trigger[f]);
  }
  for (std::size_t f = 0; f < owed.frozen.size(); ++f) {
    const Type& type = agreement_[rule.frozen[f]].type;
    same = same && commitment.frozen[f] == encode::literal(context, type, owed.frozen[f]);
  }
  if (!commitment.moment) same = same && commitment.rank == static_cast<int>(age);
  return same;
}

// What is laid out as outstanding is owed, and as many; a duty that is owed is laid out, unless it is one of an
// individual of an open kind that nobody names. After the moment its age is not compared.
void EncodedStep::add_duties(StatementId statement, const Replayed& past, bool after, Facts& facts) {
  z3::context& context = unrolling_.context();
  const std::string name = agreement_[agreement_[agreement_[statement].text].clause].name;
  const std::vector<encode::CommitmentId> laid_out = unrolling_.commitments(statement, after ? 1 : 0);
  std::vector<z3::expr> outstanding;
  std::size_t count = 0;
  z3::expr number = context.int_val(0);
  for (const encode::CommitmentId id : laid_out) {
    outstanding.push_back(unrolling_.outstanding(id, after ? 1 : 0));
    number = number + z3::ite(outstanding.back(), context.int_val(1), context.int_val(0));
  }
  std::vector<z3::expr> explained(laid_out.size(), context.bool_val(false));
  for (std::size_t age = 0; age < past.duties().size(); ++age) {
    const replay::OutstandingDuty& owed = past.duties()[age];
    if (owed.statement != statement) continue;
    ++count;
    z3::expr found = context.bool_val(false), named = context.bool_val(false);
    for (std::size_t i = 0; i < laid_out.size(); ++i) {
      encode::Commitment commitment = unrolling_.commitment(laid_out[i]);
      if (after) commitment.moment = 0;
      const z3::expr is = same(commitment, owed, age);
      explained[i] = explained[i] || is;
      found = found || (outstanding[i] && is);
      named = named || same_key(commitment, owed);
    }
    facts.push_back({name + " is owed as it was created", z3::implies(named, found)});
  }
  for (std::size_t i = 0; i < laid_out.size(); ++i) {
    facts.push_back({name + " is owed by nobody", z3::implies(outstanding[i], explained[i])});
  }
  if (!has_open_keys()) facts.push_back({"how often " + name + " is owed", number == static_cast<int>(count)});
}

void EncodedStep::add_record(const Record& record, const Replayed& past, bool after, Facts& facts) {
  z3::context& context = unrolling_.context();
  const std::size_t state = after ? 1 : 0;
  for (const language::PartyId party : asked_about_breach()) {
    facts.push_back({"breach by " + agreement_[party].name,
                     unrolling_.breached(party, state) == context.bool_val(record.breached.contains(party))});
  }
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    const StatementId id{s};
    const std::string name = agreement_[agreement_[agreement_[id].text].clause].name;
    if (std::holds_alternative<language::Keep>(agreement_[id].rule)) {
      const z3::expr is = context.bool_val(record.broken.contains(id));
      facts.push_back({name + " is broken", unrolling_.broken(id, state) == is});
    }
    const auto* duty = std::get_if<language::Duty>(&agreement_[id].rule);
    if (duty == nullptr || duty->trigger || after) continue;
    const z3::expr begun = context.bool_val(past.moments() > 0);
    const z3::expr come = begun && unrolling_.date(0) >= unrolling_.first_day(id).value;
    facts.push_back({name + " has arisen", unrolling_.arisen(id, 0) == come});
  }
}

// The state of the interpreter, as state 0 or as state 1.
Facts EncodedStep::state(Replayed& past, const Record& record, bool after) {
  Facts facts;
  if (!after) {
    const bool begun = past.moments() > 0;
    const language::Day date =
        begun ? past.world().history.moments[past.moments() - 1].date : past.world().agreement.starts;
    facts.push_back({"the date before", unrolling_.date(0) == encode::day_literal(context_, date)});
  }
  for (const AskedTally& asked : tallies_) add_tally(asked, after ? asked.after : asked.before, past, facts);
  for (std::uint32_t s = 0; s < agreement_.statements.size(); ++s) {
    const bool is_duty = std::holds_alternative<language::Duty>(agreement_.statements[s].rule);
    if (is_duty) add_duties(StatementId{s}, past, after, facts);
  }
  add_record(record, past, after, facts);
  return facts;
}

// What the event does to a tally is undefined at arguments that the interpreter does not follow.
bool EncodedStep::followed_too_far(Replayed& past) const {
  return std::any_of(tallies_.begin(), tallies_.end(),
                     [&](const AskedTally& asked) { return cell(past, asked.tally, asked.arguments).spoiled; });
}

EncodedStep::Record EncodedStep::record_of(const replay::Judgement& judgement) {
  Record record{{}, judgement.breached};
  for (const replay::BrokenCovenant& covenant : judgement.broken) record.broken.insert(covenant.statement);
  return record;
}

// After a moment that can be judged. `past` is the state after it.
Facts EncodedStep::judged(Replayed& past, const replay::Judgement& judgement, const std::vector<Truths>& formulas) {
  Facts facts = state(past, record_of(judgement), true);
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
    Facts before = state(past, m > 0 ? record_of(trace.judgements[m - 1]) : Record{}, false);
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
  const bool allowed = satisfiable(solver_);
  if (allowed && !can_be_about_anybody()) found = "the encoder refuses that lemmas are shown about somebody";
  solver_.pop();
  const bool more_is_fine =
      !judged || products_ == encode::Products::kAbstract || has_open_keys() || has_hidden_state();
  if (allowed && !more_is_fine) {
    solver_.add(!trouble_);
    solver_.add(!all);
    if (satisfiable(solver_)) found = "the encoder allows something else as well";
  }
  solver_.pop();
  return allowed ? found : first_refused(before, expected);
}

// Each time one of those that are drawn.
bool EncodedStep::can_be_about_anybody() {
  if (anybody_.empty()) return true;
  for (const Anybody& anybody : anybody_) {
    const std::vector<Value> values = sample_.values(anybody.type);
    const Value& value = values[compared_ % values.size()];
    solver_.add(anybody.individual == encode::literal(context_, anybody.type, value));
  }
  return satisfiable(solver_);
}

std::string EncodedStep::first_refused(const Facts& before, const Facts& expected) {
  solver_.push();
  for (const Facts* facts : {&before, &expected}) {
    for (const Fact& fact : *facts) {
      solver_.add(fact.said);
      if (satisfiable(solver_)) continue;
      solver_.pop();
      return fmt::format("the encoder refuses \"{}\", {}", fact.what, fact.said.to_string());
    }
  }
  solver_.pop();
  return "the encoder refuses all of it together";
}

}  // namespace proviso::random_histories
