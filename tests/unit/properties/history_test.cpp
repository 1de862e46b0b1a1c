#include "properties/history.h"

#include <gtest/gtest.h>

namespace proviso::properties {
namespace {

using language::KindId;
using language::Member;
using language::Value;

const KindId kItem{0}, kPlace{3};

Value number(int n) { return mpq_class(n); }

TEST(Table, ARowOfItsOwnComesBeforeThoseOfAnyOther) {
  const Table table{{{{Member{1}}, number(10)}, {{any_other(kPlace, 0)}, number(20)}}, number(30)};
  EXPECT_EQ(table.at({Member{1}}), number(10));
  EXPECT_EQ(table.at({Member{2}}), number(20));
}

TEST(Table, WithoutARowForAnyOtherTheRestIsOtherwise) {
  const Table table{{{{Member{1}, Member{1}}, number(10)}}, number(30)};
  EXPECT_EQ(table.at({Member{1}, Member{2}}), number(30));
}

// The same number in a row is the same individual, another number another one.
TEST(Table, TwoOthersAreOneOrTwo) {
  const Member one = any_other(kItem, 0), two = any_other(kItem, 1);
  const Table table{{{{one, one}, number(1)}, {{one, two}, number(2)}, {{Member{4}, one}, number(3)}}, number(9)};
  EXPECT_EQ(table.at({Member{7}, Member{7}}), number(1));
  EXPECT_EQ(table.at({Member{7}, Member{8}}), number(2));
  EXPECT_EQ(table.at({Member{4}, Member{8}}), number(3));
  EXPECT_EQ(table.at({Member{8}, Member{4}}), number(2)) << "4 is named in the first place only";
}

// Individuals of two kinds are never compared.
TEST(Table, OthersOfTwoKinds) {
  const Table table{{{{any_other(kItem, 0), any_other(kPlace, 0)}, number(1)}}, number(9)};
  EXPECT_EQ(table.at({Member{7}, Member{7}}), number(1));
  EXPECT_EQ(table.at({Member{7}, Member{8}}), number(1));
}

TEST(Table, AnyOtherHasItsNumber) {
  EXPECT_EQ(any_other_number(any_other(kPlace, 2)), 2U);
  EXPECT_EQ(any_other_number(Member{12}), std::nullopt);
  EXPECT_EQ(any_other_number(number(4)), std::nullopt);
}

}  // namespace
}  // namespace proviso::properties
