#include "tests/golden/example.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "language/checker.h"
#include "language/parser.h"
#include "properties/goal.h"
#include "replay/replay.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using language::Value;
using properties::Event;
using properties::History;
using properties::Moment;
using properties::Table;
using properties::Verdict;
using properties::VerdictKind;

constexpr std::uint32_t kOnline = 1;

std::string file_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

template <class Tag, class Items>
language::Id<Tag> named(const Items& items, std::string_view name) {
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].name == name) return {i};
  }
  throw std::runtime_error("royalty.proviso has no " + std::string(name));
}

Value money(long amount) { return mpq_class(amount); }

// Makes the results of one agreement, by the names in it.
class Maker {
 public:
  explicit Maker(const Agreement& agreement) : agreement_(agreement) {}

  PropertyResult result(std::string_view name, Verdict verdict, bool as_expected) const {
    const auto property = named<language::PropertyTag>(agreement_.properties, name);
    PropertyResult result{
        property, properties::pose(agreement_, property), std::move(verdict), std::nullopt, as_expected, 0.25};
    replay(result);
    return result;
  }

  // The same with a clause struck as a redline would.
  PropertyResult struck(std::string_view name, std::string_view clause, Verdict verdict) const {
    PropertyResult result = this->result(name, {}, false);
    result.goal.setting.struck[clause_id(clause).index] = true;
    result.verdict = std::move(verdict);
    replay(result);
    return result;
  }

  language::ClauseId clause_id(std::string_view name) const {
    return named<language::ClauseTag>(agreement_.clauses, name);
  }

  Verdict proof(VerdictKind kind, const std::vector<std::string>& clauses) const {
    Verdict verdict;
    verdict.kind = kind;
    for (const std::string& clause : clauses) verdict.rests_on.push_back(clause_id(clause));
    verdict.support_found = true;
    verdict.moments_of_induction = 1;
    verdict.engine = "induction";
    verdict.confirmed_by = {"z3", "cvc5"};
    return verdict;
  }

  Verdict shown(VerdictKind kind, History history) const {
    Verdict verdict;
    verdict.kind = kind;
    verdict.history = std::move(history);
    verdict.engine = "bounded search";
    return verdict;
  }

  History history(long cap, std::uint32_t reading, std::vector<Moment> moments) const {
    const Table national{{{{language::Member{0}}, true}}, false};
    return {{{{}, money(cap)}, {{}, mpq_class(1, 5)}, national}, {reading}, {}, std::move(moments)};
  }

  Moment at(language::Day date, std::string_view action, properties::Arguments arguments) const {
    Moment moment = pause(date);
    moment.event = Event{named<language::ActionTag>(agreement_.actions, action), std::move(arguments)};
    return moment;
  }

  Moment pause(language::Day date) const {
    return {date, std::nullopt, {Table{{{{language::Member{0}}, false}}, true}}};
  }

 private:
  void replay(PropertyResult& result) const {
    if (!result.verdict.history) return;
    result.trace = replay::replay(agreement_, result.goal, *result.verdict.history);
    const bool troubled = result.trace->trouble != replay::Trouble::kNone;
    if (troubled != (result.verdict.kind == VerdictKind::kUnknown))
      throw std::runtime_error("replay: " + result.trace->why);
  }

  const Agreement& agreement_;
};

constexpr language::Day day(int year, unsigned month, unsigned date) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date};
}

// $160 are due of $800, and the cap is $100.
History over_the_cap(const Maker& make) {
  return make.history(
      100, 1,
      {make.at(day(2026, 4, 26), "quarter_closes", {money(800)}), make.at(day(2026, 6, 10), "pay", {money(160)})});
}

History online_without_amendment(const Maker& make) {
  History history = make.history(100, 1, {make.pause(day(2026, 1, 1))});
  history.moments[0].conditions[0].listed[{language::Member{0}}] = true;
  history.for_any = {language::Member{0}};
  return history;
}

History two_payments(const Maker& make) {
  return make.history(
      1000, 0,
      {make.at(day(2026, 1, 1), "pay", {money(1)}),
       make.at(day(2026, 4, 27), "offer", {language::Member{0}, language::Member{kOnline}}),
       make.at(day(2026, 4, 28), "use_name", {}), make.at(day(2026, 4, 28), "pay", {Value(mpq_class(2, 3))})});
}

Verdict undecided(VerdictKind kind, std::string reason, std::optional<std::uint32_t> bound) {
  Verdict verdict;
  verdict.kind = kind;
  verdict.reason = std::move(reason);
  verdict.bound = bound;
  verdict.engine = "bounded search";
  return verdict;
}

// Two quarters close before what the first one creates is paid.
Verdict unjudged(const Maker& make) {
  Verdict verdict = undecided(VerdictKind::kUnknown, "a history can not be judged", std::nullopt);
  verdict.history = make.history(100, 1,
                                 {make.at(day(2026, 4, 26), "quarter_closes", {money(800)}),
                                  make.at(day(2026, 4, 30), "quarter_closes", {money(5)})});
  return verdict;
}

Verdict depends(const Maker& make) {
  Verdict verdict = make.proof(VerdictKind::kDepends, {"shops_only"});
  verdict.when = {{{true, false}}};
  verdict.history = online_without_amendment(make);
  return verdict;
}

std::vector<PropertyResult> property_results(const Maker& make) {
  return {
      make.result("cap_respected", make.proof(VerdictKind::kHolds, {"royalties", "total_cap"}), true),
      make.result("capped_by_itself", make.shown(VerdictKind::kFails, over_the_cap(make)), false),
      make.result("cap_needs_compliance", make.shown(VerdictKind::kFails, over_the_cap(make)), true),
      make.result("online_iff_amended", depends(make), true),
      make.result("can_pay_twice", make.shown(VerdictKind::kHolds, two_payments(make)), true),
      make.result("can_owe_nothing", make.proof(VerdictKind::kFails, {}), true),
      make.result("long_run", undecided(VerdictKind::kBounded, "no proof found", 12), false),
      make.result("hard", unjudged(make), false),
  };
}

std::vector<RedlineResult> redline_results(const Maker& make, const std::shared_ptr<const Agreement>& agreement) {
  const PropertyResult before = make.result("cap_respected", make.proof(VerdictKind::kHolds, {"total_cap"}), true);
  const PropertyResult after =
      make.struck("cap_respected", "total_cap", make.shown(VerdictKind::kFails, over_the_cap(make)));
  const PropertyChange broken{"cap_respected", before, after, PropertyChange::Direction::kBroken};
  return {
      {0, agreement, {broken}, {}, true, {}},
      {1, agreement, {}, {}, true, {}},
      {2, agreement, {}, {}, false, {"capped_by_itself is expected to be fixed and is not"}},
  };
}

}  // namespace

Example make_example() {
  Example example;
  example.sources = std::make_unique<language::SourceMap>();
  const language::FileId file =
      example.sources->add("royalty.proviso", file_text(PROVISO_SOURCE_DIR "/tests/golden/royalty.proviso"));
  language::Diagnostics diagnostics;
  const syntax::File tree = language::parse(*example.sources, file, diagnostics);
  std::optional<Agreement> checked;
  if (!diagnostics.has_errors()) checked = language::check(tree, *example.sources, diagnostics);
  if (!checked) throw std::runtime_error(language::render(*example.sources, diagnostics, false));
  const auto agreement = std::make_shared<const Agreement>(std::move(*checked));
  const Maker make(*agreement);
  example.report.sources = example.sources.get();
  example.report.files.push_back({file, agreement, property_results(make), redline_results(make, agreement)});
  return example;
}

}  // namespace proviso::cli
