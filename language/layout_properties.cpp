#include "language/expression.h"
#include "language/layout_writer.h"

namespace proviso::language::layout {
namespace {

void write(Writer& writer, const syntax::Always& always) { write_part(writer, "always", always.formula); }

void write(Writer& writer, const syntax::Never& never) {
  const Group group(writer);
  writer.word("never");
  write_expression(writer, never.formula);
  const Indented when(writer);
  write_optional_part(writer, "when", never.when);
}

void write(Writer& writer, const syntax::Possible& possible) { write_part(writer, "possible", possible.formula); }

void write(Writer& writer, const syntax::AlwaysPossible& possible) {
  writer.word("always");
  write_part(writer, "possible", possible.formula);
  if (!possible.within_moments) return;
  writer.word("within");
  writer.word();
  writer.word();
}

// What must follow begins a line where the whole does not fit one.
void write(Writer& writer, const syntax::Whenever& whenever) {
  const Group group(writer);
  writer.word("whenever");
  {
    const Group occasion(writer);
    const Indented where(writer);
    write_occasion(writer, whenever.trigger);
  }
  writer.tight();
  writer.word(",");
  const Indented follows(writer);
  writer.soft();
  write_expression(writer, whenever.formula);
  if (whenever.deadline) write_deadline(writer, *whenever.deadline);
}

void write(Writer& writer, const syntax::Extreme& extreme) {
  write_part(writer, extreme.greatest ? "greatest" : "least", extreme.value);
}

void write(Writer& writer, const syntax::ExpectHolds&) { writer.word("holds"); }
void write(Writer& writer, const syntax::ExpectFails&) { writer.word("fails"); }
void write(Writer& writer, const syntax::ExpectHoldsWhen& holds) {
  writer.word("holds");
  write_part(writer, "when", holds.readings);
}

void write(Writer& writer, const syntax::ExpectValue& expected) { write_expression(writer, expected.value); }

void write_for_any(Writer& writer, const syntax::Property& property) {
  const Group group(writer);
  writer.words({"for", "any"});
  for (std::size_t i = 0; i < property.for_any.size(); ++i) {
    if (i > 0) writer.tight();
    if (i > 0) writer.word(",");
    writer.word();
    writer.tight();
    writer.word(":");
    write_type(writer, property.for_any[i].type);
  }
  const Indented where(writer);
  write_optional_part(writer, "where", property.for_any_where);
}

void write_assuming(Writer& writer, const syntax::Assuming& assuming) {
  writer.word("assuming");
  switch (assuming.compliance) {
    case syntax::Compliance::kAll:
      writer.words({"all", "comply"});
      if (assuming.except.empty()) return;
      writer.word("except");
      return write_names(writer);
    case syntax::Compliance::kNobody:
      return writer.words({"nobody", "complies"});
    case syntax::Compliance::kParties:
      write_names(writer);
      writer.word();
  }
}

void write_expectation(Writer& writer, const syntax::PropertyExpectation& expectation) {
  writer.word("expect");
  std::visit([&](const auto& node) { write(writer, node); }, expectation.node);
}

std::vector<Item> items_of(Writer& writer, const syntax::Property& property) {
  std::vector<Item> items;
  const auto add = [&](Span span, std::function<void()> write_item) {
    items.push_back({span.begin, RowKind::kOther, std::move(write_item)});
  };
  if (!property.for_any.empty()) add(property.for_any.front().name.span, [&] { write_for_any(writer, property); });
  add(property.question_span, [&] { std::visit([&](const auto& node) { write(writer, node); }, property.question); });
  if (!property.without.empty()) {
    add(property.without.front().span, [&] {
      writer.word("without");
      write_names(writer);
    });
  }
  if (property.assuming) add(property.assuming->span, [&] { write_assuming(writer, *property.assuming); });
  if (property.expectation) add(property.expectation->span, [&] { write_expectation(writer, *property.expectation); });
  return items;
}

}  // namespace

void write_property(Writer& writer, const syntax::Property& property) {
  writer.word("property");
  writer.word();
  write_title(writer, property.title);
  std::vector<Item> items = items_of(writer, property);
  writer.column(0);
  write_block(writer, std::move(items));
}

}  // namespace proviso::language::layout
