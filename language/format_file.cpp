#include "language/format_file.h"

#include <algorithm>

#include "language/layout.h"
#include "language/layout_writer.h"
#include "language/lexer.h"

namespace proviso::language {
namespace {

using layout::Item;
using layout::RowKind;
using layout::Writer;

// What stands at the top level, in the order of the text.
std::vector<Item> items_of(Writer& writer, const syntax::File& file) {
  std::vector<Item> items;
  const auto add = [&](std::uint32_t begin, RowKind kind, std::function<void()> write) {
    items.push_back({begin, kind, std::move(write)});
  };
  if (file.agreement) {
    add(file.agreement->span.begin, RowKind::kOther, [&] { write_agreement(writer, *file.agreement); });
  }
  for (const auto& declaration : file.declarations) {
    add(layout::begin_of(declaration), layout::row_kind(declaration), [&] { write_declaration(writer, declaration); });
  }
  for (const auto& amendment : file.amendments) {
    add(amendment.span.begin, RowKind::kOther, [&] { write_amendment(writer, amendment); });
  }
  for (const auto& redline : file.redlines) {
    add(redline.span.begin, RowKind::kOther, [&] { write_redline(writer, redline); });
  }
  for (const auto& property : file.properties) {
    add(property.span.begin, RowKind::kProperty, [&] { write_property(writer, property); });
  }
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.begin < b.begin; });
  return items;
}

// A word or comment as it counts: the characters of a line end do not.
std::string counted(std::string_view text) {
  std::string counted(text);
  std::erase(counted, '\r');
  counted.erase(counted.find_last_not_of(" \t") + 1);
  return counted;
}

}  // namespace

std::string format(const syntax::File& file, const SourceMap& sources) {
  Writer writer(file, sources);
  for (const Item& item : items_of(writer, file)) {
    writer.gap({.breaks = layout::Break::kAlways, .blanks = {true, true}});
    const layout::RowOf row(writer, item.kind);
    item.write();
  }
  writer.end();
  return layout::print(writer.take_pieces());
}

bool same_words(const SourceMap& sources, FileId one, FileId other) {
  Diagnostics ignored;
  const auto first = lex(sources, one, ignored), second = lex(sources, other, ignored);
  return std::equal(first.begin(), first.end(), second.begin(), second.end(), [&](const Token& a, const Token& b) {
    return a.kind == b.kind && counted(sources.text(a.span)) == counted(sources.text(b.span));
  });
}

}  // namespace proviso::language
