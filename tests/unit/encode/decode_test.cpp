// A model becomes the history that it is a model of.
#include "encode/decode.h"

#include <gtest/gtest.h>

#include "tests/unit/written.h"

namespace proviso::encode {
namespace {

using language::Day;
using language::Member;
using language::Value;
using std::chrono::year;

class Decoding : public testing::Test {
 protected:
  Decoding() {
    unrolling_.add_moment();
    unrolling_.add_moment();
    goal_ = written_.goal("p");
    for (std::size_t m = 0; m < 2; ++m) said_.push_back(unrolling_.considered(m));
    unrolling_.after(goal_.formula, 1);
    for (std::size_t m = 0; m < 2; ++m) said_.push_back(!unrolling_.trouble(m));
    said_.push_back(unrolling_.present(written_.clause("stocked")));
  }

  properties::History history() {
    z3::solver solver(context_);
    for (const z3::expr& one : unrolling_.take_constraints()) solver.add(one);
    for (const z3::expr& one : said_) solver.add(one);
    if (solver.check() != z3::sat) throw std::logic_error("there is no such history");
    const std::optional<properties::History> decoded = decode(solver.get_model(), unrolling_, goal_.for_any);
    return decoded.value();
  }
  z3::expr argument(std::uint32_t position, std::size_t moment) {
    return unrolling_.argument(written_.action("sell"), position, moment);
  }
  void say(const z3::expr& fact) { said_.push_back(fact); }
  void sells(std::size_t moment) { say(unrolling_.happens(written_.action("sell"), moment)); }
  void dated(std::size_t moment, Day date) {
    say(unrolling_.date(moment + 1) == static_cast<int>(date.time_since_epoch().count()));
  }

  Written written_{R"(
agreement shop "Sales" { currency USD starts 2026-01-01 }
party Shop
party Buyer
kind Ware
kind Size = Small | Large
reading r { strict "all" lax "none" }
term rate : percent where 0% < rate and rate <= 100%
condition in_stock(w: Ware)
action sell(seller: Party, ware: Ware, size: Size, amount: money, on: date, good: bool) by seller
tally sold(w: Ware) = count of sell where ware = w
clause stocked { Shop shall not sell when not in_stock(ware) }
property p { for any w: Ware always sold(w) <= 1 }
)"};
  z3::context context_;
  Unrolling unrolling_{context_, written_.agreement(), written_.setting(), Start::kNothingHappened};
  properties::Goal goal_;
  std::vector<z3::expr> said_;
};

TEST_F(Decoding, EveryInputIsRead) {
  sells(1);
  dated(0, year{2026} / 2 / 3);
  dated(1, year{2028} / 2 / 29);
  say(argument(0, 1) == 1);
  say(argument(2, 1) == 1);
  say(argument(3, 1) == context_.real_val("-22/7"));
  say(argument(4, 1) == static_cast<int>(Day{year{1999} / 12 / 31}.time_since_epoch().count()));
  say(argument(5, 1));
  say(!unrolling_.happens(written_.action("sell"), 0));
  say(unrolling_.reading_is(language::ReadingId{0}, 1));
  say(unrolling_.term(language::TermId{0}) == context_.real_val("1/3"));
  const properties::History read = history();
  ASSERT_EQ(read.moments.size(), 2U);
  EXPECT_FALSE(read.moments[0].event);
  EXPECT_EQ(read.moments[0].date, Day{year{2026} / 2 / 3});
  EXPECT_EQ(read.moments[1].date, Day{year{2028} / 2 / 29});
  ASSERT_TRUE(read.moments[1].event);
  EXPECT_EQ(read.moments[1].event->action, written_.action("sell"));
  const properties::Arguments& arguments = read.moments[1].event->arguments;
  ASSERT_EQ(arguments.size(), 6U);
  EXPECT_EQ(arguments[0], Value{Member{1}});
  EXPECT_EQ(arguments[2], Value{Member{1}});
  EXPECT_EQ(arguments[3], Value{mpq_class(-22, 7)});
  EXPECT_EQ(arguments[4], (Value{Day{year{1999} / 12 / 31}}));
  EXPECT_EQ(arguments[5], Value{true});
  EXPECT_EQ(read.readings, std::vector<std::uint32_t>{1});
  EXPECT_EQ(read.terms.at(0).otherwise, (Value{mpq_class(1, 3)}));
}

// Individuals are numbered as they come up; who is the same stays the same.
TEST_F(Decoding, IndividualsAreNumberedInTheOrderOfTheHistory) {
  sells(0);
  sells(1);
  say(argument(1, 0) == 700);
  say(argument(1, 1) == 7);
  say(unrolling_.variable(goal_.for_any.at(0)) == 7);
  const properties::History read = history();
  EXPECT_EQ(read.for_any, std::vector<Value>{Member{0}});
  EXPECT_EQ(read.moments[0].event->arguments[1], Value{Member{1}});
  EXPECT_EQ(read.moments[1].event->arguments[1], Value{Member{0}});
}

TEST_F(Decoding, ConditionsAreReadWhereTheyAreAskedAbout) {
  sells(0);
  sells(1);
  for (const std::size_t moment : {0U, 1U}) say(argument(0, moment) == 0);
  say(argument(1, 0) == 4);
  say(argument(1, 1) == 9);
  const properties::History read = history();
  for (const properties::Moment& moment : read.moments) {
    ASSERT_EQ(moment.conditions.size(), 1U);
    EXPECT_EQ(moment.conditions[0].at({moment.event->arguments[1]}), Value{true}) << "the Shop sells what is in stock";
  }
}

}  // namespace
}  // namespace proviso::encode
