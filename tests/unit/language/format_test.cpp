#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "language/checker.h"
#include "language/format_expression.h"
#include "language/format_value.h"
#include "language/parser.h"
#include "language/print_agreement.h"
#include "language/readings.h"

namespace proviso::language {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead =
    "agreement sample { currency USD  starts 2026-01-01 }\n"
    "party Ann\n"
    "kind Cloud = Azure | AWS\n"
    "kind Product\n"
    "term a : number\n"
    "term b : number\n"
    "term c : number\n"
    "term m : money\n"
    "reading first { one \"1\" two \"2\" three \"3\" }\n"
    "reading second { yes \"y\" no \"n\" }\n"
    "condition p\n"
    "condition q\n"
    "condition r\n"
    "action pay(x: money, cloud: Cloud) by Ann\n"
    "tally paid = sum of x over pay\n"
    "tally used(on: Cloud) = ever pay where cloud = on\n"
    "clause duty { Ann shall pay within 5 days whenever pay }\n"
    "amendment april effective 2026-04-01 { }\n";

std::optional<Agreement> parse_and_check(std::string text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("sample.proviso", std::move(text));
  const syntax::File tree = parse(sources, file, diagnostics);
  std::optional<Agreement> agreement;
  if (!diagnostics.has_errors()) agreement = check(tree, sources, diagnostics);
  EXPECT_TRUE(agreement) << render(sources, diagnostics, false);
  return agreement;
}

// The formula after it was read, checked and printed.
std::string reprinted(std::string_view formula) {
  const auto agreement = parse_and_check(std::string(kHead) + "property test { always " + std::string(formula) + " }");
  return agreement ? format_expression(*agreement, agreement->properties.at(0).formula) : "";
}

std::string shown(const mpq_class& number, const Type& type, const std::string& currency = "USD") {
  Agreement agreement;
  agreement.currency = currency;
  mpq_class canonical = number;
  canonical.canonicalize();
  return format_value(agreement, canonical, type);
}

TEST(FormatValue, Money) {
  const Type money{Sort::kMoney};
  EXPECT_EQ(shown(160, money), "$160.00");
  EXPECT_EQ(shown(0, money), "$0.00");
  EXPECT_EQ(shown(999, money), "$999.00");
  EXPECT_EQ(shown(1250000000, money), "$1,250,000,000.00");
  EXPECT_EQ(shown(mpq_class(1, 100), money), "$0.01");
  EXPECT_EQ(shown(mpq_class(1, 200), money), "$0.005");
  EXPECT_EQ(shown(mpq_class(-5), money), "-$5.00");
  EXPECT_EQ(shown(mpq_class(1, 3), money), "$1/3");
  EXPECT_EQ(shown(mpq_class(-4000, 3), money), "-$1,333 1/3");
  EXPECT_EQ(shown(1250, money, "EUR"), "EUR 1,250.00");
}

TEST(FormatValue, NumbersPercentsDays) {
  EXPECT_EQ(shown(12, {Sort::kWhole}), "12");
  EXPECT_EQ(shown(1250, {Sort::kNumber}), "1250");
  EXPECT_EQ(shown(mpq_class(3, 2), {Sort::kNumber}), "1.5");
  EXPECT_EQ(shown(mpq_class(-3, 200), {Sort::kNumber}), "-0.015");
  EXPECT_EQ(shown(mpq_class(-10, 3), {Sort::kNumber}), "-10/3");
  const Type percent{Sort::kNumber, {}, true};
  EXPECT_EQ(shown(mpq_class(1, 5), percent), "20%");
  EXPECT_EQ(shown(mpq_class(1, 8), percent), "12.5%");
  EXPECT_EQ(shown(mpq_class(1, 3), percent), "33 1/3%");
  EXPECT_EQ(shown(mpq_class(-1, 300), percent), "-1/3%");
  EXPECT_EQ(shown(0, percent), "0%");
  EXPECT_EQ(shown(45, {Sort::kDays}), "45 days");
  EXPECT_EQ(shown(1, {Sort::kDays}), "1 day");
  EXPECT_EQ(shown(-3, {Sort::kDays}), "-3 days");
}

TEST(FormatValue, DatesAndNames) {
  const auto agreement = parse_and_check(std::string(kHead));
  ASSERT_TRUE(agreement);
  EXPECT_EQ(format_value(*agreement, Day(std::chrono::year{2026} / 4 / 7), {Sort::kDate}), "2026-04-07");
  EXPECT_EQ(format_value(*agreement, true, {Sort::kBool}), "true");
  EXPECT_EQ(format_value(*agreement, Member{0}, {Sort::kParty}), "Ann");
  EXPECT_EQ(format_value(*agreement, Member{1}, {Sort::kKind, KindId{0}}), "AWS");
  EXPECT_EQ(format_value(*agreement, Member{0}, {Sort::kKind, KindId{1}}), "Product 1");
}

// The number that a text without sign for its unit shows.
mpq_class value_of(std::string text) {
  const std::size_t point = text.find('.');
  mpz_class scale = 1;
  if (point != std::string::npos) {
    for (std::size_t i = point + 1; i < text.size(); ++i) scale *= 10;
    text.erase(point, 1);
  }
  mpq_class number(text, 10);
  number /= scale;
  return number;
}

RC_GTEST_PROP(FormatValue, NumbersLoseNothing, (long numerator, unsigned short denominator)) {
  mpq_class number(numerator, denominator + 1L);
  number.canonicalize();
  RC_ASSERT(value_of(format_number(number)) == number);
}

TEST(FormatExpression, KeepsWhatIsWritten) {
  const std::string_view formulas[] = {
      "p iff q implies r",
      "(p iff q) implies r",
      "p implies q implies r",
      "(p implies q) implies r",
      "p or q and r",
      "(p or q) and r",
      "not p and q",
      "not (p and q)",
      "not not p",
      "a - b - c > 0",
      "a - (b - c) > 0",
      "a - (b + c) > 0",
      "a / b / c > 0",
      "a / (b / c) > 0",
      "(a + b) * c > 0",
      "a * b + c > 0",
      "-a > 0",
      "-(a + b) > 0",
      "a * -b > 0",
      "(a > b) = (b > c)",
      "p = (a > b)",
      "min(a, b) > max(a, b)",
      "abs(a - b) > 0",
      "if p then q else r",
      "(if p then q else r) and q",
      "q and if p then q else r",
      "(if p then a else b) + c > 0",
      "happens pay",
      "happens pay and p",
      "happens pay where x > $5 and cloud = AWS",
      "(happens pay where x > $5) and p",
      "p and happens pay where x > $5",
      "not happens pay where x > $5",
      "not (happens pay where x > $5) and p",
      "(happens pay where x > $5) implies paid > $5",
      "happens pay where cloud not in {AWS}",
      "before(paid) < paid",
      "permitted pay($5, AWS)",
      "not (permitted pay($5, AWS) iff forbidden pay($6, Azure))",
      "owed(duty) or owed_by(Ann)",
      "overdue(duty) or breached(Ann) and not settled",
      "owed(duty where trigger.cloud = AWS or trigger.date < date) and p",
      "overdue(duty where happens pay where x = trigger.x) or p",
      "used(AWS) and april",
      "first is one or first is not two",
      "date + 45 days > 2026-05-01",
      "date - 2026-05-01 > 1 day",
      "date - 3 months > 2026-05-01 + 1 year",
      "round(m * 5%, $0.01) > floor(a, 1) * $2 - ceiling(m, $5)",
      "year(date) * 12 + month(date) > quarter(date) - weekday(date)",
      "end_of_month(date) < end_of_year(date - 1 month) or date = end_of_quarter(date)",
      "cases { when p and q: a  when r: b  otherwise: c } > 0 or p",
      "cases { when p: q }",
      "(some x: Cloud has used(x) and p) or every x: Party has x = Ann and q",
      "m >= $250bn or m = $1.5m or m = $20k or m = $1500 or m = $0.01 or m = $40.40",
      "20% * m > $5 * 1.5",
  };
  for (const std::string_view formula : formulas) EXPECT_EQ(reprinted(formula), formula);
}

TEST(FormatExpression, DropsWhatIsNotNeeded) {
  EXPECT_EQ(reprinted("((p) and (q and (r)))"), "p and q and r");
  EXPECT_EQ(reprinted("p implies (q implies r)"), "p implies q implies r");
  EXPECT_EQ(reprinted("(a * b) + (c) > ((0))"), "a * b + c > 0");
  EXPECT_EQ(reprinted("(not p) or (a > b)"), "not p or a > b");
  EXPECT_EQ(reprinted("not (first is one)"), "first is not one");
  EXPECT_EQ(reprinted("p and (if p then q else r)"), "p and if p then q else r");
  EXPECT_EQ(reprinted("min(a, b, c) > 0"), "min(min(a, b), c) > 0");
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

std::string quantifier_of(const Agreement& agreement, const Property& property) {
  std::string text;
  for (const VariableId id : property.for_any) {
    const Variable& variable = agreement[id];
    const std::string type = variable.type.sort == Sort::kParty ? "Party" : agreement[variable.type.kind].name;
    text += (text.empty() ? "for any " : ", ") + variable.name + ": " + type;
  }
  return text;
}

std::string formula_text(const Agreement& agreement, const Property& property) {
  ExpressionPlace place;
  if (property.response) {
    place.frozen = property.response->frozen;
    if (const ActionId* event = action_of(property.response->trigger.occasion)) place.trigger = *event;
  }
  return format_expression(agreement, property.formula, place);
}

// A question whose formula this can be.
std::string question_of(const Agreement& agreement, const Property& property) {
  const std::string formula = formula_text(agreement, property);
  if (property.response) {
    return "whenever " + format_trigger(agreement, property.response->trigger) + ", " + formula + " within 1 day";
  }
  const bool truth = agreement[property.formula].type.sort == Sort::kBool;
  return (truth ? "always " : "greatest ") + formula;
}

// What is printed can be read again, and means the same: each property's formula is added to its own file anew.
TEST(FormatExpression, CasesCanBeReadAgain) {
  for (const fs::path& path : all_cases()) {
    std::string text = text_of_file(path);
    const auto agreement = parse_and_check(text);
    ASSERT_TRUE(agreement) << path;
    const std::size_t count = agreement->properties.size();
    std::vector<std::string> formulas;
    for (std::size_t i = 0; i < count; ++i) {
      const Property& property = agreement->properties[i];
      formulas.push_back(formula_text(*agreement, property));
      text += "\nproperty again_" + std::to_string(i) + " { " + quantifier_of(*agreement, property) + " " +
              question_of(*agreement, property) + " }";
    }
    const auto again = parse_and_check(text);
    ASSERT_TRUE(again) << path;
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_EQ(formula_text(*again, again->properties.at(count + i)), formulas[i]) << path;
    }
  }
}

TEST(PrintAgreement, ShowsEachPart) {
  const auto agreement = parse_and_check(
      "agreement sample \"A \\\"sample\\\"\" { currency USD  starts 2026-01-01 }\n"
      "party Ann \"Ann\n      Smith\"\n"
      "kind Cloud = Azure | AWS\n"
      "term price(on: Cloud) : money where price(on) > $0\n"
      "reading sense \"what it means\" { narrow \"this\" broad \"that\" }\n"
      "condition rain decided by Ann\n"
      "reserved action pay(amount: money where amount > $0, cloud: Cloud) by Ann\n"
      "event closes(revenue: money)\n"
      "tally paid(on: Cloud) = sum of amount over pay where cloud = on\n"
      "tally last = last date of pay initially 2026-01-01\n"
      "assume happens closes implies rain\n"
      "clause fee \"The fee\" through 2027-12-31 unless rain {\n"
      "  Ann may pay when amount < $5 unless cloud = AWS\n"
      "  Ann shall pay where amount = trigger.revenue within 45 days whenever closes where revenue > $0\n"
      "    when sense is narrow unless rain lapses when rain\n"
      "}\n"
      "amendment april \"In April\" effective 2026-04-01 { strike fee }\n"
      "property p \"A property\" {\n"
      "  for any c: Cloud where c != AWS\n"
      "  possible paid(c) > $5\n"
      "  without fee\n"
      "  assuming Ann complies\n"
      "  expect holds when sense is narrow\n"
      "}\n"
      "redline r \"A redline\" { reinstate fee  expect breaks p }\n");
  ASSERT_TRUE(agreement);
  EXPECT_EQ(print_agreement(*agreement),
            "agreement sample \"A \\\"sample\\\"\"\n"
            "  currency USD\n"
            "  starts 2026-01-01\n"
            "party Ann \"Ann Smith\"\n"
            "kind Cloud = Azure | AWS\n"
            "term price(on: Cloud) : money where price(on) > $0\n"
            "reading sense \"what it means\"\n"
            "  narrow \"this\"\n"
            "  broad \"that\"\n"
            "condition rain decided by Ann\n"
            "reserved action pay(amount: money, cloud: Cloud) by Ann where amount > $0\n"
            "event closes(revenue: money)\n"
            "tally paid(on: Cloud) : money = sum of amount over pay where cloud = on\n"
            "tally last : date = last date of pay initially 2026-01-01\n"
            "assume happens closes implies rain\n"
            "amendment april \"In April\" effective 2026-04-01\n"
            "clause fee\n"
            "  text \"The fee\" (of the first text, ended by april)\n"
            "    through 2027-12-31\n"
            "    before 2026-04-01\n"
            "    unless rain\n"
            "    Ann may pay when amount < $5 unless cloud = AWS\n"
            "    Ann shall pay where amount = trigger.revenue\n"
            "      within 45 days\n"
            "      whenever closes where revenue > $0\n"
            "      when sense is narrow\n"
            "      unless rain\n"
            "      lapses when rain\n"
            "property p \"A property\"\n"
            "  for any c: Cloud where c != AWS\n"
            "  possible paid(c) > $5\n"
            "  without fee\n"
            "  assuming Ann complies\n"
            "  expect holds when sense is narrow\n"
            "redline r \"A redline\"\n"
            "  expect breaks p\n");
}

TEST(PrintAgreement, ShowsTalliesWithWindowsAndPrecedence) {
  const std::string tallies =
      "tally a : money = latest (a - amount) * (100% + 5%) of pay where not rain since closes where revenue > $5 "
      "initially $100\n"
      "tally b : whole = count of becoming rain where a > $5 per calendar quarter initially 2\n"
      "tally c : bool = ever pay since becoming a > $7 and rain\n"
      "tally d : months = latest notice of pay in the last 3 calendar months\n";
  const auto agreement = parse_and_check(
      "agreement sample { currency USD  starts 2026-01-01 }\nparty Ann\ncondition rain\nterm notice : months\n"
      "action pay(amount: money) by Ann\nevent closes(revenue: money)\n" +
      tallies +
      "clause one { Ann shall not pay when rain }\n"
      "clause two notwithstanding one { Ann may pay  Ann shall pay within 1 year whenever pay }\n"
      "clause three subject to two { Ann shall not pay }\n");
  ASSERT_TRUE(agreement);
  const std::string printed = print_agreement(*agreement);
  EXPECT_NE(printed.find(tallies), std::string::npos) << printed;
  EXPECT_NE(printed.find("    Ann shall not pay when rain\n"
                         "      gives way to two (statement 1 of 2)\n"
                         "      gives way to two (statement 2 of 2)\n"),
            std::string::npos)
      << printed;
  EXPECT_NE(printed.find("      within 1 year\n"), std::string::npos) << printed;
}

TEST(Readings, HoldUnderChoices) {
  struct Row {
    std::string_view condition;
    bool one_yes, one_no, three_no;
  };
  const Row rows[] = {
      {"first is one", true, true, false},
      {"first is not one", false, false, true},
      {"first is one and second is yes", true, false, false},
      {"first is three or second is yes", true, false, true},
      {"first is one implies second is yes", true, false, true},
      {"first is one iff second is yes", true, false, true},
      {"(first is one) = (second is no)", false, true, false},
      {"(first is one) != (second is no)", true, false, true},
      {"if first is one then second is yes else true", true, false, true},
      {"not (first is two) and true", true, true, true},
      {"false", false, false, false},
  };
  for (const Row& row : rows) {
    const auto agreement = parse_and_check(std::string(kHead) + "property test { always p  expect holds when " +
                                           std::string(row.condition) + " }");
    ASSERT_TRUE(agreement);
    const ExprId condition = agreement->properties.at(0).expected_when.value();
    EXPECT_EQ(holds_under(*agreement, condition, {0, 0}), row.one_yes) << row.condition;
    EXPECT_EQ(holds_under(*agreement, condition, {0, 1}), row.one_no) << row.condition;
    EXPECT_EQ(holds_under(*agreement, condition, {2, 1}), row.three_no) << row.condition;
  }
}

}  // namespace
}  // namespace proviso::language
