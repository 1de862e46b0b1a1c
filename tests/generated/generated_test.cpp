// A slice of what `generate_agreements` goes through, by fixed seeds.
#include <gtest/gtest.h>

#include <iostream>
#include <set>
#include <sstream>

#include "tests/generated/checked.h"
#include "tests/generated/differences.h"
#include "tests/generated/shrink.h"
#include "tests/generated/trial.h"
#include "tests/random/generator.h"
#include "tests/random/responded_run.h"

namespace proviso::generated {
namespace {

constexpr std::uint64_t kSeed = 20261121;
constexpr std::size_t kDrawn = 3000, kCompared = 20;

// Every word of the grammar that stands in an agreement itself, not in its redlines.
constexpr std::string_view kWords =
    "abs action agreement all always amendment and any assume assuming at becoming before bool breached by calendar "
    "can cases ceiling clause complies comply condition count currency date day days decided define discharges "
    "effective else end_of_month end_of_quarter end_of_year ensure EUR event ever every except expect fails false "
    "first floor for forbidden force from greatest happens has holds if iff implies in initially is keep kind lapses "
    "last latest least max may merging min moment moments money month months never nobody not notwithstanding number "
    "of one or otherwise outstanding over overdue owed owed_by Party party per percent permitted possible property "
    "quarter quarters reading replace reserved round settled shall since some source starts strike subject sum tally "
    "term text the then through to trigger true unless up USD weekday when whenever where whole within without year "
    "years";

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, ""));
    }
  }
  return words;
}

TEST(Generated, MostPassTheCheckerAndAllWordsOfTheLanguageAreWritten) {
  Figures figures;
  std::set<std::string> words;
  for (std::size_t i = 0; i < kDrawn; ++i) {
    const Trial trial(kSeed, i);
    const std::size_t discards = figures.discards;
    trial.drawn(figures);
    if (figures.discards == discards) words.merge(words_of(trial.text()));
  }
  EXPECT_LE(figures.discards * 5, kDrawn);
  std::istringstream all{std::string(kWords)};
  for (std::string word; all >> word;) EXPECT_TRUE(words.contains(word)) << word;
}

TEST(Generated, AllComparisonsAgree) {
  Figures figures;
  for (std::size_t i = 0; i < kCompared; ++i) {
    const Trial trial(kSeed, i);
    const auto found = trial.examined({}, figures);
    EXPECT_FALSE(found) << "agreement " << i << ", " << found->between << ": " << found->words << "\n" << trial.text();
  }
  std::cout << show(figures);
  EXPECT_GE(figures.moments, kCompared);
  EXPECT_GE(figures.enumerated_goals, kCompared / 2);
  EXPECT_GE(figures.searches, kCompared / 2);
  EXPECT_GE(figures.verdicts["always holds"], kCompared / 8);
  EXPECT_GE(figures.verdicts["always fails"], kCompared / 8);
}

constexpr const char* kClosed =
    "agreement small { currency USD starts 2026-01-01 }\n"
    "party Ann\n"
    "reading limit { low \"one\" high \"two\" }\n"
    "action pay(amount: money where amount in {$1, $2}) by Ann\n"
    "tally paid = sum of amount over pay\n"
    "assume date in {2026-01-01, 2026-01-02}\n"
    "clause cap { Ann shall not pay when paid + amount > (if limit is low then $3 else $6) }\n"
    "clause once { Ann shall pay within 0 days whenever pay where amount = $1 when paid = $0 }\n";

struct Asked {
  random_histories::Sample sample;
  ClosedWorld world;
  properties::Goal goal;
  Enumeration all;
};

Asked asked(const std::string& question) {
  Checked result = checked(kClosed + ("property asked { " + question + " }\n"));
  EXPECT_TRUE(result.sample) << result.complaints;
  properties::Goal goal = properties::pose(result.sample->agreement, language::PropertyId{0});
  auto world = closed_world(result.sample->agreement);
  EXPECT_TRUE(world);
  Enumeration all = enumerate(result.sample->agreement, *world, goal, 4, 100'000);
  return {*std::move(result.sample), *std::move(world), std::move(goal), std::move(all)};
}

Difference found(const Asked& given, const properties::Verdict& verdict) {
  return difference({given.sample.agreement, given.world, given.goal, given.all}, verdict, 100'000);
}

bool differs(const Asked& given, const properties::Verdict& verdict) { return !found(given, verdict).words.empty(); }

TEST(BruteForce, FindsTheShortestHistoryUnderEachReading) {
  const Asked given = asked("always paid <= $3");
  ASSERT_EQ(given.all.depth, 4U);
  ASSERT_EQ(given.all.found.size(), 2U);
  EXPECT_FALSE(given.all.found[0].demonstration);
  ASSERT_TRUE(given.all.found[1].demonstration);
  EXPECT_EQ(given.all.found[1].demonstration->moments.size(), 2U);
}

TEST(BruteForce, ContradictsWrongVerdicts) {
  const Asked given = asked("always paid <= $3");
  properties::Verdict verdict{.kind = properties::VerdictKind::kDepends, .when = {{{true, false}}}};
  verdict.history = given.all.found[1].demonstration;
  EXPECT_FALSE(differs(given, verdict)) << found(given, verdict).words;
  verdict.history->moments.push_back(verdict.history->moments.back());
  EXPECT_TRUE(differs(given, verdict)) << "a longer history than there need be";
  verdict.history = given.all.found[1].demonstration;
  verdict.history->moments.pop_back();
  EXPECT_TRUE(differs(given, verdict)) << "a history that is too short";
  verdict.when = {{{false, true}}};
  EXPECT_TRUE(differs(given, verdict)) << "the other reading";
  EXPECT_TRUE(differs(given, {.kind = properties::VerdictKind::kHolds}));
  EXPECT_TRUE(differs(given, {.kind = properties::VerdictKind::kBounded, .bound = 3}));
  EXPECT_FALSE(differs(given, {.kind = properties::VerdictKind::kBounded, .bound = 1}));
}

TEST(BruteForce, ContradictsWrongVerdictsOnWhatIsPossible) {
  const Asked given = asked("possible paid = $3 and settled");
  EXPECT_TRUE(differs(given, {.kind = properties::VerdictKind::kFails}));
  EXPECT_FALSE(differs(given, {.kind = properties::VerdictKind::kHolds}));
}

TEST(BruteForce, FindsWhatCanNotBeJudged) {
  const Asked given = asked("always $1 / (paid - $2) != 5");
  ASSERT_TRUE(given.all.found[0].trouble);
  EXPECT_EQ(given.all.found[0].trouble->moments.size(), 1U);
  EXPECT_TRUE(differs(given, {.kind = properties::VerdictKind::kHolds}));
}

TEST(BruteForce, ContradictsWrongVerdictsOnAnswersInTime) {
  const Asked given =
      asked("whenever pay where amount = $2, paid >= $4 within 0 days  assuming all comply except once");
  ASSERT_TRUE(given.all.found[0].demonstration);
  EXPECT_EQ(given.all.found[0].demonstration->moments.size(), 2U);
  EXPECT_TRUE(differs(given, {.kind = properties::VerdictKind::kHolds}));
  properties::Verdict verdict{.kind = properties::VerdictKind::kFails};
  verdict.history = given.all.found[0].demonstration;
  EXPECT_FALSE(differs(given, verdict)) << found(given, verdict).words;
  EXPECT_TRUE(found(given, verdict).settled);
}

TEST(Responses, AreMissedAlikeByInterpreterAndMonitor) {
  const Checked given = checked(kClosed + std::string("property asked { whenever pay where amount = $2 or settled, "
                                                      "paid - at trigger(paid) >= trigger.amount within 0 days  "
                                                      "assuming nobody complies }\n"));
  ASSERT_TRUE(given.sample) << given.complaints;
  random_histories::RespondedRun run(*given.sample, language::PropertyId{0});
  Draws draws(kSeed);
  random_histories::Generator generator(*given.sample, draws);
  for (int i = 0; i < 50; ++i) {
    const auto difference = run.compare(random_histories::draw(*given.sample, generator, draws, 0));
    ASSERT_FALSE(difference) << "history " << i << ": " << *difference;
  }
  EXPECT_GE(run.missed(), 25U);
  EXPECT_GE(run.compared_moments(), run.missed() + 25U);
}

TEST(BruteForce, ContradictsWrongVerdictsOnValues) {
  const Asked given = asked("greatest paid");
  properties::Verdict verdict{.kind = properties::VerdictKind::kHolds, .value = mpq_class(6)};
  const Asked reaching = asked("possible paid = $6");
  verdict.history = reaching.all.found[1].demonstration;
  ASSERT_TRUE(verdict.history);
  EXPECT_FALSE(differs(given, verdict)) << found(given, verdict).words;
  EXPECT_TRUE(found(given, verdict).settled);
  verdict.value = mpq_class(7);
  EXPECT_TRUE(differs(given, verdict)) << "more than the history reaches";
  verdict.value = mpq_class(3);
  verdict.history = asked("possible paid = $3").all.found[1].demonstration;
  EXPECT_TRUE(differs(given, verdict)) << "there is more";
  EXPECT_TRUE(differs(given, {.kind = properties::VerdictKind::kFails})) << "amounts are among a few";
}

TEST(BruteForce, ContradictsWrongVerdictsOnWhatStaysPossible) {
  const Asked given = asked("always possible paid >= $3  assuming all comply except once");
  properties::Verdict verdict{.kind = properties::VerdictKind::kHolds, .ways = {{"pay", "pay"}, {"pay", "pay", "pay"}}};
  EXPECT_FALSE(differs(given, verdict)) << found(given, verdict).words;
  EXPECT_TRUE(found(given, verdict).settled);
  verdict.ways = {{"pay"}};
  EXPECT_TRUE(differs(given, verdict)) << "one payment does not suffice";
  verdict.kind = properties::VerdictKind::kFails;
  verdict.history = given.all.unmet.front();
  EXPECT_TRUE(differs(given, verdict)) << "not stuck";
  const Asked once = asked("always possible paid >= $3 within 1 moment  assuming all comply except once");
  verdict.history = once.all.unmet.front();
  EXPECT_FALSE(differs(once, verdict)) << found(once, verdict).words;
  EXPECT_TRUE(differs(once, {.kind = properties::VerdictKind::kBounded, .bound = 2}));
}

bool lapses(const Node& tree) {
  const Checked result = checked(print(tree));
  if (!result.sample) return false;
  for (const language::Statement& statement : result.sample->agreement.statements) {
    const auto* duty = std::get_if<language::Duty>(&statement.rule);
    if (duty && std::holds_alternative<language::LapsesWithClause>(duty->lapse)) return true;
  }
  return false;
}

TEST(Shrinking, LeavesOnlyWhatIsWrong) {
  std::size_t shrunk = 0;
  for (std::size_t i = 0; shrunk < 5; ++i) {
    const Trial trial(kSeed, i);
    if (!lapses(trial.tree()) || trial.text().find("amendment") != std::string::npos) continue;
    ++shrunk;
    const Node smallest = shrink(trial.tree(), lapses);
    const std::string text = print(smallest);
    EXPECT_TRUE(lapses(smallest));
    // The agreement, its parties, an act, the clause in three lines.
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 7) << text;
    EXPECT_LE(text.size(), 190U) << text;
  }
}

}  // namespace
}  // namespace proviso::generated
