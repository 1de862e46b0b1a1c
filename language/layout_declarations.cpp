#include "language/expression.h"
#include "language/layout_writer.h"

namespace proviso::language::layout {
namespace {

void write_parameters(Writer& writer, const std::vector<syntax::Parameter>& parameters) {
  write_list(writer, parameters.size(), [&](std::size_t i) {
    writer.word();
    writer.tight();
    writer.words({":"});
    write_type(writer, parameters[i].type);
    if (parameters[i].where) write_part(writer, "where", *parameters[i].where);
  });
}

void write(Writer& writer, const syntax::Party& party) {
  writer.word("party");
  writer.word();
  write_title(writer, party.title);
}

void write(Writer& writer, const syntax::Kind& kind) {
  writer.word("kind");
  writer.word();
  if (!kind.members) return;
  writer.column(0);
  const Aligned members(writer);
  const Group group(writer);
  writer.word("=");
  for (std::size_t i = 0; i < kind.members->size(); ++i) {
    if (i > 0) writer.fill();
    if (i > 0) writer.word("|");
    writer.word();
  }
}

void write(Writer& writer, const syntax::Term& term) {
  writer.word("term");
  writer.word();
  write_parameters(writer, term.parameters);
  const Group group(writer);
  const Indented rest(writer);
  writer.column(0);
  writer.word(":");
  write_type(writer, term.type);
  if (!term.where) return;
  writer.gap({.breaks = Break::kWithGroup, .column = 1});
  write_part(writer, "where", *term.where);
}

void write(Writer& writer, const syntax::Reading& reading) {
  writer.word("reading");
  writer.word();
  write_title(writer, reading.title);
  std::vector<Item> items;
  for (const syntax::Choice& choice : reading.choices) {
    items.push_back({choice.name.span.begin, RowKind::kChoice, [&writer] {
                       writer.word();
                       writer.column(0);
                       writer.word();
                     }});
  }
  write_block(writer, std::move(items));
}

void write(Writer& writer, const syntax::Condition& condition) {
  writer.word("condition");
  writer.word();
  write_parameters(writer, condition.parameters);
  if (!condition.decided_by) return;
  writer.column(0);
  writer.words({"decided", "by"});
  writer.word();
}

void write(Writer& writer, const syntax::Action& action) {
  if (action.reserved) writer.word("reserved");
  writer.word("action");
  if (!action.reserved) writer.column(0);
  writer.word();
  write_parameters(writer, action.parameters);
  writer.word("by");
  writer.word();
}

void write(Writer& writer, const syntax::Event& event) {
  writer.word("event");
  writer.column(0);
  writer.word();
  write_parameters(writer, event.parameters);
}

void write(Writer& writer, const syntax::Define& define) {
  writer.word("define");
  writer.word();
  write_parameters(writer, define.parameters);
  writer.column(0);
  writer.word("=");
  if (is_cases(writer, define.value)) return write_expression(writer, define.value);
  const Group group(writer);
  const Indented value(writer);
  writer.soft();
  write_expression(writer, define.value, Operands::kLevel);
}

void write_operation(Writer& writer, const syntax::Tally& tally) {
  switch (tally.operation) {
    case syntax::TallyOperation::kSum:
      writer.words({"sum", "of"});
      if (tally.value) write_expression(writer, *tally.value);
      writer.word("over");
      break;
    case syntax::TallyOperation::kLatest:
      writer.word("latest");
      if (tally.value) write_expression(writer, *tally.value);
      writer.word("of");
      break;
    case syntax::TallyOperation::kCount:
      writer.words({"count", "of"});
      break;
    case syntax::TallyOperation::kEver:
      writer.word("ever");
      break;
    case syntax::TallyOperation::kFirstDate:
      writer.words({"first", "date", "of"});
      break;
    case syntax::TallyOperation::kLastDate:
      writer.words({"last", "date", "of"});
      break;
  }
}

void write(Writer&, const syntax::WholePast&) {}

void write(Writer& writer, const syntax::PerCalendar&) {
  writer.soft();
  writer.words({"per", "calendar"});
  writer.word();
}

void write(Writer& writer, const syntax::Since& since) {
  writer.soft();
  writer.word("since");
  const Group group(writer);
  const Indented where(writer);
  write_occasion(writer, since.occasion);
}

void write(Writer& writer, const syntax::InTheLast&) {
  writer.soft();
  writer.words({"in", "the", "last"});
  if (writer.at(TokenKind::kNumber)) writer.word();
  writer.word("calendar");
  writer.word();
}

void write(Writer& writer, const syntax::Tally& tally) {
  writer.word("tally");
  writer.word();
  write_parameters(writer, tally.parameters);
  if (tally.type) {
    writer.word(":");
    write_type(writer, *tally.type);
  }
  writer.column(0);
  writer.word("=");
  const Group group(writer);
  const Indented value(writer);
  writer.soft();
  const Group parts(writer);
  write_operation(writer, tally);
  write_occasion(writer, tally.over);
  std::visit([&](const auto& node) { write(writer, node); }, tally.window);
  write_optional_part(writer, "initially", tally.initially);
}

void write(Writer& writer, const syntax::Assume& assume) { write_part(writer, "assume", assume.formula); }

void write(Writer& writer, const syntax::Clause& clause) { write_clause(writer, clause); }

struct KindOfRow {
  RowKind operator()(const syntax::Party&) const { return RowKind::kOther; }
  RowKind operator()(const syntax::Kind&) const { return RowKind::kKind; }
  RowKind operator()(const syntax::Term&) const { return RowKind::kTerm; }
  RowKind operator()(const syntax::Reading&) const { return RowKind::kOther; }
  RowKind operator()(const syntax::Condition&) const { return RowKind::kCondition; }
  RowKind operator()(const syntax::Action&) const { return RowKind::kHappening; }
  RowKind operator()(const syntax::Event&) const { return RowKind::kHappening; }
  RowKind operator()(const syntax::Define&) const { return RowKind::kMeaning; }
  RowKind operator()(const syntax::Tally&) const { return RowKind::kMeaning; }
  RowKind operator()(const syntax::Assume&) const { return RowKind::kOther; }
  // Heads with dates and exceptions are too unlike to be aligned.
  RowKind operator()(const syntax::Clause& clause) const {
    const bool precedes = !clause.precedence.notwithstanding.empty() || !clause.precedence.subject_to.empty();
    return clause.from || clause.end || clause.unless || precedes ? RowKind::kOther : RowKind::kClause;
  }
};

}  // namespace

RowKind row_kind(const syntax::Declaration& declaration) { return std::visit(KindOfRow{}, declaration); }

std::uint32_t begin_of(const syntax::Declaration& declaration) {
  return std::visit([](const auto& node) { return node.span.begin; }, declaration);
}

void write_declaration(Writer& writer, const syntax::Declaration& declaration) {
  std::visit([&](const auto& node) { write(writer, node); }, declaration);
}

void write_agreement(Writer& writer, const syntax::Agreement& agreement) {
  writer.words({"agreement"});
  writer.word();
  write_title(writer, agreement.title);
  const auto write_two = [&writer] {
    writer.word();
    writer.word();
  };
  std::vector<Item> items;
  if (agreement.currency) items.push_back({agreement.currency->span.begin, RowKind::kOther, write_two});
  if (agreement.starts) items.push_back({agreement.starts->span.begin, RowKind::kOther, write_two});
  write_block(writer, std::move(items));
}

}  // namespace proviso::language::layout
