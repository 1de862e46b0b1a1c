#include "language/parser.h"

#include <gtest/gtest.h>

#include "tests/unit/language/parsed.h"

namespace proviso::language {
namespace {

TEST(ParseExpression, BindsAsItIsWritten) {
  struct Case {
    const char* text;
    const char* shown;
  };
  const Case cases[] = {
      {"a + b * c", "(+ a (* b c))"},
      {"(a + b) * c", "(* (+ a b) c)"},
      {"a - b - c", "(- (- a b) c)"},
      {"a / b / c", "(/ (/ a b) c)"},
      {"-a * b", "(* (- a) b)"},
      {"- -1", "(- (- 1))"},
      {"a < b and c or d", "(or (and (< a b) c) d)"},
      {"not a = b", "(not (= a b))"},
      {"not not a and b", "(and (not (not a)) b)"},
      {"a implies b implies c", "(implies a (implies b c))"},
      {"a iff b implies c", "(iff a (implies b c))"},
      {"a or b implies c and d", "(implies (or a b) (and c d))"},
      {"x in {A, B}", "(in x A B)"},
      {"x not in {A} and y", "(and (not-in x A) y)"},
      {"r is either", "(is r either)"},
      {"r is not either or p", "(or (is-not r either) p)"},
      {"if a then b else c + 1", "(if a b (+ c 1))"},
      {"if a then b else if c then d else e", "(if a b (if c d e))"},
      {"1 + if a then 2 else 3", "(+ 1 (if a 2 3))"},
      {"min(a, b, 1.5)", "(min a b 3/2)"},
      {"abs(a - b)", "(abs (- a b))"},
      {"before(paid) + 1", "(+ (before paid) 1)"},
      {"happens pay where amount > $5 and b", "(happens pay where (and (> amount $5) b))"},
      {"happens pay implies b", "(implies (happens pay) b)"},
      {"permitted launch(p, Api) iff b", "(iff (permitted launch p Api) b)"},
      {"forbidden leave", "(forbidden leave)"},
      {"owed(c) and owed_by(Ann) or discharges(c)", "(or (and (owed c) (owed_by Ann)) (discharges c))"},
      {"not settled and breached(holder(p))", "(and (not settled) (breached (call holder p)))"},
      {"owed(c where trigger.x = x and y) or overdue(d)", "(or (owed c where (and (= trigger.x x) y)) (overdue d))"},
      {"at trigger(a + trigger.x) * at", "(* (at-trigger (+ a trigger.x)) at)"},
      {"trigger.revenue * 20%", "(* trigger.revenue 1/5%)"},
      {"trigger.date + 45 days", "(+ trigger.date 45d)"},
      {"date < 2026-04-27", "(< date 2026-04-27)"},
      {"1 day", "1d"},
      {"date + 3 months - 1 year", "(- (+ date 3m) 12m)"},
      {"cases { when a: 1  when b and c: 2  otherwise: 3 } + 1", "(+ (cases a:1 (and b c):2 :3) 1)"},
      {"cases { when a: cases { when b: 1 } }", "(cases a:(cases b:1))"},
      {"round(a * b, $0.01) + floor(c)", "(+ (round (* a b) $1/100) (floor c))"},
      {"end_of_month(date) = x and year(x) = 2026", "(and (= (end_of_month date) x) (= (year x) 2026))"},
      {"some x: K has f(x) and b", "(some x:K (and (call f x) b))"},
      {"(some x: K has a) and every y: Party has b", "(and (some x:K a) (every y:Party b))"},
      {"$250bn - cap", "(- $250000000000 cap)"},
      {"f()", "(call f)"},
      {"f(g(x), true)", "(call f (call g x) true)"},
  };
  for (const Case& c : cases) EXPECT_EQ(show_expression(c.text), c.shown) << c.text;
}

TEST(ParseExpression, SpansReachOverParentheses) {
  const Parsed parsed(std::string(kHead) + "define x = (a + b) * -(c)");
  const auto value = std::get<syntax::Define>(parsed.file.declarations.at(0)).value;
  EXPECT_EQ(parsed.sources.text(parsed.file.expr(value).span), "(a + b) * -(c)");
}

TEST(ParseExpression, ReportsWhatIsMissing) {
  struct Case {
    const char* text;
    const char* codes;
  };
  const Case cases[] = {{"", "P120"},
                        {"a +", "P120"},
                        {"(a", "P122"},
                        {"f(a", "P122"},
                        {"a < b < c", "P134"},
                        {"if a then b", "P120"},
                        {"x in A", "P120"},
                        {"a is 5", "P139"},
                        {"a + b is c", "P139"},
                        {"1.5 days", "P104"},
                        {"3 weeks", "P120"},
                        {"min a", "P120"},
                        {"3 quarters", "P120"},
                        {"1.5 months", "P104"},
                        {"cases {", "P120"},
                        {"cases { when a 1 }", "P120"},
                        {"some x has a", "P120"},
                        {"year + 1", "P120"},
                        {"a b", "P120"},
                        {"trigger revenue", "P120"},
                        {"\"a\"", "P120"},
                        {"happens f(x)", "P120"},
                        {"{a}", "P120"},
                        {"a and", "P120"},
                        {"x in {}", "P120"},
                        {"discharges(c where x)", "P120"},
                        {"settled(c)", "P120"},
                        {"at trigger x", "P120"}};
  for (const Case& c : cases) EXPECT_EQ(show_expression(c.text), c.codes) << c.text;
}

TEST(ParseExpression, LongChainsAndDeepNestingAreRefusedNotRead) {
  const auto repeat = [](const std::string& part, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += part;
    return all;
  };
  EXPECT_EQ(show_expression(repeat("(", 100000)), "P123");
  EXPECT_EQ(show_expression(repeat("not ", 100000) + "a"), "P123");
  EXPECT_EQ(show_expression(repeat("- ", 100000) + "a"), "P123");
  EXPECT_EQ(show_expression(repeat("1 + ", 100000) + "1"), "P123");
  EXPECT_EQ(show_expression(repeat("a implies ", 100000) + "a"), "P123");
  EXPECT_EQ(show_expression(repeat("if a then b else ", 100000) + "a"), "P123");
  EXPECT_EQ(show_expression(repeat("a = ", 3) + "a"), "P134 P134");
  EXPECT_EQ(show_expression(repeat("(", 150) + "a" + repeat(")", 150)), "a");
  EXPECT_TRUE(show_expression(repeat("1 + ", 900) + "1").starts_with("(+"));
}

TEST(Parse, ReadsEveryDeclaration) {
  const Parsed parsed(
      "agreement sample \"A sample\" { currency USD starts 2026-01-01 }\n"
      "party Ann \"Ann Ltd\" party Bob\n"
      "kind Cloud = Azure | AWS kind Product\n"
      "term cap : money where cap > $0 term secure(p: Product) : bool\n"
      "reading r \"which\" { a \"one\" b \"two\" }\n"
      "condition c(p: Product) decided by Ann condition d\n"
      "action pay(payer: Party, amount: money where amount >= $0) by payer reserved action leave by Ann\n"
      "event ends(revenue: money)\n"
      "define f(p: Product) = c(p)\n"
      "tally paid = sum of amount over pay where payer = Ann\n"
      "tally n = count of pay tally e = ever pay tally g = first date of pay tally h = last date of pay initially "
      "2026-01-01\n"
      "assume cap < $5bn\n");
  EXPECT_EQ(parsed.codes(), "");
  const syntax::File& file = parsed.file;
  ASSERT_EQ(file.declarations.size(), 19U);
  EXPECT_EQ(file.agreement->currency->text, "USD");
  EXPECT_EQ(file.agreement->title->value, "A sample");
  EXPECT_EQ(std::get<syntax::Kind>(file.declarations[2]).members->size(), 2U);
  EXPECT_FALSE(std::get<syntax::Kind>(file.declarations[3]).members);
  EXPECT_EQ(std::get<syntax::Term>(file.declarations[5]).parameters.at(0).type.name.text, "Product");
  EXPECT_EQ(std::get<syntax::Reading>(file.declarations[6]).choices.at(1).text->value, "two");
  EXPECT_EQ(std::get<syntax::Condition>(file.declarations[7]).decided_by->text, "Ann");
  EXPECT_EQ(std::get<syntax::Action>(file.declarations[9]).actor.text, "payer");
  EXPECT_TRUE(std::get<syntax::Action>(file.declarations[10]).reserved);
  EXPECT_EQ(std::get<syntax::Tally>(file.declarations[13]).operation, syntax::TallyOperation::kSum);
  EXPECT_TRUE(std::get<syntax::Tally>(file.declarations[17]).initially);
}

const syntax::Tally& tally_of(const Parsed& parsed, std::size_t index) {
  return std::get<syntax::Tally>(parsed.file.declarations.at(index));
}

TEST(Parse, ReadsTalliesWithWindows) {
  const Parsed parsed(std::string(kHead) +
                      "tally a : money = latest b * 105% of pay where c in the last 3 calendar quarters initially $5\n"
                      "tally b = count of becoming c and d where e per calendar month\n"
                      "tally c = sum of x over pay where y since ends where z initially 1\n"
                      "tally d = ever pay since becoming c where e\n"
                      "tally e = count of pay in the last calendar year\n");
  ASSERT_EQ(parsed.codes(), "");
  const syntax::Tally& first = tally_of(parsed, 0);
  EXPECT_EQ(first.type->name.text, "money");
  EXPECT_EQ(parsed.show(*first.value), "(* b 21/20%)");
  EXPECT_EQ(parsed.show(*first.over.where), "c");
  EXPECT_EQ(std::get<syntax::InTheLast>(first.window).count, 3U);
  EXPECT_EQ(std::get<syntax::InTheLast>(first.window).unit, syntax::CalendarUnit::kQuarter);
  EXPECT_EQ(parsed.show(*first.initially), "$5");
  const syntax::Tally& second = tally_of(parsed, 1);
  EXPECT_EQ(parsed.show(std::get<syntax::Becoming>(second.over.what).formula), "(and c d)");
  EXPECT_EQ(parsed.show(*second.over.where), "e");
  EXPECT_EQ(std::get<syntax::PerCalendar>(second.window).unit, syntax::CalendarUnit::kMonth);
  const auto& since = std::get<syntax::Since>(tally_of(parsed, 2).window);
  EXPECT_EQ(std::get<syntax::Name>(since.occasion.what).text, "ends");
  EXPECT_EQ(parsed.show(*since.occasion.where), "z");
  const auto& becoming = std::get<syntax::Since>(tally_of(parsed, 3).window).occasion;
  EXPECT_EQ(parsed.show(std::get<syntax::Becoming>(becoming.what).formula), "c");
  EXPECT_EQ(std::get<syntax::InTheLast>(tally_of(parsed, 4).window).count, 1U);
}

TEST(Parse, ReadsPrecedence) {
  const Parsed parsed(std::string(kHead) +
                      "clause c \"title\" notwithstanding d, e subject to f from 2026-01-01 {\n"
                      "  Ann may pay when a notwithstanding d\n"
                      "  Ann shall pay within 5 days whenever ends lapses subject to d, e\n"
                      "  subject may pay\n"
                      "}\n"
                      "clause g from 2026-01-01 subject to f { Ann may pay }\n");
  ASSERT_EQ(parsed.codes(), "");
  const auto& clause = std::get<syntax::Clause>(parsed.file.declarations.at(0));
  ASSERT_EQ(clause.precedence.notwithstanding.size(), 2U);
  EXPECT_EQ(clause.precedence.notwithstanding[1].text, "e");
  EXPECT_EQ(clause.precedence.subject_to.at(0).text, "f");
  EXPECT_TRUE(clause.from);
  ASSERT_EQ(clause.statements.size(), 3U);
  EXPECT_EQ(clause.statements[0].precedence.notwithstanding.at(0).text, "d");
  EXPECT_EQ(clause.statements[1].precedence.subject_to.at(1).text, "e");
  EXPECT_EQ(parsed.show(std::get<syntax::May>(clause.statements[2].node).party), "subject");
  EXPECT_EQ(std::get<syntax::Clause>(parsed.file.declarations.at(1)).precedence.subject_to.size(), 1U);
}

TEST(Parse, ReadsClauses) {
  const Parsed parsed(std::string(kHead) +
                      "clause c \"A clause\" from 2026-01-01 before 2027-01-01 unless over {\n"
                      "  text \"words\" source \"p. 5\"\n"
                      "  Ann may pay when a unless b\n"
                      "  Ann shall not pay when a\n"
                      "  Ann shall pay where x within 5 days whenever ends where y when a unless b lapses when c\n"
                      "  Bob shall pay within n whenever ends lapses\n"
                      "}\n");
  EXPECT_EQ(parsed.codes(), "");
  const auto& clause = std::get<syntax::Clause>(parsed.file.declarations.at(0));
  EXPECT_EQ(clause.text->value, "words");
  EXPECT_EQ(clause.source->value, "p. 5");
  EXPECT_FALSE(clause.end->inclusive);
  ASSERT_EQ(clause.statements.size(), 4U);
  const auto& duty = std::get<syntax::Duty>(clause.statements[2].node);
  EXPECT_EQ(parsed.show(*std::get<syntax::Act>(duty.performance).where), "x");
  EXPECT_EQ(parsed.show(std::get<syntax::Within>(*duty.deadline).time), "5d");
  EXPECT_EQ(std::get<syntax::Name>(duty.trigger->what).text, "ends");
  EXPECT_EQ(parsed.show(*duty.trigger->where), "y");
  EXPECT_EQ(parsed.show(*duty.unless), "b");
  EXPECT_EQ(parsed.show(*duty.lapses->when), "c");
  EXPECT_FALSE(std::get<syntax::Duty>(clause.statements[3].node).lapses->when);
  EXPECT_EQ(parsed.sources.text(clause.statements[1].span), "Ann shall not pay when a");
}

TEST(Parse, ReadsEdits) {
  const Parsed parsed(
      std::string(kHead) +
      "amendment later \"Later\" effective 2026-05-01 { strike a, b replace clause c { } clause d { } }\n"
      "redline proposal { reinstate a replace define f = 1 replace term t : money\n"
      "  expect breaks p, q expect fixes r expect changes nothing }\n");
  EXPECT_EQ(parsed.codes(), "");
  const auto& amendment = parsed.file.amendments.at(0);
  ASSERT_EQ(amendment.edits.size(), 4U);
  EXPECT_EQ(std::get<syntax::Strike>(amendment.edits[1].node).clause.text, "b");
  EXPECT_TRUE(std::holds_alternative<syntax::Replace>(amendment.edits[2].node));
  EXPECT_TRUE(std::holds_alternative<syntax::Add>(amendment.edits[3].node));
  const auto& redline = parsed.file.redlines.at(0);
  EXPECT_EQ(redline.edits.size(), 3U);
  ASSERT_EQ(redline.expectations.size(), 3U);
  EXPECT_EQ(std::get<syntax::ExpectBreaks>(redline.expectations[0].node).properties.size(), 2U);
}

TEST(Parse, ReadsProperties) {
  const Parsed parsed(
      std::string(kHead) +
      "property a { for any x: K, y: L where x != y always f without c, d assuming Ann complies expect fails }\n"
      "property b { never pay when x assuming nobody complies expect holds when r is z }\n"
      "property c { never f and g assuming all comply expect holds }\n"
      "property d \"title\" { possible f assuming Ann, Bob comply }\n"
      "property e { always f assuming all comply except c, d expect fails }\n");
  EXPECT_EQ(parsed.codes(), "");
  const auto& properties = parsed.file.properties;
  ASSERT_EQ(properties.size(), 5U);
  EXPECT_EQ(properties[0].for_any.size(), 2U);
  EXPECT_EQ(properties[0].without.size(), 2U);
  EXPECT_TRUE(std::get<syntax::Never>(properties[1].question).when);
  EXPECT_EQ(properties[1].assuming->compliance, syntax::Compliance::kNobody);
  EXPECT_FALSE(std::get<syntax::Never>(properties[2].question).when);
  EXPECT_EQ(properties[3].assuming->parties.size(), 2U);
  EXPECT_EQ(parsed.sources.text(properties[3].question_span), "possible f");
  EXPECT_EQ(properties[4].assuming->compliance, syntax::Compliance::kAll);
  ASSERT_EQ(properties[4].assuming->except.size(), 2U);
  EXPECT_EQ(properties[4].assuming->except[1].text, "d");
  EXPECT_TRUE(properties[4].expectation);
}

TEST(Parse, KeepsCommentsBesideTheTree) {
  const Parsed parsed(std::string(kHead) + "# one\nparty Ann # two\n");
  ASSERT_EQ(parsed.file.comments.size(), 2U);
  EXPECT_EQ(parsed.sources.text(parsed.file.comments[1].span), "# two");
}

TEST(Parse, CopiesOfAFileStandAlone) {
  syntax::File copy;
  {
    const Parsed parsed(std::string(kHead) + "define x = a + b");
    copy = parsed.file;
  }
  const auto value = std::get<syntax::Define>(copy.declarations.at(0)).value;
  EXPECT_TRUE(std::holds_alternative<syntax::Binary>(copy.expr(value).node));
}

TEST(Parse, OneMistakeIsOneDiagnostic) {
  struct Case {
    const char* text;
    const char* codes;
    std::size_t declarations;
  };
  const Case cases[] = {
      {"clause a { Ann must pay within 1 day whenever e }\nparty B", "P128", 2},
      {"clause a until 2030-01-01 { Ann may pay }\nparty B", "P136", 2},
      {"clause a {\n  Ann may pay\nparty B", "P122", 2},
      {"clause a {\n  Ann may pay if x\n  Ann may go\n}\nparty B", "P120", 2},
      {"clause a {\n  Ann may pay when x in {A B}\n  Ann may go\n}\nparty B", "P120", 2},
      {"clause a { Ann may pay when x in {} Ann may go }\nparty B", "P120", 2},
      {"term t = 5\nparty B", "P120", 2},
      {"party\nparty B", "P120", 1},
      {"cluase a { Ann may pay }\nparty B", "P121", 1},
      {"} party B", "P122", 1},
      {"action f(x: ) by Ann\nparty B", "P120", 2},
      {"reading r { a \"one\" b }\nparty B", "P120", 2},
      {"clause a [ Ann may pay ]\nparty B", "P101 P101", 2},
      {"define x = 1 +\nparty B", "P120", 2},
      {"kind K = A, B\nparty B", "P120", 2},
      {"tally t = sum amount over pay\nparty B", "P120", 2},
      {"tally t = count of pay per month\nparty B", "P120", 2},
      {"clause a {\n  Ann may pay when cases {\n    when x 1\n  }\n  Ann may go\n}\nparty B", "P120", 2},
      {"clause a subject to { Ann may pay }\nparty B", "P120", 2},
      {"clause a {\n  Ann shall pay\n    withn 5 days\n  Ann may go\n}\nparty B", "P120", 2},
      {"clause a {\n  Ann shall ensure\n  Ann may go\n}\nparty B", "P120", 2},
      {"clause a {\n  holder(x, shall pay\n  Ann may go\n}\nparty B", "P120", 2},
      {"clause a { Ann shall pay up to outstanding }\nparty B", "P120", 2},
      {"clause a { Ann may keep x }\nparty B", "P120", 2},
      {"property p { always x assuming Ann complies except c }\nparty B", "P137", 1},
      {"define x = cases {\n  when a: 1\nparty B", "P120", 2},
  };
  for (const Case& c : cases) {
    const Parsed parsed(std::string(kHead) + c.text);
    EXPECT_EQ(parsed.codes(), c.codes) << c.text;
    EXPECT_EQ(parsed.file.declarations.size(), c.declarations) << c.text;
  }
}

TEST(Parse, AnEmptyTextHasNoAgreement) {
  EXPECT_EQ(Parsed("").codes(), "P126");
  EXPECT_EQ(Parsed("# nothing\n").codes(), "P126");
}

TEST(Parse, ReadsCarriageReturnsTabsAndAByteOrderMark) {
  EXPECT_EQ(Parsed("\xEF\xBB\xBF"
                   "agreement a {\r\n\tstarts 2026-01-01\r\n}\r\nparty Ann\r\n")
                .codes(),
            "");
}

}  // namespace
}  // namespace proviso::language
