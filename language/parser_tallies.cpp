// `tally balance : money = latest … of pay where … since … initially …`.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "language/parser_reader.h"

namespace proviso::language {
namespace {

using syntax::CalendarUnit;

constexpr auto kTallyWords = std::to_array<std::string_view>({"sum", "count", "ever", "first", "last", "latest"});
constexpr std::string_view kTallyForms =
    "a tally is `sum of E over A`, `count of A`, `ever A`, `first date of A`, `last date of A` or `latest E of A`";

void read_date_operation(Reader& reader, syntax::Tally& tally) {
  const bool first = reader.text(reader.take()) == "first";
  tally.operation = first ? syntax::TallyOperation::kFirstDate : syntax::TallyOperation::kLastDate;
  reader.expect_word("date", std::string(kTallyForms));
  reader.expect_word("of", std::string(kTallyForms));
}

void read_operation(Reader& reader, syntax::Tally& tally) {
  const std::string help(kTallyForms);
  if (reader.accept_word("sum")) {
    tally.operation = syntax::TallyOperation::kSum;
    reader.expect_word("of", help);
    tally.value = read_expression(reader);
    reader.expect_word("over", help);
  } else if (reader.accept_word("latest")) {
    tally.operation = syntax::TallyOperation::kLatest;
    reader.let_of_follow(true);
    tally.value = read_expression(reader);
    reader.let_of_follow(false);
    reader.expect_word("of", help);
  } else if (reader.accept_word("count")) {
    tally.operation = syntax::TallyOperation::kCount;
    reader.expect_word("of", help);
  } else if (reader.accept_word("ever")) {
    tally.operation = syntax::TallyOperation::kEver;
  } else if (reader.at_word("first") || reader.at_word("last")) {
    read_date_operation(reader, tally);
  } else {
    reader.unexpected("what is tallied", kTallyWords, help);
  }
}

// -------------------------------------------------------------------------------------------------------- windows

struct UnitWord {
  std::string_view one, several;
  CalendarUnit unit;
};

constexpr auto kUnits = std::to_array<UnitWord>({{"day", "days", CalendarUnit::kDay},
                                                 {"month", "months", CalendarUnit::kMonth},
                                                 {"quarter", "quarters", CalendarUnit::kQuarter},
                                                 {"year", "years", CalendarUnit::kYear}});

// `month` or `months`, whichever.
const UnitWord* take_unit(Reader& reader) {
  const auto* found = std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitWord& unit) {
    return reader.at_word(unit.one) || reader.at_word(unit.several);
  });
  if (found == kUnits.end()) return nullptr;
  reader.take();
  return found;
}

constexpr std::string_view kPerForm = "write `per calendar day`, `month`, `quarter` or `year`";

syntax::Window read_per_calendar(Reader& reader) {
  reader.expect_word("calendar", std::string(kPerForm));
  const UnitWord* unit = take_unit(reader);
  if (unit == nullptr) reader.unexpected("`day`, `month`, `quarter` or `year`", {}, std::string(kPerForm));
  return unit == nullptr ? syntax::Window{} : syntax::PerCalendar{unit->unit};
}

// More periods than the calendar has months are no window.
constexpr long kMostPeriods = 199L * 12;

std::uint32_t read_count(Reader& reader) {
  if (!reader.at(TokenKind::kNumber)) return 1;
  const Token number = reader.take();
  const auto& value = std::get<mpq_class>(number.value);
  if (value.get_den() == 1 && value >= 1 && value <= kMostPeriods) {
    return static_cast<std::uint32_t>(value.get_num().get_ui());
  }
  reader.report(Code::kBadNumber, number.span,
                fmt::format("`in the last` counts whole periods, from 1 to {}", kMostPeriods), std::nullopt);
  return 1;
}

// Behind `in`.
syntax::Window read_in_the_last(Reader& reader) {
  const std::string help = "write `in the last 3 calendar months`, `quarters` or `years`";
  reader.expect_word("the", help);
  reader.expect_word("last", help);
  const std::uint32_t count = read_count(reader);
  reader.expect_word("calendar", help);
  const Span word = reader.peek().span;
  const UnitWord* unit = take_unit(reader);
  if (unit == nullptr) {
    reader.unexpected("`months`, `quarters` or `years`", {}, help);
    return {};
  }
  if (unit->unit == CalendarUnit::kDay) {
    reader.report(Code::kMisplaced, word, "`in the last` does not count days",
                  "it counts calendar months, quarters or years, the running one included");
  }
  return syntax::InTheLast{count, unit->unit};
}

void read_window(Reader& reader, syntax::Tally& tally) {
  const Span word = reader.peek().span;
  const bool has_one = !std::holds_alternative<syntax::WholePast>(tally.window);
  if (has_one) {
    reader.report(Code::kGivenTwice, word, "a tally has one window at most",
                  "of `per calendar`, `since` and `in the last`, keep one");
  } else if (tally.initially) {
    reader.report(Code::kWrongOrder, word, "the window of a tally stands before `initially`");
  }
  const std::string_view first = reader.text(reader.take());
  if (first == "per") {
    tally.window = read_per_calendar(reader);
  } else if (first == "since") {
    tally.window = syntax::Since{read_occasion(reader)};
  } else {
    tally.window = read_in_the_last(reader);
  }
}

void read_tail(Reader& reader, syntax::Tally& tally) {
  constexpr auto kWindows = std::to_array<std::string_view>({"per", "since", "in"});
  while (reader.at_any(kWindows) || reader.at_word("initially")) {
    const Span word = reader.peek().span;
    if (!reader.accept_word("initially")) {
      read_window(reader, tally);
      continue;
    }
    if (tally.initially) reader.report(Code::kGivenTwice, word, "`initially` is given twice", "leave one out");
    tally.initially = read_expression(reader);
  }
}

}  // namespace

syntax::Occasion read_occasion(Reader& reader) {
  const std::uint32_t begin = reader.begin();
  syntax::Occasion occasion;
  if (reader.accept_word("becoming")) {
    occasion.what = syntax::Becoming{read_expression(reader)};
  } else {
    occasion.what = read_name(reader, "an action, an event or `becoming`");
  }
  occasion.where = read_optional_part(reader, "where");
  occasion.span = reader.span_since(begin);
  return occasion;
}

syntax::Tally read_tally(Reader& reader) {
  syntax::Tally tally;
  tally.name = read_new_name(reader, "the tally's name");
  tally.parameters = read_parameters(reader, "tally");
  if (reader.accept(TokenKind::kColon)) tally.type = read_type(reader);
  reader.expect(TokenKind::kEqual, "`=`", std::string(kTallyForms));
  read_operation(reader, tally);
  tally.over = read_occasion(reader);
  read_tail(reader, tally);
  return tally;
}

}  // namespace proviso::language
