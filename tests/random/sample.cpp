#include "tests/random/sample.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "cli/files.h"
#include "language/checker.h"
#include "language/parser.h"

namespace proviso::random_histories {

using language::Agreement;
using language::Day;
using language::Sort;
using language::Type;
using language::Value;

namespace {

constexpr std::size_t kFewerWithCalendar = 8;

Agreement read(const std::string& path) {
  language::SourceMap sources;
  const auto file = language::load_file(sources, path);
  language::Diagnostics found;
  if (!file) throw std::runtime_error("can not be read: " + path);
  const syntax::File tree = language::parse(sources, *file, found);
  auto agreement = found.has_errors() ? std::nullopt : language::check(tree, sources, found);
  if (!agreement) throw std::runtime_error("has errors: " + path);
  keep_formulas(*agreement);
  return *std::move(agreement);
}

// Years, months or quarters of dates are read somewhere.
bool reads_calendar(const Agreement& agreement) {
  const auto of_calendar = [](const language::Expression& expression) {
    return expression.type.sort == Sort::kMonths || std::holds_alternative<language::PartOfDate>(expression.node) ||
           std::holds_alternative<language::EndOf>(expression.node);
  };
  const auto windowed = [](const language::Tally& tally) {
    return std::holds_alternative<language::PerCalendar>(tally.window) ||
           std::holds_alternative<language::InTheLast>(tally.window);
  };
  return std::any_of(agreement.expressions.begin(), agreement.expressions.end(), of_calendar) ||
         std::any_of(agreement.tallies.begin(), agreement.tallies.end(), windowed);
}

void collect_numbers(Sample& sample) {
  std::map<Sort, std::set<mpq_class>> found;
  found[Sort::kMoney] = {0, 1, 10, 50, 100};
  found[Sort::kNumber] = {0, mpq_class(1, 20), mpq_class(3, 40), mpq_class(1, 10), mpq_class(1, 2), 1, 2};
  found[Sort::kWhole] = {0, 1, 2, 3};
  found[Sort::kDays] = {0, 1, 5, 20};
  found[Sort::kMonths] = {-13, -1, 0, 1, 2, 11, 12};
  for (const language::Expression& expression : sample.agreement.expressions) {
    const auto* literal = std::get_if<language::Literal>(&expression.node);
    const auto* number = literal ? std::get_if<mpq_class>(&literal->value) : nullptr;
    if (!number) continue;
    const mpq_class step = expression.type.percent ? mpq_class(1, 100) : mpq_class(1);
    for (int near : {-1, 0, 1}) found[expression.type.sort].insert(mpq_class(*number + step * near));
  }
  for (const auto& [sort, numbers] : found) sample.numbers[sort].assign(numbers.begin(), numbers.end());
}

void collect_days(Sample& sample) {
  std::set<Day> found;
  const auto add = [&](Day day) {
    for (int near : {-1, 0, 1}) found.insert(day + std::chrono::days(near));
  };
  add(sample.agreement.starts);
  for (const language::Expression& expression : sample.agreement.expressions) {
    const auto* literal = std::get_if<language::Literal>(&expression.node);
    if (const Day* day = literal ? std::get_if<Day>(&literal->value) : nullptr) add(*day);
  }
  for (const language::Amendment& amendment : sample.agreement.amendments) add(amendment.effective);
  const std::chrono::year_month_day first{sample.agreement.starts};
  for (int months : {1, 2, 4, 12}) add(Day(first.year() / first.month() / 1) + std::chrono::days(31 * months - 3));
  add(Day(first.year() / 12 / 31));
  add(Day((first.year() + std::chrono::years(1)) / 2 / 28));
  sample.days.assign(found.begin(), found.end());
}

}  // namespace

std::vector<Value> Sample::values(const Type& type) const {
  std::vector<Value> all;
  const auto members = [&](std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) all.push_back(language::Member{i});
  };
  if (type.sort == Sort::kBool) return {false, true};
  if (type.sort == Sort::kParty) {
    members(agreement.parties.size());
  } else if (type.sort == Sort::kKind) {
    members(agreement[type.kind].open ? kIndividuals : agreement[type.kind].members.size());
  } else if (type.sort == Sort::kDate) {
    all.assign(days.begin(), days.end());
  } else {
    all = numbers.at(type.sort);
  }
  return all;
}

std::vector<properties::Arguments> Sample::combinations(const std::vector<language::VariableId>& variables) const {
  std::vector<properties::Arguments> all{{}};
  for (language::VariableId variable : variables) {
    std::vector<properties::Arguments> longer;
    for (const properties::Arguments& shorter : all) {
      for (const Value& value : values(agreement[variable].type)) {
        longer.push_back(shorter);
        longer.back().push_back(value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

properties::Goal Sample::idle_goal() const {
  const std::vector<bool> no_clause(agreement.clauses.size(), false);
  properties::Setting setting{std::vector<bool>(agreement.parties.size(), true), no_clause, no_clause};
  return {properties::GoalKind::kKeep, setting, {}, {}, truth};
}

Sample sample_of(std::string name, Agreement agreement) {
  Sample sample{.name = std::move(name), .agreement = std::move(agreement), .truth = {}, .numbers = {}, .days = {}};
  collect_numbers(sample);
  collect_days(sample);
  if (reads_calendar(sample.agreement)) sample.fewer = kFewerWithCalendar;
  sample.truth.index = static_cast<std::uint32_t>(sample.agreement.expressions.size());
  sample.agreement.expressions.push_back({language::Literal{Value{true}}, Type{Sort::kBool}, {}});
  return sample;
}

void keep_formulas(Agreement& agreement) {
  std::erase_if(agreement.properties, [](const language::Property& property) {
    return property.question > language::QuestionKind::kAlwaysPossible;
  });
}

std::vector<Sample> samples() {
  const std::string root = PROVISO_SOURCE_DIR;
  std::vector<Sample> all;
  for (const std::string& path : cli::find_files({root + "/cases", root + "/tests/random"}).files) {
    all.push_back(sample_of(path.substr(root.size() + 1), read(path)));
  }
  return all;
}

}  // namespace proviso::random_histories
