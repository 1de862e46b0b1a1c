#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "language/check_expression_visitor.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

constexpr std::initializer_list<SymbolKind> kValues = {SymbolKind::kParty,     SymbolKind::kMember, SymbolKind::kTerm,
                                                       SymbolKind::kCondition, SymbolKind::kDefine, SymbolKind::kTally,
                                                       SymbolKind::kAmendment, SymbolKind::kReading};

std::optional<Type> known_type(const Type& type) { return type == kErrorType ? std::nullopt : std::optional(type); }

// What to write for a name that is no value.
std::optional<std::string> advice_for(SymbolKind kind, const std::string& name) {
  switch (kind) {
    case SymbolKind::kAction:
    case SymbolKind::kEvent:
      return fmt::format("`happens {}` tests the event of the moment; a tally, as `ever {}`, remembers it", name, name);
    case SymbolKind::kClause:
      return fmt::format("`owed({})` asks whether one of its duties is outstanding", name);
    default:
      return std::nullopt;
  }
}

}  // namespace

Checked ExpressionVisitor::placeholder(Type type, Span span) { return add(VariableRef{}, type, span); }

bool ExpressionVisitor::allowed(Ingredient ingredient, Span span, std::string_view what) {
  bool fine = true;
  switch (ingredient) {
    case Ingredient::kTerm:
      fine = scope_.reads != Reads::kReadings;
      break;
    case Ingredient::kMoment:
      fine = scope_.reads != Reads::kReadings && scope_.reads != Reads::kRigid;
      break;
    case Ingredient::kDischarges:
      fine = scope_.reads == Reads::kStatement || scope_.reads == Reads::kDefine;
      break;
    case Ingredient::kEvent:
      fine = scope_.reads == Reads::kEverything || scope_.reads == Reads::kProperty || scope_.reads == Reads::kDefine;
      break;
    case Ingredient::kForce:
      fine = scope_.reads == Reads::kProperty || scope_.reads == Reads::kDefine;
      break;
  }
  if (fine) return true;
  std::optional<std::string> help;
  if (ingredient == Ingredient::kDischarges) help = "it belongs in `when` and `unless` of `may` and `shall not`";
  if (ingredient == Ingredient::kEvent) help = "it belongs in properties and in `assume`";
  if (ingredient == Ingredient::kForce) help = "it belongs in properties";
  if (ingredient == Ingredient::kMoment && scope_.reads == Reads::kRigid) {
    help = "here only terms, readings and what is fixed can be read, not what changes from moment to moment";
  }
  if (scope_.reads == Reads::kReadings) help = "here only readings can be asked for, as in `r is choice`";
  const Code code = scope_.reads == Reads::kReadings ? Code::kNotOnlyReadings : Code::kNotHere;
  report(code, span, fmt::format("{} can not be read in {}", what, place_), {}, help);
  return false;
}

Checked ExpressionVisitor::check_body(const syntax::Define& define) {
  const Symbol* symbol = checker_.names.symbols.find(define.name.text);
  const std::vector<std::optional<Type>>& types = checker_.defines[symbol->index].parameters;
  DefineUse use{&define, {}, define.name.span};
  for (std::size_t i = 0; i < types.size(); ++i) {
    use.arguments.push_back(types[i] ? placeholder(*types[i], define.parameters[i].name.span) : std::nullopt);
  }
  use_ = &use;
  signature_only_ = true;
  const Checked body = check(define.value);
  use_ = nullptr;
  return body;
}

std::optional<Checked> ExpressionVisitor::define_parameter(const syntax::Name& name) const {
  if (use_ == nullptr) return std::nullopt;
  const auto& parameters = use_->define->parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name.text == name.text) return use_->arguments[i];
  }
  return std::nullopt;
}

std::optional<Checked> ExpressionVisitor::field(const syntax::Name& name) {
  if (!event_) return std::nullopt;
  const std::vector<Field>& fields = checker_.agreement[*event_].parameters;
  const auto position = position_of(fields, name.text);
  if (!position) return std::nullopt;
  return add(EventField{*position}, fields[*position].type, name.span);
}

std::optional<Checked> ExpressionVisitor::variable(const syntax::Name& name) {
  std::vector<VariableId> visible = bound_;
  if (use_ == nullptr) visible.insert(visible.end(), scope_.variables.begin(), scope_.variables.end());
  for (const VariableId id : visible) {
    if (checker_.agreement[id].name == name.text) return add(VariableRef{id}, checker_.agreement[id].type, name.span);
  }
  return std::nullopt;
}

std::optional<Checked> ExpressionVisitor::local(const syntax::Name& name) {
  if (auto parameter = define_parameter(name)) return parameter;
  const auto of_event = field(name);
  const auto bound = variable(name);
  if (of_event && bound) {
    report(Code::kAmbiguousName, name.span,
           fmt::format("`{}` is a parameter of `{}` and a variable", name.text, checker_.agreement[*event_].name), {},
           "give the variable another name");
    return Checked{};
  }
  return of_event ? of_event : bound;
}

Checked ExpressionVisitor::on(const syntax::NameUse& use, Span span) {
  if (const auto found = local(use.name)) return *found;
  return global(use.name, {}, span);
}

Checked ExpressionVisitor::on(const syntax::Call& call, Span span) {
  if (local(call.name)) {
    report(Code::kArgumentCount, call.name.span, fmt::format("`{}` is a value: it takes no arguments", call.name.text));
    return std::nullopt;
  }
  const Symbol* symbol = checker_.names.symbols.find(call.name.text);
  const std::initializer_list<SymbolKind> callable = {SymbolKind::kTerm, SymbolKind::kCondition, SymbolKind::kDefine,
                                                      SymbolKind::kTally};
  if (symbol != nullptr && std::find(callable.begin(), callable.end(), symbol->kind) == callable.end()) {
    return not_callable(*symbol, call.name);
  }
  return global(call.name, call.arguments, span);
}

Checked ExpressionVisitor::not_callable(const Symbol& symbol, const syntax::Name& name) {
  std::optional<std::string> help;
  if (symbol.kind == SymbolKind::kAction) {
    help = fmt::format("write `permitted {}(…)`, `forbidden {}(…)` or `happens {} where …`", name.text, name.text,
                       name.text);
  }
  if (symbol.kind == SymbolKind::kEvent) help = fmt::format("write `happens {} where …`", name.text);
  if (symbol.kind == SymbolKind::kClause) help = fmt::format("write `owed({})`", name.text);
  report(Code::kOtherKindOfName, name.span,
         fmt::format("`{}` is {}, which takes no arguments in an expression", name.text, with_article(symbol.kind)),
         {{symbol.span, "declared here"}}, std::move(help));
  return std::nullopt;
}

Checked ExpressionVisitor::global(const syntax::Name& name, const std::vector<syntax::ExprId>& arguments, Span span) {
  const Symbol* symbol = checker_.names.symbols.find(name.text);
  if (symbol == nullptr) return unknown(name);
  switch (symbol->kind) {
    case SymbolKind::kParty:
    case SymbolKind::kMember:
      return constant(*symbol, span);
    case SymbolKind::kAmendment:
      if (!allowed(Ingredient::kMoment, span, fmt::format("`{}` (whether it is in effect)", name.text))) {
        return std::nullopt;
      }
      return add(InEffect{{symbol->index}}, {Sort::kBool}, span);
    case SymbolKind::kTerm:
    case SymbolKind::kCondition:
    case SymbolKind::kTally:
      return reference(*symbol, name, arguments, span);
    case SymbolKind::kDefine:
      return use_define(*symbol, name, arguments, span);
    default:
      return not_a_value(*symbol, name);
  }
}

Checked ExpressionVisitor::constant(const Symbol& symbol, Span span) {
  const Member member{symbol.index};
  if (symbol.kind == SymbolKind::kParty) return add(Literal{member}, {Sort::kParty}, span);
  return add(Literal{member}, {Sort::kKind, KindId{symbol.kind_index}}, span);
}

Checked ExpressionVisitor::reference(const Symbol& symbol, const syntax::Name& name,
                                     const std::vector<syntax::ExprId>& arguments_given, Span span) {
  const Agreement& agreement = checker_.agreement;
  if (symbol.kind == SymbolKind::kTerm) {
    const auto values = arguments(name, types_of(agreement.terms[symbol.index].parameters), arguments_given, span);
    if (!allowed(Ingredient::kTerm, span, fmt::format("the term `{}`", name.text)) || !values) return std::nullopt;
    return add(TermRef{{symbol.index}, *values}, agreement.terms[symbol.index].type, span);
  }
  if (symbol.kind == SymbolKind::kCondition) {
    const auto values = arguments(name, types_of(agreement.conditions[symbol.index].parameters), arguments_given, span);
    if (!allowed(Ingredient::kMoment, span, fmt::format("the condition `{}`", name.text)) || !values)
      return std::nullopt;
    return add(ConditionRef{{symbol.index}, *values}, {Sort::kBool}, span);
  }
  const auto values = arguments(name, types_of(agreement.tallies[symbol.index].parameters), arguments_given, span);
  const std::optional<Type> type = checker_.tally_types[symbol.index];
  if (!allowed(Ingredient::kMoment, span, fmt::format("the tally `{}`", name.text)) || !values || !type) {
    return std::nullopt;
  }
  return add(TallyRef{{symbol.index}, *values}, *type, span);
}

Checked ExpressionVisitor::use_define(const Symbol& symbol, const syntax::Name& name,
                                      const std::vector<syntax::ExprId>& arguments_given, Span span) {
  const DefineSignature& signature = checker_.defines[symbol.index];
  const auto values = arguments(name, signature.parameters, arguments_given, span);
  if (!values || !signature.result) return std::nullopt;
  if (signature_only_) return placeholder(*signature.result, span);
  return inlined(*checker_.names.declared.defines[symbol.index], {values->begin(), values->end()}, span);
}

Checked ExpressionVisitor::inlined(const syntax::Define& define, std::vector<Checked> arguments_given, Span use) {
  const DefineUse here{&define, std::move(arguments_given), use_ == nullptr ? use : use_->use};
  const DefineUse* const outer_use = std::exchange(use_, &here);
  const std::optional<ActionId> outer_event = std::exchange(event_, std::nullopt);
  std::vector<VariableId> outer_bound = std::exchange(bound_, {});
  const TriggerScope* const outer_trigger = std::exchange(trigger_, nullptr);
  std::vector<ExprId>* const outer_frozen = std::exchange(frozen_, nullptr);
  const Checked body = check(define.value);
  use_ = outer_use;
  event_ = outer_event;
  bound_ = std::move(outer_bound);
  trigger_ = outer_trigger;
  frozen_ = outer_frozen;
  return body;
}

std::vector<std::optional<Type>> ExpressionVisitor::types_of(const std::vector<VariableId>& variables) const {
  std::vector<std::optional<Type>> types;
  for (const VariableId id : variables) types.push_back(known_type(checker_.agreement[id].type));
  return types;
}

std::vector<std::optional<Type>> ExpressionVisitor::types_of(const std::vector<Field>& fields) const {
  std::vector<std::optional<Type>> types;
  for (const Field& field : fields) types.push_back(known_type(field.type));
  return types;
}

std::optional<std::vector<ExprId>> ExpressionVisitor::arguments(const syntax::Name& name,
                                                                const std::vector<std::optional<Type>>& parameters,
                                                                const std::vector<syntax::ExprId>& given, Span span) {
  if (given.size() != parameters.size()) {
    const Symbol* symbol = checker_.names.symbols.find(name.text);
    report(Code::kArgumentCount, span,
           fmt::format("`{}` takes {} argument{}, not {}", name.text, parameters.size(),
                       parameters.size() == 1 ? "" : "s", given.size()),
           {{symbol->span, "declared here"}},
           parameters.empty() ? std::optional(fmt::format("write `{}`", name.text)) : std::nullopt);
    return std::nullopt;
  }
  std::vector<ExprId> checked;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::string what = fmt::format("argument {} of `{}`", i + 1, name.text);
    const Checked argument = parameters[i] ? check_of(given[i], *parameters[i], what) : check(given[i]);
    if (argument && parameters[i]) checked.push_back(*argument);
  }
  return checked.size() == given.size() ? std::optional(std::move(checked)) : std::nullopt;
}

Checked ExpressionVisitor::not_a_value(const Symbol& symbol, const syntax::Name& name) {
  if (symbol.kind == SymbolKind::kReading) {
    const Reading& reading = checker_.agreement.readings[symbol.index];
    const std::string choice = reading.choices.empty() ? "…" : reading.choices.front().name;
    report(Code::kReadingWithoutIs, name.span, fmt::format("`{}` is a reading, which is no value", name.text),
           {{symbol.span, "declared here"}}, fmt::format("ask for one of its choices: `{} is {}`", name.text, choice));
    return std::nullopt;
  }
  report(Code::kOtherKindOfName, name.span,
         fmt::format("`{}` is {}, which is no value", name.text, with_article(symbol.kind)),
         {{symbol.span, "declared here"}}, advice_for(symbol.kind, name.text));
  return std::nullopt;
}

// A parameter of the trigger, of the action beside the place, or a variable that is not in scope in `at trigger`.
bool ExpressionVisitor::is_parameter_near(const syntax::Name& name) {
  const auto has = [&](const std::optional<ActionId>& action) {
    return action && position_of(checker_.agreement[*action].parameters, name.text);
  };
  const std::optional<ActionId> trigger =
      trigger_ != nullptr && trigger_->events.size() == 1 ? trigger_->events.front() : std::nullopt;
  if (has(trigger)) {
    report(Code::kNotInScope, name.span,
           fmt::format("`{}` is a parameter of `{}`, the trigger", name.text, checker_.agreement[*trigger].name), {},
           fmt::format("write `trigger.{}`", name.text));
    return true;
  }
  if (has(nearby_)) {
    report(Code::kNotInScope, name.span,
           fmt::format("`{}` is a parameter of `{}`, which is not in scope in {}", name.text,
                       checker_.agreement[*nearby_].name, place_),
           {}, "parameters are in scope in the `where` beside their action");
    return true;
  }
  const bool hidden = std::any_of(hidden_.begin(), hidden_.end(),
                                  [&](VariableId id) { return checker_.agreement[id].name == name.text; });
  if (hidden) {
    report(Code::kNotInScope, name.span,
           fmt::format("`{}` is a variable of `some` or `every`; `at trigger` freezes one value for all of them",
                       name.text),
           {}, "put the whole `some` or `every` into the `at trigger`");
  }
  return hidden;
}

// Says where the name would be in scope, if it is a parameter of something near.
bool ExpressionVisitor::out_of_scope(const syntax::Name& name) {
  if (use_ == nullptr && is_parameter_near(name)) return true;
  if (use_ == nullptr && !scope_.eventless) return false;
  for (const Action& action : checker_.agreement.actions) {
    if (!position_of(action.parameters, name.text)) continue;
    if (use_ == nullptr) {
      report(Code::kNotInScope, name.span,
             fmt::format("`{}` is a parameter of `{}`; what `becoming` finds are moments, not events", name.text,
                         action.name),
             {}, "read a tally, as `latest E of A`");
      return true;
    }
    report(Code::kNotInScope, name.span,
           fmt::format("`{}` is a parameter of `{}`, which a define does not see", name.text, action.name), {},
           fmt::format("give the define a parameter and pass it: `{}(…, {})`", use_->define->name.text, name.text));
    return true;
  }
  return false;
}

Checked ExpressionVisitor::unknown(const syntax::Name& name) {
  if (out_of_scope(name)) return std::nullopt;
  std::vector<std::string_view> known;
  if (use_ != nullptr) {
    for (const syntax::Parameter& parameter : use_->define->parameters) known.push_back(parameter.name.text);
  } else {
    for (const VariableId id : scope_.variables) known.push_back(checker_.agreement[id].name);
  }
  for (const VariableId id : bound_) known.push_back(checker_.agreement[id].name);
  if (event_) {
    for (const Field& field : checker_.agreement[*event_].parameters) known.push_back(field.name);
  }
  for (const std::string_view value : checker_.names.symbols.names(kValues)) known.push_back(value);
  std::optional<std::string> help = did_you_mean(name.text, known);
  for (const Reading& reading : checker_.agreement.readings) {
    for (const Choice& choice : reading.choices) {
      if (choice.name == name.text && !help) {
        help = fmt::format("a choice is asked for with `is`: `{} is {}`", reading.name, choice.name);
      }
    }
  }
  report(Code::kUnknownName, name.span, fmt::format("`{}` is not declared", name.text), {}, std::move(help));
  return std::nullopt;
}

Checked ExpressionVisitor::on(const syntax::CurrentDate&, Span span) {
  if (!allowed(Ingredient::kMoment, span, "`date`")) return std::nullopt;
  return add(Today{}, {Sort::kDate}, span);
}

Checked ExpressionVisitor::not_a_reading(const syntax::Name& name, const Symbol* symbol) {
  if (symbol == nullptr && !local(name)) {
    report(Code::kUnknownName, name.span, fmt::format("there is no reading `{}`", name.text), {},
           did_you_mean(name.text, checker_.names.symbols.names({SymbolKind::kReading})));
    return std::nullopt;
  }
  report(Code::kIsOnNonReading, name.span,
         fmt::format("`{}` is {}, not a reading", name.text, symbol ? with_article(symbol->kind) : "a parameter"),
         symbol ? std::vector<Label>{{symbol->span, "declared here"}} : std::vector<Label>{},
         "`is` asks for a reading's choice; values are compared with `=`");
  return std::nullopt;
}

Checked ExpressionVisitor::on(const syntax::ReadingTest& test, Span span) {
  const Symbol* symbol = checker_.names.symbols.find(test.reading.text);
  if (symbol == nullptr || symbol->kind != SymbolKind::kReading) return not_a_reading(test.reading, symbol);
  const std::vector<Choice>& choices = checker_.agreement.readings[symbol->index].choices;
  const auto choice =
      std::find_if(choices.begin(), choices.end(), [&](const auto& c) { return c.name == test.choice.text; });
  if (choice == choices.end()) {
    std::vector<std::string_view> known;
    for (const Choice& c : choices) known.push_back(c.name);
    report(Code::kUnknownChoice, test.choice.span,
           fmt::format("the reading `{}` has no choice `{}`", test.reading.text, test.choice.text),
           {{symbol->span, "declared here"}}, did_you_mean(test.choice.text, known));
    return std::nullopt;
  }
  const auto index = static_cast<std::uint32_t>(choice - choices.begin());
  const Checked is = add(ReadingIs{{symbol->index}, index}, {Sort::kBool}, span);
  return test.negated ? negation(is, span) : is;
}

}  // namespace proviso::language
