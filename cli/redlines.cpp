#include "cli/redlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "language/checker.h"
#include "language/edits.h"
#include "properties/expectation.h"

namespace proviso::cli {

using language::Agreement;
using language::RedlineExpectation;
using Direction = PropertyChange::Direction;

namespace {

std::optional<language::PropertyId> named(const Agreement& agreement, const std::string& name) {
  for (std::uint32_t p = 0; p < agreement.properties.size(); ++p) {
    if (agreement.properties[p].name == name) return language::PropertyId{p};
  }
  return std::nullopt;
}

// Another greatest or least value is a change too: it breaks the property if the old one was expected, fixes it if the
// new one is.
properties::Change change_of(const Agreement& original, const PropertyResult& before, const Agreement& edited,
                             const PropertyResult& after) {
  const properties::Change change = properties::compare({original, before.verdict}, {edited, after.verdict});
  if (change != properties::Change::kNone || before.verdict.value == after.verdict.value) return change;
  if (before.as_expected == after.as_expected) return properties::Change::kOther;
  return before.as_expected ? properties::Change::kBroken : properties::Change::kFixed;
}

// Notes a difference between the verdicts on the same property.
void compare_property(const Agreement& original, const PropertyResult& before, PropertyResult after,
                      RedlineResult& result) {
  const std::string& name = original[before.property].name;
  if (!properties::decided(before.verdict) || !properties::decided(after.verdict)) {
    result.undecided.push_back({name, before, std::move(after)});
    return;
  }
  switch (change_of(original, before, *result.edited, after)) {
    case properties::Change::kNone:
      return;
    case properties::Change::kBroken:
      result.changes.push_back({name, before, std::move(after), Direction::kBroken});
      return;
    case properties::Change::kFixed:
      result.changes.push_back({name, before, std::move(after), Direction::kFixed});
      return;
    case properties::Change::kOther:
      result.changes.push_back({name, before, std::move(after), Direction::kOther});
  }
}

// The names that an expectation of this kind lists.
std::set<std::string> expected_names(const Agreement& agreement, const language::Redline& redline,
                                     RedlineExpectation kind) {
  std::set<std::string> names;
  for (const language::Redline::Expectation& expectation : redline.expectations) {
    if (expectation.kind != kind) continue;
    for (language::PropertyId id : expectation.properties) names.insert(agreement[id].name);
  }
  return names;
}

// What is expected and is not, and what changes though nothing expects it. A redline without expectations allows all.
// Whether an undecided property changes is not known, so nothing is said of it.
std::vector<std::string> differences(const Agreement& agreement, const RedlineResult& result) {
  const language::Redline& redline = agreement.redlines[result.redline];
  std::vector<std::string> sentences;
  if (redline.expectations.empty()) return sentences;
  std::set<std::string> breaks = expected_names(agreement, redline, RedlineExpectation::kBreaks);
  std::set<std::string> fixes = expected_names(agreement, redline, RedlineExpectation::kFixes);
  for (const UndecidedProperty& undecided : result.undecided) {
    breaks.erase(undecided.property);
    fixes.erase(undecided.property);
  }
  for (const PropertyChange& change : result.changes) {
    const bool expected = (change.direction == Direction::kBroken && breaks.erase(change.property) > 0) ||
                          (change.direction == Direction::kFixed && fixes.erase(change.property) > 0);
    if (expected) continue;
    sentences.push_back(fmt::format("{} {}, which is not expected",
                                    change.direction == Direction::kBroken  ? "breaks"
                                    : change.direction == Direction::kFixed ? "fixes"
                                                                            : "changes",
                                    change.property));
  }
  for (const std::string& name : breaks) sentences.push_back(fmt::format("does not break {}", name));
  for (const std::string& name : fixes) sentences.push_back(fmt::format("does not fix {}", name));
  return sentences;
}

}  // namespace

Edited apply_redlines(const syntax::File& tree, std::size_t redlines, const language::SourceMap& sources,
                      language::Diagnostics& diagnostics) {
  Edited all;
  for (std::size_t r = 0; r < redlines; ++r) {
    language::Diagnostics found;
    std::optional<Agreement> agreement;
    const std::optional<syntax::File> edited = language::apply_redline(tree, r, found);
    if (edited && !found.has_errors()) agreement = language::check(*edited, sources, found);
    if (agreement) {
      all.push_back(std::make_shared<const Agreement>(std::move(*agreement)));
    } else {
      diagnostics.add(found);
    }
  }
  if (all.size() < redlines) all.clear();
  return all;
}

std::vector<language::PropertyId> same_properties(const Agreement& original,
                                                  const std::vector<language::PropertyId>& properties,
                                                  const Agreement& edited) {
  std::vector<language::PropertyId> same;
  for (language::PropertyId id : properties) {
    if (const auto there = named(edited, original[id].name)) same.push_back(*there);
  }
  return same;
}

RedlineResult examine_redline(const FileResult& file, std::size_t redline,
                              const std::shared_ptr<const Agreement>& edited, std::vector<PropertyResult> after) {
  const Agreement& original = *file.agreement;
  RedlineResult result;
  result.redline = redline;
  result.edited = edited;
  for (const PropertyResult& before : file.properties) {
    const auto same = std::find_if(after.begin(), after.end(), [&](const PropertyResult& candidate) {
      return (*edited)[candidate.property].name == original[before.property].name;
    });
    if (same != after.end()) compare_property(original, before, std::move(*same), result);
  }
  result.differences = differences(original, result);
  result.as_expected = result.differences.empty() && result.undecided.empty();
  return result;
}

}  // namespace proviso::cli
