// Values and types of the language. Every number is an exact rational; nothing here is floating point.
#pragma once

#include <gmpxx.h>

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <variant>

namespace proviso::language {

// A typed index into one table of an Agreement. Two ids of different tables do not mix.
template <class Tag>
struct Id {
  std::uint32_t index = 0;
  auto operator<=>(const Id&) const = default;
};

using PartyId = Id<struct PartyTag>;
using KindId = Id<struct KindTag>;
using TermId = Id<struct TermTag>;
using ReadingId = Id<struct ReadingTag>;
using ConditionId = Id<struct ConditionTag>;
using ActionId = Id<struct ActionTag>;
using TallyId = Id<struct TallyTag>;
using ClauseId = Id<struct ClauseTag>;          // one name, over all its texts
using ClauseTextId = Id<struct ClauseTextTag>;  // one text of a clause, in force in one interval
using StatementId = Id<struct StatementTag>;
using AmendmentId = Id<struct AmendmentTag>;
using PropertyId = Id<struct PropertyTag>;
using VariableId = Id<struct VariableTag>;  // bound by `for any`, or a parameter of a tally or term
using ExprId = Id<struct ExprTag>;

// kMonths: a whole number of calendar months (`1 year` is 12); added to a date it gives the same day of a later month,
// or that month's last day where it has no such day.
enum class Sort { kBool, kNumber, kWhole, kMoney, kDate, kDays, kMonths, kParty, kKind };

// What an expression denotes. `percent` only says how a number is shown.
struct Type {
  Sort sort = Sort::kBool;
  KindId kind{};               // for Sort::kKind
  bool percent = false;        // for Sort::kNumber
  std::uint32_t currency = 0;  // for Sort::kMoney: 0 is the agreement's own, n + 1 is Agreement::other_currencies[n]

  // Types that may stand on both sides of `=`.
  friend bool operator==(const Type& a, const Type& b) {
    return a.sort == b.sort && (a.sort != Sort::kKind || a.kind == b.kind) &&
           (a.sort != Sort::kMoney || a.currency == b.currency);
  }
};

inline bool is_numeric(const Type& type) {
  return type.sort == Sort::kNumber || type.sort == Sort::kWhole || type.sort == Sort::kMoney ||
         type.sort == Sort::kDays || type.sort == Sort::kMonths;
}

// A calendar day; the language knows 1901-01-01 to 2099-12-31.
using Day = std::chrono::sys_days;
inline constexpr Day kFirstDay = std::chrono::year{1901} / 1 / 1;
inline constexpr Day kLastDay = std::chrono::year{2099} / 12 / 31;

// A party, a member of a closed kind (index in declaration order), or an individual of an open kind
// (any index; two individuals are the same exactly when their indices are).
struct Member {
  std::uint32_t index = 0;
  auto operator<=>(const Member&) const = default;
};

// bool for kBool; mpq_class for kNumber, kWhole, kMoney, kDays, kMonths; Day for kDate; Member for kParty and kKind.
using Value = std::variant<bool, mpq_class, Day, Member>;

}  // namespace proviso::language
