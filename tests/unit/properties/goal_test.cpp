#include "properties/goal.h"

#include <gtest/gtest.h>

namespace proviso::properties {
namespace {

language::Agreement with_property(language::Property property) {
  language::Agreement agreement;
  agreement.parties.resize(3);
  agreement.clauses.resize(3);
  agreement.properties.push_back(std::move(property));
  return agreement;
}

TEST(Pose, QuestionBecomesKind) {
  language::Property property{};
  property.question = language::QuestionKind::kAlways;
  property.formula = {7};
  Goal goal = pose(with_property(property), {0});
  EXPECT_EQ(goal.kind, GoalKind::kKeep);
  EXPECT_EQ(goal.formula, language::ExprId{7});
  EXPECT_EQ(goal.setting.complies, std::vector<bool>(3, true));
  EXPECT_EQ(goal.setting.struck, std::vector<bool>(3, false));
  EXPECT_EQ(goal.setting.excepted, std::vector<bool>(3, false));
  property.question = language::QuestionKind::kPossible;
  EXPECT_EQ(pose(with_property(property), {0}).kind, GoalKind::kReach);
}

TEST(Pose, ComplianceAndStrikesBecomeTheSetting) {
  language::Property property{};
  property.compliance = {.everyone = false, .parties = {{1}}};
  property.without = {{0}, {2}};
  const Goal goal = pose(with_property(property), {0});
  EXPECT_EQ(goal.setting.complies, (std::vector{false, true, false}));
  EXPECT_EQ(goal.setting.struck, (std::vector{true, false, true}));
}

TEST(Pose, ExceptionsBecomeTheSetting) {
  language::Property property{};
  property.compliance.except = {{1}};
  const Goal goal = pose(with_property(property), {0});
  EXPECT_EQ(goal.setting.complies, std::vector<bool>(3, true));
  EXPECT_EQ(goal.setting.excepted, (std::vector{false, true, false}));
  EXPECT_EQ(goal.setting.struck, std::vector<bool>(3, false));
}

TEST(Pose, ForAnyIsCarriedOver) {
  language::Property property{};
  property.for_any = {{4}};
  property.for_any_where = language::ExprId{2};
  const Goal goal = pose(with_property(property), {0});
  EXPECT_EQ(goal.for_any, property.for_any);
  EXPECT_EQ(goal.for_any_where, property.for_any_where);
}

}  // namespace
}  // namespace proviso::properties
