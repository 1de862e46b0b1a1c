// faults [NAME...] [AGREEMENT.proviso...]: first the encoder as it is, which must agree with the interpreter; then each
// fault until it is found to disagree. With names of faults, those alone; with agreements, on those alone. The exit
// code is 1 if one is missed.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>

#include "tests/faults/comparison.h"
#include "tests/faults/planted.h"

namespace proviso::faults {
namespace {

using random_histories::Sample;
using Clock = std::chrono::steady_clock;

// One comparison on one agreement.
struct Trial {
  const Sample* sample;
  Way way;
  Effort effort;
};

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// Every way on every agreement, small agreements first; before that a glance, which of beginnings and searches is all.
std::vector<Trial> all_trials(std::vector<Sample>& samples) {
  std::stable_sort(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) {
    return std::make_pair(a.fewer, a.agreement.expressions.size()) <
           std::make_pair(b.fewer, b.agreement.expressions.size());
  });
  std::vector<Trial> all;
  for (const Effort effort : {Effort::kGlance, Effort::kAll}) {
    for (const Way way : kWays) {
      if (effort == Effort::kAll && (way == Way::kBeginning || way == Way::kSearch)) continue;
      for (const Sample& sample : samples) all.push_back({&sample, way, effort});
    }
  }
  return all;
}

bool agrees(const std::vector<Trial>& trials) {
  const Clock::time_point begin = Clock::now();
  std::size_t histories = 0;
  bool agreed = true;
  for (const Trial& trial : trials) {
    const Outcome outcome = compare(*trial.sample, trial.way, trial.effort, std::nullopt);
    histories += outcome.histories;
    if (!outcome.difference) continue;
    agreed = false;
    fmt::print("without a fault: {} of {}: {}\n", name_of(trial.way), trial.sample->name, *outcome.difference);
  }
  fmt::print("without a fault: {} histories, {} ({:.0f} s)\n", histories, agreed ? "no difference" : "DIFFERENCES",
             seconds_since(begin));
  return agreed;
}

// What finds the fault is tried first on the next one.
bool is_caught(std::size_t number, std::vector<Trial>& trials) {
  const Clock::time_point begin = Clock::now();
  const Planted& fault = all()[number];
  std::size_t histories = 0, places = 0;
  for (std::size_t t = 0; t < trials.size(); ++t) {
    const Trial trial = trials[t];
    const Outcome outcome = compare(*trial.sample, trial.way, trial.effort, number);
    if (!has_effect()) continue;
    ++places;
    histories += outcome.histories;
    if (!outcome.difference) continue;
    fmt::print("{:44} | {:32} | {} of {}, history {} ({:.0f} s) | {:.100}\n", fault.name, fault.construct,
               name_of(trial.way), trial.sample->name, histories, seconds_since(begin), *outcome.difference);
    std::rotate(trials.begin(), trials.begin() + static_cast<std::ptrdiff_t>(t),
                trials.begin() + static_cast<std::ptrdiff_t>(t) + 1);
    return true;
  }
  fmt::print("{:44} | {:32} | MISSED by {} histories in {} comparisons ({:.0f} s)\n", fault.name, fault.construct,
             histories, places, seconds_since(begin));
  return false;
}

using Names = std::vector<std::string_view>;

bool is_wanted(const Planted& fault, const Names& names) {
  return names.empty() || std::find(names.begin(), names.end(), fault.name) != names.end();
}

bool is_wanted(const Sample& sample, const Names& files) {
  return files.empty() ||
         std::any_of(files.begin(), files.end(), [&](std::string_view file) { return sample.name.ends_with(file); });
}

int run(std::span<char*> arguments) {
  Names names, files;
  for (const std::string_view argument : arguments) {
    (argument.ends_with(".proviso") ? files : names).push_back(argument);
  }
  std::vector<Sample> samples = random_histories::samples();
  std::erase_if(samples, [&](const Sample& sample) { return !is_wanted(sample, files); });
  std::vector<Trial> trials = all_trials(samples);
  const bool agreed = !names.empty() || agrees(trials);
  std::size_t wanted = 0, caught = 0;
  for (std::size_t f = 0; f < all().size(); ++f) {
    if (!is_wanted(all()[f], names)) continue;
    std::fflush(stdout);
    ++wanted;
    if (is_caught(f, trials)) ++caught;
  }
  fmt::print("{} of {} faults caught\n", caught, wanted);
  return agreed && caught == wanted && wanted >= std::max<std::size_t>(names.size(), 1) ? 0 : 1;
}

}  // namespace
}  // namespace proviso::faults

int main(int argc, char** argv) {
  return proviso::faults::run(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
}
