#include "language/print_syntax.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "language/expression.h"
#include "language/format_value.h"
#include "language/print_syntax_label.h"

namespace proviso::language {
namespace {

using syntax::ExprId;
using syntax::Name;

// By the enumerators of syntax::TallyOperation, CalendarUnit and Compliance.
constexpr auto kTallyWords =
    std::to_array<std::string_view>({"sum", "count", "ever", "first date", "last date", "latest"});
constexpr auto kUnitWords = std::to_array<std::string_view>({"day", "month", "quarter", "year"});
constexpr auto kComplianceWords = std::to_array<std::string_view>({"all", "nobody", "parties"});

template <class Words, class Enumerator>
std::string_view word_of(const Words& words, Enumerator value) {
  return words.at(static_cast<std::size_t>(value));
}

class SyntaxPrinter {
 public:
  SyntaxPrinter(const SourceMap& sources, const syntax::File& file) : sources_(sources), file_(file) {}

  std::string print() {
    if (file_.agreement) agreement(*file_.agreement);
    for (const syntax::Declaration& declaration : file_.declarations) this->declaration(declaration);
    for (const syntax::Amendment& amendment : file_.amendments) this->amendment(amendment);
    for (const syntax::Redline& redline : file_.redlines) this->redline(redline);
    for (const syntax::Property& property : file_.properties) this->property(property);
    return std::move(out_);
  }

 private:
  // Lines further in while it lives.
  class Inside {
   public:
    explicit Inside(SyntaxPrinter& printer) : depth_(printer.depth_) { ++depth_; }
    ~Inside() { --depth_; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    std::size_t& depth_;
  };

  void line(std::string_view what, Span span) {
    const Position begin = sources_.position(span.file, span.begin), end = sources_.position(span.file, span.end);
    out_ += fmt::format("{:{}}{}  {}:{}-{}:{}\n", "", 2 * depth_, what, begin.line, begin.column, end.line, end.column);
  }

  void named(std::string_view role, const Name& name) { line(fmt::format("{} {}", role, name.text), name.span); }
  void names(std::string_view role, const std::vector<Name>& list) {
    for (const Name& name : list) named(role, name);
  }
  void text(std::string_view role, const std::optional<syntax::Text>& text) {
    if (text) line(role, text->span);
  }

  // An expression under the word that introduces it.
  void part(std::string_view role, ExprId id) {
    line(role, file_.expr(id).span);
    const Inside inside(*this);
    expression(id);
  }
  void part(std::string_view role, const std::optional<ExprId>& id) {
    if (id) part(role, *id);
  }

  void parameters(const std::vector<syntax::Parameter>& list) {
    for (const syntax::Parameter& parameter : list) {
      line(fmt::format("parameter {}: {}", parameter.name.text, type_text(parameter.type)), parameter.name.span);
      const Inside inside(*this);
      part("where", parameter.where);
    }
  }

  // --------------------------------------------------------------------------------------------------- expressions
  void expression(ExprId id) {
    const syntax::Expr& expr = file_.expr(id);
    line(label_of(sources_, expr), expr.span);
    const Inside inside(*this);
    children(expr);
  }

  void expressions(const std::vector<ExprId>& list) {
    for (const ExprId id : list) expression(id);
  }

  void cases(const syntax::Cases& node) {
    for (const syntax::Cases::Case& one : node.cases) {
      part("when", one.when);
      expression(one.value);
    }
    part("otherwise", node.otherwise);
  }

  void children(const syntax::Expr& expr) {
    std::visit(Overloaded{
                   [](const syntax::Invalid&) {},
                   [](const syntax::BoolLiteral&) {},
                   [](const syntax::NumberLiteral&) {},
                   [](const syntax::PercentLiteral&) {},
                   [](const syntax::MoneyLiteral&) {},
                   [](const syntax::DateLiteral&) {},
                   [](const syntax::DaysLiteral&) {},
                   [](const syntax::MonthsLiteral&) {},
                   [](const syntax::NameUse&) {},
                   [&](const syntax::Call& node) { expressions(node.arguments); },
                   [](const syntax::TriggerParameter&) {},
                   [](const syntax::TriggerDate&) {},
                   [](const syntax::CurrentDate&) {},
                   [&](const syntax::Unary& node) { expression(node.operand); },
                   [&](const syntax::Binary& node) { expressions({node.left, node.right}); },
                   [&](const syntax::Membership& node) {
                     expression(node.value);
                     expressions(node.members);
                   },
                   [](const syntax::ReadingTest&) {},
                   [&](const syntax::Conditional& node) { expressions({node.condition, node.then, node.otherwise}); },
                   [&](const syntax::Cases& node) { cases(node); },
                   [&](const syntax::Quantifier& node) { expression(node.body); },
                   [&](const syntax::FunctionCall& node) { expressions(node.arguments); },
                   [&](const syntax::Before& node) { expression(node.value); },
                   [&](const syntax::Happens& node) { part("where", node.occurrence.where); },
                   [&](const syntax::PermissionTest& node) { expressions(node.arguments); },
                   [&](const syntax::AtTrigger& node) { expression(node.value); },
                   [&](const syntax::Owed& node) { part("where", node.where); },
                   [&](const syntax::OwedBy& node) { expression(node.party); },
                   [&](const syntax::Breached& node) { expression(node.party); },
                   [](const syntax::Settled&) {},
                   [](const syntax::Discharges&) {},
                   [&](const syntax::CanForce& node) { expression(node.formula); },
               },
               expr.node);
  }

  // -------------------------------------------------------------------------------------------------- declarations
  void agreement(const syntax::Agreement& node) {
    line("agreement " + node.name.text, node.span);
    const Inside inside(*this);
    text("title", node.title);
    if (node.currency) named("currency", *node.currency);
    if (node.starts) line("starts " + format_day(Day(node.starts->value)), node.starts->span);
  }

  void declaration(const syntax::Declaration& declaration) {
    std::visit([&](const auto& node) { this->on(node); }, declaration);
  }

  void on(const syntax::Party& node) {
    line("party " + node.name.text, node.span);
    const Inside inside(*this);
    text("title", node.title);
  }

  void on(const syntax::Kind& node) {
    line("kind " + node.name.text, node.span);
    const Inside inside(*this);
    if (node.members) names("member", *node.members);
  }

  void on(const syntax::Term& node) {
    line(fmt::format("term {}: {}", node.name.text, type_text(node.type)), node.span);
    const Inside inside(*this);
    parameters(node.parameters);
    part("where", node.where);
  }

  void on(const syntax::Reading& node) {
    line("reading " + node.name.text, node.span);
    const Inside inside(*this);
    text("title", node.title);
    for (const syntax::Choice& choice : node.choices) named("choice", choice.name);
  }

  void on(const syntax::Condition& node) {
    line("condition " + node.name.text, node.span);
    const Inside inside(*this);
    parameters(node.parameters);
    if (node.decided_by) named("decided by", *node.decided_by);
  }

  void on(const syntax::Action& node) {
    line(fmt::format("{}action {}", node.reserved ? "reserved " : "", node.name.text), node.span);
    const Inside inside(*this);
    parameters(node.parameters);
    named("by", node.actor);
  }

  void on(const syntax::Event& node) {
    line("event " + node.name.text, node.span);
    const Inside inside(*this);
    parameters(node.parameters);
  }

  void on(const syntax::Define& node) {
    line("define " + node.name.text, node.span);
    const Inside inside(*this);
    parameters(node.parameters);
    expression(node.value);
  }

  void occasion(std::string_view role, const syntax::Occasion& occasion) {
    const auto* name = std::get_if<Name>(&occasion.what);
    line(fmt::format("{} {}", role, name == nullptr ? "becoming" : name->text), occasion.span);
    const Inside inside(*this);
    if (const auto* becoming = std::get_if<syntax::Becoming>(&occasion.what)) expression(becoming->formula);
    part("where", occasion.where);
  }

  void window(const syntax::Window& window, Span span) {
    std::visit(Overloaded{
                   [](const syntax::WholePast&) {},
                   [&](const syntax::PerCalendar& node) {
                     line(fmt::format("per calendar {}", word_of(kUnitWords, node.unit)), span);
                   },
                   [&](const syntax::Since& node) { occasion("since", node.occasion); },
                   [&](const syntax::InTheLast& node) {
                     line(fmt::format("in the last {} {}", node.count, word_of(kUnitWords, node.unit)), span);
                   },
               },
               window);
  }

  void on(const syntax::Tally& node) {
    const std::string type = node.type ? ": " + type_text(*node.type) : "";
    line(fmt::format("tally {}{} {}", node.name.text, type, word_of(kTallyWords, node.operation)), node.span);
    const Inside inside(*this);
    parameters(node.parameters);
    part("of", node.value);
    occasion("over", node.over);
    window(node.window, node.span);
    part("initially", node.initially);
  }

  void on(const syntax::Assume& node) {
    line("assume", node.span);
    const Inside inside(*this);
    expression(node.formula);
  }

  // -------------------------------------------------------------------------------------------------------- clauses
  void on(const syntax::Clause& node) {
    line("clause " + node.name.text, node.span);
    const Inside inside(*this);
    text("title", node.title);
    part("from", node.from);
    if (node.end) part(node.end->inclusive ? "through" : "before", node.end->date);
    part("unless", node.unless);
    precedence(node.precedence);
    text("text", node.text);
    text("source", node.source);
    for (const syntax::Statement& statement : node.statements) this->statement(statement);
  }

  void precedence(const syntax::Precedence& node) {
    names("notwithstanding", node.notwithstanding);
    names("subject to", node.subject_to);
  }

  void statement(const syntax::Statement& statement) {
    std::visit(Overloaded{
                   [&](const syntax::May& node) { permission("may", node, statement.span); },
                   [&](const syntax::ShallNot& node) { permission("shall not", node, statement.span); },
                   [&](const syntax::Duty& node) { duty(node, statement.span); },
                   [&](const syntax::Keep& node) { keep(node, statement.span); },
               },
               statement.node);
    const Inside inside(*this);
    precedence(statement.precedence);
  }

  template <class Permission>
  void permission(std::string_view verb, const Permission& node, Span span) {
    line(fmt::format("{} {} {}", subject(node.party), verb, node.action.text), span);
    const Inside inside(*this);
    party(node.party);
    part("when", node.when);
    part("unless", node.unless);
  }

  // The party, with its arguments left out: they are shown by `party`.
  std::string subject(ExprId id) const {
    const syntax::Expr& expr = file_.expr(id);
    if (const auto* use = std::get_if<syntax::NameUse>(&expr.node)) return use->name.text;
    if (const auto* call = std::get_if<syntax::Call>(&expr.node)) return call->name.text + "(…)";
    return label_of(sources_, expr);
  }
  void party(ExprId id) {
    if (!std::holds_alternative<syntax::NameUse>(file_.expr(id).node)) part("party", id);
  }

  void keep(const syntax::Keep& node, Span span) {
    line(subject(node.party) + " shall keep", span);
    const Inside inside(*this);
    party(node.party);
    expression(node.formula);
    part("when", node.when);
    part("unless", node.unless);
  }

  void deadline(const syntax::Deadline& deadline) {
    std::visit(Overloaded{
                   [&](const syntax::Within& within) { part("within", within.time); },
                   [&](const syntax::By& by) { part("by", by.date); },
               },
               deadline);
  }

  void capacity(const syntax::Capacity& node) {
    const std::string number = node.most ? fmt::format("{} outstanding", *node.most) : "";
    line(fmt::format("{}{}{}", number, node.most && node.merging ? " " : "", node.merging ? "merging" : ""), node.span);
    const Inside inside(*this);
    names("per", node.per);
  }

  void duty(const syntax::Duty& node, Span span) {
    const auto* act = std::get_if<syntax::Act>(&node.performance);
    line(fmt::format("{} shall {}", subject(node.party), act == nullptr ? "ensure" : act->action.text), span);
    const Inside inside(*this);
    party(node.party);
    if (act != nullptr) part("where", act->where);
    if (const auto* ensure = std::get_if<syntax::Ensure>(&node.performance)) expression(ensure->formula);
    if (node.deadline) deadline(*node.deadline);
    if (node.trigger) occasion("whenever", *node.trigger);
    part("when", node.when);
    part("unless", node.unless);
    if (node.capacity) capacity(*node.capacity);
    if (!node.lapses) return;
    line("lapses", node.lapses->span);
    const Inside lapse(*this);
    part("when", node.lapses->when);
  }

  // ---------------------------------------------------------------------------------------------------------- edits
  void amendment(const syntax::Amendment& node) {
    line(fmt::format("amendment {} effective {}", node.name.text, format_day(Day(node.effective.value))), node.span);
    const Inside inside(*this);
    text("title", node.title);
    edits(node.edits);
  }

  void redline(const syntax::Redline& node) {
    line("redline " + node.name.text, node.span);
    const Inside inside(*this);
    text("title", node.title);
    edits(node.edits);
    for (const syntax::RedlineExpectation& expectation : node.expectations) {
      std::visit(Overloaded{
                     [&](const syntax::ExpectBreaks& breaks) { names("expect breaks", breaks.properties); },
                     [&](const syntax::ExpectFixes& fixes) { names("expect fixes", fixes.properties); },
                     [&](const syntax::ExpectNoChange&) { line("expect changes nothing", expectation.span); },
                 },
                 expectation.node);
    }
  }

  void edits(const std::vector<syntax::Edit>& edits) {
    for (const syntax::Edit& edit : edits) {
      std::visit(Overloaded{
                     [&](const syntax::Strike& strike) { named("strike", strike.clause); },
                     [&](const syntax::Replace& replace) { edit_with("replace", replace.declaration, edit.span); },
                     [&](const syntax::Add& add) { edit_with("add", add.declaration, edit.span); },
                     [&](const syntax::Reinstate& reinstate) { named("reinstate", reinstate.clause); },
                 },
                 edit.node);
    }
  }

  void edit_with(std::string_view verb, const syntax::Declaration& declaration, Span span) {
    line(verb, span);
    const Inside inside(*this);
    this->declaration(declaration);
  }

  // ----------------------------------------------------------------------------------------------------- properties
  void property(const syntax::Property& node) {
    line("property " + node.name.text, node.span);
    const Inside inside(*this);
    text("title", node.title);
    for (const syntax::Quantified& variable : node.for_any) {
      line(fmt::format("for any {}: {}", variable.name.text, type_text(variable.type)), variable.name.span);
    }
    part("where", node.for_any_where);
    question(node);
    names("without", node.without);
    if (node.assuming) {
      line(fmt::format("assuming {}", word_of(kComplianceWords, node.assuming->compliance)), node.assuming->span);
      const Inside parties(*this);
      names("party", node.assuming->parties);
      names("except", node.assuming->except);
    }
    if (node.expectation) expectation(*node.expectation);
  }

  void question(const syntax::Property& node) {
    std::visit(
        Overloaded{
            [&](const syntax::Always& always) { part("always", always.formula); },
            [&](const syntax::Never& never) {
              part("never", never.formula);
              part("when", never.when);
            },
            [&](const syntax::Possible& possible) { part("possible", possible.formula); },
            [&](const syntax::AlwaysPossible& possible) {
              part("always possible", possible.formula);
              if (possible.within_moments) {
                line(fmt::format("within {} moments", *possible.within_moments), node.question_span);
              }
            },
            [&](const syntax::Whenever& whenever) {
              occasion("whenever", whenever.trigger);
              part("follows", whenever.formula);
              if (whenever.deadline) deadline(*whenever.deadline);
            },
            [&](const syntax::Extreme& extreme) { part(extreme.greatest ? "greatest" : "least", extreme.value); },
        },
        node.question);
  }

  void expectation(const syntax::PropertyExpectation& expectation) {
    std::visit(Overloaded{
                   [&](const syntax::ExpectHolds&) { line("expect holds", expectation.span); },
                   [&](const syntax::ExpectFails&) { line("expect fails", expectation.span); },
                   [&](const syntax::ExpectHoldsWhen& when) { part("expect holds when", when.readings); },
                   [&](const syntax::ExpectValue& expected) { part("expect", expected.value); },
               },
               expectation.node);
  }

  const SourceMap& sources_;
  const syntax::File& file_;
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string print_syntax(const SourceMap& sources, const syntax::File& file) {
  return SyntaxPrinter(sources, file).print();
}

}  // namespace proviso::language
