// Histories drawn at random, with the interpreter's help where they are to be compliant.
#pragma once

#include <stdexcept>

#include "tests/random/aims.h"
#include "tests/random/draws.h"
#include "tests/random/replayed.h"
#include "tests/random/sample.h"

namespace proviso::random_histories {

inline constexpr std::size_t kMostMoments = 9;
inline constexpr unsigned kCareless = 4;

// None of many values that were tried for the terms is allowed.
struct NoTerms : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Generator {
 public:
  Generator(const Sample& sample, Draws& draws);

  // Terms and readings are such as they may be; of the moments some can be misplaced. `struck`: clauses that are
  // absent. `careless`: how often, of a hundred times, no moment of it is chosen so that it can be judged.
  properties::History history(const std::vector<bool>& struck, unsigned careless = kCareless);

  // Terms and readings as they come, and one moment at which time passes.
  properties::History beginning_as_it_comes();

  // Values for the property's `for any` that its `where` accepts for the history, if some few attempts find them.
  std::optional<properties::Arguments> for_any(const language::Property& property, const properties::History& history);

 private:
  properties::History any_terms();
  properties::History beginning();
  properties::Table table(const std::vector<language::VariableId>& parameters, const language::Type& type);
  language::Day date(Replayed& past, language::Day previous);
  std::vector<language::Day> first_days(Replayed& past, language::Day previous) const;
  std::vector<properties::Table> conditions(const properties::History& history);
  properties::Event event(Replayed& past, properties::Moment& moment,
                          const std::vector<replay::OutstandingDuty>& to_perform);
  properties::Event event_of(language::ActionId action);
  properties::Event random_event(Replayed& past, properties::Moment& moment);
  std::optional<properties::Event> triggered_again(const Replayed& past);
  properties::Event performance(Replayed& past, properties::Moment& moment, const replay::OutstandingDuty& duty);
  properties::Event performance(Replayed& past, properties::Moment& moment, const replay::OutstandingDuty& duty,
                                const language::Act& act);
  properties::Event contribution(Replayed& past, properties::Moment& moment, const language::Ensure& ensure);
  void take_aim(Replayed& past, properties::Moment& moment);
  void match(Replayed& past, properties::Moment& moment, const replay::OutstandingDuty& duty, language::ExprId where);
  void set_if_fits(properties::Event& event, std::uint32_t position, const std::optional<language::Value>& value) const;
  void settle_actor(properties::Event& event, language::PartyId party) const;
  properties::Moment moment(Replayed& past, properties::History& history);
  void append(Replayed& past, properties::History& history, unsigned care);

  const Sample& sample_;
  const language::Agreement& agreement_;
  Draws& draws_;
  Aims aims_;
  unsigned diligence_ = 50;  // how often, of a hundred times, what is owed is done next
};

}  // namespace proviso::random_histories
