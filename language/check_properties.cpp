#include "language/check_properties.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "language/check_expression.h"
#include "language/check_property_question.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

std::vector<VariableId> check_variables(Checker& checker, const std::vector<syntax::Quantified>& for_any) {
  std::vector<syntax::Parameter> parameters;
  for (const syntax::Quantified& variable : for_any) parameters.push_back({variable.name, variable.type, std::nullopt});
  return declare_variables(checker, parameters, "variable");
}

// The clauses that `word` names.
std::vector<ClauseId> check_clause_names(Checker& checker, std::string_view word,
                                         const std::vector<syntax::Name>& written) {
  std::vector<ClauseId> clauses;
  for (const syntax::Name& name : written) {
    if (checker.names.symbols.find(name.text) == nullptr) {
      auto help = did_you_mean(name.text, checker.names.symbols.names({SymbolKind::kClause}));
      if (!help) {
        help = fmt::format("`{}` names clauses of the text, or clauses that a redline has struck: leave it out", word);
      }
      checker.report(Code::kUnknownName, name.span,
                     fmt::format("`{}` is not declared; a clause is needed here", name.text), {}, std::move(help));
    } else if (const Symbol* symbol = checker.resolve(name, {SymbolKind::kClause}, "a clause")) {
      clauses.push_back({symbol->index});
    }
  }
  check_listed_once(checker, written, "clause");
  return clauses;
}

Compliance check_compliance(Checker& checker, const std::optional<syntax::Assuming>& assuming) {
  if (!assuming) return {};
  Compliance compliance{assuming->compliance == syntax::Compliance::kAll, {}, {}};
  compliance.except = check_clause_names(checker, "except", assuming->except);
  for (const syntax::Name& name : assuming->except) {
    const Symbol* symbol = checker.names.symbols.find(name.text);
    if (symbol == nullptr || symbol->kind != SymbolKind::kClause) continue;
    checker.duty_mentions.push_back({{symbol->index}, std::nullopt, true, false, name.span});
  }
  for (const syntax::Name& name : assuming->parties) {
    if (const Symbol* symbol = checker.resolve(name, {SymbolKind::kParty}, "a party")) {
      compliance.parties.push_back({symbol->index});
    }
  }
  check_listed_once(checker, assuming->parties, "party");
  return compliance;
}

void check_property(Checker& checker, const syntax::Property& property) {
  Property checked;
  checked.name = property.name.text;
  checked.title = text_of(property.title);
  checked.for_any = check_variables(checker, property.for_any);
  checked.span = property.span;
  checked.question_span = property.question_span;
  const Scope rigid{.reads = Reads::kRigid, .place = "the `where` of `for any`", .variables = checked.for_any};
  checked.for_any_where = check_formula(checker, rigid, property.for_any_where);
  check_question(checker, property, checked);
  checked.without = check_clause_names(checker, "without", property.without);
  checked.compliance = check_compliance(checker, property.assuming);
  check_expectation(checker, property, checked);
  checker.agreement.properties.push_back(std::move(checked));
}

// One thing that a redline expects, with the names it expects it of.
struct Expectation {
  RedlineExpectation kind;
  const std::vector<syntax::Name>* names;
};

Expectation expectation_of(const syntax::RedlineExpectation& expectation) {
  return std::visit(
      Overloaded{
          [](const syntax::ExpectBreaks& breaks) {
            return Expectation{RedlineExpectation::kBreaks, &breaks.properties};
          },
          [](const syntax::ExpectFixes& fixes) { return Expectation{RedlineExpectation::kFixes, &fixes.properties}; },
          [](const syntax::ExpectNoChange&) { return Expectation{RedlineExpectation::kChangesNothing, nullptr}; },
      },
      expectation.node);
}

Redline::Expectation check_expected(Checker& checker, const syntax::RedlineExpectation& expectation) {
  const Expectation parts = expectation_of(expectation);
  Redline::Expectation checked{parts.kind, {}, expectation.span};
  if (parts.names == nullptr) return checked;
  for (const syntax::Name& name : *parts.names) {
    if (const Symbol* symbol = checker.resolve(name, {SymbolKind::kProperty}, "a property")) {
      checked.properties.push_back({symbol->index});
    }
  }
  return checked;
}

// A property is expected to break or to be fixed, once; `changes nothing` stands alone.
void check_contradictions(Checker& checker, const syntax::Redline& redline) {
  std::map<std::string_view, Span> seen;
  for (const syntax::RedlineExpectation& expectation : redline.expectations) {
    const Expectation parts = expectation_of(expectation);
    if (parts.names == nullptr && redline.expectations.size() > 1) {
      checker.report(Code::kContradictoryExpectations, expectation.span,
                     "`expect changes nothing` can not stand beside another expectation");
    }
    if (parts.names == nullptr) continue;
    for (const syntax::Name& name : *parts.names) {
      const auto [first, is_new] = seen.emplace(name.text, name.span);
      if (is_new) continue;
      checker.report(Code::kContradictoryExpectations, name.span,
                     fmt::format("`{}` is expected to change twice", name.text), {{first->second, "first here"}});
    }
  }
}

}  // namespace

void check_assumptions(Checker& checker) {
  const Scope scope{.reads = Reads::kEverything, .place = "`assume`"};
  for (const syntax::Assume* assume : checker.names.declared.assumptions) {
    const auto fact = check_formula(checker, scope, assume->formula);
    if (fact) checker.agreement.assumptions.push_back({*fact, assume->span});
  }
}

void check_properties(Checker& checker) {
  for (const syntax::Property* property : checker.names.declared.properties) check_property(checker, *property);
}

void check_redlines(Checker& checker) {
  for (const syntax::Redline* redline : checker.names.declared.redlines) {
    Redline checked{redline->name.text, text_of(redline->title), {}, redline->span};
    for (const syntax::RedlineExpectation& expectation : redline->expectations) {
      checked.expectations.push_back(check_expected(checker, expectation));
    }
    check_contradictions(checker, *redline);
    if (redline->edits.empty()) {
      checker.warn(Code::kNoEdits, redline->name.span,
                   fmt::format("the redline `{}` edits nothing", redline->name.text), {},
                   "write what it changes: `strike C`, `replace clause C { … }`, or a declaration");
    }
    checker.agreement.redlines.push_back(std::move(checked));
  }
}

}  // namespace proviso::language
