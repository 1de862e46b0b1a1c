// The values that occur in a history: what the arguments of parametric tallies and terms are taken from.
#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "properties/goal.h"
#include "properties/history.h"

namespace proviso::replay {

// Per type: all values of bool, Party and closed kinds; of other types those that occur in the history's terms and
// `for any` values and in its first moments, as many as are given.
class Universe {
 public:
  Universe(const language::Agreement& agreement, const properties::Goal& goal, const properties::History& history,
           std::size_t moments);

  // Every combination of values for the parameters; one empty combination where there are none.
  std::vector<properties::Arguments> tuples(const std::vector<language::VariableId>& parameters) const;

  // The same, where each open kind also has individuals that occur nowhere, one for each parameter: enough to stand
  // for all the others.
  std::vector<properties::Arguments> tuples_with_strangers(const std::vector<language::VariableId>& parameters) const;

 private:
  using Key = std::pair<language::Sort, language::KindId>;

  void add(const language::Type& type, const language::Value& value);
  void add_all(const std::vector<language::VariableId>& variables, const properties::Arguments& values);
  void add_table(const std::vector<language::VariableId>& parameters, const language::Type& type,
                 const properties::Table& table);
  void add_declared();
  void add_moment(const properties::Moment& moment);
  void add_strangers(language::KindId kind, std::size_t count);
  static Key key(const language::Type& type);

  const language::Agreement& agreement_;
  std::map<Key, std::set<language::Value>> values_;
};

}  // namespace proviso::replay
