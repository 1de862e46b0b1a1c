// What single moments allow, each asked of a fresh solver.
#include "encode/unrolling.h"

#include <gtest/gtest.h>

#include "tests/unit/written.h"

namespace proviso::encode {
namespace {

const std::string kRoad = R"(
agreement toll "Tolls" { currency USD starts 2026-01-01 }
party Driver
party Owner
term rate : percent where 0% < rate and rate <= 100%
term price : money where price >= $0
action pay(amount: money where amount >= $0) by Driver
reserved action close() by Owner
event passes(weight: whole)
tally paid = sum of amount over pay
tally shared = sum of rate * amount over pay
tally last_pass = last date of passes
tally first_pass = first date of passes initially 1901-01-01 - 10 days
clause tolls { Driver shall pay where amount = price within 30 days whenever passes where weight > 0 }
clause cap { Driver shall not pay when paid + amount > $50 }
clause late { Driver shall not pay when date > last_pass + 300 days }
clause closing { Owner may close when paid > $10 }
property any_debt { always not owed(tolls) }
property none_late { always date <= last_pass }
)";

// The duty to pay for a passing.
struct Toll {
  z3::expr outstanding, created, deadline, weight;
};

// An agreement laid out over some moments. Everybody complies.
class Layout {
 public:
  explicit Layout(std::size_t moments, Start start = Start::kNothingHappened, Products products = Products::kExact)
      : unrolling_(context_, written_.agreement(), written_.setting(), start, products) {
    for (std::size_t m = 0; m < moments; ++m) unrolling_.add_moment();
    for (std::size_t m = 0; m < moments; ++m) considered_.push_back(unrolling_.considered(m));
    for (std::size_t m = 0; m < moments; ++m) trouble_.push_back(unrolling_.trouble(m));
  }

  // Whether all moments can be in order, with all clauses but `absent`, and this be true.
  bool possible(const z3::expr& what, const std::string& absent = "") {
    z3::expr orderly = what;
    for (std::size_t m = 0; m < considered_.size(); ++m) orderly = orderly && considered_[m] && !trouble_[m];
    return satisfiable(orderly, absent);
  }
  bool satisfiable(const z3::expr& what, const std::string& absent = "") {
    z3::solver solver(context_);
    for (const z3::expr& one : unrolling_.take_constraints()) constraints_.push_back(one);
    for (const z3::expr& one : constraints_) solver.add(one);
    const std::vector<language::Clause>& clauses = written_.agreement().clauses;
    for (std::uint32_t c = 0; c < clauses.size(); ++c) {
      const z3::expr present = unrolling_.present(language::ClauseId{c});
      solver.add(clauses[c].name == absent ? !present : present);
    }
    solver.add(what);
    return solver.check() == z3::sat;
  }

  z3::expr happens(const std::string& action, std::size_t moment) {
    return unrolling_.happens(written_.action(action), moment);
  }
  z3::expr argument(const std::string& action, std::size_t moment) {
    return unrolling_.argument(written_.action(action), 0, moment);
  }
  z3::expr pays(int amount, std::size_t moment) { return happens("pay", moment) && argument("pay", moment) == amount; }
  z3::expr passes(int weight, std::size_t moment) {
    return happens("passes", moment) && argument("passes", moment) == weight;
  }
  TallyState tally(const std::string& name, std::size_t state) {
    return unrolling_.tally(written_.tally(name), {}, state);
  }
  // The one duty that can be outstanding, whichever of the commitments it is.
  Toll tolls(std::size_t state) {
    const z3::expr none = context_.int_val(0);
    Toll owed{context_.bool_val(false), none, none, none};
    for (const CommitmentId id : unrolling_.commitments(written_.duty("tolls"), state)) {
      const z3::expr is = unrolling_.outstanding(id, state);
      const Commitment& commitment = unrolling_.commitment(id);
      owed = {owed.outstanding || is, z3::ite(is, commitment.created, owed.created),
              z3::ite(is, commitment.deadline, owed.deadline), z3::ite(is, commitment.fields.at(0), owed.weight)};
    }
    return owed;
  }
  z3::expr date(std::size_t state) { return unrolling_.date(state); }
  z3::expr considered(std::size_t moment) { return considered_[moment]; }
  z3::expr trouble(std::size_t moment) { return trouble_[moment]; }
  Encoded formula(const std::string& property, std::size_t moment) {
    return unrolling_.after(written_.goal(property).formula, moment);
  }
  Unrolling& unrolling() { return unrolling_; }
  const Written& written() const { return written_; }

 private:
  Written written_{kRoad};
  z3::context context_;
  Unrolling unrolling_;
  std::vector<z3::expr> considered_, trouble_, constraints_;
};

// Days since 1970-01-01.
int day(std::chrono::sys_days date) { return static_cast<int>(date.time_since_epoch().count()); }
const int kStarts = day(std::chrono::year{2026} / 1 / 1);

TEST(Unrolling, NothingHasHappenedBeforeTheFirstMoment) {
  Layout layout(1);
  EXPECT_FALSE(layout.satisfiable(layout.date(0) != kStarts));
  EXPECT_FALSE(layout.satisfiable(layout.tally("paid", 0).value != 0));
  EXPECT_FALSE(layout.satisfiable(layout.tally("last_pass", 0).seen));
  EXPECT_FALSE(layout.satisfiable(layout.tolls(0).outstanding));
}

TEST(Unrolling, AnywhereIsAnywhere) {
  Layout layout(1, Start::kAnywhere);
  EXPECT_TRUE(layout.possible(layout.tally("paid", 0).value == -7));
  EXPECT_TRUE(layout.possible(layout.tolls(0).outstanding && layout.date(0) == kStarts + 1000));
  EXPECT_TRUE(layout.possible(layout.tally("first_pass", 0).value == day(std::chrono::year{1900} / 12 / 22)))
      << "where a tally begins outside the calendar, it can be there";
}

TEST(Unrolling, DatesNeverGoBack) {
  Layout layout(2);
  EXPECT_TRUE(layout.possible(layout.date(1) == kStarts && layout.date(2) == kStarts));
  EXPECT_TRUE(layout.possible(layout.date(1) == kStarts + 9 && layout.date(2) == kStarts + 9999));
  EXPECT_FALSE(layout.possible(layout.date(1) == kStarts - 1));
  EXPECT_FALSE(layout.possible(layout.date(2) < layout.date(1)));
}

TEST(Unrolling, AtMostOneEventAtAMoment) {
  Layout layout(1);
  EXPECT_TRUE(layout.possible(!layout.happens("pay", 0) && !layout.happens("passes", 0)));
  EXPECT_FALSE(layout.possible(layout.happens("pay", 0) && layout.happens("passes", 0)));
}

// The day after an outstanding deadline is not jumped over; later dates are free again.
TEST(Unrolling, TimeStopsTheDayAfterADeadline) {
  Layout layout(3, Start::kAnywhere);
  const z3::expr owed = layout.tolls(0).outstanding && layout.tolls(0).deadline == kStarts + 30 &&
                        !layout.happens("pay", 0) && layout.date(0) == kStarts;
  const z3::expr moved = layout.considered(1) && !layout.trouble(0) && owed && layout.tolls(1).outstanding;
  struct Step {
    int today, tomorrow;
    bool allowed;
  };
  for (const Step& step : {Step{10, 30, true}, Step{10, 31, false}, Step{31, 31, false}}) {
    const z3::expr dated = layout.date(1) == kStarts + step.today && layout.date(2) == kStarts + step.tomorrow;
    EXPECT_EQ(layout.satisfiable(layout.considered(0) && moved && dated), step.allowed)
        << step.today << " then " << step.tomorrow;
  }
}

TEST(Unrolling, AnEventCreatesADutyAndTheNextFitDischargesIt) {
  Layout layout(2);
  const z3::expr begins =
      layout.passes(1, 0) && layout.date(1) == kStarts + 3 && layout.unrolling().term(language::TermId{1}) == 5;
  EXPECT_FALSE(layout.possible(begins && !layout.tolls(1).outstanding));
  EXPECT_FALSE(layout.possible(begins && layout.tolls(1).created != kStarts + 3));
  EXPECT_FALSE(layout.possible(begins && layout.tolls(1).deadline != kStarts + 33));
  EXPECT_FALSE(layout.possible(begins && layout.tolls(1).weight != 1));
  EXPECT_FALSE(layout.possible(begins && layout.pays(5, 1) && layout.tolls(2).outstanding));
  EXPECT_FALSE(layout.possible(begins && layout.pays(6, 1) && !layout.tolls(2).outstanding));
  EXPECT_TRUE(layout.possible(begins && layout.pays(5, 1)));
  EXPECT_FALSE(layout.possible(layout.passes(0, 0) && layout.tolls(1).outstanding));
}

TEST(Unrolling, ASecondDutyIsTrouble) {
  Layout layout(2);
  const z3::expr twice = layout.passes(1, 0) && layout.passes(2, 1);
  EXPECT_TRUE(layout.satisfiable(twice && layout.considered(0) && layout.considered(1) && layout.trouble(1)));
  EXPECT_FALSE(layout.satisfiable(twice && !layout.trouble(1)));
  EXPECT_TRUE(layout.satisfiable(twice && !layout.trouble(1), "tolls"));
}

TEST(Unrolling, AnAbsentClauseHasNoDutiesAndForbidsAndPermitsNothing) {
  Layout layout(2, Start::kAnywhere);
  EXPECT_FALSE(layout.satisfiable(layout.tolls(0).outstanding, "tolls"));
  EXPECT_FALSE(layout.satisfiable(layout.passes(1, 0) && layout.tolls(1).outstanding, "tolls"));
  const z3::expr much = layout.pays(51, 1) && layout.tally("paid", 1).value == 0;
  EXPECT_FALSE(layout.possible(much));
  EXPECT_TRUE(layout.possible(much, "cap"));
  EXPECT_TRUE(layout.possible(layout.happens("close", 1)));
  EXPECT_FALSE(layout.possible(layout.happens("close", 1) && layout.tally("paid", 1).value == 10));
  EXPECT_FALSE(layout.possible(layout.happens("close", 1), "closing")) << "the action is reserved";
}

// A permission that has no value forbids nothing: the moment is in trouble.
TEST(Unrolling, WhatHasNoValueDoesNotForbid) {
  Layout layout(2);
  const z3::expr pays = layout.pays(1, 0);
  EXPECT_TRUE(layout.satisfiable(pays && layout.considered(0) && layout.trouble(0)));
  EXPECT_FALSE(layout.satisfiable(pays && !layout.trouble(0)));
  EXPECT_TRUE(layout.satisfiable(pays && layout.considered(0) && !layout.trouble(0), "late"));
  EXPECT_TRUE(layout.possible(layout.passes(0, 0) && layout.pays(1, 1)));
}

TEST(Unrolling, AFormulaSaysWhereItHasAValue) {
  Layout layout(1);
  const Encoded late = layout.formula("none_late", 0);
  EXPECT_FALSE(layout.possible(late.defined && !layout.happens("passes", 0)));
  EXPECT_FALSE(layout.possible(!late.defined && layout.happens("passes", 0)));
  EXPECT_TRUE(layout.possible(late.defined && late.value));
  EXPECT_FALSE(layout.possible(layout.happens("passes", 0) && !late.value));
}

TEST(Unrolling, TermsAreAsTheirWhereSays) {
  Layout layout(1);
  const z3::expr rate = layout.unrolling().term(language::TermId{0});
  EXPECT_TRUE(layout.satisfiable(rate == 1));
  EXPECT_FALSE(layout.satisfiable(rate <= 0));
  EXPECT_FALSE(layout.satisfiable(rate > 1));
}

// Between nothing and the amount, more is not known of it; exactly, it is one value.
TEST(Unrolling, AbstractProductsAllowTheExactOneAndOthers) {
  for (const Products products : {Products::kExact, Products::kAbstract}) {
    Layout layout(1, Start::kAnywhere, products);
    layout.tally("shared", 1);
    const bool abstract = products == Products::kAbstract;
    EXPECT_EQ(layout.unrolling().abstracted(), abstract);
    z3::context& context = layout.unrolling().context();
    const z3::expr pays = layout.pays(10, 0) && layout.tally("shared", 0).value == 0 &&
                          layout.unrolling().term(language::TermId{0}) == context.real_val("1/2");
    const auto shared = [&](int value) { return layout.satisfiable(pays && layout.tally("shared", 1).value == value); };
    EXPECT_TRUE(shared(5));
    EXPECT_EQ(shared(6), abstract);
    EXPECT_FALSE(shared(0));
    EXPECT_FALSE(shared(-1));
    EXPECT_FALSE(shared(11));
  }
}

}  // namespace
}  // namespace proviso::encode
