#include "language/check_declarations.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_definitions.h"
#include "language/token.h"

namespace proviso::language {
namespace {

constexpr std::size_t kMinChoices = 2;
constexpr std::size_t kMaxChoices = 64;

void declare_agreement(Checker& checker) {
  if (!checker.file.agreement) return;
  const syntax::Agreement& head = *checker.file.agreement;
  Agreement& agreement = checker.agreement;
  agreement.name = head.name.text;
  agreement.title = text_of(head.title);
  agreement.span = head.span;
  if (head.starts) agreement.starts = Day(head.starts->value);
  if (!head.currency) return;
  agreement.currency = head.currency->text;
  if (!is_currency_code(agreement.currency)) {
    checker.report(Code::kCurrency, head.currency->span, fmt::format("`{}` is no currency code", agreement.currency),
                   {}, "a currency is written as three capital letters: `currency USD`");
  }
}

void declare_parties(Checker& checker) {
  for (const syntax::Party* party : checker.names.declared.parties) {
    checker.agreement.parties.push_back({party->name.text, text_of(party->title), party->span});
  }
}

void declare_kinds(Checker& checker) {
  for (const syntax::Kind* kind : checker.names.declared.kinds) {
    Kind declared{kind->name.text, !kind->members.has_value(), {}, kind->span};
    if (kind->members) {
      for (const syntax::Name& member : *kind->members) declared.members.push_back(member.text);
    }
    checker.agreement.kinds.push_back(std::move(declared));
  }
}

void declare_readings(Checker& checker) {
  for (const syntax::Reading* reading : checker.names.declared.readings) {
    Reading declared{reading->name.text, text_of(reading->title), {}, reading->span};
    std::vector<syntax::Name> names;
    for (const syntax::Choice& choice : reading->choices) {
      declared.choices.push_back({choice.name.text, text_of(choice.text)});
      names.push_back(choice.name);
    }
    check_listed_once(checker, names, "choice");
    if (names.size() < kMinChoices || names.size() > kMaxChoices) {
      checker.report(Code::kChoiceCount, reading->name.span,
                     fmt::format("the reading `{}` has {} choice{}; it must have {} to {}", reading->name.text,
                                 names.size(), names.size() == 1 ? "" : "s", kMinChoices, kMaxChoices),
                     {},
                     names.size() < kMinChoices ? std::optional<std::string>("where nothing is to choose, no "
                                                                             "reading is needed")
                                                : std::nullopt);
    }
    checker.agreement.readings.push_back(std::move(declared));
  }
}

void declare_amendments(Checker& checker) {
  for (const syntax::Amendment* amendment : checker.names.declared.amendments) {
    checker.agreement.amendments.push_back(
        {amendment->name.text, text_of(amendment->title), Day(amendment->effective.value), amendment->span});
  }
}

void declare_conditions(Checker& checker) {
  for (const syntax::Condition* condition : checker.names.declared.conditions) {
    Condition declared{
        condition->name.text, declare_variables(checker, condition->parameters, "parameter"), {}, condition->span};
    if (condition->decided_by) {
      const Symbol* party = checker.resolve(*condition->decided_by, {SymbolKind::kParty}, "a party");
      if (party != nullptr) declared.decided_by = PartyId{party->index};
    }
    checker.agreement.conditions.push_back(std::move(declared));
  }
}

void declare_terms(Checker& checker) {
  for (const syntax::Term* term : checker.names.declared.terms) {
    const std::optional<Type> type = checker.resolve_type(term->type);
    checker.agreement.terms.push_back({term->name.text, declare_variables(checker, term->parameters, "parameter"),
                                       type.value_or(kErrorType), std::nullopt, term->span});
  }
}

std::vector<Field> fields_of(Checker& checker, const Occurring& occurring) {
  std::vector<Field> fields;
  std::vector<syntax::Name> names;
  for (const syntax::Parameter& parameter : occurring.parameters()) {
    checker.check_local_name(parameter.name, "parameter");
    names.push_back(parameter.name);
    const Type type = checker.resolve_type(parameter.type).value_or(kErrorType);
    fields.push_back({parameter.name.text, type, parameter.name.span});
  }
  check_listed_once(checker, names, "parameter");
  return fields;
}

// The party, or the party-valued parameter, that `by` names.
Actor actor_of(Checker& checker, const syntax::Name& by, const std::vector<Field>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name != by.text) continue;
    if (fields[i].type == kErrorType) return ActorField{static_cast<std::uint32_t>(i)};
    if (fields[i].type.sort != Sort::kParty) {
      checker.report(Code::kNoPossibleActor, by.span,
                     fmt::format("`{}` is {}; who acts must be a party", by.text, checker.describe(fields[i].type)),
                     {{fields[i].span, "declared here"}}, "let `by` name a party, or a parameter of type Party");
    } else if (checker.agreement.parties.empty()) {
      checker.report(Code::kNoPossibleActor, by.span, "nobody can act: the agreement has no parties", {},
                     "declare one: `party Buyer`");
    }
    return ActorField{static_cast<std::uint32_t>(i)};
  }
  const Symbol* party = checker.resolve(by, {SymbolKind::kParty}, "a party, or a parameter of type Party,");
  return party == nullptr ? PartyId{} : PartyId{party->index};
}

void declare_actions(Checker& checker) {
  for (const Occurring& occurring : checker.names.declared.actions) {
    std::vector<Field> fields = fields_of(checker, occurring);
    const syntax::Action* action = occurring.action();
    const Actor actor = action == nullptr ? Actor(Nobody{}) : actor_of(checker, action->actor, fields);
    checker.agreement.actions.push_back({occurring.name().text, std::move(fields), std::nullopt, actor,
                                         action != nullptr && action->reserved, occurring.span()});
  }
}

void declare_clauses(Checker& checker) {
  for (const std::string& name : checker.names.declared.clauses) checker.agreement.clauses.push_back({name, {}});
}

}  // namespace

void declare_all(Checker& checker) {
  declare_agreement(checker);
  declare_parties(checker);
  declare_kinds(checker);
  declare_readings(checker);
  declare_amendments(checker);
  declare_clauses(checker);
  declare_conditions(checker);
  declare_terms(checker);
  declare_actions(checker);
  declare_definitions(checker);
}

}  // namespace proviso::language
