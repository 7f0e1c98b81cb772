// The program: shared options, one subcommand a verb, exit codes. All work is in the verbs' files.
#include "cli/exit_code.hpp"
#include "cli/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

namespace {

int run_program(int argc, char** argv) {
  CLI::App app{"Tare weighs a method against its baselines."};
  tare::cli::Session session;
  session.arguments.assign(argv, argv + argc);
  app.set_version_flag("--version", TARE_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--plugin-path", session.plugin_path, "folder with plugins, searched first; may be given again")
      ->allow_extra_args(false);
  app.add_option("--data", session.data_folder, "folder with data sets, searched before the cache")
      ->envname("TARE_DATA");
  app.add_option("--store", session.store, "results file")->capture_default_str();
  tare::cli::add_check(app, session);
  tare::cli::add_compare(app, session);
  tare::cli::add_data(app, session);
  tare::cli::add_run(app, session);
  tare::cli::add_plan(app, session);
  tare::cli::add_rerun(app, session);
  tare::cli::add_report(app, session);
  tare::cli::add_runs(app, session);
  tare::cli::add_export(app, session);
  tare::cli::add_merge(app, session);
  tare::cli::add_list(app, session);
  tare::cli::add_show(app, session);
  tare::cli::add_show_run(app, session);
  tare::cli::add_verify(app, session);
  tare::cli::add_test_worker(app, session);
  tare::cli::add_new(app, session);
  tare::cli::add_doctor(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? tare::cli::kDone : tare::cli::kBadUsage;
  }
  return session.action ? session.action() : tare::cli::kBadUsage;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& problem) {
    fmt::print(stderr, "tare: internal error: {}; this is a defect of tare\n", problem.what());
  } catch (...) {
    fmt::print(stderr, "tare: internal error; this is a defect of tare\n");
  }
  return tare::cli::kBadUsage;
}
