// Judges a JSON document by a JSON Schema, as far as docs/report.schema.json needs it: $ref into $defs, type, enum,
// const, oneOf, properties, required, additionalProperties, items, minimum, pattern. Another keyword is an error, so
// that no rule is passed over. Stricter than the standard in one thing: a key that an object's `properties` do not name
// is a fault.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace proviso::cli {

// One line for each fault: where it is and what it is. Throws std::invalid_argument for a schema it does not know.
std::vector<std::string> schema_faults(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace proviso::cli
