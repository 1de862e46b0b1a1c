#include "language/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/expression.h"
#include "language/suggest.h"

namespace proviso::language {
namespace {

// Where the last word on a clause stands: its text in the base text or in an amendment, or the strike that ended it.
struct BaseText {
  std::size_t declaration;
};
struct AmendedText {
  std::size_t amendment, edit;
};
struct StruckBy {
  std::size_t amendment, edit;
};
struct Absent {};
using LastWord = std::variant<Absent, BaseText, AmendedText, StruckBy>;

// By the alternatives of syntax::Declaration.
constexpr std::array<std::string_view, std::variant_size_v<syntax::Declaration>> kWords = {
    "party", "kind", "term", "reading", "condition", "action", "event", "define", "tally", "assumption", "clause"};

const syntax::Name* name_of(const syntax::Declaration& declaration) {
  return std::visit(Overloaded{
                        [](const syntax::Assume&) -> const syntax::Name* { return nullptr; },
                        [](const auto& node) { return &node.name; },
                    },
                    declaration);
}

// The edit's declaration, if it adds one or replaces one.
syntax::Declaration* declaration_of(syntax::Edit& edit) {
  if (auto* addition = std::get_if<syntax::Add>(&edit.node)) return &addition->declaration;
  if (auto* replacement = std::get_if<syntax::Replace>(&edit.node)) return &replacement->declaration;
  return nullptr;
}

bool is_clause_named(const syntax::Declaration& declaration, std::string_view name) {
  const auto* clause = std::get_if<syntax::Clause>(&declaration);
  return clause != nullptr && clause->name.text == name;
}

bool is_strike_of(const syntax::Edit& edit, std::string_view name) {
  const auto* strike = std::get_if<syntax::Strike>(&edit.node);
  return strike != nullptr && strike->clause.text == name;
}

template <class T>
void erase_at(std::vector<T>& list, std::size_t index) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

class Redliner {
 public:
  Redliner(const syntax::File& file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  std::optional<syntax::File> apply(const syntax::Redline& redline) {
    for (const syntax::Edit& edit : redline.edits) {
      std::visit(Overloaded{
                     [&](const syntax::Strike& strike) { apply_strike(strike, edit.span); },
                     [&](const syntax::Replace& replace) { apply_replacement(replace); },
                     [&](const syntax::Add& addition) { apply_addition(addition, edit.span); },
                     [&](const syntax::Reinstate& reinstate) { apply_reinstatement(reinstate); },
                 },
                 edit.node);
    }
    if (failed_) return std::nullopt;
    file_.redlines.clear();
    return std::move(file_);
  }

 private:
  LastWord last_word(std::string_view name) {
    LastWord last = Absent{};
    for (std::size_t i = 0; i < file_.declarations.size(); ++i) {
      if (is_clause_named(file_.declarations[i], name)) last = BaseText{i};
    }
    for (std::size_t a = 0; a < file_.amendments.size(); ++a) {
      auto& edits = file_.amendments[a].edits;
      for (std::size_t e = 0; e < edits.size(); ++e) {
        if (is_strike_of(edits[e], name)) last = StruckBy{a, e};
        const syntax::Declaration* declaration = declaration_of(edits[e]);
        if (declaration != nullptr && is_clause_named(*declaration, name)) last = AmendedText{a, e};
      }
    }
    return last;
  }

  void apply_strike(const syntax::Strike& strike, Span span) {
    const syntax::Name& name = strike.clause;
    if (!first_edit_of(name)) return;
    const LastWord last = last_word(name.text);
    if (const auto* base = std::get_if<BaseText>(&last)) {
      erase_at(file_.declarations, base->declaration);
      file_.struck.push_back(name);
    } else if (const auto* amended = std::get_if<AmendedText>(&last)) {
      auto& edits = file_.amendments[amended->amendment].edits;
      if (std::holds_alternative<syntax::Replace>(edits[amended->edit].node)) {
        edits[amended->edit] = {span, strike};
      } else {
        erase_at(edits, amended->edit);
        file_.struck.push_back(name);
      }
    } else {
      report_absent(name, last, "struck");
    }
  }

  void apply_replacement(const syntax::Replace& replace) {
    const syntax::Name* name = name_of(replace.declaration);
    if (name == nullptr || !first_edit_of(*name)) return;
    if (std::holds_alternative<syntax::Clause>(replace.declaration)) {
      replace_clause(*name, replace.declaration);
    } else if (syntax::Declaration* old = declared(*name, replace.declaration.index())) {
      *old = replace.declaration;
    } else {
      report_unknown(*name, replace.declaration.index());
    }
  }

  void replace_clause(const syntax::Name& name, const syntax::Declaration& clause) {
    const LastWord last = last_word(name.text);
    if (const auto* base = std::get_if<BaseText>(&last)) {
      file_.declarations[base->declaration] = clause;
    } else if (const auto* amended = std::get_if<AmendedText>(&last)) {
      *declaration_of(file_.amendments[amended->amendment].edits[amended->edit]) = clause;
    } else {
      report_absent(name, last, "replaced");
    }
  }

  void apply_addition(const syntax::Add& addition, Span span) {
    const auto* clause = std::get_if<syntax::Clause>(&addition.declaration);
    if (clause == nullptr) {
      file_.declarations.push_back(addition.declaration);
      return;
    }
    if (!first_edit_of(clause->name)) return;
    const LastWord last = last_word(clause->name.text);
    if (std::holds_alternative<BaseText>(last) || std::holds_alternative<AmendedText>(last)) {
      report(Code::kAlreadyInForce, clause->name.span,
             fmt::format("the clause `{}` is in force already", clause->name.text), {},
             fmt::format("write `replace clause {}`", clause->name.text));
    } else if (file_.amendments.empty()) {
      file_.declarations.push_back(addition.declaration);
    } else {
      file_.amendments.back().edits.push_back({span, addition});
    }
  }

  void apply_reinstatement(const syntax::Reinstate& reinstate) {
    const syntax::Name& name = reinstate.clause;
    if (!first_edit_of(name)) return;
    const LastWord last = last_word(name.text);
    if (const auto* struck = std::get_if<StruckBy>(&last)) {
      erase_at(file_.amendments[struck->amendment].edits, struck->edit);
    } else if (std::holds_alternative<Absent>(last)) {
      report_absent(name, last, "reinstated");
    } else {
      report(Code::kNotStruck, name.span, fmt::format("`{}` is in force: no amendment struck it", name.text), {},
             "only what an amendment strikes can be reinstated");
    }
  }

  // The declaration of this name and this alternative of syntax::Declaration, outside the redlines.
  syntax::Declaration* declared(const syntax::Name& name, std::size_t alternative) {
    const auto is_it = [&](const syntax::Declaration& declaration) {
      const syntax::Name* other = name_of(declaration);
      return declaration.index() == alternative && other != nullptr && other->text == name.text;
    };
    for (syntax::Declaration& declaration : file_.declarations) {
      if (is_it(declaration)) return &declaration;
    }
    for (syntax::Amendment& amendment : file_.amendments) {
      for (syntax::Edit& edit : amendment.edits) {
        syntax::Declaration* declaration = declaration_of(edit);
        if (declaration != nullptr && is_it(*declaration)) return declaration;
      }
    }
    return nullptr;
  }

  // The names declared under this alternative of syntax::Declaration.
  std::vector<std::string_view> declared_names(std::size_t alternative) {
    std::vector<std::string_view> names;
    const auto collect = [&](const syntax::Declaration& declaration) {
      const syntax::Name* name = name_of(declaration);
      if (declaration.index() == alternative && name != nullptr) names.push_back(name->text);
    };
    for (const syntax::Declaration& declaration : file_.declarations) collect(declaration);
    for (syntax::Amendment& amendment : file_.amendments) {
      for (syntax::Edit& edit : amendment.edits) {
        if (const syntax::Declaration* declaration = declaration_of(edit)) collect(*declaration);
      }
    }
    return names;
  }

  // False, with a diagnostic, if the redline has edited this name before.
  bool first_edit_of(const syntax::Name& name) {
    const auto [earlier, is_first] = edited_.emplace(name.text, name.span);
    if (is_first) return true;
    report(Code::kEditedTwice, name.span, fmt::format("this redline edits `{}` twice", name.text),
           {{earlier->second, "first here"}}, "to give a clause another text, write `replace clause` alone");
    return false;
  }

  void report_absent(const syntax::Name& name, const LastWord& last, std::string_view verb) {
    const auto* struck = std::get_if<StruckBy>(&last);
    if (struck == nullptr) return report_unknown(name, syntax::Declaration(syntax::Clause{}).index());
    const syntax::Edit& strike = file_.amendments[struck->amendment].edits[struck->edit];
    report(Code::kNotInForce, name.span,
           fmt::format("`{}` can not be {}: it is not in force any more", name.text, verb),
           {{strike.span, fmt::format("struck by `{}`", file_.amendments[struck->amendment].name.text)}},
           fmt::format("`reinstate {}` takes that strike back", name.text));
  }

  // "a party", where something else bears the name.
  std::optional<std::string_view> other_thing(const syntax::Name& name) {
    for (std::size_t alternative = 0; alternative < kWords.size(); ++alternative) {
      if (declared(name, alternative) != nullptr) return kWords[alternative];
    }
    const auto has_name = [&](const auto& thing) { return thing.name.text == name.text; };
    const auto among = [&](const auto& things) { return std::any_of(things.begin(), things.end(), has_name); };
    if (among(file_.properties)) return "property";
    if (among(file_.amendments)) return "amendment";
    return std::nullopt;
  }

  void report_unknown(const syntax::Name& name, std::size_t alternative) {
    if (const auto other = other_thing(name)) {
      const std::string_view article =
          std::string_view("aeiou").find(other->front()) == std::string_view::npos ? "a" : "an";
      return report(Code::kOtherKindOfName, name.span,
                    fmt::format("`{}` is {} {}; a {} is needed here", name.text, article, *other, kWords[alternative]),
                    {}, std::nullopt);
    }
    report(Code::kUnknownName, name.span, fmt::format("there is no {} `{}` to edit", kWords[alternative], name.text),
           {}, did_you_mean(name.text, declared_names(alternative)));
  }

  void report(Code code, Span span, std::string message, std::vector<Label> labels, std::optional<std::string> help) {
    failed_ = true;
    diagnostics_.add({code, Severity::kError, span, std::move(message), std::move(labels), std::move(help)});
  }

  syntax::File file_;
  Diagnostics& diagnostics_;
  std::map<std::string, Span, std::less<>> edited_;
  bool failed_ = false;
};

}  // namespace

std::optional<syntax::File> apply_redline(const syntax::File& file, std::size_t redline_index,
                                          Diagnostics& diagnostics) {
  return Redliner(file, diagnostics).apply(file.redlines.at(redline_index));
}

}  // namespace proviso::language
