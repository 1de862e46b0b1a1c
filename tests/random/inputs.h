// What a history is compared under, drawn at random.
#pragma once

#include <optional>
#include <vector>

#include "tests/random/generator.h"

namespace proviso::random_histories {

struct Inputs {
  properties::History history;
  std::vector<bool> struck;                                   // by ClauseId
  std::vector<std::optional<properties::Arguments>> for_any;  // by PropertyId; none: the property is left out
};

// `careless`: how often, of a hundred histories, the moments come as they come.
Inputs draw(const Sample& sample, Generator& generator, Draws& draws, unsigned careless = kCareless);

// Terms that their `where` may forbid, and a moment at which time passes. Of open kinds all individuals are alike: the
// encoder lays out those alone that something names. No property is asked about.
Inputs draw_beginning(const Sample& sample, Generator& generator);

// Whose compliance is assumed: everybody's, nobody's, each party's alone; and everybody's with every other clause
// excepted, where clauses have duties or covenants.
std::vector<properties::Setting> settings(const Sample& sample);

using Truths = std::vector<std::optional<bool>>;  // by moment; none: undefined

// By PropertyId: its formula as the interpreter reads it at each moment that can be judged.
std::vector<Truths> replayed_formulas(const Sample& sample, const properties::Setting& setting, const Inputs& inputs);

}  // namespace proviso::random_histories
