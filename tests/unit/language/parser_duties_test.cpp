// Statements about what is owed: their subjects, what is to be done, and the parts of the tail.
#include <gtest/gtest.h>

#include "tests/unit/language/parsed.h"

namespace proviso::language {
namespace {

// The statements of the one clause of a text.
struct Statements {
  explicit Statements(const std::string& statements) : parsed(kHead + ("clause c {\n" + statements + "\n}")) {
    EXPECT_EQ(parsed.codes(), "") << statements;
  }

  const syntax::Statement& at(std::size_t index) const {
    return std::get<syntax::Clause>(parsed.file.declarations.at(0)).statements.at(index);
  }
  const syntax::Duty& duty(std::size_t index = 0) const { return std::get<syntax::Duty>(at(index).node); }
  std::string subject(std::size_t index) const {
    return std::visit([&](const auto& node) { return parsed.show(node.party); }, at(index).node);
  }
  std::size_t size() const { return std::get<syntax::Clause>(parsed.file.declarations.at(0)).statements.size(); }

  Parsed parsed;
};

std::string codes_of_statement(const std::string& statement) {
  return Parsed(kHead + ("clause c {\n  " + statement + "\n}")).codes();
}

TEST(ParseDuties, SubjectsAreNamesCallsAndParametersOfTheTrigger) {
  const Statements s(
      "  holder may pay when a\n"
      "  holder(p, f(x)) shall not pay when b\n"
      "  trigger.buyer shall pay whenever ends\n"
      "  first(AWS) shall keep x unless y\n"
      "  one shall pay\n"
      "  up may pay");
  ASSERT_EQ(s.size(), 6U);
  EXPECT_EQ(s.subject(0), "holder");
  EXPECT_EQ(s.subject(1), "(call holder p (call f x))");
  EXPECT_EQ(s.subject(2), "trigger.buyer");
  EXPECT_EQ(s.subject(3), "(call first AWS)");
  EXPECT_EQ(s.subject(4), "one");
  EXPECT_EQ(s.subject(5), "up");
  EXPECT_EQ(s.parsed.show(*std::get<syntax::Keep>(s.at(3).node).unless), "y");
  EXPECT_EQ(s.parsed.sources.text(s.at(1).span), "holder(p, f(x)) shall not pay when b");
}

TEST(ParseDuties, EverythingButTheActionMayBeAbsent) {
  const Statements s("Ann shall pay");
  const syntax::Duty& duty = s.duty();
  EXPECT_EQ(std::get<syntax::Act>(duty.performance).action.text, "pay");
  EXPECT_FALSE(duty.deadline);
  EXPECT_FALSE(duty.trigger);
  EXPECT_FALSE(duty.capacity);
}

TEST(ParseDuties, EnsureHasTheTailOfADuty) {
  const Statements s("Ann shall ensure a > 5 and b by 2027-01-01 when x unless y lapses when z");
  const syntax::Duty& duty = s.duty();
  EXPECT_EQ(s.parsed.show(std::get<syntax::Ensure>(duty.performance).formula), "(and (> a 5) b)");
  EXPECT_EQ(s.parsed.show(std::get<syntax::By>(*duty.deadline).date), "2027-01-01");
  EXPECT_EQ(s.parsed.show(*duty.when), "x");
  EXPECT_EQ(s.parsed.show(*duty.lapses->when), "z");
}

TEST(ParseDuties, KeepHasCircumstancesAlone) {
  const Statements s("Ann shall keep a >= b when x unless y");
  const auto& keep = std::get<syntax::Keep>(s.at(0).node);
  EXPECT_EQ(s.parsed.show(keep.formula), "(>= a b)");
  EXPECT_EQ(s.parsed.show(*keep.when), "x");
  EXPECT_EQ(s.parsed.show(*keep.unless), "y");
}

TEST(ParseDuties, BecomingIsATrigger) {
  const Statements s("Ann shall pay within 5 days whenever becoming overdue(d) where x when y");
  const syntax::Occasion& trigger = *s.duty().trigger;
  EXPECT_EQ(s.parsed.show(std::get<syntax::Becoming>(trigger.what).formula), "(overdue d)");
  EXPECT_EQ(s.parsed.show(*trigger.where), "x");
}

TEST(ParseDuties, Numbers) {
  struct Case {
    const char* text;
    std::optional<std::uint32_t> most;
    std::size_t per;
    bool merging;
  };
  const Case cases[] = {
      {"one outstanding", 1, 0, false},
      {"one outstanding per x", 1, 1, false},
      {"one outstanding per x, y merging", 1, 2, true},
      {"up to 16 outstanding", 16, 0, false},
      {"up to 3\n outstanding per x", 3, 1, false},
      {"merging", std::nullopt, 0, true},
  };
  for (const Case& c : cases) {
    const Statements s(std::string("Ann shall pay whenever ends when a\n  ") + c.text + "\n  lapses");
    ASSERT_TRUE(s.duty().capacity) << c.text;
    EXPECT_EQ(s.duty().capacity->most, c.most) << c.text;
    EXPECT_EQ(s.duty().capacity->per.size(), c.per) << c.text;
    EXPECT_EQ(s.duty().capacity->merging, c.merging) << c.text;
    EXPECT_TRUE(s.duty().lapses) << c.text;
  }
}

TEST(ParseDuties, PartsStandInOneOrderOnce) {
  struct Case {
    const char* statement;
    const char* codes;
  };
  const Case cases[] = {
      {"Ann shall pay whenever ends within 5 days", "P135"},
      {"Ann shall pay whenever ends by 2027-01-01", "P135"},
      {"Ann shall pay within 5 days by 2027-01-01", "P131"},
      {"Ann shall pay by 2027-01-01 by 2028-01-01", "P131"},
      {"Ann shall pay whenever ends lapses one outstanding", "P135"},
      {"Ann shall pay whenever ends merging when x", "P135"},
      {"Ann shall pay whenever ends merging up to 3 outstanding", "P131"},
      {"Ann shall pay whenever ends one outstanding merging per x", "P135"},
      {"Ann shall pay whenever ends up to 17 outstanding", "P104"},
      {"Ann shall pay whenever ends up to 0 outstanding", "P104"},
      {"Ann shall pay whenever ends up to 1.5 outstanding", "P104"},
      {"Ann shall pay whenever ends one per x", "P120"},
      {"Ann shall keep x within 5 days", "P137"},
      {"Ann shall keep x whenever ends", "P137"},
      {"Ann shall keep x one outstanding", "P137"},
      {"Ann shall keep x lapses", "P137"},
      {"Ann shall ensure x where y", "P137"},
      {"Ann may pay by 2027-01-01", "P137"},
      {"Ann shall not pay merging", "P137"},
      {"Ann shall not keep x", "P120"},
  };
  for (const Case& c : cases) EXPECT_EQ(codes_of_statement(c.statement), c.codes) << c.statement;
}

TEST(ParseDuties, SaysWhatWasMeant) {
  const auto only = [](const std::string& statement) {
    return Parsed(kHead + ("clause c {\n  " + statement + "\n}")).diagnostics.sorted().at(0);
  };
  EXPECT_EQ(only("Ann shall pay within 5 days by 2027-01-01").message, "`by` can not stand beside `within`");
  EXPECT_EQ(
      only("Ann shall pay lapses within 5 days").help,
      "the order is: `where`; `within` or `by`; `whenever`; `when`; `unless`; `one`, `up` or `merging`; `lapses`");
  EXPECT_EQ(only("Ann shall keep x within 5 days").help, "what has a deadline is written `shall ensure F within …`");
  EXPECT_EQ(only("Ann shall pay\n  withn 5 days").help, "did you mean `within`?");
}

TEST(ParseDuties, ALongSubjectIsNoSubject) {
  std::string deep = "a";
  for (int i = 0; i < 100; ++i) deep = "f(" + deep + ")";
  EXPECT_EQ(codes_of_statement(deep + " shall pay"), "");
  EXPECT_EQ(codes_of_statement("Ann may pay\n  " + deep + " may pay"), "");
}

}  // namespace
}  // namespace proviso::language
