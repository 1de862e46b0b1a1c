#include "cli/check.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/report/json.h"
#include "cli/report/junit.h"
#include "cli/report/standing.h"
#include "cli/report/text.h"
#include "cli/terminal.h"
#include "language/diagnostic.h"

namespace proviso::cli {
namespace {

// A place that was found writable, and the report that goes there.
struct Destination {
  Format format;
  Output output;
};

int refuse(std::string_view message) {
  fmt::print(stderr, "proviso: {}\n", message);
  return kExitWrong;
}

tl::expected<std::vector<Destination>, std::string> open_all(const std::vector<OutputRequest>& requests) {
  std::vector<Destination> destinations;
  for (const OutputRequest& request : requests) {
    if (!request.path) {
      destinations.push_back({request.format, Output::standard()});
      continue;
    }
    auto output = Output::open(*request.path);
    if (!output) return tl::unexpected(output.error());
    destinations.push_back({request.format, std::move(*output)});
  }
  return destinations;
}

std::string rendered(const Destination& destination, const Outcome& outcome, const CheckCall& call) {
  switch (destination.format) {
    case Format::kJson:
      return render_json(outcome.report, outcome.diagnostics, version());
    case Format::kJunit:
      return render_junit(outcome.report, outcome.diagnostics);
    case Format::kText:
      break;
  }
  if (outcome.report.files.empty()) return "";
  const bool histories = call.verbose || call.check.property.has_value() || call.check.redlines_only;
  return render_text(outcome.report, {.colour = destination.output.is_standard() && colour_on_output(),
                                      .quiet = call.quiet,
                                      .histories = histories && !call.quiet});
}

int write_reports(std::vector<Destination>& destinations, const Outcome& outcome, const CheckCall& call) {
  int code = kExitFine;
  for (Destination& destination : destinations) {
    const auto written = destination.output.write(rendered(destination, outcome, call));
    if (!written) code = refuse(written.error());
  }
  return code;
}

// The first of 4, 2, 1, 3, 0 that there is reason for.
int exit_code_of(const Outcome& outcome, int written) {
  if (!outcome.disagreements.empty()) return kExitDisagreement;
  if (!outcome.refusals.empty() || outcome.diagnostics.has_errors() || written != kExitFine) return kExitWrong;
  return exit_code(summarise(outcome.report));
}

void complain(const Outcome& outcome) {
  if (!outcome.diagnostics.empty()) {
    fmt::print(stderr, "{}", language::render(*outcome.report.sources, outcome.diagnostics, colour_on_error()));
  }
  for (const std::string& refusal : outcome.refusals) refuse(refusal);
  for (const std::string& disagreement : outcome.disagreements) {
    fmt::print(stderr, "proviso: internal disagreement: {}\n", disagreement);
  }
}

int finish(const CheckCall& call, std::vector<Destination>& destinations, const Outcome& outcome) {
  if (interrupted()) {
    fmt::print(stderr, "proviso: interrupted; no report is written\n");
    return kExitInterrupted;
  }
  complain(outcome);
  if (!outcome.printed && !outcome.refusals.empty()) return exit_code_of(outcome, kExitFine);
  if (!outcome.printed) return exit_code_of(outcome, write_reports(destinations, outcome, call));
  const auto written = Output::standard().write(*outcome.printed);
  return exit_code_of(outcome, written ? kExitFine : refuse(written.error()));
}

}  // namespace

int run(const CheckCall& call) {
  FoundFiles found = find_files(call.check.paths);
  for (const std::string& problem : found.problems) refuse(problem);
  if (!found.problems.empty()) return kExitWrong;
  auto destinations = open_all(call.outputs);
  if (!destinations) return refuse(destinations.error());

  CheckOptions options = call.check;
  options.paths = std::move(found.files);
  language::SourceMap sources;
  Outcome outcome;
  {
    Progress progress(!call.quiet);
    outcome = run_pipeline(options, sources, [&](std::string_view what) { progress.show(what); });
  }
  outcome.report.timings = call.timings;
  outcome.report.redlines_only = call.check.redlines_only;
  return finish(call, *destinations, outcome);
}

}  // namespace proviso::cli
