// What the parts of the checker share: the file, its names, and the agreement as far as it is made.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/agreement.h"
#include "language/check_names.h"
#include "language/diagnostic.h"
#include "language/source.h"
#include "language/syntax.h"

namespace proviso::language {

// A define is inlined; this is what is known of it before. Absent types were reported as errors.
struct DefineSignature {
  std::vector<std::optional<Type>> parameters;
  std::optional<Type> result;
};

// The type of what was declared with a type that is not one: no expression of it is made, and nothing more is said.
inline constexpr Type kErrorType{Sort::kKind, KindId{0xFFFFFFFF}};

// How large an expression is, read as a tree, with the body of `some` and `every` once for each member.
struct Extent {
  std::uint32_t depth = 1;
  std::uint64_t nodes = 1;
};

// A place that speaks of what a clause creates: `owed(C)`, `overdue(C)`, `discharges(C)`, `except C`.
struct DutyMention {
  ClauseId clause;
  std::optional<ActionId> action;  // the statement's, for `discharges`
  bool or_keep = false;            // a `keep` will do
  bool asks = true;                // whether something is so: else of whose duties something is assumed
  Span span;
};

// The duties of a clause in all its texts, and whether one of them has a `keep`: as written, also those in error.
struct WrittenDuties {
  std::vector<const syntax::Duty*> duties;
  bool keeps = false;
};

struct Checker {
  const syntax::File& file;
  const SourceMap& sources;
  Diagnostics& diagnostics;
  Names names;
  Agreement agreement{};
  std::vector<DefineSignature> defines{};          // by the index of the define's symbol
  std::vector<std::optional<Type>> tally_types{};  // by TallyId; absent where the tally is in error or not yet checked
  std::vector<DutyMention> duty_mentions{};
  std::vector<WrittenDuties> written_duties{};  // by ClauseId
  std::optional<Span> first_money{};            // where money of the agreement's own currency is first spoken of
  std::vector<Extent> extents{};                // by ExprId

  void report(Code code, Span span, std::string message, std::vector<Label> labels = {},
              std::optional<std::string> help = std::nullopt);
  void warn(Code code, Span span, std::string message, std::vector<Label> labels = {},
            std::optional<std::string> help = std::nullopt);

  // The thing of one of these kinds; if there is none, reports that it is unknown (P203) or something else (P204).
  // `wanted` says what would be right here, as "a party".
  const Symbol* resolve(const syntax::Name& name, std::initializer_list<SymbolKind> kinds, std::string_view wanted);

  // The type as written, or nullopt after a diagnostic.
  std::optional<Type> resolve_type(const syntax::Type& type);

  // Money in this currency; in the agreement's own where none is written.
  Type money(const std::optional<syntax::Name>& currency, Span span);

  // Reports a parameter, field or variable that bears the name of a declaration (P202).
  void check_local_name(const syntax::Name& name, std::string_view what);

  ExprId add(ExprNode node, Type type, Span span);
  const Type& type_of(ExprId id) const { return agreement[id].type; }
  // "money", "a date", "a `Product`", …
  std::string describe(const Type& type) const;
  // What is written there, in backquotes, shortened where it is long.
  std::string quote(Span span) const;
};

// What is written, or nothing.
std::string text_of(const std::optional<syntax::Text>& text);

// Where the parameter of this name stands, if there is one.
std::optional<std::uint32_t> position_of(const std::vector<Field>& parameters, std::string_view name);

// Reports names that stand twice in one list (P208); `what` as "parameter".
void check_listed_once(Checker& checker, const std::vector<syntax::Name>& names, std::string_view what);

// Declares the parameters of a term, tally or condition, or the variables of `for any`: kinds or Party alone.
std::vector<VariableId> declare_variables(Checker& checker, const std::vector<syntax::Parameter>& parameters,
                                          std::string_view what);

// No expression has more nodes after its defines were inlined, or is deeper.
inline constexpr std::uint32_t kMaxNodes = 100'000;
inline constexpr std::uint32_t kMaxTypedDepth = 1'000;
// All expressions of an agreement together have no more nodes.
inline constexpr std::uint32_t kMaxAllNodes = 1'000'000;

}  // namespace proviso::language
