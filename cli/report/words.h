// Words and small texts that all formats share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/agreement.h"
#include "language/source.h"
#include "properties/history.h"
#include "properties/verdict.h"
#include "replay/replay.h"

namespace proviso::cli {

// What could steer a terminal (line ends apart), or is not UTF-8, is replaced.
std::string harmless(std::string_view text);

// The text on one line and harmless: runs of white space become one blank.
std::string one_line(std::string_view text);

// What is written there, on one line and without comments.
std::string written_text(const language::SourceMap& sources, language::Span span);

// At most so many characters, the last of them "…" if something was cut.
std::string shortened(std::string_view text, std::size_t characters);

// Lines of at most so many cells, broken at blanks; a longer word is not broken.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// "1 property", "3 properties".
std::string counted(std::size_t count, std::string_view one, std::string_view several);

// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& parts);

// "holds", "fails", "depends", "bounded", "unknown".
std::string_view verdict_word(properties::VerdictKind verdict);

// "path:line".
std::string place(const language::SourceMap& sources, language::Span span);

// "cap_respected".
std::string clause_name(const language::Agreement& agreement, language::StatementId statement);

// "order": a parameter of the event that triggers the duty.
const std::string& trigger_parameter(const language::Agreement& agreement, const language::Duty& rule,
                                     std::uint32_t position);

// "delivery", "delivery for order = Order 1", "delivery of 2026-01-31": the clause, and which of its duties where
// several can be outstanding.
std::string duty_name(const language::Agreement& agreement, const replay::OutstandingDuty& duty);

// "due by 2026-01-31", "no deadline".
std::string due_text(const replay::OutstandingDuty& duty);

// What is expected of the property: "holds", "fails", "holds when first_means is no_rank".
std::string expected_text(const language::Agreement& agreement, const language::Property& property);

// "first_means is no_rank, or exception is both and first_means is before_others".
std::string when_text(const language::Agreement& agreement, const std::vector<properties::ReadingBox>& when);

// "launch(product = Product 1, cloud = AWS)"; the bare name for an action without parameters.
std::string event_text(const language::Agreement& agreement, const properties::Event& event);

// "x = Product 1", one for each of the `for any` variables.
std::vector<std::string> instance_texts(const language::Agreement& agreement,
                                        const std::vector<language::VariableId>& variables,
                                        const std::vector<language::Value>& values);

// An argument of a table: a value, or "any other".
std::string argument_text(const language::Agreement& agreement, const language::Value& value,
                          const language::Type& type);

// "cap", "bound(p = Product 1)": a name applied to values of its parameters.
std::string application_text(const language::Agreement& agreement, std::string_view name,
                             const std::vector<language::VariableId>& parameters,
                             const properties::Arguments& arguments);

}  // namespace proviso::cli
