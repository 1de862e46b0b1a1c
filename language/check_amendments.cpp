#include "language/check_amendments.h"

#include <fmt/format.h>

#include <utility>

namespace proviso::language {
namespace {

class Folder {
 public:
  explicit Folder(Checker& checker) : checker_(checker), last_(checker.agreement.clauses.size()) {}

  void begin(const syntax::Clause& clause, std::optional<AmendmentId> added_by) {
    const ClauseId id{checker_.names.symbols.find(clause.name.text)->index};
    last_[id.index] = drafts_.size();
    drafts_.push_back({id, &clause, added_by, std::nullopt});
  }

  void apply(const syntax::Amendment& amendment, AmendmentId id) {
    for (const syntax::Edit& edit : amendment.edits) {
      if (const auto* strike = std::get_if<syntax::Strike>(&edit.node)) end(strike->clause, id, "struck");
      if (const auto* replace = std::get_if<syntax::Replace>(&edit.node)) apply_replacement(*replace, edit.span, id);
      if (const auto* addition = std::get_if<syntax::Add>(&edit.node)) {
        if (const auto* clause = std::get_if<syntax::Clause>(&addition->declaration)) add(*clause, id);
      }
    }
  }

  std::vector<ClauseDraft> take() { return std::move(drafts_); }

 private:
  void apply_replacement(const syntax::Replace& replace, Span span, AmendmentId id) {
    if (const auto* clause = std::get_if<syntax::Clause>(&replace.declaration)) {
      if (end(clause->name, id, "replaced")) begin(*clause, id);
      return;
    }
    checker_.report(Code::kLaterVersion, span,
                    "in an amendment, only clauses can be replaced in this version of the language", {},
                    fmt::format("let the define say it: `if {} then … else …`", checker_.agreement[id].name));
  }

  void add(const syntax::Clause& clause, AmendmentId id) {
    const Symbol* symbol = checker_.names.symbols.find(clause.name.text);
    if (symbol->kind != SymbolKind::kClause) return;
    const auto& last = last_[symbol->index];
    if (!last || drafts_[*last].ended_by) return begin(clause, id);
    checker_.report(
        Code::kAlreadyInForce, clause.name.span, fmt::format("the clause `{}` is in force already", clause.name.text),
        {{drafts_[*last].text->name.span, "its text"}}, fmt::format("write `replace clause {}`", clause.name.text));
  }

  // Ends the clause's last text; false, with a diagnostic, if there is none in force.
  bool end(const syntax::Name& name, AmendmentId id, std::string_view verb) {
    const Symbol* symbol = checker_.resolve(name, {SymbolKind::kClause}, "a clause");
    if (symbol == nullptr) return false;
    const auto& last = last_[symbol->index];
    if (last && !drafts_[*last].ended_by) {
      drafts_[*last].ended_by = id;
      return true;
    }
    std::vector<Label> labels;
    if (last) labels.push_back({checker_.agreement[*drafts_[*last].ended_by].span, "struck by this amendment"});
    checker_.report(
        Code::kNotInForce, name.span,
        fmt::format("`{}` can not be {}: it is not in force {}", name.text, verb, last ? "any more" : "yet"),
        std::move(labels));
    return false;
  }

  Checker& checker_;
  std::vector<ClauseDraft> drafts_;
  std::vector<std::optional<std::size_t>> last_;  // by ClauseId, the draft of its latest text
};

void warn_if_before_start(Checker& checker, const syntax::Amendment& amendment) {
  if (!checker.file.agreement || !checker.file.agreement->starts) return;
  if (Day(amendment.effective.value) >= checker.agreement.starts) return;
  checker.warn(
      Code::kAmendedBeforeStart, amendment.effective.span,
      fmt::format("`{}` takes effect before the agreement starts: what it strikes or replaces is never in force",
                  amendment.name.text),
      {{checker.file.agreement->starts->span, "no history begins before this day"}});
}

void check_dates(Checker& checker) {
  const auto& amendments = checker.names.declared.amendments;
  for (const syntax::Amendment* amendment : amendments) warn_if_before_start(checker, *amendment);
  for (std::size_t i = 1; i < amendments.size(); ++i) {
    const syntax::Amendment& earlier = *amendments[i - 1];
    const syntax::Amendment& later = *amendments[i];
    if (Day(later.effective.value) >= Day(earlier.effective.value)) continue;
    checker.report(Code::kAmendmentOrder, later.effective.span,
                   fmt::format("`{}` takes effect before `{}`, which it amends", later.name.text, earlier.name.text),
                   {{earlier.effective.span, "the amendment before it"}},
                   "amendments are written in the order in which they take effect");
  }
}

}  // namespace

std::vector<ClauseDraft> fold_amendments(Checker& checker) {
  check_dates(checker);
  Folder folder(checker);
  for (const syntax::Clause* clause : checker.names.declared.base_clauses) folder.begin(*clause, std::nullopt);
  std::uint32_t index = 0;
  for (const syntax::Amendment* amendment : checker.names.declared.amendments) {
    folder.apply(*amendment, AmendmentId{index++});
  }
  return folder.take();
}

}  // namespace proviso::language
