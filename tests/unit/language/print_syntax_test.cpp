#include "language/print_syntax.h"

#include <gtest/gtest.h>

#include "language/parser.h"

namespace proviso::language {
namespace {

std::string printed(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  return print_syntax(sources, parse(sources, sources.add("a.proviso", text), diagnostics));
}

TEST(PrintSyntax, OneNodeOnALineWithItsPlace) {
  EXPECT_EQ(printed("agreement a { starts 2026-01-01 }\n"
                    "clause c from 2026-02-01 {\n"
                    "  Ann shall pay where x = trigger.x within 5 days whenever billed lapses\n"
                    "}\n"),
            "agreement a  1:1-1:34\n"
            "  starts 2026-01-01  1:22-1:32\n"
            "clause c  2:1-4:2\n"
            "  from  2:15-2:25\n"
            "    date 2026-02-01  2:15-2:25\n"
            "  Ann shall pay  3:3-3:73\n"
            "    where  3:23-3:36\n"
            "      =  3:23-3:36\n"
            "        name x  3:23-3:24\n"
            "        trigger.x  3:27-3:36\n"
            "    within  3:44-3:50\n"
            "      days 5  3:44-3:50\n"
            "    whenever billed  3:60-3:66\n"
            "    lapses  3:67-3:73\n");
}

TEST(PrintSyntax, TalliesCasesAndPrecedence) {
  EXPECT_EQ(printed("agreement a { starts 2026-01-01 }\n"
                    "tally t : months = latest cases { when x: 3 months } of becoming y per calendar year\n"
                    "clause c subject to d { Ann may pay notwithstanding e, f }\n"),
            "agreement a  1:1-1:34\n"
            "  starts 2026-01-01  1:22-1:32\n"
            "tally t: months latest  2:1-2:85\n"
            "  of  2:27-2:53\n"
            "    cases  2:27-2:53\n"
            "      when  2:40-2:41\n"
            "        name x  2:40-2:41\n"
            "      months 3  2:43-2:51\n"
            "  over becoming  2:57-2:67\n"
            "    name y  2:66-2:67\n"
            "  per calendar year  2:1-2:85\n"
            "clause c  3:1-3:59\n"
            "  subject to d  3:21-3:22\n"
            "  Ann may pay  3:25-3:57\n"
            "    notwithstanding e  3:53-3:54\n"
            "    notwithstanding f  3:56-3:57\n");
}

TEST(PrintSyntax, DutiesInFull) {
  EXPECT_EQ(
      printed("agreement a { starts 2026-01-01 }\n"
              "clause c {\n"
              "  f(x) shall ensure settled by date whenever becoming overdue(c where y) up to 3 outstanding per z\n"
              "  Ann shall keep breached(Bob)\n"
              "  Ann shall pay where at trigger(x) merging\n"
              "}\n"),
      "agreement a  1:1-1:34\n"
      "  starts 2026-01-01  1:22-1:32\n"
      "clause c  2:1-6:2\n"
      "  f(…) shall ensure  3:3-3:99\n"
      "    party  3:3-3:7\n"
      "      call f  3:3-3:7\n"
      "        name x  3:5-3:6\n"
      "    settled  3:21-3:28\n"
      "    by  3:32-3:36\n"
      "      date  3:32-3:36\n"
      "    whenever becoming  3:46-3:73\n"
      "      overdue c  3:55-3:73\n"
      "        where  3:71-3:72\n"
      "          name y  3:71-3:72\n"
      "    3 outstanding  3:74-3:99\n"
      "      per z  3:98-3:99\n"
      "  Ann shall keep  4:3-4:31\n"
      "    breached  4:18-4:31\n"
      "      name Bob  4:27-4:30\n"
      "  Ann shall pay  5:3-5:44\n"
      "    where  5:23-5:36\n"
      "      at trigger  5:23-5:36\n"
      "        name x  5:34-5:35\n"
      "    merging  5:37-5:44\n");
}

TEST(PrintSyntax, WhatCouldNotBeReadIsInvalid) {
  const std::string text =
      printed("agreement a { starts 2026-01-01 }\nproperty p { always  }\nproperty q { never act }\n");
  EXPECT_NE(text.find("    invalid  "), std::string::npos) << text;
  EXPECT_NE(text.find("property q  3:1-3:25\n  never  3:20-3:23\n    name act  3:20-3:23\n"), std::string::npos)
      << text;
}

}  // namespace
}  // namespace proviso::language
