// An agreement written in a test.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include "language/checker.h"
#include "language/parser.h"
#include "properties/goal.h"

namespace proviso {

class Written {
 public:
  explicit Written(const std::string& text) {
    language::SourceMap sources;
    language::Diagnostics diagnostics;
    const syntax::File tree = language::parse(sources, sources.add("t.proviso", text), diagnostics);
    if (!diagnostics.has_errors()) agreement_ = language::check(tree, sources, diagnostics);
    if (!agreement_) throw std::invalid_argument(language::render(sources, diagnostics, false));
  }

  const language::Agreement& agreement() const { return *agreement_; }

  // The goal of a property, by name.
  properties::Goal goal(const std::string& property) const {
    return properties::pose(*agreement_, find<language::PropertyId>(agreement_->properties, property));
  }
  language::ClauseId clause(const std::string& name) const {
    return find<language::ClauseId>(agreement_->clauses, name);
  }
  language::TallyId tally(const std::string& name) const { return find<language::TallyId>(agreement_->tallies, name); }
  language::ActionId action(const std::string& name) const {
    return find<language::ActionId>(agreement_->actions, name);
  }
  // The only duty of a clause.
  language::StatementId duty(const std::string& clause_name) const {
    return (*agreement_)[(*agreement_)[clause(clause_name)].texts.at(0)].statements.at(0);
  }
  // Everybody complies, nothing is struck.
  properties::Setting setting() const {
    return {std::vector<bool>(agreement_->parties.size(), true), std::vector<bool>(agreement_->clauses.size(), false)};
  }

 private:
  template <class Id, class Declared>
  static Id find(const std::vector<Declared>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Declared& one) { return one.name == name; });
    if (found == all.end()) throw std::invalid_argument("nothing is called " + name);
    return Id{static_cast<std::uint32_t>(found - all.begin())};
  }

  std::optional<language::Agreement> agreement_;
};

}  // namespace proviso
