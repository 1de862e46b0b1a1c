#include "replay/tallies.h"

#include <stdexcept>

#include "replay/evaluate.h"

namespace proviso::replay {

using language::Tally;
using language::TallyKind;
using properties::Arguments;

namespace {

const TallyCell kSpoiled{.value = {}, .spoiled = true};

TallyCell first_cell(World& world, const Tally& tally, const Arguments& arguments) {
  switch (tally.kind) {
    case TallyKind::kSum:
    case TallyKind::kCount:
      return {.value = mpq_class(0)};
    case TallyKind::kEver:
      return {.value = false};
    case TallyKind::kFirstDate:
    case TallyKind::kLastDate:
    case TallyKind::kLatest:
      break;
  }
  if (!tally.initially) return {};
  return {.value = evaluate(timeless(world, {tally.parameters, arguments}), *tally.initially)};
}

TallyCell add(const Context& context, const Tally& tally, const mpq_class& sum) {
  auto summand = evaluate(context, *tally.value);
  if (!summand) return kSpoiled;
  return {.value = mpq_class(sum + std::get<mpq_class>(*summand))};
}

// The cell after an event that counts.
TallyCell taken_in(const Context& context, const Tally& tally, const TallyCell& cell) {
  switch (tally.kind) {
    case TallyKind::kSum:
      return add(context, tally, std::get<mpq_class>(*cell.value));
    case TallyKind::kCount:
      return {.value = mpq_class(std::get<mpq_class>(*cell.value) + 1)};
    case TallyKind::kEver:
      return {.value = true};
    case TallyKind::kFirstDate:
      return cell.begun ? cell : TallyCell{.value = context.moment->date};
    case TallyKind::kLastDate:
      return {.value = context.moment->date};
    case TallyKind::kLatest:
      break;
  }
  throw std::logic_error("replay: no such kind of tally");
}

TallyCell next_cell(const Context& context, const Tally& tally, const TallyCell& cell) {
  const bool of_this_action = context.event && language::Occasion{context.event->action} == tally.over;
  if (cell.spoiled || !of_this_action) return cell;
  Truth counts = holds(context, tally.where, true);
  if (!counts) return kSpoiled;
  if (!*counts) return cell;
  TallyCell next = taken_in(context, tally, cell);
  next.begun = true;
  return next;
}

}  // namespace

TallyCell TallyBook::cell(World& world, language::TallyId id, const Arguments& arguments, std::size_t moments) {
  const Tally& tally = world.agreement[id];
  const auto row = rows_.try_emplace({id, arguments}).first;
  std::vector<TallyCell>& cells = row->second;
  if (cells.empty()) cells.push_back(first_cell(world, tally, arguments));
  while (cells.size() <= moments) {
    Context context = at_moment(world, cells.size() - 1);
    context.variables = {tally.parameters, arguments};
    cells.push_back(next_cell(context, tally, cells.back()));
  }
  return cells[moments];
}

}  // namespace proviso::replay
