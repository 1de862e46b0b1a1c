// A certificate says what it claims to say: its scripts are unsatisfiable, and each of them could be satisfied if the
// proof lacked something. One that asserted `false` would pass the first test and fail the others.
#include "solver/certificate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

const std::string kAtBeginning = "the lemmas hold before the first moment";
const std::string kPreserved = "every moment preserves the lemmas";
const std::string kMet = "the goal is met";
const std::string kNoneOfOne = "no history of 1 moments misses the goal";

// Suggests a lemma that is false before the first moment.
const std::string kFalseAtBeginning = "property something { always paid > $0  expect fails }";

struct Question {
  std::string name;
  std::string text;  // a property `p`, which is proved, and a property `broken`, which one moment breaks
  unsigned k;
  bool needs_lemmas;
  std::vector<std::string> rests_on;
};

void PrintTo(const Question& question, std::ostream* out) { *out << question.name; }

const std::vector<Question> kQuestions = {
    {"cap",
     R"(
clause cap { Driver shall not pay when paid + amount > $50 }
clause idle { Driver shall not pay when amount > $70 }
property p { always paid <= $50 }
property broken { always paid <= $40 })",
     1,
     true,
     {"cap"}},
    {"two_moments",
     R"(
clause three { Driver shall not pay when payments in {3} }
property p { always payments in {0, 1, 2, 3} and before(payments) in {0, 1, 2, 3} }
property broken { always payments in {1, 2, 3} and before(payments) in {0, 1, 2, 3} })",
     2,
     false,
     {"three"}},
    {"each_road",
     R"(
tally paid_on(r: Road) = sum of amount over pay where road = r
clause cap { Driver shall not pay when paid_on(road) + amount > $50 }
property p { for any x: Road always paid_on(x) <= $50 }
property broken { for any x: Road always paid_on(x) <= $40 })",
     1,
     true,
     {"cap"}},
    {"owed",
     R"(
tally passed = ever passes
tally last_pass = last date of passes
assume happens passes implies not before(passed)
clause tolls { Driver shall pay where amount = $5 within 30 days whenever passes }
property p { always owed(tolls) implies date <= last_pass + 30 days }
property broken { always not owed(tolls) })",
     1,
     true,
     {}},
};

class Certificate : public testing::TestWithParam<Question> {
 protected:
  void SetUp() override {
    proof_ = induction_.prove(goal_, scope_, scope_, GetParam().k, Effort::kAbstract);
    ASSERT_TRUE(proof_) << "there is no proof to certify";
  }

  std::vector<Obligation> scripts(const properties::Goal& goal, const Scope& scope, const Proof& proof) {
    return obligations(written_.agreement(), goal, scope, proof, induction_.pool());
  }

  // The titles of the scripts to which a fresh Z3 says something else than `unsat`.
  std::set<std::string> broken(const std::vector<Obligation>& scripts) {
    std::set<std::string> titles;
    for (const Obligation& script : scripts) {
      if (answer_to(script) != SecondAnswer::kUnsat) titles.insert(script.title);
    }
    return titles;
  }
  std::set<std::string> broken(const Proof& proof) { return broken(scripts(goal_, scope_, proof)); }

  Proof with(std::size_t lemma) const {
    Proof more = *proof_;
    more.lemmas.insert(std::upper_bound(more.lemmas.begin(), more.lemmas.end(), lemma), lemma);
    return more;
  }
  Proof without_lemma(const Proof& proof, std::size_t lemma) const {
    Proof less = proof;
    std::erase(less.lemmas, lemma);
    return less;
  }

  Written written_{kRoad + kFalseAtBeginning + GetParam().text};
  Induction induction_ = induction_of(written_);
  properties::Goal goal_ = written_.goal("p");
  Scope scope_ = everything(written_.agreement(), goal_.setting);
  std::optional<Proof> proof_;
};

TEST_P(Certificate, IsUnsatisfiableForZ3AndCvc5) {
  const std::vector<Obligation> all = scripts(goal_, scope_, *proof_);
  std::vector<std::string> titles, wanted;
  for (const Obligation& script : all) titles.push_back(script.title);
  if (!proof_->lemmas.empty()) wanted = {kAtBeginning, kPreserved};
  wanted.push_back(kMet);
  if (GetParam().k == 2) wanted.push_back(kNoneOfOne);
  EXPECT_EQ(titles, wanted);
  const Confirmation confirmation = confirmation_of(all);
  EXPECT_EQ(confirmation.confirmed_by, (std::vector<std::string>{"z3", "cvc5"})) << confirmation.note;
  EXPECT_FALSE(confirmation.disagreement);
}

TEST_P(Certificate, NeedsTheClausesItRestsOn) {
  for (const std::string& clause : GetParam().rests_on) {
    const std::vector<Obligation> all = scripts(goal_, without(written_, {clause}), *proof_);
    EXPECT_FALSE(broken(all).empty()) << clause;
  }
}

// Lemmas that can be left out are left out, one after the other; of the rest none can be.
TEST_P(Certificate, NeedsItsLemmas) {
  Proof needed = *proof_;
  for (std::size_t lemma : proof_->lemmas) {
    const Proof less = without_lemma(needed, lemma);
    if (broken(less).empty()) needed = less;
  }
  EXPECT_EQ(needed.lemmas.empty(), !GetParam().needs_lemmas);
  for (std::size_t lemma : needed.lemmas) {
    EXPECT_FALSE(broken(without_lemma(needed, lemma)).empty()) << induction_.pool()[lemma].name;
  }
}

// Of all candidates, those that are no lemmas spoil the scripts about lemmas, and no others.
TEST_P(Certificate, OneLemmaTooManyIsNoticed) {
  std::set<std::string> noticed;
  for (std::size_t i = 0; i < induction_.pool().size(); ++i) noticed.merge(broken(with(i)));
  EXPECT_EQ(noticed, (std::set<std::string>{kAtBeginning, kPreserved}));
}

TEST_P(Certificate, ANeverMovingTallyIsNotPreserved) {
  const auto& pool = induction_.pool();
  const auto still =
      std::find_if(pool.begin(), pool.end(), [](const Candidate& lemma) { return lemma.name == "paid never moves"; });
  ASSERT_NE(still, pool.end());
  EXPECT_EQ(broken(with(static_cast<std::size_t>(still - pool.begin()))), std::set<std::string>{kPreserved});
}

// The scripts of the proof, with a goal that is not met: the last one, and where there is one that of a short history.
TEST_P(Certificate, IsOfItsGoalAlone) {
  const std::set<std::string> spoiled = broken(scripts(written_.goal("broken"), scope_, *proof_));
  EXPECT_TRUE(spoiled.contains(GetParam().k == 1 ? kMet : kNoneOfOne));
  EXPECT_FALSE(spoiled.contains(kAtBeginning));
  EXPECT_FALSE(spoiled.contains(kPreserved));
}

TEST_P(Certificate, WithoutLemmasAndClausesItMissesItsGoal) {
  Proof bare = *proof_;
  bare.lemmas.clear();
  Scope empty = scope_;
  empty.present.assign(empty.present.size(), false);
  EXPECT_EQ(broken(scripts(goal_, empty, bare)).contains(kMet), !GetParam().rests_on.empty());
}

INSTANTIATE_TEST_SUITE_P(Questions, Certificate, testing::ValuesIn(kQuestions),
                         [](const testing::TestParamInfo<Question>& tested) { return tested.param.name; });

TEST(Confirmation, NamesTheScriptThatCanBeSatisfied) {
  const std::string contradiction = "(set-logic ALL)\n(assert false)\n(check-sat)\n";
  const std::string tautology = "(set-logic ALL)\n(assert true)\n(check-sat)\n";
  const Confirmation confirmation = confirmation_of({{"the first", contradiction}, {"the second", tautology}});
  EXPECT_EQ(confirmation.confirmed_by, std::vector<std::string>{});
  ASSERT_TRUE(confirmation.disagreement);
  EXPECT_NE(confirmation.disagreement->find("the second"), std::string::npos) << *confirmation.disagreement;
  EXPECT_EQ(confirmation.disagreement->find("the first"), std::string::npos) << *confirmation.disagreement;
}

// Nothing is not a proof of anything.
TEST(Confirmation, NobodyConfirmsNoScripts) { EXPECT_EQ(confirmation_of({}).confirmed_by, std::vector<std::string>{}); }

}  // namespace
}  // namespace proviso::solver
