// The values of tallies, found on demand. A tally at the end of a moment is what it was at the end of the one before,
// with what the moment did to it; that may depend on any tally as the one before left it. So each is computed moment
// after moment, and what it needs of others is computed first: from a list of what is wanted, never by recursion.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "language/agreement.h"
#include "properties/history.h"

namespace proviso::replay {

struct World;

// A tally's value at the end of a moment.
struct TallyCell {
  std::optional<language::Value> value;  // none: nothing has given it one yet
  bool begun = false;                    // an event has counted since it last started again
  bool spoiled = false;                  // what a moment should have done to it is undefined
};

// Remembers what was computed; a tally with parameters has one row of cells per combination that was asked for.
class TallyBook {
 public:
  // The tally at the end of the first `moments` moments of the history (0: before the first), read on a day no earlier
  // than the last of them: what belongs to periods that are over by then has left its window.
  TallyCell cell(World& world, language::TallyId tally, const properties::Arguments& arguments, std::size_t moments,
                 language::Day day);

  // The same, read on the day of the last of those moments.
  TallyCell cell(World& world, language::TallyId tally, const properties::Arguments& arguments, std::size_t moments);

 private:
  using Key = std::pair<language::TallyId, properties::Arguments>;

  // An occurrence that counted.
  struct Entry {
    std::size_t moment;
    std::optional<language::Value> value;  // of the tally's `value`, where it has one
  };
  struct Row {
    std::vector<TallyCell> cells;  // at the end of the first so many moments
    std::vector<Entry> entries;    // InTheLast: all that ever counted; the cells then only tell whether it is spoiled
  };
  struct Wanted {
    Key key;
    std::size_t moments;
  };

  Row& row_of(World& world, const Key& key);
  void compute(World& world, Wanted wanted);
  void add_cell(World& world, const Key& key, Row& row);
  static TallyCell read(const World& world, const language::Tally& tally, const Row& row, std::size_t moments,
                        language::Day day);
  static TallyCell over_window(const World& world, const language::Tally& tally, const language::InTheLast& window,
                               const Row& row, std::size_t moments, language::Day day);

  std::map<Key, Row> rows_;
  bool computing_ = false;
  std::optional<Wanted> missing_;  // while computing: what must be computed before this can be
};

}  // namespace proviso::replay
