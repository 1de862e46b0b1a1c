#include "language/edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "language/checker.h"
#include "language/parser.h"
#include "language/print_agreement.h"

namespace proviso::language {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kHead =
    "agreement sample { starts 2026-01-01 }\n"
    "party Ann\n"
    "action act(n: whole) by Ann\n"
    "event day_ends\n";

struct Edited {
  SourceMap sources;
  Diagnostics diagnostics;
  std::optional<syntax::File> file;
  std::optional<Agreement> agreement;
};

// The last redline of the text, applied and checked.
Edited edit(std::string_view text) {
  Edited result;
  const FileId id = result.sources.add("sample.proviso", std::string(kHead) + std::string(text));
  const syntax::File tree = parse(result.sources, id, result.diagnostics);
  EXPECT_TRUE(check(tree, result.sources, result.diagnostics)) << render(result.sources, result.diagnostics, false);
  result.file = apply_redline(tree, tree.redlines.size() - 1, result.diagnostics);
  if (result.file) result.agreement = check(*result.file, result.sources, result.diagnostics);
  return result;
}

// The clauses of the edited agreement as they are printed.
std::string clauses_after(std::string_view text) {
  const Edited result = edit(text);
  EXPECT_TRUE(result.agreement) << render(result.sources, result.diagnostics, false);
  if (!result.agreement) return "";
  const std::string printed = print_agreement(*result.agreement);
  const std::size_t begin = printed.find("clause ");
  if (begin == std::string::npos) return "";
  return printed.substr(begin, printed.find("property ") - begin);
}

std::vector<std::string> codes_after(std::string_view text) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : edit(text).diagnostics.sorted()) codes.push_back(code_text(diagnostic.code));
  return codes;
}

TEST(Edits, DutiesOfAStruckClauseAreStillSpokenOf) {
  EXPECT_THAT(codes_after("clause d { Ann shall act within 5 days whenever act }\n"
                          "property p { never owed(d where trigger.n > 5)  assuming all comply except d }\n"
                          "redline r { strike d }\n"),
              IsEmpty());
}

TEST(Edits, StrikeOfTheBaseText) {
  EXPECT_EQ(clauses_after("clause c { Ann shall not act }\n"
                          "property p { always true  without c }\n"
                          "redline r { strike c }"),
            "clause c\n"
            "  struck\n");
}

TEST(Edits, StrikeOfWhatAnAmendmentAdded) {
  EXPECT_EQ(clauses_after("clause c { Ann shall not act }\n"
                          "amendment a effective 2026-04-01 { clause d { Ann may act } }\n"
                          "property p { never owed(d) }\n"
                          "redline r { strike d }"),
            "clause c\n"
            "  text (of the first text)\n"
            "    Ann shall not act\n"
            "clause d\n"
            "  struck\n");
}

TEST(Edits, StrikeOfAReplacementLeavesTheOldTextUntilTheAmendment) {
  EXPECT_EQ(clauses_after("clause c { Ann shall not act }\n"
                          "amendment a effective 2026-04-01 { replace clause c { Ann may act } }\n"
                          "redline r { strike c }"),
            "clause c\n"
            "  text (of the first text, ended by a)\n"
            "    before 2026-04-01\n"
            "    Ann shall not act\n");
}

TEST(Edits, ReplacementStandsWhereTheLastTextStood) {
  EXPECT_EQ(clauses_after("clause c through 2027-01-01 { Ann shall not act }\n"
                          "clause d unless false { Ann shall not act }\n"
                          "amendment a effective 2026-04-01 { replace clause c before 2026-09-01 { Ann may act } }\n"
                          "redline r {\n"
                          "  replace clause c { Ann shall not act when n > 2 }\n"
                          "  replace clause d { Ann shall not act when n > 3 }\n"
                          "}"),
            "clause c\n"
            "  text (of the first text, ended by a)\n"
            "    through 2027-01-01\n"
            "    before 2026-04-01\n"
            "    Ann shall not act\n"
            "  text (added by a)\n"
            "    from 2026-04-01\n"
            "    Ann shall not act when n > 2\n"
            "clause d\n"
            "  text (of the first text)\n"
            "    Ann shall not act when n > 3\n");
}

TEST(Edits, AnAddedClauseIsInForceFromTheLastAmendmentOn) {
  EXPECT_EQ(clauses_after("redline r { clause c { Ann shall not act } }"),
            "clause c\n"
            "  text (of the first text)\n"
            "    Ann shall not act\n");
  EXPECT_EQ(clauses_after("amendment a effective 2026-04-01 { }\n"
                          "amendment b effective 2026-05-01 { }\n"
                          "redline r { clause c { Ann shall not act } }"),
            "clause c\n"
            "  text (added by b)\n"
            "    from 2026-05-01\n"
            "    Ann shall not act\n");
}

TEST(Edits, ReinstatementTakesTheStrikeBack) {
  EXPECT_EQ(clauses_after("clause c { Ann shall not act }\n"
                          "clause d { Ann shall not act when n > 1 }\n"
                          "amendment a effective 2026-04-01 { strike c, d }\n"
                          "redline r { reinstate c }"),
            "clause c\n"
            "  text (of the first text)\n"
            "    Ann shall not act\n"
            "clause d\n"
            "  text (of the first text, ended by a)\n"
            "    before 2026-04-01\n"
            "    Ann shall not act when n > 1\n");
}

TEST(Edits, DefinesAndTermsGiveWay) {
  const std::string clauses = clauses_after(
      "define limit(x: whole) = x > 5\n"
      "clause c { Ann shall not act when limit(n) and n > bottom }\n"
      "amendment a effective 2026-04-01 { term bottom : whole }\n"
      "redline r {\n"
      "  replace define limit(x: whole) = x > 6\n"
      "  replace term bottom : number where bottom > 1\n"
      "}");
  EXPECT_THAT(clauses, HasSubstr("Ann shall not act when n > 6 and n > bottom"));
}

TEST(Edits, NewDeclarationsCanBeUsed) {
  EXPECT_THAT(clauses_after("redline r {\n"
                            "  tally acts = count of act\n"
                            "  clause c { Ann shall not act when acts > 3 }\n"
                            "}"),
              HasSubstr("Ann shall not act when acts > 3"));
}

TEST(Edits, OneRedlineAtATimeAndTheFileStaysAsItIs) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId id = sources.add("sample.proviso", std::string(kHead) +
                                                      "clause c { Ann shall not act }\n"
                                                      "clause d { Ann shall not act }\n"
                                                      "redline r { strike c }\n"
                                                      "redline s { strike d }");
  const syntax::File tree = parse(sources, id, diagnostics);
  const auto without_c = apply_redline(tree, 0, diagnostics);
  const auto without_d = apply_redline(tree, 1, diagnostics);
  ASSERT_TRUE(without_c && without_d);
  EXPECT_EQ(tree.declarations.size(), 5U);
  EXPECT_EQ(tree.redlines.size(), 2U);
  EXPECT_THAT(without_c->redlines, IsEmpty());
  EXPECT_EQ(without_c->struck.at(0).text, "c");
  EXPECT_EQ(without_d->struck.at(0).text, "d");
  EXPECT_EQ(without_d->declarations.size(), 4U);
}

TEST(Edits, WhatIsNotThereCanNotBeEdited) {
  const std::string_view kText =
      "clause c { Ann shall not act }\n"
      "clause d { Ann shall not act }\n"
      "amendment a effective 2026-04-01 { strike c }\n";
  const auto codes = [&](std::string_view redline) { return codes_after(std::string(kText) + std::string(redline)); };
  EXPECT_THAT(codes("redline r { strike e }"), ElementsAre("P203"));
  EXPECT_THAT(codes("redline r { strike c }"), ElementsAre("P408"));
  EXPECT_THAT(codes("redline r { replace clause c { } }"), ElementsAre("P408"));
  EXPECT_THAT(codes("redline r { clause d { } }"), ElementsAre("P409"));
  EXPECT_THAT(codes("redline r { clause c { } }"), ElementsAre("P421"));
  EXPECT_THAT(codes("redline r { reinstate d }"), ElementsAre("P410"));
  EXPECT_THAT(codes("redline r { reinstate e }"), ElementsAre("P203"));
  EXPECT_THAT(codes("redline r { strike d  strike d }"), ElementsAre("P418"));
  EXPECT_THAT(codes("redline r { replace define e = 5 }"), ElementsAre("P203"));
}

TEST(Edits, AnUnknownClauseIsSuggested) {
  const Edited result = edit("clause total_cap { Ann shall not act }\nredline r { strike totl_cap }");
  EXPECT_FALSE(result.file);
  EXPECT_EQ(result.diagnostics.sorted().at(0).help, "did you mean `total_cap`?");
}

TEST(Edits, WhatARedlineAddsIsUnknownOutsideIt) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId id = sources.add("sample.proviso", std::string(kHead) +
                                                      "redline r { tally acts = count of act }\n"
                                                      "property p { always acts = 0 }");
  EXPECT_FALSE(check(parse(sources, id, diagnostics), sources, diagnostics));
}

}  // namespace
}  // namespace proviso::language
