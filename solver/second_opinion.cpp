#include "solver/second_opinion.h"

#include <fmt/format.h>
#include <z3++.h>

#include <boost/asio/io_context.hpp>
#include <boost/process.hpp>
#include <boost/process/async.hpp>
#include <chrono>
#include <future>
#include <optional>
#include <sstream>
#include <tl/expected.hpp>
#include <utility>

namespace proviso::solver {

namespace bp = boost::process;

namespace {

// cvc5's own resource units for one script, so that its answer does not depend on the clock: about four seconds, a
// hundred times what the scripts of the cases take.
constexpr std::uint64_t kCvc5Units = 3'000'000;
// The safety net under that, for each script; a run that it ends is reported as such.
constexpr std::chrono::seconds kPatience{120};

// Quantifiers over linear arithmetic have a procedure of their own (N. Bjørner, M. Janota, "Playing with quantified
// satisfaction", 2015).
z3::solver solver_for(z3::context& context, const std::string& script) {
  const bool quantified = script.find("(forall ") != std::string::npos;
  return quantified ? z3::tactic(context, "qsat").mk_solver() : z3::solver(context);
}

SecondAnswer ask_one(const std::string& script, std::uint64_t budget, Watch& watch) {
  z3::context context;
  try {
    z3::solver solver = solver_for(context, script);
    z3::params params(context);
    params.set("rlimit", static_cast<unsigned>(budget));
    params.set("ctrl_c", false);
    solver.set(params);
    solver.from_string(script.c_str());
    const Watch::Guard guard(watch, context);
    const z3::check_result result = solver.check();
    return result == z3::sat ? SecondAnswer::kSat : result == z3::unsat ? SecondAnswer::kUnsat : SecondAnswer::kUnknown;
  } catch (const z3::exception&) {
    return SecondAnswer::kUnknown;
  }
}

// What the program printed, and how it ended.
struct Output {
  std::string text;
  bool in_time = false;
  int exit_code = 0;
};

Output run(const boost::filesystem::path& program, const std::vector<std::string>& arguments, const std::string& input,
           std::chrono::seconds patience) {
  boost::asio::io_context io;
  std::future<std::string> text;
  bp::child child(program, bp::args(arguments), bp::std_in<boost::asio::buffer(input), bp::std_out> text,
                  bp::std_err > bp::null, io);
  io.run_for(patience);
  if (text.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
    child.terminate();
    child.wait();
    return {};
  }
  child.wait();
  return {text.get(), true, child.exit_code()};
}

std::optional<SecondAnswer> answer_of(const std::string& line) {
  if (line == "sat") return SecondAnswer::kSat;
  if (line == "unsat") return SecondAnswer::kUnsat;
  if (line == "unknown") return SecondAnswer::kUnknown;
  return std::nullopt;
}

constexpr std::size_t kShownOfLine = 60;

// The answers, exactly one line for each script and nothing else; or why the run is worth nothing.
tl::expected<std::vector<SecondAnswer>, std::string> answers_of(const Output& output, std::size_t scripts) {
  if (!output.in_time) return tl::unexpected(fmt::format("ended by the clock after {} s a script", kPatience.count()));
  std::istringstream lines(output.text);
  std::vector<SecondAnswer> answers;
  for (std::string line; std::getline(lines, line);) {
    const auto answer = answer_of(line);
    if (!answer) return tl::unexpected(fmt::format("it printed `{}`", line.substr(0, kShownOfLine)));
    answers.push_back(*answer);
  }
  if (output.exit_code != 0) return tl::unexpected(fmt::format("it ended with exit code {}", output.exit_code));
  if (answers.size() == scripts) return answers;
  return tl::unexpected(fmt::format("it gave {} answers to {} scripts", answers.size(), scripts));
}

}  // namespace

std::vector<SecondAnswer> ask_fresh_z3(const std::vector<std::string>& scripts, std::uint64_t budget, Watch& watch) {
  std::vector<SecondAnswer> answers;
  for (const std::string& script : scripts) answers.push_back(ask_one(script, budget, watch));
  return answers;
}

std::vector<SecondAnswer> ask_cvc5(const std::vector<std::string>& scripts, std::string& trouble) {
  const boost::filesystem::path program = bp::search_path("cvc5");
  if (program.empty()) {
    trouble = "not installed";
    return {};
  }
  std::string all;
  for (const std::string& script : scripts) all += script + "(reset)\n";
  all += "(exit)\n";  // the end of the input may not be seen: another process can hold this end of the pipe
  try {
    const std::vector<std::string> arguments{"--lang=smt2.6", "-q", fmt::format("--rlimit-per={}", kCvc5Units)};
    auto answers = answers_of(run(program, arguments, all, kPatience * scripts.size()), scripts.size());
    if (answers) return std::move(*answers);
    trouble = answers.error();
  } catch (const std::exception& error) {  // Boost.Process reports the operating system's refusals so
    trouble = fmt::format("could not be run: {}", error.what());
  }
  return {};
}

std::string cvc5_version() {
  const boost::filesystem::path program = bp::search_path("cvc5");
  if (program.empty()) return "";
  try {
    const std::string text = run(program, {"--version"}, "", kPatience).text;
    const std::string marker = "cvc5 version ";
    const std::size_t at = text.find(marker);
    return at == std::string::npos
               ? ""
               : text.substr(at + marker.size(), text.find_first_of(" \n", at + marker.size()) - at - marker.size());
  } catch (const std::exception&) {
    return "";
  }
}

}  // namespace proviso::solver
