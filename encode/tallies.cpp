// How tallies take a moment in.
//
// A tally's state is one bucket, or for `in the last N` one for each of the N periods, newest first: what counted in
// it, without the initial value, and whether anything did. Buckets at state s are as of the date of state s. A moment
// moves the date first: a bucket whose period has passed is emptied, or moves on; clauses read that (rolled). Then the
// event counts in the newest bucket.
#include <fmt/format.h>

#include "encode/unrolling_impl.h"
#include "language/children.h"

namespace proviso::encode {

using language::Overloaded;
using language::TallyId;
using language::TallyKind;

bool begins_without_value(const language::Tally& tally) {
  return tally.kind == TallyKind::kFirstDate || tally.kind == TallyKind::kLastDate || tally.kind == TallyKind::kLatest;
}

namespace {

bool lacks_value(const language::Agreement& agreement, const language::ExprNode& node) {
  if (const auto* tally = std::get_if<language::TallyRef>(&node)) {
    const language::Tally& declared = agreement[tally->tally];
    return declared.initially ? may_lack_value(agreement, *declared.initially) : begins_without_value(declared);
  }
  if (const auto* binary = std::get_if<language::Binary>(&node)) {
    const bool by_literal = std::holds_alternative<language::Literal>(agreement[binary->right].node);
    const auto months = [&](language::ExprId e) { return agreement[e].type.sort == language::Sort::kMonths; };
    const bool dates = agreement[binary->left].type.sort == language::Sort::kDate ||
                       agreement[binary->right].type.sort == language::Sort::kDate;
    return (binary->op == language::BinaryOp::kDiv && !by_literal) ||
           (dates && (months(binary->left) || months(binary->right)));
  }
  return std::holds_alternative<language::Cases>(node) || std::holds_alternative<language::Round>(node) ||
         std::holds_alternative<language::PartOfDate>(node) || std::holds_alternative<language::EndOf>(node) ||
         std::holds_alternative<language::Permitted>(node) ||  // clauses can read anything
         std::holds_alternative<language::Discharges>(node);
}

}  // namespace

bool may_lack_value(const language::Agreement& agreement, language::ExprId id) {
  std::vector<language::ExprId> pending{id};
  while (!pending.empty()) {
    const language::ExprNode& node = agreement[pending.back()].node;
    pending.pop_back();
    if (lacks_value(agreement, node)) return true;
    const std::vector<language::ExprId> operands = language::children(node);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  return false;
}

bool may_lack_value(const language::Agreement& agreement, const language::Tally& tally) {
  std::vector<language::ExprId> read;
  const auto add = [&](const std::optional<language::ExprId>& id) {
    if (id) read.push_back(*id);
  };
  const auto add_occasion = [&](const language::Occasion& occasion) {
    if (const auto* becoming = std::get_if<language::Becoming>(&occasion)) read.push_back(becoming->formula);
  };
  add(tally.where);
  add(tally.value);
  add_occasion(tally.over);
  if (const auto* since = std::get_if<language::Since>(&tally.window)) {
    add(since->where);
    add_occasion(since->occasion);
  }
  return std::any_of(read.begin(), read.end(), [&](language::ExprId id) { return may_lack_value(agreement, id); });
}

TallyState Unrolling::Impl::empty_bucket(const language::Tally& tally) {
  const z3::expr no = context.bool_val(false);
  if (tally.kind == TallyKind::kEver) return {no, no};
  const z3::sort sort = sort_of(context, tally.type);
  if (sort.is_bool()) return {no, no};
  return {sort.is_real() ? context.real_val(0) : context.int_val(0), no};
}

// The tally's value from its buckets, newest first, and its initial value.
TallyState Unrolling::Impl::combined(const language::Tally& tally, const Buckets& buckets,
                                     const std::vector<z3::expr>& arguments) {
  Place place;
  for (std::size_t i = 0; i < arguments.size(); ++i) place.variables.emplace(tally.parameters[i], arguments[i]);
  TallyState total = empty_bucket(tally);
  if (tally.initially) total.value = evaluate(*tally.initially, place).value;
  if (total.value.is_int() && buckets.front().value.is_real()) total.value = as_real(total.value);
  const bool newest_wins = tally.kind == TallyKind::kLastDate || tally.kind == TallyKind::kLatest;
  for (std::size_t i = 0; i < buckets.size(); ++i) {  // the last one that is looked at wins
    const TallyState& bucket = buckets[newest_wins ? buckets.size() - 1 - i : i];
    if (begins_without_value(tally)) {
      total = {choice(bucket.seen, bucket.value, total.value), disjunction(total.seen, bucket.seen)};
    } else if (tally.kind == TallyKind::kEver) {
      total.value = disjunction(total.value, bucket.value);
    } else {
      total.value =
          bucket.value.is_numeral() && bucket.value.to_string() == "0" ? total.value : total.value + bucket.value;
    }
  }
  return total;
}

// A value that `initially` lacks comes with the first event that counts; a sum or a count never has it.
z3::expr Unrolling::Impl::has_value(const language::Tally& tally, const TallyState& state,
                                    const std::vector<z3::expr>& arguments) {
  if (!tally.initially) return begins_without_value(tally) ? state.seen : context.bool_val(true);
  Place place;
  for (std::size_t i = 0; i < arguments.size(); ++i) place.variables.emplace(tally.parameters[i], arguments[i]);
  z3::expr from_the_start = evaluate(*tally.initially, place).defined;
  if (tally.kind == TallyKind::kSum || tally.kind == TallyKind::kCount) return from_the_start;
  return disjunction(from_the_start, tally.kind == TallyKind::kEver ? state.value : state.seen);
}

TallyState Unrolling::Impl::tally(TallyId id, const std::vector<z3::expr>& arguments, std::size_t state) {
  return combined(agreement[id], buckets(id, arguments, state), arguments);
}

TallyState Unrolling::Impl::tally_today(TallyId id, const std::vector<z3::expr>& arguments, std::size_t moment) {
  return combined(agreement[id], rolled(id, arguments, moment), arguments);
}

const Unrolling::Impl::Buckets& Unrolling::Impl::buckets(TallyId id, const std::vector<z3::expr>& arguments,
                                                         std::size_t state) {
  const Key where = key(2, id.index, state, arguments);
  const auto found = tallies.find(where);
  if (found != tallies.end()) return found->second;
  Buckets made = state == 0 ? buckets_at_start(id, arguments) : buckets_after(id, arguments, state - 1);
  return tallies.emplace(where, std::move(made)).first->second;
}

Unrolling::Impl::Buckets Unrolling::Impl::buckets_at_start(TallyId id, const std::vector<z3::expr>& arguments) {
  const language::Tally& declared = agreement[id];
  const auto* last = std::get_if<language::InTheLast>(&declared.window);
  Buckets made(last ? last->count : 1, empty_bucket(declared));
  if (start == Start::kNothingHappened) return made;
  if (!arguments.empty()) tally_instances.push_back({id, arguments});
  for (std::size_t i = 0; i < made.size(); ++i) {
    const std::string name = i == 0 ? declared.name : fmt::format("{}:{}", declared.name, i);
    made[i].value = apply(name + "@0", made[i].value.get_sort(), arguments);
    if (begins_without_value(declared)) made[i].seen = apply(name + ":seen@0", context.bool_sort(), arguments);
  }
  return made;
}

// As of the moment's date, before its event.
const Unrolling::Impl::Buckets& Unrolling::Impl::rolled(TallyId id, const std::vector<z3::expr>& arguments,
                                                        std::size_t moment) {
  const language::Tally& declared = agreement[id];
  const Buckets& old = buckets(id, arguments, moment);
  const auto* calendar = std::get_if<language::PerCalendar>(&declared.window);
  const auto* last = std::get_if<language::InTheLast>(&declared.window);
  if (calendar == nullptr && last == nullptr) return old;
  const Key where = key(3, id.index, moment, arguments);
  const auto found = tallies.find(where);
  if (found != tallies.end()) return found->second;
  const language::CalendarUnit unit = calendar ? calendar->unit : last->unit;
  const z3::expr passed = periods_passed(unit, moment);
  const TallyState empty = empty_bucket(declared);
  Buckets moved(old.size(), empty);
  const std::string name = fmt::format("{}:rolled@{}", declared.name, moment);
  for (std::size_t i = 0; i < old.size(); ++i) {
    for (std::size_t by = i + 1; by-- > 0;) {
      const z3::expr so_many = passed == static_cast<int>(by);
      moved[i] = {choice(so_many, old[i - by].value, moved[i].value), choice(so_many, old[i - by].seen, moved[i].seen)};
    }
    moved[i] = {named(name, moved[i].value), named(name + ":seen", moved[i].seen)};
  }
  return tallies.emplace(where, std::move(moved)).first->second;
}

// How many periods the moment's date is later than that of the moment before.
z3::expr Unrolling::Impl::periods_passed(language::CalendarUnit unit, std::size_t moment) {
  return period(unit, dates[moment + 1]) - period(unit, dates[moment]);
}

// F, as clauses read it, was true at the moment before that of the place.
z3::expr Unrolling::Impl::was(language::ExprId formula, const Place& place) {
  const std::size_t moment = *place.moment;
  if (moment > 0) {
    Place earlier = place;
    earlier.state = moment - 1;
    earlier.moment = moment - 1;
    return evaluate(formula, earlier).value;
  }
  if (start == Start::kNothingHappened) return context.bool_val(false);
  std::vector<z3::expr> arguments;
  for (const auto& [id, value] : place.variables) arguments.push_back(value);
  return apply(fmt::format("was:{}@0", formula.index), context.bool_sort(), arguments);
}

// F, as clauses read it, becomes true at the moment.
Encoded Unrolling::Impl::becomes(language::ExprId formula, const Place& place) {
  const Encoded now = evaluate(formula, place);
  return {conjunction(now.value, negation(was(formula, place))), now.defined};
}

// Whether what is counted occurs at the moment; `place` is then where its `where` and value are read.
Encoded Unrolling::Impl::occurs(const language::Occasion& occasion, const std::optional<language::ExprId>& where,
                                Place& place) {
  const std::size_t moment = *place.moment;
  const Encoded happens =
      std::visit(Overloaded{
                     [&](language::ActionId action) {
                       place.action = action;
                       place.event = inputs[moment].arguments[action.index];
                       return Encoded{inputs[moment].happens[action.index], context.bool_val(true)};
                     },
                     [&](const language::Becoming& becoming) { return becomes(becoming.formula, place); },
                 },
                 occasion);
  return and_then(happens, evaluate_optional(where, place, true));
}

// The bucket after an event that counts.
z3::expr Unrolling::Impl::counted(const language::Tally& tally, const TallyState& bucket, const Encoded& value,
                                  std::size_t moment) {
  switch (tally.kind) {
    case TallyKind::kSum:
      return bucket.value + (bucket.value.is_real() ? as_real(value.value) : value.value);
    case TallyKind::kCount:
      return bucket.value + 1;
    case TallyKind::kEver:
      return context.bool_val(true);
    case TallyKind::kFirstDate:
      return choice(bucket.seen, bucket.value, dates[moment + 1]);
    case TallyKind::kLastDate:
      return dates[moment + 1];
    case TallyKind::kLatest:
      break;
  }
  return bucket.value.is_real() ? as_real(value.value) : value.value;
}

Unrolling::Impl::Buckets Unrolling::Impl::buckets_after(TallyId id, const std::vector<z3::expr>& arguments,
                                                        std::size_t moment) {
  const language::Tally& declared = agreement[id];
  Buckets next = rolled(id, arguments, moment);
  Place place;
  place.state = moment;
  place.moment = moment;
  for (std::size_t i = 0; i < arguments.size(); ++i) place.variables.emplace(declared.parameters[i], arguments[i]);
  if (const auto* since = std::get_if<language::Since>(&declared.window)) {
    Place event = place;
    const Encoded again = occurs(since->occasion, since->where, event);
    oblige_effect(moment, id, again.defined);
    const TallyState empty = empty_bucket(declared);
    next[0] = {choice(again.value, empty.value, next[0].value), choice(again.value, empty.seen, next[0].seen)};
  }
  const Encoded counts = occurs(declared.over, declared.where, place);
  oblige_effect(moment, id, counts.defined);
  Encoded value{context.bool_val(true), context.bool_val(true)};
  if (declared.value) value = evaluate(*declared.value, place);
  oblige_effect(moment, id, implication(counts.value, value.defined));
  const std::string name = fmt::format("{}@{}", declared.name, moment + 1);
  const z3::expr after = choice(counts.value, counted(declared, next[0], value, moment), next[0].value);
  next[0] = {named(name, after), begins_without_value(declared)
                                     ? named(name + ":seen", disjunction(next[0].seen, counts.value))
                                     : next[0].seen};
  return next;
}

}  // namespace proviso::encode
