#include "tests/random/inputs.h"

#include <algorithm>

#include "replay/replay.h"

namespace proviso::random_histories {

namespace {

std::vector<bool> some_struck(const Sample& sample, Draws& draws) {
  std::vector<bool> struck(sample.agreement.clauses.size(), false);
  if (draws.percent(75)) return struck;
  for (std::size_t c = 0; c < struck.size(); ++c) struck[c] = draws.percent(25);
  return struck;
}

bool may_be_missed(const language::Statement& statement) {
  return std::holds_alternative<language::Duty>(statement.rule) ||
         std::holds_alternative<language::Keep>(statement.rule);
}

}  // namespace

Inputs draw(const Sample& sample, Generator& generator, Draws& draws, unsigned careless) {
  Inputs inputs{{}, some_struck(sample, draws), {}};
  inputs.history = generator.history(inputs.struck, careless);
  for (const language::Property& property : sample.agreement.properties) {
    inputs.for_any.push_back(generator.for_any(property, inputs.history));
  }
  return inputs;
}

Inputs draw_beginning(const Sample& sample, Generator& generator) {
  const language::Agreement& agreement = sample.agreement;
  Inputs inputs{generator.beginning_as_it_comes(), std::vector<bool>(agreement.clauses.size(), false),
                std::vector<std::optional<properties::Arguments>>(agreement.properties.size())};
  for (std::size_t t = 0; t < agreement.terms.size(); ++t) {
    const std::vector<language::VariableId>& parameters = agreement.terms[t].parameters;
    const bool open = std::any_of(parameters.begin(), parameters.end(), [&](language::VariableId parameter) {
      const language::Type& type = agreement[parameter].type;
      return type.sort == language::Sort::kKind && agreement[type.kind].open;
    });
    if (open) inputs.history.terms[t].listed.clear();
  }
  return inputs;
}

std::vector<properties::Setting> settings(const Sample& sample) {
  const std::size_t parties = sample.agreement.parties.size();
  const properties::Setting everybody = sample.idle_goal().setting;
  properties::Setting nobody = everybody;
  nobody.complies.assign(parties, false);
  std::vector<properties::Setting> all{everybody, nobody};
  for (std::size_t p = 0; p < parties && parties > 1; ++p) {
    all.push_back(nobody);
    all.back().complies[p] = true;
  }
  const std::vector<language::Statement>& statements = sample.agreement.statements;
  if (!std::any_of(statements.begin(), statements.end(), may_be_missed)) return all;
  all.push_back(everybody);
  for (std::size_t c = 0; c < everybody.excepted.size(); c += 2) all.back().excepted[c] = true;
  return all;
}

std::vector<Truths> replayed_formulas(const Sample& sample, const properties::Setting& setting, const Inputs& inputs) {
  const language::Agreement& agreement = sample.agreement;
  std::vector<Truths> all(agreement.properties.size());
  properties::History history = inputs.history;
  for (std::size_t p = 0; p < all.size(); ++p) {
    if (!inputs.for_any[p]) continue;
    const language::Property& asked = agreement.properties[p];
    const properties::Goal goal{properties::GoalKind::kKeep, setting, asked.for_any, asked.for_any_where,
                                asked.formula};
    history.for_any = *inputs.for_any[p];
    all[p] = replay::replay(agreement, goal, history).formula;
  }
  return all;
}

}  // namespace proviso::random_histories
