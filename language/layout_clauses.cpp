#include "language/expression.h"
#include "language/layout_writer.h"

namespace proviso::language::layout {
namespace {

// A statement of several parts is easier to read in several lines, even if it fits one.
constexpr std::size_t kStatementWidth = 100;

// `notwithstanding C, D`, `subject to E`, as they come.
void write_precedence(Writer& writer, const syntax::Precedence& precedence) {
  if (precedence.notwithstanding.empty() && precedence.subject_to.empty()) return;
  while (writer.at_word("notwithstanding") || writer.at_word("subject")) {
    writer.soft();
    if (writer.at_word("subject")) writer.word();
    writer.word();
    write_names(writer);
  }
}

void write_permission_parts(Writer& writer, const std::optional<syntax::ExprId>& when,
                            const std::optional<syntax::ExprId>& unless) {
  writer.word();
  const Indented parts(writer);
  write_optional_part(writer, "when", when);
  write_optional_part(writer, "unless", unless);
}

void write(Writer& writer, const syntax::May& may) {
  writer.word("may");
  write_permission_parts(writer, may.when, may.unless);
}

void write(Writer& writer, const syntax::ShallNot& shall_not) {
  writer.words({"shall", "not"});
  write_permission_parts(writer, shall_not.when, shall_not.unless);
}

void write_capacity(Writer& writer, const syntax::Capacity& capacity) {
  writer.soft();
  if (capacity.most) {
    if (writer.at_word("up")) {
      writer.words({"up", "to"});
      writer.word();
    } else {
      writer.word("one");
    }
    writer.word("outstanding");
  }
  if (!capacity.per.empty()) {
    writer.word("per");
    write_names(writer);
  }
  if (capacity.merging) writer.word("merging");
}

void write_tail(Writer& writer, const syntax::Duty& duty) {
  if (const auto* act = std::get_if<syntax::Act>(&duty.performance)) write_optional_part(writer, "where", act->where);
  if (duty.deadline) write_deadline(writer, *duty.deadline);
  if (duty.trigger) {
    writer.soft();
    writer.word("whenever");
    const Group occasion(writer);
    const Indented where(writer);
    write_occasion(writer, *duty.trigger);
  }
  write_optional_part(writer, "when", duty.when);
  write_optional_part(writer, "unless", duty.unless);
  if (duty.capacity) write_capacity(writer, *duty.capacity);
  if (!duty.lapses) return;
  writer.soft();
  writer.word("lapses");
  if (duty.lapses->when) write_part(writer, "when", *duty.lapses->when);
}

void write(Writer& writer, const syntax::Duty& duty) {
  writer.word("shall");
  const Indented parts(writer);
  if (const auto* ensure = std::get_if<syntax::Ensure>(&duty.performance)) {
    write_part(writer, "ensure", ensure->formula);
  } else {
    writer.word();
  }
  write_tail(writer, duty);
}

void write(Writer& writer, const syntax::Keep& keep) {
  writer.word("shall");
  const Indented parts(writer);
  write_part(writer, "keep", keep.formula);
  write_optional_part(writer, "when", keep.when);
  write_optional_part(writer, "unless", keep.unless);
}

// The party, as it stands before the verb.
syntax::ExprId subject_of(const syntax::Statement& statement) {
  return std::visit([](const auto& node) { return node.party; }, statement.node);
}

void write_statement(Writer& writer, const syntax::Statement& statement) {
  const Group group(writer, {.limit = kStatementWidth});
  write_expression(writer, subject_of(statement));
  std::visit([&](const auto& node) { write(writer, node); }, statement.node);
  const Indented parts(writer);
  write_precedence(writer, statement.precedence);
}

void write_head(Writer& writer, const syntax::Clause& clause) {
  writer.word("clause");
  writer.word();
  write_title(writer, clause.title);
  const Indented parts(writer, 2 * kIndent);
  const Group group(writer);
  write_precedence(writer, clause.precedence);
  write_optional_part(writer, "from", clause.from);
  write_precedence(writer, clause.precedence);
  if (clause.end) write_optional_part(writer, clause.end->inclusive ? "through" : "before", clause.end->date);
  write_precedence(writer, clause.precedence);
  write_optional_part(writer, "unless", clause.unless);
  write_precedence(writer, clause.precedence);
}

Item text_item(Writer& writer, const syntax::Text& text) {
  return {text.span.begin, RowKind::kText, [&writer] {
            writer.word();
            writer.column(0);
            writer.word();
          }};
}

// ---------------------------------------------------------------------------------------- amendments and redlines

void write(Writer& writer, const syntax::Strike&) {
  writer.word("strike");
  write_names(writer);
}

void write(Writer& writer, const syntax::Replace& replace) {
  writer.word("replace");
  write_declaration(writer, replace.declaration);
}

void write(Writer& writer, const syntax::Add& add) { write_declaration(writer, add.declaration); }

void write(Writer& writer, const syntax::Reinstate&) {
  writer.word("reinstate");
  write_names(writer);
}

struct KindOfRow {
  RowKind operator()(const syntax::Strike&) const { return RowKind::kOther; }
  RowKind operator()(const syntax::Replace&) const { return RowKind::kOther; }
  RowKind operator()(const syntax::Add& add) const { return row_kind(add.declaration); }
  RowKind operator()(const syntax::Reinstate&) const { return RowKind::kOther; }
};

std::vector<Item> edit_items(Writer& writer, const std::vector<syntax::Edit>& edits) {
  std::vector<Item> items;
  for (const syntax::Edit& edit : edits) {
    items.push_back({edit.span.begin, std::visit(KindOfRow{}, edit.node),
                     [&] { std::visit([&](const auto& node) { write(writer, node); }, edit.node); }});
  }
  return items;
}

void write(Writer& writer, const syntax::ExpectBreaks&) {
  writer.word("breaks");
  write_names(writer);
}

void write(Writer& writer, const syntax::ExpectFixes&) {
  writer.word("fixes");
  write_names(writer);
}

void write(Writer& writer, const syntax::ExpectNoChange&) { writer.words({"changes", "nothing"}); }

}  // namespace

void write_clause(Writer& writer, const syntax::Clause& clause) {
  write_head(writer, clause);
  std::vector<Item> items;
  if (clause.text) items.push_back(text_item(writer, *clause.text));
  if (clause.source) items.push_back(text_item(writer, *clause.source));
  for (const syntax::Statement& statement : clause.statements) {
    items.push_back({statement.span.begin, RowKind::kOther, [&] { write_statement(writer, statement); }});
  }
  writer.column(0);
  write_block(writer, std::move(items));
}

void write_amendment(Writer& writer, const syntax::Amendment& amendment) {
  writer.word("amendment");
  writer.word();
  write_title(writer, amendment.title);
  writer.word("effective");
  writer.word();
  write_block(writer, edit_items(writer, amendment.edits));
}

void write_redline(Writer& writer, const syntax::Redline& redline) {
  writer.word("redline");
  writer.word();
  write_title(writer, redline.title);
  std::vector<Item> items = edit_items(writer, redline.edits);
  for (const syntax::RedlineExpectation& expectation : redline.expectations) {
    items.push_back({expectation.span.begin, RowKind::kOther, [&] {
                       writer.word("expect");
                       std::visit([&](const auto& node) { write(writer, node); }, expectation.node);
                     }});
  }
  write_block(writer, std::move(items));
}

}  // namespace proviso::language::layout
