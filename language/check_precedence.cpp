// Two statements can meet if both can speak of one event while the texts of both are in force. Every pair that can is
// an edge from the loser to the winner, with the place that says so; a depth-first walk with its own stack looks for
// circles.
#include "language/check_precedence.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace proviso::language {
namespace {

// The events that a statement speaks of.
struct Subject {
  std::optional<ActionId> action;  // absent where no event triggers the duty, and for a `keep`
  std::optional<PartyId> party;    // absent for a duty: anybody's event can be its trigger
};

Subject subject_of_trigger(const Duty& duty) {
  const ActionId* event = triggering_action(duty);
  return event == nullptr ? Subject{} : Subject{*event, std::nullopt};
}

Subject subject_of(const Agreement& agreement, const Statement& statement) {
  return std::visit(Overloaded{
                        [&](const May& may) { return Subject{may.action, named_party(agreement, may.party)}; },
                        [&](const ShallNot& ban) { return Subject{ban.action, named_party(agreement, ban.party)}; },
                        [](const Duty& duty) { return subject_of_trigger(duty); },
                        [](const Keep&) { return Subject{}; },
                    },
                    statement.rule);
}

// One text ends at the latest when the amendment takes effect that adds the other, or an earlier one.
bool ends_before(const ClauseText& earlier, const ClauseText& later) {
  return earlier.ended_by && later.added_by && earlier.ended_by->index <= later.added_by->index;
}

bool can_meet(const Agreement& agreement, const Statement& left, const Statement& right) {
  const Subject a = subject_of(agreement, left), b = subject_of(agreement, right);
  if (!a.action || a.action != b.action || (a.party && b.party && *a.party != *b.party)) return false;
  return !ends_before(agreement[left.text], agreement[right.text]) &&
         !ends_before(agreement[right.text], agreement[left.text]);
}

class Ranker {
 public:
  explicit Ranker(Checker& checker) : checker_(checker) {}

  void add(const PrecedenceClaim& claim) {
    for (const syntax::Name& name : claim.written->notwithstanding) relate(claim, name, true);
    for (const syntax::Name& name : claim.written->subject_to) relate(claim, name, false);
    check_listed_once(checker_, claim.written->notwithstanding, "clause");
    check_listed_once(checker_, claim.written->subject_to, "clause");
  }

  void finish() {
    std::vector<Statement>& statements = checker_.agreement.statements;
    for (const auto& [pair, span] : said_) statements[pair.first.index].defeated_by.push_back(pair.second);
    states_.resize(statements.size(), State::kNew);
    for (std::uint32_t i = 0; i < statements.size(); ++i) walk({i});
  }

 private:
  enum class State { kNew, kOpen, kDone };
  using LoserAndWinner = std::pair<StatementId, StatementId>;
  struct Frame {
    StatementId statement;
    std::size_t next = 0;
  };

  void relate(const PrecedenceClaim& claim, const syntax::Name& name, bool wins) {
    const Symbol* symbol = checker_.resolve(name, {SymbolKind::kClause}, "a clause");
    if (symbol == nullptr) return;
    const ClauseId other{symbol->index};
    if (other == claim.clause) {
      checker_.report(Code::kCircularPrecedence, name.span,
                      fmt::format("`{}` can not take precedence over itself", name.text), {},
                      "within a clause, write the exception with `unless`");
      return;
    }
    bool meets = claim.statements.empty() || checker_.agreement[other].texts.empty();
    for (const StatementId statement : claim.statements) {
      for (const StatementId opponent : statements_of(other)) {
        if (!can_meet(checker_.agreement, checker_.agreement[statement], checker_.agreement[opponent])) continue;
        meets = true;
        said_.emplace(wins ? LoserAndWinner(opponent, statement) : LoserAndWinner(statement, opponent), name.span);
      }
    }
    if (!meets) warn_of_no_meeting(claim, name);
  }

  std::vector<StatementId> statements_of(ClauseId clause) const {
    std::vector<StatementId> all;
    for (const ClauseTextId text : checker_.agreement[clause].texts) {
      const std::vector<StatementId>& statements = checker_.agreement[text].statements;
      all.insert(all.end(), statements.begin(), statements.end());
    }
    return all;
  }

  void warn_of_no_meeting(const PrecedenceClaim& claim, const syntax::Name& name) {
    checker_.warn(Code::kNothingToDefeat, name.span,
                  fmt::format("`{}` and `{}` never speak of the same event: neither gives way here",
                              checker_.agreement[claim.clause].name, name.text),
                  {},
                  "`may` and `shall not` speak of their party's acts, a duty of the events that create it; that an act "
                  "is owed does not permit it");
  }

  void walk(StatementId root) {
    if (states_[root.index] != State::kNew) return;
    path_ = {{root}};
    states_[root.index] = State::kOpen;
    while (!path_.empty()) {
      Frame& frame = path_.back();
      const std::vector<StatementId>& winners = checker_.agreement[frame.statement].defeated_by;
      if (frame.next == winners.size()) {
        states_[frame.statement.index] = State::kDone;
        path_.pop_back();
        continue;
      }
      const StatementId winner = winners[frame.next++];
      if (states_[winner.index] == State::kOpen) report_circle(winner);
      if (states_[winner.index] != State::kNew) continue;
      states_[winner.index] = State::kOpen;
      path_.push_back({winner});
    }
  }

  const std::string& clause_of(StatementId statement) const {
    return checker_.agreement[checker_.agreement[checker_.agreement[statement].text].clause].name;
  }

  // The path from `first` to its end is a circle.
  void report_circle(StatementId first) {
    constexpr std::ptrdiff_t kMaxShown = 8;
    const auto start = std::find_if(path_.begin(), path_.end(), [&](const Frame& f) { return f.statement == first; });
    std::string way;
    std::vector<Label> labels;
    for (auto frame = start; frame != path_.end(); ++frame) {
      if (frame - start == kMaxShown) way += "… to ";
      if (frame - start >= kMaxShown) continue;
      way += fmt::format("`{}` to ", clause_of(frame->statement));
      if (frame + 1 == path_.end()) continue;
      labels.push_back({said_.at({frame->statement, (frame + 1)->statement}), "this is in the circle"});
    }
    way += fmt::format("`{}`", clause_of(first));
    checker_.report(Code::kCircularPrecedence, said_.at({path_.back().statement, first}),
                    fmt::format("these clauses give way in a circle: {}", way), std::move(labels),
                    "say of each two which one prevails, once");
  }

  Checker& checker_;
  std::map<LoserAndWinner, Span> said_;
  std::vector<State> states_;
  std::vector<Frame> path_;
};

}  // namespace

void check_precedence(Checker& checker, const std::vector<PrecedenceClaim>& claims) {
  Ranker ranker(checker);
  for (const PrecedenceClaim& claim : claims) ranker.add(claim);
  ranker.finish();
}

}  // namespace proviso::language
