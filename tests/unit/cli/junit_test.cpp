// The golden JUnit report against what readers of this format rely on.

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string_view>

namespace proviso::cli {
namespace {

std::size_t count(const pugi::xml_node& suite, const char* path) { return suite.select_nodes(path).size(); }

class JunitReport : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(document_.load_file(PROVISO_SOURCE_DIR "/tests/golden/report.junit.xml"));
    suites_ = document_.child("testsuites");
  }

  pugi::xml_document document_;
  pugi::xml_node suites_;
};

TEST_F(JunitReport, CountsAreThoseOfTheCases) {
  ASSERT_FALSE(suites_.child("testsuite").empty());
  for (const pugi::xml_node& node : {suites_, suites_.child("testsuite")}) {
    EXPECT_EQ(node.attribute("tests").as_uint(), count(node, ".//testcase"));
    EXPECT_EQ(node.attribute("failures").as_uint(), count(node, ".//failure"));
    EXPECT_EQ(node.attribute("errors").as_uint(), count(node, ".//error"));
    EXPECT_EQ(node.attribute("skipped").as_uint(), count(node, ".//skipped"));
    EXPECT_STREQ(node.attribute("time").value(), "0");
  }
}

TEST_F(JunitReport, EveryCaseHasItsAttributes) {
  for (const auto& found : suites_.select_nodes(".//testcase")) {
    for (const char* name : {"name", "classname", "file", "line", "time"}) {
      EXPECT_STRNE(found.node().attribute(name).value(), "") << found.node().attribute("name").value();
    }
  }
}

TEST_F(JunitReport, WhatIsWrongSaysSoAndWhy) {
  const pugi::xml_node failure = suites_.select_node(".//testcase[@name='capped_by_itself']/failure").node();
  EXPECT_STREQ(failure.attribute("message").value(), "fails (expected: holds)");
  EXPECT_STREQ(failure.attribute("type").value(), "fails");
  EXPECT_NE(std::string_view(failure.text().get()).find("pay(amount = $160.00)"), std::string_view::npos);
  EXPECT_TRUE(suites_.select_node(".//testcase[@name='hard']/error"));
  EXPECT_TRUE(suites_.select_node(".//testcase[@name='long_run']/error"));
  EXPECT_TRUE(suites_.select_node(".//testcase[@name='redline stricter']/failure"));
  EXPECT_TRUE(suites_.select_node(".//testcase[@name='cap_needs_compliance']/system-out"));
}

}  // namespace
}  // namespace proviso::cli
