#include "replay/tallies.h"

#include <algorithm>
#include <stdexcept>

#include "replay/calendar.h"
#include "replay/evaluate.h"
#include "replay/occasion.h"

namespace proviso::replay {

using language::Day;
using language::InTheLast;
using language::Tally;
using language::TallyKind;
using language::Value;
using properties::Arguments;

namespace {

using Result = std::optional<Value>;

const TallyCell kSpoiled{.value = {}, .spoiled = true};

// What a moment does to a tally.
struct Effect {
  bool restarts, counts;
  Result value;  // of the tally's `value`, where it has one and the moment counts
};

Result first_value(World& world, const Tally& tally, const Arguments& arguments) {
  if (tally.initially) return evaluate(timeless(world, {tally.parameters, arguments}), *tally.initially);
  switch (tally.kind) {
    case TallyKind::kSum:
    case TallyKind::kCount:
      return mpq_class(0);
    case TallyKind::kEver:
      return false;
    case TallyKind::kFirstDate:
    case TallyKind::kLastDate:
    case TallyKind::kLatest:
      return std::nullopt;
  }
  throw std::logic_error("replay: no such kind of tally");
}

// A total that has no value keeps none.
Result plus(const Result& total, const mpq_class& summand) {
  return total ? Result(mpq_class(std::get<mpq_class>(*total) + summand)) : std::nullopt;
}

Result value_after(const Tally& tally, const TallyCell& cell, Day day, const Result& value) {
  switch (tally.kind) {
    case TallyKind::kSum:
      return plus(cell.value, std::get<mpq_class>(value.value()));
    case TallyKind::kCount:
      return plus(cell.value, 1);
    case TallyKind::kEver:
      return true;
    case TallyKind::kFirstDate:
      return cell.begun ? cell.value : day;
    case TallyKind::kLastDate:
      return day;
    case TallyKind::kLatest:
      return value;
  }
  throw std::logic_error("replay: no such kind of tally");
}

// The cell after an occurrence that counts.
TallyCell taken_in(const Tally& tally, const TallyCell& cell, Day day, const Result& value) {
  return {.value = value_after(tally, cell, day, value), .begun = true};
}

Truth restarts(World& world, const language::Window& window, Frame frame, std::size_t index) {
  const auto* since = std::get_if<language::Since>(&window);
  return since ? happens(world, since->occasion, since->where, frame, index) : Truth(false);
}

// None: undefined.
std::optional<Effect> effect(World& world, const Tally& tally, Frame frame, std::size_t index) {
  Truth starts_again = restarts(world, tally.window, frame, index);
  if (!starts_again) return std::nullopt;
  Truth counts = happens(world, tally.over, tally.where, frame, index);
  if (!counts) return std::nullopt;
  Effect result{*starts_again, *counts, {}};
  if (!*counts || !tally.value) return result;
  result.value = evaluate(at_occasion(world, tally.over, frame, index), *tally.value);
  return result.value ? std::optional(result) : std::nullopt;
}

}  // namespace

TallyCell TallyBook::cell(World& world, language::TallyId id, const Arguments& arguments, std::size_t moments,
                          Day day) {
  const Key key{id, arguments};
  const Row& row = row_of(world, key);
  if (row.cells.size() <= moments) {
    if (computing_) {
      missing_ = {key, moments};
      return {};  // undefined, and so is all that it is read for; that is asked again later
    }
    compute(world, {key, moments});
  }
  return read(world, world.agreement[id], row, moments, day);
}

TallyCell TallyBook::cell(World& world, language::TallyId id, const Arguments& arguments, std::size_t moments) {
  const Day day = moments > 0 ? world.history.moments.at(moments - 1).date : language::kFirstDay;
  return cell(world, id, arguments, moments, day);
}

TallyBook::Row& TallyBook::row_of(World& world, const Key& key) {
  auto found = rows_.find(key);
  if (found != rows_.end()) return found->second;
  const TallyCell first{.value = first_value(world, world.agreement[key.first], key.second)};
  return rows_.emplace(key, Row{{first}, {}}).first->second;
}

// What a moment does to a tally depends on tallies at the end of earlier moments only, so the list comes to an end.
void TallyBook::compute(World& world, Wanted wanted) {
  std::vector<Wanted> list{std::move(wanted)};
  computing_ = true;
  while (!list.empty()) {
    Row& row = row_of(world, list.back().key);
    if (row.cells.size() > list.back().moments) {
      list.pop_back();
      continue;
    }
    missing_.reset();
    add_cell(world, list.back().key, row);
    if (missing_) list.push_back(*std::move(missing_));
  }
  computing_ = false;
}

// Adds none if something is missing.
void TallyBook::add_cell(World& world, const Key& key, Row& row) {
  const Tally& tally = world.agreement[key.first];
  const std::size_t index = row.cells.size() - 1;
  const Day day = world.history.moments.at(index).date;
  if (row.cells.back().spoiled) return row.cells.push_back(kSpoiled);
  const auto change = effect(world, tally, {tally.parameters, key.second}, index);
  if (missing_) return;
  if (!change) return row.cells.push_back(kSpoiled);
  if (std::holds_alternative<InTheLast>(tally.window)) {
    if (change->counts) row.entries.push_back({index, change->value});
    return row.cells.push_back({});
  }
  TallyCell cell = change->restarts ? row.cells.front() : read(world, tally, row, index, day);
  row.cells.push_back(change->counts ? taken_in(tally, cell, day, change->value) : std::move(cell));
}

TallyCell TallyBook::read(const World& world, const Tally& tally, const Row& row, std::size_t moments, Day day) {
  const TallyCell& left = row.cells.at(moments);
  if (moments == 0 || left.spoiled) return left;
  const Day last = world.history.moments.at(moments - 1).date;
  auto per_calendar = [&](const language::PerCalendar& window) {
    return period(window.unit, last) == period(window.unit, day) ? left : row.cells.front();
  };
  auto in_the_last = [&](const InTheLast& window) { return over_window(world, tally, window, row, moments, day); };
  return std::visit(language::Overloaded{[&](const language::WholePast&) { return left; }, per_calendar,
                                         [&](const language::Since&) { return left; }, in_the_last},
                    tally.window);
}

TallyCell TallyBook::over_window(const World& world, const Tally& tally, const InTheLast& window, const Row& row,
                                 std::size_t moments, Day day) {
  const long earliest = period(window.unit, day) - static_cast<long>(window.count) + 1;
  auto date_of = [&](const Entry& entry) { return world.history.moments.at(entry.moment).date; };
  const auto first = std::partition_point(row.entries.begin(), row.entries.end(), [&](const Entry& entry) {
    return period(window.unit, date_of(entry)) < earliest;
  });
  TallyCell cell = row.cells.front();
  for (auto entry = first; entry != row.entries.end() && entry->moment < moments; ++entry) {
    cell = taken_in(tally, cell, date_of(*entry), entry->value);
  }
  return cell;
}

}  // namespace proviso::replay
