#include "cli/report/junit.h"

#include <fmt/format.h>

#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "cli/report/account.h"
#include "cli/report/standing.h"
#include "cli/report/words.h"

namespace proviso::cli {
namespace {

using language::Diagnostic;
using language::FileId;
using pugi::xml_node;

std::string seconds_text(double seconds, bool timings) { return timings ? fmt::format("{:.3f}", seconds) : "0"; }

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0;
  double seconds = 0;

  void add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    seconds += other.seconds;
  }
};

// Fills one test suite.
class Suite {
 public:
  Suite(xml_node suite, const Report& report, FileId file) : suite_(suite), report_(report), file_(file) {
    suite_.append_attribute("name") = path().c_str();
    for (const char* name : {"tests", "failures", "errors", "skipped", "time"}) suite_.append_attribute(name) = "0";
  }

  void add(const language::Agreement& agreement, const PropertyResult& result) {
    const language::Property& property = agreement[result.property];
    xml_node test = test_case(agreement.name, property.name, property.span, result.seconds);
    const std::string message =
        fmt::format("{} ({})", answer_text(agreement, result), standing_text(agreement, result));
    judge(test, standing(result), verdict_word(result.verdict.kind), message,
          account(*report_.sources, agreement, result, false));
  }

  void add(const language::Agreement& agreement, const RedlineResult& result) {
    const language::Redline& redline = agreement.redlines[result.redline];
    double seconds = 0;
    for (const PropertyChange& change : result.changes) seconds += change.after.seconds;
    xml_node test = test_case(agreement.name, "redline " + redline.name, redline.span, seconds);
    const std::string message = fmt::format("{} ({})", changes_text(result), standing_text(result));
    judge(test, standing(result), "redline", message, account(*report_.sources, agreement, result, false));
  }

  void add(const Diagnostic& diagnostic) {
    const std::string code = language::code_text(diagnostic.code);
    xml_node test = test_case("proviso", code, diagnostic.span, 0);
    judge(test, Standing::kUnknown, code, diagnostic.message, language::render(*report_.sources, diagnostic, false));
  }

  Counts close() {
    suite_.attribute("tests") = counts_.tests;
    suite_.attribute("failures") = counts_.failures;
    suite_.attribute("errors") = counts_.errors;
    suite_.attribute("time") = seconds_text(counts_.seconds, report_.timings).c_str();
    return counts_;
  }

 private:
  std::string path() const { return one_line(report_.sources->path(file_)); }

  xml_node test_case(const std::string& group, const std::string& name, language::Span span, double seconds) {
    xml_node test = suite_.append_child("testcase");
    test.append_attribute("classname") = group.c_str();
    test.append_attribute("name") = name.c_str();
    test.append_attribute("file") = path().c_str();
    test.append_attribute("line") = report_.sources->position(span.file, span.begin).line;
    test.append_attribute("time") = seconds_text(seconds, report_.timings).c_str();
    ++counts_.tests;
    counts_.seconds += seconds;
    return test;
  }

  // The account is the body of what went wrong, and system-out of what did not.
  void judge(xml_node test, Standing standing, std::string_view type, std::string_view message, std::string_view text) {
    if (standing == Standing::kAsExpected) {
      test.append_child("system-out").text() = harmless(text).c_str();
      return;
    }
    const bool failed = standing == Standing::kUnexpected;
    ++(failed ? counts_.failures : counts_.errors);
    xml_node problem = test.append_child(failed ? "failure" : "error");
    problem.append_attribute("message") = one_line(message).c_str();
    problem.append_attribute("type") = std::string(type).c_str();
    problem.text() = harmless(text).c_str();
  }

  xml_node suite_;
  const Report& report_;
  FileId file_;
  Counts counts_;
};

std::map<FileId, std::vector<Diagnostic>> errors_by_file(const language::Diagnostics& diagnostics) {
  std::map<FileId, std::vector<Diagnostic>> errors;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    if (diagnostic.severity == language::Severity::kError) errors[diagnostic.span.file].push_back(diagnostic);
  }
  return errors;
}

Counts file_suite(xml_node suites, const Report& report, const FileResult& file) {
  Suite suite(suites.append_child("testsuite"), report, file.file);
  for (const PropertyResult& result : file.properties) suite.add(*file.agreement, result);
  for (const RedlineResult& result : file.redlines) suite.add(*file.agreement, result);
  return suite.close();
}

Counts error_suite(xml_node suites, const Report& report, FileId file, const std::vector<Diagnostic>& errors) {
  Suite suite(suites.append_child("testsuite"), report, file);
  for (const Diagnostic& error : errors) suite.add(error);
  return suite.close();
}

}  // namespace

std::string render_junit(const Report& report, const language::Diagnostics& diagnostics) {
  pugi::xml_document document;
  xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  xml_node suites = document.append_child("testsuites");
  suites.append_attribute("name") = "proviso";
  Counts all;
  for (const FileResult& file : report.files) all.add(file_suite(suites, report, file));
  for (const auto& [file, errors] : errors_by_file(diagnostics)) all.add(error_suite(suites, report, file, errors));
  suites.append_attribute("tests") = all.tests;
  suites.append_attribute("failures") = all.failures;
  suites.append_attribute("errors") = all.errors;
  suites.append_attribute("skipped") = "0";
  suites.append_attribute("time") = seconds_text(all.seconds, report.timings).c_str();
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace proviso::cli
