#include "tests/faults/fault_list.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace proviso::faults {

namespace {

constexpr std::string_view kOpens = "<|", kCloses = "|>";

using Fields = std::map<std::string, std::string>;

// Of "before <|expression|> after", the three parts.
void take_apart(const std::string& context, Fault& fault, const std::function<void(const std::string&)>& refuse) {
  const std::size_t opens = context.find(kOpens), closes = context.find(kCloses);
  if (opens == std::string::npos || closes == std::string::npos || closes < opens) refuse("no <|expression|>");
  const std::size_t begin = opens + kOpens.size();
  fault.before = context.substr(0, opens);
  fault.expression = context.substr(begin, closes - begin);
  fault.after = context.substr(closes + kCloses.size());
}

Fault fault_of(Fields fields, std::size_t line, const std::function<void(const std::string&)>& refuse) {
  Fault fault;
  fault.line = line;
  const auto take = [&](const std::string& key) {
    const auto found = fields.find(key);
    if (found == fields.end()) refuse(fmt::format("no `{}`", key));
    return fields.extract(found).mapped();
  };
  fault.name = take("fault");
  fault.construct = take("construct");
  fault.file = take("file");
  take_apart(take("where"), fault, refuse);
  fault.planted = take("plant");
  if (!fields.empty()) refuse(fmt::format("unknown `{}`", fields.begin()->first));
  return fault;
}

}  // namespace

std::vector<Fault> read_faults(const std::filesystem::path& list) {
  std::ifstream in(list);
  if (!in) throw std::runtime_error("can not be read: " + list.string());
  std::vector<Fault> all;
  std::set<std::string> names;
  Fields fields;
  std::string line, last;
  std::size_t number = 0, begin = 0;
  const auto refuse = [&](const std::string& why) {
    throw std::runtime_error(fmt::format("{}:{}: {}", list.string(), begin, why));
  };
  const auto finish = [&] {
    if (fields.empty()) return;
    all.push_back(fault_of(std::exchange(fields, {}), begin, refuse));
    if (!names.insert(all.back().name).second) refuse(fmt::format("a second fault `{}`", all.back().name));
  };
  while (std::getline(in, line)) {
    ++number;
    if (line.starts_with('#')) continue;
    if (line.empty()) {
      finish();
    } else if (line.starts_with(' ')) {
      if (fields.empty()) refuse("a continuation of nothing");
      fields[last] += '\n' + line;
    } else {
      if (fields.empty()) begin = number;
      last = line.substr(0, line.find(' '));
      if (!fields.emplace(last, line.substr(std::min(last.size() + 1, line.size()))).second) {
        refuse(fmt::format("a second `{}`", last));
      }
    }
  }
  finish();
  return all;
}

}  // namespace proviso::faults
