// Histories that are easy to read: few events, dates that the text names, round amounts.
#include "solver/plain.h"

#include <gtest/gtest.h>

#include "tests/unit/solver/prepared.h"

namespace proviso::solver {
namespace {

using language::Day;
using language::Value;
using std::chrono::year;

properties::History found(const Written& written, std::size_t moments) {
  const SearchResult result = searched(written, "p", Target::kMiss, moments);
  EXPECT_EQ(result.kind, SearchResult::Kind::kFound);
  return result.history.value();
}

struct Amounts {
  std::string name;
  std::string text;
  std::vector<mpq_class> wanted;  // by moment
};

void PrintTo(const Amounts& amounts, std::ostream* out) { *out << amounts.name; }

const std::vector<Amounts> kAmounts = {
    {"a_hundred_where_it_will_do", "property p { always paid <= $20 }", {100}},
    {"the_next_round_one", "property p { always paid <= $120 }", {200}},
    {"as_much_as_is_allowed",
     "clause cap { Driver shall not pay when amount > $50 }\nproperty p { always paid <= $120 }",
     {50, 50, 50}},
    {"a_whole_one", "property p { always paid <= $7 or paid >= $8.5 }", {8}},
    {"to_the_cent", "property p { always paid <= $7.25 or paid >= $7.27 }", {mpq_class(363, 50)}},
};

class PlainAmounts : public testing::TestWithParam<Amounts> {};

TEST_P(PlainAmounts, AreRound) {
  const Written written(kRoad + GetParam().text);
  const properties::History history = found(written, GetParam().wanted.size());
  for (std::size_t m = 0; m < history.moments.size(); ++m) {
    ASSERT_TRUE(history.moments[m].event);
    EXPECT_EQ(history.moments[m].event->arguments.at(1), Value{GetParam().wanted[m]});
    EXPECT_EQ(history.moments[m].date, Day{year{2026} / 1 / 1});
  }
}

INSTANTIATE_TEST_SUITE_P(Texts, PlainAmounts, testing::ValuesIn(kAmounts),
                         [](const testing::TestParamInfo<Amounts>& tested) { return tested.param.name; });

TEST(Plain, NothingHappensThatNeedNot) {
  const Written written(kRoad + "property p { always payments <= 1 }");
  const properties::History history = found(written, 4);
  std::size_t events = 0;
  for (const properties::Moment& moment : history.moments) {
    if (moment.event) ++events;
  }
  EXPECT_EQ(events, 2U);
}

struct Dates {
  std::string name;
  std::string text;
  std::vector<Day> wanted;
};

void PrintTo(const Dates& dates, std::ostream* out) { *out << dates.name; }

const std::vector<Dates> kDates = {
    {"the_day_after_one_that_is_named", "property p { always date <= 2027-03-10 }", {year{2027} / 3 / 11}},
    {"the_day_after_a_deadline",
     R"(
clause tolls { Driver shall pay where amount = $5 within 40 days whenever passes }
property p { always owed(tolls) implies date <= 2026-02-09 assuming nobody complies })",
     {year{2026} / 1 / 1, year{2026} / 2 / 10}},
    {"the_earliest",
     "term t : days where t = 17 days\nproperty p { always date < 2026-01-01 + t }",
     {year{2026} / 1 / 18}},
};

class PlainDates : public testing::TestWithParam<Dates> {};

TEST_P(PlainDates, AreThoseThatMatter) {
  const Written written(kRoad + GetParam().text);
  std::vector<Day> dates;
  for (const properties::Moment& moment : found(written, GetParam().wanted.size()).moments) {
    dates.push_back(moment.date);
  }
  EXPECT_EQ(dates, GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(Texts, PlainDates, testing::ValuesIn(kDates),
                         [](const testing::TestParamInfo<Dates>& tested) { return tested.param.name; });

TEST(Plain, TermsReadingsAndConditionsAreTheFirstThatWillDo) {
  const Written written(kRoad + R"(
reading r { strict "all" lax "none" even "half" }
term share : percent where share >= 0% and share <= 100%
term few   : whole where few >= 0
condition open(x: Road)
clause closed { Driver shall not pay when not open(road) }
property p { never r is strict or happens pay where road = South })");
  const properties::History history = found(written, 1);
  EXPECT_EQ(history.readings, std::vector<std::uint32_t>{0});
  EXPECT_EQ(history.terms[0].otherwise, Value{mpq_class(1, 5)});
  EXPECT_EQ(history.terms[1].otherwise, Value{mpq_class(0)});
  EXPECT_FALSE(history.moments[0].event);
  EXPECT_EQ(history.moments[0].conditions[0].at({language::Member{0}}), Value{false});
}

}  // namespace
}  // namespace proviso::solver
