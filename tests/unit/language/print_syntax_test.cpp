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

TEST(PrintSyntax, WhatCouldNotBeReadIsInvalid) {
  const std::string text =
      printed("agreement a { starts 2026-01-01 }\nproperty p { always  }\nproperty q { never act }\n");
  EXPECT_NE(text.find("    invalid  "), std::string::npos) << text;
  EXPECT_NE(text.find("property q  3:1-3:25\n  never  3:20-3:23\n    name act  3:20-3:23\n"), std::string::npos)
      << text;
}

}  // namespace
}  // namespace proviso::language
