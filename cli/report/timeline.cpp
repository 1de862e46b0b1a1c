#include "cli/report/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "cli/report/reads.h"
#include "cli/report/scene.h"
#include "cli/report/trouble.h"
#include "cli/report/why.h"
#include "cli/report/words.h"
#include "language/format_value.h"
#include "replay/clauses.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using properties::Table;
using replay::Judgement;
using replay::OutstandingDuty;

// How many different things can stand in this place of a table: of an open kind those listed there, and any other.
std::size_t values_at(const Agreement& agreement, const language::Type& type, const Table& table, std::size_t place) {
  if (type.sort == language::Sort::kParty) return agreement.parties.size();
  if (type.sort == language::Sort::kKind && !agreement[type.kind].open) return agreement[type.kind].members.size();
  std::set<language::Value> named, others;
  for (const auto& [arguments, value] : table.listed) {
    (properties::any_other_number(arguments[place]) ? others : named).insert(arguments[place]);
  }
  return named.size() + std::max<std::size_t>(others.size(), 1);
}

// Nothing is left to which `otherwise` could apply.
bool lists_all(const Agreement& agreement, const std::vector<language::VariableId>& parameters, const Table& table) {
  std::size_t all = 1;
  for (std::size_t place = 0; place < parameters.size(); ++place) {
    all *= values_at(agreement, agreement[parameters[place]].type, table, place);
  }
  return table.listed.size() == all;
}

enum class Others { kTold, kOnlyAlone };

// What a table says, one line per row; `is` stands between the application and its value. The line for all arguments
// that are not listed: where there are any, or only where none is listed.
std::vector<std::string> table_lines(const Agreement& agreement, std::string_view name,
                                     const std::vector<language::VariableId>& parameters, const language::Type& type,
                                     const Table& table, std::string_view is, Others others) {
  const auto row = [&](std::string_view what, const language::Value& value) {
    return fmt::format("{}{}{}", what, is, language::format_value(agreement, value, type));
  };
  if (parameters.empty()) return {row(name, table.at({}))};
  std::vector<std::string> lines;
  for (const auto& [arguments, value] : table.listed) {
    lines.push_back(row(application_text(agreement, name, parameters, arguments), value));
  }
  if (lines.empty()) return {row(fmt::format("{}(any)", name), table.otherwise)};
  if (others == Others::kTold && !lists_all(agreement, parameters, table)) {
    lines.push_back(row(fmt::format("{}(any other)", name), table.otherwise));
  }
  return lines;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::string value_or_none(const Agreement& agreement, const language::Type& type,
                          const std::optional<language::Value>& value) {
  return value ? language::format_value(agreement, *value, type) : "none";
}

// Collects the notes of one moment, in the order in which things happen inside it.
class StepTeller {
 public:
  StepTeller(const language::SourceMap& sources, Scene& scene, const std::vector<bool>& conditions,
             const std::optional<replay::Missed>& missed, std::size_t index)
      : sources_(sources),
        scene_(scene),
        agreement_(scene.agreement()),
        conditions_(conditions),
        missed_(missed),
        index_(index) {}

  Step tell() {
    amendments();
    conditions();
    arisen_by_themselves();
    overdue();
    permission();
    discharged_by_event();
    triggered();
    tallies();
    ended_at_last();
    occasion();
    const auto& event = moment().event;
    return {index_ + 1, language::format_day(moment().date), event ? event_text(agreement_, *event) : "time passes",
            std::move(notes_)};
  }

 private:
  const properties::Moment& moment() const { return scene_.history().moments[index_]; }
  const properties::Moment* previous() const { return index_ == 0 ? nullptr : &scene_.history().moments[index_ - 1]; }
  const Judgement& judgement() const { return scene_.trace().judgements[index_]; }

  void note(fmt::format_string<std::string> text, std::string what, language::StatementId statement) {
    note(fmt::format(text, std::move(what)), agreement_[statement].span);
  }
  void note(std::string text, language::Span span) { notes_.push_back({std::move(text), place(sources_, span)}); }
  void note(std::string text) { notes_.push_back({std::move(text), ""}); }

  void amendments() {
    for (const language::Amendment& amendment : agreement_.amendments) {
      const bool now = moment().date >= amendment.effective;
      const bool already = previous() != nullptr && previous()->date >= amendment.effective;
      if (now && !already) {
        note(fmt::format("{} is in effect since {}", amendment.name, language::format_day(amendment.effective)),
             amendment.span);
      }
    }
  }

  // All of them at the first moment, later those that changed.
  void conditions() {
    for (std::size_t c = 0; c < agreement_.conditions.size(); ++c) {
      if (!conditions_[c]) continue;
      const auto before =
          previous() == nullptr ? std::vector<std::string>{} : condition_lines(c, previous()->conditions[c]);
      for (std::string& line : condition_lines(c, moment().conditions[c])) {
        if (std::find(before.begin(), before.end(), line) == before.end()) note(std::move(line));
      }
    }
  }

  std::vector<std::string> condition_lines(std::size_t index, const Table& table) const {
    const language::Condition& condition = agreement_.conditions[index];
    const language::Type truth{.sort = language::Sort::kBool};
    // What holds for all other arguments is no news beside those in play.
    return table_lines(agreement_, condition.name, condition.parameters, truth, table, " is ", Others::kOnlyAlone);
  }

  void overdue() {
    for (const OutstandingDuty& duty : judgement().late) {
      note(fmt::format("{} is overdue, was {}{}", duty_name(agreement_, duty), due_text(duty), debtor(duty)), duty);
    }
    for (const replay::BrokenCovenant& covenant : judgement().broken) {
      note(fmt::format("{} breaks {}", agreement_[covenant.party].name, clause_name(agreement_, covenant.statement)),
           agreement_[covenant.statement].span);
    }
  }

  void permission() {
    if (!moment().event || !replay::actor_of(agreement_, *moment().event)) return;
    for (const auto by : judgement().forbidden_by) note("forbidden by {}", clause_name(agreement_, by), by);
    const language::Action& action = agreement_[moment().event->action];
    if (judgement().reserved_uncovered) {
      note(fmt::format("forbidden: {} is reserved and no clause permits it", action.name), action.span);
    }
    if (!judgement().permitted) return;
    for (const auto by : judgement().permitted_by) note("permitted by {}", clause_name(agreement_, by), by);
    if (judgement().permitted_by.empty()) note("permitted: no clause forbids it");
  }

  const language::Duty& rule_of(const OutstandingDuty& duty) const {
    return replay::duty_rule(agreement_, duty.statement);
  }
  void note(std::string text, const OutstandingDuty& duty) { note(std::move(text), agreement_[duty.statement].span); }

  // Who owes the duty, where its text does not name them.
  std::string debtor(const OutstandingDuty& duty) const {
    if (language::named_party(agreement_, rule_of(duty).party)) return "";
    return fmt::format(", owed by {}", agreement_[duty.party].name);
  }

  void arisen_by_themselves() {
    for (const OutstandingDuty& duty : judgement().arisen) {
      if (!rule_of(duty).trigger) arisen(duty);
    }
  }

  void triggered() {
    for (const OutstandingDuty& duty : judgement().arisen) {
      if (rule_of(duty).trigger) arisen(duty);
    }
  }

  void arisen(const OutstandingDuty& duty) {
    const std::string due =
        duty.deadline ? fmt::format("by {}", language::format_day(*duty.deadline)) : "(no deadline)";
    note(fmt::format("{} owes {}: {} {}", agreement_[duty.party].name, duty_name(agreement_, duty),
                     performance(rule_of(duty)), due),
         duty);
  }

  std::string performance(const language::Duty& rule) const {
    const auto act = [&](const language::Act& one) { return agreement_[one.action].name; };
    const auto ensure = [&](const language::Ensure& one) {
      return fmt::format("ensure `{}`", written_text(sources_, agreement_[one.formula].span));
    };
    return std::visit(language::Overloaded{act, ensure}, rule.performance);
  }

  // The duties that the event discharges stand before those that what is then so does.
  void discharged_by_event() {
    for (const OutstandingDuty& duty : ended(0, judgement().discharged.size())) {
      if (!is_ensured(duty)) {
        note(fmt::format("discharges {}, {}{}", duty_name(agreement_, duty), due_text(duty), debtor(duty)), duty);
      }
    }
  }

  void ended_at_last() {
    const std::size_t discharged = judgement().discharged.size();
    for (const OutstandingDuty& duty : ended(0, discharged)) {
      if (is_ensured(duty)) {
        note(fmt::format("{} is fulfilled, {}{}", duty_name(agreement_, duty), due_text(duty), debtor(duty)), duty);
      }
    }
    for (const OutstandingDuty& duty : ended(discharged, judgement().ended.size())) {
      note(fmt::format("{} lapses{}", duty_name(agreement_, duty), debtor(duty)), duty);
    }
  }

  std::span<const OutstandingDuty> ended(std::size_t from, std::size_t to) const {
    return std::span(judgement().ended).subspan(from, to - from);
  }

  bool is_ensured(const OutstandingDuty& duty) const {
    return std::holds_alternative<language::Ensure>(rule_of(duty).performance);
  }

  void tallies() {
    for (const replay::TallyValue& after : judgement().tallies) {
      const language::Tally& tally = agreement_[after.tally];
      const auto before = scene_.tally(after.tally, after.arguments, index_);
      if (before == after.value) continue;
      note(fmt::format("{}: {} → {}", application_text(agreement_, tally.name, tally.parameters, after.arguments),
                       value_or_none(agreement_, tally.type, before),
                       value_or_none(agreement_, tally.type, after.value)));
    }
  }

  // Of a `whenever` that is missed: where it comes, and where its time is up.
  void occasion() {
    if (!missed_) return;
    if (index_ == missed_->occasion) note(fmt::format("to be answered by {}", answered_by(*missed_)));
    if (index_ == scene_.decisive_moment()) {
      note(fmt::format("moment {} is left unanswered, its last day was {}", missed_->occasion + 1,
                       answered_by(*missed_)));
    }
  }

  const language::SourceMap& sources_;
  Scene& scene_;
  const Agreement& agreement_;
  const std::vector<bool>& conditions_;
  const std::optional<replay::Missed>& missed_;
  std::size_t index_;
  std::vector<Note> notes_;
};

// The moment at which judging stops.
Step troubled_step(const language::SourceMap& sources, const Scene& scene, const TroubleAccount& trouble) {
  const properties::Moment& moment = scene.history().moments[trouble.moment];
  const std::string where = trouble.statement ? place(sources, scene.agreement()[*trouble.statement].span) : "";
  return {trouble.moment + 1,
          language::format_day(moment.date),
          moment.event ? event_text(scene.agreement(), *moment.event) : "time passes",
          {{fmt::format("can not be judged: {}", trouble.what), where}}};
}

std::vector<std::string> term_lines(const Agreement& agreement, const properties::History& history,
                                    const Matter& matter) {
  std::vector<std::string> lines;
  for (std::size_t t = 0; t < history.terms.size(); ++t) {
    if (!matter.terms[t]) continue;
    const language::Term& term = agreement.terms[t];
    append(lines,
           table_lines(agreement, term.name, term.parameters, term.type, history.terms[t], " = ", Others::kTold));
  }
  return lines;
}

std::vector<std::string> reading_lines(const Agreement& agreement, const properties::History& history,
                                       const Matter& matter) {
  std::vector<std::string> lines;
  for (std::size_t r = 0; r < history.readings.size(); ++r) {
    if (!matter.readings[r]) continue;
    const language::Choice& choice = agreement.readings[r].choices[history.readings[r]];
    const std::string meaning = choice.text.empty() ? "" : fmt::format(" ({})", one_line(choice.text));
    lines.push_back(fmt::format("{} is {}{}", agreement.readings[r].name, choice.name, meaning));
  }
  return lines;
}

}  // namespace

Timeline tell(const language::SourceMap& sources, const Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.history || !result.trace) return {};
  const properties::History& history = *result.verdict.history;
  const Matter matter = what_matters(agreement, result);
  Timeline timeline;
  timeline.terms = term_lines(agreement, history, matter);
  timeline.readings = reading_lines(agreement, history, matter);
  timeline.for_any = instance_texts(agreement, result.goal.for_any, history.for_any);
  Scene scene(agreement, result);
  const auto missed = scene.missed();
  for (std::size_t i = 0; i < scene.size(); ++i) {
    timeline.steps.push_back(StepTeller(sources, scene, matter.conditions, missed, i).tell());
  }
  const auto trouble = account_of_trouble(scene);
  if (trouble) timeline.steps.push_back(troubled_step(sources, scene, *trouble));
  timeline.why = trouble ? trouble->advice : why(sources, scene);
  return timeline;
}

}  // namespace proviso::cli
