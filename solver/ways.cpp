#include "solver/ways.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "encode/decode.h"
#include "language/format_value.h"
#include "solver/pinned.h"
#include "solver/session.h"
#include "solver/templates.h"

namespace proviso::solver {

namespace {

using encode::Encoded;
using encode::Unrolling;
using language::Agreement;
using language::Type;
using language::Value;
using properties::History;

const Type kDay{.sort = language::Sort::kDate};
constexpr std::uint64_t kBudget = 3'000'000;  // Z3 resource units: the history settles everything
constexpr unsigned kPatience = 120;           // seconds

// An input of the history, and what it may be said to be.
struct Choice {
  std::vector<Template> templates;
  std::vector<Encoded> values;  // of each, in the history
};

class Generaliser {
 public:
  Generaliser(const Agreement& agreement, const properties::Goal& goal, const Scope& scope, const History& history,
              std::size_t first)
      : agreement_(agreement),
        goal_(goal),
        scope_(scope),
        history_(history),
        first_(first),
        unrolling_(context_, agreement, goal.setting, encode::Start::kNothingHappened),
        watch_({}, std::chrono::seconds{kPatience}),
        session_(context_, kBudget, watch_) {}

  std::optional<Family> run() {
    if (!can_be_pinned(history_)) return std::nullopt;
    for (language::VariableId variable : goal_.for_any) unrolling_.variable(variable);
    for (std::size_t m = 0; m < history_.moments.size(); ++m) unrolling_.add_moment();
    std::vector<std::vector<Choice>> choices;
    for (std::size_t m = first_; m < history_.moments.size(); ++m) choices.push_back(lay_out(m));
    if (!settle()) return std::nullopt;
    Family family;
    for (std::size_t m = first_; m < history_.moments.size(); ++m) {
      family.steps.push_back(inputs(m, choices[m - first_]));
    }
    return family;
  }

 private:
  // The date first, then the arguments.
  std::vector<Choice> lay_out(std::size_t moment) {
    std::vector<Choice> inputs{with_values(dates_of(agreement_), moment)};
    const auto& event = history_.moments[moment].event;
    for (std::uint32_t p = 0; event && p < event->arguments.size(); ++p) {
      inputs.push_back(with_values(arguments_of(agreement_, goal_, event->action, p, event->arguments[p]), moment));
    }
    return inputs;
  }

  Choice with_values(std::vector<Template> templates, std::size_t moment) {
    Choice choice{std::move(templates), {}};
    for (const Template& one : choice.templates) choice.values.push_back(one.at(unrolling_, moment));
    return choice;
  }

  bool settle() {
    const auto take = [&](const z3::expr& fact) { session_.require(fact); };
    Pinned done;
    session_.require(presence(unrolling_, scope_));
    pin_inputs(unrolling_, history_, true, take);
    for (std::size_t i = 0; i < goal_.for_any.size(); ++i) {
      take(unrolling_.variable(goal_.for_any[i]) ==
           encode::literal(context_, agreement_[goal_.for_any[i]].type, history_.for_any[i]));
    }
    pin_applications(unrolling_, history_, true, done, take);
    session_.require(unrolling_.take_constraints());
    return session_.check() == Outcome::kSat;
  }

  // The templates whose value this is, and the value itself.
  std::vector<Template> matching(const Choice& choice, const Type& type, const Value& value) const {
    const z3::model& model = session_.model();
    std::vector<Template> all;
    for (std::size_t i = 0; i < choice.templates.size(); ++i) {
      const Encoded& found = choice.values[i];
      if (!model.eval(found.defined, true).is_true()) continue;
      if (encode::value_in(model, found.value, type) == value) all.push_back(choice.templates[i]);
    }
    all.push_back({language::format_value(agreement_, value, type), [type, value](Unrolling& u, std::size_t) {
                     return Encoded{encode::literal(u.context(), type, value), u.context().bool_val(true)};
                   }});
    return all;
  }

  Family::Inputs inputs(std::size_t moment, const std::vector<Choice>& choices) const {
    const properties::Moment& happened = history_.moments[moment];
    Family::Inputs result{std::nullopt, {matching(choices[0], kDay, happened.date)}};
    if (!happened.event) return result;
    result.action = happened.event->action;
    for (std::size_t p = 0; p < happened.event->arguments.size(); ++p) {
      result.templates.push_back(
          matching(choices[p + 1], agreement_[*result.action].parameters[p].type, happened.event->arguments[p]));
    }
    return result;
  }

  const Agreement& agreement_;
  const properties::Goal& goal_;
  const Scope& scope_;
  const History& history_;
  std::size_t first_;
  z3::context context_;
  Unrolling unrolling_;
  Watch watch_;
  Session session_;
};

// The value can be one of the type's.
z3::expr is_of_type(const Agreement& agreement, const Type& type, const z3::expr& value) {
  z3::context& context = value.ctx();
  if (type.sort == language::Sort::kDate) {
    return value >= encode::day_literal(context, language::kFirstDay) &&
           value <= encode::day_literal(context, language::kLastDay);
  }
  if (type.sort == language::Sort::kParty) {
    return value >= 0 && value < context.int_val(static_cast<unsigned>(agreement.parties.size()));
  }
  if (type.sort != language::Sort::kKind) return context.bool_val(true);
  const language::Kind& kind = agreement[type.kind];
  if (kind.open) return value >= 0;
  return value >= 0 && value < context.int_val(static_cast<unsigned>(kind.members.size()));
}

Step step_of(const Agreement& agreement, const std::optional<language::ActionId>& action,
             const std::vector<Template>& inputs) {
  Step step{action, inputs[0], {inputs.begin() + 1, inputs.end()}, "nothing happens"};
  if (action) {
    std::vector<std::string> arguments;
    for (std::size_t p = 0; p < step.arguments.size(); ++p) {
      arguments.push_back(fmt::format("{} = {}", agreement[*action].parameters[p].name, step.arguments[p].words));
    }
    step.words = agreement[*action].name;
    if (!arguments.empty()) step.words += fmt::format("({})", fmt::join(arguments, ", "));
  }
  step.words += ", " + step.date.words;
  return step;
}

}  // namespace

std::optional<Family> generalised(const Agreement& agreement, const properties::Goal& goal, const Scope& scope,
                                  const History& history, std::size_t first) {
  return Generaliser(agreement, goal, scope, history, first).run();
}

std::vector<Way> ways_of(const Agreement& agreement, const Family& family, std::size_t most) {
  std::vector<Way> all{{}};
  for (const Family::Inputs& inputs : family.steps) {
    std::vector<std::vector<Template>> picks{{}};
    for (const std::vector<Template>& templates : inputs.templates) {
      std::vector<std::vector<Template>> longer;
      for (const std::vector<Template>& pick : picks) {
        for (const Template& one : templates) {
          if (longer.size() == most) break;
          longer.push_back(pick);
          longer.back().push_back(one);
        }
      }
      picks = std::move(longer);
    }
    std::vector<Way> longer;
    for (const Way& way : all) {
      for (const std::vector<Template>& pick : picks) {
        if (longer.size() == most) break;
        longer.push_back(way);
        longer.back().push_back(step_of(agreement, inputs.action, pick));
      }
    }
    all = std::move(longer);
  }
  return all;
}

// Each input's value is one of its type, so it can be had in every state. Where its template has no such value, the
// input is any, and the way does not go through.
Passage passage(Unrolling& unrolling, const Way& way, const properties::Goal& goal) {
  const Agreement& agreement = unrolling.agreement();
  z3::context& context = unrolling.context();
  const std::size_t first = unrolling.moments();
  std::vector<z3::expr> inputs, parts;
  const auto is_said = [&](const z3::expr& input, const Template& said, const Type& type, std::size_t state) {
    const Encoded value = said.at(unrolling, state);
    z3::expr has_one = encode::conjunction(value.defined, is_of_type(agreement, type, value.value));
    const bool rounded = input.is_int() && value.value.is_real();  // may be no whole number
    const z3::expr whole = rounded ? z3::expr(context, Z3_mk_real2int(context, value.value)) : value.value;
    if (rounded) has_one = encode::conjunction(has_one, value.value == encode::as_real(whole));
    const z3::expr asked = input.is_real() ? encode::as_real(whole) : whole;
    if (!z3::eq(asked.get_sort(), input.get_sort())) throw std::logic_error("solver: a template of another sort");
    inputs.push_back(encode::implication(has_one, input == asked));
    parts.push_back(has_one);
  };
  for (std::size_t i = 0; i < way.size(); ++i) unrolling.add_moment();
  for (std::size_t i = 0; i < way.size(); ++i) {
    const std::size_t moment = first + i;
    for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
      const language::ActionId action{a};
      inputs.push_back(unrolling.happens(action, moment) == context.bool_val(way[i].action == action));
    }
    is_said(unrolling.date(moment + 1), way[i].date, kDay, moment);
    for (std::uint32_t p = 0; p < way[i].arguments.size(); ++p) {
      is_said(unrolling.argument(*way[i].action, p, moment), way[i].arguments[p],
              agreement[*way[i].action].parameters[p].type, moment);
    }
  }
  for (std::size_t moment = first; moment < unrolling.moments(); ++moment) {
    parts.push_back(unrolling.considered(moment));
    parts.push_back(!unrolling.trouble(moment));
  }
  const Encoded reached = unrolling.after(goal.formula, unrolling.moments() - 1);
  parts.push_back(encode::conjunction(reached.defined, reached.value));
  for (std::size_t i = 0; i < unrolling.condition_applications().size(); ++i) {
    const encode::Application use = unrolling.condition_applications()[i];
    if (use.moment < first) continue;
    inputs.push_back(use.value == unrolling.condition(language::ConditionId{use.symbol}, use.arguments, first - 1));
  }
  return {inputs, encode::conjunction(context, parts)};
}

}  // namespace proviso::solver
