// One agreement laid out by the encoder, to which random histories are given: does it say of them what the interpreter
// says?
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "encode/unrolling.h"
#include "replay/replay.h"
#include "tests/random/equations.h"

namespace proviso::random_histories {

class EncodedRun {
 public:
  // No clause is struck in the setting. The sample must outlive this.
  EncodedRun(const Sample& sample, properties::Setting setting, unsigned budget = 0);

  // Moment by moment, up to and with the first that is not in order: whether it is, and if so the state and the
  // properties' formulas. Returns the first difference in words.
  std::optional<std::string> compare(const Inputs& inputs);

  const properties::Setting& setting() const { return setting_; }
  std::size_t compared_moments() const { return compared_; }

 private:
  struct Asked {
    z3::expr considered, trouble;
    std::vector<encode::Encoded> formulas;                                                  // by PropertyId
    std::map<std::pair<std::uint32_t, properties::Arguments>, encode::TallyState> tallies;  // after the moment
    std::vector<std::pair<encode::CommitmentId, z3::expr>> owed;                            // in the order of creation
    std::vector<z3::expr> breached;                                                         // by PartyId
  };
  void ask_states();
  void ask_moments();
  std::vector<z3::expr> fixed(const Inputs& inputs) const;
  std::string differences(const z3::model& model, const Inputs& inputs);
  std::string differences_of_state(const z3::model& model, const Asked& asked, const replay::Judgement& judged);
  std::string differences_of_tallies(const z3::model& model, const Asked& asked, const replay::Judgement& judged);
  std::string differences_of_duties(const z3::model& model, const Asked& asked, const replay::Judgement& judged);
  std::string difference_of_duty(const z3::model& model, const encode::Commitment& commitment,
                                 const replay::OutstandingDuty& owed);
  std::string difference_of_formula(const z3::model& model, std::size_t moment, std::uint32_t property,
                                    const Truths& replayed);

  const Sample& sample_;
  const language::Agreement& agreement_;
  properties::Setting setting_;
  z3::context context_;
  encode::Unrolling unrolling_;
  z3::solver solver_;
  std::vector<Asked> asked_;
  std::optional<Equations> equations_;
  std::size_t compared_ = 0;
};

}  // namespace proviso::random_histories
