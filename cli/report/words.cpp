#include "cli/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/format_expression.h"
#include "language/format_value.h"
#include "replay/clauses.h"

namespace proviso::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

// The length in bytes of a valid UTF-8 character that begins here.
std::size_t character_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

// Control characters (U+0000–001F, 007F–009F), line separators and marks that turn the direction of writing.
bool steers_terminal(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  const auto second = static_cast<unsigned char>(character[1]);
  if (character.size() == 2) return first == 0xC2 && second < 0xA0;
  const auto third = static_cast<unsigned char>(character[2]);
  if (first != 0xE2) return false;
  return (second == 0x80 && third >= 0xA8 && third <= 0xAE) || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

std::string reading_box_text(const language::Agreement& agreement, const properties::ReadingBox& box) {
  std::vector<std::string> parts;
  for (std::size_t r = 0; r < box.size(); ++r) {
    std::vector<std::string> allowed;
    for (std::size_t c = 0; c < box[r].size(); ++c) {
      if (box[r][c]) allowed.push_back(agreement.readings[r].choices[c].name);
    }
    if (allowed.size() == box[r].size()) continue;
    parts.push_back(fmt::format("{} is {}", agreement.readings[r].name, fmt::join(allowed, " or ")));
  }
  return fmt::format("{}", fmt::join(parts, " and "));
}

}  // namespace

std::string harmless(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const std::string_view character = text.substr(0, character_length(text));
    const bool valid = language::first_invalid_utf8(character) == character.size();
    const bool kept = valid && (character == "\n" || !steers_terminal(character));
    clean += kept ? character : kReplacement;
    text.remove_prefix(valid ? character.size() : 1);
  }
  return clean;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (!is_blank(c))
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return harmless(line);
}

std::string written_text(const language::SourceMap& sources, language::Span span) {
  std::string text(sources.text(span));
  for (std::size_t comment = text.find('#'); comment != std::string::npos; comment = text.find('#', comment)) {
    text.erase(comment, std::min(text.find('\n', comment), text.size()) - comment);
  }
  return one_line(text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    std::string& line = lines.back();
    const bool fits = language::display_width(line) + 1 + language::display_width(word) <= width;
    if (line.empty())
      line = word;
    else if (fits)
      line += fmt::format(" {}", word);
    else
      lines.emplace_back(word);
  }
  return lines;
}

std::string shortened(std::string_view text, std::size_t characters) {
  std::size_t end = 0, kept_end = 0, count = 0;
  while (end < text.size() && count < characters) {
    if (++count == characters) kept_end = end;
    end += character_length(text.substr(end));
  }
  if (end == text.size()) return std::string(text);
  return fmt::format("{}…", text.substr(0, kept_end));
}

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", count, count == 1 ? one : several);
}

std::string listed(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return parts.empty() ? "" : parts.front();
  return fmt::format("{} and {}", fmt::join(parts.begin(), parts.end() - 1, ", "), parts.back());
}

std::string_view verdict_word(properties::VerdictKind verdict) {
  constexpr auto kWords = std::to_array<std::string_view>({"holds", "fails", "depends", "bounded", "unknown"});
  return kWords[static_cast<std::size_t>(verdict)];
}

std::string place(const language::SourceMap& sources, language::Span span) {
  return fmt::format("{}:{}", one_line(sources.path(span.file)), sources.position(span.file, span.begin).line);
}

std::string clause_name(const language::Agreement& agreement, language::StatementId statement) {
  return agreement[agreement[agreement[statement].text].clause].name;
}

const std::string& trigger_parameter(const language::Agreement& agreement, const language::Duty& rule,
                                     std::uint32_t position) {
  return agreement[*language::triggering_action(rule)].parameters.at(position).name;
}

std::string duty_name(const language::Agreement& agreement, const replay::OutstandingDuty& duty) {
  const language::Duty& rule = replay::duty_rule(agreement, duty.statement);
  std::string name = clause_name(agreement, duty.statement);
  std::vector<std::string> values;
  for (const std::uint32_t position : rule.capacity.per) {
    const language::Field& field = agreement[*language::triggering_action(rule)].parameters.at(position);
    values.push_back(fmt::format("{} = {}", trigger_parameter(agreement, rule, position),
                                 language::format_value(agreement, duty.trigger.at(position), field.type)));
  }
  if (!values.empty()) name += fmt::format(" for {}", listed(values));
  return rule.capacity.most == 1 ? name : fmt::format("{} of {}", name, language::format_day(duty.created));
}

std::string due_text(const replay::OutstandingDuty& duty) {
  return duty.deadline ? fmt::format("due by {}", language::format_day(*duty.deadline)) : "no deadline";
}

std::string expected_text(const language::Agreement& agreement, const language::Property& property) {
  switch (property.expected) {
    case language::Expected::kHolds:
      return "holds";
    case language::Expected::kFails:
      return "fails";
    case language::Expected::kValue:
      return language::format_value(agreement, property.expected_value.value(), agreement[property.formula].type);
    case language::Expected::kHoldsWhen:
      break;
  }
  return fmt::format("holds when {}", language::format_expression(agreement, *property.expected_when));
}

std::string when_text(const language::Agreement& agreement, const std::vector<properties::ReadingBox>& when) {
  std::vector<std::string> alternatives;
  for (const properties::ReadingBox& box : when) alternatives.push_back(reading_box_text(agreement, box));
  return fmt::format("{}", fmt::join(alternatives, ", or "));
}

std::string event_text(const language::Agreement& agreement, const properties::Event& event) {
  const language::Action& action = agreement[event.action];
  if (action.parameters.empty()) return action.name;
  std::vector<std::string> arguments;
  for (std::size_t i = 0; i < action.parameters.size(); ++i) {
    const language::Field& field = action.parameters[i];
    arguments.push_back(
        fmt::format("{} = {}", field.name, language::format_value(agreement, event.arguments[i], field.type)));
  }
  return fmt::format("{}({})", action.name, fmt::join(arguments, ", "));
}

std::vector<std::string> instance_texts(const language::Agreement& agreement,
                                        const std::vector<language::VariableId>& variables,
                                        const std::vector<language::Value>& values) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const language::Variable& variable = agreement[variables[i]];
    texts.push_back(fmt::format("{} = {}", variable.name, language::format_value(agreement, values[i], variable.type)));
  }
  return texts;
}

std::string argument_text(const language::Agreement& agreement, const language::Value& value,
                          const language::Type& type) {
  if (const auto number = properties::any_other_number(value)) return *number == 0 ? "any other" : "yet another";
  return language::format_value(agreement, value, type);
}

std::string application_text(const language::Agreement& agreement, std::string_view name,
                             const std::vector<language::VariableId>& parameters,
                             const properties::Arguments& arguments) {
  if (parameters.empty()) return std::string(name);
  std::vector<std::string> values;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const language::Variable& parameter = agreement[parameters[i]];
    values.push_back(fmt::format("{} = {}", parameter.name, argument_text(agreement, arguments[i], parameter.type)));
  }
  return fmt::format("{}({})", name, fmt::join(values, ", "));
}

}  // namespace proviso::cli
