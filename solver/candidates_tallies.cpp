// Candidates about tallies: signs, when they begin, what their dates are.
#include <fmt/format.h>

#include <algorithm>

#include "solver/collector.h"

namespace proviso::solver {

void Collector::add_tally(TallyId id) {
  const language::Tally& tally = agreement_[id];
  add_about(id, fmt::format("{} never moves", tally.name), [id](Unrolling& u, std::size_t s, const auto& arguments) {
    const TallyKind kind = u.agreement()[id].kind;
    const encode::TallyState t = u.tally(id, arguments, s);
    if (kind == TallyKind::kEver) return !t.value;
    return kind == TallyKind::kSum || kind == TallyKind::kCount ? t.value == 0 : !t.seen;
  });
  const bool number = tally.kind == TallyKind::kLatest && language::is_numeric(tally.type);
  if (tally.kind == TallyKind::kSum || tally.kind == TallyKind::kCount || number) {
    add_about(id, fmt::format("{} >= 0", tally.name), [id](Unrolling& u, std::size_t s, const auto& arguments) {
      return u.tally(id, arguments, s).value >= 0;
    });
  }
  if (tally.kind == TallyKind::kFirstDate || tally.kind == TallyKind::kLastDate) add_dated(id);
  if (tally.where) add_since(id);
  for (const Cut& cut : cuts_) {
    add_about(id, fmt::format("{} begins no earlier than {}", tally.name, cut.name),
              [id, day = cut.day](Unrolling& u, std::size_t s, const auto& arguments) {
                return encode::implication(begun(u, id, arguments, s), u.date(s) >= day(u, s));
              });
  }
}

// What the tally's `where` says of the date alone: once an event has counted, it may stay so.
void Collector::add_since(TallyId id) {
  const language::Tally& tally = agreement_[id];
  std::vector<ExprId> pending{*tally.where};
  while (!pending.empty()) {
    const ExprId part = pending.back();
    pending.pop_back();
    const auto* both = std::get_if<language::Binary>(&agreement_[part].node);
    if (both && both->op == BinaryOp::kAnd) {
      pending.insert(pending.end(), {both->left, both->right});
      continue;
    }
    const Reads what = reads(part);
    if (!what.date || what.moment || what.event || what.state || what.parameter) continue;
    add_about(id, fmt::format("{} only since {}", tally.name, part.index),
              [id, part](Unrolling& u, std::size_t s, const auto& arguments) {
                return encode::implication(begun(u, id, arguments, s), guarded(u.in_state(part, {s, {}, {}, {}})));
              });
  }
}

void Collector::add_dated(TallyId id) {
  const language::Tally& dated = agreement_[id];
  add_about(id, fmt::format("{} is no later than the date", dated.name),
            [id](Unrolling& u, std::size_t s, const auto& arguments) {
              const encode::TallyState t = u.tally(id, arguments, s);
              return encode::implication(t.seen, t.value <= u.date(s));
            });
  add_about(id, fmt::format("{} is no earlier than starts", dated.name),
            [id](Unrolling& u, std::size_t s, const auto& arguments) {
              const encode::TallyState t = u.tally(id, arguments, s);
              return encode::implication(t.seen, t.value >= encode::day_literal(u.context(), u.agreement().starts));
            });
  for (const Cut& cut : cuts_) {
    for (const bool later : {false, true}) {
      add_about(id, fmt::format("{} is {} {}", dated.name, later ? "not before" : "before", cut.name),
                [id, later, day = cut.day](Unrolling& u, std::size_t s, const auto& arguments) {
                  const encode::TallyState t = u.tally(id, arguments, s);
                  return encode::implication(t.seen, later ? t.value >= day(u, s) : t.value < day(u, s));
                });
    }
  }
}

// One tally has begun only once another has: of the same action and parameters, or both without parameters.
void Collector::add_order() {
  for (std::uint32_t a = 0; a < agreement_.tallies.size(); ++a) {
    for (std::uint32_t b = 0; b < agreement_.tallies.size(); ++b) {
      const language::Tally &one = agreement_.tallies[a], &other = agreement_.tallies[b];
      if (a == b || one.parameters.size() != other.parameters.size()) continue;
      if (!same_types(one.parameters, other.parameters)) continue;
      if (one.kind == TallyKind::kCount && other.kind == TallyKind::kCount) {
        add_about(TallyId{a}, fmt::format("{} is at most {}", one.name, other.name),
                  [a, b](Unrolling& u, std::size_t s, const auto& arguments) {
                    return u.tally(TallyId{a}, arguments, s).value <= u.tally(TallyId{b}, arguments, s).value;
                  });
      }
      if (!one.parameters.empty() && one.over != other.over) continue;
      add_about(TallyId{a}, fmt::format("{} begins only once {} has", one.name, other.name),
                [a, b](Unrolling& u, std::size_t s, const auto& arguments) {
                  return encode::implication(begun(u, TallyId{a}, arguments, s), begun(u, TallyId{b}, arguments, s));
                });
    }
  }
}

bool Collector::same_types(const std::vector<language::VariableId>& a,
                           const std::vector<language::VariableId>& b) const {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](language::VariableId x, language::VariableId y) {
    return agreement_[x].type == agreement_[y].type;
  });
}

}  // namespace proviso::solver
