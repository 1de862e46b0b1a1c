#include "language/checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "language/edits.h"
#include "language/format_expression.h"
#include "language/parser.h"
#include "tests/unit/language/checked.h"

namespace proviso::language {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// The sort of what a sum adds up.
Type type_of_sum_of(std::string_view expression) {
  const Agreement agreement = agreement_of("tally t = sum of " + std::string(expression) + " over closes\n");
  return agreement.tallies.empty() ? Type{} : agreement.tallies.front().type;
}

std::vector<fs::path> all_cases() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PROVISO_SOURCE_DIR) / "cases")) {
    if (entry.path().extension() == ".proviso") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string text_of_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Checker, AcceptsEveryCaseAndItsRedlines) {
  ASSERT_FALSE(all_cases().empty());
  for (const fs::path& path : all_cases()) {
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add(path.string(), text_of_file(path));
    const syntax::File tree = parse(sources, file, diagnostics);
    EXPECT_TRUE(check(tree, sources, diagnostics)) << render(sources, diagnostics, false);
    for (std::size_t i = 0; i < tree.redlines.size(); ++i) {
      const auto edited = apply_redline(tree, i, diagnostics);
      ASSERT_TRUE(edited) << render(sources, diagnostics, false);
      EXPECT_TRUE(check(*edited, sources, diagnostics)) << render(sources, diagnostics, false);
    }
    EXPECT_TRUE(diagnostics.empty()) << render(sources, diagnostics, false);
  }
}

TEST(Checker, TypesOfArithmetic) {
  struct Row {
    std::string_view expression;
    Type type;
  };
  const Row rows[] = {
      {"1", {Sort::kWhole}},
      {"1.5", {Sort::kNumber}},
      {"1.0", {Sort::kNumber}},
      {"parcels + 1", {Sort::kWhole}},
      {"parcels * parcels", {Sort::kWhole}},
      {"parcels / 2", {Sort::kNumber}},
      {"parcels + 1.5", {Sort::kNumber}},
      {"-parcels", {Sort::kWhole}},
      {"20%", {Sort::kNumber}},
      {"revenue", {Sort::kMoney}},
      {"revenue * 5%", {Sort::kMoney}},
      {"rate * revenue", {Sort::kMoney}},
      {"revenue / 3", {Sort::kMoney}},
      {"revenue / cap", {Sort::kNumber}},
      {"min(revenue, cap, $5)", {Sort::kMoney}},
      {"max(parcels, 1.5)", {Sort::kNumber}},
      {"abs(revenue - cap)", {Sort::kMoney}},
      {"date - 2026-01-01", {Sort::kDays}},
      {"2 * (date - 2026-01-01) + 1 day", {Sort::kDays}},
      {"(date - 2026-01-01) / 365 days", {Sort::kNumber}},
      {"if rain then 1 else 1.5", {Sort::kNumber}},
      {"2 * (3 months - 1 year) + 1 month", {Sort::kMonths}},
      {"max(3 months, 1 year)", {Sort::kMonths}},
      {"date + 3 months - date", {Sort::kDays}},
      {"end_of_month(date) - end_of_year(date)", {Sort::kDays}},
      {"year(date) + quarter(date) + month(date) + weekday(date)", {Sort::kWhole}},
      {"round(revenue, $0.01)", {Sort::kMoney}},
      {"floor(parcels / 3)", {Sort::kNumber}},
      {"ceiling(parcels, 10)", {Sort::kWhole}},
      {"round(parcels, 0.5)", {Sort::kNumber}},
      {"floor(date - 2026-01-01, 7 days)", {Sort::kDays}},
      {"cases { when rain: 1  otherwise: 1.5 }", {Sort::kNumber}},
      {"cases { when rain: revenue  when not rain: cap }", {Sort::kMoney}},
      {"if rain then revenue else cap", {Sort::kMoney}},
  };
  for (const Row& row : rows) EXPECT_EQ(type_of_sum_of(row.expression), row.type) << row.expression;
}

TEST(Checker, PercentStaysAPercentOnlyAmongPercents) {
  EXPECT_TRUE(type_of_sum_of("20%").percent);
  EXPECT_TRUE(type_of_sum_of("rate + 5%").percent);
  EXPECT_TRUE(type_of_sum_of("min(rate, 50%)").percent);
  EXPECT_TRUE(type_of_sum_of("-rate").percent);
  EXPECT_FALSE(type_of_sum_of("1 - rate").percent);
  EXPECT_FALSE(type_of_sum_of("rate / 5%").percent);
}

TEST(Checker, DaysBeforeADateChangePlaces) {
  const Agreement agreement = agreement_of("property p { always 45 days + date > 2026-05-01 }");
  EXPECT_EQ(formula_of(agreement), "date + 45 days > 2026-05-01");
  EXPECT_EQ(formula_of(agreement_of("property p { always 3 months + date > date }")), "date + 3 months > date");
}

TEST(Checker, LiteralsAreExact) {
  const Agreement agreement = agreement_of("property p { always cap = $250bn and rate = 12.5% and cap != $0.01 }");
  EXPECT_EQ(formula_of(agreement), "cap = $250bn and rate = 12.5% and cap != $0.01");
  const bool found = std::any_of(agreement.expressions.begin(), agreement.expressions.end(), [](const Expression& e) {
    const auto* literal = std::get_if<Literal>(&e.node);
    return literal != nullptr && literal->value == Value(mpq_class(1, 8));
  });
  EXPECT_TRUE(found);
}

TEST(Checker, NamesCanBeUsedBeforeTheyAreDeclared) {
  const Agreement agreement = agreement_of(
      "property p { always total <= limit }\n"
      "tally total = sum of amount over pay where big(amount)\n"
      "define limit = cap * 2\n"
      "define big(x: money) = x > limit\n");
  EXPECT_EQ(formula_of(agreement), "total <= cap * 2");
}

TEST(Checker, DefinesAreReadWhereTheyAreUsed) {
  const Agreement agreement = agreement_of(
      "define big(x: money) = x > cap and april\n"
      "define twice(x: money) = big(x) or big(x * 2)\n"
      "amendment april effective 2026-04-01 {\n"
      "  clause c { Ann shall pay where big(amount) and big(trigger.revenue) within 5 days whenever closes }\n"
      "}\n"
      "property p { never pay when twice(amount) }");
  const auto& duty = std::get<Duty>(agreement.statements.at(0).rule);
  const auto& act = std::get<Act>(duty.performance);
  EXPECT_EQ(format_expression(agreement, *act.where, {act.action, *triggering_action(duty)}),
            "amount > cap and april and trigger.revenue > cap and april");
  EXPECT_EQ(formula_of(agreement), "not happens pay where amount > cap and april or amount * 2 > cap and april");
}

TEST(Checker, NeverIsAlwaysNot) {
  const Agreement agreement = agreement_of(
      "property a { never rain }\n"
      "property b { never launch }\n"
      "property c { never closes when revenue > cap }\n"
      "property d { possible rain }\n");
  EXPECT_EQ(formula_of(agreement, 0), "not rain");
  EXPECT_EQ(formula_of(agreement, 1), "not happens launch");
  EXPECT_EQ(formula_of(agreement, 2), "not happens closes where revenue > cap");
  EXPECT_EQ(agreement.properties[2].question, QuestionKind::kAlways);
  EXPECT_EQ(agreement.properties[3].question, QuestionKind::kPossible);
}

TEST(Checker, ForbiddenIsNotPermitted) {
  const Agreement agreement = agreement_of("property a { for any x: Product  always forbidden launch(x, AWS) }");
  const auto& negation = std::get<Unary>(agreement[agreement.properties[0].formula].node);
  EXPECT_EQ(negation.op, UnaryOp::kNot);
  EXPECT_TRUE(std::holds_alternative<Permitted>(agreement[negation.operand].node));
}

TEST(Checker, AmendmentsAreFoldedIntoIntervals) {
  const Agreement agreement = agreement_of(
      "clause kept { Ann shall not launch }\n"
      "clause struck from 2026-02-01 { Ann shall not launch }\n"
      "clause replaced through 2027-01-01 { Ann shall not launch }\n"
      "amendment first effective 2026-04-01 {\n"
      "  strike struck\n"
      "  replace clause replaced { Ann may launch }\n"
      "  clause added { Ann shall not launch }\n"
      "  tally t = count of launch\n"
      "}\n"
      "amendment second effective 2026-05-01 {\n"
      "  clause struck { Ann may launch }\n"
      "}\n"
      "property p { always first and t > 0 }");
  ASSERT_THAT(agreement.clauses, SizeIs(4));
  const auto interval = [&](std::size_t clause, std::size_t text) {
    const ClauseText& t = agreement[agreement.clauses.at(clause).texts.at(text)];
    std::string shown;
    for (const ExprId id : t.from) shown += "from " + format_expression(agreement, id) + " ";
    for (const ExprId id : t.through) shown += "through " + format_expression(agreement, id) + " ";
    for (const ExprId id : t.before) shown += "before " + format_expression(agreement, id) + " ";
    return shown;
  };
  EXPECT_EQ(interval(0, 0), "");
  EXPECT_EQ(interval(1, 0), "from 2026-02-01 before 2026-04-01 ");
  EXPECT_EQ(interval(1, 1), "from 2026-05-01 ");
  EXPECT_EQ(interval(2, 0), "through 2027-01-01 before 2026-04-01 ");
  EXPECT_EQ(interval(2, 1), "from 2026-04-01 ");
  EXPECT_EQ(interval(3, 0), "from 2026-04-01 ");
  const ClauseText& struck = agreement[agreement.clauses[1].texts[0]];
  EXPECT_FALSE(struck.added_by);
  EXPECT_EQ(struck.ended_by, AmendmentId{0});
  EXPECT_EQ(agreement[agreement.clauses[1].texts[1]].added_by, AmendmentId{1});
  EXPECT_EQ(formula_of(agreement), "first and t > 0");
}

TEST(Checker, ActorsOfActions) {
  const Agreement agreement = agreement_of("");
  ASSERT_THAT(agreement.actions, SizeIs(3));
  EXPECT_EQ(std::get<ActorField>(agreement.actions[0].actor).position, 0U);
  EXPECT_EQ(std::get<PartyId>(agreement.actions[1].actor), PartyId{0});
  EXPECT_TRUE(std::holds_alternative<Nobody>(agreement.actions[2].actor));
  EXPECT_EQ(format_expression(agreement, *agreement.actions[0].where, {ActionId{0}}), "amount >= $0");
}

TEST(Checker, Compliance) {
  const Agreement agreement = agreement_of(
      "property a { always rain }\n"
      "property b { always rain  assuming nobody complies }\n"
      "property c { always rain  assuming Ann complies }\n"
      "property d { always rain  assuming all comply }\n"
      "clause fee { Ann shall launch within 5 days whenever closes }\n"
      "clause ban { Ann shall not launch when rain }\n"
      "property e { always rain  assuming all comply except fee }\n");
  EXPECT_TRUE(agreement.properties[0].compliance.everyone);
  EXPECT_FALSE(agreement.properties[1].compliance.everyone);
  EXPECT_THAT(agreement.properties[1].compliance.parties, IsEmpty());
  EXPECT_THAT(agreement.properties[2].compliance.parties, ElementsAre(PartyId{0}));
  EXPECT_TRUE(agreement.properties[3].compliance.everyone);
  EXPECT_THAT(agreement.properties[3].compliance.except, IsEmpty());
  EXPECT_TRUE(agreement.properties[4].compliance.everyone);
  EXPECT_THAT(agreement.properties[4].compliance.except, ElementsAre(ClauseId{0}));
}

TEST(Checker, SpansAreOfTheWholeConstruct) {
  const std::string text = std::string(kCheckedHead) + "clause c { Ann shall not launch when cloud = AWS }\n";
  const CheckedText result = check_text(text);
  ASSERT_TRUE(result.agreement);
  EXPECT_EQ(result.sources.text(result.agreement->statements.at(0).span), "Ann shall not launch when cloud = AWS");
  const std::string_view clause = result.sources.text(result.agreement->clause_texts.at(0).span);
  EXPECT_TRUE(clause.starts_with("clause c")) << clause;
}

TEST(Checker, SaysWhatWasMeant) {
  EXPECT_EQ(only_diagnostic("property p { always capp > $0 }").help, "did you mean `cap`?");
  EXPECT_EQ(only_diagnostic("property p { always cap > 0 }").help, "write `$0`");
  EXPECT_EQ(only_diagnostic("property p { always date + 45 > date }").help, "write `45 days`");
  EXPECT_EQ(only_diagnostic("property p { always cap + 5% > $0 }").help,
            "a percent of what? Write a product: `cap * (100% + 5%)`");
  EXPECT_EQ(only_diagnostic("property p { always date - 2026-01-01 > 3 months }").help,
            "compare dates instead: `date >= start + 3 months`");
  EXPECT_EQ(only_diagnostic("property p { always round(cap, 5) > $5 }").help, "write `$5`");
  EXPECT_EQ(only_diagnostic("tally t = latest t * 1.5 of pay initially 1").help,
            "say that it is a number: `tally t : number = …`");
  EXPECT_THAT(only_diagnostic("tally t = sum of amount over becoming rain").message, HasSubstr("moments, not events"));
  EXPECT_THAT(only_diagnostic("tally t = latest t - amount of pay").message, HasSubstr("`t` reads `t`"));
  EXPECT_EQ(only_diagnostic("property p { always sense }").help, "ask for one of its choices: `sense is narrow`");
  EXPECT_EQ(only_diagnostic("property p { always broad }").help, "a choice is asked for with `is`: `sense is broad`");
  EXPECT_EQ(only_diagnostic("clause c { Ann shall launch within 5 days whenever closes when revenue > $5 }").help,
            "write `trigger.revenue`");
}

TEST(Checker, PointsAtTheNarrowestText) {
  const std::string text = std::string(kCheckedHead) + "property p { always rain and (cap > 0 or rain) }";
  const CheckedText result = check_text(text);
  ASSERT_THAT(result.diagnostics.sorted(), SizeIs(1));
  EXPECT_EQ(result.sources.text(result.diagnostics.sorted()[0].span), "cap > 0");
}

TEST(Checker, InADefineItPointsAtTheUseToo) {
  const Diagnostic diagnostic = only_diagnostic(
      "define wet = happens launch\n"
      "clause c { Ann shall not launch when wet }");
  EXPECT_EQ(code_text(diagnostic.code), "P401");
  ASSERT_THAT(diagnostic.labels, SizeIs(1));
  EXPECT_THAT(diagnostic.labels[0].text, HasSubstr("in `wet`"));
}

TEST(Checker, OneErrorIsReportedOnce) {
  EXPECT_THAT(codes_of("term t : mony\nproperty p { always t > $5 and t + t = t * 3 and min(t, t) > 4 }"),
              ElementsAre("P205"));
  EXPECT_THAT(codes_of("define d = capp\nproperty p { always d > 0 }\nproperty q { always d = true }"),
              ElementsAre("P203"));
  EXPECT_THAT(codes_of("tally t = sum of capp over pay\nproperty p { always t > 0 }"), ElementsAre("P203"));
  EXPECT_THAT(codes_of("tally t = count of pai\nproperty p { always t > 0 }"), ElementsAre("P203"));
  EXPECT_THAT(codes_of("define f(x: mony) = x > 5\nproperty p { always f(5) and f(rain) }"), ElementsAre("P205"));
  EXPECT_THAT(codes_of("event e(x: mony)\nproperty p { never e when x > 5 }"), ElementsAre("P205"));
}

TEST(Checker, ReportsManyAtOnce) {
  EXPECT_THAT(codes_of("property p { always capp > $0 and ratee > 0 and rain + 1 > 0 }"),
              ElementsAre("P203", "P203", "P302"));
}

TEST(Checker, WarningsDoNotPreventTheAgreement) {
  EXPECT_THAT(codes_of("clause c { Ann shall not launch }\nproperty p { never owed(c) }"), ElementsAre("P414"));
  EXPECT_THAT(codes_of("property p { always happens pay where amount > $5 implies rain }"), ElementsAre("P420"));
  EXPECT_THAT(codes_of("property p { always (happens pay where amount > $5) implies rain }"), IsEmpty());
  EXPECT_THAT(codes_of("property p { always happens pay where (amount > $5 implies rain) }"), IsEmpty());
}

TEST(Checker, ADefineDoesNotSeeTheParametersOfItsUse) {
  EXPECT_THAT(codes_of("define d = revenue > $5\nproperty p { never closes when d }"), ElementsAre("P210"));
  EXPECT_THAT(codes_of("define d(x: money) = happens pay where amount = x\nproperty p { always d($5) }"), IsEmpty());
}

TEST(Checker, PartiesAndKindsOnlyForVariables) {
  EXPECT_THAT(codes_of("tally paid_by(who: Party) = ever pay where payer = who\n"
                       "property p { for any who: Party  always paid_by(who) }"),
              IsEmpty());
  EXPECT_THAT(codes_of("property p { for any n: whole  always n = n }"), ElementsAre("P311"));
}

// A define for each level that reads the one before it so often.
std::string tower(int levels, const std::string& body) {
  std::string text = "term n0 : number\n";
  for (int i = 1; i <= levels; ++i) {
    std::string level = body;
    const std::string below = "n" + std::to_string(i - 1);
    for (std::size_t at = level.find('_'); at != std::string::npos; at = level.find('_')) level.replace(at, 1, below);
    text += "define n" + std::to_string(i) + " = " + level + "\n";
  }
  return text + "property p { always n" + std::to_string(levels) + " > n0 }";
}

TEST(Checker, InliningHasLimits) {
  EXPECT_THAT(codes_of(tower(10, "_ + _")), IsEmpty());
  EXPECT_THAT(codes_of(tower(40, "_ + _")), ElementsAre("P417"));
  EXPECT_THAT(codes_of(tower(900, "_")), IsEmpty());
  EXPECT_THAT(codes_of(tower(5000, "_")), ElementsAre("P417"));
  EXPECT_THAT(codes_of(tower(5000, "1 + _")), ElementsAre("P417"));
}

TEST(Checker, AllExpressionsTogetherHaveALimit) {
  std::string text = tower(15, "_ + _");
  for (int i = 0; i < 40; ++i) text += "property q" + std::to_string(i) + " { always n15 > n0 }\n";
  const std::vector<std::string> codes = codes_of(text);
  EXPECT_FALSE(codes.empty());
  EXPECT_TRUE(std::all_of(codes.begin(), codes.end(), [](const std::string& code) { return code == "P417"; }));
}

TEST(Checker, LongChainsAndCirclesAreOrderedWithoutRecursion) {
  std::string text;
  for (int i = 0; i < 20000; ++i) {
    text += "define c" + std::to_string(i) + " = c" + std::to_string((i + 1) % 20000) + " + 1\n";
  }
  const Diagnostic diagnostic = only_diagnostic(text);
  EXPECT_EQ(code_text(diagnostic.code), "P209");
  EXPECT_LT(diagnostic.message.size(), 300U);
}

TEST(Checker, WithoutAgreementItStillChecks) {
  const CheckedText result = check_text("party Ann\n");
  EXPECT_FALSE(result.agreement);
  EXPECT_TRUE(result.diagnostics.has_errors());
}

TEST(Checker, AddsToTheDiagnosticsItIsGiven) {
  SourceMap sources;
  const FileId file = sources.add("sample.proviso", std::string(kCheckedHead));
  Diagnostics diagnostics;
  diagnostics.error(Code::kUnknownName, {file, 0, 1}, "an error of another phase");
  Diagnostics none;
  const syntax::File tree = parse(sources, file, none);
  EXPECT_TRUE(check(tree, sources, diagnostics)) << "errors that were there before do not count";
  EXPECT_THAT(diagnostics.sorted(), SizeIs(1));
}

// Words of the cases are dropped, doubled and swapped: whatever comes of it is accepted or reported, never a crash.
TEST(Checker, SurvivesScrambledCases) {
  std::mt19937 random(20260427);
  for (const fs::path& path : all_cases()) {
    const std::string text = text_of_file(path);
    for (int round = 0; round < 40; ++round) {
      std::string scrambled = text;
      for (int edit = 0; edit < 3; ++edit) {
        const std::size_t from = scrambled.find(' ', random() % scrambled.size());
        const std::size_t to = from == std::string::npos ? from : scrambled.find(' ', from + 1);
        if (to == std::string::npos) continue;
        const std::string word = scrambled.substr(from, to - from);
        if (random() % 2 == 0) scrambled.erase(from, to - from);
        scrambled.insert(std::min(scrambled.find(' ', random() % scrambled.size()), scrambled.size()), word);
      }
      const CheckedText result = check_text(scrambled);
      EXPECT_EQ(result.agreement.has_value(), !result.diagnostics.has_errors());
    }
  }
}

}  // namespace
}  // namespace proviso::language
