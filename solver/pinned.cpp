#include "solver/pinned.h"

#include <algorithm>

namespace proviso::solver {

using encode::Unrolling;
using language::Agreement;
using language::Type;
using language::VariableId;
using properties::History;
using properties::Table;

namespace {

bool is_simple(const Table& table) {
  return std::all_of(table.listed.begin(), table.listed.end(), [](const auto& row) {
    const properties::Arguments& arguments = row.first;
    return arguments.size() < 2 ||
           std::none_of(
               arguments.begin(), arguments.end(),
               [](const auto& argument) { return properties::any_other_number(argument).has_value(); });
  });
}

// The table's value at these arguments, whatever they turn out to be.
z3::expr value_at(const Unrolling& unrolling, const Table& table, const std::vector<VariableId>& parameters,
                  const Type& type, const std::vector<z3::expr>& arguments) {
  z3::context& context = unrolling.context();
  const auto literal = [&](const Type& of, const language::Value& value) {
    return encode::literal(context, of, value);
  };
  z3::expr result = literal(type, table.otherwise);
  for (const auto& [row, value] : table.listed) {
    if (row.size() == 1 && properties::any_other_number(row[0])) result = literal(type, value);
  }
  for (const auto& [row, value] : table.listed) {
    z3::expr here = context.bool_val(true);
    bool named = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
      named = named && !properties::any_other_number(row[i]);
      if (!named) break;
      here = encode::conjunction(
          here, encode::equality(arguments[i], literal(unrolling.agreement()[parameters[i]].type, row[i])));
    }
    if (named) result = encode::choice(here, literal(type, value), result);
  }
  return result;
}

void pin_moments(Unrolling& unrolling, const History& history, const std::function<void(const z3::expr&)>& take) {
  const Agreement& agreement = unrolling.agreement();
  z3::context& context = unrolling.context();
  for (std::size_t m = 0; m < history.moments.size(); ++m) {
    const properties::Moment& moment = history.moments[m];
    take(unrolling.date(m + 1) == encode::day_literal(context, moment.date));
    for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
      const language::ActionId action{a};
      const bool occurs = moment.event && moment.event->action == action;
      take(unrolling.happens(action, m) == context.bool_val(occurs));
      for (std::uint32_t p = 0; occurs && p < agreement[action].parameters.size(); ++p) {
        take(unrolling.argument(action, p, m) ==
             encode::literal(context, agreement[action].parameters[p].type, moment.event->arguments[p]));
      }
    }
  }
}

}  // namespace

bool can_be_pinned(const History& history) {
  return std::all_of(history.terms.begin(), history.terms.end(), is_simple) &&
         std::all_of(history.moments.begin(), history.moments.end(), [](const properties::Moment& moment) {
           return std::all_of(moment.conditions.begin(), moment.conditions.end(), is_simple);
         });
}

void pin_inputs(Unrolling& unrolling, const History& history, bool from_beginning,
                const std::function<void(const z3::expr&)>& take) {
  const Agreement& agreement = unrolling.agreement();
  z3::context& context = unrolling.context();
  for (std::uint32_t t = 0; t < agreement.terms.size(); ++t) {
    const language::Term& term = agreement.terms[t];
    if (!term.parameters.empty()) continue;
    take(unrolling.term(language::TermId{t}) == encode::literal(context, term.type, history.terms[t].otherwise));
  }
  for (std::uint32_t r = 0; r < agreement.readings.size(); ++r) {
    take(unrolling.reading_is(language::ReadingId{r}, history.readings[r]));
  }
  if (from_beginning) pin_moments(unrolling, history, take);
}

void pin_applications(Unrolling& unrolling, const History& history, bool from_beginning, Pinned& done,
                      const std::function<void(const z3::expr&)>& take) {
  const Agreement& agreement = unrolling.agreement();
  const std::size_t last = history.moments.size() - 1;
  for (; done.conditions < unrolling.condition_applications().size(); ++done.conditions) {
    const encode::Application use = unrolling.condition_applications()[done.conditions];
    const std::size_t moment = from_beginning ? std::min(use.moment, last) : last;
    take(use.value == value_at(unrolling, history.moments[moment].conditions[use.symbol],
                               agreement.conditions[use.symbol].parameters, Type{.sort = language::Sort::kBool},
                               use.arguments));
  }
  for (; done.terms < unrolling.term_applications().size(); ++done.terms) {
    const encode::Application use = unrolling.term_applications()[done.terms];
    const language::Term& term = agreement.terms[use.symbol];
    take(use.value == value_at(unrolling, history.terms[use.symbol], term.parameters, term.type, use.arguments));
  }
}

}  // namespace proviso::solver
