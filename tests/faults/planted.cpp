#include "tests/faults/planted.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace proviso::faults {

namespace {

std::optional<std::size_t> named_by_environment() {
  const char* name = std::getenv("PROVISO_FAULT");
  if (name == nullptr) return std::nullopt;
  const auto found = std::find_if(all().begin(), all().end(), [&](const Planted& fault) { return fault.name == name; });
  if (found == all().end()) throw std::invalid_argument(std::string("PROVISO_FAULT: there is no fault ") + name);
  return found - all().begin();
}

std::optional<std::size_t>& chosen() {
  static std::optional<std::size_t> number = named_by_environment();
  return number;
}

bool come_by = false;

}  // namespace

const std::vector<Planted>& all() {
  static const std::vector<Planted> faults{
#include "planted_names.inc"
  };
  return faults;
}

bool planted(std::size_t number) {
  if (chosen() != number) return false;
  come_by = true;
  return true;
}

void choose(std::optional<std::size_t> number) {
  chosen() = number;
  come_by = false;
}

bool has_effect() { return come_by; }

}  // namespace proviso::faults
