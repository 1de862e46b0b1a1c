// The certificates of all proofs in cases/: every script is unsatisfiable, and none of them because no moment is
// considered at all. With the goal turned round, or with a lemma that is false, each can be satisfied.
#include <gtest/gtest.h>

#include <map>

#include "properties/monitor.h"
#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

using properties::Goal;
using properties::GoalKind;

// False from some moment on; false before the first moment.
Candidate date_stands_still() {
  return {"the date never moves", std::nullopt, [](encode::Unrolling& unrolling, std::size_t state, const auto&) {
            return unrolling.date(state) == encode::day_literal(unrolling.context(), unrolling.agreement().starts);
          }};
}
Candidate date_has_moved() {
  return {"the date has moved", std::nullopt, [](encode::Unrolling& unrolling, std::size_t state, const auto&) {
            return unrolling.date(state) > encode::day_literal(unrolling.context(), unrolling.agreement().starts);
          }};
}

Goal turned_round(Goal goal) {
  goal.kind = goal.kind == GoalKind::kKeep ? GoalKind::kReach : GoalKind::kKeep;
  return goal;
}

// By one moment, abstract products first.
std::optional<Proof> proof_of(Induction& induction, const Goal& goal, const Scope& scope) {
  auto found = induction.prove(goal, scope, scope, 1, Effort::kAbstract);
  return found ? found : induction.prove(goal, scope, scope, 1, Effort::kExact);
}

// Whether the script of this title can be satisfied.
bool broken(const std::vector<Obligation>& scripts, const std::string& title) {
  for (const Obligation& script : scripts) {
    if (script.title == title) return answer_to(script) == SecondAnswer::kSat;
  }
  ADD_FAILURE() << "there is no script \"" << title << '"';
  return false;
}

void check(const language::Agreement& agreement, const Induction& induction, const std::string& name, const Goal& goal,
           const Scope& scope, const Proof& proof) {
  std::vector<Candidate> pool = induction.pool();
  const auto scripts = [&](const Goal& asked, const Proof& with) {
    return obligations(agreement, asked, scope, with, pool);
  };
  for (const Obligation& script : scripts(goal, proof)) {
    EXPECT_EQ(answer_to(script), SecondAnswer::kUnsat) << name << ": " << script.title;
  }
  EXPECT_TRUE(broken(scripts(turned_round(goal), proof), "the goal is met")) << name;
  Proof more = proof;
  more.lemmas.push_back(pool.size());
  pool.push_back(date_stands_still());
  EXPECT_TRUE(broken(scripts(goal, more), "every moment preserves the lemmas")) << name;
  pool.back() = date_has_moved();
  EXPECT_TRUE(broken(scripts(goal, more), "the lemmas hold before the first moment")) << name;
}

// Questions about one moment, and those that a monitor makes one of. The others are asked by these.
class CaseCertificate : public testing::TestWithParam<std::string> {
 protected:
  // Whether one moment proves it.
  bool checked(const std::string& name, const Goal& goal) {
    if (goal.kind == GoalKind::kRespond) {
      const properties::Monitored with = properties::monitored(written_.agreement(), goal);
      Induction induction(with.agreement, with.goal.setting, kPlenty, patience());
      return checked(name, with.agreement, induction, with.goal);
    }
    // Properties of one setting share what is known.
    const auto shared = inductions_.try_emplace(goal.setting, written_.agreement(), goal.setting, kPlenty, patience());
    return checked(name, written_.agreement(), shared.first->second, goal);
  }

  static bool checked(const std::string& name, const language::Agreement& agreement, Induction& induction,
                      const Goal& goal) {
    const Scope scope = everything(agreement, goal.setting);
    const auto found = proof_of(induction, goal, scope);
    if (found) check(agreement, induction, name, goal, scope, *found);
    return found.has_value();
  }

  Written written_ = Written::in_file(GetParam());
  std::map<properties::Setting, Induction> inductions_;
};

TEST_P(CaseCertificate, IsUnsatisfiableButNotTrivially) {
  std::size_t proofs = 0, asked = 0;
  for (const language::Property& property : written_.agreement().properties) {
    const Goal goal = written_.goal(property.name);
    if (goal.kind != GoalKind::kKeep && goal.kind != GoalKind::kReach && goal.kind != GoalKind::kRespond) continue;
    ++asked;
    if (checked(property.name, goal)) ++proofs;
  }
  EXPECT_TRUE(proofs > 0 || asked == 0) << "every case has something that one moment proves";
}

INSTANTIATE_TEST_SUITE_P(Cases, CaseCertificate, testing::ValuesIn(case_paths()), case_name);

}  // namespace
}  // namespace proviso::solver
