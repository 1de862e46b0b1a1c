// The walk of check_expression over one written expression and the defines it uses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/check_expression.h"
#include "language/check_operators.h"

namespace proviso::language {

using Checked = std::optional<ExprId>;

// A define that is being read where it is used.
struct DefineUse {
  const syntax::Define* define;
  std::vector<Checked> arguments;
  Span use;  // in the text that is being checked, outside all defines
};

class ExpressionVisitor {
 public:
  ExpressionVisitor(Checker& checker, const Scope& scope)
      : checker_(checker),
        scope_(scope),
        place_(scope.place),
        event_(scope.event),
        nearby_(scope.nearby),
        trigger_(scope.trigger ? &*scope.trigger : nullptr),
        frozen_(scope.frozen) {}

  // Reads the define's body with placeholders for its parameters and for the defines it uses.
  Checked check_body(const syntax::Define& define);
  Checked check(syntax::ExprId id);
  Checked check_of(syntax::ExprId id, Type wanted, std::string_view what);

 private:
  // What can be allowed or not, by Reads.
  enum class Ingredient { kTerm, kMoment, kDischarges, kEvent, kForce };

  // Literals, operators: check_expression.cpp.
  Checked on(const syntax::Invalid&, Span span);
  Checked on(const syntax::BoolLiteral& literal, Span span);
  Checked on(const syntax::NumberLiteral& literal, Span span);
  Checked on(const syntax::PercentLiteral& literal, Span span);
  Checked on(const syntax::MoneyLiteral& literal, Span span);
  Checked on(const syntax::DateLiteral& literal, Span span);
  Checked on(const syntax::DaysLiteral& literal, Span span);
  Checked on(const syntax::MonthsLiteral& literal, Span span);
  Checked on(const syntax::Unary& unary, Span span);
  Checked on(const syntax::Binary& binary, Span span);
  Checked on(const syntax::Membership& membership, Span span);
  Checked on(const syntax::Conditional& conditional, Span span);

  // What begins with a word: check_forms.cpp.
  Checked on(const syntax::Cases& cases, Span span);
  Checked on(const syntax::FunctionCall& call, Span span);
  Checked on(const syntax::Quantifier& quantifier, Span span);

  // Names: check_reference.cpp.
  Checked on(const syntax::NameUse& use, Span span);
  Checked on(const syntax::Call& call, Span span);
  Checked on(const syntax::TriggerParameter& parameter, Span span);
  Checked on(const syntax::TriggerDate&, Span span);
  Checked on(const syntax::CurrentDate&, Span span);
  Checked on(const syntax::ReadingTest& test, Span span);

  // Events: check_question.cpp.
  Checked on(const syntax::Before& before, Span span);
  Checked on(const syntax::Happens& happens, Span span);
  Checked on(const syntax::PermissionTest& test, Span span);
  Checked on(const syntax::CanForce& can, Span span);

  // Duties: check_question_of_duties.cpp.
  Checked on(const syntax::AtTrigger& frozen, Span span);
  Checked on(const syntax::Owed& owed, Span span);
  Checked on(const syntax::OwedBy& owed, Span span);
  Checked on(const syntax::Breached& breached, Span span);
  Checked on(const syntax::Settled&, Span span);
  Checked on(const syntax::Discharges& discharges, Span span);

  Checked logical(BinaryOp op, const syntax::Binary& binary, Span span);
  Checked arithmetic(BinaryOp op, const syntax::Binary& binary, Span span);
  Checked extremum(BinaryOp op, const syntax::FunctionCall& call, Span span);
  Checked absolute(const syntax::FunctionCall& call, Span span);
  Checked rounding(Rounding direction, const syntax::FunctionCall& call, Span span);
  Checked round_to_whole(Rounding direction, ExprId value, syntax::ExprId written, Span span);
  Checked date_argument(const syntax::FunctionCall& call, Span span);
  Checked part_of_date(CalendarPart part, const syntax::FunctionCall& call, Span span);
  Checked end_of(CalendarUnit unit, const syntax::FunctionCall& call, Span span);
  bool takes(const syntax::FunctionCall& call, std::size_t count, Span span);
  bool is_above_zero(ExprId multiple, Span span);
  std::optional<Type> type_of_cases(const syntax::Cases& written, const Cases& cases);
  std::optional<Type> type_of_members(const syntax::Quantifier& quantifier);
  Checked negation(Checked operand, Span span);
  Operand operand(ExprId typed, syntax::ExprId written) const;
  bool members_agree(const syntax::Membership& membership, ExprId value, const std::vector<ExprId>& members);

  std::optional<Checked> local(const syntax::Name& name);
  std::optional<Checked> define_parameter(const syntax::Name& name) const;
  std::optional<Checked> field(const syntax::Name& name);
  std::optional<Checked> variable(const syntax::Name& name);
  void check_new_variable(const syntax::Name& name);
  Checked global(const syntax::Name& name, const std::vector<syntax::ExprId>& arguments, Span span);
  Checked reference(const Symbol& symbol, const syntax::Name& name, const std::vector<syntax::ExprId>& arguments,
                    Span span);
  Checked constant(const Symbol& symbol, Span span);
  Checked use_define(const Symbol& symbol, const syntax::Name& name, const std::vector<syntax::ExprId>& arguments,
                     Span span);
  Checked inlined(const syntax::Define& define, std::vector<Checked> arguments, Span use);
  Checked not_a_value(const Symbol& symbol, const syntax::Name& name);
  Checked not_callable(const Symbol& symbol, const syntax::Name& name);
  Checked not_a_reading(const syntax::Name& name, const Symbol* symbol);
  Checked unknown(const syntax::Name& name);
  bool out_of_scope(const syntax::Name& name);
  bool is_parameter_near(const syntax::Name& name);
  Checked outside_trigger(Span span);
  std::optional<ActionId> triggering_event(Span span);
  TriggerScope triggers_of(ClauseId clause) const;
  Checked freezing_refused(Span span);
  Checked frozen_value(syntax::ExprId value);

  std::optional<std::vector<ExprId>> arguments(const syntax::Name& name,
                                               const std::vector<std::optional<Type>>& parameters,
                                               const std::vector<syntax::ExprId>& given, Span span);
  std::vector<std::optional<Type>> types_of(const std::vector<VariableId>& variables) const;
  std::vector<std::optional<Type>> types_of(const std::vector<Field>& fields) const;
  void warn_of_greedy_where(const syntax::Occurrence& occurrence);
  void warn_of_powerless(const syntax::Name& name, PartyId party);
  bool check_before_content(ExprId operand, Span span);

  // False, with a diagnostic, if the place does not allow this.
  bool allowed(Ingredient ingredient, Span span, std::string_view what);
  Checked placeholder(Type type, Span span);
  Checked add(ExprNode node, Type type, Span span);
  Checked too_large(Span span);
  // Inside defines, the diagnostic stands at the use, with a label where in the define it is.
  void report(Code code, Span span, std::string message, std::vector<Label> labels = {},
              std::optional<std::string> help = std::nullopt);
  void report(const TypeProblem& problem, Span span);

  Checker& checker_;
  const Scope& scope_;
  std::string_view place_;          // what is being read, for messages
  const DefineUse* use_ = nullptr;  // the define whose body is being read
  std::optional<ActionId> event_;   // whose parameters are in scope here
  std::optional<ActionId> nearby_;  // whose parameters are not, for advice
  std::vector<VariableId> bound_;   // by `some` and `every` around here, not outside the define being read
  std::vector<VariableId> hidden_;  // so bound outside the `at trigger` being read
  const TriggerScope* trigger_;     // what `trigger` is here
  std::vector<ExprId>* frozen_;     // as in Scope
  std::string_view why_not_frozen_ = "what stands here is read as the duty arises: leave `at trigger` out";
  bool in_happens_ = false;
  bool in_can_force_ = false;
  bool signature_only_ = false;
  bool too_large_ = false;
  std::uint32_t depth_ = 0;
};

}  // namespace proviso::language
