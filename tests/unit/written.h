// An agreement written in a test.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "language/checker.h"
#include "language/parser.h"
#include "properties/goal.h"

namespace proviso {

class Written {
 public:
  explicit Written(const std::string& text) {
    language::SourceMap sources;
    check(sources, sources.add("t.proviso", text));
  }

  // What a file below cases/ says.
  static Written in_file(const std::string& path) {
    language::SourceMap sources;
    const auto file = language::load_file(sources, path);
    if (!file) throw std::invalid_argument("can not be read: " + path);
    Written written;
    written.check(sources, *file);
    return written;
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
  Written() = default;

  void check(language::SourceMap& sources, language::FileId file) {
    language::Diagnostics diagnostics;
    const syntax::File tree = language::parse(sources, file, diagnostics);
    if (!diagnostics.has_errors()) agreement_ = language::check(tree, sources, diagnostics);
    if (!agreement_) throw std::invalid_argument(language::render(sources, diagnostics, false));
  }

  template <class Id, class Declared>
  static Id find(const std::vector<Declared>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Declared& one) { return one.name == name; });
    if (found == all.end()) throw std::invalid_argument("nothing is called " + name);
    return Id{static_cast<std::uint32_t>(found - all.begin())};
  }

  std::optional<language::Agreement> agreement_;
};

// Every file below cases/, in order.
inline std::vector<std::string> case_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PROVISO_SOURCE_DIR "/cases")) {
    if (entry.path().extension() == ".proviso") paths.push_back(entry.path().native());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::string case_name(const testing::TestParamInfo<std::string>& tested) {
  return std::filesystem::path(tested.param).stem().native();
}

}  // namespace proviso
