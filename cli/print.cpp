#include "cli/print.h"

#include <fmt/format.h>

#include <array>

#include "cli/interrupt.h"
#include "cli/prove.h"
#include "cli/report/words.h"
#include "cli/selection.h"
#include "encode/print_system.h"
#include "language/checker.h"
#include "language/format_expression.h"
#include "language/lexer.h"
#include "language/parser.h"
#include "language/print_agreement.h"
#include "language/print_syntax.h"

namespace proviso::cli {

using language::Agreement;

namespace {

std::string print_tokens(const language::SourceMap& sources, language::FileId file, language::Diagnostics& found) {
  std::string text;
  for (const language::Token& token : language::lex(sources, file, found)) {
    const language::Position at = sources.position(file, token.span.begin);
    text += fmt::format("{}:{}: {}\n", at.line, at.column, sources.text(token.span));
  }
  return text;
}

std::string within_text(const Agreement& agreement, const language::Deadline& deadline,
                        const language::ExpressionPlace& place) {
  const auto text = [&](std::string_view word, language::ExprId id) {
    return fmt::format(" {} {}", word, language::format_expression(agreement, id, place));
  };
  return std::visit(language::Overloaded{
                        [](const language::NoDeadline&) { return std::string(); },
                        [&](const language::Within& within) { return text("within", within.time); },
                        [&](const language::By& by) { return text("by", by.date); },
                    },
                    deadline);
}

// "answer order with paid > $0 within 30 days".
std::string response_text(const Agreement& agreement, const properties::Goal& goal) {
  const language::Response& response = goal.response.value();
  const language::ActionId* event = language::action_of(response.trigger.occasion);
  const language::ExpressionPlace place{.trigger = event == nullptr ? std::nullopt : std::optional(*event),
                                        .frozen = response.frozen};
  return fmt::format("answer {} with {}{}", language::format_trigger(agreement, response.trigger),
                     language::format_expression(agreement, goal.formula, place),
                     within_text(agreement, response.deadline, place));
}

std::string goal_text(const Agreement& agreement, const properties::Goal& goal) {
  using properties::GoalKind;
  if (goal.kind == GoalKind::kRespond) return response_text(agreement, goal);
  constexpr auto kWords = std::to_array<std::string_view>({"keep", "reach", "answer", "recover", "greatest", "least"});
  const std::string bound =
      goal.within_moments ? fmt::format(" within {}", counted(*goal.within_moments, "moment", "moments")) : "";
  return fmt::format("{} {}{}", kWords.at(static_cast<std::size_t>(goal.kind)),
                     language::format_expression(agreement, goal.formula), bound);
}

std::string print_goals(const Agreement& agreement, const CheckOptions& options) {
  std::string text;
  for (std::uint32_t p = 0; p < agreement.properties.size(); ++p) {
    const language::Property& property = agreement.properties[p];
    if (options.property && !selects(*options.property, agreement, property)) continue;
    const properties::Goal goal = properties::pose(agreement, language::PropertyId{p});
    text += fmt::format("{}: {}\n", property.name, goal_text(agreement, goal));
  }
  return text;
}

std::string print_certificates(const Agreement& agreement, const CheckOptions& options) {
  solver::Prover prover(agreement, limits_of(options), judge_of(agreement), interrupted);
  std::string text;
  for (std::uint32_t p = 0; p < agreement.properties.size(); ++p) {
    const language::Property& property = agreement.properties[p];
    if (options.property && !selects(*options.property, agreement, property)) continue;
    for (const solver::Obligation& obligation :
         prover.certificate(properties::pose(agreement, language::PropertyId{p}))) {
      text += fmt::format("; property {}\n{}(reset)\n\n", property.name, obligation.script);
    }
  }
  return text;
}

std::string print_file(const CheckOptions& options, language::SourceMap& sources, language::FileId file,
                       language::Diagnostics& found) {
  const std::string& phase = *options.print;
  if (phase == "tokens") return print_tokens(sources, file, found);
  const syntax::File tree = language::parse(sources, file, found);
  if (phase == "syntax") return language::print_syntax(sources, tree);
  if (found.has_errors()) return "";
  const std::optional<Agreement> agreement = language::check(tree, sources, found);
  if (!agreement) return "";
  if (phase == "agreement") return language::print_agreement(*agreement);
  if (phase == "goals") return print_goals(*agreement, options);
  if (phase == "system") return encode::print_system(*agreement);
  return print_certificates(*agreement, options);
}

}  // namespace

std::string print_phase(const CheckOptions& options, language::SourceMap& sources, Outcome& outcome) {
  std::string text;
  for (const std::string& path : options.paths) {
    const auto file = language::load_file(sources, path);
    language::Diagnostics found;
    if (file) {
      text += print_file(options, sources, *file, found);
    } else {
      found.add(file.error());
    }
    outcome.diagnostics.add(found);
  }
  return text;
}

}  // namespace proviso::cli
