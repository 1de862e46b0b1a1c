// Elimination: what every moment preserves is kept, what is false somewhere is dropped.
#include "solver/workshop.h"

#include <gtest/gtest.h>

#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

const std::string kCapped = kRoad + R"(
tally doubled = sum of 2 * amount over pay
tally paid_on(r: Road) = sum of amount over pay where road = r
tally passed = ever passes
clause cap { Driver shall not pay when paid + amount > $50 }
property p { always paid <= $50 }
property of_any { for any x: Road always paid_on(x) <= $50 }
)";

// A lemma over a tally, as `holds` says.
template <class Holds>
Candidate fact(const std::string& name, language::TallyId tally, Holds holds) {
  return {name, std::nullopt, [=](encode::Unrolling& unrolling, std::size_t state, const std::vector<z3::expr>&) {
            return holds(unrolling.tally(tally, {}, state).value);
          }};
}

class Elimination : public testing::Test {
 protected:
  Candidate at_least(const std::string& tally, int amount) const {
    return fact(tally + " at least", written_.tally(tally), [=](const z3::expr& value) { return value >= amount; });
  }
  Candidate at_most(const std::string& tally, int amount) const {
    return fact(tally + " at most", written_.tally(tally), [=](const z3::expr& value) { return value <= amount; });
  }
  Candidate twice() const {
    const language::TallyId paid = written_.tally("paid");
    const language::TallyId doubled = written_.tally("doubled");
    return {"doubled is twice paid", std::nullopt, [=](encode::Unrolling& unrolling, std::size_t state, const auto&) {
              return unrolling.tally(doubled, {}, state).value == 2 * unrolling.tally(paid, {}, state).value;
            }};
  }
  Candidate on_each_road(int amount) const {
    const language::TallyId paid_on = written_.tally("paid_on");
    return {"paid on each", paid_on, [=](encode::Unrolling& unrolling, std::size_t state, const auto& arguments) {
              return unrolling.tally(paid_on, arguments, state).value <= amount;
            }};
  }

  LemmaSet kept(const std::vector<Candidate>& pool, const Scope& scope) const {
    Workshop workshop = workshop_of(written_, pool);
    return workshop.inductive(written_.goal("p"), scope, {}, workshop.linear());
  }
  LemmaSet kept(const std::vector<Candidate>& pool) const { return kept(pool, without(written_, {})); }

  Written written_{kCapped};
};

TEST_F(Elimination, KeepsWhatIsTrueAndDropsWhatIsNot) {
  const std::vector<Candidate> pool = {at_least("paid", 0),  // true of every sum of amounts
                                       at_most("paid", 10),  // broken by a payment of 11
                                       at_least("paid", 1),  // false at the beginning
                                       at_most("paid", 50),  // because of the cap
                                       at_most("paid", 60),  // follows, but is not preserved without the lemma above
                                       at_most("payments", 3)};
  EXPECT_EQ(kept(pool), (LemmaSet{0, 3, 4}));
  EXPECT_EQ(kept(pool, without(written_, {"cap"})), LemmaSet{0});
}

TEST_F(Elimination, KeepsWhatIsPreservedOnlyTogether) {
  const Candidate together = at_most("doubled", 100);
  EXPECT_EQ(kept({at_most("paid", 50), twice(), together}), (LemmaSet{0, 1, 2}));
  EXPECT_EQ(kept({at_most("paid", 50), together}), LemmaSet{0});
}

// A name of the text is nobody's literal: the clause does not bind where the term is false.
TEST(Workshop, DoesNotTakeATermForGranted) {
  const Written written(kRoad + R"(
term clean : bool
clause cap unless not clean { Driver shall not pay when paid + amount > $50 }
property p { always paid <= $50 })");
  const std::vector<Candidate> pool = {
      fact("paid at most", written.tally("paid"), [](const z3::expr& value) { return value <= 50; })};
  Workshop workshop = workshop_of(written, pool);
  EXPECT_EQ(workshop.inductive(written.goal("p"), without(written, {}), {}, {0}), LemmaSet{});
}

TEST_F(Elimination, OfATallyWithParametersIsForAllArguments) {
  const std::vector<Candidate> pool = {at_most("paid", 50), on_each_road(50), on_each_road(60)};
  EXPECT_EQ(kept(pool), LemmaSet{0}) << "one road can have been paid 50 before, as far as these lemmas know";
}

TEST_F(Elimination, StartsFromWhatIsGiven) {
  const std::vector<Candidate> pool = {twice(), at_most("paid", 50), at_most("doubled", 100)};
  Workshop workshop = workshop_of(written_, pool);
  EXPECT_EQ(workshop.inductive(written_.goal("p"), without(written_, {}), {0, 1}, {2}), (LemmaSet{0, 1, 2}));
}

TEST_F(Elimination, ADoubleIsAdmittedOnceAndATruismNever) {
  const std::vector<Candidate> pool = {
      at_least("paid", 0), at_least("paid", 0),
      fact("truism", written_.tally("paid"), [](const z3::expr& value) { return value == value; })};
  Workshop workshop = workshop_of(written_, pool);
  EXPECT_EQ(workshop.linear(), LemmaSet{0});
  EXPECT_EQ(workshop.known_among({0, 1, 2}), LemmaSet{0});
}

TEST_F(Elimination, GoalsAreMetByLemmasThatImplyThem) {
  const std::vector<Candidate> pool = {at_most("paid", 50), at_least("paid", 0), on_each_road(50)};
  Workshop workshop = workshop_of(written_, pool);
  const properties::Goal p = written_.goal("p"), of_any = written_.goal("of_any");
  const Scope all = without(written_, {});
  ASSERT_TRUE(workshop.meets(p, all, {0}));
  EXPECT_EQ(workshop.meets(p, all, {0})->lemmas, LemmaSet{0});
  EXPECT_FALSE(workshop.meets(p, all, {}));
  EXPECT_FALSE(workshop.meets(p, all, {1}));
  EXPECT_FALSE(workshop.meets(p, without(written_, {"cap"}), {0}));
  EXPECT_FALSE(workshop.meets(of_any, all, {0}));
  EXPECT_TRUE(workshop.preserves(0, p, all, {0}));
  EXPECT_FALSE(workshop.preserves(2, p, all, {2}));
}

}  // namespace
}  // namespace proviso::solver
