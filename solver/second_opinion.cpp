#include "solver/second_opinion.h"

#include <fmt/format.h>
#include <z3++.h>

#include <boost/asio/io_context.hpp>
#include <boost/process.hpp>
#include <boost/process/async.hpp>
#include <chrono>
#include <future>
#include <sstream>

namespace proviso::solver {

namespace bp = boost::process;

namespace {

// Far above what a script has been seen to take (0.3 s); it only ends a run that hangs.
constexpr std::chrono::seconds kPatience{120};

SecondAnswer ask_one(const std::string& script, std::uint64_t budget, Watch& watch) {
  z3::context context;
  try {
    z3::solver solver(context);
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

// What the program printed, and whether it ended by itself without a complaint.
struct Output {
  std::string text;
  bool well = false;
};

Output run(const boost::filesystem::path& program, const std::vector<std::string>& arguments,
           const std::string& input) {
  boost::asio::io_context io;
  std::future<std::string> text;
  bp::child child(program, bp::args(arguments), bp::std_in<boost::asio::buffer(input), bp::std_out> text,
                  bp::std_err > bp::null, io);
  io.run_for(kPatience);
  if (text.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
    child.terminate();
    child.wait();
    return {};
  }
  child.wait();
  return {text.get(), child.exit_code() == 0};
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
    const Output output = run(program, {"--lang=smt2.6", "-q"}, all);
    std::istringstream lines(output.text);
    std::vector<SecondAnswer> answers;
    for (std::string line; std::getline(lines, line);) {
      if (line == "sat") answers.push_back(SecondAnswer::kSat);
      if (line == "unsat") answers.push_back(SecondAnswer::kUnsat);
      if (line == "unknown") answers.push_back(SecondAnswer::kUnknown);
    }
    if (answers.size() == scripts.size()) return answers;
    trouble = "its run ended without an answer to every script";
  } catch (const std::exception& error) {  // Boost.Process reports the operating system's refusals so
    trouble = fmt::format("could not be run: {}", error.what());
  }
  return {};
}

std::string cvc5_version() {
  const boost::filesystem::path program = bp::search_path("cvc5");
  if (program.empty()) return "";
  try {
    const std::string text = run(program, {"--version"}, "").text;
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
