// The formatter changes space and nothing else, and knows one layout for each text.
#include "language/format_file.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/language/layouts.h"
#include "tests/unit/language/parsed.h"

namespace proviso::language {
namespace {

std::string formatted(const std::string& text) {
  const Parsed parsed(text);
  EXPECT_EQ(parsed.codes(), "") << text;
  if (parsed.diagnostics.has_errors()) return "";
  return format(parsed.file, parsed.sources);
}

// Formatting keeps the tree, the words and the comments, and changes nothing the second time.
void expect_safe(const std::string& text) {
  Parsed before(text);
  ASSERT_EQ(before.codes(), "") << text;
  const std::string once = format(before.file, before.sources);
  const Parsed after(once);
  ASSERT_EQ(after.codes(), "") << once;
  EXPECT_TRUE(placeless_tree(after) == placeless_tree(before)) << once;
  EXPECT_TRUE(same_words(before.sources, before.file.id, before.sources.add("again", once))) << once;
  EXPECT_EQ(format(after.file, after.sources), once) << text;
}

// --------------------------------------------------------------------------------------------------------- the rules

struct Laid {
  std::string name, written, laid_out;
};

class Layout : public testing::TestWithParam<Laid> {};

TEST_P(Layout, IsAsExpected) {
  const std::string written = kHead + GetParam().written;
  EXPECT_EQ(formatted(written), kHead + GetParam().laid_out);
  expect_safe(written);
}

INSTANTIATE_TEST_SUITE_P(
    FormatFile, Layout,
    testing::Values(
        Laid{"Questions",
             "property a{always   possible f within 3   moments expect fails}\n"
             "property bc{greatest a+b expect(-$5/ 3)}\nproperty d{whenever e where f ,g by 2026-05-01}",
             "property a  { always possible f within 3 moments  expect fails }\n"
             "property bc { greatest a + b  expect (-$5 / 3) }\n"
             "property d  { whenever e where f, g by 2026-05-01 }\n"},
        Laid{"LongWhenever",
             "property p { whenever something_happens where its_amount > $500 and its_cause = A, what_was_asked_for or "
             "what_comes_in_its_place within 30 days }",
             "property p {\n"
             "  whenever something_happens where its_amount > $500 and its_cause = A,\n"
             "    what_was_asked_for or what_comes_in_its_place\n"
             "    within 30 days\n"
             "}\n"},
        Laid{"CanForce", "define x=a  and P can  force b or c", "define x = a and P can force b or c\n"},
        Laid{"Currencies", "term a:money EUR where a>EUR 5\nterm bc:  money\ntally t:money   JPY=latest a of b",
             "term a  : money EUR where a > EUR 5\nterm bc : money\ntally t : money JPY = latest a of b\n"},
        Laid{"Space", "party   A\n\n\n\nkind K=X|Y # two\nparty B\t\"b\"  ",
             "party A\n\nkind K = X | Y  # two\nparty B \"b\"\n"},
        Laid{"Literals", "define x=$250bn+$0.50*1.50-  20%", "define x = $250bn + $0.50 * 1.50 - 20%\n"},
        Laid{"Signs", "define x=- -1+-a(1,2)-min( 3,4 )", "define x = - -1 + -a(1, 2) - min(3, 4)\n"},
        Laid{"Parentheses", "define x=((a))and(b or(c))\ndefine y=(r)is c and((r)is not c)",
             "define x = ((a)) and (b or (c))\ndefine y = (r) is c and ((r) is not c)\n"},
        Laid{"Lists", "define x=a in{X,Y}and b not  in{ Z }", "define x = a in {X, Y} and b not in {Z}\n"},
        Laid{"AlignedTallies", "tally a=ever e\ndefine bcd=1\n\ntally long_name=count of e\ntally x=ever e",
             "tally a    = ever e\ndefine bcd = 1\n\ntally long_name = count of e\ntally x         = ever e\n"},
        Laid{"AlignedTerms", "term a:money where a>$0\nterm bcd:bool\nterm ef:percent where ef>0%",
             "term a   : money   where a > $0\nterm bcd : bool\nterm ef  : percent where ef > 0%\n"},
        Laid{"AlignedEvents", "event e(x:whole)\nreserved action b by A\naction c by A",
             "event  e(x: whole)\nreserved action b by A\naction c by A\n"},
        Laid{"NotAlignedFarApart", "tally a = ever e\ntally a_very_long_name_of_a_tally = ever e",
             "tally a = ever e\ntally a_very_long_name_of_a_tally = ever e\n"},
        Laid{"NotAlignedAcrossComments", "tally a = ever e\n# b\ntally bcd = ever e",
             "tally a = ever e\n# b\ntally bcd = ever e\n"},
        Laid{"BlockInOneLine", "clause a {A may b}\nclause bcd{A may c   A may d}",
             "clause a   { A may b }\nclause bcd { A may c  A may d }\n"},
        Laid{"BlockBegunInANewLine", "property p {\n\n\n never a  expect fails }",
             "property p {\n  never a\n  expect fails\n}\n"},
        Laid{"BlockTooLong",
             "property p { always a_name_that_is_rather_long and another_name_that_is_long expect holds when "
             "reading_of_a_phrase is a_choice }",
             "property p {\n  always a_name_that_is_rather_long and another_name_that_is_long\n"
             "  expect holds when reading_of_a_phrase is a_choice\n}\n"},
        Laid{"EmptyBlock", "clause c  {\n\n}", "clause c {}\n"},
        Laid{"TextsAligned", "clause c {\n text \"a\n   b\"\n source \"c\"\n\n\n A may b\n}",
             "clause c {\n  text   \"a\n   b\"\n  source \"c\"\n\n  A may b\n}\n"},
        Laid{"ALongDuty",
             "clause c {\nA shall pay where amount = rate * trigger.revenue within 45 days whenever quarter_closes "
             "where revenue > $0 lapses when date > trigger.date\n}",
             "clause c {\n  A shall pay\n    where amount = rate * trigger.revenue\n    within 45 days\n"
             "    whenever quarter_closes where revenue > $0\n    lapses when date > trigger.date\n}\n"},
        Laid{"TheLoosestOperatorFirst",
             "property p {\nalways (happens quarter_closes where sales > $0) and april and date <= 2030-12-31 and paid "
             "< cap - 1000 implies owed(share)\n}",
             "property p {\n  always (happens quarter_closes where sales > $0) and april and date <= 2030-12-31 and "
             "paid < cap - 1000\n    implies owed(share)\n}\n"},
        Laid{"ALongDefinition",
             "define bound = if exception is both then azure_can or azure_will else if exception is either then "
             "azure_can and azure_will else azure_can",
             "define bound =\n  if exception is both then azure_can or azure_will\n"
             "  else if exception is either then azure_can and azure_will\n  else azure_can\n"},
        Laid{"ALongListOfNames",
             "redline r {\nexpect breaks a_name_of_forty_characters_or_nearly_that, "
             "b_name_of_forty_characters_or_nearly_that, c_name_of_forty_characters_or_nearly_that }",
             "redline r {\n  expect breaks a_name_of_forty_characters_or_nearly_that, "
             "b_name_of_forty_characters_or_nearly_that,\n"
             "                c_name_of_forty_characters_or_nearly_that\n}\n"},
        Laid{"Windows",
             "tally a:money=latest x+1 of pay since becoming b>1 where c initially $0\n"
             "tally b=count of pay in the last 3 calendar months\ntally c=ever becoming d per calendar year",
             "tally a : money = latest x + 1 of pay since becoming b > 1 where c initially $0\n"
             "tally b         = count of pay in the last 3 calendar months\n"
             "tally c         = ever becoming d per calendar year\n"},
        Laid{"MonthsAndMembers", "define x=3 months+end_of_month( date )\nassume every x:K has some y:K has a(x,y)",
             "define x = 3 months + end_of_month(date)\nassume every x: K has some y: K has a(x, y)\n"},
        Laid{"Cases", "define x=cases{when a:1 when(b or c):2 otherwise:3}",
             "define x = cases { when a: 1  when (b or c): 2  otherwise: 3 }\n"},
        Laid{"CasesBegunInANewLine",
             "define tax(x: money)=cases{\nwhen x<=$10k:10%*x\nwhen x<=$100k : $1k+20%*x otherwise:$99k}\n"
             "clause c {\nA shall pay where amount=cases{\nwhen a:$1 otherwise:$2} within 5 days whenever e}",
             "define tax(x: money) = cases {\n  when x <= $10k:  10% * x\n  when x <= $100k: $1k + 20% * x\n"
             "  otherwise:       $99k\n}\nclause c {\n  A shall pay\n    where amount = cases {\n      when a:    $1\n"
             "      otherwise: $2\n    }\n    within 5 days\n    whenever e\n}\n"},
        Laid{"LongCases",
             "define x = 1 + cases { when a_name_that_is_long > 1000: another_name when a_name_that_is_long <= 1000: "
             "a_third_name otherwise: a_fourth_name }",
             "define x =\n  1 + cases {\n    when a_name_that_is_long > 1000:  another_name\n"
             "    when a_name_that_is_long <= 1000: a_third_name\n    otherwise: "
             "a_fourth_name\n  }\n"},
        Laid{
            "Precedence",
            "clause c subject to d,e from 2026-01-01 notwithstanding f{A may b notwithstanding g subject to h A may c}",
            "clause c subject to d, e from 2026-01-01 notwithstanding f { A may b notwithstanding g subject to h  A "
            "may "
            "c }\n"},
        Laid{"DutiesInFull",
             "clause c {A shall keep(a)when b\nholder( p,q ) shall ensure settled by 2030-01-01\n"
             "trigger.x shall b whenever becoming overdue( c where trigger . y=1 )one outstanding per x,y merging\n"
             "A shall b where y=at  trigger( x+1 )whenever e up to 3 outstanding}",
             "clause c {\n  A shall keep (a) when b\n  holder(p, q) shall ensure settled by 2030-01-01\n"
             "  trigger.x shall b\n    whenever becoming overdue(c where trigger.y = 1)\n"
             "    one outstanding per x, y merging\n"
             "  A shall b where y = at trigger(x + 1) whenever e up to 3 outstanding\n}\n"},
        Laid{"ALongDutyToEnsure",
             "clause c {\nA shall ensure a_name_that_is_rather_long >= another_name_that_is_long + a_third_name within "
             "45 days whenever becoming a_fourth_name < another_name_that_is_long where date > 2030-01-01 merging "
             "lapses\n}",
             "clause c {\n  A shall ensure a_name_that_is_rather_long >= another_name_that_is_long + a_third_name\n"
             "    within 45 days\n"
             "    whenever becoming a_fourth_name < another_name_that_is_long where date > 2030-01-01\n    merging\n"
             "    lapses\n}\n"},
        Laid{"Exceptions", "property p{always a assuming all comply except c,d expect fails}",
             "property p { always a  assuming all comply except c, d  expect fails }\n"},
        Laid{"Struck", "amendment m effective 2026-05-01{strike a,b strike c}",
             "amendment m effective 2026-05-01 { strike a, b  strike c }\n"}),
    [](const auto& tested) { return tested.param.name; });

// ---------------------------------------------------------------------------------------------------------- comments

INSTANTIATE_TEST_SUITE_P(FormatFileComments, Layout,
                         testing::Values(Laid{"OwnLine", "#a \n  # b\nparty A\n\n\n# c\n\n# d\nparty B\n# e\n\n# f",
                                              "#a\n# b\nparty A\n\n# c\n\n# d\nparty B\n# e\n\n# f\n"},
                                         Laid{"EndOfLine", "party A # a\nparty Bcd# b\nparty C\n\nparty D   # d",
                                              "party A    # a\nparty Bcd  # b\nparty C\n\nparty D  # d\n"},
                                         Laid{"OpensItsBlock", "clause c { # a\nA may b }\nclause d { A may e # f\n}",
                                              "clause c {  # a\n  A may b\n}\nclause d {\n  A may e  # f\n}\n"},
                                         Laid{"BeforeTheBrace",
                                              "clause c { A may b\n\n # last\n\n}\nclause d {\n# alone\n}",
                                              "clause c {\n  A may b\n\n  # last\n}\nclause d {\n  # alone\n}\n"},
                                         Laid{"BeforeAStatement", "clause c {\n# first\nA may b when d unless e\n}",
                                              "clause c {\n  # first\n  A may b when d unless e\n}\n"},
                                         Laid{"InsideAStatement", "clause c { A may b # why\n when d unless e }",
                                              "clause c {\n  A may b  # why\n    when d\n    unless e\n}\n"},
                                         Laid{"InsideAnExpression", "define x = a # one\n and # two\n b",
                                              "define x =\n  a    # one\n  and  # two\n  b\n"}),
                         [](const auto& tested) { return tested.param.name; });

TEST(FormatFile, LineEndsArePlain) {
  EXPECT_EQ(formatted("# a\r\nagreement s { starts 2026-01-01 }\r\nparty A \"a\r\nb\" # c\r\n"),
            "# a\nagreement s { starts 2026-01-01 }\nparty A \"a\nb\"  # c\n");
}

TEST(FormatFile, DeepAndLongExpressionsAreWritten) {
  expect_safe(std::string(kHead) + "define x = " + std::string(150, '(') + "1" + std::string(150, ')'));
  std::string chain = "1", negations = "a";
  for (int i = 0; i < 900; ++i) chain += i % 2 == 0 ? " + 1" : " - 2";
  for (int i = 0; i < 900; ++i) negations.insert(0, "not ");
  expect_safe(std::string(kHead) + "define x = " + chain + "\ndefine y = " + negations);
}

// ------------------------------------------------------------------------------------------- every file there is

TEST(FormatFile, EveryTextOfTheRepositoryIsSafe) {
  std::size_t files = 0;
  for (const std::string& text : well_formed_texts()) {
    ASSERT_NO_FATAL_FAILURE(expect_safe(text));
    ++files;
  }
  EXPECT_GE(files, 60u);
}

TEST(FormatFile, TheCasesAreFormatted) {
  for (const std::string& text : case_texts()) EXPECT_EQ(formatted(text), text);
}

// Where nothing but space is different the layout is the same.
TEST(FormatFile, OtherSpaceGivesTheSameLayout) {
  std::mt19937 random(20260427);
  for (const std::string& text : well_formed_texts()) {
    const std::string expected = formatted(text);
    for (int i = 0; i < 4; ++i) {
      const std::string other = with_other_space(expected, random);
      ASSERT_EQ(formatted(other), expected) << other;
    }
  }
}

TEST(FormatFile, CommentsCanStandBetweenAnyTwoWords) {
  std::mt19937 random(20260428);
  for (const std::string& text : well_formed_texts()) {
    for (int i = 0; i < 4; ++i) ASSERT_NO_FATAL_FAILURE(expect_safe(with_comments(text, random)));
  }
}

}  // namespace
}  // namespace proviso::language
