// How it works: all names are collected first, so that they can be used before they are declared. Definitions that
// read one another are ordered. Then come the declarations without their expressions, the expressions of definitions
// in that order, clauses with the amendments folded in, and last what is asked. What is in error yields no expression,
// and what needs that expression is passed over in silence.
#include "language/checker.h"

#include <utility>

#include "language/check_clauses.h"
#include "language/check_declarations.h"
#include "language/check_definitions.h"
#include "language/check_duties.h"
#include "language/check_order.h"
#include "language/check_properties.h"
#include "language/check_state.h"

namespace proviso::language {
namespace {

void check_currency(Checker& checker) {
  if (!checker.first_money || !checker.file.agreement || checker.file.agreement->currency) return;
  checker.report(Code::kCurrency, *checker.first_money, "the agreement speaks of money but has no currency",
                 {{checker.file.agreement->span, "it belongs here"}}, "write `currency USD` there");
}

void check_all(Checker& checker) {
  const std::vector<Definition> definitions = order_definitions(checker);
  collect_duties(checker);
  declare_all(checker);
  check_definitions(checker, definitions);
  check_assumptions(checker);
  check_clauses(checker);
  check_properties(checker);
  check_redlines(checker);
  check_duty_mentions(checker);
  check_currency(checker);
}

}  // namespace

std::optional<Agreement> check(const syntax::File& file, const SourceMap& sources, Diagnostics& diagnostics) {
  Diagnostics own;
  Checker checker{file, sources, own, collect_names(file, own)};
  check_all(checker);
  diagnostics.add(own);
  if (own.has_errors()) return std::nullopt;
  return std::move(checker.agreement);
}

}  // namespace proviso::language
