#include "tests/unit/cli/json_schema.h"

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

namespace proviso::cli {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  throw std::invalid_argument("type " + type);
}

class Judge {
 public:
  explicit Judge(const json& root) : root_(root) {}

  std::vector<std::string> judge(const json& schema, const json& value, const std::string& where) {
    faults_.clear();
    check(schema, value, where);
    return faults_;
  }

 private:
  void fault(const std::string& where, const std::string& what) { faults_.push_back(where + ": " + what); }

  void check(const json& schema, const json& value, const std::string& where) {
    static const std::set<std::string> kRules = {
        "$ref",  "type",       "enum",    "const",  "oneOf", "required", "additionalProperties",
        "items", "properties", "minimum", "pattern"};
    static const std::set<std::string> kRemarks = {"$schema", "$comment", "$defs", "title", "description"};
    for (const auto& [keyword, rule] : schema.items()) {
      if (kRules.contains(keyword))
        apply(keyword, rule, schema, value, where);
      else if (!kRemarks.contains(keyword))
        throw std::invalid_argument("keyword " + keyword);
    }
  }

  void apply(const std::string& keyword, const json& rule, const json& schema, const json& value,
             const std::string& where) {
    if (keyword == "$ref") check(root_.at(json::json_pointer(rule.get<std::string>().substr(1))), value, where);
    if (keyword == "type") type(rule, value, where);
    if (keyword == "const" && value != rule) fault(where, "is not " + rule.dump());
    if (keyword == "enum" && std::find(rule.begin(), rule.end(), value) == rule.end())
      fault(where, "is none of " + rule.dump());
    if (keyword == "oneOf") one_of(rule, value, where);
    if (keyword == "minimum" && value.is_number() && value < rule) fault(where, "is below " + rule.dump());
    if (keyword == "pattern" && value.is_string() &&
        !std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>()))) {
      fault(where, "does not match " + rule.dump());
    }
    if (keyword == "items" && value.is_array()) items(rule, value, where);
    if (value.is_object()) apply_to_object(keyword, rule, schema, value, where);
  }

  void type(const json& rule, const json& value, const std::string& where) {
    const json types = rule.is_array() ? rule : json::array({rule});
    const bool fits = std::any_of(types.begin(), types.end(), [&](const json& type) { return has_type(value, type); });
    if (!fits) fault(where, "is no " + rule.dump());
  }

  void one_of(const json& rules, const json& value, const std::string& where) {
    std::size_t fitting = 0;
    std::vector<std::string> why;
    for (const json& rule : rules) {
      const auto faults = Judge(root_).judge(rule, value, where);
      fitting += faults.empty() ? 1 : 0;
      why.insert(why.end(), faults.begin(), faults.end());
    }
    if (fitting == 1) return;
    fault(where, fitting == 0 ? "fits no alternative" : "fits several alternatives");
    faults_.insert(faults_.end(), why.begin(), why.end());
  }

  void items(const json& rule, const json& value, const std::string& where) {
    for (std::size_t i = 0; i < value.size(); ++i) check(rule, value[i], where + "/" + std::to_string(i));
  }

  void apply_to_object(const std::string& keyword, const json& rule, const json& schema, const json& value,
                       const std::string& where) {
    if (keyword == "required") {
      for (const std::string key : rule) {
        if (!value.contains(key)) fault(where, "lacks " + key);
      }
    }
    if (keyword == "additionalProperties") {
      for (const auto& [key, entry] : value.items()) check(rule, entry, where + "/" + key);
    }
    if (keyword != "properties") return;
    for (const auto& [key, entry] : value.items()) {
      if (rule.contains(key))
        check(rule.at(key), entry, where + "/" + key);
      else if (!schema.contains("additionalProperties"))
        fault(where, "has " + key + ", which the schema does not know");
    }
  }

  const json& root_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> schema_faults(const json& schema, const json& document) {
  return Judge(schema).judge(schema, document, "");
}

}  // namespace proviso::cli
