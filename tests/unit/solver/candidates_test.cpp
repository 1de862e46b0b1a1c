#include "solver/candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "solver/lemmas.h"
#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

// Something that every kind of candidate can be about.
const std::string kContract = kRoad + R"(
term rate : percent where 0% < rate and rate <= 100%
tally passed = ever passes
tally passages = count of passes where date >= 2026-06-01
tally first_pass = first date of passes
tally last_pass = last date of passes
tally paid_on(r: Road) = sum of amount over pay where road = r
event bill(total: money where total >= $0)
tally billed = sum of total over bill
clause tolls from 2026-02-01 through 2026-12-31 {
  Driver shall pay where amount = trigger.total within 30 days whenever bill where total > $1
}
clause fee { Driver shall pay where amount = $1 within 20 days whenever passes }
clause cap { Driver shall not pay when paid + amount > rate * billed }
property in_order { always paid <= billed }
property of_each { for any x: Road always paid_on(x) >= $0 }
)";

std::set<std::string> names_of(const std::vector<Candidate>& pool) {
  std::set<std::string> names;
  for (const Candidate& candidate : pool) names.insert(candidate.name);
  return names;
}

TEST(Candidates, AreOfEveryKind) {
  const std::set<std::string> names = names_of(candidates(Written(kContract).agreement()));
  for (const std::string name : {
           "date >= starts",
           "paid never moves",
           "paid >= 0",
           "payments >= 0",
           "passed never moves",
           "last_pass is no later than the date",
           "first_pass is no earlier than starts",
           "payments begins only once paid has",
           "while tolls#0 is owed: created no later than the date",
           "while tolls#0 is owed: created no earlier than starts",
           "while tolls#0 is owed: not overdue",
           "while tolls#0 is owed: its deadline",
           "while fee#1 is owed: passed has begun",
           "while fee#1 is owed: passed has not begun",
           "while fee#1 is owed: last_pass is when it arose",
           "while fee#1 is owed: first_pass is when it arose or earlier",
           "while fee#1 is owed: passages has begun",
           "while tolls#0 is owed: billed has taken it in",
           "fee#1 and tolls#0 are not both owed",
       }) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
  for (const std::string part : {"passages only since", "created from bound", "created through bound",
                                 "its trigger satisfied", "comparison", "at most", "at least", "added", "formula"}) {
    EXPECT_THAT(names, testing::Contains(testing::HasSubstr(part)));
  }
}

TEST(Candidates, AboutATallyAreAboutThatWithParameters) {
  const Written written(kContract);
  for (const Candidate& candidate : candidates(written.agreement())) {
    EXPECT_EQ(candidate.about.value_or(written.tally("paid_on")), written.tally("paid_on")) << candidate.name;
  }
}

// In the state before a moment and in the one after it, at the beginning and anywhere: always a truth.
void expect_laid_out(const language::Agreement& agreement, encode::Start start, encode::Products products) {
  const properties::Setting setting{std::vector<bool>(agreement.parties.size(), true),
                                    std::vector<bool>(agreement.clauses.size(), false)};
  z3::context context;
  encode::Unrolling unrolling(context, agreement, setting, start, products);
  unrolling.add_moment();
  for (const Candidate& candidate : candidates(agreement)) {
    for (const std::size_t state : {0U, 1U}) {
      EXPECT_TRUE(candidate.at(unrolling, state, any_arguments(unrolling, candidate)).is_bool()) << candidate.name;
    }
  }
}

TEST(Candidates, CanBeLaidOutInEveryState) {
  const Written written(kContract);
  expect_laid_out(written.agreement(), encode::Start::kNothingHappened, encode::Products::kExact);
  expect_laid_out(written.agreement(), encode::Start::kAnywhere, encode::Products::kExact);
  expect_laid_out(written.agreement(), encode::Start::kAnywhere, encode::Products::kAbstract);
}

// The last of anything, since a day: what it is may be no number.
TEST(Candidates, AboutTheLatestOfEachType) {
  const Written written(kRoad + R"(
event look(good: bool, who: Party, way: Road, opened: date, hours: number)
tally was_good  = latest good of look where date >= 2026-02-01 initially false
tally last_who  = latest who of look where date >= 2026-02-01
tally last_way  = latest way of look where date >= 2026-02-01
tally last_day  = latest opened of look where date >= 2026-02-01
tally last_time = latest hours of look where date >= 2026-02-01
)");
  expect_laid_out(written.agreement(), encode::Start::kAnywhere, encode::Products::kAbstract);
}

class CandidatesOfACase : public testing::TestWithParam<std::string> {};

TEST_P(CandidatesOfACase, HaveNamesOfTheirOwn) {
  const Written written = Written::in_file(GetParam());
  const std::vector<Candidate> pool = candidates(written.agreement());
  EXPECT_EQ(names_of(pool).size(), pool.size());
  expect_laid_out(written.agreement(), encode::Start::kAnywhere, encode::Products::kAbstract);
}

INSTANTIATE_TEST_SUITE_P(Cases, CandidatesOfACase, testing::ValuesIn(case_paths()), case_name);

}  // namespace
}  // namespace proviso::solver
