// `tare report [RUN]`: a run as one HTML file, or as Markdown, JSON, CSV or JUnit.
#include "cli/loading.hpp"
#include "cli/report_writing.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace tare::cli {
namespace {

struct Options {
  std::string run = "last";
  std::string format = "html";
  std::string output;
  std::uint64_t max_cases = 100'000;
};

ExitCode write(const Session& session, const Options& options) {
  const auto store = store::Store::open(session.store, store::Mode::read);
  if (!store) return print_error(store.error(), kStoreTrouble);
  const auto run = store->run(options.run);
  if (!run) return print_error(run.error(), run.error().kind == ErrorKind::usage ? kBadUsage : kStoreTrouble);
  // The suite as it was run says what its claims are.
  const auto loaded = load_suites(session, run->suite_path, options.max_cases, run->suite_text);
  if (!loaded) fmt::print(stderr, "tare: warning: the suite cannot be read again here, so the report has no claims\n");
  const std::string output =
      options.output.empty() ? report_path(session, run->suite_name, options.format) : options.output;
  const auto written = write_report(*store, run->id, loaded ? &loaded->set : nullptr, options.format, output);
  if (!written)
    return print_error(written.error(), written.error().kind == ErrorKind::store ? kStoreTrouble : kBadUsage);
  if (output != "-") fmt::print("{}\n", output);
  return kDone;
}

}  // namespace

void add_report(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("report", "write a run as a page, or in another form");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("run", options->run, "a run's id, the beginning of one, or 'last'")->capture_default_str();
  verb->add_option("--format", options->format, fmt::format("{}", fmt::join(kReportFormats, ", ")))
      ->check(CLI::IsMember(kReportFormats))
      ->capture_default_str();
  verb->add_option("--output", options->output, "a file; '-' is standard output; beside the store by default");
  verb->add_option("--max-cases", options->max_cases, "refuse suites of more cases")->capture_default_str();
  verb->callback([options, &session] { session.action = [options, &session] { return write(session, *options); }; });
}

}  // namespace tare::cli
