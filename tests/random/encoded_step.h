// One moment laid out from anywhere, as a proof has it. Every moment of every history is an instance of it: from the
// state that the interpreter has before the moment, the encoder reaches the state that the interpreter has after it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "replay/replay.h"
#include "tests/random/equations.h"
#include "tests/random/replayed.h"

namespace proviso::random_histories {

// Something the interpreter says, in the encoder's symbols.
struct Fact {
  std::string what;
  z3::expr said;
};
using Facts = std::vector<Fact>;

class EncodedStep {
 public:
  // No clause is struck in the setting. The sample must outlive this.
  EncodedStep(const Sample& sample, properties::Setting setting, encode::Products products, unsigned budget = 0);

  // Every moment that can be judged, whether anybody complies or not, and the one where that ends. With abstract
  // products the encoder must allow what the interpreter says; with exact ones it must allow nothing else. Returns the
  // first difference in words.
  std::optional<std::string> compare(const Inputs& inputs);

  std::size_t compared_moments() const { return compared_; }

 private:
  // The individual of an open kind about whose duty lemmas are shown, so for all of that kind.
  struct Anybody {
    z3::expr individual;
    language::Type type;
  };
  struct AskedTally {
    language::TallyId tally;
    properties::Arguments arguments;
    encode::TallyState before, after;
  };
  // What the interpreter says besides tallies and duties.
  struct Record {
    std::set<language::StatementId> broken;  // by the last moment
    std::set<language::PartyId> breached;    // ever
  };

  void ask_tallies();
  void ask_duties();
  void find_anybody(language::StatementId statement, const language::Duty& duty);
  std::vector<language::PartyId> asked_about_breach() const;
  bool has_open_keys() const;
  bool has_hidden_state() const;

  std::vector<z3::expr> inputs_of(const Inputs& inputs, std::size_t moment) const;
  Facts state(Replayed& past, const Record& record, bool after);
  void add_tally(const AskedTally& asked, const encode::TallyState& state, Replayed& past, Facts& facts) const;
  void add_duties(language::StatementId statement, const Replayed& past, bool after, Facts& facts);
  void add_record(const Record& record, const Replayed& past, bool after, Facts& facts);
  z3::expr same(const encode::Commitment& commitment, const replay::OutstandingDuty& owed, std::size_t age) const;
  z3::expr same_key(const encode::Commitment& commitment, const replay::OutstandingDuty& owed) const;
  bool followed_too_far(Replayed& past) const;
  static Record record_of(const replay::Judgement& judgement);
  Facts judged(Replayed& past, const replay::Judgement& judgement, const std::vector<Truths>& formulas);
  Facts stopped(replay::Trouble trouble) const;

  std::string compare_moment(const Facts& before, const Facts& expected, bool judged);
  bool can_be_about_anybody();
  std::string first_refused(const Facts& before, const Facts& expected);

  const Sample& sample_;
  const language::Agreement& agreement_;
  properties::Setting setting_;
  encode::Products products_;
  z3::context context_;
  encode::Unrolling unrolling_;
  z3::solver solver_;
  std::vector<AskedTally> tallies_;
  std::vector<Anybody> anybody_;
  std::vector<encode::Encoded> formulas_;  // by PropertyId
  z3::expr considered_, trouble_;
  std::optional<Equations> equations_;
  std::size_t compared_ = 0;
};

}  // namespace proviso::random_histories
