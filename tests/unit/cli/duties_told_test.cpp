// What reports say of duties and covenants: who owes what by when, which of several, and what to write where there is
// no room.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/report/json_history.h"
#include "cli/report/question.h"
#include "cli/report/timeline.h"
#include "language/checker.h"
#include "language/parser.h"
#include "properties/goal.h"

namespace proviso::cli {
namespace {

using language::Day;
using properties::Arguments;
using properties::Moment;
using properties::Table;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kText = R"(agreement a { currency USD  starts 2026-01-01 }
party Ann
party Bob
kind Order
event  ordered(order: Order)
event  billed(amount: money)
event  sold(to: Party)
event  called
event  warned(order: Order)
action deliver(order: Order) by Bob
action pay(amount: money) by Ann
action report(author: Party) by author
condition insured
tally paid  = sum of amount over pay
tally owner = latest to of sold initially Bob

clause delivery {
  Bob shall deliver where order = trigger.order within 30 days whenever ordered one outstanding per order
}
clause price     { Ann shall pay where amount = trigger.amount within 10 days whenever billed up to 2 outstanding }
clause call      { Bob shall deliver within 5 days whenever called }
clause warning   { Bob shall deliver within 5 days whenever warned }
clause often     { Bob shall deliver within 5 days whenever called up to 16 outstanding }
clause reserve   { Ann shall keep insured unless date < 2026-02-01 }
clause deposit   { Ann shall ensure paid >= $5 by 2026-01-20 }
clause closing through 2026-01-31 { Bob shall deliver within 5 days whenever called }
clause opening from 2026-03-01    { Bob shall deliver within 5 days whenever called }
clause annual    { owner shall report whenever sold lapses when date >= 2026-03-01 }
tally last_warning = last date of warned

property ann_owes   { never owed_by(Ann)  without deposit }
property owner_owes { never owed_by(owner) }
property in_breach  { never breached(Ann) }
property nothing    { always settled  without deposit }
property late       { never overdue(price)  without deposit }
property uncovered  { never overdue(reserve)  without deposit }
property past       { possible owed(closing) or owed(opening) or owed(annual) }
property undated    { always last_warning <= date or not insured }
property in_march   { always month(last_warning + 5 days) in {3} }
property missed     { always date < 2027-01-01  assuming all comply except delivery, price }
)";

Day on(unsigned month, unsigned day) {
  return std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{day};
}

class DutiesTold : public testing::Test {
 protected:
  void SetUp() override {
    language::Diagnostics diagnostics;
    const syntax::File tree = language::parse(sources_, sources_.add("a.proviso", std::string(kText)), diagnostics);
    agreement_ = language::check(tree, sources_, diagnostics);
    ASSERT_TRUE(agreement_) << language::render(sources_, diagnostics, false);
  }

  template <class Tag, class Items>
  static language::Id<Tag> named(const Items& items, std::string_view name) {
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      if (items[i].name == name) return {i};
    }
    throw std::runtime_error("there is no " + std::string(name));
  }

  static Moment quiet(Day date, bool insured = true) { return {date, std::nullopt, {Table{{}, insured}}}; }
  Moment happening(Day date, std::string_view action, Arguments arguments) const {
    Moment moment = quiet(date);
    moment.event = properties::Event{named<language::ActionTag>(agreement_->actions, action), std::move(arguments)};
    return moment;
  }
  static Arguments dollars(long amount) { return {mpq_class(amount)}; }
  static Arguments one(std::uint32_t index) { return {language::Member{index}}; }

  // The history as one that answers the property. Only these clauses stand.
  PropertyResult result(std::string_view property, const std::vector<std::string_view>& clauses,
                        std::vector<Moment> moments) const {
    PropertyResult result{named<language::PropertyTag>(agreement_->properties, property), {}, {}, {}, false, 0, {}};
    result.goal = properties::pose(*agreement_, result.property);
    result.goal.setting.struck.assign(agreement_->clauses.size(), true);
    for (const std::string_view clause : clauses) {
      result.goal.setting.struck[named<language::ClauseTag>(agreement_->clauses, clause).index] = false;
    }
    result.verdict.kind = properties::VerdictKind::kFails;
    result.verdict.history = properties::History{{}, {}, {}, std::move(moments)};
    result.trace = replay::replay(*agreement_, result.goal, *result.verdict.history);
    return result;
  }
  Timeline told(std::string_view property, const std::vector<std::string_view>& clauses,
                std::vector<Moment> moments) const {
    return tell(sources_, *agreement_, result(property, clauses, std::move(moments)));
  }
  // The notes of each step that are about duties.
  std::vector<std::vector<std::string>> notes(const std::vector<std::string_view>& clauses,
                                              std::vector<Moment> moments) const {
    std::vector<std::vector<std::string>> steps;
    for (const Step& step : told("missed", clauses, std::move(moments)).steps) {
      steps.emplace_back();
      for (const Note& note : step.notes) {
        const bool other = note.text.starts_with("insured") || note.text.starts_with("permitted") ||
                           note.text.starts_with("paid:") || note.text.starts_with("owner:");
        if (!other) steps.back().push_back(note.text);
      }
    }
    return steps;
  }
  std::string why(std::string_view property, const std::vector<std::string_view>& clauses,
                  std::vector<Moment> moments) const {
    return told(property, clauses, std::move(moments)).why;
  }

  language::SourceMap sources_;
  std::optional<language::Agreement> agreement_;
};

TEST_F(DutiesTold, OfOneForEachOrderTheOrder) {
  EXPECT_THAT(notes({"delivery"}, {happening(on(1, 1), "ordered", one(0)), happening(on(1, 2), "ordered", one(1)),
                                   happening(on(1, 3), "deliver", one(1)), quiet(on(2, 1))}),
              ElementsAre(ElementsAre("Bob owes delivery for order = Order 1: deliver by 2026-01-31"),
                          ElementsAre("Bob owes delivery for order = Order 2: deliver by 2026-02-01"),
                          ElementsAre("discharges delivery for order = Order 2, due by 2026-02-01"),
                          ElementsAre("delivery for order = Order 1 is overdue, was due by 2026-01-31")));
}

TEST_F(DutiesTold, OfSeveralTheDate) {
  EXPECT_THAT(notes({"price"}, {happening(on(1, 1), "billed", dollars(1)), happening(on(1, 2), "billed", dollars(2)),
                                happening(on(1, 3), "pay", dollars(2))}),
              ElementsAre(ElementsAre("Ann owes price of 2026-01-01: pay by 2026-01-11"),
                          ElementsAre("Ann owes price of 2026-01-02: pay by 2026-01-12"),
                          ElementsAre("discharges price of 2026-01-02, due by 2026-01-12")));
}

TEST_F(DutiesTold, WhatIsToBeEnsuredAndThatItIs) {
  EXPECT_THAT(notes({"deposit"}, {quiet(on(1, 1)), happening(on(1, 20), "pay", dollars(5))}),
              ElementsAre(ElementsAre("Ann owes deposit: ensure `paid >= $5` by 2026-01-20"),
                          ElementsAre("deposit is fulfilled, due by 2026-01-20")));
}

TEST_F(DutiesTold, WhatArisesByItselfBeforeItFallsOverdue) {
  EXPECT_THAT(notes({"deposit"}, {quiet(on(1, 21))}),
              ElementsAre(ElementsAre("Ann owes deposit: ensure `paid >= $5` by 2026-01-20",
                                      "deposit is overdue, was due by 2026-01-20")));
}

TEST_F(DutiesTold, WhoBreaksACovenant) {
  const auto steps = notes({"reserve"}, {quiet(on(1, 31), false), quiet(on(2, 1), false), quiet(on(2, 2), true)});
  EXPECT_THAT(steps, ElementsAre(ElementsAre(), ElementsAre("Ann breaks reserve"), ElementsAre()));
}

// Who owes it is said again where the text does not name them.
TEST_F(DutiesTold, PartiesThatAreRead) {
  EXPECT_THAT(
      notes({"annual"}, {happening(on(1, 1), "sold", one(0)), happening(on(1, 2), "report", one(1)),
                         happening(on(1, 3), "sold", one(1)), quiet(on(3, 1))}),
      ElementsAre(ElementsAre("Bob owes annual: report (no deadline)"),
                  ElementsAre("discharges annual, no deadline, owed by Bob"),
                  ElementsAre("Ann owes annual: report (no deadline)"), ElementsAre("annual lapses, owed by Ann")));
}

TEST_F(DutiesTold, WhereThereIsNoRoomHowToMakeSome) {
  const auto advice = [&](std::string_view clause, std::string_view event, const Arguments& arguments, int times) {
    return why("missed", {clause}, std::vector(static_cast<std::size_t>(times), happening(on(1, 1), event, arguments)));
  };
  EXPECT_EQ(advice("call", "called", {}, 2),
            "The first was created on 2026-01-01 and is due by 2026-01-06. One duty of a statement can be outstanding "
            "at a time, unless it says how many. If there can be more, say so: `up to 2 outstanding`, or `merging` if "
            "a further one adds nothing.");
  EXPECT_THAT(advice("warning", "warned", one(0), 2),
              HasSubstr("say so: `up to 2 outstanding`, `one outstanding per order`, or `merging` if"));
  EXPECT_THAT(advice("delivery", "ordered", one(0), 2),
              HasSubstr("The clause allows one duty for each order. If there can be more, say so: `up to 2 outstanding "
                        "per order`, or `merging`"));
  EXPECT_THAT(advice("price", "billed", dollars(1), 3),
              HasSubstr("The clause allows 2 duties at a time. If there can be more, say so: `up to 3 outstanding`"));
  EXPECT_THAT(advice("often", "called", {}, 17),
              HasSubstr("The clause allows 16 duties at a time. Write `merging` if a further one adds nothing."));
}

TEST_F(DutiesTold, TroubleHasItsStatement) {
  const Timeline timeline = told("missed", {"call"}, std::vector(2, happening(on(1, 1), "called", {})));
  ASSERT_EQ(timeline.steps.size(), 2U);
  const Note& note = timeline.steps[1].notes.at(0);
  EXPECT_EQ(note.text, "can not be judged: a second duty of clause call arises while one is outstanding");
  EXPECT_EQ(note.place, "a.proviso:21");
}

TEST_F(DutiesTold, WhyTable) {
  const std::vector<Moment> two_bills = {happening(on(1, 1), "billed", dollars(1)),
                                         happening(on(1, 2), "billed", dollars(2))};
  std::vector<Moment> late_bill = two_bills;
  late_bill.push_back(quiet(on(1, 12)));
  EXPECT_THAT(why("ann_owes", {"price"}, two_bills), HasSubstr(": Ann owes price of 2026-01-01 (due by 2026-01-11)."));
  EXPECT_THAT(why("nothing", {"price"}, two_bills), HasSubstr(": Ann owes price of 2026-01-01 (due by 2026-01-11)."));
  EXPECT_THAT(why("nothing", {"annual"}, {happening(on(1, 1), "sold", one(0))}),
              HasSubstr(": Bob owes annual (no deadline)."));
  EXPECT_THAT(why("late", {"price"}, late_bill),
              HasSubstr(": Ann owes price of 2026-01-01 (overdue, was due by 2026-01-11)."));
  EXPECT_THAT(why("uncovered", {"reserve"}, {quiet(on(2, 1), false)}), HasSubstr(": Ann breaks reserve."));
  EXPECT_THAT(why("in_breach", {"reserve"}, {quiet(on(2, 1), false)}),
              HasSubstr(": Ann was first in breach on 2026-02-01."));
  EXPECT_THAT(why("owner_owes", {"annual"}, {happening(on(1, 1), "sold", one(1))}),
              HasSubstr(": owner is Bob; Bob owes annual (no deadline)."));
}

TEST_F(DutiesTold, WhyNothingIsOwed) {
  EXPECT_THAT(why("owner_owes", {}, {quiet(on(1, 1))}), HasSubstr(": owner is Bob; Bob owes nothing."));
  EXPECT_THAT(why("in_breach", {}, {quiet(on(1, 1))}), HasSubstr(": Ann has not been in breach."));
  EXPECT_THAT(why("nothing", {}, {quiet(on(1, 1))}), HasSubstr(": nobody owes anything."));
}

TEST_F(DutiesTold, WhyAClauseThatIsNotInForceIsNotOwed) {
  EXPECT_THAT(
      why("past", {"closing", "opening"}, {quiet(on(2, 1))}),
      HasSubstr(": owed(closing) is false (closing ended on 2026-01-31); owed(opening) is false (opening is not "
                "in force before 2026-03-01); owed(annual) is false (annual is struck)."));
  EXPECT_THAT(
      why("past", {"closing", "annual"}, {quiet(on(1, 31))}),
      HasSubstr(": owed(closing) is false; owed(opening) is false (opening is struck); owed(annual) is false."));
}

TEST_F(DutiesTold, WhatHasNoValueIsNamed) {
  EXPECT_THAT(why("undated", {}, {quiet(on(1, 1), false)}),
              HasSubstr(" is without value: last_warning is without value."));
  EXPECT_THAT(why("in_march", {}, {quiet(on(1, 1))}), HasSubstr("(last_warning is without value)."));
}

TEST_F(DutiesTold, ClausesThatMayBeMissedArePartOfTheQuestion) {
  const auto& property = (*agreement_)[named<language::PropertyTag>(agreement_->properties, "missed")];
  const std::string text = "always date < 2027-01-01, assuming all comply except delivery, price";
  EXPECT_EQ(question_text(sources_, *agreement_, property), text);
  EXPECT_EQ(brief_question_text(sources_, *agreement_, property), text);
}

TEST_F(DutiesTold, InJson) {
  const std::vector<std::string_view> clauses = {"delivery", "annual", "reserve"};
  const Json history = json_history(
      sources_, *agreement_,
      result("missed", clauses,
             {happening(on(1, 1), "ordered", one(0)), happening(on(1, 2), "sold", one(0)), quiet(on(2, 1), false)}));
  const Json& last = history["moments"][2];
  EXPECT_EQ(last["duties"][0]["trigger"], Json({{"order", "Order 1"}}));
  EXPECT_EQ(last["duties"][0]["overdue"], true);
  EXPECT_EQ(last["duties"][1]["deadline"], nullptr);
  EXPECT_EQ(last["duties"][1]["party"], "Bob");
  EXPECT_EQ(last["broken"][0]["id"], "a.reserve");
  EXPECT_EQ(last["broken"][0]["party"], "Ann");
  EXPECT_EQ(last["overdue"].size(), 2U);
  EXPECT_EQ(last["breached"], Json({"Ann", "Bob"}));
  EXPECT_TRUE(history["moments"][1]["broken"].empty());
}

}  // namespace
}  // namespace proviso::cli
