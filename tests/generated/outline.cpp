#include "tests/generated/outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace proviso::generated {

namespace {

const Type kBool{Sort::kBool}, kWhole{Sort::kWhole}, kMoney{Sort::kMoney}, kDate{Sort::kDate}, kParty{Sort::kParty};

class Planner {
 public:
  Planner(Draws& draws, Profile profile) : draws_(draws), closed_(profile == Profile::kClosed) {
    plan_.profile = profile;
  }

  Outline run() {
    days();
    if (draws_.percent(25)) plan_.currency = "EUR";
    plan_.parties = {"Ann"};
    if (draws_.percent(60)) plan_.parties.emplace_back("Bob");
    kinds();
    for (std::size_t i = few(closed_ ? 1 : 2); i > 0; --i) plan_.terms.push_back(function("term", any_type()));
    if (draws_.percent(25)) plan_.readings.push_back(reading());
    for (std::size_t i = few(closed_ ? 1 : 2); i > 0; --i) condition();
    for (std::size_t i = 1 + draws_.below(closed_ ? 2 : 3); i > 0; --i) plan_.actions.push_back(action());
    if (draws_.percent(20)) plan_.defines.push_back(function("shorthand", any_type()));
    for (std::size_t i = 1 + few(2); i > 0; --i) tally();
    for (std::size_t i = 1 + draws_.below(3); i > 0; --i) plan_.clauses.push_back(clause());
    if (draws_.percent(20)) plan_.amendment = "later";
    return std::move(plan_);
  }

 private:
  std::size_t few(std::size_t most) { return draws_.percent(45) ? 0 : draws_.below(most + 1); }

  static std::string numbered(const char* word, std::size_t count) { return fmt::format("{}{}", word, count + 1); }

  void days() {
    const std::vector<std::vector<std::string>> all{
        {"2026-01-01", "2026-01-02", "2026-01-03"},
        {"2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"},
        {"2027-12-31", "2028-01-01"},
        {"2028-02-28", "2028-02-29", "2028-03-01", "2028-03-31"},
        {"2026-03-30", "2026-03-31", "2026-04-01"},
        {"2026-05-01", "2026-05-02"},
    };
    plan_.days = draws_.of(all);
    while (closed_ && plan_.days.size() > 2 && draws_.percent(60)) plan_.days.pop_back();
  }

  void kinds() {
    if (draws_.percent(45)) {
      plan_.kinds.push_back({"Colour", {"Red", "Blue"}});
      if (!closed_ && draws_.percent(40)) plan_.kinds.back().members.emplace_back("Green");
    }
    if (!closed_ && draws_.percent(30)) plan_.kinds.push_back({"Item", {}});
  }

  std::optional<Type> some_kind() {
    if (plan_.kinds.empty()) return std::nullopt;
    return Type{Sort::kKind, draws_.of(plan_.kinds).name};
  }

  Type money() { return {Sort::kMoney, draws_.percent(35) ? plan_.currency : ""}; }

  Type any_type() {
    const std::size_t roll = draws_.below(100);
    if (roll < 35) return money();
    if (roll < 50) return kWhole;
    if (roll < 56) return {Sort::kPercent};
    if (roll < 60) return {Sort::kNumber};
    if (roll < 66) return kBool;
    if (roll < 71) return kDate;
    if (roll < 75) return {Sort::kDays};
    if (roll < 78 && !closed_) return {Sort::kMonths};
    if (roll < 86) return kParty;
    return some_kind().value_or(kWhole);
  }

  Typed parameter(const char* name) { return {name, draws_.percent(75) ? some_kind().value_or(kParty) : kParty}; }

  std::vector<Typed> parameters(unsigned chance) {
    if (!draws_.percent(chance)) return {};
    std::vector<Typed> made{parameter("k")};
    if (!closed_ && draws_.percent(15)) made.push_back(parameter("l"));
    return made;
  }

  Function function(const char* word, const Type& type) {
    const std::size_t count = word[0] == 't' ? plan_.terms.size() : word[0] == 'f' ? plan_.conditions.size() : 0;
    // A term of an open kind has nothing to be compared with but other unknowns: let it be an amount.
    const Type chosen = type.sort == Sort::kKind && plan_.is_open(type) ? kMoney : type;
    return {numbered(word, count), parameters(25), chosen};
  }

  void condition() {
    Function made = function("fact", kBool);
    if (draws_.percent(50)) made.decided_by = draws_.of(plan_.parties);
    plan_.conditions.push_back(std::move(made));
  }

  Reading reading() {
    Reading made{"sense", {"strict", "loose"}};
    if (draws_.percent(20)) made.choices.emplace_back("neither");
    return made;
  }

  Action action() {
    Action made{numbered("act", plan_.actions.size()), {}, draws_.of(plan_.parties)};
    const std::size_t fields = draws_.percent(20) ? 0 : 1 + (draws_.percent(closed_ ? 20 : 35) ? 1 : 0);
    for (std::size_t i = 0; i < fields; ++i) made.fields.push_back({i == 0 ? "x" : "y", any_type()});
    if (draws_.percent(plan_.actions.empty() ? 10 : 35)) {
      made.actor.clear();
      return made;
    }
    const auto is_party = [](const Typed& field) { return field.type == kParty; };
    const auto found = std::find_if(made.fields.begin(), made.fields.end(), is_party);
    if (found != made.fields.end() && draws_.percent(60)) {
      made.actor = found->name;
      made.actor_is_field = true;
    }
    made.reserved = draws_.percent(20);
    return made;
  }

  Type type_of(Operation operation, const std::optional<std::size_t>& action) {
    if (operation == Operation::kCount) return kWhole;
    if (operation == Operation::kEver) return kBool;
    if (operation == Operation::kFirst || operation == Operation::kLast) return kDate;
    std::vector<Type> types{kWhole, money()};
    for (const Typed& field : action ? plan_.actions[*action].fields : std::vector<Typed>{}) {
      if (operation == Operation::kSum && field.type.sort >= Sort::kDate && field.type.sort != Sort::kDays) continue;
      if (operation == Operation::kSum && field.type == kBool) continue;
      types.insert(types.end(), 4, field.type);
    }
    return draws_.of(types);
  }

  void tally() {
    Tally made{numbered("tally", plan_.tallies.size()), parameters(25), {}, Operation::kSum, {}};
    const std::vector<Operation> all{Operation::kSum,   Operation::kSum,  Operation::kCount,  Operation::kEver,
                                     Operation::kFirst, Operation::kLast, Operation::kLatest, Operation::kLatest};
    made.operation = draws_.of(all);
    if (draws_.percent(92)) made.action = draws_.below(plan_.actions.size());
    made.type = type_of(made.operation, made.action);
    made.initially = draws_.percent(made.always_has_value() ? 15 : 45) && !plan_.is_open(made.type);
    const bool guarded = !made.always_has_value() && draws_.percent(80);
    if (guarded) made.guard = made.name + "_known";
    plan_.tallies.push_back(made);
    if (guarded) plan_.tallies.push_back({made.guard, made.parameters, kBool, Operation::kEver, made.action});
  }

  // One that somebody does.
  std::size_t act() {
    std::vector<std::size_t> all;
    for (std::size_t a = 0; a < plan_.actions.size(); ++a) {
      if (!plan_.actions[a].actor.empty()) all.push_back(a);
    }
    if (all.empty()) plan_.actions.front().actor = plan_.parties.front();
    return all.empty() ? 0 : draws_.of(all);
  }

  Clause clause() {
    const std::size_t roll = draws_.below(100);
    const Rule rule = roll < 15   ? Rule::kMay
                      : roll < 50 ? Rule::kShallNot
                      : roll < 78 ? Rule::kAct
                      : roll < 88 ? Rule::kEnsure
                                  : Rule::kKeep;
    Clause made{numbered("clause", plan_.clauses.size()), rule, act()};
    if (!made.is_duty()) return made;
    const std::size_t how = draws_.below(100);
    made.arises = how < 25 ? Arises::kOnce : how < 85 ? Arises::kByEvent : Arises::kBecoming;
    made.trigger = draws_.below(plan_.actions.size());
    return made;
  }

  Draws& draws_;
  bool closed_;
  Outline plan_;
};

}  // namespace

bool Outline::is_open(const Type& type) const { return type.sort == Sort::kKind && members(type.kind).empty(); }

const std::vector<std::string>& Outline::members(const std::string& kind) const {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& one) { return one.name == kind; });
  if (found == kinds.end()) throw std::logic_error("no kind " + kind);
  return found->members;
}

Outline outline(Draws& draws, Profile profile) { return Planner(draws, profile).run(); }

}  // namespace proviso::generated
