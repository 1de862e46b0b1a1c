// plant LIST ROOT TO SOURCE...: copies each source of ROOT to the folder TO with every fault of the list planted in it,
// to be chosen when it runs, and writes TO/planted_names.inc. Fails where an expression of the list does not stand in
// its source exactly once.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <sstream>
#include <stdexcept>

#include "tests/faults/fault_list.h"

namespace proviso::faults {
namespace {

struct Planting {
  std::size_t begin, end;  // in the source
  std::size_t number;      // of the fault
  const Fault* fault;
};

// A text without its blanks, and where each character of it stands.
struct Dense {
  std::string text;
  std::vector<std::size_t> positions;

  explicit Dense(const std::string& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (std::isspace(static_cast<unsigned char>(all[i])) != 0) continue;
      text += all[i];
      positions.push_back(i);
    }
  }
};

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("can not be read: " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// What has not changed is left alone, and not compiled again.
void write(const std::filesystem::path& path, const std::string& text) {
  if (std::filesystem::exists(path) && read(path) == text) return;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path);
  if (!(out << text).flush()) throw std::runtime_error("can not be written: " + path.string());
}

class Source {
 public:
  Source(std::string list, std::filesystem::path file) : list_(std::move(list)), text_(read(file)), dense_(text_) {}

  void add(const Fault& fault, std::size_t number) {
    const Dense before(fault.before), expression(fault.expression), after(fault.after);
    const std::string all = before.text + expression.text + after.text;
    const std::size_t found = dense_.text.find(all);
    if (expression.text.empty()) refuse(fault, "there is no expression");
    if (found == std::string::npos)
      refuse(fault, fmt::format("does not stand in {}: {}", fault.file, fault.expression));
    if (dense_.text.find(all, found + 1) != std::string::npos) {
      refuse(fault, fmt::format("stands more than once in {}: {}", fault.file, fault.expression));
    }
    const std::size_t first = found + before.text.size(), last = first + expression.text.size() - 1;
    plantings_.push_back({dense_.positions[first], dense_.positions[last] + 1, number, &fault});
  }

  std::string planted() {
    std::sort(plantings_.begin(), plantings_.end(), [](const Planting& a, const Planting& b) {
      return std::make_tuple(a.begin, b.end, a.number) < std::make_tuple(b.begin, a.end, b.number);
    });
    return render(0, text_.size(), plantings_);
  }

 private:
  [[noreturn]] void refuse(const Fault& fault, const std::string& why) const {
    throw std::runtime_error(fmt::format("{}:{}: {}: {}", list_, fault.line, fault.name, why));
  }

  // Expressions can lie in one another, or be the same.
  std::string render(std::size_t begin, std::size_t end, std::span<const Planting> inside) const {
    std::string result;
    std::size_t done = begin;
    while (!inside.empty()) {
      const Planting& outer = inside.front();
      std::size_t count = 1;
      for (; count < inside.size() && inside[count].begin < outer.end; ++count) {
        if (inside[count].end > outer.end) refuse(*inside[count].fault, "overlaps " + outer.fault->name);
      }
      result += text_.substr(done, outer.begin - done);
      result += fmt::format("(::proviso::faults::planted({}) ? ({}) : ({}))", outer.number, outer.fault->planted,
                            render(outer.begin, outer.end, inside.subspan(1, count - 1)));
      done = outer.end;
      inside = inside.subspan(count);
    }
    return result + text_.substr(done, end - done);
  }

  std::string list_, text_;
  Dense dense_;
  std::vector<Planting> plantings_;
};

std::string names_of(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) {
    text += fmt::format("{{\"{}\", \"{}\", \"{}\"}},\n", fault.name, fault.construct, fault.file);
  }
  return text;
}

void plant(const std::string& list, const std::filesystem::path& root, const std::filesystem::path& to,
           std::span<char*> sources) {
  const std::vector<Fault> faults = read_faults(list);
  std::size_t planted = 0;
  for (const char* file : sources) {
    Source source(list, root / file);
    for (std::size_t f = 0; f < faults.size(); ++f) {
      if (faults[f].file != file) continue;
      source.add(faults[f], f);
      ++planted;
    }
    write(to / file, fmt::format("#include \"tests/faults/planted.h\"\n#line 1 \"{}\"\n{}", (root / file).string(),
                                 source.planted()));
  }
  if (planted != faults.size()) throw std::runtime_error(list + ": a fault is in a file that is no source of encode/");
  write(to / "planted_names.inc", names_of(faults));
}

}  // namespace
}  // namespace proviso::faults

int main(int argc, char** argv) {
  try {
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    if (argc < 5) throw std::runtime_error("usage: plant LIST ROOT TO SOURCE...");
    proviso::faults::plant(arguments[1], arguments[2], arguments[3], arguments.subspan(4));
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
