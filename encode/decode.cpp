#include "encode/decode.h"

#include <stdexcept>
#include <string>

namespace proviso::encode {

using language::Sort;
using language::Type;
using language::Value;
using properties::Arguments;

namespace {

constexpr unsigned kAlgebraicDigits = 12;

mpq_class rational(const z3::expr& numeral) {
  if (numeral.is_algebraic()) {
    const z3::expr near(numeral.ctx(), Z3_get_algebraic_number_lower(numeral.ctx(), numeral, kAlgebraicDigits));
    return rational(near);
  }
  mpq_class value(Z3_get_numeral_string(numeral.ctx(), numeral));
  value.canonicalize();
  return value;
}

// A model of an unrolling, read value by value.
class Reader {
 public:
  Reader(const z3::model& model, Unrolling& unrolling)
      : model_(model), unrolling_(unrolling), individuals_(unrolling.agreement().kinds.size()) {}

  Value read(const z3::expr& expression, const Type& type) {
    irrational_ = irrational_ || model_.eval(expression, true).is_algebraic();
    Value value = value_in(model_, expression, type);
    const bool open = language::is_open(unrolling_.agreement(), type);
    return open ? renumbered(std::get<language::Member>(value), type.kind) : value;
  }

  // Some value read so far was rounded.
  bool irrational() const { return irrational_; }

  bool truth(const z3::expr& expression) { return model_.eval(expression, true).is_true(); }

  // An argument of a table: strangers stand for all individuals that the history does not name.
  Value read_argument(const z3::expr& expression, const Type& type) {
    const bool open = language::is_open(unrolling_.agreement(), type);
    if (!open) return read(expression, type);
    const Value value = value_in(model_, expression, type);
    const std::vector<z3::expr>& strangers = unrolling_.strangers(type.kind);
    for (std::size_t i = 0; i < strangers.size(); ++i) {
      if (value_in(model_, strangers[i], type) == value) return properties::any_other(type.kind, i);
    }
    return read(expression, type);
  }

  // Two expressions can denote one individual only if `member` is the same, so equality is kept.
  language::Member renumbered(language::Member member, language::KindId kind) {
    auto& known = individuals_[kind.index];
    return known.emplace(member.index, language::Member{static_cast<std::uint32_t>(known.size())}).first->second;
  }

 private:
  const z3::model& model_;
  Unrolling& unrolling_;
  std::vector<std::map<std::uint32_t, language::Member>> individuals_;
  bool irrational_ = false;
};

template <class Declared>
Arguments read_arguments(Reader& reader, const language::Agreement& agreement, const Declared& declared,
                         const std::vector<z3::expr>& arguments) {
  Arguments values;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    values.push_back(reader.read_argument(arguments[i], agreement[declared.parameters[i]].type));
  }
  return values;
}

properties::Moment read_moment(Reader& reader, Unrolling& unrolling, std::size_t index) {
  const language::Agreement& agreement = unrolling.agreement();
  properties::Moment moment;
  moment.date = std::get<language::Day>(reader.read(unrolling.date(index + 1), Type{Sort::kDate}));
  for (std::uint32_t a = 0; a < agreement.actions.size(); ++a) {
    const language::ActionId action{a};
    if (!reader.truth(unrolling.happens(action, index))) continue;
    moment.event = properties::Event{action, {}};
    for (std::uint32_t p = 0; p < agreement.actions[a].parameters.size(); ++p) {
      moment.event->arguments.push_back(
          reader.read(unrolling.argument(action, p, index), agreement.actions[a].parameters[p].type));
    }
  }
  moment.conditions.assign(agreement.conditions.size(), properties::Table{{}, Value{false}});
  return moment;
}

void read_conditions(Reader& reader, Unrolling& unrolling, properties::History& history) {
  const language::Agreement& agreement = unrolling.agreement();
  for (const Application& use : unrolling.condition_applications()) {
    if (use.moment >= history.moments.size()) continue;
    properties::Table& table = history.moments[use.moment].conditions[use.symbol];
    table.listed[read_arguments(reader, agreement, agreement.conditions[use.symbol], use.arguments)] =
        reader.truth(use.value);
  }
}

void read_terms(Reader& reader, Unrolling& unrolling, properties::History& history) {
  const language::Agreement& agreement = unrolling.agreement();
  for (std::uint32_t t = 0; t < agreement.terms.size(); ++t) {
    const language::Term& term = agreement.terms[t];
    history.terms.push_back({});
    if (term.parameters.empty()) {
      history.terms.back().otherwise = reader.read(unrolling.term(language::TermId{t}), term.type);
    }
  }
  for (const Application& use : unrolling.term_applications()) {
    const language::Term& term = agreement.terms[use.symbol];
    properties::Table& table = history.terms[use.symbol];
    const Value value = reader.read(use.value, term.type);
    if (table.listed.empty()) table.otherwise = value;  // of no meaning: all individuals are listed, or any other
    table.listed[read_arguments(reader, agreement, term, use.arguments)] = value;
  }
}

}  // namespace

Value value_in(const z3::model& model, const z3::expr& expression, const Type& type) {
  const z3::expr value = model.eval(expression, true);
  switch (type.sort) {
    case Sort::kBool:
      return value.is_true();
    case Sort::kDate:
      return language::Day{std::chrono::days{value.get_numeral_int64()}};
    case Sort::kParty:
    case Sort::kKind:
      return language::Member{value.get_numeral_uint()};
    case Sort::kNumber:
    case Sort::kWhole:
    case Sort::kMoney:
    case Sort::kDays:
    case Sort::kMonths:
      break;
  }
  return rational(value);
}

std::optional<properties::History> decode(const z3::model& model, Unrolling& unrolling,
                                          const std::vector<language::VariableId>& for_any) {
  const language::Agreement& agreement = unrolling.agreement();
  Reader reader(model, unrolling);
  properties::History history;
  for (language::VariableId variable : for_any) {
    history.for_any.push_back(reader.read(unrolling.variable(variable), agreement[variable].type));
  }
  for (std::uint32_t r = 0; r < agreement.readings.size(); ++r) {
    std::uint32_t taken = 0;
    for (std::uint32_t c = 0; c < agreement.readings[r].choices.size(); ++c) {
      if (reader.truth(unrolling.reading_is(language::ReadingId{r}, c))) taken = c;
    }
    history.readings.push_back(taken);
  }
  for (std::size_t m = 0; m < unrolling.moments(); ++m) history.moments.push_back(read_moment(reader, unrolling, m));
  read_conditions(reader, unrolling, history);
  read_terms(reader, unrolling, history);
  if (reader.irrational()) return std::nullopt;
  return history;
}

}  // namespace proviso::encode
