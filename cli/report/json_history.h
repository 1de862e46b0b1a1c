// A history and its replay as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "cli/report/report.h"

namespace proviso::cli {

using Json = nlohmann::ordered_json;

// Truths are JSON's own, everything else is a string with the exact value ("$160.00", "1/3", "2026-04-27").
Json json_value(const language::Agreement& agreement, const language::Type& type, const language::Value& value);

// {"p": "Product 1"}: values of these variables, or "any other".
Json json_arguments(const language::Agreement& agreement, const std::vector<language::VariableId>& parameters,
                    const properties::Arguments& arguments);

// {"id": "microsoft_openai.total_cap", "file": …, "line": …}
Json json_clause(const language::SourceMap& sources, const language::Agreement& agreement, language::ClauseId clause,
                 language::Span span);

// {"date": …, "event": …, "arguments": …}
Json json_bare_moment(const language::Agreement& agreement, const properties::Moment& moment);

// null for a result without history.
Json json_history(const language::SourceMap& sources, const language::Agreement& agreement,
                  const PropertyResult& result);

}  // namespace proviso::cli
