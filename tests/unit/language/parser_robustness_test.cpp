// Truncated and mutated texts: whatever the bytes, the parser ends, reports, and keeps its promises.
#include <gtest/gtest.h>

#include <random>

#include "language/parser.h"
#include "tests/unit/language/parsed.h"

namespace proviso::language {
namespace {

constexpr std::string_view kSample = R"(agreement sample "A – sample" { currency USD  starts 2026-01-01 }
party Ann
kind Cloud = Azure | AWS   # closed
term cap : money where cap > $0
reading r "which" { first "one" second "two \"quoted\"" }
condition ready(c: Cloud) decided by Ann
reserved action pay(payer: Party, amount: money where amount >= $0.01) by payer
event ends(revenue: money)
define f(c: Cloud) = if r is first then ready(c) else not ready(c) and c in {Azure, AWS}
tally paid = sum of amount over pay where payer = Ann initially $0
assume happens ends where revenue > $250bn implies date >= 2026-01-31
clause due "Due" from 2026-01-01 through 2030-12-31 unless cap = $5 {
  text "words
        over lines"
  Ann shall pay where amount = min(20% * trigger.revenue, cap - paid) within 45 days
    whenever ends where revenue > $0 unless paid >= cap lapses when date > trigger.date + 90 days
  Ann shall not pay when amount > cap unless discharges(due)
  Ann may pay
}
amendment later effective 2026-04-27 { strike due  replace clause due { Ann may pay }  define g = -1 }
redline proposal { reinstate due  expect breaks capped }
property capped { for any c: Cloud always paid <= cap without due assuming Ann complies expect holds when r is first }
property owed_sometime { possible owed(due) and owed_by(Ann) and before(paid) = $0 and permitted pay(Ann, $1) }
)";

// Parses, and checks what holds of every text.
void try_text(const std::string& text) {
  const Parsed parsed(text);
  const auto size = static_cast<std::uint32_t>(parsed.sources.text(parsed.file.id).size());
  for (const Diagnostic& diagnostic : parsed.diagnostics.sorted()) {
    ASSERT_LE(diagnostic.span.begin, diagnostic.span.end);
    ASSERT_LE(diagnostic.span.end, size);
    ASSERT_FALSE(diagnostic.message.empty());
  }
  for (const syntax::Expr& expr : parsed.file.expressions) {
    ASSERT_LE(expr.span.begin, expr.span.end);
    ASSERT_LE(expr.span.end, size);
  }
  ASSERT_EQ(first_invalid_utf8(render(parsed.sources, parsed.diagnostics, false)),
            render(parsed.sources, parsed.diagnostics, false).size());
}

TEST(ParserRobustness, TheSampleIsWell) { EXPECT_EQ(Parsed(std::string(kSample)).codes(), ""); }

TEST(ParserRobustness, EveryTruncation) {
  for (std::size_t length = 0; length < kSample.size(); length += 3) {
    SCOPED_TRACE(length);
    ASSERT_NO_FATAL_FAILURE(try_text(std::string(kSample.substr(0, length))));
  }
}

TEST(ParserRobustness, BytesReplacedRemovedAndInserted) {
  std::mt19937 random(20260427);
  constexpr std::string_view kBytes = "{}()\"\\#$%=<>!.,:|;-+*/ \n\r\t09aA_\xC3\xFF\x01";
  for (int round = 0; round < 1500; ++round) {
    std::string text(kSample);
    for (std::uint32_t edits = 1 + random() % 6; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      const char byte = kBytes[random() % kBytes.size()];
      const std::uint32_t kind = random() % 3;
      if (kind == 0) text[at] = byte;
      if (kind == 1) text.erase(at, 1 + random() % 8);
      if (kind == 2) text.insert(at, 1, byte);
    }
    SCOPED_TRACE(text);
    ASSERT_NO_FATAL_FAILURE(try_text(text));
  }
}

TEST(ParserRobustness, WordsShuffled) {
  std::mt19937 random(7);
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < kSample.size();) {
    const std::size_t end = std::min(kSample.find_first_of(" \n", begin), kSample.size() - 1);
    words.emplace_back(kSample.substr(begin, end - begin + 1));
    begin = end + 1;
  }
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::uint32_t count = random() % 120; count > 0; --count) text += words[random() % words.size()];
    SCOPED_TRACE(text);
    ASSERT_NO_FATAL_FAILURE(try_text(text));
  }
}

}  // namespace
}  // namespace proviso::language
