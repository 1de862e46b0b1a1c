#include "tests/unit/language/checked.h"

#include <gtest/gtest.h>

#include <utility>

#include "language/checker.h"
#include "language/format_expression.h"
#include "language/parser.h"

namespace proviso::language {

const std::string_view kCheckedHead =
    "agreement sample { currency USD  starts 2026-01-01 }\n"
    "party Ann\n"
    "party Bob\n"
    "kind Cloud = Azure | AWS\n"
    "kind Product\n"
    "term cap : money where cap > $0\n"
    "term rate : percent\n"
    "reading sense { narrow \"a\" broad \"b\" }\n"
    "condition rain\n"
    "action pay(payer: Party, amount: money where amount >= $0) by payer\n"
    "action launch(product: Product, cloud: Cloud) by Ann\n"
    "event closes(revenue: money, parcels: whole)\n";

CheckedText check_text(std::string text) {
  CheckedText result;
  const FileId file = result.sources.add("sample.proviso", std::move(text));
  const syntax::File tree = parse(result.sources, file, result.diagnostics);
  if (!result.diagnostics.has_errors()) result.agreement = check(tree, result.sources, result.diagnostics);
  return result;
}

Agreement agreement_of(std::string_view text) {
  CheckedText result = check_text(std::string(kCheckedHead) + std::string(text));
  EXPECT_TRUE(result.agreement) << render(result.sources, result.diagnostics, false);
  return result.agreement ? std::move(*result.agreement) : Agreement{};
}

std::vector<std::string> codes_of(std::string_view text) {
  const CheckedText result = check_text(std::string(kCheckedHead) + std::string(text));
  EXPECT_EQ(result.agreement.has_value(), !result.diagnostics.has_errors());
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : result.diagnostics.sorted()) codes.push_back(code_text(diagnostic.code));
  return codes;
}

Diagnostic only_diagnostic(std::string_view text) {
  const CheckedText result = check_text(std::string(kCheckedHead) + std::string(text));
  EXPECT_EQ(result.diagnostics.sorted().size(), 1U) << render(result.sources, result.diagnostics, false);
  return result.diagnostics.empty() ? Diagnostic{} : result.diagnostics.sorted().front();
}

std::string formula_of(const Agreement& agreement, std::size_t property) {
  return format_expression(agreement, agreement.properties.at(property).formula);
}

}  // namespace proviso::language
