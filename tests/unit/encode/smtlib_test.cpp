#include "encode/smtlib.h"

#include <gtest/gtest.h>

namespace proviso::encode {
namespace {

// The text means what the expressions mean: read back, it has the same models.
TEST(Smtlib, ReadBackItMeansTheSame) {
  z3::context context;
  const z3::expr x = context.real_const("paid@1"), n = context.int_const("date@0"),
                 p = context.bool_const("present:a b");
  const z3::func_decl f = context.function("azure can@0", context.int_sort(), context.bool_sort());
  const std::vector<z3::expr> assertions = {
      z3::implies(p, x * x <= context.real_val("7/3")),
      p,
      x >= context.real_val("-1/2"),
      z3::ite(f(n), n > 3, n < -3),
      f(n) != f(n + 1),
  };
  const std::string script = smtlib_script("a title", assertions);
  z3::context other;
  z3::solver read(other);
  read.from_string(script.c_str());
  EXPECT_EQ(read.check(), z3::sat);
  z3::solver contradicted(other);
  std::vector<z3::expr> worse = assertions;
  worse.push_back(x > 2);
  contradicted.from_string(smtlib_script("worse", worse).c_str());
  EXPECT_EQ(contradicted.check(), z3::unsat);
}

TEST(Smtlib, NoQuotedNamesAndNegativeNumbersAsApplications) {
  z3::context context;
  const z3::expr x = context.real_const("odd name|with \"signs");
  const std::string script = smtlib_script("t", {x > context.real_val("-3/4")});
  EXPECT_NE(script.find("(/ (- 3.0) 4.0)"), std::string::npos) << script;
  EXPECT_NE(script.find("(declare-fun v0 () Real)"), std::string::npos) << script;
}

}  // namespace
}  // namespace proviso::encode
