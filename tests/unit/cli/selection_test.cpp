#include "cli/selection.h"

#include <gtest/gtest.h>

namespace proviso::cli {
namespace {

language::Agreement agreement_with(std::string name, const std::vector<std::string>& properties) {
  language::Agreement agreement;
  agreement.name = std::move(name);
  for (const std::string& property : properties) agreement.properties.emplace_back().name = property;
  return agreement;
}

TEST(Selection, ByNameAloneOrWithTheAgreement) {
  const language::Agreement agreement = agreement_with("sale", {"paid"});
  const language::Property& property = agreement.properties[0];
  EXPECT_TRUE(selects("paid", agreement, property));
  EXPECT_TRUE(selects("sale.paid", agreement, property));
  EXPECT_FALSE(selects("lease.paid", agreement, property));
  EXPECT_FALSE(selects("pay", agreement, property));
}

TEST(Selection, ListsTheNearestNames) {
  const language::Agreement sale =
      agreement_with("sale", {"delivered", "paid", "paid_in_time", "settled", "aaaaaaaaaaaa"});
  const language::Agreement lease = agreement_with("lease", {"paid", "returned"});
  EXPECT_EQ(no_such_property("sale.payd", {&sale, &lease}),
            "there is no property `sale.payd` in these files; the nearest are: paid, settled, returned, delivered, "
            "paid_in_time, …");
  EXPECT_EQ(no_such_property("in_time", {&sale}),
            "there is no property `in_time` in these files; the nearest are: paid_in_time, paid, settled, delivered, "
            "aaaaaaaaaaaa");
  language::Agreement edited = agreement_with("edited", {"paid"});
  edited.redlines.emplace_back().name = "no_cap";
  EXPECT_EQ(no_such_property("edited.no_cap", {&sale, &edited}),
            "`edited.no_cap` is a redline, not a property; `proviso redline FILE` reports the redlines of a file");
  const language::Agreement none = agreement_with("none", {});
  EXPECT_EQ(no_such_property("p", {&none}), "there is no property `p`: these files have none at all");
}

}  // namespace
}  // namespace proviso::cli
