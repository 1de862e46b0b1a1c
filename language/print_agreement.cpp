#include "language/print_agreement.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "language/format_expression.h"
#include "language/format_value.h"

namespace proviso::language {
namespace {

std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    if (c == '"' || c == '\\') out += '\\';
    out += blank ? ' ' : c;
  }
  return '"' + out + '"';
}

// With a blank before it, or nothing.
std::string titled(const std::string& title) { return title.empty() ? "" : " " + quoted(title); }

class Printer {
 public:
  explicit Printer(const Agreement& agreement) : a_(agreement) {}

  std::string print() {
    line("agreement {}{}", a_.name, titled(a_.title));
    if (!a_.currency.empty()) line("  currency {}", a_.currency);
    line("  starts {}", format_day(a_.starts));
    for (const Party& party : a_.parties) line("party {}{}", party.name, titled(party.title));
    for (const Kind& kind : a_.kinds) print_kind(kind);
    for (const Term& term : a_.terms) print_term(term);
    for (const Reading& reading : a_.readings) print_reading(reading);
    for (const Condition& condition : a_.conditions) print_condition(condition);
    for (std::uint32_t i = 0; i < a_.actions.size(); ++i) print_action(ActionId{i});
    for (const Tally& tally : a_.tallies) print_tally(tally);
    for (const Assumption& assumption : a_.assumptions) line("assume {}", text(assumption.fact));
    for (const Amendment& amendment : a_.amendments) {
      line("amendment {}{} effective {}", amendment.name, titled(amendment.title), format_day(amendment.effective));
    }
    for (const Clause& clause : a_.clauses) print_clause(clause);
    for (const Property& property : a_.properties) print_property(property);
    for (const Redline& redline : a_.redlines) print_redline(redline);
    return std::move(out_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... arguments) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(arguments)...);
    out_ += '\n';
  }

  std::string text(ExprId id, const ExpressionPlace& place = {}) const { return format_expression(a_, id, place); }

  // " when F", or nothing.
  std::string part(std::string_view word, const std::optional<ExprId>& id, const ExpressionPlace& place = {}) const {
    return id ? fmt::format(" {} {}", word, text(*id, place)) : std::string();
  }

  std::string type_name(const Type& type) const { return format_type(a_, type); }

  std::string variables(const std::vector<VariableId>& ids) const {
    std::string list;
    for (const VariableId id : ids) {
      list += fmt::format("{}{}: {}", list.empty() ? "" : ", ", a_[id].name, type_name(a_[id].type));
    }
    return list;
  }

  std::string parameters(const std::vector<VariableId>& ids) const {
    return ids.empty() ? "" : "(" + variables(ids) + ")";
  }

  template <class Ids>
  std::string names(const Ids& ids) const {
    std::string list;
    for (const auto id : ids) list += (list.empty() ? "" : ", ") + a_[id].name;
    return list;
  }

  void print_kind(const Kind& kind) {
    std::string members;
    for (const std::string& member : kind.members) members += (members.empty() ? " = " : " | ") + member;
    line("kind {}{}", kind.name, members);
  }

  void print_term(const Term& term) {
    line("term {}{} : {}{}", term.name, parameters(term.parameters), type_name(term.type), part("where", term.where));
  }

  void print_reading(const Reading& reading) {
    line("reading {}{}", reading.name, titled(reading.title));
    for (const Choice& choice : reading.choices) line("  {}{}", choice.name, titled(choice.text));
  }

  void print_condition(const Condition& condition) {
    const std::string decided = condition.decided_by ? " decided by " + a_[*condition.decided_by].name : "";
    line("condition {}{}{}", condition.name, parameters(condition.parameters), decided);
  }

  std::string actor(const Action& action) const {
    return std::visit(Overloaded{
                          [](const Nobody&) { return std::string(); },
                          [&](const PartyId& party) { return " by " + a_[party].name; },
                          [&](const ActorField& f) { return " by " + action.parameters.at(f.position).name; },
                      },
                      action.actor);
  }

  void print_action(ActionId id) {
    const Action& action = a_[id];
    const bool event = std::holds_alternative<Nobody>(action.actor);
    std::string fields;
    for (const Field& field : action.parameters) {
      fields += fmt::format("{}{}: {}", fields.empty() ? "" : ", ", field.name, type_name(field.type));
    }
    if (!fields.empty()) fields = "(" + fields + ")";
    line("{}{} {}{}{}{}", action.reserved ? "reserved " : "", event ? "event" : "action", action.name, fields,
         actor(action), part("where", action.where, {id}));
  }

  std::string tally_head(const Tally& tally, const ExpressionPlace& place) const {
    switch (tally.kind) {
      case TallyKind::kSum:
        return fmt::format("sum of {} over", text(tally.value.value(), place));
      case TallyKind::kCount:
        return "count of";
      case TallyKind::kEver:
        return "ever";
      case TallyKind::kFirstDate:
        return "first date of";
      case TallyKind::kLastDate:
        return "last date of";
      case TallyKind::kLatest:
        return fmt::format("latest {} of", text(tally.value.value(), place));
    }
    return "";
  }

  static ExpressionPlace place_of(const Occasion& occasion) {
    const ActionId* action = action_of(occasion);
    return action ? ExpressionPlace{*action, std::nullopt} : ExpressionPlace{};
  }

  std::string occasion(const Occasion& occasion) const {
    return std::visit(Overloaded{
                          [&](ActionId action) { return a_[action].name; },
                          [&](const Becoming& becoming) { return fmt::format("becoming {}", text(becoming.formula)); },
                      },
                      occasion);
  }

  std::string window(const Window& window) const {
    return std::visit(
        Overloaded{
            [](const WholePast&) { return std::string(); },
            [](const PerCalendar& w) { return fmt::format(" per calendar {}", unit_name(w.unit)); },
            [&](const Since& w) {
              return fmt::format(" since {}{}", occasion(w.occasion), part("where", w.where, place_of(w.occasion)));
            },
            [](const InTheLast& w) { return fmt::format(" in the last {} calendar {}s", w.count, unit_name(w.unit)); },
        },
        window);
  }

  void print_tally(const Tally& tally) {
    const ExpressionPlace place = place_of(tally.over);
    line("tally {}{} : {} = {} {}{}{}{}", tally.name, parameters(tally.parameters), type_name(tally.type),
         tally_head(tally, place), occasion(tally.over), part("where", tally.where, place), window(tally.window),
         part("initially", tally.initially));
  }

  void print_clause(const Clause& clause) {
    line("clause {}", clause.name);
    if (clause.texts.empty()) line("  struck");
    for (const ClauseTextId id : clause.texts) print_text(a_[id]);
  }

  void print_text(const ClauseText& clause_text) {
    std::string interval = clause_text.added_by ? "added by " + a_[*clause_text.added_by].name : "of the first text";
    if (clause_text.ended_by) interval += ", ended by " + a_[*clause_text.ended_by].name;
    line("  text{} ({})", titled(clause_text.title), interval);
    for (const ExprId from : clause_text.from) line("    from {}", text(from));
    for (const ExprId through : clause_text.through) line("    through {}", text(through));
    for (const ExprId before : clause_text.before) line("    before {}", text(before));
    if (clause_text.unless) line("    unless {}", text(*clause_text.unless));
    for (const StatementId id : clause_text.statements) print_statement(a_[id]);
  }

  void print_statement(const Statement& statement) {
    std::visit(Overloaded{
                   [&](const May& may) { print_permission(may, "may"); },
                   [&](const ShallNot& ban) { print_permission(ban, "shall not"); },
                   [&](const Duty& duty) { print_duty(duty); },
                   [&](const Keep& keep) { print_keep(keep); },
               },
               statement.rule);
    for (const StatementId winner : statement.defeated_by) line("      gives way to {}", name_of(winner));
  }

  // "fees", with numbers where the clause has more than one statement.
  std::string name_of(StatementId id) const {
    const Clause& clause = a_[a_[a_[id].text].clause];
    std::size_t count = 0, number = 0;
    for (const ClauseTextId text : clause.texts) {
      for (const StatementId statement : a_[text].statements) {
        ++count;
        if (statement == id) number = count;
      }
    }
    return count == 1 ? clause.name : fmt::format("{} (statement {} of {})", clause.name, number, count);
  }

  template <class Rule>
  void print_permission(const Rule& rule, std::string_view verb) {
    const ExpressionPlace place{rule.action};
    line("    {} {} {}{}{}", text(rule.party, place), verb, a_[rule.action].name, part("when", rule.when, place),
         part("unless", rule.unless, place));
  }

  void print_keep(const Keep& keep) {
    line("    {} shall keep {}{}{}", text(keep.party), text(keep.formula), part("when", keep.when),
         part("unless", keep.unless));
  }

  static ExpressionPlace over_trigger(const Duty& duty) {
    const ActionId* event = triggering_action(duty);
    return {std::nullopt, event ? std::optional(*event) : std::nullopt, duty.frozen};
  }

  std::string performance(const Duty& duty) const {
    return std::visit(Overloaded{
                          [&](const Act& act) {
                            ExpressionPlace place = over_trigger(duty);
                            place.event = act.action;
                            return a_[act.action].name + part("where", act.where, place);
                          },
                          [&](const Ensure& ensure) { return "ensure " + text(ensure.formula, over_trigger(duty)); },
                      },
                      duty.performance);
  }

  void print_deadline(const Deadline& deadline, const ExpressionPlace& place, std::size_t indentation) {
    std::visit(Overloaded{
                   [](const NoDeadline&) {},
                   [&](const Within& within) { line("{:{}}within {}", "", indentation, text(within.time, place)); },
                   [&](const By& by) { line("{:{}}by {}", "", indentation, text(by.date, place)); },
               },
               deadline);
  }

  // As it stands where nothing else is written, or nothing.
  void print_capacity(const Duty& duty) {
    const Capacity& capacity = duty.capacity;
    if (!duty.trigger || (capacity.most == 1 && capacity.per.empty() && !capacity.merging)) return;
    std::string key;
    for (const std::uint32_t position : capacity.per) {
      key += (key.empty() ? " per " : ", ") + a_[*triggering_action(duty)].parameters.at(position).name;
    }
    const std::string number = capacity.most == 1 ? "one" : fmt::format("up to {}", capacity.most);
    line("      {} outstanding{}{}", number, key, capacity.merging ? " merging" : "");
  }

  void print_lapse(const Duty& duty) {
    std::visit(
        Overloaded{
            [](const NeverLapses&) {},
            [&](const LapsesWithClause&) { line("      lapses"); },
            [&](const LapsesWhen& lapse) { line("      lapses when {}", text(lapse.condition, over_trigger(duty))); },
        },
        duty.lapse);
  }

  void print_duty(const Duty& duty) {
    const ExpressionPlace place = over_trigger(duty);
    line("    {} shall {}", text(duty.party, place), performance(duty));
    print_deadline(duty.deadline, place, 6);
    if (duty.trigger) line("      whenever {}", format_trigger(a_, *duty.trigger));
    if (duty.when) line("      when {}", text(*duty.when, place));
    if (duty.unless) line("      unless {}", text(*duty.unless, place));
    print_capacity(duty);
    print_lapse(duty);
  }

  std::string compliance(const Compliance& compliance) const {
    const std::string except = compliance.except.empty() ? "" : " except " + names(compliance.except);
    if (compliance.everyone) return "all comply" + except;
    if (compliance.parties.empty()) return "nobody complies";
    return names(compliance.parties) + (compliance.parties.size() == 1 ? " complies" : " comply");
  }

  std::string expected(const Property& property) const {
    switch (property.expected) {
      case Expected::kHolds:
        return "holds";
      case Expected::kFails:
        return "fails";
      case Expected::kHoldsWhen:
        return "holds when " + text(property.expected_when.value());
      case Expected::kValue:
        return format_literal(a_, property.expected_value.value(), a_[property.formula].type);
    }
    return "";
  }

  void print_whenever(const Response& response, ExprId formula) {
    const Trigger& trigger = response.trigger;
    const ActionId* event = action_of(trigger.occasion);
    const ExpressionPlace place{std::nullopt, event ? std::optional(*event) : std::nullopt, response.frozen};
    line("  whenever {}", format_trigger(a_, trigger));
    line("    follows {}", text(formula, place));
    print_deadline(response.deadline, place, 4);
  }

  void print_question(const Property& property) {
    switch (property.question) {
      case QuestionKind::kAlways:
        return line("  always {}", text(property.formula));
      case QuestionKind::kPossible:
        return line("  possible {}", text(property.formula));
      case QuestionKind::kAlwaysPossible:
        line("  always possible {}", text(property.formula));
        if (const auto most = property.within_moments) line("    within {} moment{}", *most, *most == 1 ? "" : "s");
        return;
      case QuestionKind::kWhenever:
        return print_whenever(property.response.value(), property.formula);
      case QuestionKind::kGreatest:
        return line("  greatest {}", text(property.formula));
      case QuestionKind::kLeast:
        return line("  least {}", text(property.formula));
    }
  }

  void print_property(const Property& property) {
    line("property {}{}", property.name, titled(property.title));
    if (!property.for_any.empty()) {
      line("  for any {}{}", variables(property.for_any), part("where", property.for_any_where));
    }
    print_question(property);
    if (!property.without.empty()) line("  without {}", names(property.without));
    line("  assuming {}", compliance(property.compliance));
    line("  expect {}", expected(property));
  }

  void print_redline(const Redline& redline) {
    line("redline {}{}", redline.name, titled(redline.title));
    for (const Redline::Expectation& expectation : redline.expectations) {
      switch (expectation.kind) {
        case RedlineExpectation::kBreaks:
          line("  expect breaks {}", names(expectation.properties));
          break;
        case RedlineExpectation::kFixes:
          line("  expect fixes {}", names(expectation.properties));
          break;
        case RedlineExpectation::kChangesNothing:
          line("  expect changes nothing");
          break;
      }
    }
  }

  const Agreement& a_;
  std::string out_;
};

}  // namespace

std::string print_agreement(const Agreement& agreement) { return Printer(agreement).print(); }

}  // namespace proviso::language
